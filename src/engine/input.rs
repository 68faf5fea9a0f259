//! What a member can do, whatever the platform.

use std::fmt;

/// One thing that a member did.
#[derive(Clone, PartialEq, Eq)]
pub enum Input<'t> {
    /// Look at the present place again.
    Show,
    /// Press a choice, by its number in the node.
    Choose(u8),
    /// Enter a theme, by its number in the pack.
    Enter(u16),
    /// Go on where nothing is asked.
    GoOn,
    /// Typed words that may be a choice, a number, or an answer.
    Say(&'t str),
    /// Words typed into a field that was opened for an answer.
    Answer(&'t str),
    /// A number from 0 to 10.
    Scale(u8),
    /// A family of feelings, by position.
    Family(u8),
    /// A feeling word, by its number in the pack.
    Feeling(u16),
    /// Some of the choices, by their numbers in the node.
    Several(&'t [u8]),
    /// Open the field for own words.
    OwnWords,
    /// Leave the question out.
    Skip,
    /// Take the last step back.
    Back,
    /// Hold the talk here.
    Pause,
    /// End the talk.
    Stop,
    /// Say what can be done.
    Help,
    /// Show where to find help from people.
    Support,
    /// Choose a theme.
    Hub,
    /// Show the next page of a long list.
    More,
}

impl fmt::Debug for Input<'_> {
    /// Names what was done, without the words that a member typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Say(_) => "Say",
            Self::Answer(_) => "Answer",
            Self::Show => "Show",
            Self::GoOn => "GoOn",
            Self::OwnWords => "OwnWords",
            Self::Skip => "Skip",
            Self::Back => "Back",
            Self::Pause => "Pause",
            Self::Stop => "Stop",
            Self::Help => "Help",
            Self::Support => "Support",
            Self::Hub => "Hub",
            Self::More => "More",
            Self::Choose(ordinal) => return write!(f, "Choose({ordinal})"),
            Self::Enter(ordinal) => return write!(f, "Enter({ordinal})"),
            Self::Scale(number) => return write!(f, "Scale({number})"),
            Self::Family(at) => return write!(f, "Family({at})"),
            Self::Feeling(ordinal) => return write!(f, "Feeling({ordinal})"),
            Self::Several(picks) => return f.debug_tuple("Several").field(picks).finish(),
        };
        f.write_str(name)
    }
}
