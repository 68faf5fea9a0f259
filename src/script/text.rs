//! Texts with places for variables: `You said {before} at the start.`

use std::borrow::Cow;

use crate::script::pack::VarIx;

/// A text, cut at the places where a variable is spoken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pieces: Vec<Piece>,
}

/// A stretch of text or a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Said as it stands.
    Plain(String),
    /// Said as the variable's value.
    Variable(VarIx),
}

impl Text {
    /// A text without variables.
    pub fn plain(text: &str) -> Self {
        Self {
            pieces: vec![Piece::Plain(flow(text))],
        }
    }

    /// Cuts `text` at `{name}`; names that `find` does not know are returned and left as they stand.
    pub fn parse(text: &str, find: impl Fn(&str) -> Option<VarIx>) -> (Self, Vec<String>) {
        let text = flow(text);
        let mut pieces = Vec::new();
        let mut unknown = Vec::new();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some((before, name, after)) = next_brace(rest) {
            plain.push_str(before);
            if let Some(variable) = find(name) {
                if !plain.is_empty() {
                    pieces.push(Piece::Plain(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Variable(variable));
            } else {
                unknown.push(name.to_owned());
                plain.extend(["{", name, "}"]);
            }
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Plain(plain));
        }
        (Self { pieces }, unknown)
    }

    /// The variables that the text speaks of.
    pub fn variables(&self) -> impl Iterator<Item = VarIx> + '_ {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Variable(variable) => Some(*variable),
            Piece::Plain(_) => None,
        })
    }

    /// The text with each variable spoken; nothing when one of them has no value.
    pub fn say<'t>(
        &'t self,
        spoken: impl Fn(VarIx) -> Option<Cow<'t, str>>,
    ) -> Option<Cow<'t, str>> {
        if let [Piece::Plain(text)] = self.pieces.as_slice() {
            return Some(Cow::Borrowed(text));
        }
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Plain(text) => out.push_str(text),
                Piece::Variable(variable) => out.push_str(&spoken(*variable)?),
            }
        }
        Some(Cow::Owned(out))
    }

    /// The text for readers of the source: variables as an ellipsis.
    pub fn shown(&self) -> Cow<'_, str> {
        self.say(|_| Some(Cow::Borrowed("…"))).unwrap_or_default()
    }
}

/// The next `{name}` in `rest`, with what stands before and after it.
fn next_brace(rest: &str) -> Option<(&str, &str, &str)> {
    let (before, inside) = rest.split_once('{')?;
    let (name, after) = inside.split_once('}')?;
    Some((before, name, after))
}

/// Joins the lines of a paragraph; an empty line starts a new one.
pub fn flow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut paragraph_ended = false;
    for line in text.trim().lines().map(str::trim) {
        if line.is_empty() {
            paragraph_ended = true;
            continue;
        }
        if paragraph_ended {
            out.push_str("\n\n");
        } else if !out.is_empty() {
            out.push(' ');
        }
        paragraph_ended = false;
        out.push_str(line);
    }
    out
}

/// A phrase as free text is compared with it: small letters, plain apostrophes, single spaces, no punctuation.
pub fn plain_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c == '\u{2019}' { '\'' } else { c };
        if c.is_alphanumeric() || c == '\'' {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_flow_together_and_paragraphs_stay_apart() {
        assert_eq!(flow("\n a\n  b \n\n\n c\n"), "a b\n\nc");
        assert_eq!(flow("  "), "");
    }

    #[test]
    fn variables_are_spoken_and_a_missing_one_silences_the_text() {
        let find = |name: &str| (name == "before").then_some(VarIx(3));
        let (text, unknown) = Text::parse("You said {before}, and {nonsense}.", find);
        assert_eq!(unknown, ["nonsense"]);
        let said = text.say(|_| Some(Cow::Borrowed("7")));
        assert_eq!(said.as_deref(), Some("You said 7, and {nonsense}."));
        assert_eq!(text.say(|_| None), None);
        assert_eq!(Text::plain("a { b").say(|_| None).as_deref(), Some("a { b"));
    }
}
