//! What the bot says about itself.

/// The first thing that is said in a terminal.
pub const HELLO_TERMINAL: &str = "This is a fixed script, read out by a small program. It is not a person, not AI and not \
therapy. Nobody is watching. What you type stays in this window and is not saved.";

/// How to get on, said once at the start.
pub const HELLO_WAYS: &str = "Answer with a number or in your own words. At any time you can type: skip, back, pause, stop, \
help, support.";

/// Title of the page about the bot.
pub const TITLE: &str = "About this";

/// What it is and is not.
pub fn lines(author: &str, title: &str, outlet: &str) -> Vec<String> {
    vec![
        "This is a fixed script. People wrote every sentence before you came. Nothing here is made up by a machine, and \
         nothing learns from you."
            .to_owned(),
        "It is not therapy and it does not replace it. It asks questions, so that you can hear what you think.".to_owned(),
        "Nobody reads along and nobody is told. So it cannot come to help you. If you need a person now, type `support`."
            .to_owned(),
        "In this terminal, your words are held in memory until you close it, for the summary at the end. They are not saved \
         and not sent."
            .to_owned(),
        "It is for people from 13 years on.".to_owned(),
        format!("The ideas come from an article: {author}, “{title}”, {outlet}. They are told here in other words."),
        "Where an idea comes from a study, or is only common practice, the text says so.".to_owned(),
    ]
}

/// Said before the key points.
pub const KEY_POINTS: &str = "The article in four points";

/// Title of the list of sources.
pub const SOURCES: &str = "Where the ideas come from";

/// Title of the glossary.
pub const GLOSSARY: &str = "Words worth explaining";
