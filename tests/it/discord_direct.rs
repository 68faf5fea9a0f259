//! Talks in direct messages: the way there, typed words, and everything private where others could see.

use insta::assert_snapshot;
use serde_json::json;

use crate::common::bot::{online, until};
use crate::fake::Fake;
use crate::fake::member::Member;
use crate::fake::member::shown::Sight;
use crate::fake::misbehave::{ALWAYS, RestFault};

/// The route that opens a chat.
const OPEN: &str = "POST /users/@me/channels";
/// The route that writes into one.
const WRITE: &str = "POST /channels/{channel_id}/messages";
/// An answer that is promised on the pressed message, and on a new one.
const PROMISED: [u64; 2] = [6, 5];
/// The flag of a message for one member.
const PRIVATE: u64 = 64;

/// Begins a talk in a server and presses the way into direct messages; the kind of the first answer.
async fn goes_direct(fake: &Fake, ana: &Member) -> u64 {
    let talk = ana.runs("/reflect start theme:shame").await;
    let data =
        json!({ "component_type": 2, "custom_id": talk.custom_id("In direct messages"), "id": 1 });
    let answer = fake
        .deliver(ana.interaction(3, &data, Some(talk.id)))
        .answered()
        .await
        .unwrap();
    answer.kind
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_that_began_in_a_server_goes_on_in_direct_messages() {
    let (fake, _bot) = online().await;
    let ana = fake.member(1001);
    ana.runs("/reflect start").await;
    ana.picks("Shame and the good reason").await;
    ana.runs("/reflect start theme:shame").await;
    assert_snapshot!(ana.presses("In direct messages").await.text(), @"
    private (edited)
    The questions go on in your direct messages. Nothing more will come here.
    [Open the chat](https://discord.com/channels/@me/500001001) [Support] [Hide this]
    ");
    let there = ana.in_dm().receives().await;
    assert_snapshot!(there.text(), @"
    direct message
    This chat stays in Discord. You can delete your own messages, and Hide this deletes one of the bot's. The bot itself saves nothing about you unless you say yes in /reflect privacy.

    How much of you may be seen today? 0 is every curtain closed, 10 is all the windows wide open.
    Shame and the good reason · 1 of about 9
    <How much may be seen?: 0: curtains closed | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10: windows open>
    [Skip] [Pause] [Stop]
    [Support] [Hide this]
    ");
    assert!(ana.in_dm().types("4").await.text().contains("2 of about 9"));
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_direct_messages_are_closed_it_says_so_and_goes_on_here() {
    let (fake, _bot) = online().await;
    for (member, route, code) in [
        (1001, WRITE, 50_007),
        (1002, WRITE, 50_278),
        (1003, OPEN, 50_007),
        (1004, OPEN, 50_278),
    ] {
        let ana = fake.member(member);
        ana.runs("/reflect start theme:shame").await;
        fake.misbehave_rest(route, RestFault::Code(code), 1);
        let here = ana.presses("In direct messages").await;
        assert!(
            here.text().starts_with(
                "private (edited)\nThis bot cannot write to you in direct messages: they are closed for it, which is fine."
            ),
            "{}",
            here.text()
        );
        assert!(ana.picks("4").await.text().contains("2 of about 9"));
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_direct_messages_cannot_be_reached_it_says_so_and_goes_on_here() {
    let (fake, _bot) = online().await;
    for (member, fault) in [
        (1001, RestFault::Server(500)),
        (1002, RestFault::WrongJson),
        (1003, RestFault::Code(50_001)),
        (1004, RestFault::Code(40_003)),
    ] {
        let ana = fake.member(member);
        ana.runs("/reflect start theme:shame").await;
        fake.misbehave_rest(OPEN, fault, ALWAYS);
        let here = ana.presses("In direct messages").await;
        assert!(
            here.text().starts_with(
                "private (edited)\nDirect messages cannot be reached right now. The questions go on here"
            ),
            "{}",
            here.text()
        );
        assert!(ana.picks("4").await.text().contains("2 of about 9"));
        fake.behave();
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_opens_slowly_is_promised_and_told_when_it_is_there() {
    let (fake, _bot) = online().await;
    for (member, fault) in [
        (1001, RestFault::Timeout),
        (1002, RestFault::Slow),
        (1003, RestFault::Code(40_003)),
    ] {
        let ana = fake.member(member);
        fake.misbehave_rest(OPEN, fault, 1);
        assert_eq!(goes_direct(&fake, &ana).await, PROMISED[0]);
        until("the answer is there", || {
            ana.sees().text().contains("your direct messages")
        })
        .await;
        ana.in_dm().receives().await;
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_on_a_message_that_others_see_is_private() {
    let (fake, _bot) = online().await;
    let ana = fake.member(1001);
    let talk = ana.runs("/reflect start theme:shame").await;
    fake.misbehave_rest(OPEN, RestFault::Timeout, 1);
    let data =
        json!({ "component_type": 2, "custom_id": talk.custom_id("In direct messages"), "id": 1 });
    let answer = fake
        .deliver(ana.interaction(3, &data, None))
        .answered()
        .await
        .unwrap();
    assert_eq!(
        (answer.kind, &answer.data["flags"]),
        (PROMISED[1], &json!(PRIVATE))
    );
    until("the promise is kept", || {
        fake.requests()
            .iter()
            .any(|request| request.route.starts_with("PATCH"))
    })
    .await;
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_group_and_where_only_the_member_installed_it_all_is_private() {
    let (fake, _bot) = online().await;
    for ana in [
        fake.member(1001).in_group_dm(),
        fake.member(1002).user_installed(),
        fake.member(1003),
    ] {
        let mut shown = Vec::new();
        for command in [
            "start theme:shame",
            "keypoints",
            "question",
            "glossary",
            "sources",
            "support",
            "about",
            "help",
            "start",
        ] {
            shown.push(ana.runs(&format!("/reflect {command}")).await);
        }
        shown.push(ana.picks("Shame and the good reason").await);
        shown.push(ana.picks("4").await);
        for button in [
            "Back",
            "Skip",
            "Pause",
            "Return to the question",
            "Support",
            "Stop",
        ] {
            shown.push(ana.presses(button).await);
        }
        ana.runs("/reflect tell").await;
        shown.push(ana.fills("he never calls me back and I am jealous").await);
        shown.push(
            ana.uses_message_command("Reflect on this", true, "I am jealous")
                .await,
        );
        shown.push(
            ana.uses_message_command("Reflect on this", false, "I am jealous")
                .await,
        );
        shown.push(ana.presses_id("forged").await);
        for one in shown {
            assert_eq!(one.sight, Sight::Private, "{}", one.text());
        }
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn hide_takes_the_message_away_wherever_it_is() {
    let (fake, _bot) = online().await;
    for ana in [
        fake.member(1001),
        fake.member(1002).in_dm(),
        fake.member(1003).in_group_dm(),
    ] {
        let talk = ana.runs("/reflect start theme:shame").await;
        ana.presses("Hide this").await;
        until("the message is gone", || {
            ana.sees_now(&talk).text() == "gone"
        })
        .await;
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn from_hi_on_typed_words_lead_into_a_theme() {
    let (fake, _bot) = online().await;
    let ben = fake.member(1002).in_dm();
    assert_snapshot!(ben.types("hi").await.text(), @"
    direct message
    Hello. This is a fixed script that asks questions about closeness and distance in love. It is not a person, not AI and not therapy, and nobody reads this live. For ages 13 and up.

    This chat stays in Discord. You can delete your own messages, and Hide this deletes one of the bot's. The bot itself saves nothing about you unless you say yes in /reflect privacy.

    If you were in the middle of something: the buttons of the last message still work.
    [Start] [The key points] [In my own words]
    [Support] [Hide this]
    ");
    ben.types("start").await;
    ben.types("take me to the themes").await;
    assert_snapshot!(ben.types("Shame and the good reason").await.text(), @r"
        direct message
        Shame and the good reason. About 7 minutes. You can skip any question, and nothing is kept.

        How much of you may be seen today? 0 is every curtain closed, 10 is all the windows wide open.
        Shame and the good reason · 1 of about 9
        <How much may be seen?: 0: curtains closed | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10: windows open>
        [Skip] [Pause] [Stop]
        [Support] [Hide this]
        ");
    assert_snapshot!(ben.types("no idea").await.text(), @r"
        direct message
        A number from 0 to 10 fits here. Any number is fine, and so is skip.
        Shame and the good reason · 1 of about 9
        <How much may be seen?: 0: curtains closed | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10: windows open>
        [Skip] [Pause] [Stop]
        [Support] [Hide this]
        ");
    ben.types("3").await;
    assert_snapshot!(ben.types("back").await.text(), @r"
        direct message
        One step back.

        How much of you may be seen today? 0 is every curtain closed, 10 is all the windows wide open.
        Shame and the good reason · 1 of about 9
        <How much may be seen?: 0: curtains closed | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10: windows open>
        [Skip] [Pause] [Stop]
        [Support] [Hide this]
        ");
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_talk_goes_to_its_end() {
    let (fake, _bot) = online().await;
    let ben = fake.member(1002).in_dm();
    ben.types("/reflect start shame").await;
    ben.types("3").await;
    assert_snapshot!(ben.types("I got out of there").await.text(), @r"
        direct message
        > Out of there. For the eyes of the others, it was over.

        A way out often comes with a sentence. What do you tell people then, or yourself?
        Shame and the good reason · 3 of about 9
        [It's late, and I'm tired] [These are not my people] [I don't care anyway] [I say nothing and go] [In my own words]
        [Back] [Skip] [Pause] [Stop]
        [Support] [Hide this]
        ");
    assert!(
        ben.types("support")
            .await
            .text()
            .contains("local emergency number")
    );
    let held = ben.types("pause").await;
    assert!(
        held.text().contains("/reflect continue with this code:"),
        "{}",
        held.text()
    );
    assert_eq!(
        held.buttons(),
        ["Return to the question", "Stop", "Support", "Hide this"]
    );
    assert!(ben.types("continue").await.text().contains("3 of about 9"));
    ben.types("skip").await;
    assert_snapshot!(ben.types("In my own words").await.text(), @r"
        direct message
        Write it the way you would say it. One line is enough.
        Shame and the good reason · 4 of about 9
        [I did need a break] [I didn't owe anyone a show] [It got me home in one piece] [It kept me safe from someone] [In my own words]
        [Back] [Skip] [Pause] [Stop]
        [Support] [Hide this]
        ");
    assert!(
        ben.types("It is late, @everyone, and [I](https://evil.example) am *tired*")
            .await
            .text()
            .contains("5 of about 9")
    );
    for _ in 0..5 {
        ben.types("skip").await;
    }
    assert_snapshot!(ben.types("skip").await.text(), @r"
    direct message
    For this week: if you want to hide, try on yourself what you would say to a friend behind a door.

    And for now: this is today, and the questions are over. Look out of a window, or at the nearest light. What comes next today can be small, and nobody has to watch you do it.
    What you said
    You said 3 at the start.

    What did you do next?
       I got out of there

    What did it get right?
       “It is late, \@everyone, and \[I](https://evil.example) am \*tired\*”

    These lines are yours to copy. The words in them are not kept here.
    Shame and the good reason
    [Another theme] [Stop here for today]
    [Back]
    [Support] [Hide this]
    ");
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_sign_of_danger_there_are_four_ways_on() {
    let (fake, _bot) = online().await;
    for (member, way, leads) in [
        (1001, "See where to find support", "local emergency number"),
        (1002, "Go on where I was", "2 of about 9"),
        (1003, "Choose another theme", "Choose a theme"),
        (1004, "Stop here for today", "That is the end for today"),
    ] {
        for typed in [true, false] {
            let ben = fake.member(member).in_dm();
            ben.types("/reflect start shame").await;
            ben.types("3").await;
            let heavy = ben.types("I want to kill myself").await;
            assert_eq!(
                heavy.buttons()[..4],
                [
                    "See where to find support",
                    "Go on where I was",
                    "Choose another theme",
                    "Stop here for today"
                ]
            );
            let next = if typed {
                ben.types(way).await
            } else {
                ben.presses_on(&heavy, way).await
            };
            assert!(next.text().contains(leads), "{way}: {}", next.text());
        }
    }
    fake.assert_clean();
}
