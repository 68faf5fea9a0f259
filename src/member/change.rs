//! Everything that can happen to what is kept about a member.

use std::fmt;

use crate::member::answer::{Answer, AnswerId, KeepFor};
use crate::member::consent::Consent;
use crate::member::progress::Run;
use crate::member::reminder::{Address, Stopped};
use crate::schedule::{Minute, Plan};

/// One change.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// A yes, to a version of its text. The only change that makes a record where there is none.
    Agree {
        /// To what.
        to: Consent,
        /// The version of the text that was shown.
        text: u16,
    },
    /// A yes is taken back, and what it covered goes.
    TakeBack(Consent),
    /// Everything about the member goes.
    Forget,
    /// The member was here today.
    Visit,

    /// The talk stands here.
    Stand {
        /// The talk's token.
        token: Box<str>,
    },
    /// There is no talk to go on with.
    Leave,
    /// A theme was begun.
    Begin {
        /// The pack's id.
        pack: Box<str>,
        /// The theme's number in tokens.
        theme: u16,
    },
    /// A theme was finished.
    Finish {
        /// The pack's id.
        pack: Box<str>,
        /// The theme's number in tokens.
        theme: u16,
        /// The scales.
        run: Run,
    },
    /// The last step was taken back: the theme is not finished after all.
    Unfinish {
        /// The pack's id.
        pack: Box<str>,
        /// The theme's number in tokens.
        theme: u16,
        /// The run's mark.
        mark: u32,
    },
    /// A question was shown alone.
    See {
        /// The pack's id.
        pack: Box<str>,
        /// The theme's number in tokens.
        theme: u16,
        /// The question's number in tokens.
        node: u16,
    },
    /// The questions of a theme, or of all, are new again.
    Unsee {
        /// The pack's id.
        pack: Box<str>,
        /// The theme's number in tokens.
        theme: Option<u16>,
    },

    /// An answer in own words.
    Keep(Answer),
    /// An answer was taken back.
    Unkeep {
        /// The pack's id.
        pack: Box<str>,
        /// The theme's number in tokens.
        theme: u16,
        /// The question's number in tokens.
        node: u16,
        /// The mark of the talk before the answer, which Back leads to exactly.
        mark: u64,
    },
    /// An answer gets other words.
    Edit {
        /// Which.
        id: AnswerId,
        /// The words.
        words: Box<str>,
    },
    /// An answer goes.
    Delete(AnswerId),
    /// How long answers are kept.
    KeepFor(KeepFor),

    /// Reminders from now on, in the place of former ones.
    Remind {
        /// Whom to write to.
        address: Address,
        /// When.
        plan: Plan,
        /// The time.
        now: Minute,
    },
    /// No reminders any more.
    RemindOff,
    /// Once more in so many minutes.
    Snooze {
        /// The time.
        now: Minute,
        /// How many.
        minutes: u32,
    },
    /// The member did something, so that reminders are not unanswered.
    Heard,
    /// The member was told why reminders stopped.
    Told,
    /// A reminder got there.
    Sent,
    /// A reminder did not get there; where it never will, reminders stop.
    NotSent(Option<Stopped>),
    /// A reminder surely did not leave, and may be tried again.
    Unsent,
}

impl Change {
    /// Whether it happened without the member.
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Sent | Self::NotSent(_) | Self::Unsent)
    }

    /// Whether it is what the member asked for just now, rather than a trace of a talk: then the reply speaks of it.
    pub fn is_deed(&self) -> bool {
        match self {
            Self::Agree { .. }
            | Self::TakeBack(_)
            | Self::Forget
            | Self::Edit { .. }
            | Self::Delete(_)
            | Self::KeepFor(_)
            | Self::Remind { .. }
            | Self::RemindOff
            | Self::Snooze { .. } => true,
            Self::Visit
            | Self::Stand { .. }
            | Self::Leave
            | Self::Begin { .. }
            | Self::Finish { .. }
            | Self::Unfinish { .. }
            | Self::See { .. }
            | Self::Unsee { .. }
            | Self::Keep(_)
            | Self::Unkeep { .. }
            | Self::Heard
            | Self::Told
            | Self::Sent
            | Self::NotSent(_)
            | Self::Unsent => false,
        }
    }
}

impl fmt::Debug for Change {
    /// Shows the kind only: what it carries may be words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Agree { .. } => "Agree",
            Self::TakeBack(_) => "TakeBack",
            Self::Forget => "Forget",
            Self::Visit => "Visit",
            Self::Stand { .. } => "Stand",
            Self::Leave => "Leave",
            Self::Begin { .. } => "Begin",
            Self::Finish { .. } => "Finish",
            Self::Unfinish { .. } => "Unfinish",
            Self::See { .. } => "See",
            Self::Unsee { .. } => "Unsee",
            Self::Keep(_) => "Keep",
            Self::Unkeep { .. } => "Unkeep",
            Self::Edit { .. } => "Edit",
            Self::Delete(_) => "Delete",
            Self::KeepFor(_) => "KeepFor",
            Self::Remind { .. } => "Remind",
            Self::RemindOff => "RemindOff",
            Self::Snooze { .. } => "Snooze",
            Self::Heard => "Heard",
            Self::Told => "Told",
            Self::Sent => "Sent",
            Self::NotSent(_) => "NotSent",
            Self::Unsent => "Unsent",
        })
    }
}
