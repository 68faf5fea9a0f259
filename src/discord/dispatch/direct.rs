//! A talk goes to direct messages: two requests before the answer is known, so that it may have to be promised first.

use std::time::Duration;

use serde_json::Value;

use crate::discord::answer::{Direct, Went};
use crate::discord::arrived::Arrived;
use crate::discord::dispatch::Inner;
use crate::discord::dispatch::serve::note;
use crate::discord::rest::{Fault, FaultKind};

/// How long the answer may take before it is promised; Discord waits three seconds.
const PROMISE_AFTER: Duration = Duration::from_millis(1_500);

impl Inner {
    pub(super) async fn go_direct(&self, arrived: &Arrived, direct: &Direct) {
        let going = self.open_and_send(direct);
        tokio::pin!(going);
        let went = tokio::time::timeout(PROMISE_AFTER, &mut going).await;
        let Ok(went) = went else {
            let promised = self.send(arrived, self.desk.later(direct), None).await;
            let reply = self.desk.went(direct, going.await);
            if promised {
                let body = message_in(&reply.body);
                let edited = self
                    .rest
                    .edit_answer(arrived.application, &arrived.token, body)
                    .await;
                note(edited);
            }
            return;
        };
        let reply = self.desk.went(direct, went);
        self.send(arrived, reply.body, reply.file).await;
    }

    async fn open_and_send(&self, direct: &Direct) -> Went {
        let sent = async {
            let channel = self.rest.open_dm(direct.user).await?;
            let message = self.rest.send(channel, direct.message.clone()).await?;
            Ok::<_, Fault>(Went::There { channel, message })
        };
        match sent.await {
            Ok(went) => went,
            Err(fault) if fault.kind == FaultKind::ClosedDms => Went::Closed,
            Err(fault) => {
                note(Err(fault));
                Went::Failed
            }
        }
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
