//! Ways on from what is shown, besides the answers of a talk.

use std::borrow::Cow;

use crate::engine::Input;
use crate::service::own::Own;

/// One way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way<'s> {
    /// What it says.
    pub label: Cow<'s, str>,
    /// Where it leads.
    pub go: Go,
    /// The same as a command, where everything is typed; empty for ways inside a talk.
    pub typed: String,
}

/// Where a way leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Go {
    /// To the place of the talk, shown again.
    Show,
    /// To the choice of themes, in the talk.
    Hub,
    /// To the end of the talk.
    Stop,
    /// To help from people.
    Support,
    /// Into a new talk: to its beginning, or into a theme by its number in the pack.
    Start(Option<u16>),
    /// To one question alone: of any theme or first of one; the number is its place among them.
    Question(Option<u16>, u8),
    /// To one of the key points, counted from 0.
    KeyPoint(u8),
    /// To the field for own words that belong to no question.
    Tell,
    /// To the field for a resume code.
    Code,
    /// To what is kept about the member.
    Own(Own),
}

impl Go {
    /// What it means to a talk; nothing for ways that leave it alone.
    pub fn input(self) -> Option<Input<'static>> {
        match self {
            Self::Show => Some(Input::Show),
            Self::Hub => Some(Input::Hub),
            Self::Stop => Some(Input::Stop),
            Self::Support => Some(Input::Support),
            Self::Start(_)
            | Self::Question(..)
            | Self::KeyPoint(_)
            | Self::Tell
            | Self::Code
            | Self::Own(_) => None,
        }
    }
}

impl<'s> Way<'s> {
    /// A way.
    pub fn new(label: impl Into<Cow<'s, str>>, go: Go) -> Self {
        Self {
            label: label.into(),
            go,
            typed: String::new(),
        }
    }

    /// With the command that does the same.
    #[must_use]
    pub fn typed(mut self, command: &str, name: &str) -> Self {
        self.typed = format!("/reflect {command}");
        if !name.is_empty() {
            self.typed.push(' ');
            self.typed.push_str(name);
        }
        self
    }
}
