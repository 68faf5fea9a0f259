//! Help, and what is said about commands.

/// Title of the help.
pub const HELP_TITLE: &str = "What you can do";

/// What can be typed at any time; `steps` is how far Back reaches.
pub fn help(steps: usize) -> Vec<String> {
    vec![
        "Answer with the number, the first words of an answer, or in your own words where the question asks for them."
            .to_owned(),
        "skip: leave a question out.".to_owned(),
        format!("back: change your last answer. It reaches {steps} steps, within one theme."),
        "repeat: see the question again.".to_owned(),
        "pause: hold the talk and get a code to go on later.".to_owned(),
        "stop: end the talk.".to_owned(),
        "support: where to find help from people.".to_owned(),
        "help: this page.".to_owned(),
    ]
}

/// Title of the list of commands.
pub const COMMANDS_TITLE: &str = "Commands";

/// The commands, one a line.
pub const COMMANDS: &[&str] = &[
    "/reflect start [theme] [light|middle|deep]: begin, or choose a theme",
    "/reflect keypoints [theme]: the article in four points",
    "/reflect question [theme]: one question alone",
    "/reflect tell WORDS: say what is on your mind, and see which theme it touches",
    "/reflect continue CODE: go on where you paused",
    "/reflect glossary [term]: what a word means here",
    "/reflect sources: where the ideas come from",
    "/reflect support: where to find help from people",
    "/reflect about: what this is, and what it is not",
    "/reflect help: what you can do",
];

/// An unknown subcommand.
pub fn unknown(name: &str, help: &str) -> String {
    format!("There is no /reflect {name}: {help}")
}

/// An unknown theme, term, or depth.
pub fn no_such(what: &str, help: &str) -> String {
    format!("There is no such {what}: {help}")
}
