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
pub const PROGRESS: &str = "What you began and finished, where you agreed that it is kept";
/// A subcommand.
pub const JOURNAL: &str = "Your own words from reflections, where you agreed that they are kept";
/// A subcommand.
pub const REMIND: &str = "A short message at times you choose, in your own time";
/// A subcommand.
pub const PRIVACY: &str = "What is kept about you: agree, take it back, take a copy, be forgotten";
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
pub const OPTION_CODE: &str =
    "The code that Pause gave you. Not needed where your progress is kept.";
/// An option.
pub const OPTION_SEARCH: &str = "Words to look for in your answers";
/// An option.
pub const OPTION_ZONE: &str = "Your time zone: type the name of a city near you";
/// An option.
pub const OPTION_HOUR: &str = "The hour, by the clock where you are";
/// An option.
pub const OPTION_DAYS: &str = "The days";
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
/// Hours: what is shown, and what is taken.
pub const HOURS: &[(&str, &str)] = &[
    ("00:00", "0"),
    ("01:00", "1"),
    ("02:00", "2"),
    ("03:00", "3"),
    ("04:00", "4"),
    ("05:00", "5"),
    ("06:00", "6"),
    ("07:00", "7"),
    ("08:00", "8"),
    ("09:00", "9"),
    ("10:00", "10"),
    ("11:00", "11"),
    ("12:00", "12"),
    ("13:00", "13"),
    ("14:00", "14"),
    ("15:00", "15"),
    ("16:00", "16"),
    ("17:00", "17"),
    ("18:00", "18"),
    ("19:00", "19"),
    ("20:00", "20"),
    ("21:00", "21"),
    ("22:00", "22"),
    ("23:00", "23"),
];
/// Days: what is shown, and what is taken.
pub const DAYS: &[(&str, &str)] = &[
    ("Every day", "daily"),
    ("Monday to Friday", "weekdays"),
    ("Saturday and Sunday", "weekend"),
    ("Monday", "monday"),
    ("Tuesday", "tuesday"),
    ("Wednesday", "wednesday"),
    ("Thursday", "thursday"),
    ("Friday", "friday"),
    ("Saturday", "saturday"),
    ("Sunday", "sunday"),
];
