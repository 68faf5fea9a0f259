//! One event: worked out, sent, and done.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::discord::answer::{Reply, Then};
use crate::discord::arrived::{Arrived, Room, Typed, What};
use crate::discord::dispatch::{Inner, Job};
use crate::discord::draw::always;
use crate::discord::message::{Callback, Embed, Message};
use crate::discord::rest::{Fault, FaultKind};
use crate::service::File;
use crate::words::discord as words;

impl Inner {
    pub(super) async fn serve(self: &Arc<Self>, job: Job) {
        match job {
            Job::Arrived(arrived) => self.answer(&arrived).await,
            Job::Typed(typed) => self.answer_typed(&typed).await,
        }
    }

    async fn answer(self: &Arc<Self>, arrived: &Arrived) {
        // A fault of ours in one answer must not take the member's lane with it.
        let reply = catch_unwind(AssertUnwindSafe(|| self.desk.answer(arrived)));
        let Ok(reply) = reply else {
            return self.say(arrived, words::FAULT).await;
        };
        let reply = self.desk.saved(reply).await;
        let Reply {
            body,
            files,
            then,
            stands,
            saves: _,
        } = reply;
        match then {
            Then::Nothing => {
                if self.send(arrived, body, files).await
                    && let Some(stands) = stands
                {
                    self.desk.arrived(arrived.user, &stands);
                }
            }
            Then::Delete => {
                if self.send(arrived, body, files).await {
                    let gone = self
                        .rest
                        .delete_answer(arrived.application, &arrived.token)
                        .await;
                    note(gone);
                }
            }
            Then::Direct(direct) => self.go_direct(arrived, *direct).await,
        }
    }

    /// Sends a first response; true when it got there.
    pub(super) async fn send(&self, arrived: &Arrived, body: Vec<u8>, files: Vec<File>) -> bool {
        let files = self.pictures.drawn(files).await;
        let sent = self
            .rest
            .answer_with_files(arrived.id, &arrived.token, body, files);
        note(sent.await)
    }

    async fn answer_typed(&self, typed: &Typed) {
        let Ok(out) = catch_unwind(AssertUnwindSafe(|| self.desk.typed(typed))) else {
            return;
        };
        let out = self.desk.saved_first(out).await;
        let (body, files) = (
            out.body.clone(),
            self.pictures.drawn(out.files.clone()).await,
        );
        let sent = self.rest.send_with_files(typed.channel, body, files);
        match sent.await {
            Ok(message) => self.desk.wrote(typed.user, &out, message),
            Err(fault) => drop(note(Err(fault))),
        }
    }

    /// Says that there is too much to do at this moment.
    pub(super) async fn say_busy(&self, arrived: &Arrived) {
        self.say(arrived, words::BUSY).await;
    }

    /// Answers with one sentence and nothing else.
    async fn say(&self, arrived: &Arrived, text: &'static str) {
        if let What::Completing { .. } = arrived.what {
            let none = Callback::choices(Vec::new());
            let body = serde_json::to_vec(&none).unwrap_or_default();
            self.send(arrived, body, Vec::new()).await;
            return;
        }
        let embed = Embed {
            description: text.into(),
            ..Embed::default()
        };
        let message = Message {
            embeds: vec![embed],
            components: vec![always(None)],
            ..Message::default()
        };
        let message = match arrived.room {
            Room::Direct => message,
            Room::Server | Room::Elsewhere => message.private(),
        };
        let body = serde_json::to_vec(&Callback::new_message(message)).unwrap_or_default();
        self.send(arrived, body, Vec::new()).await;
    }
}

/// Notes how a request went, without a word of what was in it; true when it went well.
pub(super) fn note(sent: Result<(), Fault>) -> bool {
    let Err(fault) = sent else {
        return true;
    };
    match fault.kind {
        // The member's client gave up, or another answer came first: nothing is lost but this one message.
        FaultKind::UnknownInteraction | FaultKind::AlreadyAnswered => {
            tracing::debug!("an answer came too late");
        }
        _ => tracing::warn!("{fault}"),
    }
    false
}
