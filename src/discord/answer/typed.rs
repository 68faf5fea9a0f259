//! Words typed in direct messages.

use std::fmt;

use crate::discord::answer::direct::Once;
use crate::discord::answer::reply::{json, lead_back};
use crate::discord::answer::{Desk, lock};
use crate::discord::arrived::{Room, Typed};
use crate::discord::draw::{View, draw};
use crate::engine::{Talk, asked, token};
use crate::script::FRAME;
use crate::script::text::plain_words;
use crate::service::keeping::Saves;
use crate::service::{self, File, Go, Own, Part, Way};
use crate::words::discord as words;

/// What people say first.
const GREETINGS: [&str; 12] = [
    "hi",
    "hello",
    "hey",
    "hi there",
    "hello there",
    "hey there",
    "hallo",
    "good morning",
    "good evening",
    "good day",
    "yo",
    "hiya",
];

/// A message that goes out.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The message, as JSON.
    pub body: Vec<u8>,
    /// The files that come with it.
    pub files: Vec<File>,
    /// The talk's token, remembered once the message got there.
    token: Option<Box<str>>,
    /// What is written before it is sent.
    pub saves: Option<Saves>,
}

impl fmt::Debug for Outgoing {
    /// Shows no words: a message may quote the member.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outgoing")
    }
}

/// A reply to typed words.
type Reply<'c> = (Talk, Vec<Part<'c>>);

impl Desk {
    /// Answers typed words: as a step of the talk where its place is known, else with a way to begin.
    pub fn typed(&self, typed: &Typed) -> Outgoing {
        let known = lock(&self.places).token(typed.user);
        let known = known.and_then(|token| token::decode(&self.content.script, &token).ok());
        let is_known = known.is_some();
        let talk = known.map_or_else(|| self.new_talk(typed.id), |decoded| decoded.talk);
        let text = typed.text.as_str();
        self.turn(typed.user, Room::Direct, |here| {
            let reply = if is_known {
                Some(service::line(here, talk.clone(), text))
            } else {
                service::apart(here, talk.clone(), text).or_else(|| {
                    let starts = plain_words(text) == "start";
                    starts.then(|| service::begin(here, talk.seed, None, None))?
                })
            };
            if let Some(reply) = reply {
                return self.outgoing(typed, reply, true);
            }
            let has_place = here.keeping.record.progress.place.is_some();
            self.outgoing(typed, greeting(talk, text, has_place), false)
        })
    }

    /// Remembers a message that got to a member, and where they stand by it.
    pub fn wrote(&self, user: u64, out: &Outgoing, message: u64) {
        let now = self.now();
        let mut places = lock(&self.places);
        if let Some(token) = &out.token {
            places.stands(user, token, now);
        }
        places.wrote(user, Some(message), now);
    }

    fn outgoing<'c>(&'c self, typed: &Typed, reply: Reply<'c>, in_talk: bool) -> Outgoing {
        let (talk, mut parts) = reply;
        let (_, first) = self.pack();
        let pack = self.content.script.pack(talk.pack).unwrap_or(first);
        if in_talk {
            self.with_answers(&mut parts, &talk);
            lead_back(&mut parts, &talk);
        }
        let token = token::encode(pack, &talk);
        let view = if in_talk {
            View::of(pack, &talk, &token)
        } else {
            View::page(pack, FRAME)
        };
        let (message, files) = draw(&parts, &view).with_files();
        Outgoing {
            body: json(&Once::new(message, typed.id)),
            files,
            token: in_talk.then(|| token.clone().into()),
            saves: None,
        }
    }

    /// A hint alone leaves the question standing further up: its answers come along.
    fn with_answers<'c>(&'c self, parts: &mut Vec<Part<'c>>, talk: &Talk) {
        if !matches!(parts.as_slice(), [Part::Said { .. }]) {
            return;
        }
        parts.extend(asked(&self.content.script, talk).map(Part::Ask));
    }
}

/// The first words, or words in a talk whose place is not known any more.
fn greeting<'c>(talk: Talk, text: &str, has_place: bool) -> Reply<'c> {
    let plain = plain_words(text);
    let mut parts = if GREETINGS.contains(&plain.as_str()) {
        vec![
            Part::notice(words::GREETING),
            Part::notice(words::GREETING_HISTORY),
            Part::notice(words::GREETING_BUTTONS),
        ]
    } else if has_place {
        vec![Part::notice(words::PLACE_KEPT)]
    } else {
        vec![Part::notice(words::PLACE_LOST)]
    };
    let resume = Way::new(crate::words::progress::RESUME, Go::Own(Own::Resume));
    let mut ways: Vec<Way<'c>> = has_place.then_some(resume).into_iter().collect();
    ways.extend([
        Way::new(words::START, Go::Start(None)),
        Way::new(words::KEY_POINTS, Go::KeyPoint(0)),
        Way::new(words::IN_OWN_WORDS, Go::Tell),
    ]);
    parts.push(Part::Ways { title: "", ways });
    (talk, parts)
}
