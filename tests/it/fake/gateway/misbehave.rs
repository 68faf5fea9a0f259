//! What happens at once to the open connection.

use serde_json::{Value, json};

use super::super::member::events;
use super::super::misbehave::GatewayFault as Fault;
use super::super::state::Shared;
use super::Out;

/// The size of a huge event, in bytes.
const HUGE_BYTES: usize = 1_000_000;
/// Numbers left out by a gap.
const GAP: u64 = 5;

/// Lets a fault happen now; `false` for one that waits for its occasion.
pub(crate) fn strike(shared: &Shared, fault: &Fault) -> bool {
    match fault {
        Fault::Reconnect => {
            text(shared, &json!({ "op": 7, "d": null }));
            shared.gateway().lose();
        }
        Fault::InvalidSession(resumable) => {
            if !resumable {
                shared.gateway().end();
            }
            text(shared, &json!({ "op": 9, "d": resumable }));
            shared.gateway().lose();
        }
        Fault::Close(code) => {
            // These two end the session; the others leave it to be resumed.
            if matches!(code, 1000 | 1001) {
                shared.gateway().end();
            }
            shared.gateway().tell(Out::Close(Some(*code)));
        }
        Fault::CloseWithoutCode => shared.gateway().tell(Out::Close(None)),
        Fault::TcpReset => shared.gateway().tell(Out::Reset),
        Fault::BlackHole => shared.gateway().tell(Out::BlackHole),
        Fault::DuplicateEvent => again(shared, 1),
        Fault::OutOfOrder => again(shared, 2),
        Fault::SeqGap => shared.gateway().skip(GAP),
        Fault::UnknownOpcode => text(shared, &json!({ "op": 77, "d": { "what": "this" } })),
        Fault::UnknownEvent => {
            let data = json!({ "id": "1" });
            shared.gateway().dispatch("TEAPOT_BOILED", &data);
        }
        Fault::HugeEvent => {
            let data = json!({ "filler": "x".repeat(HUGE_BYTES) });
            shared.gateway().dispatch("HUGE_EVENT", &data);
        }
        Fault::InvalidUtf8 => shared
            .gateway()
            .tell(Out::Bytes(vec![0x81, 0x04, b'{', 0xFF, 0xFE, b'}'])),
        Fault::UnknownComponentType => broken(shared, |event| {
            event["type"] = json!(3);
            event["data"] = json!({ "component_type": 99, "custom_id": "x", "id": 1 });
        }),
        Fault::UnknownInteractionType => broken(shared, |event| event["type"] = json!(99)),
        Fault::NullWhereObject => broken(shared, |event| {
            event["attachment_size_limit"] = Value::Null;
            event["data"]["options"] = Value::Null;
        }),
        _ => return false,
    }
    true
}

fn text(shared: &Shared, payload: &Value) {
    shared.gateway().tell(Out::Text(payload.to_string()));
}

/// Sends the last events again, the latest first.
fn again(shared: &Shared, count: usize) {
    let mut gateway = shared.gateway();
    for event in gateway.last(count).into_iter().rev() {
        gateway.tell(Out::Text(event));
    }
}

/// Sends an interaction with something broken about it; it is known to REST, so that the bot may answer.
fn broken(shared: &Shared, spoil: impl FnOnce(&mut Value)) {
    let mut event = events::plain(shared);
    spoil(&mut event);
    events::deliver(shared, &event);
}
