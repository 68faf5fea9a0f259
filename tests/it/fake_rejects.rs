//! The tests' own Discord takes what is right and refuses what is wrong.

use std::time::Duration;

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::fake::options::{APPLICATION, Options, TOKEN};

/// Longest wait for one answer of the fake.
const REQUEST_WAIT: Duration = Duration::from_secs(10);

/// Where a request of the table goes.
#[derive(Clone, Copy)]
enum To {
    /// The callback of a fresh interaction in a server, of this type.
    Callback(u64),
    /// The same in direct messages.
    DmCallback(u64),
    /// A follow-up of an answered interaction.
    FollowUp,
    /// The message of an answered interaction.
    Original,
    /// The channel of somebody's direct messages.
    Channel,
    /// The global commands.
    Commands,
    /// A server's commands.
    GuildCommands,
}

/// A client as the bot's would be.
struct Client {
    fake: Fake,
    http: reqwest::Client,
}

impl Client {
    async fn new() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        let http = reqwest::Client::builder()
            .user_agent("DiscordBot (alongside, tests)")
            .redirect(reqwest::redirect::Policy::none())
            .timeout(REQUEST_WAIT)
            .build()
            .unwrap();
        Self {
            fake: Fake::start(options).await,
            http,
        }
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}/api/v10{path}", self.fake.api_base());
        self.http
            .request(method.parse().unwrap(), url)
            .header("authorization", format!("Bot {TOKEN}"))
    }

    async fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let mut request = self.request(method, path);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        read(request).await
    }

    /// A fresh interaction's callback path.
    fn callback(&self, overrides: &Value) -> String {
        let pending = self.fake.interaction(overrides);
        let token = pending.event["token"].as_str().unwrap().to_owned();
        format!("/interactions/{}/{token}/callback", pending.id)
    }

    /// An interaction that was answered; its webhook path.
    async fn answered(&self, overrides: &Value) -> String {
        let callback = self.callback(overrides);
        let (status, body) = self.call("POST", &callback, &right_callback()).await;
        assert_eq!(status, 204, "{body}");
        let token = callback.split('/').nth(3).unwrap().to_owned();
        format!("/webhooks/{APPLICATION}/{token}")
    }

    async fn open_dm(&self) -> String {
        let (status, channel) = self
            .call(
                "POST",
                "/users/@me/channels",
                &json!({ "recipient_id": "1001" }),
            )
            .await;
        assert_eq!(status, 200, "{channel}");
        format!("/channels/{}/messages", channel["id"].as_str().unwrap())
    }

    async fn send(&self, to: To, body: &Value) -> (u16, Value) {
        let (method, path) = match to {
            To::Callback(kind) => ("POST", self.callback(&of_kind(kind))),
            To::DmCallback(kind) => ("POST", self.callback(&in_dm(kind))),
            To::FollowUp => ("POST", self.answered(&json!({})).await),
            To::Original => {
                let hook = self.answered(&json!({})).await;
                ("PATCH", format!("{hook}/messages/@original"))
            }
            To::Channel => ("POST", self.open_dm().await),
            To::Commands => ("PUT", format!("/applications/{APPLICATION}/commands")),
            To::GuildCommands => (
                "PUT",
                format!("/applications/{APPLICATION}/guilds/5001/commands"),
            ),
        };
        self.call(method, &path, body).await
    }
}

async fn read(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap();
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

fn of_kind(kind: u64) -> Value {
    let data = match kind {
        3 => json!({ "component_type": 2, "custom_id": "x" }),
        5 => json!({ "custom_id": "x", "components": [] }),
        _ => json!({ "id": "4001", "name": "reflect", "type": 1 }),
    };
    json!({ "type": kind, "data": data })
}

fn in_dm(kind: u64) -> Value {
    let mut overrides = of_kind(kind);
    overrides["context"] = json!(1);
    overrides["channel_id"] = json!("500001001");
    overrides
}

fn quiet(mut body: Value) -> Value {
    body["allowed_mentions"] = json!({ "parse": [] });
    body
}

/// A private answer with one part replaced.
fn answer(part: &Value) -> Value {
    let mut data = quiet(json!({ "content": "hello", "flags": 64 }));
    for (name, value) in part.as_object().unwrap() {
        data[name] = value.clone();
    }
    json!({ "type": 4, "data": data })
}

fn right_callback() -> Value {
    answer(&json!({}))
}

fn embed(part: &Value) -> Value {
    answer(&json!({ "embeds": [part] }))
}

fn rows(rows: &Value) -> Value {
    answer(&json!({ "components": rows }))
}

fn row(parts: &Value) -> Value {
    rows(&json!([{ "type": 1, "components": parts }]))
}

fn button(part: &Value) -> Value {
    let mut button = json!({ "type": 2, "style": 1, "label": "Go", "custom_id": "go" });
    for (name, value) in part.as_object().unwrap() {
        button[name] = value.clone();
    }
    button
}

fn menu(part: &Value) -> Value {
    let mut menu = json!({
        "type": 3, "custom_id": "menu",
        "options": [{ "label": "One", "value": "1" }, { "label": "Two", "value": "2" }],
    });
    for (name, value) in part.as_object().unwrap() {
        menu[name] = value.clone();
    }
    menu
}

fn input(part: &Value) -> Value {
    let mut input = json!({ "type": 4, "custom_id": "words", "label": "Words", "style": 2 });
    for (name, value) in part.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

fn modal(title: &str, rows: &Value) -> Value {
    json!({ "type": 9, "data": { "custom_id": "m", "title": title, "components": rows } })
}

fn one_input(part: &Value) -> Value {
    modal(
        "Title",
        &json!([{ "type": 1, "components": [input(part)] }]),
    )
}

fn command(part: &Value) -> Value {
    let mut command = json!({ "name": "reflect", "description": "Reflect", "type": 1 });
    for (name, value) in part.as_object().unwrap() {
        command[name] = value.clone();
    }
    json!([command])
}

fn option(name: &str, required: bool) -> Value {
    json!({ "type": 3, "name": name, "description": "An option", "required": required })
}

fn many(count: usize, make: impl Fn(usize) -> Value) -> Value {
    Value::Array((0..count).map(make).collect())
}

fn long(count: usize) -> String {
    "x".repeat(count)
}

/// Name, where, body, what the violation says.
type Wrong = (&'static str, To, Value, &'static str);

#[expect(clippy::too_many_lines, reason = "a table is read row by row")]
fn wrong_messages() -> Vec<Wrong> {
    let to = To::Callback(2);
    let field = |name: &str, value: &str| json!({ "fields": [{ "name": name, "value": value }] });
    let big = json!({ "description": long(3_100) });
    vec![
        (
            "content of 2001",
            to,
            answer(&json!({ "content": long(2_001) })),
            "content",
        ),
        (
            "11 embeds",
            to,
            answer(&json!({ "embeds": many(11, |_| json!({ "title": "x" })) })),
            "embeds",
        ),
        (
            "title of 257",
            to,
            embed(&json!({ "title": long(257) })),
            "title",
        ),
        (
            "description of 4097",
            to,
            embed(&json!({ "description": long(4_097) })),
            "description",
        ),
        (
            "26 fields",
            to,
            embed(&json!({ "fields": many(26, |_| json!({ "name": "a", "value": "b" })) })),
            "fields",
        ),
        (
            "field name of 257",
            to,
            embed(&field(&long(257), "b")),
            "name",
        ),
        (
            "field value of 1025",
            to,
            embed(&field("a", &long(1_025))),
            "value",
        ),
        ("field without value", to, embed(&field("a", "")), "value"),
        (
            "footer of 2049",
            to,
            embed(&json!({ "footer": { "text": long(2_049) } })),
            "footer",
        ),
        (
            "author of 257",
            to,
            embed(&json!({ "author": { "name": long(257) } })),
            "author",
        ),
        (
            "6200 in two embeds",
            to,
            answer(&json!({ "embeds": [big, big] })),
            "6000",
        ),
        (
            "colour too large",
            to,
            embed(&json!({ "title": "x", "color": 16_777_216 })),
            "color",
        ),
        (
            "link of an odd scheme",
            to,
            embed(&json!({ "title": "x", "url": "javascript:x" })),
            "scheme",
        ),
        (
            "picture of no file",
            to,
            embed(&json!({ "image": { "url": "attachment://map.png" } })),
            "image",
        ),
        (
            "picture of an odd scheme",
            to,
            embed(&json!({ "image": { "url": "ftp://example.org" } })),
            "scheme",
        ),
        (
            "name of no file",
            to,
            answer(&json!({ "attachments": [{ "id": "0", "filename": "map.png" }] })),
            "attachments",
        ),
        (
            "empty message",
            to,
            answer(&json!({ "content": "" })),
            "50006",
        ),
        (
            "content that is a number",
            to,
            answer(&json!({ "content": 7 })),
            "content",
        ),
        (
            "nonce of 26",
            To::Channel,
            quiet(json!({ "content": "x", "nonce": long(26) })),
            "nonce",
        ),
        (
            "enforce without nonce",
            To::Channel,
            quiet(json!({ "content": "x", "enforce_nonce": true })),
            "nonce",
        ),
        (
            "empty direct message",
            To::Channel,
            quiet(json!({})),
            "50006",
        ),
        (
            "direct message of 2001",
            To::Channel,
            quiet(json!({ "content": long(2_001) })),
            "content",
        ),
        (
            "follow-up of 2001",
            To::FollowUp,
            quiet(json!({ "content": long(2_001), "flags": 64 })),
            "content",
        ),
        (
            "edit of 2001",
            To::Original,
            quiet(json!({ "content": long(2_001) })),
            "content",
        ),
        (
            "edit to nothing",
            To::Original,
            quiet(json!({ "content": "" })),
            "50006",
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table is read row by row")]
fn wrong_components() -> Vec<Wrong> {
    let to = To::Callback(2);
    let numbered = |index: usize| button(&json!({ "custom_id": index.to_string() }));
    let one_row = |index: usize| json!({ "type": 1, "components": [numbered(index)] });
    let options = |count| {
        many(
            count,
            |index| json!({ "label": "x", "value": index.to_string() }),
        )
    };
    let choice =
        |label: &str, value: &str| json!({ "options": [{ "label": label, "value": value }] });
    let twice =
        json!({ "options": [{ "label": "a", "value": "1" }, { "label": "b", "value": "1" }] });
    vec![
        ("6 rows", to, rows(&many(6, one_row)), "components"),
        ("6 buttons", to, row(&many(6, numbered)), "components"),
        ("empty row", to, row(&json!([])), "components"),
        (
            "button without row",
            to,
            rows(&json!([button(&json!({}))])),
            "type",
        ),
        (
            "menu beside a button",
            to,
            row(&json!([menu(&json!({})), button(&json!({}))])),
            "alone",
        ),
        (
            "label of 81",
            to,
            row(&json!([button(&json!({ "label": long(81) }))])),
            "label",
        ),
        (
            "button without label",
            to,
            row(&json!([button(&json!({ "label": "" }))])),
            "label",
        ),
        (
            "button without id",
            to,
            row(&json!([button(&json!({ "custom_id": null }))])),
            "custom_id",
        ),
        (
            "id of 101",
            to,
            row(&json!([button(&json!({ "custom_id": long(101) }))])),
            "custom_id",
        ),
        (
            "id twice",
            to,
            row(&json!([button(&json!({})), button(&json!({}))])),
            "unique",
        ),
        (
            "style 9",
            to,
            row(&json!([button(&json!({ "style": 9 }))])),
            "style",
        ),
        (
            "link with id",
            to,
            row(&json!([button(
                &json!({ "style": 5, "url": "https://example.org" })
            )])),
            "custom_id",
        ),
        (
            "link without url",
            to,
            row(&json!([button(&json!({ "style": 5, "custom_id": null }))])),
            "url",
        ),
        (
            "url on a button",
            to,
            row(&json!([button(&json!({ "url": "https://example.org" }))])),
            "url",
        ),
        (
            "menu without options",
            to,
            row(&json!([menu(&json!({ "options": [] }))])),
            "options",
        ),
        (
            "26 options",
            to,
            row(&json!([menu(&json!({ "options": options(26) }))])),
            "options",
        ),
        (
            "option label of 101",
            to,
            row(&json!([menu(&choice(&long(101), "1"))])),
            "label",
        ),
        (
            "option value of 101",
            to,
            row(&json!([menu(&choice("a", &long(101)))])),
            "value",
        ),
        (
            "option value twice",
            to,
            row(&json!([menu(&twice)])),
            "unique",
        ),
        (
            "placeholder of 151",
            to,
            row(&json!([menu(&json!({ "placeholder": long(151) }))])),
            "placeholder",
        ),
        (
            "more to pick than there are",
            to,
            row(&json!([menu(&json!({ "max_values": 3 }))])),
            "max_values",
        ),
        (
            "least above most",
            to,
            row(&json!([menu(&json!({ "min_values": 2, "max_values": 1 }))])),
            "min_values",
        ),
        (
            "more picked than may be",
            to,
            row(&json!([menu(&json!({ "options": [
                { "label": "One", "value": "1", "default": true },
                { "label": "Two", "value": "2", "default": true },
            ] }))])),
            "defaults",
        ),
        (
            "unknown component",
            to,
            row(&json!([{ "type": 99 }])),
            "components",
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table is read row by row")]
fn wrong_modals() -> Vec<Wrong> {
    let to = To::Callback(2);
    let one = json!({ "type": 1, "components": [input(&json!({}))] });
    let numbered = |index: usize| json!({ "type": 1, "components": [input(&json!({ "custom_id": index.to_string() }))] });
    let both = json!([{ "type": 1, "components": [input(&json!({})), input(&json!({ "custom_id": "b" }))] }]);
    vec![
        (
            "dialog title of 46",
            to,
            modal(&long(46), &json!([one])),
            "title",
        ),
        (
            "dialog without rows",
            to,
            modal("T", &json!([])),
            "components",
        ),
        (
            "dialog of 6 rows",
            to,
            modal("T", &many(6, numbered)),
            "components",
        ),
        ("two inputs a row", to, modal("T", &both), "components"),
        (
            "same input twice",
            to,
            modal("T", &json!([one, one])),
            "unique",
        ),
        (
            "button in a dialog",
            to,
            modal(
                "T",
                &json!([{ "type": 1, "components": [button(&json!({}))] }]),
            ),
            "components",
        ),
        (
            "input label of 46",
            to,
            one_input(&json!({ "label": long(46) })),
            "label",
        ),
        (
            "input style 3",
            to,
            one_input(&json!({ "style": 3 })),
            "style",
        ),
        (
            "max_length 4001",
            to,
            one_input(&json!({ "max_length": 4_001 })),
            "max_length",
        ),
        (
            "min above max",
            to,
            one_input(&json!({ "min_length": 9, "max_length": 5 })),
            "min_length",
        ),
        (
            "input placeholder of 101",
            to,
            one_input(&json!({ "placeholder": long(101) })),
            "placeholder",
        ),
        (
            "value above max",
            to,
            one_input(&json!({ "value": "abc", "max_length": 2 })),
            "value",
        ),
        (
            "value of 4001",
            to,
            one_input(&json!({ "value": long(4_001) })),
            "value",
        ),
        (
            "dialog on a dialog",
            To::Callback(5),
            one_input(&json!({})),
            "type",
        ),
    ]
}

fn wrong_callbacks() -> Vec<Wrong> {
    let update = json!({ "type": 7, "data": quiet(json!({ "content": "x" })) });
    let choices = |choices: Value| json!({ "type": 8, "data": { "choices": choices } });
    let choice = |index: usize| json!({ "name": "x", "value": index.to_string() });
    let named = json!([{ "name": long(101), "value": "1" }]);
    vec![
        ("edit on a command", To::Callback(2), update.clone(), "type"),
        (
            "deferred edit on a command",
            To::Callback(2),
            json!({ "type": 6 }),
            "type",
        ),
        (
            "edit on a dialog without message",
            To::Callback(5),
            update,
            "type",
        ),
        (
            "choices on a command",
            To::Callback(2),
            choices(json!([])),
            "type",
        ),
        (
            "message on autocomplete",
            To::Callback(4),
            right_callback(),
            "type",
        ),
        (
            "26 choices",
            To::Callback(4),
            choices(many(26, choice)),
            "choices",
        ),
        (
            "choice name of 101",
            To::Callback(4),
            choices(named),
            "name",
        ),
        (
            "callback type 77",
            To::Callback(2),
            json!({ "type": 77 }),
            "callback",
        ),
        (
            "edit of a message not there",
            To::Callback(3),
            json!({ "type": 7, "data": quiet(json!({ "content": "x" })) }),
            "10008",
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table is read row by row")]
fn wrong_commands() -> Vec<Wrong> {
    let to = To::Commands;
    let options = |options: Value| command(&json!({ "options": options }));
    let named = |index: usize| option(&format!("o{index}"), false);
    let choices = many(
        26,
        |index| json!({ "name": index.to_string(), "value": "v" }),
    );
    let with_choices = json!([{ "type": 3, "name": "o", "description": "d", "choices": choices }]);
    let heavy = many(25, |index| {
        let choices = many(
            25,
            |choice| json!({ "name": format!("{choice} {}", long(20)), "value": "v" }),
        );
        json!({ "type": 3, "name": format!("o{index}"), "description": "d", "choices": choices })
    });
    vec![
        (
            "upper-case name",
            to,
            command(&json!({ "name": "Reflect" })),
            "lower case",
        ),
        (
            "name of 33",
            to,
            command(&json!({ "name": long(33) })),
            "name",
        ),
        (
            "name with a space",
            to,
            command(&json!({ "name": "re flect" })),
            "letters",
        ),
        (
            "no description",
            to,
            command(&json!({ "description": "" })),
            "description",
        ),
        (
            "description of 101",
            to,
            command(&json!({ "description": long(101) })),
            "description",
        ),
        (
            "26 command options",
            to,
            options(many(26, named)),
            "options",
        ),
        ("26 option choices", to, options(with_choices), "choices"),
        (
            "required after optional",
            to,
            options(json!([option("a", false), option("b", true)])),
            "required",
        ),
        (
            "option named twice",
            to,
            options(json!([option("a", false), option("a", false)])),
            "unique",
        ),
        ("8000 exceeded", to, options(heavy), "8000"),
        (
            "contexts in a server",
            To::GuildCommands,
            command(&json!({ "contexts": [0] })),
            "contexts",
        ),
        (
            "unknown context",
            to,
            command(&json!({ "contexts": [7] })),
            "contexts",
        ),
    ]
}

#[tokio::test]
async fn every_wrong_request_is_refused_and_told() {
    let client = Client::new().await;
    let tables = [
        wrong_messages(),
        wrong_components(),
        wrong_modals(),
        wrong_callbacks(),
        wrong_commands(),
    ];
    let mut count = 0;
    for (name, to, body, told) in tables.into_iter().flatten() {
        let before = client.fake.violations().len();
        let (status, answer) = client.send(to, &body).await;
        assert!((400..500).contains(&status), "{name}: {status} {answer}");
        let violations = client.fake.violations();
        let new = violations[before..].join("\n");
        assert!(new.contains(told), "{name}: no `{told}` in: {new}");
        count += 1;
    }
    assert!(count >= 45, "{count} wrong requests are too few");
}

#[tokio::test]
async fn without_the_description_the_limits_alone_refuse_the_same() {
    let client = Client::with(Options {
        openapi: None,
        ..Options::default()
    })
    .await;
    let tables = [
        wrong_messages(),
        wrong_components(),
        wrong_modals(),
        wrong_callbacks(),
        wrong_commands(),
    ];
    for (name, to, body, told) in tables.into_iter().flatten() {
        if name == "callback type 77" {
            continue;
        }
        let before = client.fake.violations().len();
        let (status, answer) = client.send(to, &body).await;
        assert!((400..500).contains(&status), "{name}: {status} {answer}");
        let new = client.fake.violations()[before..].join("\n");
        assert!(new.contains(told), "{name}: no `{told}` in: {new}");
    }
    assert_eq!(client.fake.validated(), None);
}

/// A full message at its limits: 25 options, 5 rows, 5 buttons.
fn full() -> Value {
    let options = many(
        25,
        |index| json!({ "label": long(100), "value": index.to_string(), "description": long(100) }),
    );
    let mut all = vec![json!({
        "type": 1,
        "components": [{ "type": 3, "custom_id": long(100), "options": options, "min_values": 0, "max_values": 25 }],
    })];
    for row in 0..3 {
        all.push(json!({ "type": 1, "components": many(5, |index| {
            button(&json!({ "label": long(80), "custom_id": format!("{row}{index}") }))
        }) }));
    }
    let link = json!({ "type": 2, "style": 5, "label": "Read", "url": "https://example.org" });
    all.push(json!({ "type": 1, "components": [link] }));
    json!({ "content": long(2_000), "embeds": [{ "description": long(4_096), "color": 7 }], "components": all })
}

fn right() -> Vec<(&'static str, To, Value)> {
    let update = json!({ "type": 7, "data": quiet(json!({ "content": "x" })) });
    let choices =
        json!({ "type": 8, "data": { "choices": [{ "name": "Shame", "value": "shame" }] } });
    let input = one_input(
        &json!({ "min_length": 1, "max_length": 4_000, "placeholder": "p", "required": true }),
    );
    let commands = json!([
        {
            "name": "reflect", "description": "Reflect", "type": 1,
            "contexts": [0, 1, 2], "integration_types": [0, 1],
            "options": [{
                "type": 1, "name": "start", "description": "Start",
                "options": [{ "type": 3, "name": "theme", "description": "Theme", "autocomplete": true, "required": false }],
            }],
        },
        { "name": "Reflect on this", "type": 3 },
    ]);
    let guild_commands = command(&json!({ "default_member_permissions": "32" }));
    vec![
        ("private answer", To::Callback(2), right_callback()),
        ("full answer", To::Callback(2), answer(&full())),
        (
            "deferred private",
            To::Callback(2),
            json!({ "type": 5, "data": { "flags": 64 } }),
        ),
        (
            "answer in direct messages",
            To::DmCallback(2),
            json!({ "type": 4, "data": quiet(json!({ "content": "x" })) }),
        ),
        ("dialog", To::Callback(2), input.clone()),
        ("dialog from a button", To::Callback(3), input),
        ("deferred edit", To::Callback(3), json!({ "type": 6 })),
        ("choices", To::Callback(4), choices),
        ("answer to a dialog", To::Callback(5), right_callback()),
        (
            "follow-up",
            To::FollowUp,
            quiet(json!({ "content": "x", "flags": 64 })),
        ),
        ("edit", To::Original, quiet(json!({ "content": "x" }))),
        ("edit to a full one", To::Original, quiet(full())),
        (
            "direct message",
            To::Channel,
            quiet(json!({ "content": "x", "nonce": "n", "enforce_nonce": true })),
        ),
        ("commands", To::Commands, commands),
        ("commands of a server", To::GuildCommands, guild_commands),
        ("edit of a private message", To::Callback(3), update),
    ]
}

#[tokio::test]
async fn every_right_request_is_taken() {
    let client = Client::new().await;
    for (name, to, body) in right() {
        let (status, answer) = if name == "edit of a private message" {
            let hook = client.answered(&json!({})).await;
            let path = format!("{hook}/messages/@original");
            let (_, message) = client.call("GET", &path, &Value::Null).await;
            let mut press = of_kind(3);
            press["message"] = message;
            client.call("POST", &client.callback(&press), &body).await
        } else {
            client.send(to, &body).await
        };
        assert!(status < 300, "{name}: {status} {answer}");
        client.fake.assert_clean();
    }
    if let Some(validated) = client.fake.validated() {
        crate::common::tell(&validated.to_string());
        assert!(validated.routes >= 6, "{validated}");
    }
}

#[tokio::test]
async fn an_interaction_is_answered_once_in_time_and_only_if_known() {
    let client = Client::new().await;
    let path = client.callback(&json!({}));
    assert_eq!(client.call("POST", &path, &right_callback()).await.0, 204);
    let (status, body) = client.call("POST", &path, &right_callback()).await;
    assert_eq!((status, &body["code"]), (400, &json!(40060)));
    let (status, body) = client
        .call("POST", "/interactions/1/none/callback", &right_callback())
        .await;
    assert_eq!((status, &body["code"]), (404, &json!(10062)));
    let early = client.callback(&json!({}));
    let token = early.split('/').nth(3).unwrap();
    let hook = format!("/webhooks/{APPLICATION}/{token}");
    let (_, body) = client
        .call("POST", &hook, &quiet(json!({ "content": "x" })))
        .await;
    assert_eq!(
        body["code"], 10015,
        "before the answer there is no follow-up"
    );
    client.fake.pass(Duration::from_secs(4));
    let (_, body) = client.call("POST", &early, &right_callback()).await;
    assert_eq!(body["code"], 10062);
    let violations = client.fake.violations().join("\n");
    assert!(violations.contains("late"), "{violations}");
}

#[tokio::test]
async fn a_token_ends_after_a_quarter_of_an_hour() {
    let client = Client::new().await;
    let hook = client.answered(&json!({})).await;
    let original = format!("{hook}/messages/@original");
    let edit = quiet(json!({ "content": "edited" }));
    assert_eq!(client.call("PATCH", &original, &edit).await.0, 200);
    client.fake.pass(Duration::from_mins(16));
    let (_, body) = client.call("PATCH", &original, &edit).await;
    assert_eq!(body["code"], 50027);
}

#[tokio::test]
async fn a_deleted_answer_cannot_be_edited() {
    let client = Client::new().await;
    let original = format!("{}/messages/@original", client.answered(&json!({})).await);
    assert_eq!(client.call("DELETE", &original, &Value::Null).await.0, 204);
    let edit = quiet(json!({ "content": "edited" }));
    assert_eq!(
        client.call("PATCH", &original, &edit).await.1["code"],
        10008
    );
}

#[tokio::test]
async fn five_follow_ups_are_enough_where_only_the_member_installed() {
    let client = Client::new().await;
    let owners = json!({ "authorizing_integration_owners": { "1": "1001" } });
    let hook = client.answered(&owners).await;
    let more = quiet(json!({ "content": "x", "flags": 64 }));
    for _ in 0..5 {
        assert_eq!(client.call("POST", &hook, &more).await.0, 200);
    }
    assert_eq!(client.call("POST", &hook, &more).await.1["code"], 40094);
}

#[tokio::test]
async fn what_others_could_read_or_be_pinged_by_is_told() {
    for (body, told) in [
        (answer(&json!({ "flags": 0 })), "public"),
        (json!({ "type": 5, "data": {} }), "public"),
        (
            answer(&json!({ "allowed_mentions": null })),
            "allowed_mentions",
        ),
        (
            answer(&json!({ "allowed_mentions": { "parse": ["users"] } })),
            "allowed_mentions",
        ),
    ] {
        let client = Client::new().await;
        let (status, answer) = client.send(To::Callback(2), &body).await;
        assert_eq!(status, 204, "{answer}");
        let violations = client.fake.violations().join("\n");
        assert!(violations.contains(told), "no `{told}` in: {violations}");
    }
}

#[tokio::test]
async fn a_nonce_sends_once() {
    let client = Client::new().await;
    let path = client.open_dm().await;
    let body = quiet(json!({ "content": "x", "nonce": "once", "enforce_nonce": true }));
    let (_, first) = client.call("POST", &path, &body).await;
    let (_, again) = client.call("POST", &path, &body).await;
    assert_eq!(first["id"], again["id"]);
    client.fake.pass(Duration::from_mins(4));
    let (_, late) = client.call("POST", &path, &body).await;
    assert_ne!(first["id"], late["id"], "known for a few minutes only");
    let body = quiet(json!({ "content": "x", "nonce": "twice", "enforce_nonce": true }));
    assert_ne!(client.call("POST", &path, &body).await.1["id"], first["id"]);
    let one = format!("{path}/{}", first["id"].as_str().unwrap());
    let edit = quiet(json!({ "content": "y" }));
    assert_eq!(client.call("PATCH", &one, &edit).await.1["content"], "y");
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.0, 204);
    assert_eq!(client.call("GET", &one, &Value::Null).await.0, 404);
}

#[tokio::test]
async fn strangers_and_unknown_routes_are_refused() {
    let client = Client::new().await;
    let url = format!("{}/api/v10/users/@me", client.fake.api_base());
    assert_eq!(read(client.http.get(&url)).await.0, 401);
    let wrong = client.http.get(&url).header("authorization", "Bot wrong");
    assert_eq!(read(wrong).await.0, 401);
    let silent = client.request("GET", "/users/@me").header("user-agent", "");
    assert_eq!(read(silent).await.0, 403);
    assert_eq!(client.call("GET", "/elsewhere", &Value::Null).await.0, 404);
    assert_eq!(client.fake.violations().len(), 4);
    let requests = client.fake.requests();
    let last = requests.last().unwrap();
    assert_eq!((last.route, last.status), ("unknown", 404));
    assert!(last.path.ends_with("elsewhere") && last.body.is_null());
    assert!(last.when >= requests[0].when);
    assert_eq!(client.fake.requests_count(), 4);
}

#[tokio::test]
async fn what_only_tells_tells() {
    let client = Client::new().await;
    let channel = "/channels/10005001";
    for path in [
        "/gateway",
        "/gateway/bot",
        "/users/@me",
        "/users/@me/guilds",
        "/applications/@me",
        "/users/@me/guilds/5001/member",
        "/guilds/5001",
        "/guilds/5001/roles",
        "/guilds/5001/channels",
        "/guilds/5001/members/1001",
        channel,
    ] {
        let (status, body) = client.call("GET", path, &Value::Null).await;
        assert_eq!(status, 200, "{path}: {body}");
    }
    client.fake.assert_clean();
    let (_, body) = client.call("GET", "/guilds/5002", &Value::Null).await;
    assert_eq!(body["code"], 10004);
}

#[tokio::test]
async fn commands_come_back_with_what_discord_adds() {
    let client = Client::new().await;
    let path = format!("/applications/{APPLICATION}/commands");
    let body = command(&json!({
        "options": [option("theme", false)], "name_localizations": { "de": "denken" },
    }));
    let (_, put) = client.call("PUT", &path, &body).await;
    let (_, got) = client.call("GET", &path, &Value::Null).await;
    assert_eq!(put[0]["id"], got[0]["id"]);
    assert_eq!(got[0]["application_id"], json!(APPLICATION.to_string()));
    assert!(got[0]["options"][0].get("required").is_none());
    assert!(got[0].get("name_localizations").is_none());
    let full = format!("{path}?with_localizations=true");
    let (_, got) = client.call("GET", &full, &Value::Null).await;
    assert_eq!(got[0]["name_localizations"]["de"], "denken");
    assert_eq!(client.fake.commands(None).len(), 1);
    assert!(client.fake.commands(Some(5_001)).is_empty());
}

#[tokio::test]
async fn a_file_comes_with_a_message() {
    let client = Client::new().await;
    let form = reqwest::multipart::Form::new()
        .text("payload_json", right_callback().to_string())
        .part(
            "files[0]",
            reqwest::multipart::Part::bytes(b"a,b\r\n--1".to_vec()).file_name("mine.csv"),
        );
    let path = client.callback(&json!({}));
    let (status, body) = read(client.request("POST", &path).multipart(form)).await;
    assert_eq!(status, 204, "{body}");
    let token = path.split('/').nth(3).unwrap();
    let original = format!("/webhooks/{APPLICATION}/{token}/messages/@original");
    let (_, message) = client.call("GET", &original, &Value::Null).await;
    assert_eq!(message["attachments"][0]["filename"], "mine.csv");
    assert_eq!(message["attachments"][0]["size"], 8);
    client.fake.assert_clean();
}

/// A form with a message that names two files, and the files as they are given.
fn form(named: &Value, files: &[(&'static str, &'static str)]) -> reqwest::multipart::Form {
    let picture = json!([{ "image": { "url": "attachment://map.png" } }]);
    let message = answer(&json!({ "embeds": picture, "attachments": named }));
    let mut form = reqwest::multipart::Form::new().text("payload_json", message.to_string());
    for (place, name) in files {
        let file = reqwest::multipart::Part::bytes(b"bytes".to_vec());
        form = form.part(*place, file.file_name(*name));
    }
    form
}

#[tokio::test]
async fn several_files_come_with_a_message_and_say_what_they_show() {
    let client = Client::new().await;
    let named = json!([
        { "id": "0", "filename": "map.png", "description": long(1_024) },
        { "id": "1", "filename": "all.json" },
    ]);
    let form = form(&named, &[("files[0]", "map.png"), ("files[1]", "all.json")]);
    let path = client.callback(&json!({}));
    let (status, body) = read(client.request("POST", &path).multipart(form)).await;
    assert_eq!(status, 204, "{body}");
    client.fake.assert_clean();
}

#[tokio::test]
async fn files_that_are_not_as_the_message_says_are_refused() {
    let client = Client::new().await;
    let map = json!({ "id": "0", "filename": "map.png" });
    let long = json!({ "id": "0", "filename": "map.png", "description": long(1_025) });
    let right: &[_] = &[("files[0]", "map.png")];
    let eleven = [
        "files[0]",
        "files[1]",
        "files[2]",
        "files[3]",
        "files[4]",
        "files[5]",
        "files[6]",
        "files[7]",
        "files[8]",
        "files[9]",
        "files[10]",
    ]
    .map(|place| (place, "map.png"));
    for (name, named, files, told) in [
        ("a long description", json!([long]), right, "description"),
        ("one twice", json!([map, map]), right, "unique"),
        (
            "another number",
            json!([{ "id": "1" }]),
            right,
            "attachments",
        ),
        (
            "another name",
            json!([map]),
            &[("files[0]", "a.png")],
            "filename",
        ),
        (
            "a gap",
            json!([map]),
            &[("files[1]", "map.png")],
            "files[0]",
        ),
        (
            "no number",
            json!([map]),
            &[("file", "map.png")],
            "files[0]",
        ),
        ("eleven", json!([map]), &eleven, "10 or fewer"),
    ] {
        let before = client.fake.violations().len();
        let path = client.callback(&json!({}));
        let request = client.request("POST", &path).multipart(form(&named, files));
        let (status, answer) = read(request).await;
        assert_eq!(status, 400, "{name}: {answer}");
        let new = client.fake.violations()[before..].join("\n");
        assert!(new.contains(told), "{name}: no `{told}` in: {new}");
    }
}

#[tokio::test]
async fn rest_misbehaves_as_told() {
    use crate::fake::misbehave::{ALWAYS, RestFault};
    let client = Client::new().await;
    let faults = [
        (RestFault::RateRoute(1_500), 429),
        (RestFault::RateShared(1_500), 429),
        (RestFault::RateGlobal(1_500), 429),
        (RestFault::RateWithoutHeader, 429),
        (RestFault::RateCloudflare, 429),
        (RestFault::BadRateHeader, 200),
        (RestFault::Code(50_007), 403),
        (RestFault::Code(10_062), 404),
        (RestFault::Code(40_060), 400),
        (RestFault::Unauthorized, 401),
        (RestFault::Server(500), 500),
        (RestFault::Server(504), 504),
        (RestFault::Empty200, 200),
        (RestFault::WrongJson, 200),
        (RestFault::Redirect, 302),
    ];
    for (fault, expected) in faults {
        client.fake.misbehave_rest("/users/@me", fault, 1);
        let (status, _) = client.call("GET", "/users/@me", &Value::Null).await;
        assert_eq!(status, expected);
    }
    assert_eq!(client.call("GET", "/users/@me", &Value::Null).await.0, 200);
    let path = client.open_dm().await;
    let body = quiet(json!({ "content": "x", "nonce": "n", "enforce_nonce": true }));
    client
        .fake
        .misbehave_rest("/messages", RestFault::CommitThenDrop, 1);
    let cut = client.request("POST", &path).body(body.to_string());
    assert!(cut.send().await.is_err());
    assert_eq!(client.fake.requests().last().unwrap().status, 0);
    for fault in [RestFault::Timeout, RestFault::TimeoutBody, RestFault::Slow] {
        client.fake.misbehave_rest("/users/@me", fault, ALWAYS);
        let request = client.request("GET", "/users/@me").timeout(SHORT_WAIT);
        let over = match request.send().await {
            Ok(response) => response.bytes().await.is_err(),
            Err(_) => true,
        };
        assert!(over);
        client.fake.behave();
    }
    client.fake.assert_clean();
}

/// How long a client waits for what never comes.
const SHORT_WAIT: Duration = Duration::from_millis(200);
