//! A reply, ready for the wire.

use std::fmt;

use serde::Serialize;

use crate::discord::answer::{Desk, Direct, lock};
use crate::discord::arrived::{Arrived, Room};
use crate::discord::draw::{Drawn, Place, View, draw};
use crate::discord::message::{Callback, Message};
use crate::engine::{Act, At, Talk, token};
use crate::script::{FRAME, ThemeIx};
use crate::service::keeping::Saves;
use crate::service::{File, Go, Part, Way};
use crate::words::discord as words;

/// What goes back.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The first response, as JSON.
    pub body: Vec<u8>,
    /// The files that come with it.
    pub files: Vec<File>,
    /// What is done after it, or before.
    pub then: Then,
    /// Where the member stands in direct messages, once it got there.
    pub stands: Option<Stands>,
    /// What is written before it is sent.
    pub saves: Option<Saves>,
}

/// Where a member stands in direct messages: remembered only when the message that shows it got there, so that typed words
/// never answer a question that was not seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stands {
    /// The talk's token; none where the talk stays where it was.
    pub(super) token: Option<Box<str>>,
    /// Whether the bot's last message is another one now, with an id that is not told.
    pub(super) is_new: bool,
}

/// What is done besides the first response.
#[derive(Clone, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Nothing,
    /// The message is deleted.
    Delete,
    /// The talk goes to direct messages; the first response says whether that worked.
    Direct(Box<Direct>),
}

impl fmt::Debug for Reply {
    /// Shows sizes only: a reply may quote the member.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Then {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Delete => "Delete",
            Self::Direct(_) => "Direct",
        })
    }
}

impl Reply {
    /// A first response and nothing else.
    pub(super) fn of(body: &impl Serialize) -> Self {
        Self {
            body: json(body),
            files: Vec::new(),
            then: Then::Nothing,
            stands: None,
            saves: None,
        }
    }
}

/// JSON of our own types, which have no maps with odd keys and no failing parts.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// How a talk is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The choice between here and direct messages.
    pub(super) place: Place,
    /// Whether the themes are offered beside the first question.
    pub(super) themes: bool,
}

impl Look {
    /// A talk that goes on.
    pub(super) const GOES_ON: Self = Self {
        place: Place::Settled,
        themes: false,
    };
}

/// Where a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    /// The pressed message moves on.
    Same,
    /// A new message for one member's eyes.
    NewPrivate,
    /// A new message in the chat with the bot.
    New,
}

impl Desk {
    /// Where the answer goes. What others could see is never written to.
    fn to(&self, arrived: &Arrived) -> To {
        match (arrived.room, arrived.on) {
            (_, Some(on)) if on.private => To::Same,
            (Room::Direct, Some(on)) => {
                let last = lock(&self.places).last(arrived.user);
                if last.is_none_or(|last| last == on.message) {
                    To::Same
                } else {
                    To::New
                }
            }
            (Room::Direct, None) => To::New,
            (Room::Server | Room::Elsewhere, _) => To::NewPrivate,
        }
    }

    /// Answers with a place of a talk.
    pub(super) fn show(
        &self,
        arrived: &Arrived,
        talk: &Talk,
        parts: &mut Vec<Part<'_>>,
        look: Look,
    ) -> Reply {
        let Some(pack) = self.content.script.pack(talk.pack) else {
            return self.lost(arrived, words::UNKNOWN_BUTTON);
        };
        lead_back(parts, talk);
        let token = token::encode(pack, talk);
        let view = View {
            place: look.place,
            themes: look.themes,
            ..View::of(pack, talk, &token)
        };
        let mut reply = drawn(arrived, draw(parts, &view), self.to(arrived));
        if let Some(stands) = &mut reply.stands {
            stands.token = Some(token.into());
        }
        reply
    }

    /// Answers with a page that belongs to no talk, in place of the page before.
    pub(super) fn page(&self, arrived: &Arrived, theme: ThemeIx, parts: &[Part<'_>]) -> Reply {
        drawn(arrived, self.draw_page(theme, parts), self.to(arrived))
    }

    /// Answers with a page in a new message, so that the pressed one stays.
    pub(super) fn beside(&self, arrived: &Arrived, parts: &[Part<'_>]) -> Reply {
        let to = match arrived.room {
            Room::Direct => To::New,
            Room::Server | Room::Elsewhere => To::NewPrivate,
        };
        drawn(arrived, self.draw_page(FRAME, parts), to)
    }

    fn draw_page<'a>(&'a self, theme: ThemeIx, parts: &[Part<'a>]) -> Drawn<'a> {
        let (_, pack) = self.pack();
        draw(parts, &View::page(pack, theme))
    }

    /// Answers with one sentence.
    pub(super) fn notice(&self, arrived: &Arrived, text: &'static str) -> Reply {
        self.page(arrived, FRAME, &[Part::notice(text)])
    }

    /// Answers with one sentence and a way to begin anew.
    pub(super) fn lost(&self, arrived: &Arrived, text: &'static str) -> Reply {
        self.beside(arrived, &[Part::notice(text), begin()])
    }

    /// Remembers where a member stands, now that the reply got there.
    pub fn arrived(&self, user: u64, stands: &Stands) {
        let now = self.now();
        let mut places = lock(&self.places);
        if let Some(token) = &stands.token {
            places.stands(user, token, now);
        }
        if stands.is_new {
            places.wrote(user, None, now);
        }
    }

    /// Takes the pressed message away: emptied at once, deleted right after.
    pub(super) fn hide(&self, arrived: &Arrived) -> Reply {
        let hidden = Message {
            content: Some(words::HIDDEN),
            ..Message::default()
        };
        match self.to(arrived) {
            // What others see as well is not one member's to take away.
            To::NewPrivate => self.notice(arrived, words::NOT_HIDDEN),
            To::Same | To::New => Reply {
                body: json(&Callback::update(hidden)),
                files: Vec::new(),
                then: Then::Delete,
                stands: None,
                saves: None,
            },
        }
    }
}

/// A drawn message as a first response.
fn drawn(arrived: &Arrived, drawn: Drawn<'_>, to: To) -> Reply {
    let (message, files) = drawn.with_files();
    let callback = match to {
        To::Same => Callback::update(message),
        To::NewPrivate => Callback::new_message(message.private()),
        To::New => Callback::new_message(message),
    };
    Reply {
        body: json(&callback),
        files,
        then: Then::Nothing,
        stands: (arrived.room == Room::Direct).then(|| Stands {
            token: None,
            is_new: to == To::New,
        }),
        saves: None,
    }
}

/// A way to begin.
pub(super) fn begin<'c>() -> Part<'c> {
    Part::Ways {
        title: "",
        ways: vec![Way::new(words::START, Go::Start(None))],
    }
}

/// Where nothing is asked, a way leads back to the question.
pub(super) fn lead_back(parts: &mut Vec<Part<'_>>, talk: &Talk) {
    let leads = |part: &Part<'_>| matches!(part, Part::Ask(_) | Part::Ways { .. });
    if parts.iter().any(leads) {
        return;
    }
    let ways = match talk.at {
        At::Node(_) => vec![
            Way::new(words::RETURN, Go::Show),
            Way::new(words::STOP, Go::Stop),
        ],
        At::Closing => vec![Way::new(crate::words::labels::AGAIN, Go::Hub)],
    };
    parts.push(Part::Ways { title: "", ways });
}

/// Whether an act opens a dialog.
pub(super) fn opens_dialog(act: Act) -> bool {
    act == Act::OwnWords
}
