//! Events -> what arrived. What serenity decoded is taken as it is; what it could not decode is looked at a second time.
//!
//! serenity 0.12.5 drops an interaction with one unexpected field (platform facts S14, S26) and hands it over as raw JSON. The
//! second look needs no more than the few fields that this bot uses, so a new field or a `null` elsewhere costs nobody an answer.
//! *Invariant:* the text of another person's message is left behind here.

use serde_json::Value;
use serenity::model::application::{
    ActionRowComponent, CommandDataOption, CommandDataOptionValue, CommandInteraction,
    ComponentInteraction, ComponentInteractionDataKind, Interaction, InteractionContext,
    ModalInteraction,
};
use serenity::model::channel::{Message, MessageFlags, MessageType};
use serenity::model::event::Event;
use serenity::model::id::GuildId;

use crate::discord::arrived::{Arrived, On, Room, Typed, What};

/// What an event is to this bot.
#[derive(Debug)]
pub enum Received {
    /// An interaction.
    Arrived(Arrived),
    /// A message typed to the bot.
    Typed(Typed),
    /// Nothing that concerns it.
    Nothing,
    /// An interaction without even an id and a token.
    Unreadable,
}

/// Looks at an event; `own` is the bot's user id.
pub fn receive(event: Event, own: u64) -> Received {
    match event {
        Event::InteractionCreate(event) => interaction(event.interaction),
        Event::MessageCreate(event) => message(event.message, own),
        Event::Unknown(event) if event.kind == "INTERACTION_CREATE" => {
            match second_look(&event.value) {
                Some(arrived) => Received::Arrived(arrived),
                None => Received::Unreadable,
            }
        }
        Event::Unknown(event) if event.kind == "MESSAGE_CREATE" => {
            second_look_at_message(&event.value, own).map_or(Received::Nothing, Received::Typed)
        }
        _ => Received::Nothing,
    }
}

/// The part that all interactions share.
struct Head {
    id: u64,
    application: u64,
    token: String,
    user: u64,
    room: Room,
    channel: u64,
}

/// The id that serenity fills in where there is no user at all.
const NO_USER: u64 = 1;

impl Head {
    fn with(self, on: Option<On>, what: What) -> Received {
        if self.user == NO_USER {
            return Received::Unreadable;
        }
        Received::Arrived(Arrived {
            id: self.id,
            application: self.application,
            token: self.token,
            user: self.user,
            room: self.room,
            channel: self.channel,
            on,
            what,
        })
    }
}

/// The head of an interaction of any type; serenity gives them the same fields but no common one.
macro_rules! head {
    ($from:expr) => {
        Head {
            id: $from.id.get(),
            application: $from.application_id.get(),
            room: room($from.context(), $from.guild_id),
            channel: $from.channel_id.get(),
            user: $from
                .member
                .as_ref()
                .map_or($from.user.id, |member| member.user.id)
                .get(),
            token: $from.token,
        }
    };
}

/// Where an interaction came from; a modal's own context is not decoded by serenity.
trait Context {
    fn context(&self) -> Option<InteractionContext>;
}

impl Context for CommandInteraction {
    fn context(&self) -> Option<InteractionContext> {
        self.context
    }
}

impl Context for ComponentInteraction {
    fn context(&self) -> Option<InteractionContext> {
        self.context
    }
}

impl Context for ModalInteraction {
    /// A chat with the bot is known by its message, which is not for one member's eyes only: elsewhere all of ours are.
    fn context(&self) -> Option<InteractionContext> {
        let on = self.message.as_deref().map(on)?;
        (self.guild_id.is_none() && !on.private).then_some(InteractionContext::BotDm)
    }
}

fn room(context: Option<InteractionContext>, guild: Option<GuildId>) -> Room {
    match (context, guild) {
        (Some(InteractionContext::BotDm), None) => Room::Direct,
        (Some(InteractionContext::Guild), _) | (None, Some(_)) => Room::Server,
        _ => Room::Elsewhere,
    }
}

fn on(message: &Message) -> On {
    let flags = message.flags.unwrap_or(MessageFlags::empty());
    On {
        message: message.id.get(),
        private: flags.contains(MessageFlags::EPHEMERAL),
    }
}

fn interaction(interaction: Interaction) -> Received {
    match interaction {
        Interaction::Command(command) => {
            let what = command_used(&command);
            head!(command).with(None, what)
        }
        Interaction::Autocomplete(command) => {
            let focused = command.data.autocomplete();
            let (option, typed) = focused.map_or(("", ""), |one| (one.name, one.value));
            let what = What::Completing {
                option: option.to_owned(),
                typed: typed.to_owned(),
            };
            head!(command).with(None, what)
        }
        Interaction::Component(press) => {
            let on = on(&press.message);
            let values = match &press.data.kind {
                ComponentInteractionDataKind::StringSelect { values } => values.clone(),
                _ => Vec::new(),
            };
            let what = What::Pressed {
                id: press.data.custom_id.clone(),
                values,
            };
            head!(press).with(Some(on), what)
        }
        Interaction::Modal(modal) => {
            let on = modal.message.as_deref().map(on);
            let what = What::Filled {
                id: modal.data.custom_id.clone(),
                words: written(&modal),
            };
            head!(modal).with(on, what)
        }
        _ => Received::Nothing,
    }
}

/// What was written into the one field of our dialogs.
fn written(modal: &ModalInteraction) -> String {
    let rows = modal.data.components.iter();
    let mut parts = rows.flat_map(|row| &row.components);
    let text = parts.find_map(|part| match part {
        ActionRowComponent::InputText(field) => field.value.clone(),
        _ => None,
    });
    text.unwrap_or_default()
}

fn command_used(command: &CommandInteraction) -> What {
    let data = &command.data;
    if let Some(target) = data.target_id {
        let target = data.resolved.messages.get(&target.to_message_id());
        let own = target.filter(|message| message.author.id == command.user.id);
        return What::OnMessage {
            name: data.name.clone(),
            own: own.map(|message| message.content.clone()),
        };
    }
    let (sub, options) = match data.options.first() {
        Some(CommandDataOption {
            name,
            value: CommandDataOptionValue::SubCommand(options),
            ..
        }) => (name.clone(), options.as_slice()),
        _ => (String::new(), data.options.as_slice()),
    };
    let texts = options.iter().filter_map(|option| match &option.value {
        CommandDataOptionValue::String(text) => Some((option.name.clone(), text.clone())),
        _ => None,
    });
    What::Command {
        name: [data.name.clone(), sub],
        options: texts.collect(),
    }
}

fn message(message: Message, own: u64) -> Received {
    let is_own = message.author.id.get() == own || message.author.bot;
    let is_said = matches!(
        message.kind,
        MessageType::Regular | MessageType::InlineReply
    );
    if message.guild_id.is_some() || is_own || message.webhook_id.is_some() || !is_said {
        return Received::Nothing;
    }
    Received::Typed(Typed {
        id: message.id.get(),
        channel: message.channel_id.get(),
        user: message.author.id.get(),
        text: message.content,
    })
}

/// An id, which Discord writes as text.
fn id(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Reads an interaction from its JSON, leniently; `None` without an id, a token and a member.
pub fn second_look(value: &Value) -> Option<Arrived> {
    let user = id(&value["member"]["user"]["id"]).or_else(|| id(&value["user"]["id"]))?;
    let message = &value["message"];
    let on = id(&message["id"]).map(|id| On {
        message: id,
        private: message["flags"].as_u64().unwrap_or(0) & MessageFlags::EPHEMERAL.bits() != 0,
    });
    let context = match value["context"].as_u64() {
        Some(0) => Some(InteractionContext::Guild),
        Some(1) => Some(InteractionContext::BotDm),
        Some(2) => Some(InteractionContext::PrivateChannel),
        _ => None,
    };
    let guild = id(&value["guild_id"])
        .filter(|id| *id != 0)
        .map(GuildId::new);
    let data = &value["data"];
    let what = match value["type"].as_u64() {
        Some(2) => command_in(data, user),
        Some(3) => What::Pressed {
            id: text(&data["custom_id"]),
            values: texts(&data["values"]),
        },
        Some(4) => completing(data),
        Some(5) => What::Filled {
            id: text(&data["custom_id"]),
            words: field_in(&data["components"]),
        },
        _ => What::Unknown,
    };
    Some(Arrived {
        id: id(&value["id"])?,
        application: id(&value["application_id"]).unwrap_or(0),
        token: value["token"].as_str()?.to_owned(),
        user,
        room: room(context, guild),
        channel: id(&value["channel_id"]).unwrap_or(0),
        on,
        what,
    })
}

fn texts(value: &Value) -> Vec<String> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(|one| one.as_str().map(str::to_owned))
        .collect()
}

/// The first text written into a field, in rows or in labels.
fn field_in(components: &Value) -> String {
    let mut rows = components.as_array().into_iter().flatten();
    let of_row = |row: &Value| {
        let parts = row["components"].as_array().cloned().unwrap_or_default();
        let label = std::iter::once(row["component"].clone());
        let mut values = parts.into_iter().chain(label);
        values.find_map(|part| part["value"].as_str().map(str::to_owned))
    };
    rows.find_map(of_row).unwrap_or_default()
}

/// The subcommand and its options.
fn options_in(data: &Value) -> (String, Vec<Value>) {
    let options = data["options"].as_array().cloned().unwrap_or_default();
    match options.first() {
        Some(first) if first["type"].as_u64() == Some(1) => {
            let inner = first["options"].as_array().cloned().unwrap_or_default();
            (text(&first["name"]), inner)
        }
        _ => (String::new(), options),
    }
}

fn command_in(data: &Value, user: u64) -> What {
    if let Some(target) = data["target_id"].as_str() {
        let message = &data["resolved"]["messages"][target];
        let is_own = id(&message["author"]["id"]) == Some(user);
        return What::OnMessage {
            name: text(&data["name"]),
            own: is_own.then(|| text(&message["content"])),
        };
    }
    let (sub, options) = options_in(data);
    let texts = options.iter().filter_map(|option| {
        let value = option["value"].as_str()?;
        Some((text(&option["name"]), value.to_owned()))
    });
    What::Command {
        name: [text(&data["name"]), sub],
        options: texts.collect(),
    }
}

/// The option that is being typed; an empty name, which suggests nothing, where none is.
fn completing(data: &Value) -> What {
    let (_, options) = options_in(data);
    let focused = options.iter().find(|option| option["focused"] == true);
    let focused = focused.unwrap_or(&Value::Null);
    What::Completing {
        option: text(&focused["name"]),
        typed: text(&focused["value"]),
    }
}

/// Reads a message from its JSON, leniently.
fn second_look_at_message(value: &Value, own: u64) -> Option<Typed> {
    let author = &value["author"];
    let user = id(&author["id"])?;
    let is_bot = author["bot"] == true || user == own || value["webhook_id"].is_string();
    // A message, or a reply to one; not a pin, a call or another of Discord's own.
    let is_said = matches!(value["type"].as_u64(), None | Some(0 | 19));
    if is_bot || value["guild_id"].is_string() || !is_said {
        return None;
    }
    Some(Typed {
        id: id(&value["id"])?,
        channel: id(&value["channel_id"])?,
        user,
        text: text(&value["content"]),
    })
}
