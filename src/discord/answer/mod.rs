//! What arrived -> what goes back, without a network: the desk where every interaction is answered.
//!
//! *Invariant:* an answer is made of the interaction, the content and what is held or kept; what is to be written goes with the
//! reply and is written before it is sent; and who acts comes from Discord alone. What others could see is never written to: there the answer is a new private message.

mod command;
mod complete;
mod direct;
mod own;
mod place;
mod reply;
mod save;
mod talk;
#[cfg(test)]
mod tests;
mod typed;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::content::Content;
use crate::discord::arrived::{Arrived, Room, What};
use crate::discord::press::{Press, Talking};
use crate::discord::recent::Recent;
use crate::engine::Talk;
use crate::member::{Address, Change};
use crate::script::{Pack, PackIx};
use crate::service::keeping::Keeper;
use crate::service::notebook::Notebook;
use crate::service::{Here, Part, Setting, Visit};
use crate::words::discord as words;

use place::Places;
use save::Carries;

pub use direct::{Direct, Went};
pub use reply::{Reply, Stands, Then};
pub use typed::Outgoing;

/// How many chats with the bot are remembered at least, and for how long at least, in seconds.
const CHATS: usize = 10_000;
const CHATS_SECS: u64 = 3600;

/// What this platform is called where members are named.
pub(crate) const PLATFORM: &str = "discord";

/// Everything that answers are made of.
#[derive(Debug)]
pub struct Desk {
    content: Arc<Content>,
    setting: Setting,
    notebook: Mutex<Notebook>,
    places: Mutex<Places>,
    /// Chats with the bot, by member.
    chats: Mutex<Recent<u64, u64>>,
    /// Where things are kept for members who agreed to it; none where nothing can be.
    keeper: Option<Keeper>,
    opened: Instant,
}

impl Desk {
    /// A desk with nothing in memory.
    pub fn new(content: Arc<Content>, setting: Setting) -> Self {
        Self {
            content,
            setting,
            notebook: Mutex::default(),
            places: Mutex::default(),
            chats: Mutex::new(Recent::new(CHATS, CHATS_SECS)),
            keeper: None,
            opened: Instant::now(),
        }
    }

    /// The same with a place where things are kept for members who agree to it.
    #[must_use]
    pub fn keeping(mut self, keeper: Keeper) -> Self {
        self.keeper = Some(keeper);
        self
    }

    /// Answers an interaction.
    pub fn answer(&self, arrived: &Arrived) -> Reply {
        if self.is_in_chat(arrived) {
            let room = Room::Direct;
            return self.answer_in(&Arrived {
                room,
                ..arrived.clone()
            });
        }
        self.answer_in(arrived)
    }

    /// Whether a dialog that says not where it came from came from a chat with the bot: serenity 0.12.5 leaves that out, and a
    /// dialog that a command opened has no message to tell it by. What is not known for sure stays private.
    fn is_in_chat(&self, arrived: &Arrived) -> bool {
        let now = self.now();
        let mut chats = lock(&self.chats);
        if arrived.room == Room::Direct {
            chats.put(arrived.user, arrived.channel, now);
        }
        arrived.room == Room::Elsewhere
            && arrived.on.is_none()
            && matches!(arrived.what, What::Filled { .. })
            && chats.get(&arrived.user) == Some(&arrived.channel)
    }

    fn answer_in(&self, arrived: &Arrived) -> Reply {
        match &arrived.what {
            What::Command { name, options } => self.command(arrived, name, options),
            What::OnMessage { name, own } => self.on_message(arrived, name, own.as_deref()),
            What::Pressed { id, values } => self.pressed(arrived, id, values),
            What::Filled { id, words } => self.filled(arrived, id, words),
            What::Completing { option, typed } => self.complete(option, typed),
            // Whether it may move a message on is as unknown as the rest: a new one is always allowed.
            What::Unknown => self.beside(arrived, &[Part::notice(words::UNREADABLE)]),
        }
    }

    /// Forgets what was held long enough, and whom another command forgot; called now and then.
    pub fn tidy(&self) {
        let now = self.now();
        let forgotten = self.keeper.as_ref().map(Keeper::take_forgotten);
        for user in forgotten.into_iter().flatten() {
            lock(&self.notebook).forget(&user);
            if let Ok(user) = user.parse() {
                lock(&self.places).forget(user);
                lock(&self.chats).remove(&user);
            }
        }
        lock(&self.notebook).expire(now);
        lock(&self.places).tidy(now);
        lock(&self.chats).turn(now);
    }

    fn pressed(&self, arrived: &Arrived, id: &str, values: &[String]) -> Reply {
        match Press::read(id) {
            Some(Press::Talk(Talking::Direct, token)) => self.to_direct(arrived, token),
            Some(Press::Talk(talking, token)) => self.talk(arrived, talking, token, values),
            Some(Press::Page(go)) => self.go(arrived, go),
            Some(Press::Picked(of)) => self.picked(arrived, of, values),
            Some(Press::Hide) => self.hide(arrived),
            Some(Press::Told | Press::Code | Press::Wrote(_)) | None => {
                self.lost(arrived, words::UNKNOWN_BUTTON)
            }
        }
    }

    fn filled(&self, arrived: &Arrived, id: &str, text: &str) -> Reply {
        match Press::read(id) {
            Some(Press::Talk(Talking::Words, token)) => self.words(arrived, token, text),
            Some(Press::Told) => self.told(arrived, text),
            Some(Press::Code) => self.resume(arrived, text),
            Some(Press::Wrote(own)) => self.written(arrived, own, text),
            _ => self.lost(arrived, words::UNKNOWN_BUTTON),
        }
    }

    /// Seconds since the desk was opened, on a clock that does not jump.
    fn now(&self) -> u64 {
        self.opened.elapsed().as_secs()
    }

    /// The pack that talks begin in.
    fn pack(&self) -> (PackIx, &Pack) {
        const NOWHERE: &str = "content without a pack is refused before the desk opens";
        let index = PackIx(0);
        #[expect(
            clippy::expect_used,
            reason = "`Content::readable` refuses content without a pack"
        )]
        let pack = self.content.script.pack(index).expect(NOWHERE);
        (index, pack)
    }

    /// A talk at its beginning. What picks among variants comes from the interaction, so that the same one answers the same.
    fn new_talk(&self, id: u64) -> Talk {
        let (index, pack) = self.pack();
        Talk::new(pack, index, seed(id))
    }

    /// Takes a turn with the notebook at hand. In direct messages, what the member was asked last is known from before and
    /// is remembered.
    ///
    /// What is kept about the member is read before, and what is to be written goes with the reply.
    fn turn<R: Carries>(
        &self,
        user: u64,
        room: Room,
        turn: impl FnOnce(&mut Here<'_, '_>) -> R,
    ) -> R {
        // Ids are short; a key that platforms share is worth the copy.
        let member = user.to_string();
        // Compiled once; nobody should hold the notebook for that long.
        let _ready = self.content.understanding();
        let now = self.now();
        let mut visit = match room {
            Room::Direct => lock(&self.places).visit(user),
            Room::Server | Room::Elsewhere => Visit::default(),
        };
        let who = Address {
            platform: PLATFORM.into(),
            user: member.as_str().into(),
        };
        let shelf = self.keeper.as_ref().map(|keeper| keeper.shelf(&who));
        let opened = self.keeper.as_ref().zip(shelf.as_ref());
        let keeping = opened.map(|(keeper, shelf)| keeper.open(&who, shelf));
        let (mut result, saves) = {
            let mut notebook = lock(&self.notebook);
            let mut here = Here {
                content: &self.content,
                setting: &self.setting,
                notebook: &mut notebook,
                visit: &mut visit,
                member: &member,
                now,
                keeping: keeping.unwrap_or_default(),
            };
            (turn(&mut here), here.keeping.finish())
        };
        if let Some(saves) = saves {
            if saves.changes.contains(&Change::Forget) {
                lock(&self.places).forget(user);
            }
            result.carry(saves);
        }
        if room == Room::Direct {
            lock(&self.places).visited(user, visit, now);
        }
        result
    }
}

/// Six bits of an id.
fn seed(id: u64) -> u8 {
    let hash = xxhash_rust::xxh3::xxh3_64(&id.to_le_bytes());
    u8::try_from(hash & 0x3F).unwrap_or(0)
}

/// Locks, also after a panic elsewhere: what is held is whole between any two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
