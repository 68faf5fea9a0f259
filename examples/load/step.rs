//! Steps that are sent again and again: an event's text with gaps for its id and its member, and the answer that is right.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::Value;

/// What stands in an event's text where its id belongs.
pub(crate) const ID: &str = "<<I>>";
/// What stands there where the member's id belongs.
pub(crate) const MEMBER: &str = "<<M>>";

/// One thing that a member does.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// 2 command, 3 component, 4 autocomplete, 5 dialog.
    pub(crate) kind: u64,
    /// The message that is pressed on.
    pub(crate) message: Option<u64>,
    /// A fingerprint of the right answer; none where it depends on more than the step.
    pub(crate) right: Option<u64>,
    /// How large the answer was, in bytes of JSON.
    pub(crate) answer_bytes: usize,
    pieces: Vec<Piece>,
}

/// What members do, one after the other.
pub(crate) type Chain = Vec<Step>;

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Id,
    Member,
}

impl Step {
    /// A step with the text of its event.
    pub(crate) fn new(kind: u64, message: Option<u64>, event: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = event;
        while let Some(at) = rest.find("<<") {
            let (before, gap) = rest.split_at(at);
            let piece = match gap.get(..ID.len()) {
                Some(ID) => Piece::Id,
                Some(MEMBER) => Piece::Member,
                _ => break,
            };
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(piece);
            rest = &gap[ID.len()..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Self {
            kind,
            message,
            right: None,
            answer_bytes: 0,
            pieces,
        }
    }

    /// The event's text for an id and a member.
    pub(crate) fn event(&self, id: u64, member: u64) -> String {
        let (id, member) = (id.to_string(), member.to_string());
        let texts = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Id => &id,
            Piece::Member => &member,
        });
        texts.collect()
    }
}

/// A fingerprint of where an answer leads: its buttons, menus and dialog, which carry the place in the talk. Texts are left out,
/// since a summary shows what the member wrote before, and members begin in the middle here.
pub(crate) fn fingerprint(kind: u64, data: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    hash(&data["components"], &mut hasher);
    hash(&data["custom_id"], &mut hasher);
    hasher.finish()
}

fn hash(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Null => 0_u8.hash(hasher),
        Value::Bool(is) => is.hash(hasher),
        Value::Number(number) => number.hash(hasher),
        Value::String(text) => text.hash(hasher),
        Value::Array(items) => {
            items.len().hash(hasher);
            for item in items {
                hash(item, hasher);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                name.hash(hasher);
                hash(field, hasher);
            }
        }
    }
}
