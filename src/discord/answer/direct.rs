//! A talk goes to direct messages.

use std::fmt;

use serde::Serialize;

use crate::discord::answer::reply::{Look, Reply, Then, json};
use crate::discord::answer::talk::refused;
use crate::discord::answer::{Desk, lock};
use crate::discord::arrived::{Arrived, On, Room};
use crate::discord::draw::{View, always, draw};
use crate::discord::message::{Button, Callback, Component, Embed, Message};
use crate::engine::token::{self, Decoded};
use crate::engine::{At, Input};
use crate::script::FRAME;
use crate::service::{self, Part, keeping};
use crate::words::{discord as words, talk as talk_words};

/// A move to direct messages: the message there, and what is answered here.
#[derive(Clone, PartialEq, Eq)]
pub struct Direct {
    /// Who goes.
    pub user: u64,
    /// The talk's token.
    pub token: String,
    /// The message there, as JSON.
    pub message: Vec<u8>,
    /// Whether the pressed message moves on, rather than a new one coming.
    pub same: bool,
    /// The answer here where direct messages are closed.
    closed: Reply,
    /// The answer here where they cannot be reached.
    failed: Reply,
}

impl fmt::Debug for Direct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Direct")
    }
}

/// How a move went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// To this chat, with this message.
    There {
        /// The chat.
        channel: u64,
        /// The bot's message in it.
        message: u64,
    },
    /// Direct messages are closed for the bot.
    Closed,
    /// They cannot be reached.
    Failed,
}

/// A message that a user's chat gets, sent once however often it is tried.
#[derive(Debug, Serialize)]
pub(super) struct Once<'a> {
    #[serde(flatten)]
    pub(super) message: Message<'a>,
    /// At most 25 characters; the same within a few minutes is the same message.
    /// <https://discord.com/developers/docs/resources/message#create-message>
    pub(super) nonce: String,
    pub(super) enforce_nonce: bool,
}

impl<'a> Once<'a> {
    pub(super) fn new(message: Message<'a>, id: u64) -> Self {
        Self {
            message,
            nonce: id.to_string(),
            enforce_nonce: true,
        }
    }
}

impl Desk {
    /// A reminder, known again by its number.
    pub fn reminder(&self, number: u64) -> Vec<u8> {
        let (_, pack) = self.pack();
        let drawn = draw(&keeping::reminder(), &View::page(pack, FRAME));
        json(&Once::new(drawn.message, number))
    }

    /// Prepares the move of a talk to direct messages.
    pub(super) fn to_direct(&self, arrived: &Arrived, text: &str) -> Reply {
        let Decoded { talk, gone } = match token::decode(&self.content.script, text) {
            Ok(decoded) => decoded,
            Err(refusal) => return self.lost(arrived, refused(refusal)),
        };
        let Some(pack) = self.content.script.pack(talk.pack) else {
            return self.lost(arrived, words::UNKNOWN_BUTTON);
        };
        if talk.at == At::Closing {
            // A talk that is over goes nowhere.
            return self.take(arrived, Decoded { talk, gone }, &Input::Show);
        }
        self.turn(arrived.user, Room::Direct, |here| {
            here.visit.asked_heavy = false;
            let (talk, mut parts) = service::turn(here, talk, &Input::Show);
            if gone {
                parts.insert(0, Part::notice(talk_words::PLACE_GONE));
            }
            let token = token::encode(pack, &talk);
            let here_with = |notice: &'static str| {
                let mut parts = parts.clone();
                parts.insert(0, Part::notice(notice));
                self.show(arrived, &talk, &mut parts, Look::GOES_ON)
            };
            let closed = here_with(words::DIRECT_CLOSED);
            let failed = here_with(words::DIRECT_FAILED);
            parts.insert(0, Part::notice(words::GREETING_HISTORY));
            let view = View::of(pack, &talk, &token);
            let message = json(&Once::new(draw(&parts, &view).message, arrived.id));
            let same = arrived.on.is_some_and(|On { private, .. }| private);
            let direct = Direct {
                user: arrived.user,
                token,
                message,
                same,
                closed,
                failed,
            };
            Reply {
                body: Vec::new(),
                files: Vec::new(),
                then: Then::Direct(Box::new(direct)),
                stands: None,
                saves: None,
            }
        })
    }

    /// The answer here, once it is known how the move went.
    pub fn went(&self, direct: &Direct, went: Went) -> Reply {
        let (channel, message) = match went {
            Went::There { channel, message } => (channel, message),
            Went::Closed => return direct.closed.clone(),
            Went::Failed => return direct.failed.clone(),
        };
        let now = self.now();
        let mut places = lock(&self.places);
        places.stands(direct.user, &direct.token, now);
        places.wrote(direct.user, Some(message), now);
        drop(places);
        let message = moved(channel);
        let callback = if direct.same {
            Callback::update(message)
        } else {
            Callback::new_message(message.private())
        };
        Reply::of(&callback)
    }

    /// The promise of an answer, where the move takes longer than a first response should.
    pub fn later(&self, direct: &Direct) -> Vec<u8> {
        let callback = if direct.same {
            Callback::update_later()
        } else {
            Callback::new_message_later()
        };
        json(&callback)
    }
}

/// Where the talk went, with a way there.
fn moved<'a>(channel: u64) -> Message<'a> {
    let chat = format!("https://discord.com/channels/@me/{channel}");
    let mut row = always(None);
    let link = Button::link(words::OPEN_CHAT, chat);
    row.components.insert(0, Component::Button(link));
    Message {
        embeds: vec![Embed {
            description: words::WENT_DIRECT.into(),
            ..Embed::default()
        }],
        components: vec![row],
        ..Message::default()
    }
}
