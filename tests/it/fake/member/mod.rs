//! Members: what a user can do, as verbs that wait for what the bot makes of it.

/// The events behind the verbs.
pub(crate) mod events;
/// What a member sees.
pub(crate) mod shown;
/// Slash commands as typed.
pub(crate) mod typed;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::limits::components::{BUTTON, MENU};
use super::limits::items;
use super::rest::interactions::{CHOICES, MODAL};
use super::rest::messages::draw;
use super::state::{Interaction, Place, Room, Shared};
use shown::Shown;

/// Longest wait for the bot's answer; the deadline of three seconds is checked where the answer comes in.
const ANSWER_WAIT: Duration = Duration::from_secs(10);

/// A person with an account. Clones and other places share what was seen.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    shared: Arc<Shared>,
    id: u64,
    place: Place,
    seen: Arc<Mutex<Seen>>,
}

/// What a member has before their eyes.
#[derive(Debug, Default)]
struct Seen {
    /// Messages, the latest last.
    messages: Vec<u64>,
    /// The open dialog: where, on which message, with what data.
    modal: Option<(Place, Option<u64>, Value)>,
    /// The last direct message that was read.
    dm: u64,
}

impl Member {
    /// A member in the fake's first server.
    pub(crate) fn new(shared: Arc<Shared>, id: u64) -> Self {
        let guild = shared.options.guilds.first().copied().unwrap_or(5_001);
        Self {
            shared,
            id,
            place: events::in_server(guild),
            seen: Arc::default(),
        }
    }

    fn at(&self, place: Place) -> Self {
        Self {
            place,
            ..self.clone()
        }
    }

    /// The same member in a server.
    pub(crate) fn in_server(&self, guild: u64) -> Self {
        self.at(events::in_server(guild))
    }

    /// The same member in direct messages with the bot.
    pub(crate) fn in_dm(&self) -> Self {
        self.at(events::in_dm(self.id))
    }

    /// The same member in a group where the bot is not.
    pub(crate) fn in_group_dm(&self) -> Self {
        self.at(events::in_group(self.id))
    }

    /// The same member, who installed the bot for themselves; the server has not.
    pub(crate) fn user_installed(&self) -> Self {
        self.at(Place {
            user_installed: true,
            ..self.place
        })
    }

    /// Runs a slash command, as `/reflect start theme:shame`.
    pub(crate) async fn runs(&self, typed: &str) -> Shown {
        let data = events::command(&self.shared, typed, self.place, false);
        self.act(self.place, 2, data, None, typed).await
    }

    /// Uses a message command on a message of their own, or of somebody else's.
    pub(crate) async fn uses_message_command(&self, name: &str, own: bool, text: &str) -> Shown {
        let author = if own { self.id } else { self.id + 1 };
        let data = events::message_command(&self.shared, name, author, self.place, text);
        self.act(self.place, 2, data, None, name).await
    }

    /// Types into the last option of a slash command and reads what is suggested: names and values.
    pub(crate) async fn completes(&self, typed: &str) -> Vec<(String, String)> {
        let data = events::command(&self.shared, typed, self.place, true);
        let event = events::interaction(&self.shared, self.id, self.place, 4, data);
        let id = events::deliver(&self.shared, &event);
        settled(&self.shared, id, typed).await;
        let state = self.shared.state();
        let answer = state
            .interactions
            .get(&id)
            .and_then(|one| one.answer.as_ref());
        let data = answer.filter(|answer| answer.kind == CHOICES);
        data.map_or(&[][..], |answer| items(&answer.data["choices"]))
            .iter()
            .map(|choice| {
                let value = &choice["value"];
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (
                    choice["name"].as_str().unwrap_or_default().to_owned(),
                    value,
                )
            })
            .collect()
    }

    /// Presses a button of the last message, by its label.
    pub(crate) async fn presses(&self, label: &str) -> Shown {
        let last = self.sees();
        self.presses_on(&last, label).await
    }

    /// Presses a button of a message seen earlier, or by somebody else.
    pub(crate) async fn presses_on(&self, shown: &Shown, label: &str) -> Shown {
        let button = shown
            .parts()
            .find(|part| part["type"] == BUTTON && part["label"] == label);
        let id = button
            .filter(|button| button["disabled"] != true)
            .and_then(|button| button["custom_id"].as_str())
            .unwrap_or_else(|| panic!("no button `{label}` to press in:\n{}", shown.text()));
        self.presses_id_on(shown, id).await
    }

    /// Presses a button with any id on the last message, as a forger would.
    pub(crate) async fn presses_id(&self, custom_id: &str) -> Shown {
        let last = self.sees();
        self.presses_id_on(&last, custom_id).await
    }

    /// Presses a button with any id on a given message.
    pub(crate) async fn presses_id_on(&self, shown: &Shown, custom_id: &str) -> Shown {
        let data = json!({ "component_type": BUTTON, "custom_id": custom_id, "id": 1 });
        let what = format!("a press on `{custom_id}`");
        let place = self.place_of(shown.id);
        self.act(place, 3, data, Some(shown.id), &what).await
    }

    /// Picks one option of a menu of the last message, by its label.
    pub(crate) async fn picks(&self, label: &str) -> Shown {
        self.picks_all(&[label]).await
    }

    /// Picks several options of one menu of the last message.
    pub(crate) async fn picks_all(&self, labels: &[&str]) -> Shown {
        let last = self.sees();
        let found = last
            .parts()
            .filter(|part| part["type"] == MENU && part["disabled"] != true)
            .find_map(|menu| {
                let values: Option<Vec<&Value>> = labels
                    .iter()
                    .map(|label| {
                        items(&menu["options"])
                            .iter()
                            .find(|option| option["label"] == *label)
                            .map(|option| &option["value"])
                    })
                    .collect();
                Some((menu["custom_id"].clone(), json!(values?)))
            });
        let Some((custom_id, values)) = found else {
            panic!(
                "no menu with `{}` in:\n{}",
                labels.join("`, `"),
                last.text()
            );
        };
        let data = json!({
            "component_type": MENU, "custom_id": custom_id, "values": values, "id": 1,
        });
        let place = self.place_of(last.id);
        self.act(place, 3, data, Some(last.id), labels[0]).await
    }

    /// Submits the open dialog with words in its first input; the others keep what stood in them.
    pub(crate) async fn fills(&self, words: &str) -> Shown {
        self.fills_all(&[words]).await
    }

    /// Submits the open dialog, input by input.
    pub(crate) async fn fills_all(&self, words: &[&str]) -> Shown {
        let Some((place, message, modal)) = self.seen().modal.take() else {
            panic!("member {} has no dialog open to fill", self.id);
        };
        let rows: Vec<Value> = items(&modal["components"])
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let input = &row["components"][0];
                let old = input["value"].as_str().unwrap_or_default();
                let value = words.get(index).copied().unwrap_or(old);
                demand_length(input, value);
                let filled = json!({
                    "type": 4, "id": 2, "custom_id": input["custom_id"], "value": value,
                });
                json!({ "type": 1, "id": 1, "components": [filled] })
            })
            .collect();
        let data = json!({ "custom_id": modal["custom_id"], "components": rows });
        self.act(place, 5, data, message, "a filled dialog").await
    }

    /// Closes the open dialog without sending it; the bot hears nothing.
    pub(crate) fn closes_dialog(&self) {
        self.seen().modal = None;
    }

    /// Writes a direct message and waits for the bot's next one.
    pub(crate) async fn types(&self, words: &str) -> Shown {
        self.says(words).await;
        self.receives().await
    }

    /// Writes into the channel and waits for nothing.
    pub(crate) async fn says(&self, words: &str) {
        ready(&self.shared).await;
        let message = events::said(&self.shared, self.id, self.place, words);
        if self.place.room == Room::DirectMessage {
            let mut state = self.shared.state();
            state.dms.insert(self.place.channel, self.id);
        }
        self.sends_raw("MESSAGE_CREATE", &message);
    }

    /// Sends an event as it is.
    pub(crate) fn sends_raw(&self, event: &str, data: &Value) {
        self.shared.gateway().dispatch(event, data);
    }

    /// Waits for the next direct message of the bot that was not seen yet.
    pub(crate) async fn receives(&self) -> Shown {
        let channel = events::in_dm(self.id).channel;
        let wait = async {
            loop {
                let changed = self.shared.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                let next = {
                    let state = self.shared.state();
                    let read = self.seen().dm;
                    state
                        .messages
                        .values()
                        .filter(|one| one.place.channel == channel && one.only_for.is_none())
                        .map(|one| one.id)
                        .filter(|id| *id > read)
                        .min()
                };
                if let Some(id) = next {
                    return id;
                }
                changed.await;
            }
        };
        let id = tokio::time::timeout(ANSWER_WAIT, wait)
            .await
            .unwrap_or_else(|_| panic!("no direct message came to member {}", self.id));
        self.look_at(id)
    }

    /// What the last message shows now.
    pub(crate) fn sees(&self) -> Shown {
        let state = self.shared.state();
        let seen = self.seen();
        let last = seen
            .messages
            .iter()
            .rev()
            .filter_map(|id| state.messages.get(id))
            .find(|message| !message.deleted)
            .or_else(|| seen.messages.last().and_then(|id| state.messages.get(id)));
        let Some(last) = last else {
            panic!("member {} has seen no message yet", self.id);
        };
        Shown::message(last)
    }

    /// What an earlier message shows now.
    pub(crate) fn sees_now(&self, earlier: &Shown) -> Shown {
        let state = self.shared.state();
        state
            .messages
            .get(&earlier.id)
            .map_or_else(|| earlier.clone(), Shown::message)
    }

    /// An interaction of this member's on a message, not yet sent.
    pub(crate) fn interaction(&self, kind: u64, data: Value, message: Option<u64>) -> Value {
        self.interaction_at(self.place, kind, data, message)
    }

    fn interaction_at(&self, place: Place, kind: u64, data: Value, message: Option<u64>) -> Value {
        let mut event = events::interaction(&self.shared, self.id, place, kind, data);
        let state = self.shared.state();
        if let Some(message) = message.and_then(|id| state.messages.get(&id)) {
            event["message"] = draw(message);
        }
        event
    }

    async fn act(
        &self,
        place: Place,
        kind: u64,
        data: Value,
        message: Option<u64>,
        what: &str,
    ) -> Shown {
        ready(&self.shared).await;
        let event = self.interaction_at(place, kind, data, message);
        let id = events::deliver(&self.shared, &event);
        settled(&self.shared, id, what).await;
        let (answer, original) = {
            let state = self.shared.state();
            let interaction = &state.interactions[&id];
            (interaction.answer.clone(), interaction.original)
        };
        match (answer, original) {
            (Some(answer), _) if answer.kind == MODAL => {
                self.seen().modal = Some((place, message, answer.data.clone()));
                Shown::modal(&answer.data)
            }
            (_, Some(message)) => self.look_at(message),
            _ => panic!("the answer to {what} shows nothing"),
        }
    }

    fn look_at(&self, id: u64) -> Shown {
        let state = self.shared.state();
        let message = &state.messages[&id];
        let mut seen = self.seen();
        seen.messages.retain(|known| *known != id);
        seen.messages.push(id);
        if message.place.room == Room::DirectMessage && message.only_for.is_none() {
            seen.dm = seen.dm.max(id);
        }
        Shown::message(message)
    }

    fn place_of(&self, message: u64) -> Place {
        let state = self.shared.state();
        state
            .messages
            .get(&message)
            .map_or(self.place, |message| message.place)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client sends no more than an input takes, and no less.
fn demand_length(input: &Value, value: &str) {
    let length = value.chars().count() as u64;
    let least = if input["required"] == false && value.is_empty() {
        0
    } else {
        input["min_length"].as_u64().unwrap_or(0)
    };
    let most = input["max_length"].as_u64().unwrap_or(4_000);
    assert!(
        (least..=most).contains(&length),
        "the input `{}` takes {least} to {most} characters, not {length}",
        input["label"]
    );
}

/// Waits until the bot hears events.
pub(crate) async fn ready(shared: &Shared) {
    let wait = async {
        loop {
            let changed = shared.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if shared.gateway().is_ready() {
                return;
            }
            changed.await;
        }
    };
    if tokio::time::timeout(READY_WAIT, wait).await.is_err() {
        panic!("the bot did not come online");
    }
}

/// Longest wait for the bot to identify or resume.
const READY_WAIT: Duration = Duration::from_secs(30);

/// Waits until an interaction is answered, and a deferred answer has come.
async fn settled(shared: &Shared, id: u64, what: &str) {
    let done = |interaction: &Interaction| interaction.answer.is_some() && !interaction.thinking;
    if !reached(shared, id, done).await {
        panic!(
            "the bot did not answer {what}; violations: {}",
            shared.state().violations.join("; ")
        );
    }
}

/// Waits until an interaction has got so far; `false` when the time is over.
pub(crate) async fn reached(shared: &Shared, id: u64, done: impl Fn(&Interaction) -> bool) -> bool {
    let wait = async {
        loop {
            let notify = {
                let state = shared.state();
                let Some(interaction) = state.interactions.get(&id) else {
                    return;
                };
                if done(interaction) {
                    return;
                }
                Arc::clone(&interaction.notify)
            };
            notify.notified().await;
        }
    };
    tokio::time::timeout(ANSWER_WAIT, wait).await.is_ok()
}
