//! A talk goes to direct messages: two requests before the answer is known, so that it may have to be promised first.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::time::timeout;

use crate::discord::answer::{Direct, Went};
use crate::discord::arrived::Arrived;
use crate::discord::dispatch::Inner;
use crate::discord::dispatch::serve::note;
use crate::discord::rest::{Fault, FaultKind};

/// How long the answer may take before it is promised; Discord waits three seconds.
const PROMISE_AFTER: Duration = Duration::from_millis(1_500);

/// How long a move may take in all before it is given up.
const MOVE_LIMIT: Duration = Duration::from_secs(8);

impl Inner {
    /// Goes to direct messages and says how that went; where it takes long the answer is promised, and the member's next
    /// press need not wait for it.
    pub(super) async fn go_direct(self: &Arc<Self>, arrived: &Arrived, direct: Direct) {
        let inner = Arc::clone(self);
        let moved = direct.clone();
        let mut going = Box::pin(async move { inner.open_and_send(&moved).await });
        if let Ok(went) = timeout(PROMISE_AFTER, &mut going).await {
            let reply = self.desk.went(&direct, went);
            self.send(arrived, reply.body, reply.files).await;
            return;
        }
        let promised = self
            .send(arrived, self.desk.later(&direct), Vec::new())
            .await;
        let (inner, arrived) = (Arc::clone(self), arrived.clone());
        self.moving.fetch_add(1, Ordering::Relaxed);
        drop(self.workers.spawn(async move {
            let went = timeout(MOVE_LIMIT, going).await.unwrap_or(Went::Failed);
            let reply = inner.desk.went(&direct, went);
            if promised {
                let body = message_in(&reply.body);
                let edited = inner
                    .rest
                    .edit_answer(arrived.application, &arrived.token, body);
                note(edited.await);
            }
            inner.moving.fetch_sub(1, Ordering::Relaxed);
        }));
    }

    async fn open_and_send(&self, direct: &Direct) -> Went {
        if self.is_closed(direct.user) {
            return Went::Closed;
        }
        let sent = async {
            let channel = self.rest.open_dm(direct.user).await?;
            let message = self.rest.send(channel, direct.message.clone()).await?;
            Ok::<_, Fault>(Went::There { channel, message })
        };
        match sent.await {
            Ok(went) => went,
            Err(fault) if fault.kind == FaultKind::ClosedDms => {
                self.remember_closed(direct.user);
                Went::Closed
            }
            Err(fault) => {
                if fault.kind == FaultKind::NotFound {
                    // The chat that was known is gone; next time it is opened anew.
                    self.rest.forget_dm(direct.user);
                }
                note(Err(fault));
                Went::Failed
            }
        }
    }

    /// Whether a member took no direct messages a short while ago. Each refusal counts against the bot, so it is not asked for
    /// twice.
    fn is_closed(&self, user: u64) -> bool {
        let now = self.opened.elapsed().as_secs();
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        closed.turn(now);
        closed.get(&user).is_some()
    }

    fn remember_closed(&self, user: u64) {
        let now = self.opened.elapsed().as_secs();
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        closed.put(user, (), now);
    }
}

/// The message in a first response: what an edit of it takes.
fn message_in(body: &[u8]) -> Vec<u8> {
    let callback: Value = serde_json::from_slice(body).unwrap_or_default();
    let mut message = callback.get("data").cloned().unwrap_or_default();
    if let Some(fields) = message.as_object_mut() {
        // Whom a message is for is settled when it is made.
        fields.remove("flags");
    }
    serde_json::to_vec(&message).unwrap_or_default()
}
