//! What a reply leaves to be written first, and how the reply changes where that fails.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::discord::answer::Desk;
use crate::discord::answer::reply::{Reply, Then};
use crate::discord::answer::typed::Outgoing;
use crate::service::keeping::{Outcome, Saves, outcome};

/// How long the disk may take; Discord waits three seconds for the whole answer.
const SAVE_LIMIT: Duration = Duration::from_millis(1_200);

/// Something that can carry what is to be written before it is sent.
pub(super) trait Carries {
    /// Takes it along.
    fn carry(&mut self, saves: Saves);
}

impl Carries for Reply {
    fn carry(&mut self, saves: Saves) {
        self.saves = Some(saves);
    }
}

impl Carries for Outgoing {
    fn carry(&mut self, saves: Saves) {
        self.saves = Some(saves);
    }
}

impl<R: Carries> Carries for Option<R> {
    fn carry(&mut self, saves: Saves) {
        if let Some(reply) = self {
            reply.carry(saves);
        }
    }
}

impl Desk {
    /// Writes what a reply left to be written; the reply says so where that failed.
    pub async fn saved(&self, mut reply: Reply) -> Reply {
        let outcome = self.save(reply.saves.take()).await;
        let Some(words) = outcome.words() else {
            return reply;
        };
        if outcome.is_untrue() {
            reply.files.clear();
            reply.then = Then::Nothing;
        }
        edit(&mut reply.body, Some("data"), outcome, words);
        reply
    }

    /// The same for a message to somebody who typed.
    pub async fn saved_first(&self, mut out: Outgoing) -> Outgoing {
        let outcome = self.save(out.saves.take()).await;
        let Some(words) = outcome.words() else {
            return out;
        };
        if outcome.is_untrue() {
            out.files.clear();
        }
        edit(&mut out.body, None, outcome, words);
        out
    }

    async fn save(&self, saves: Option<Saves>) -> Outcome {
        let (Some(saves), Some(keeper)) = (saves, &self.keeper) else {
            return Outcome::Written;
        };
        let has_deed = saves.has_deed();
        match timeout(SAVE_LIMIT, keeper.save(saves).done()).await {
            Ok(saved) => outcome(saved, has_deed),
            Err(_late) => {
                tracing::error!("saving took too long: look at the disk");
                Outcome::Unsure
            }
        }
    }
}

/// Puts a sentence before what is said, or in its place where that would not be true.
fn edit(body: &mut Vec<u8>, inside: Option<&str>, outcome: Outcome, words: &str) {
    let Ok(mut whole) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    let message = match inside {
        Some(field) => whole.get_mut(field),
        None => Some(&mut whole),
    };
    // A dialog has nowhere to say it; nothing is saved when one opens.
    let Some(embeds) = message.and_then(|message| message.get_mut("embeds")) else {
        return;
    };
    let Some(embeds) = embeds.as_array_mut() else {
        return;
    };
    if outcome.is_untrue() {
        embeds.clear();
    }
    embeds.insert(0, json!({ "description": words }));
    *body = serde_json::to_vec(&whole).unwrap_or_default();
}
