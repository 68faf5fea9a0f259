//! What every piece of bad input must end in: a kind answer in private, and a bot that goes on as ever.

use serde_json::{Value, json};

use crate::common::bot::Bot;
use crate::fake::member::Member;
use crate::fake::member::shown::Shown;
use crate::fake::{Fake, Pending};

/// Ends a test: the bot answers as ever, did nothing wrong, and wrote nothing of what it heard.
pub(crate) async fn goes_on_as_ever(fake: &Fake, bot: &Bot) {
    let help = fake.member(1999).runs("/reflect help").await;
    assert!(
        help.is_private() && help.text().contains("/reflect start"),
        "{}",
        help.text()
    );
    fake.assert_clean();
    bot.assert_kept_quiet(&["zebra", "evil.example", "token-of-", &fake.options().token]);
    assert!(!bot.log().contains("panicked"), "{}", bot.log());
}

/// The data of `/reflect` with options.
pub(crate) fn reflect(options: &Value) -> Value {
    json!({ "data": { "id": "4001", "name": "reflect", "type": 1, "options": options } })
}

/// The answer to an interaction: private, whatever was sent.
pub(crate) async fn is_answered_kindly(pending: Pending) -> Value {
    let event = pending.event.clone();
    let Some(answer) = pending.answered().await else {
        panic!("no answer came to {event}");
    };
    let is_private = answer.data["flags"] == 64 || matches!(answer.kind, 6 | 7 | 9);
    assert!(is_private, "{} to {event}", answer.data);
    answer.data
}

/// A press as a forger's client would send it.
pub(crate) fn forged(
    member: &Member,
    on: &Shown,
    component: u64,
    id: &Value,
    values: &Value,
) -> Value {
    let data = json!({ "component_type": component, "custom_id": id, "values": values, "id": 1 });
    member.interaction(3, &data, Some(on.id))
}
