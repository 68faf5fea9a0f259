//! The pages about kept answers.

/// Title of the list.
pub const TITLE: &str = "Your answers";

/// Not agreed to.
pub const NOT_KEPT: &str = "Your answers are not kept. With a yes, what you write in your own words from then on can be read \
again here.";

/// Nothing yet.
pub const EMPTY: &str =
    "No answer is kept yet. What you write in your own words in a theme will stand here.";

/// How many, and for how long.
pub fn count(count: usize, kept: &str) -> String {
    let noun = if count == 1 { "answer" } else { "answers" };
    format!("{count} {noun}, each kept {kept}.")
}

/// How long answers are kept, in a sentence.
pub fn kept_for(days: Option<u32>) -> String {
    match days {
        Some(days) => format!("for {days} days"),
        None => "until you delete it".to_owned(),
    }
}

/// How long answers are kept, as a choice.
pub fn keep_label(days: Option<u32>) -> String {
    match days {
        Some(days) => format!("Keep answers for {days} days"),
        None => "Keep answers until I delete them".to_owned(),
    }
}

/// The menu for that.
pub const KEEP: &str = "How long answers are kept";

/// It was chosen.
pub fn keep_now(kept: &str) -> String {
    format!(
        "From now on each answer is kept {kept}, counted from the day you wrote it. Older ones are deleted within a day."
    )
}

/// The menu of answers.
pub const OPEN: &str = "Open an answer";

/// The menu of themes.
pub const BY_THEME: &str = "Only one theme";

/// One answer in a list.
pub fn entry(day: &str, theme: &str) -> String {
    format!("{day} · {theme}")
}

/// A question and the words.
pub fn words(question: &str, words: &str) -> String {
    format!("{question}\n“{words}”")
}

/// When it was changed.
pub fn edited(day: &str) -> String {
    format!("Changed on {day}.")
}

/// A question that is not there any more.
pub const QUESTION_GONE: &str = "(The question is not asked any more.)";

/// A theme that is not there any more.
pub const THEME_GONE: &str = "A theme that is no longer here";

/// Newer answers.
pub const NEWER: &str = "Newer";

/// Older answers.
pub const OLDER: &str = "Older";

/// Looks for words.
pub const SEARCH: &str = "Search";

/// The field for that.
pub const SEARCH_LABEL: &str = "Words to look for in your answers";

/// What was found.
pub fn found(count: usize, shown: usize) -> String {
    let noun = if count == 1 { "answer" } else { "answers" };
    if count > shown {
        format!("{count} {noun}. The newest {shown} can be opened below.")
    } else {
        format!("{count} {noun}.")
    }
}

/// Nothing was found.
pub const FOUND_NOTHING: &str = "No answer has these words in it.";

/// All of them again.
pub const ALL: &str = "All answers";

/// Changes one.
pub const EDIT: &str = "Change the words";

/// The field for that.
pub const EDIT_LABEL: &str = "Your words";

/// It was changed.
pub const EDITED: &str = "Changed. The former words are deleted.";

/// Deletes one.
pub const DELETE: &str = "Delete";

/// Asks first.
pub const DELETE_SURE: &str = "Delete this answer? The bot cannot bring it back. Old copies made by whoever runs the bot may still \
hold it; “Forget me” makes those unreadable.";

/// Does not.
pub const DELETE_NO: &str = "Keep it";

/// Does.
pub const DELETE_YES: &str = "Yes, delete it";

/// It is gone.
pub const DELETED: &str = "That answer is deleted.";

/// It is not there.
pub const GONE: &str = "That answer is not there any more. Here is the list.";

/// An edit that cannot be taken.
pub const NOT_EDITED: &str = "That was not saved: it was empty, or too long, or the text about answers has changed. The answer \
stands as it was.";

/// What was written sounds like danger.
pub const NOT_KEPT_HEAVY: &str = "The words were not saved. The answer stands as it was.";

/// How the list is used where everything is typed.
pub const HOW: &str = "You can type: /reflect journal and a theme, search WORDS, show NUMBER, edit NUMBER WORDS, delete \
NUMBER, or keep 30, 90, 365 or ever. The numbers stand in front of the answers.";
