//! Walks through the real bot: members who press what they see, written down as steps that can be repeated.

use serde_json::{Value, json};

use crate::bots::Bot;
use crate::drive::Stream;
use crate::fake::member::events;
use crate::fake::rest::interactions::{MESSAGE, MODAL, UPDATE};
use crate::fake::rest::messages::draw;
use crate::fake::rest::users::user;
use crate::fake::state::{Answer, Message};
use crate::step::{Chain, ID, MEMBER, Step, fingerprint};

/// How many walks.
const CHAINS: u64 = 100;
/// How many steps each has.
const STEPS: usize = 60;
/// The first walking member's id.
const FIRST_WALKER: u64 = 1_000_000;
/// Steps after which a chain is repeated from somewhere else, to see whether its answers depend on what came before.
const TURN: usize = 13;
/// The message that is pressed on.
const PRESSED: u64 = 1_250_000_000_000_000_000;
/// Component types of buttons and menus.
const BUTTON: u64 = 2;
const MENU: u64 = 3;

/// Per mille of steps that begin anew or ask for a page by a slash command.
const COMMANDS: u64 = 40;
/// Per mille of steps that complete an option.
const COMPLETIONS: u64 = 10;
/// Per cent of menus that are picked from where there are buttons too.
const PICKS: u64 = 60;

/// Buttons that lead out of the walk.
const NOT_PRESSED: [&str; 5] = [
    "Hide this",
    "Support",
    "In direct messages",
    "Pause",
    "Stop",
];
/// Pages that are asked for in between.
const PAGES: [&str; 5] = ["keypoints", "glossary", "sources", "about", "help"];
/// What is written into dialogs.
const WORDS: [&str; 4] = [
    "I think I wait until it is too late to say it",
    "we were close for a year and then I went quiet",
    "maybe, when I am rested",
    "being seen and not liked",
];

/// Walks through the bot, and repeats the walks to find out which answers depend on the step alone.
pub(crate) async fn record(bot: &Bot) -> anyhow::Result<Stream> {
    let walks = Stream::new(Vec::new());
    let mut chains = Vec::new();
    for walker in FIRST_WALKER..FIRST_WALKER + CHAINS {
        let mut walk = Walk::new(bot, &walks, walker);
        while walk.chain.len() < STEPS {
            walk.step().await?;
        }
        chains.push(walk.chain);
    }
    for (walker, chain) in (FIRST_WALKER + CHAINS..).zip(&mut chains) {
        for _ in 0..2 {
            confirm(bot, &walks, walker, chain).await?;
            chain.rotate_left(TURN);
        }
    }
    Ok(walks.with_chains(chains))
}

/// Repeats a chain as another member; answers that come out differently depend on more than their steps.
async fn confirm(bot: &Bot, walks: &Stream, walker: u64, chain: &mut Chain) -> anyhow::Result<()> {
    for step in chain {
        let answer = walks.send(&bot.fake, step, walker, false).await;
        let answer = answer.ok_or_else(unanswered)?;
        let again = fingerprint(answer.kind, &answer.data);
        step.right = step.right.filter(|right| *right == again);
    }
    Ok(())
}

fn unanswered() -> anyhow::Error {
    anyhow::anyhow!("the bot does not answer; try it with `alongside doctor`")
}

/// One member's walk.
struct Walk<'a> {
    bot: &'a Bot,
    walks: &'a Stream,
    walker: u64,
    dice: Dice,
    chain: Chain,
    /// The message that is open.
    screen: Option<Value>,
    /// The dialog that is open.
    dialog: Option<String>,
    /// Themes, as completed.
    themes: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(bot: &'a Bot, walks: &'a Stream, walker: u64) -> Self {
        Self {
            bot,
            walks,
            walker,
            dice: Dice(walker),
            chain: Vec::new(),
            screen: None,
            dialog: None,
            themes: Vec::new(),
        }
    }

    /// Does one thing and looks at what comes of it.
    async fn step(&mut self) -> anyhow::Result<()> {
        if let Some(dialog) = self.dialog.take() {
            let words = WORDS[self.dice.below(WORDS.len())];
            let field = json!({ "type": 4, "custom_id": "words", "value": words });
            let rows = json!([{ "type": 1, "components": [field] }]);
            let answer = self
                .does(5, json!({ "custom_id": dialog, "components": rows }))
                .await?;
            self.see(answer);
            return Ok(());
        }
        let chance = self.dice.below(1_000) as u64;
        if self.themes.is_empty() || chance < COMPLETIONS {
            return self.complete().await;
        }
        if chance < COMPLETIONS + COMMANDS {
            let page = PAGES[self.dice.below(PAGES.len())];
            self.does(2, command(page, &json!([]))).await?;
            return Ok(());
        }
        let pressed = self.screen.clone().and_then(|screen| self.choose(&screen));
        let answer = if let Some(data) = pressed {
            self.does(3, data).await?
        } else {
            let theme = self.themes[self.dice.below(self.themes.len())].clone();
            let option = json!([{ "name": "theme", "type": 3, "value": theme }]);
            self.does(2, command("start", &option)).await?
        };
        self.see(answer);
        Ok(())
    }

    async fn complete(&mut self) -> anyhow::Result<()> {
        let option = json!([{ "name": "theme", "type": 3, "value": "", "focused": true }]);
        let answer = self.does(4, command("start", &option)).await?;
        let choices = answer.data["choices"].as_array().into_iter().flatten();
        self.themes = choices
            .filter_map(|one| one["value"].as_str().map(str::to_owned))
            .collect();
        anyhow::ensure!(!self.themes.is_empty(), "the bot completes no theme");
        Ok(())
    }

    /// Sends an event, and writes it down with its answer.
    async fn does(&mut self, kind: u64, data: Value) -> anyhow::Result<Answer> {
        let on = self.screen.as_ref().filter(|_| matches!(kind, 3 | 5));
        let event = event(self.bot, kind, &data, on);
        let mut step = Step::new(kind, on.map(|_| PRESSED), &event);
        let answer = self
            .walks
            .send(&self.bot.fake, &step, self.walker, false)
            .await;
        let answer = answer.ok_or_else(unanswered)?;
        step.right = Some(fingerprint(answer.kind, &answer.data));
        step.answer_bytes = answer.data.to_string().len();
        self.chain.push(step);
        Ok(answer)
    }

    fn see(&mut self, answer: Answer) {
        match answer.kind {
            MODAL => self.dialog = answer.data["custom_id"].as_str().map(str::to_owned),
            MESSAGE | UPDATE => self.screen = Some(answer.data),
            _ => {}
        }
    }

    /// Presses or picks something on a message.
    fn choose(&mut self, screen: &Value) -> Option<Value> {
        let rows = screen["components"].as_array()?.iter();
        let parts = rows
            .filter_map(|row| row["components"].as_array())
            .flatten();
        let (menus, others): (Vec<_>, Vec<_>) = parts.partition(|part| part["type"] == MENU);
        let is_pressed = |part: &&&Value| {
            part["custom_id"].is_string()
                && !NOT_PRESSED.iter().any(|label| part["label"] == *label)
        };
        let buttons: Vec<_> = others.iter().filter(is_pressed).collect();
        let picks = buttons.is_empty() || (self.dice.below(100) as u64) < PICKS;
        if let Some(menu) = menus.first().filter(|_| picks) {
            let options = menu["options"].as_array()?;
            let value = &options[self.dice.below(options.len())]["value"];
            let data = json!({ "custom_id": menu["custom_id"], "component_type": MENU, "values": [value] });
            return Some(data);
        }
        if buttons.is_empty() {
            return None;
        }
        let button = buttons[self.dice.below(buttons.len())];
        Some(json!({ "custom_id": button["custom_id"], "component_type": BUTTON }))
    }
}

fn command(sub: &str, options: &Value) -> Value {
    let sub = json!({ "name": sub, "type": 1, "options": options });
    json!({ "id": "4001", "name": "reflect", "type": 1, "options": [sub] })
}

/// An event's text, with gaps for its id and its member.
fn event(bot: &Bot, kind: u64, data: &Value, screen: Option<&Value>) -> String {
    let mut event = bot.fake.member(FIRST_WALKER).interaction(kind, data, None);
    event["id"] = json!(ID);
    event["token"] = json!(format!("token-of-{ID}"));
    let mut by = user(FIRST_WALKER);
    by["id"] = json!(MEMBER);
    by["username"] = json!(format!("member{MEMBER}"));
    event["member"]["user"] = by;
    if let Some(body) = screen {
        let guild = bot.fake.options().guilds.first().copied().unwrap_or(0);
        event["message"] = draw(&Message {
            id: PRESSED,
            place: events::in_server(guild),
            only_for: Some(FIRST_WALKER),
            body: body.clone(),
            files: Vec::new(),
            edited: false,
            deleted: false,
        });
    }
    event.to_string()
}

/// Seeded, so that the walks are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(0x5851_F42D_4C95_7F2D)
            .wrapping_add(0x1405_7B7E_F767_814F);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}
