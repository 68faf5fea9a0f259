//! The text of a pattern -> its tree. The usual signs of regular expressions, without those that look around.

use std::sync::Arc;

use crate::script::suggest::did_you_mean;
use crate::understanding::pattern::tree::{self, Letters, Lists, Tree, bit};

/// How deep brackets may nest.
const DEPTH_MAX: usize = 24;

/// How often `{…}` may repeat.
const REPEAT_MAX: u16 = 20;

/// Reads a pattern whose words have the form of the text.
pub(crate) fn parse(pattern: &str, lists: &Lists) -> Result<Tree, String> {
    let mut parser = Parser {
        rest: pattern.as_bytes(),
        depth: 0,
        lists,
    };
    let tree = parser.branches()?;
    match parser.rest.first() {
        None => Ok(tree),
        Some(_) => Err("there is a `)` too many".to_owned()),
    }
}

struct Parser<'p> {
    rest: &'p [u8],
    depth: usize,
    lists: &'p Lists,
}

impl Parser<'_> {
    /// Branches between `|`.
    fn branches(&mut self) -> Result<Tree, String> {
        let mut branches = vec![self.sequence()?];
        while self.take(b'|') {
            branches.push(self.sequence()?);
        }
        Ok(tree::any(branches))
    }

    /// Parts in sequence; neighbouring letters become one text.
    fn sequence(&mut self) -> Result<Tree, String> {
        let mut parts: Vec<Tree> = Vec::new();
        let mut text: Vec<u8> = Vec::new();
        while let Some(sign) = self
            .rest
            .first()
            .copied()
            .filter(|sign| !b"|)".contains(sign))
        {
            if self.is_plain(sign) {
                self.skip(1);
                text.push(sign);
                continue;
            }
            let part = self.part(sign)?;
            match (self.repeated(part)?, &mut text) {
                (Tree::Text(letters), text) => text.extend(letters),
                (part, text) => {
                    end_text(&mut parts, text);
                    parts.push(part);
                }
            }
        }
        end_text(&mut parts, &mut text);
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Tree::Sequence(parts.into()),
        })
    }

    /// Whether a sign stands for itself and nothing repeats it.
    fn is_plain(&self, sign: u8) -> bool {
        let plain = |sign: u8| sign.is_ascii_alphanumeric() || sign == b' ' || sign == b'_';
        plain(sign) && self.rest.get(1).is_none_or(|next| !b"?*+{".contains(next))
    }

    fn part(&mut self, sign: u8) -> Result<Tree, String> {
        self.skip(1);
        match sign {
            b'(' => self.group(),
            b'[' => self.class(),
            b'<' => self.list(),
            b'\\' => self.escape(),
            b'^' => Ok(Tree::Start),
            b'$' => Ok(Tree::End),
            b'.' => Ok(Tree::Class(Letters::MAX)),
            b'?' | b'*' | b'+' | b'{' => Err(format!(
                "there is nothing before `{}` to repeat",
                char::from(sign)
            )),
            letter => Ok(Tree::Text([letter].into())),
        }
    }

    fn group(&mut self) -> Result<Tree, String> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err("its brackets are nested too deep".to_owned());
        }
        if self.take(b'?') && !self.take(b':') {
            return Err("after `(?` only `:` is known here".to_owned());
        }
        let inside = self.branches()?;
        self.depth -= 1;
        if !self.take(b')') {
            return Err("a `)` is missing".to_owned());
        }
        // A group keeps its letters apart, so that a repeat sign after it takes them all.
        Ok(match inside {
            text @ Tree::Text(_) => Tree::Sequence([text].into()),
            other => other,
        })
    }

    fn class(&mut self) -> Result<Tree, String> {
        let negated = self.take(b'^');
        let mut letters = 0;
        while let Some(first) = self.next().filter(|sign| *sign != b']') {
            let range = self.rest.first() == Some(&b'-')
                && self.rest.get(1).is_some_and(|sign| *sign != b']');
            let last = if range {
                self.rest.get(1).copied().unwrap_or(first)
            } else {
                first
            };
            self.skip(if range { 2 } else { 0 });
            (first..=last).for_each(|letter| letters |= bit(letter));
            if self.rest.is_empty() {
                return Err("a `]` is missing".to_owned());
            }
        }
        match letters {
            0 => Err("the brackets `[]` are empty or not closed".to_owned()),
            letters => Ok(Tree::Class(if negated { !letters } else { letters })),
        }
    }

    fn list(&mut self) -> Result<Tree, String> {
        let end = self
            .rest
            .iter()
            .position(|sign| *sign == b'>')
            .ok_or("a `>` is missing")?;
        let name = String::from_utf8_lossy(self.rest.get(..end).unwrap_or_default()).into_owned();
        self.skip(end + 1);
        let Some(list) = self.lists.get(&name) else {
            let near = did_you_mean(&name, self.lists.keys().map(String::as_str));
            return Err(format!("there is no list `{name}`: {near}"));
        };
        Ok(Tree::List(Arc::clone(list)))
    }

    fn escape(&mut self) -> Result<Tree, String> {
        let digits = (b'0'..=b'9').fold(0, |all, letter| all | bit(letter));
        match self.next() {
            Some(b'b') => Ok(Tree::Edge),
            Some(b'w') => Ok(Tree::Class(tree::word_letters())),
            Some(b'd') => Ok(Tree::Class(digits)),
            Some(b's') => Ok(Tree::Text([b' '].into())),
            Some(sign) if sign.is_ascii_punctuation() => Ok(Tree::Text([sign].into())),
            Some(sign) => Err(format!("`\\{}` is not known here", char::from(sign))),
            None => Err("there is nothing after `\\`".to_owned()),
        }
    }

    /// The part with the repeat sign that follows it, if one does.
    fn repeated(&mut self, part: Tree) -> Result<Tree, String> {
        let (min, max) = match self.rest.first() {
            Some(b'?') => (0, Some(1)),
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'{') => return self.counted(part),
            _ => return Ok(part),
        };
        self.skip(1);
        Ok(Tree::Repeat {
            part: Box::new(part),
            min,
            max,
        })
    }

    fn counted(&mut self, part: Tree) -> Result<Tree, String> {
        let wrong = || format!("`{{…}}` holds one or two numbers up to {REPEAT_MAX}");
        let end = self
            .rest
            .iter()
            .position(|sign| *sign == b'}')
            .ok_or_else(wrong)?;
        let inside =
            String::from_utf8_lossy(self.rest.get(1..end).unwrap_or_default()).into_owned();
        let (low, high) = inside.split_once(',').unwrap_or((&inside, &inside));
        let number = |text: &str| {
            text.parse::<u16>()
                .ok()
                .filter(|number| *number <= REPEAT_MAX)
                .ok_or_else(wrong)
        };
        let (min, max) = (number(low)?, number(high)?);
        self.skip(end + 1);
        if min == 0 && is_word_and_space(&part) {
            return Ok(Tree::Gap(max));
        }
        Ok(Tree::Repeat {
            part: Box::new(part),
            min,
            max: Some(max.max(min)),
        })
    }

    fn next(&mut self) -> Option<u8> {
        let sign = self.rest.first().copied();
        self.skip(1);
        sign
    }

    fn take(&mut self, sign: u8) -> bool {
        let there = self.rest.first() == Some(&sign);
        self.skip(usize::from(there));
        there
    }

    fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }
}

/// Whether a part is `[a-z0-9_]+ `.
fn is_word_and_space(part: &Tree) -> bool {
    let Tree::Sequence(parts) = part else {
        return false;
    };
    let [
        Tree::Repeat {
            part,
            min: 1,
            max: None,
        },
        Tree::Text(space),
    ] = parts.as_ref()
    else {
        return false;
    };
    **space == *b" " && **part == Tree::Class(tree::word_letters())
}

/// Ends a run of letters.
fn end_text(parts: &mut Vec<Tree>, text: &mut Vec<u8>) {
    if !text.is_empty() {
        parts.push(Tree::Text(std::mem::take(text).into()));
    }
}
