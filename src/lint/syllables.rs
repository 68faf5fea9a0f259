//! How many syllables an English word has: groups of vowels, with the habits and exceptions of everyday words.

/// Words that the rules below get wrong.
const KNOWN: [(&str, usize); 66] = [
    ("area", 3),
    ("aren't", 1),
    ("argue", 2),
    ("business", 2),
    ("bye", 1),
    ("chocolate", 2),
    ("clothes", 1),
    ("cooperate", 4),
    ("couldn't", 2),
    ("diary", 3),
    ("didn't", 2),
    ("doesn't", 2),
    ("don't", 1),
    ("element", 3),
    ("elements", 3),
    ("evening", 2),
    ("evenings", 2),
    ("favorite", 3),
    ("forehead", 2),
    ("forever", 3),
    ("goodbye", 2),
    ("hadn't", 2),
    ("hasn't", 2),
    ("haven't", 2),
    ("hero", 2),
    ("hour", 1),
    ("hours", 1),
    ("hundred", 2),
    ("i'd", 1),
    ("idea", 3),
    ("ideas", 3),
    ("interest", 2),
    ("isn't", 2),
    ("it's", 1),
    ("lion", 2),
    ("maybe", 2),
    ("naked", 2),
    ("oneself", 2),
    ("poem", 2),
    ("poems", 2),
    ("poetry", 3),
    ("quiet", 2),
    ("quieter", 3),
    ("quietly", 3),
    ("real", 1),
    ("realise", 2),
    ("realize", 2),
    ("really", 2),
    ("recipe", 3),
    ("ruin", 2),
    ("sacred", 2),
    ("shouldn't", 2),
    ("skied", 1),
    ("theater", 3),
    ("they'd", 1),
    ("vegetable", 3),
    ("video", 3),
    ("videos", 3),
    ("wasn't", 2),
    ("wednesday", 2),
    ("weren't", 1),
    ("whoever", 3),
    ("wicked", 2),
    ("wouldn't", 2),
    ("you'd", 1),
    ("you're", 1),
];

/// Endings before which an `e` is silent: `closeness`, `lonely`, `careful`.
const AFTER_SILENT_E: [&str; 10] = [
    "ly", "ty", "ness", "less", "ful", "fully", "ment", "ments", "times", "time",
];

/// First halves of compounds whose `e` is silent.
const COMPOUNDS: [&str; 4] = ["some", "home", "fore", "else"];

/// The number of syllables of a word in plain form; at least 1.
pub(crate) fn syllables(word: &str) -> usize {
    if let Ok(at) = KNOWN.binary_search_by_key(&word, |(known, _)| known) {
        return KNOWN.get(at).map_or(1, |(_, count)| *count);
    }
    let letters: Vec<u8> = word.chars().filter_map(letter).collect();
    let word = std::str::from_utf8(&letters).unwrap_or("");
    let groups = groups(&letters) + hiatus(word);
    let silent = usize::from(silent_ending(&letters))
        + usize::from(silent_inside(word))
        + usize::from(is_compound(word));
    groups.saturating_sub(silent).max(1)
}

/// A letter without its accent; nothing for apostrophes and digits.
fn letter(c: char) -> Option<u8> {
    match c {
        'a'..='z' => u8::try_from(c).ok(),
        'à'..='å' | 'æ' => Some(b'a'),
        'è'..='ë' => Some(b'e'),
        'ì'..='ï' => Some(b'i'),
        'ò'..='ö' | 'ø' => Some(b'o'),
        'ù'..='ü' => Some(b'u'),
        _ => None,
    }
}

/// Whether the letter at `at` sounds as a vowel; `y` does not before a vowel at the start or after another vowel.
fn is_vowel(letters: &[u8], at: usize) -> bool {
    let plain = |at: usize| letters.get(at).is_some_and(|c| b"aeiou".contains(c));
    match letters.get(at) {
        Some(b'y') => {
            let opens = at == 0 || plain(at - 1);
            !(opens && plain(at + 1))
        }
        Some(b'u') if at > 0 && letters.get(at - 1) == Some(&b'q') => false,
        _ => plain(at),
    }
}

/// How many groups of vowels there are; a sounding `y` before a vowel ends its group.
fn groups(letters: &[u8]) -> usize {
    let starts = |at: usize| {
        let before = at.checked_sub(1);
        let joined = before
            .is_some_and(|before| is_vowel(letters, before) && letters.get(before) != Some(&b'y'));
        is_vowel(letters, at) && !joined
    };
    (0..letters.len()).filter(|at| starts(*at)).count()
}

/// Vowels that stand side by side and sound apart: `being`, `diet`, `create`, `various`, `usual`.
fn hiatus(word: &str) -> usize {
    const APART: [&str; 14] = [
        "ia", "iu", "ier", "iet", "ient", "iest", "ual", "uou", "uat", "uity", "uary", "ience",
        "eou", "io",
    ];
    const TOGETHER: [&str; 18] = [
        "tion", "sion", "cion", "gion", "xion", "cious", "xious", "tious", "gious", "cial", "tial",
        "cian", "tient", "tience", "cient", "gua", "geous", "ciate",
    ];
    let count = |list: &[&str]| -> usize {
        let rests = (0..word.len()).filter_map(|at| word.get(at..));
        let begun = |rest: &str| list.iter().filter(|run| rest.starts_with(**run)).count();
        rests.map(begun).sum()
    };
    let (apart, together) = (count(&APART), count(&TOGETHER));
    let one = word.strip_suffix('s').unwrap_or(word);
    let ing = ["eing", "oing", "uing"]
        .iter()
        .any(|end| one.ends_with(end));
    let prefix = ["creat", "recreat", "react"]
        .iter()
        .any(|start| word.starts_with(start));
    apart.saturating_sub(together) + usize::from(ing) + usize::from(prefix)
}

/// Whether the ending holds a vowel that is not heard: `love`, `moved`, `times`; but not `table`, `wanted`, `pieces`.
fn silent_ending(letters: &[u8]) -> bool {
    let at = |back: usize| letters.len().checked_sub(back).and_then(|i| letters.get(i));
    let vowel = |back: usize| {
        letters
            .len()
            .checked_sub(back)
            .is_some_and(|i| is_vowel(letters, i))
    };
    match (at(2), at(1)) {
        (Some(b'l'), Some(b'e')) => vowel(3),
        (Some(b'u'), Some(b'e')) => at(3) == Some(&b'g'),
        (Some(_), Some(b'e')) => !vowel(2),
        (Some(b'e'), Some(b'd')) => !vowel(3) && !matches!(at(3), Some(b't' | b'd')),
        (Some(b'e'), Some(b's')) => {
            let hisses = matches!(at(3), Some(b's' | b'x' | b'z' | b'c' | b'g'))
                || (at(3) == Some(&b'h') && matches!(at(4), Some(b'c' | b's')));
            let table = at(3) == Some(&b'l') && !vowel(4);
            !vowel(3) && !hisses && !table
        }
        _ => false,
    }
}

/// Whether a silent `e` stands before an ending: `lonely`, `movement`; but not `gentleness`.
fn silent_inside(word: &str) -> bool {
    AFTER_SILENT_E.iter().any(|ending| {
        let Some(stem) = word
            .strip_suffix(ending)
            .and_then(|stem| stem.strip_suffix('e'))
        else {
            return false;
        };
        let letters = stem.as_bytes();
        let last = letters.len().checked_sub(1);
        let consonant = last.is_some_and(|last| !is_vowel(letters, last));
        let table =
            stem.ends_with('l') && letters.len() > 1 && !is_vowel(letters, letters.len() - 2);
        consonant && !table && groups(letters) > 0
    })
}

/// Whether the word begins with a whole word whose last vowel is silent: `something`, `everything`.
fn is_compound(word: &str) -> bool {
    let vowel = |rest: &str| rest.starts_with(['a', 'e', 'i', 'o', 'u']);
    let mut rests = COMPOUNDS
        .iter()
        .filter_map(|first| word.strip_prefix(first));
    word.starts_with("every")
        || rests.any(|rest| rest.len() > 1 && !vowel(rest) && !AFTER_SILENT_E.contains(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words by their number of syllables.
    const WORDS: [(usize, &str); 5] = [
        (
            1,
            "a i you the one two love loves loved moved move times time eye eyes are were where there here quick quite \
             queen day way say said face faced breath breathe close house noise touch laugh thought through though \
             don't it's i'm aren't know known walk walked stopped past last hurt hurts scared warm near real hour hours \
             good voice leave leaves right bridge change changed shame faced word words yes year years \
             whole smile smiled choose guess friend piece peace place placed judge",
        ),
        (
            2,
            "people person about other being doing going seeing crying trying playing again away maybe \
             someone something sometimes somehow every wanted needed ended pieces places closeness lonely careful \
             moment table little gentle isn't didn't wouldn't evening business science diet quiet poem create going \
             alone before because today hungry beyond buying lifetime movement useful awful body story sorry \
             message distance partner feeling feelings easy early really action nation special \
             patient anxious changes changing watches wishes table tables trouble lovely safely homework promise never",
        ),
        (
            3,
            "everything everyone anyone another carefully beautiful idea ideas remember together yesterday tomorrow \
             relation emotion attention different area family memory usual various obvious gentleness settlement \
             however whatever important radio video piano violent happiest easier heavier completely animal \
             example decision direction reaction",
        ),
        (
            4,
            "everybody emotional relationship information understanding situation necessary january usually \
             education original original ability obviously material",
        ),
        (5, "imagination opportunity university possibility"),
    ];

    #[test]
    fn everyday_words_are_counted_right() {
        let mut wrong = Vec::new();
        for (count, words) in WORDS {
            let whole = words.split_whitespace().filter(|word| !word.contains('-'));
            wrong.extend(whole.filter_map(|word| {
                let found = syllables(word);
                (found != count).then(|| format!("{word} {found}/{count}"))
            }));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn the_list_of_known_words_is_sorted() {
        assert!(KNOWN.is_sorted_by_key(|(word, _)| *word));
    }
}
