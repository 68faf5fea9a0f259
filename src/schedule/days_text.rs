//! Weekdays as people type them, and as sentences name them.

use std::str::FromStr;

use thiserror::Error;

use crate::schedule::Days;

const NAMES: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Why days could not be read. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotDays {
    /// There is no day in it.
    #[error("no day is named; write days such as `mon, thu`, or `daily`, `weekdays` or `weekend`")]
    Empty,
    /// The word with that number, counted from 1, names no day.
    #[error(
        "word {0} is not a day; write days such as `mon, thu`, or `daily`, `weekdays` or `weekend`"
    )]
    Word(usize),
    /// Bits that stand for no day.
    #[error("there are bits beyond Sunday; use the lowest seven")]
    Bits,
}

/// What a word adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Some(u8),
    One(u8),
    Until,
    Filler,
}

impl FromStr for Days {
    type Err = NotDays;

    /// Reads `daily`, `weekdays`, `mon,wed`, `Monday to Friday`, in any order, with commas or spaces between.
    fn from_str(typed: &str) -> Result<Self, NotDays> {
        let spaced = typed.to_lowercase().replace(['-', '–'], " to ");
        let mut bits = 0;
        let mut last = None;
        let mut open = None;
        for (at, text) in spaced
            .split(|c: char| c.is_whitespace() || ",;+&/.".contains(c))
            .filter(|text| !text.is_empty())
            .enumerate()
        {
            let wrong = NotDays::Word(at + 1);
            let word = word(text).ok_or(wrong)?;
            match (word, open.take()) {
                (Word::One(to), Some(from)) => bits |= run(from, to),
                (_, Some(_)) => return Err(wrong),
                (Word::Until, None) => open = Some(last.ok_or(wrong)?),
                (Word::One(day), None) => bits |= 1 << day,
                (Word::Some(some), None) => bits |= some,
                (Word::Filler, None) => {}
            }
            last = match word {
                Word::One(day) => Some(day),
                _ => None,
            };
        }
        if open.is_some() {
            return Err(NotDays::Empty);
        }
        Self::of_bits(bits)
    }
}

/// The days from one to another, over the end of the week where needed.
fn run(from: u8, to: u8) -> u8 {
    (0..=(to + 7 - from) % 7).fold(0, |bits, step| bits | 1 << ((from + step) % 7))
}

fn word(text: &str) -> Option<Word> {
    match text {
        // `every day` too; `every` alone may stand before the name of a day.
        "daily" | "everyday" | "all" | "day" | "days" => Some(Word::Some(Days::EVERY.bits())),
        "weekdays" | "weekday" | "workdays" => Some(Word::Some(Days::WEEKDAYS.bits())),
        "weekend" | "weekends" => Some(Word::Some(Days::WEEKEND.bits())),
        "every" | "and" | "on" | "the" => Some(Word::Filler),
        "to" | "until" | "till" | "through" => Some(Word::Until),
        name => one_day(name).map(Word::One),
    }
}

/// A day by its name, its plural, or at least its first two letters where they are its own.
fn one_day(text: &str) -> Option<u8> {
    let text = match text.strip_suffix("days") {
        Some(stem) => format!("{stem}day"),
        None => text.to_owned(),
    };
    let long_enough = text.len() >= 2;
    (0..7).find(|day| {
        let name = NAMES[usize::from(*day)].to_lowercase();
        long_enough && name.starts_with(&text)
    })
}

impl Days {
    /// The days as a sentence names them: `Every day`, `Monday to Friday`, `Monday and Thursday`.
    pub fn words(self) -> String {
        let names: Vec<&str> = self.iter().map(|day| NAMES[usize::from(day)]).collect();
        match names.as_slice() {
            [_, _, _, _, _, _, _] => "Every day".to_owned(),
            [first, _, .., last] if names.len() > 2 && self.is_run() => {
                format!("{first} to {last}")
            }
            [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
            all => all.join(""),
        }
    }

    /// Whether the days follow each other without a day left out between them.
    fn is_run(self) -> bool {
        let from_first = self.bits() >> self.bits().trailing_zeros();
        (from_first + 1).is_power_of_two()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        for (typed, bits) in [
            ("daily", 127),
            ("Every day", 127),
            ("weekdays", 31),
            ("WEEKEND", 96),
            ("mon,wed", 0b101),
            (" wed  mon ", 0b101),
            ("Wednesday, monday", 0b101),
            ("mondays and thursdays", 0b1001),
            ("every tues", 0b10),
            ("mo tu we th fr sa su", 127),
            ("mon-fri", 31),
            ("Friday to Monday", 0b111_0001),
            ("weekend + mon", 0b110_0001),
        ] {
            assert_eq!(typed.parse::<Days>().map(Days::bits), Ok(bits), "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_by_its_place() {
        for (typed, wrong) in [
            ("", NotDays::Empty),
            (" , ", NotDays::Empty),
            ("every", NotDays::Empty),
            ("mon to", NotDays::Empty),
            ("mon, someday", NotDays::Word(2)),
            ("m", NotDays::Word(1)),
            ("to friday", NotDays::Word(1)),
            ("weekend to friday", NotDays::Word(2)),
            ("mon to weekend", NotDays::Word(3)),
            ("тueday", NotDays::Word(1)),
        ] {
            assert_eq!(typed.parse::<Days>(), Err(wrong), "{typed}");
        }
        let told = "mon, elephant".parse::<Days>().unwrap_err().to_string();
        assert!(told.starts_with("word 2 is not a day"), "{told}");
    }

    #[test]
    fn days_are_named_as_a_sentence_needs_them() {
        for (bits, words) in [
            (127, "Every day"),
            (31, "Monday to Friday"),
            (96, "Saturday and Sunday"),
            (0b1001, "Monday and Thursday"),
            (0b1110, "Tuesday to Thursday"),
            (0b1_0101, "Monday, Wednesday and Friday"),
            (0b100, "Wednesday"),
        ] {
            assert_eq!(Days::of_bits(bits).unwrap().words(), words);
        }
    }

    #[test]
    fn what_is_named_is_read_as_the_same_days() {
        for bits in 1..128 {
            let days = Days::of_bits(bits).unwrap();
            assert_eq!(days.words().parse(), Ok(days), "{}", days.words());
        }
    }
}
