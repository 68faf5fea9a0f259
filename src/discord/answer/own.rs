//! What is kept about a member: its pages, menus and dialogs.

use crate::discord::answer::command::ask_code;
use crate::discord::answer::reply::{Look, Reply};
use crate::discord::answer::{Desk, lock};
use crate::discord::arrived::{Arrived, Room};
use crate::discord::message::{Callback, Dialog, Field};
use crate::discord::press;
use crate::engine::Talk;
use crate::member::Consent;
use crate::script::FRAME;
use crate::service::{self, Command, Go, Here, Own, Part, Picked, Way, Writing, keeping};
use crate::words::discord as words;

impl Desk {
    /// Answers a press on what is kept: with a dialog, with the place of a talk, or with a page.
    pub(super) fn own(&self, arrived: &Arrived, own: Own) -> Reply {
        if own == Own::Resume {
            return self.resume_kept(arrived);
        }
        if own == Own::Open {
            return self
                .kept_place(arrived)
                .unwrap_or_else(|| self.go(arrived, Go::Start(None)));
        }
        self.turn(arrived.user, arrived.room, |here| {
            here.visit.asked_heavy = false;
            let writing = own.is_written().then(|| keeping::writing(here, own));
            match writing.flatten() {
                Some(writing) => dialog(own, &writing),
                None => self.kept(arrived, &keeping::own(here, own)),
            }
        })
    }

    /// Takes what was picked from a menu of a page.
    pub(super) fn picked(&self, arrived: &Arrived, of: Picked, values: &[String]) -> Reply {
        self.turn(arrived.user, arrived.room, |here| {
            here.visit.asked_heavy = false;
            self.kept(arrived, &keeping::picked(here, of, values))
        })
    }

    /// Takes what was written into a dialog of a page. Danger comes first, as everywhere.
    pub(super) fn written(&self, arrived: &Arrived, own: Own, text: &str) -> Reply {
        if text.trim().is_empty() {
            return self.notice(arrived, words::NOTHING_WRITTEN);
        }
        self.heard(arrived, |here, talk| {
            // An edit hears for itself, and says that the former words stand.
            let is_edit = matches!(own, Own::Edit(_));
            let danger = service::danger(here, text).filter(|_heard| !is_edit);
            let parts = danger.unwrap_or_else(|| keeping::wrote(here, own, text));
            (talk, parts)
        })
    }

    /// Answers a command about what is kept.
    pub(super) fn run_kept(&self, arrived: &Arrived, command: Command) -> Reply {
        self.heard(arrived, |here, talk| service::run(here, talk, command))
    }

    /// Answers words with a page. After a sign of danger the ways on lead into a talk, which a page has no place for.
    pub(super) fn heard(
        &self,
        arrived: &Arrived,
        answer: impl for<'c> FnOnce(&mut Here<'c, '_>, Talk) -> (Talk, Vec<Part<'c>>),
    ) -> Reply {
        let known = self.known(arrived);
        let is_known = known.is_some();
        let talk = known.unwrap_or_else(|| self.new_talk(arrived.id));
        self.turn(arrived.user, arrived.room, |here| {
            here.visit.asked_heavy = false;
            let (talk, mut parts) = answer(here, talk);
            if !here.visit.asked_heavy {
                return self.kept(arrived, &parts);
            }
            if !is_known {
                parts.iter_mut().for_each(without_a_talk);
            }
            self.show(arrived, &talk, &mut parts, Look::GOES_ON)
        })
    }

    /// Goes on where the kept talk stands, else where the chat remembers it; else says how, or asks for a code.
    pub(super) fn resume_kept(&self, arrived: &Arrived) -> Reply {
        if let Some(reply) = self.kept_place(arrived) {
            return reply;
        }
        let known = lock(&self.places).token(arrived.user);
        if let Some(token) = known.filter(|_| arrived.room == Room::Direct) {
            return self.resume(arrived, &token);
        }
        self.turn(arrived.user, arrived.room, |here| {
            // Whose place is not kept has a code, if anything.
            if !here.keeping.may_keep(Consent::Progress) {
                return ask_code();
            }
            let mut parts = keeping::own(here, Own::Resume);
            if let Some(Part::Ways { ways, .. }) = parts.last_mut() {
                ways.push(Way::new(words::CODE_LABEL, Go::Code));
            }
            self.kept(arrived, &parts)
        })
    }

    /// The place where the kept talk stands.
    fn kept_place(&self, arrived: &Arrived) -> Option<Reply> {
        let talk = self.new_talk(arrived.id);
        self.turn(arrived.user, arrived.room, |here| {
            let (talk, mut parts) = keeping::resume(here, talk)?;
            here.visit.asked_heavy = false;
            Some(self.show(arrived, &talk, &mut parts, Look::GOES_ON))
        })
    }

    /// A page, which belongs to no talk.
    fn kept(&self, arrived: &Arrived, parts: &[Part<'_>]) -> Reply {
        if parts.is_empty() {
            return self.lost(arrived, words::UNKNOWN_BUTTON);
        }
        self.page(arrived, FRAME, parts)
    }
}

/// The dialog that a way opens.
fn dialog(own: Own, writing: &Writing) -> Reply {
    let field = Field::new(writing.label, writing.hint.into(), writing.max);
    let field = field.with_value(&writing.value);
    let field = if writing.short { field.short() } else { field };
    let dialog = Dialog::new(press::wrote(own), writing.title, field);
    Reply::of(&Callback::dialog(dialog))
}

/// Where no talk was under way, there is no place to go on from: only the themes.
fn without_a_talk(part: &mut Part<'_>) {
    let Part::Ways { ways, .. } = part else {
        return;
    };
    ways.retain(|way| way.go != Go::Show);
    for way in ways.iter_mut().filter(|way| way.go == Go::Hub) {
        way.label = words::ON_TO_THEMES.into();
    }
}
