//! What the bot says about itself.

use crate::words::Surface;

/// The first thing that is said in a terminal.
pub const HELLO_TERMINAL: &str = "This is a fixed script, read out by a small program. It is not a person, not AI and not \
therapy. Nobody is watching. What you type stays on this machine, and nothing is saved unless you say yes in /reflect privacy.";

/// How to get on, said once at the start.
pub const HELLO_WAYS: &str = "Answer with a number or in your own words. At any time you can type: skip, back, pause, stop, \
help, support.";

/// Title of the page about the bot.
pub const TITLE: &str = "About this";

/// What the page is made of besides its fixed sentences; empty texts are left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The article's author.
    pub author: &'a str,
    /// The article's title.
    pub title: &'a str,
    /// Where the article appeared.
    pub outlet: &'a str,
    /// Where it can be read.
    pub article_url: &'a str,
    /// How to reach the operator.
    pub contact: &'a str,
    /// The operator's privacy page.
    pub privacy_url: &'a str,
}

/// What it is and is not.
pub fn lines(surface: Surface, facts: &Facts<'_>) -> Vec<String> {
    let mut lines = vec![
        "This is a fixed script. Every sentence was written before you came. It is not AI: no machine makes up an answer, and \
         nothing learns from you."
            .to_owned(),
        "It is not therapy and it does not replace it. It asks questions, so that you can hear what you think.".to_owned(),
        nobody(surface).to_owned(),
    ];
    lines.extend(readers(surface).iter().map(|line| (*line).to_owned()));
    lines.push("It is for people from 13 years on.".to_owned());
    lines.push(article(facts));
    lines.push(
        "Where an idea comes from a study, or is only common practice, the text says so."
            .to_owned(),
    );
    lines.extend(operator(surface, facts));
    lines
}

/// Nobody watches.
fn nobody(surface: Surface) -> &'static str {
    match surface {
        Surface::Terminal => {
            "Nobody reads along and nobody is told. So it cannot come to help you. If you need a person now, type `support`."
        }
        Surface::Discord => {
            "It is not monitored: nobody reads it live, and this bot tells nobody. So it cannot come to help you. If you need \
             a person now, press Support or use /reflect support."
        }
    }
}

/// Who can read what.
fn readers(surface: Surface) -> &'static [&'static str] {
    match surface {
        Surface::Terminal => &[
            "In this terminal, your words are held in memory until you close it, for the summary at the end. They are not \
             sent, and they are saved only if you say yes to that in /reflect privacy.",
        ],
        Surface::Discord => &[
            "Who can read what: in servers and group chats, only your account sees these messages. Moderators and other \
             members do not. Anyone who is logged in as you may. Direct messages stay: you can delete your own, and Hide this \
             deletes one of the bot's.",
            "Discord carries every message and can read it. The person who runs this bot could find a way to read what passes \
             through. The program writes none of it down unless you say yes to that in /reflect privacy.",
            "Your answers are held in the program's memory for at most a day, for the summary at the end. What you \
             say yes to in /reflect privacy is also saved, locked. The buttons and the code hold your place, your number and some answers you picked, but nothing you typed.",
        ],
    }
}

/// Where the ideas come from.
fn article(facts: &Facts<'_>) -> String {
    let (author, title, outlet) = (facts.author, facts.title, facts.outlet);
    let said = format!(
        "The ideas come from an article: {author}, “{title}”, {outlet}. They are told here in other words."
    );
    match facts.article_url {
        "" => said,
        url => format!("{said} {}", article_at(url)),
    }
}

/// Who runs it.
fn operator(surface: Surface, facts: &Facts<'_>) -> Vec<String> {
    if surface == Surface::Terminal {
        return Vec::new();
    }
    let contact = match facts.contact {
        "" => "The person who runs this bot has left no address here.".to_owned(),
        contact => format!("To reach the person who runs this bot: {contact}"),
    };
    let privacy = match facts.privacy_url {
        "" => None,
        url => Some(format!("Their privacy page: {url}")),
    };
    std::iter::once(contact).chain(privacy).collect()
}

/// Said before the key points.
pub const KEY_POINTS: &str = "The article in four points";

/// Title of the list of sources.
pub const SOURCES: &str = "Where the ideas come from";

/// Title of the glossary.
pub const GLOSSARY: &str = "Words worth explaining";

/// Where the article can be read.
pub fn article_at(url: &str) -> String {
    format!("The article: {url}")
}
