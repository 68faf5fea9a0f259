//! Talks on Discord, as members see them.

use insta::assert_snapshot;

use crate::common::bot::Bot;
use crate::fake::Fake;
use crate::fake::options::Options;

async fn begun() -> (Fake, Bot) {
    let fake = Fake::start(Options::default()).await;
    let bot = Bot::start(&fake);
    fake.ready().await;
    (fake, bot)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_moves_on_in_one_private_message() {
    let (fake, _bot) = begun().await;
    let ana = fake.member(1001).in_server(5001);
    let start = ana.runs("/reflect start").await;
    assert!(start.is_private());
    assert_eq!(
        start.buttons(),
        [
            "Choose how far to go, then a theme",
            "Start with 3 short questions",
            "Take me to the themes",
            "Stop",
            "Here, only you see it",
            "In direct messages",
            "Support",
            "Hide this",
        ]
    );
    assert_snapshot!(ana.picks("Shame and the good reason").await.text(), @r"
    private (edited)
    Shame and the good reason. About 7 minutes. You can skip any question, and nothing is kept.

    How much of you may be seen today? 0 is every curtain closed, 10 is all the windows wide open.
    Shame and the good reason · 1 of about 9
    <How much may be seen?: 0: curtains closed | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10: windows open>
    [Skip] [Pause] [Stop]
    [Support] [Hide this]
    ");
    assert_snapshot!(ana.picks("4").await.text(), @r"
    private (edited)
    Take a small slip, one you can almost smile at: a wave at the wrong person, a voice that cracked, a message in the wrong chat. Someone whose view matters to you saw it.

    What did you do next?
    Shame and the good reason · 2 of about 9
    [I got out of there] [I stayed and went quiet] [I made a joke of it] [I got sharp with someone] [No slip comes to mind]
    [Back] [Skip] [Pause] [Stop]
    [Support] [Hide this]
    ");
    let next = ana.presses("I stayed and went quiet").await;
    assert_eq!(next.id, start.id);
    assert!(next.text().contains("3 of about"), "{}", next.text());
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn own_words_are_said_in_a_dialog_and_come_back_at_the_end() {
    let (fake, _bot) = begun().await;
    let ana = fake.member(1001).in_server(5001);
    ana.runs("/reflect start theme:shame").await;
    let mut said = 0;
    for _ in 0..40 {
        let sees = ana.sees();
        let buttons = sees.buttons();
        if buttons.iter().any(|label| label == "Another theme") {
            break;
        }
        if buttons.iter().any(|label| label == "In my own words") {
            let dialog = ana.presses("In my own words").await;
            assert!(dialog.text().starts_with("modal"), "{}", dialog.text());
            ana.fills("I looked at my shoes").await;
            said += 1;
        } else if buttons.iter().any(|label| label == "Skip") {
            ana.presses("Skip").await;
        } else {
            ana.presses(&buttons[0]).await;
        }
    }
    let end = ana.sees().text();
    assert!(said > 0, "{end}");
    assert!(end.contains("I looked at my shoes"), "{end}");
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_lead_into_talks() {
    let (fake, _bot) = begun().await;
    let ana = fake.member(1001).in_server(5001);
    ana.runs("/reflect keypoints").await;
    assert_snapshot!(ana.presses("Next").await.text(), @"
    private (edited)
    Key point 2 of 4
    A short step apart can steady people and help them return.

    After a very close time, one person or both may need some room. The author thinks that such a step can bring back balance, and can help the two come close again later. So distance is not always a bad sign.
    [Reflect on this] [Previous] [Next] [All themes]
    [Support] [Hide this]
    ");
    let talk = ana.presses("Reflect on this").await;
    assert!(
        talk.text()
            .contains("Stepping aside and coming back · 1 of"),
        "{}",
        talk.text()
    );
    let one = ana.runs("/reflect question theme:shame").await;
    let other = ana.presses("Another one").await;
    assert_ne!(one.body["embeds"], other.body["embeds"]);
    assert!(ana.presses("Go deeper").await.text().contains("1 of about"));
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_of_danger_brings_help_and_leaves_the_choice() {
    let (fake, _bot) = begun().await;
    let ana = fake.member(1001).in_server(5001);
    ana.runs("/reflect tell").await;
    assert_snapshot!(ana.fills("he hits me").await.text(), @"
    private
    Some of what you wrote sounds heavy. If you want it, here is where to find people who can help.
    Support
    Your safety comes first. You do not have to explain or decide anything.

    If you or someone else is in danger now: call your local emergency number.

    Someone may be able to see this device, its calls, its history or your messages. If that is a risk, use a phone or computer they cannot reach before you open a link.

    To call, text or chat with people who know about safety at home, by country: Find A Helpline (ThroughLine), https://findahelpline.com

    Another site with helplines by country: Befrienders Worldwide, https://befrienders.org

    Nobody has tested these links for this bot yet. If one does not work, search for “helpline” and the name of your country.

    Nobody reads this live, and this bot cannot call anyone. People can help.
    What would you like now? The bot did not save what you wrote, or take it as an answer.
    [See where to find support] [Go on to the themes] [Stop here for today]
    [Support] [Hide this]
    ");
    assert!(
        ana.presses("Go on to the themes")
            .await
            .text()
            .contains("Here are the themes")
    );
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_goes_to_direct_messages_and_on_in_typed_words() {
    let (fake, _bot) = begun().await;
    let ana = fake.member(1001).in_server(5001);
    ana.runs("/reflect start theme:shame").await;
    assert_snapshot!(ana.presses("In direct messages").await.text(), @"
    private (edited)
    The questions go on in your direct messages. Nothing more will come here.
    [Open the chat](https://discord.com/channels/@me/500001001) [Support] [Hide this]
    ");
    let there = fake.member(1001).in_dm();
    let first = there.receives().await;
    assert!(first.text().contains("1 of about"), "{}", first.text());
    let second = there.types("4").await;
    assert!(second.text().contains("2 of about"), "{}", second.text());
    assert!(there.types("back").await.text().contains("1 of about"));
    fake.assert_clean();
}
