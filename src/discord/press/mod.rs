//! The identifiers of buttons, menus and dialogs: what a press means, and the talk that it belongs to.
//!
//! In a talk an identifier is a letter, perhaps a number, a dot and the talk's token: `c12.AbC…`. On pages that belong to no
//! talk it is `P`, letters and numbers. *Invariant:* an identifier holds no word of a member and gives no right; whatever it
//! says, it acts for whoever pressed, on what the identifier itself carries.

mod own;

use crate::engine::Act;
use crate::service::{Go, Own, Picked};

/// What a press means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press<'t> {
    /// Something in a talk, with the talk's token.
    Talk(Talking, &'t str),
    /// A way on a page.
    Page(Go),
    /// The answer of the dialog for own words that belong to no question.
    Told,
    /// The answer of the dialog for a resume code.
    Code,
    /// A menu on a page; its values are what was picked.
    Picked(Picked),
    /// The answer of a dialog that a way on what is kept opened.
    Wrote(Own),
    /// Takes the message away.
    Hide,
}

/// What a press means in a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Talking {
    /// An answer, or a way that is offered with the answers.
    Act(Act),
    /// A menu; its value is an act.
    Menu,
    /// The menu of themes beside the first question; its value is an act.
    Themes,
    /// A menu with numbers; its value is the number.
    Scale,
    /// A menu of which several are picked; its values are acts.
    Several,
    /// The answer of a dialog for own words.
    Words,
    /// Leave the question out.
    Skip,
    /// Take the last step back.
    Back,
    /// Hold the talk.
    Pause,
    /// Help from people.
    Support,
    /// Show the place again.
    Show,
    /// Go on in direct messages.
    Direct,
}

/// An act as a letter and perhaps a number: the value of a menu's option, or the head of an identifier.
pub fn act(act: Act) -> String {
    match act {
        Act::Choose(ordinal) => format!("c{ordinal}"),
        Act::Enter(ordinal) => format!("e{ordinal}"),
        Act::Family(at) => format!("y{at}"),
        Act::Feeling(ordinal) => format!("f{ordinal}"),
        Act::GoOn => "g".to_owned(),
        Act::OwnWords => "w".to_owned(),
        Act::Hub => "x".to_owned(),
        Act::Stop => "z".to_owned(),
        Act::More => "n".to_owned(),
    }
}

/// Reads an act.
pub fn read_act(text: &str) -> Option<Act> {
    let mut chars = text.chars();
    let letter = chars.next()?;
    let rest = chars.as_str();
    let act = match letter {
        'c' => Act::Choose(number(rest)?),
        'e' => Act::Enter(number(rest)?),
        'y' => Act::Family(number(rest)?),
        'f' => Act::Feeling(number(rest)?),
        'g' => Act::GoOn,
        'w' => Act::OwnWords,
        'x' => Act::Hub,
        'z' => Act::Stop,
        'n' => Act::More,
        _ => return None,
    };
    let numbered = matches!(letter, 'c' | 'e' | 'y' | 'f');
    (numbered || rest.is_empty()).then_some(act)
}

/// A number written the one way in which we write it.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let leading = text.len() > 1 && text.starts_with('0');
    (plain && !leading).then(|| text.parse().ok()).flatten()
}

impl Talking {
    /// The identifier in the talk of a token.
    pub fn id(self, token: &str) -> String {
        let head = match self {
            Self::Act(one) => {
                let mut id = act(one);
                id.reserve(token.len() + 1);
                id.push('.');
                id.push_str(token);
                return id;
            }
            Self::Menu => "l",
            Self::Themes => "t",
            Self::Scale => "k",
            Self::Several => "v",
            Self::Words => "m",
            Self::Skip => "s",
            Self::Back => "b",
            Self::Pause => "p",
            Self::Support => "u",
            Self::Show => "r",
            Self::Direct => "d",
        };
        let mut id = String::with_capacity(token.len() + 2);
        id.push_str(head);
        id.push('.');
        id.push_str(token);
        id
    }

    fn read(head: &str) -> Option<Self> {
        Some(match head {
            "l" => Self::Menu,
            "t" => Self::Themes,
            "k" => Self::Scale,
            "v" => Self::Several,
            "m" => Self::Words,
            "s" => Self::Skip,
            "b" => Self::Back,
            "p" => Self::Pause,
            "u" => Self::Support,
            "r" => Self::Show,
            "d" => Self::Direct,
            _ => Self::Act(read_act(head)?),
        })
    }
}

/// The dialog for own words that belong to no question.
pub const TOLD: &str = "Pt";
/// The dialog for a resume code.
pub const CODE: &str = "Pj";
/// Takes the message away.
pub const HIDE: &str = "Ph";

/// The identifier of a menu on a page.
pub fn menu(of: Picked) -> String {
    format!("Pp{}", own::write_menu(of))
}

/// The identifier of the dialog that a way opens.
pub fn wrote(way: Own) -> String {
    format!("Pm{}", own::write(way))
}

/// The identifier of a way, in the talk of a token where there is one.
pub fn go(go: Go, token: Option<&str>) -> String {
    let of_theme = |letter: char, theme: Option<u16>| match theme {
        Some(theme) => format!("P{letter}{theme}"),
        None => format!("P{letter}"),
    };
    match (go, token) {
        (Go::Show, Some(token)) => Talking::Show.id(token),
        (Go::Hub, Some(token)) => Talking::Act(Act::Hub).id(token),
        (Go::Stop, Some(token)) => Talking::Act(Act::Stop).id(token),
        (Go::Support, Some(token)) => Talking::Support.id(token),
        (Go::Start(theme), _) => of_theme('e', theme),
        (Go::Question(theme, seed), _) => format!("{}-{seed}", of_theme('q', theme)),
        (Go::KeyPoint(at), _) => format!("Pk{at}"),
        (Go::Tell, _) => "Pw".to_owned(),
        (Go::Code, _) => "Pc".to_owned(),
        (Go::Own(way), _) => format!("Po{}", own::write(way)),
        (Go::Support, None) => "Pu".to_owned(),
        (Go::Show | Go::Hub | Go::Stop, None) => "Pe".to_owned(),
    }
}

impl<'t> Press<'t> {
    /// Reads an identifier; `None` for what this bot never wrote.
    pub fn read(id: &'t str) -> Option<Self> {
        if let Some((head, token)) = id.split_once('.') {
            return Some(Self::Talk(Talking::read(head)?, token));
        }
        match id {
            TOLD => return Some(Self::Told),
            CODE => return Some(Self::Code),
            HIDE => return Some(Self::Hide),
            _ => {}
        }
        let mut chars = id.strip_prefix('P')?.chars();
        let letter = chars.next()?;
        let rest = chars.as_str();
        let theme = |text: &str| match text {
            "" => Some(None),
            text => number(text).map(Some),
        };
        let go = match letter {
            'p' => return own::read_menu(rest).map(Self::Picked),
            'm' => {
                let way = own::read(rest).filter(|way| way.is_written());
                return way.map(Self::Wrote);
            }
            'o' => Go::Own(own::read(rest)?),
            'e' => Go::Start(theme(rest)?),
            'k' => Go::KeyPoint(number(rest)?),
            'u' if rest.is_empty() => Go::Support,
            'w' if rest.is_empty() => Go::Tell,
            'c' if rest.is_empty() => Go::Code,
            'q' => {
                let (of, seed) = rest.split_once('-')?;
                Go::Question(theme(of)?, number(seed)?)
            }
            _ => return None,
        };
        Some(Self::Page(go))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let acts = [
            Act::Choose(0),
            Act::Choose(255),
            Act::Enter(65_535),
            Act::Family(3),
            Act::Feeling(199),
            Act::GoOn,
            Act::OwnWords,
            Act::Hub,
            Act::Stop,
            Act::More,
        ];
        let plain = [
            Talking::Menu,
            Talking::Themes,
            Talking::Scale,
            Talking::Several,
            Talking::Words,
            Talking::Skip,
            Talking::Back,
            Talking::Pause,
            Talking::Support,
            Talking::Show,
            Talking::Direct,
        ];
        for one in acts.into_iter().map(Talking::Act).chain(plain) {
            let id = one.id("Token_-1");
            assert_eq!(Press::read(&id), Some(Press::Talk(one, "Token_-1")), "{id}");
        }
        let pages = [
            Go::Start(None),
            Go::Start(Some(12)),
            Go::Question(None, 63),
            Go::Question(Some(5), 0),
            Go::KeyPoint(3),
            Go::Support,
            Go::Tell,
            Go::Code,
        ];
        for page in pages {
            let id = go(page, None);
            assert_eq!(Press::read(&id), Some(Press::Page(page)), "{id}");
        }
    }

    #[test]
    fn the_longest_identifier_fits() {
        let token = "x".repeat(crate::engine::token::CHARS_MAX);
        let id = Talking::Act(Act::Enter(u16::MAX)).id(&token);
        assert!(
            id.len() <= crate::discord::limits::CUSTOM_ID_MAX,
            "{}",
            id.len()
        );
    }

    #[test]
    fn what_was_never_written_is_refused() {
        for id in [
            "", "P", "Pz", "Pu1", "Pq", "Pq5", "Pk", "Pk01", "Pk300", "c.x", "c1x.t", "c256.t",
            "é.t", "..", "g1.t", "Pe+1",
        ] {
            assert_eq!(Press::read(id), None, "{id}");
        }
    }

    proptest! {
        #[test]
        fn no_identifier_is_read_two_ways(id in "\\PC{0,100}") {
            if let Some(Press::Talk(one, token)) = Press::read(&id) {
                prop_assert_eq!(one.id(token), id);
            }
        }

        #[test]
        fn no_identifier_of_a_page_is_read_two_ways(id in "P[a-z]{1,3}[0-9-]{0,20}") {
            let again = match Press::read(&id) {
                Some(Press::Page(way)) => go(way, None),
                Some(Press::Picked(of)) => menu(of),
                Some(Press::Wrote(way)) => wrote(way),
                _ => return Ok(()),
            };
            prop_assert_eq!(again, id);
        }
    }
}
