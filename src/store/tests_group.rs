//! Jobs that share one commit: what one does must not undo another.

use std::sync::mpsc::channel;
use std::sync::{Mutex, atomic::AtomicBool, atomic::Ordering};

use crate::member::{Address, Answer, Change, Consent, Day};
use crate::store::{Fault, Options, Probe, Saved, Stage, Store};

const TODAY: Day = Day(20_779);

fn who() -> Address {
    Address {
        platform: "discord".into(),
        user: "1".into(),
    }
}

fn agree(to: Consent) -> Change {
    let text = to.text();
    Change::Agree { to, text }
}

fn stand(token: &str) -> Change {
    Change::Stand {
        token: token.into(),
    }
}

/// Saves jobs of one member in one group, after a first job alone; what the store says to each of the group.
fn together(first: &[Change], group: &[&[Change]]) -> (Store, Vec<Result<Saved, Fault>>) {
    let (open, gate) = channel::<()>();
    let (gate, folder) = (Mutex::new(gate), tempfile::tempdir().unwrap());
    let is_first = AtomicBool::new(true);
    let probe = Probe::new(move |stage| {
        if stage == Stage::Taken && is_first.swap(false, Ordering::Relaxed) {
            gate.lock().unwrap().recv().unwrap();
        }
    });
    let path = |name| folder.path().join(name);
    let store = Store::open(Options {
        probe,
        ..Options::new(path("data"), path("keys"))
    });
    let store = store.unwrap();
    // While the writer stands at the first one, the others gather.
    let alone = store.save(&who(), first.to_vec(), TODAY);
    let waiting: Vec<_> = group
        .iter()
        .map(|changes| store.save(&who(), changes.to_vec(), TODAY))
        .collect();
    open.send(()).unwrap();
    alone.wait().unwrap();
    let told = waiting.into_iter().map(crate::store::Saving::wait);
    let told = told.collect();
    (store, told)
}

fn token(store: &Store) -> Option<String> {
    let place = store.record(&who()).unwrap()?.progress.place?;
    Some(place.token.into())
}

#[test]
fn whoever_comes_back_while_being_forgotten_is_there() {
    let forget = [Change::Forget];
    let again = [agree(Consent::Progress), stand("new")];
    let first = [agree(Consent::Progress), stand("old")];
    let (store, told) = together(&first, &[&forget, &again]);
    assert!(told[0].unwrap().forgot);
    assert_eq!(token(&store).as_deref(), Some("new"));
    let back = [Change::TakeBack(Consent::Progress)];
    let (store, _) = together(&first, &[&back, &again]);
    assert_eq!(token(&store).as_deref(), Some("new"));
    let (store, _) = together(&[], &[&[Change::Visit], &again]);
    assert_eq!(token(&store).as_deref(), Some("new"));
}

#[test]
fn what_was_kept_before_forgetting_does_not_come_back_with_the_member() {
    let (before, again) = (
        [agree(Consent::Progress), stand("old")],
        [agree(Consent::Progress)],
    );
    let (store, _) = together(&[], &[&before, &[Change::Forget], &again]);
    assert_eq!(token(&store), None);
    assert!(store.record(&who()).unwrap().is_some());
}

#[test]
fn a_fault_in_one_group_leaves_the_next_alone() {
    for stage in Stage::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = |name| folder.path().join(name);
        let is_armed = AtomicBool::new(true);
        let probe = Probe::new(move |at| {
            assert!(
                at != stage || !is_armed.swap(false, Ordering::Relaxed),
                "planted"
            );
        });
        let options = Options {
            probe,
            ..Options::new(path("data"), path("keys"))
        };
        let store = Store::open(options).unwrap();
        let save = |changes: &[Change]| store.save(&who(), changes.to_vec(), TODAY).wait();
        let _met = save(&[agree(Consent::Progress), stand("one")]);
        let _met = save(&[Change::Forget]);
        save(&[agree(Consent::Progress), stand("two")]).unwrap();
        assert_eq!(token(&store).as_deref(), Some("two"), "{stage:?}");
        drop(store);
        let store = Store::open(Options::new(path("data"), path("keys"))).unwrap();
        assert_eq!(token(&store).as_deref(), Some("two"), "{stage:?}");
    }
}

#[test]
fn a_fault_after_the_commit_does_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name| folder.path().join(name);
    let probe = Probe::new(|at| assert!(at != Stage::Erased, "planted"));
    let options = Options {
        probe,
        ..Options::new(path("data"), path("keys"))
    };
    let store = Store::open(options).unwrap();
    let keep = |mark| {
        Change::Keep(Answer {
            pack: "p".into(),
            theme: 1,
            node: 1,
            mark,
            day: TODAY,
            edited: None,
            words: "w".into(),
        })
    };
    let save = |changes: &[Change]| store.save(&who(), changes.to_vec(), TODAY).wait();
    save(&[agree(Consent::Answers), keep(1)]).unwrap();
    let (id, _) = store.answers(&who()).unwrap()[0].clone();
    let faulty = save(&[Change::Delete(id), keep(2)]);
    assert!(
        faulty.is_ok(),
        "it is saved; only its traces are still to be erased"
    );
    assert_eq!(store.answers(&who()).unwrap().len(), 1);
}
