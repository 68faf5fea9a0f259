//! What a store should hold: members who do one thing after the other, and what is then kept about each.
//!
//! What a member does next follows from their number and how much they did already, so that a process that is killed and
//! the one that checks it know the same without a word between them.

use std::collections::BTreeMap;

use alongside::member::{Answer, AnswerId, Change, Consent};
use alongside::store::Store;

use crate::common::Dice;
use crate::store_use::{agree, keep, stand, who};

/// How many different marks answers have.
const MARKS: usize = 4;

/// What is kept about one member; nothing where nothing was agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Kept {
    /// The place, with a yes to progress; empty where none is kept yet.
    pub(crate) progress: Option<String>,
    /// The answers by their marks, with a yes to answers.
    pub(crate) answers: Option<BTreeMap<u64, String>>,
}

/// What a member does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    AgreeProgress(String),
    AgreeAnswers,
    Stand(String),
    Keep(u64, String),
    Edit(u64, String),
    Delete(u64),
    TakeBackProgress,
    TakeBackAnswers,
    Forget,
}

impl Deed {
    /// What a member does as the `number`th thing.
    pub(crate) fn of(member: usize, number: usize) -> Self {
        let mut dice = Dice::new(u64::try_from(member * 1_000_003 + number * 97 + 1).unwrap());
        // Neighbouring seeds fall alike at first.
        for _ in 0..4 {
            let _warm = dice.below(2);
        }
        let mark = u64::try_from(dice.below(MARKS)).unwrap();
        let chars = [20, 300, 4_000][dice.below(3)];
        let words = format!("{member}-{number}-{}", "w".repeat(dice.below(chars)));
        match dice.below(20) {
            0..3 => Self::AgreeProgress(format!("t{number}")),
            3..6 => Self::AgreeAnswers,
            6..10 => Self::Stand(format!("t{number}")),
            10..14 => Self::Keep(mark, words),
            14 | 15 => Self::Edit(mark, words),
            16 => Self::Delete(mark),
            17 => Self::TakeBackProgress,
            18 => Self::TakeBackAnswers,
            _ => Self::Forget,
        }
    }

    /// Whether the number of an answer is needed.
    pub(crate) fn needs_id(&self) -> bool {
        matches!(self, Self::Edit(..) | Self::Delete(_))
    }

    /// The changes; `id` finds the number of an answer by its mark.
    pub(crate) fn changes(&self, id: impl Fn(u64) -> AnswerId) -> Vec<Change> {
        match self {
            Self::AgreeProgress(token) => vec![agree(Consent::Progress), stand(token)],
            Self::AgreeAnswers => vec![agree(Consent::Answers)],
            Self::Stand(token) => vec![stand(token)],
            Self::Keep(mark, words) => vec![keep(words, *mark)],
            Self::Edit(mark, words) => vec![Change::Edit {
                id: id(*mark),
                words: words.as_str().into(),
            }],
            Self::Delete(mark) => vec![Change::Delete(id(*mark))],
            Self::TakeBackProgress => vec![Change::TakeBack(Consent::Progress)],
            Self::TakeBackAnswers => vec![Change::TakeBack(Consent::Answers)],
            Self::Forget => vec![Change::Forget],
        }
    }
}

impl Kept {
    /// What is kept after a deed.
    pub(crate) fn after(mut self, deed: &Deed) -> Self {
        match deed {
            Deed::AgreeProgress(token) => self.progress = Some(token.clone()),
            Deed::AgreeAnswers => {
                let _known = self.answers.get_or_insert_default();
            }
            Deed::Stand(token) => {
                if let Some(place) = &mut self.progress {
                    place.clone_from(token);
                }
            }
            Deed::Keep(mark, words) => {
                if let Some(answers) = &mut self.answers {
                    answers.insert(*mark, words.clone());
                }
            }
            Deed::Edit(mark, words) => {
                let answers = self.answers.as_mut();
                if let Some(known) = answers.and_then(|answers| answers.get_mut(mark)) {
                    known.clone_from(words);
                }
            }
            Deed::Delete(mark) => {
                if let Some(answers) = &mut self.answers {
                    answers.remove(mark);
                }
            }
            Deed::TakeBackProgress => self.progress = None,
            Deed::TakeBackAnswers => self.answers = None,
            Deed::Forget => self = Self::default(),
        }
        self
    }

    /// Whether there is a row for it.
    pub(crate) fn is_there(&self) -> bool {
        self.progress.is_some() || self.answers.is_some()
    }

    /// What a store holds about a member.
    pub(crate) fn of(store: &Store, member: usize) -> Self {
        let who = who(&name(member));
        let answers = store.answers(&who).unwrap();
        let Some(record) = store.record(&who).unwrap() else {
            assert!(answers.is_empty(), "answers without a record");
            return Self::default();
        };
        let place = record
            .progress
            .place
            .map_or_else(String::new, |place| place.token.into());
        let marks = answers.iter().map(by_mark).collect();
        if record.agreed.answers.is_none() {
            assert!(answers.is_empty(), "answers without a yes");
        }
        Self {
            progress: record.agreed.progress.map(|_yes| place),
            answers: record.agreed.answers.map(|_yes| marks),
        }
    }
}

fn by_mark((_, answer): &(AnswerId, Answer)) -> (u64, String) {
    (answer.mark, answer.words.to_string())
}

/// The user id of a member.
pub(crate) fn name(member: usize) -> String {
    format!("user-{member}")
}
