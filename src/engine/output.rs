//! What comes out of a step: data for a platform to draw.

use std::borrow::Cow;

use crate::engine::input::Input;
use crate::script::{AnswerKind, NodeIx, Says, Store, SupportKind, ThemeIx};

/// One thing to show or to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output<'s> {
    /// A theme begins: how long it takes, in minutes.
    Opening {
        /// The theme.
        theme: ThemeIx,
        /// Minutes of a usual way at the talk's depth.
        minutes: u8,
    },
    /// What follows from the last answer.
    Reflect(Cow<'s, str>),
    /// Something said.
    Line {
        /// The text.
        text: Cow<'s, str>,
        /// Whose idea it is.
        says: Option<Says>,
    },
    /// A hint for a typed answer that fits nothing.
    Hint(Hint<'s>),
    /// Something about the talk itself.
    Notice(Notice),
    /// The support card.
    Support(SupportKind),
    /// What can be done.
    Help,
    /// The talk is held here.
    Paused,
    /// What the member said in this theme.
    Summary {
        /// The theme.
        theme: ThemeIx,
        /// The scale at the start.
        before: Option<u8>,
        /// The scale at the end.
        after: Option<u8>,
        /// How many answers in own words the talk counted.
        words: u8,
        /// Whether the way led through a card for fear of someone close: then others may see the screen.
        guarded: bool,
    },
    /// The talk is over.
    Closing {
        /// Whether the theme's own closing was read already.
        ended: bool,
    },
    /// The shell may hold what was given at a node.
    Remember(NodeIx, Kept<'s>),
    /// The last thing given at a node was taken back.
    Forget(NodeIx),
    /// What is asked now; the last output, unless a hint or a pause leaves the question as it stands.
    Ask(Ask<'s>),
}

/// What was given at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept<'s> {
    /// The words of the input.
    Words,
    /// A choice's label.
    Label(&'s str),
    /// Several choices' labels.
    Labels(Vec<&'s str>),
    /// A feeling word.
    Feeling(&'s str),
}

/// Hints, graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint<'s> {
    /// The author's own.
    Author(&'s str),
    /// The bot's first.
    First,
    /// The bot's first, where a number is asked for.
    Scale,
    /// The bot's second.
    Second,
    /// No further hint: the choices are shown again.
    Choices,
}

/// Something about the talk itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// There is no further step back.
    BackEnds,
    /// The button belongs to another place.
    NotHere,
    /// There is no question to leave out.
    NothingToSkip,
    /// The words are longer than the answer may be, in characters.
    TooLong(u16),
    /// Write the answer now.
    WriteNow,
    /// The place is gone since the content changed.
    PlaceGone,
    /// Too many were picked.
    TooMany(u16),
}

/// What a press means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// [`crate::engine::Input::Choose`]
    Choose(u8),
    /// [`crate::engine::Input::Enter`]
    Enter(u16),
    /// [`crate::engine::Input::GoOn`]
    GoOn,
    /// [`crate::engine::Input::OwnWords`]
    OwnWords,
    /// [`crate::engine::Input::Family`]
    Family(u8),
    /// [`crate::engine::Input::Feeling`]
    Feeling(u16),
    /// [`crate::engine::Input::Hub`]
    Hub,
    /// [`crate::engine::Input::Stop`]
    Stop,
    /// [`crate::engine::Input::More`]
    More,
}

impl Act {
    /// The input that a press gives.
    pub fn input(self) -> Input<'static> {
        match self {
            Self::Choose(ordinal) => Input::Choose(ordinal),
            Self::Enter(ordinal) => Input::Enter(ordinal),
            Self::GoOn => Input::GoOn,
            Self::OwnWords => Input::OwnWords,
            Self::Family(at) => Input::Family(at),
            Self::Feeling(ordinal) => Input::Feeling(ordinal),
            Self::Hub => Input::Hub,
            Self::Stop => Input::Stop,
            Self::More => Input::More,
        }
    }
}

/// One thing to press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer<'s> {
    /// What it means.
    pub act: Act,
    /// What it says.
    pub label: &'s str,
    /// A line about it.
    pub note: Option<&'s str>,
    /// Whether it is finished already.
    pub done: bool,
}

/// Place in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The question being asked, counted from 1.
    pub at: u8,
    /// About how many there will be.
    pub about: u8,
}

/// An answer besides the offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerAsk<'s> {
    /// What is to be given.
    pub kind: AnswerKind,
    /// Its short name.
    pub label: &'s str,
    /// A longest text in characters, or a largest number of picks.
    pub max: u16,
    /// Whether it may be offered for keeping.
    pub store: Store,
    /// A grey hint in an empty field.
    pub placeholder: Option<&'s str>,
    /// What 0 means.
    pub low: Option<&'s str>,
    /// What 10 means.
    pub high: Option<&'s str>,
}

/// What is asked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask<'s> {
    /// The theme.
    pub theme: ThemeIx,
    /// The node.
    pub node: NodeIx,
    /// What can be pressed.
    pub offers: Vec<Offer<'s>>,
    /// What can be given besides.
    pub answer: Option<AnswerAsk<'s>>,
    /// Where in the way this is.
    pub way: Option<Way>,
    /// Whether there is a step back.
    pub back: bool,
    /// Whether there is something to leave out.
    pub skip: bool,
}
