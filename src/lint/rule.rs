//! What a rule is, and what it looks at.

use crate::lint::check::{Input, folder};
use crate::lint::texts::{self, Said};
use crate::script::finding::Finding;
use crate::script::pack::Pack;

/// One rule: its name, what it is for, and how it is checked.
#[derive(Debug)]
pub struct Rule {
    /// Its name in findings and for `--explain`.
    pub id: &'static str,
    /// Its number in the format's list of lints, if it has one.
    pub number: Option<u8>,
    /// One line about it.
    pub summary: &'static str,
    /// The doc comment, as the macro sees it: one space before each line.
    pub(crate) doc: &'static str,
    /// How it is checked.
    pub(crate) check: Check,
}

/// How a rule is checked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// Pack by pack.
    Pack(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Once for the whole folder.
    Folder(fn(&Input<'_>, &mut Vec<Finding>)),
    /// By another module, which reports under this id.
    Elsewhere,
}

/// One pack with what several rules need of it, made once.
#[derive(Debug)]
pub(crate) struct Context<'i> {
    /// The whole input.
    pub(crate) input: &'i Input<'i>,
    /// The pack.
    pub(crate) pack: &'i Pack,
    /// Its folder's name.
    pub(crate) folder: &'i str,
    /// Every text that somebody reads.
    pub(crate) texts: Vec<Said<'i>>,
}

impl<'i> Context<'i> {
    /// Collects what the rules need.
    pub(crate) fn new(input: &'i Input<'i>, pack: &'i Pack) -> Self {
        Self {
            input,
            pack,
            folder: folder(input.script, pack),
            texts: texts::all(pack),
        }
    }
}

/// Declares a rule; its doc comment is also what `explain` returns.
macro_rules! declare {
    ($(#[doc = $doc:literal])+ $name:ident = $id:literal, $number:expr, $summary:literal, $check:expr $(,)?) => {
        $(#[doc = $doc])+
        pub(crate) const $name: crate::lint::rule::Rule = crate::lint::rule::Rule {
            id: $id,
            number: $number,
            summary: $summary,
            doc: concat!($($doc, "\n"),+),
            check: $check,
        };
    };
}
pub(crate) use declare;
