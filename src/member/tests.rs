//! What may be kept, and what not.

use super::*;

const TODAY: Day = Day(20_779);

fn agreed(to: &[Consent]) -> Record {
    let mut record = Record::default();
    for to in to {
        let text = to.text();
        record.apply(&Change::Agree { to: *to, text }, TODAY);
    }
    record
}

fn stand(token: &str) -> Change {
    Change::Stand {
        token: token.into(),
    }
}

fn finish(mark: u32, before: u8, after: u8) -> Change {
    Change::Finish {
        pack: "p".into(),
        theme: 7,
        run: Run {
            day: TODAY,
            before: Some(before),
            after: Some(after),
            mark,
        },
    }
}

#[test]
fn nothing_is_kept_without_its_yes() {
    let mut record = agreed(&[Consent::Answers, Consent::Reminders]);
    record.apply(&stand("t"), TODAY);
    record.apply(&finish(1, 2, 3), TODAY);
    assert_eq!(record.progress, Progress::default());
    let mut record = agreed(&[Consent::Progress]);
    record.apply(&Change::KeepFor(KeepFor::Ever), TODAY);
    assert_eq!(record.keep_for, KeepFor::Days90);
}

#[test]
fn a_yes_taken_back_takes_what_it_covered() {
    let mut record = agreed(&Consent::ALL);
    record.apply(&stand("t"), TODAY);
    record.apply(&Change::KeepFor(KeepFor::Ever), TODAY);
    record.apply(&Change::TakeBack(Consent::Progress), TODAY);
    assert_eq!(record.progress, Progress::default());
    assert_eq!(record.keep_for, KeepFor::Ever);
    record.apply(&stand("late"), TODAY);
    assert_eq!(record.progress.place, None);
    assert!(!record.is_empty());
    record.apply(&Change::TakeBack(Consent::Answers), TODAY);
    record.apply(&Change::TakeBack(Consent::Reminders), TODAY);
    assert!(record.is_empty());
}

#[test]
fn a_yes_to_another_text_is_none() {
    let to = Consent::Progress;
    let mut record = Record::default();
    let text = to.text() + 1;
    record.apply(&Change::Agree { to, text }, TODAY);
    assert!(record.is_empty());
    record.agreed.progress = Some(Yes {
        text: to.text() - 1,
        day: TODAY,
    });
    assert!(record.agreed.is_old(to) && !record.may_keep(to));
    record.apply(&stand("t"), TODAY);
    assert_eq!(record.progress.place, None);
}

#[test]
fn the_same_run_pressed_twice_counts_once() {
    let mut record = agreed(&[Consent::Progress]);
    for change in [finish(1, 2, 3), finish(1, 2, 4), finish(2, 5, 6)] {
        record.apply(&change, TODAY);
    }
    let trail = record.progress.trail("p").unwrap();
    let after: Vec<_> = trail.themes[0].runs.iter().map(|run| run.after).collect();
    assert_eq!(after, [Some(4), Some(6)]);
    assert_eq!(trail.finished(), 1 << 7);
    let undo = |mark| Change::Unfinish {
        pack: "p".into(),
        theme: 7,
        mark,
    };
    record.apply(&undo(2), TODAY);
    assert_eq!(record.progress.trail("p").unwrap().finished(), 1 << 7);
    record.apply(&undo(1), TODAY);
    assert_eq!(record.progress.trail("p").unwrap().finished(), 0);
}

#[test]
fn only_so_many_runs_are_remembered() {
    let mut record = agreed(&[Consent::Progress]);
    for mark in 0..40 {
        record.apply(&finish(mark, 1, 2), TODAY);
    }
    let runs = &record.progress.trails[0].themes[0].runs;
    assert_eq!(runs.len(), RUNS_MAX);
    assert_eq!(runs.last().map(|run| run.mark), Some(39));
}

#[test]
fn questions_are_new_again_when_all_were_seen() {
    let mut record = agreed(&[Consent::Progress]);
    for node in [0, 5, 127, 500] {
        let pack = "p".into();
        record.apply(
            &Change::See {
                pack,
                theme: 3,
                node,
            },
            TODAY,
        );
    }
    let trail = &record.progress.trails[0];
    assert!(trail.has_seen(3, 5) && trail.has_seen(3, 127) && !trail.has_seen(3, 6));
    assert!(!trail.has_seen(4, 5));
    let pack = "p".into();
    record.apply(
        &Change::Unsee {
            pack,
            theme: Some(3),
        },
        TODAY,
    );
    assert!(!record.progress.trails[0].has_seen(3, 5));
}

#[test]
fn answers_are_kept_as_long_as_was_chosen() {
    let written = Day(100);
    assert!(!KeepFor::Days30.is_over(written, Day(129)));
    assert!(KeepFor::Days30.is_over(written, Day(130)));
    assert!(!KeepFor::Ever.is_over(written, Day(u32::MAX)));
    // A clock that jumped back deletes nothing.
    assert!(!KeepFor::Days30.is_over(written, Day(1)));
}

#[test]
fn a_day_has_words_also_beyond_the_calendar() {
    assert_eq!(TODAY.words(), "22 Nov 2026");
    assert_eq!(Day::of_seconds(-5), Day(0));
    assert_eq!(Day(u32::MAX).words(), "31 Dec 9999");
}

#[test]
fn no_words_are_shown_by_debug() {
    let answer = Answer {
        pack: "p".into(),
        theme: 1,
        node: 2,
        mark: 3,
        day: TODAY,
        edited: None,
        words: "secret".into(),
    };
    let shown = format!("{answer:?} {:?}", Change::Keep(answer.clone()));
    assert!(!shown.contains("secret"), "{shown}");
}
