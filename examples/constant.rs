//! A bot that answers everything with a constant, written as its library's users write one: the floor under `load`'s figures.
//!
//! The constant is as large as an ordinary question of the real bot: an embed of two paragraphs with a footer, a row of answers,
//! and two rows of controls, with texts and identifiers of the same lengths. `load` runs it; its one argument is the address of
//! Discord's API, and the token comes from `ALONGSIDE_DISCORD_TOKEN`.

use anyhow::Context as _;
use serenity::all::{
    AutocompleteChoice, ButtonStyle, Context, CreateActionRow, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateInteractionResponse, CreateInteractionResponseMessage, EventHandler, GatewayIntents,
    Interaction,
};
use serenity::client::ClientBuilder;
use serenity::http::HttpBuilder;

/// The embed's text.
const TEXT: &str = "Some people go quiet as soon as another person comes near, and find the words only later. \
That is common.\n\n**When did this last happen with somebody who matters?**";
/// The embed's footer.
const FOOTER: &str = "Some theme · 2 of about 9";
/// The answers.
const ANSWERS: [&str; 4] = [
    "This week",
    "Some months ago",
    "A long time ago",
    "I do not know yet",
];
/// What is on every message.
const CONTROLS: [&str; 6] = ["Skip", "Back", "Pause", "Stop", "Support", "Hide this"];
/// What stands behind the dot of an identifier.
const TALK: &str = "AbCdEfGhIjKlMnOp";

struct Handler;

#[serenity::async_trait]
impl EventHandler for Handler {
    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let answer = match &interaction {
            Interaction::Component(_) | Interaction::Modal(_) => {
                CreateInteractionResponse::UpdateMessage(message())
            }
            Interaction::Autocomplete(_) => CreateInteractionResponse::Autocomplete(choices()),
            _ => CreateInteractionResponse::Message(message().ephemeral(true)),
        };
        let sent = match &interaction {
            Interaction::Component(press) => press.create_response(&context.http, answer).await,
            Interaction::Modal(modal) => modal.create_response(&context.http, answer).await,
            Interaction::Command(command) | Interaction::Autocomplete(command) => {
                command.create_response(&context.http, answer).await
            }
            _ => Ok(()),
        };
        // `load` counts what is missing.
        drop(sent);
    }
}

fn message() -> CreateInteractionResponseMessage {
    let embed = CreateEmbed::new()
        .description(TEXT)
        .colour(0x5B_7F_95)
        .footer(CreateEmbedFooter::new(FOOTER));
    let button = |(number, label): (usize, &&str)| {
        CreateButton::new(format!("c{number}.{TALK}"))
            .label(*label)
            .style(ButtonStyle::Primary)
    };
    let rows = [&ANSWERS[..], &CONTROLS[..4], &CONTROLS[4..]];
    let rows = rows
        .map(|labels| CreateActionRow::Buttons(labels.iter().enumerate().map(button).collect()));
    CreateInteractionResponseMessage::new()
        .embed(embed)
        .components(rows.to_vec())
        .allowed_mentions(CreateAllowedMentions::new())
}

fn choices() -> CreateAutocompleteResponse {
    let choices = ANSWERS.map(|answer| AutocompleteChoice::new(answer, answer));
    CreateAutocompleteResponse::new().set_choices(choices.to_vec())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let api_base = std::env::args()
        .nth(1)
        .context("name the address of the API")?;
    let token =
        std::env::var("ALONGSIDE_DISCORD_TOKEN").context("`ALONGSIDE_DISCORD_TOKEN` is not set")?;
    // No limiter and another address: as the library is pointed at a proxy.
    let http = HttpBuilder::new(token)
        .proxy(api_base)
        .ratelimiter_disabled(true)
        .build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::DIRECT_MESSAGES;
    let mut client = ClientBuilder::new_with_http(http, intents)
        .event_handler(Handler)
        .await?;
    client.start().await?;
    Ok(())
}
