//! Help, and what is said about commands.

use crate::words::Surface;

/// Title of the help.
pub const HELP_TITLE: &str = "What you can do";

/// What can be done at any time; `steps` is how far Back reaches.
pub fn help(surface: Surface, steps: usize) -> Vec<String> {
    let lines: &[&str] = match surface {
        Surface::Terminal => &[
            "Answer with the number, the first words of an answer, or in your own words where the question asks for them.",
            "skip: leave a question out.",
            "back: change your last answer. It reaches {steps} steps, within one theme.",
            "repeat: see the question again.",
            "pause: hold the talk and get a code to go on later.",
            "stop: end the talk.",
            "support: where to find help from people.",
            "help: this page.",
        ],
        Surface::Discord => &[
            "Press an answer, pick one from the list, or say it in your own words where the question asks for them. In \
             direct messages you can also type: a number, the first words of an answer, or your own words.",
            "Skip leaves a question out. Back changes your last answer; it reaches {steps} steps, within one theme.",
            "Pause holds the talk and gives you a code to go on later. Stop ends it.",
            "Support shows where to find help from people. It is under every question and every page.",
            "Nothing about you is saved unless you say yes to it in /reflect privacy.",
            "Hide this takes away that one message. Your own messages in a chat stay until you delete them.",
        ],
    };
    let steps = steps.to_string();
    lines
        .iter()
        .map(|line| line.replace("{steps}", &steps))
        .collect()
}

/// Title of the list of commands.
pub const COMMANDS_TITLE: &str = "Commands";

/// The commands, one a line.
pub fn commands(surface: Surface) -> &'static [&'static str] {
    match surface {
        Surface::Terminal => TYPED,
        Surface::Discord => PICKED,
    }
}

/// The commands where each is picked from a list.
const PICKED: &[&str] = &[
    "/reflect start: begin, with the choice of themes or straight in one",
    "/reflect keypoints: the article's key points, one by one",
    "/reflect question: one question alone",
    "/reflect tell: say what is on your mind, and see which theme it touches",
    "/reflect continue: go on where you were, or with a code from Pause",
    "/reflect progress: the themes you began and finished, if you keep that",
    "/reflect journal: your kept answers; read, change and delete them",
    "/reflect remind: a short message at times you choose",
    "/reflect privacy: what is kept, a copy of it, and being forgotten",
    "/reflect glossary: what a word means here",
    "/reflect sources: where the ideas come from",
    "/reflect support: where to find help from people",
    "/reflect about: what this is, what it is not, and who can read what",
    "/reflect help: this page",
    "On a message of your own: hold it on a phone, or right-click it. Then Apps, then Reflect on this",
];

/// The commands where each is typed.
const TYPED: &[&str] = &[
    "/reflect start [theme] [light|middle|deep]: begin, or choose a theme",
    "/reflect keypoints [theme]: the article in four points",
    "/reflect question [theme]: one question alone",
    "/reflect tell WORDS: say what is on your mind, and see which theme it touches",
    "/reflect continue [CODE]: go on where you were, or with a code from pause",
    "/reflect progress: the themes you began and finished, if you keep that",
    "/reflect journal [theme]: your kept answers; read, change and delete them",
    "/reflect remind [zone hour days]: a short message at times you choose",
    "/reflect privacy: what is kept, a copy of it, and being forgotten",
    "/reflect glossary [term]: what a word means here",
    "/reflect sources: where the ideas come from",
    "/reflect support [country]: where to find help from people",
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
