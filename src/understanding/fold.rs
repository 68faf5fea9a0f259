//! Letters that look like others -> the plain Latin letter, and signs that stand in for letters.

use unicode_normalization::char::decompose_canonical;

/// A letter without its marks, in Latin where it looks Latin; signs come back as they are.
pub(crate) fn latin(c: char, look_alikes: bool) -> &'static str {
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    let base = base.unwrap_or(c);
    let found = ascii(base)
        .or_else(|| two_letters(base))
        .or_else(|| look_alikes.then(|| look_alike(base)).flatten());
    match found {
        Some(letters) => letters,
        None if base.is_alphanumeric() => "_",
        None => " ",
    }
}

/// The letter itself, if it is a small Latin one.
fn ascii(c: char) -> Option<&'static str> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let at = usize::try_from(u32::from(c).checked_sub(u32::from('a'))?).ok()?;
    LETTERS.get(at..=at)
}

/// Latin letters that are written as two, and those that lose a stroke.
fn two_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        _ => return None,
    })
}

/// Cyrillic, Greek and other letters that are taken for Latin ones.
fn look_alike(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' | 'ɑ' | 'ᴀ' => "a",
        'в' | 'β' | 'ь' | 'ʙ' => "b",
        'с' | 'ϲ' | 'ᴄ' => "c",
        'ԁ' | 'ɗ' | 'ᴅ' => "d",
        'е' | 'ε' | 'є' | 'ᴇ' | 'ə' => "e",
        'ɡ' | 'ɢ' => "g",
        'һ' | 'н' | 'ʜ' => "h",
        'і' | 'ι' | 'ɩ' | 'ӏ' | 'ɪ' => "i",
        'ј' | 'ϳ' | 'ᴊ' => "j",
        'к' | 'κ' | 'ᴋ' => "k",
        'ʟ' | 'ⅼ' => "l",
        'м' | 'ᴍ' => "m",
        'п' | 'η' | 'ո' | 'ɴ' => "n",
        'о' | 'ο' | 'σ' | 'օ' | 'ᴏ' => "o",
        'р' | 'ρ' | 'ᴘ' => "p",
        'ԛ' => "q",
        'г' | 'ʀ' => "r",
        'ѕ' | 'ꜱ' => "s",
        'т' | 'τ' | 'ᴛ' => "t",
        'υ' | 'ս' | 'ц' | 'ᴜ' => "u",
        'ν' | 'ѵ' | 'ᴠ' => "v",
        'ѡ' | 'ω' | 'ԝ' | 'ᴡ' => "w",
        'х' | 'χ' => "x",
        'у' | 'γ' | 'ү' | 'ʏ' => "y",
        'ᴢ' => "z",
        _ => return None,
    })
}

/// The letter that a sign or digit stands for inside a word, as in `k!ll` or `su1c1de`.
pub(crate) fn leet(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '!' | '|' | '*' | '¡' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => return None,
    })
}

/// Whether a character takes no room and means nothing: zero-width, direction, tag and control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// An apostrophe in any of the ways in which keyboards write it.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '´' | '`' | '＇' | 'ˈ'
    )
}
