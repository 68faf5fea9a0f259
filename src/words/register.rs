//! Names and descriptions of the commands, as a menu shows them.

/// The command.
pub const REFLECT: &str =
    "Questions about closeness and distance in love. A fixed script, shown only to you.";
/// A subcommand.
pub const START: &str = "Begin, with the key points and the choice of themes";
/// A subcommand.
pub const KEYPOINTS: &str = "The article's key points, one by one";
/// A subcommand.
pub const QUESTION: &str = "One question alone";
/// A subcommand.
pub const TELL: &str =
    "Say it in your own words, and see which theme it touches. Only you see the answer.";
/// A subcommand.
pub const CONTINUE: &str = "Go on where you paused";
/// A subcommand.
pub const GLOSSARY: &str = "What a word means here";
/// A subcommand.
pub const SOURCES: &str = "Where the ideas come from";
/// A subcommand.
pub const SUPPORT: &str = "Where to find help from people";
/// A subcommand.
pub const ABOUT: &str = "What this is, what it is not, and who can read what";
/// A subcommand.
pub const HELP: &str = "What you can do";
/// An option.
pub const OPTION_THEME: &str = "A theme";
/// An option.
pub const OPTION_DEPTH: &str = "How deep the questions may go";
/// An option.
pub const OPTION_CODE: &str = "The code that Pause gave you";
/// An option.
pub const OPTION_TERM: &str = "A word";
/// An option.
pub const OPTION_COUNTRY: &str = "A country";
/// Depths: what is shown, and what is taken.
pub const DEPTHS: &[(&str, &str)] = &[
    ("Light: what you can notice today", "light"),
    ("Middle: also where it may come from", "middle"),
    (
        "Deep: a few questions near old hurts. Each asks you first",
        "deep",
    ),
];
