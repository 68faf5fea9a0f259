//! Single questions: with a yes to progress, none comes again until all were seen.

use crate::member::{Change, Consent, Trail};
use crate::script::{Pack, ThemeIx};
use crate::service::pages::questions;
use crate::service::reply::Part;
use crate::service::turn::Here;
use crate::words::progress as words;

/// The place of the question to show, at `at` or behind it, and what there is to say about that.
pub fn next_question<'c>(
    here: &mut Here<'c, '_>,
    pack: &Pack,
    theme: Option<ThemeIx>,
    at: u8,
) -> (u8, Option<Part<'c>>) {
    let keeping = &mut here.keeping;
    let (all, own) = questions(pack, theme);
    if !keeping.may_keep(Consent::Progress) || all.is_empty() {
        return (at, None);
    }
    let none = Trail::default();
    let trail = keeping.record.progress.trail(&pack.id).unwrap_or(&none);
    let numbers = |at: usize| {
        let node = all.get(at)?;
        Some((pack.theme(node.theme).ordinal, node.ordinal))
    };
    let is_new =
        |at: &usize| numbers(*at).is_some_and(|(theme, node)| !trail.has_seen(theme, node));
    let start = usize::from(at) % all.len();
    // Those of the theme first, then the others, each from where it was.
    let order = (start..all.len()).chain(0..start);
    let (first, rest): (Vec<usize>, Vec<usize>) = order.partition(|at| *at < own);
    let found = first.into_iter().chain(rest).find(is_new);
    let pack_id: Box<str> = pack.id.as_str().into();
    let said = found.is_none().then(|| {
        let pack = pack_id.clone();
        keeping.save(Change::Unsee { pack, theme: None });
        Part::notice(words::ALL_SEEN)
    });
    let at = found.unwrap_or(start);
    if let Some((theme, node)) = numbers(at) {
        let pack = pack_id;
        keeping.save(Change::See { pack, theme, node });
    }
    (u8::try_from(at).unwrap_or(0), said)
}
