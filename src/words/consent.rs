//! What members are asked to agree to. A changed text needs a new version: whoever agreed to the old one is asked again.

/// The version of [`PROGRESS`].
pub const PROGRESS_VERSION: u16 = 1;

/// What a yes to progress covers.
pub const PROGRESS: &str = "Keeps which themes you began and finished, and when. Keeps your place in the talk, with some \
answers you picked. Keeps which single questions you have seen, and your numbers from 0 to 10. Nothing you typed.";

/// The version of [`ANSWERS`].
pub const ANSWERS_VERSION: u16 = 1;

/// What a yes to answers covers.
pub const ANSWERS: &str = "Keeps what you write in your own words as an answer from now on, with the day, the theme and the \
question, so that you can read, change and delete it. It stays for 90 days, or as long as you choose; 500 answers at most. Words \
that the bot takes for a sign of danger are not kept. It can miss some.";

/// The version of [`REMINDERS`].
pub const REMINDERS_VERSION: u16 = 1;

/// What a yes to reminders covers.
pub const REMINDERS: &str = "Keeps your user id, so that the bot can write to you, and the days, the hour, the time zone and \
the quiet hours that you choose. It comes as a direct message. It names no theme, but the bot's name can show on your screen, and \
the chat stays in your list. After three without a sign from you, they stop.";

#[cfg(test)]
mod tests {
    use super::*;

    /// A changed text is a new question: give it a new version, and then its new mark here.
    #[test]
    fn a_changed_text_has_a_new_version() {
        let mark = |text: &str| xxhash_rust::xxh3::xxh3_64(text.as_bytes());
        let known = [
            (PROGRESS_VERSION, mark(PROGRESS)),
            (ANSWERS_VERSION, mark(ANSWERS)),
            (REMINDERS_VERSION, mark(REMINDERS)),
        ];
        assert_eq!(
            known,
            [
                (1, 8_877_371_697_075_417_103),
                (1, 16_183_520_487_911_886_596),
                (1, 6_651_289_730_705_221_332),
            ]
        );
    }
}
