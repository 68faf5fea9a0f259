//! Presses, picks and words on what is kept.

use super::*;

/// A message that the bot wrote by itself has the same buttons, and they work without anything before.
#[test]
fn a_press_on_a_reminder_is_a_press_like_any_other() {
    let desk = desk();
    for id in ["Poz60", "Pox", "Por", "Pop"] {
        let reply = desk.answer(&arrived(Room::Direct, PUBLIC, press(id, &[])));
        let body = json(&reply);
        assert_eq!(body["data"].get("flags"), None, "{id}: {body:#}");
        assert!(reply.stands.is_some() || body["type"] == 9, "{id}");
    }
}

#[test]
fn what_others_see_never_shows_what_is_kept() {
    let desk = desk();
    let written = What::Filled {
        id: "Pms".to_owned(),
        words: "home".to_owned(),
    };
    let menu = press("Ppd", &["mon"]);
    for what in [press("Pop", &[]), press("Poc", &[]), menu, written] {
        let reply = json(&desk.answer(&arrived(Room::Server, PUBLIC, what)));
        assert_eq!(reply["type"], 4);
        assert_eq!(reply["data"]["flags"], 64);
    }
}

#[test]
fn danger_in_a_dialog_of_what_is_kept_brings_help() {
    let desk = desk();
    for (id, room) in [("Pms", Room::Server), ("Pmw5", Room::Direct)] {
        let written = What::Filled {
            id: id.to_owned(),
            words: "I want to kill myself".to_owned(),
        };
        let reply = json(&desk.answer(&arrived(room, PRIVATE, written)));
        component(&reply, "See where to find support");
        assert!(text(&reply).contains("local emergency number"), "{reply:#}");
        assert!(!reply.to_string().contains("kill myself"));
    }
}

#[test]
fn nothing_written_changes_nothing() {
    let desk = desk();
    let written = What::Filled {
        id: "Pmw5".to_owned(),
        words: " \n".to_owned(),
    };
    let reply = json(&desk.answer(&arrived(Room::Server, PRIVATE, written)));
    assert!(text(&reply).contains("nothing was taken"), "{reply:#}");
}

#[test]
fn a_dialog_is_opened_by_a_way_and_answered_by_none_else() {
    let desk = desk();
    for id in ["Pms", "Pmw5", "Pmt"] {
        let reply = json(&desk.answer(&arrived(Room::Server, PRIVATE, press(id, &[]))));
        component(&reply, "Start");
    }
    let written = What::Filled {
        id: "Pos".to_owned(),
        words: "home".to_owned(),
    };
    let reply = json(&desk.answer(&arrived(Room::Server, PRIVATE, written)));
    component(&reply, "Start");
}
