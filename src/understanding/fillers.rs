//! Politeness and filler words around a control word: `ok, please stop now then` is `stop`.

/// Words that may stand before the request.
const BEFORE: [&str; 33] = [
    "please", "ok", "okay", "k", "right", "well", "so", "um", "uh", "er", "erm", "hm", "hmm",
    "hey", "hi", "hello", "oh", "ah", "alright", "actually", "sorry", "and", "just", "now", "then",
    "lol", "dear", "bot", "friend", "cool", "thanks", "maybe", "wait",
];

/// Words that may stand after it.
const AFTER: [&str; 26] = [
    "please",
    "thanks",
    "now",
    "then",
    "ok",
    "okay",
    "friend",
    "bot",
    "lol",
    "sorry",
    "cheers",
    "though",
    "here",
    "right",
    "actually",
    "haha",
    "alright",
    "dude",
    "man",
    "bro",
    "immediately",
    "already",
    "kindly",
    "x",
    "xx",
    "tbh",
];

/// Longer endings, tried before single words.
const ENDINGS: [&str; 9] = [
    "thank you",
    "for now",
    "for today",
    "right now",
    "if possible",
    "if you can",
    "if that is ok",
    "very much",
    "thank you very much",
];

/// Whether a word may stand between two requests, as in `stop please that is enough`.
pub(crate) fn is_between(word: &str) -> bool {
    BEFORE.contains(&word) || AFTER.contains(&word)
}

/// A whole message without the marks between its sentences.
pub(crate) fn joined(view: &str) -> String {
    view.replace(crate::understanding::normalize::SENTENCE_MARK, " ")
}

/// The message without the words around the request; `None` when nothing can be left out.
pub(crate) fn bare(message: &str) -> Option<&str> {
    let mut rest = message;
    while let Some((first, after)) = rest.split_once(' ') {
        if !BEFORE.contains(&first) {
            break;
        }
        rest = after;
    }
    while let Some(shorter) = without_end(rest) {
        rest = shorter;
    }
    (rest.len() < message.len()).then_some(rest)
}

/// The message without its last filler.
fn without_end(message: &str) -> Option<&str> {
    let longer = ENDINGS
        .iter()
        .find_map(|ending| message.strip_suffix(ending)?.strip_suffix(' '));
    longer.or_else(|| {
        let (before, last) = message.rsplit_once(' ')?;
        AFTER.contains(&last).then_some(before)
    })
}
