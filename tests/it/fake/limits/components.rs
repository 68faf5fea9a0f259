//! Rows, buttons and menus.
//!
//! Only the components that this bot uses are known: a row of buttons and a row with one menu. Newer kinds are refused, since
//! serenity 0.12.5 cannot read them back when a member presses on their message.

use std::collections::HashSet;

use serde_json::Value;

use super::message::check_url;
use super::{Faults, items, number};

/// A row.
pub(crate) const ROW: u64 = 1;
/// A button.
pub(crate) const BUTTON: u64 = 2;
/// A menu of texts.
pub(crate) const MENU: u64 = 3;
/// A menu of users, roles, both, or channels.
const OTHER_MENUS: std::ops::RangeInclusive<u64> = 5..=8;
/// A button that opens a link.
const LINK: u64 = 5;
/// A button that sells.
const PREMIUM: u64 = 6;

/// Checks the components of a message.
pub(crate) fn check(faults: &mut Faults, rows: &Value) {
    faults.count("components", rows, 0, 5);
    let mut ids = HashSet::new();
    for (index, row) in items(rows).iter().enumerate() {
        let at = format!("components.{index}");
        if number(&row["type"]) != Some(ROW) {
            faults.add(&format!("{at}.type"), "must be a row, 1");
            continue;
        }
        check_row(faults, &at, row, &mut ids);
    }
}

fn check_row<'a>(faults: &mut Faults, at: &str, row: &'a Value, ids: &mut HashSet<&'a str>) {
    let parts = items(&row["components"]);
    let at = format!("{at}.components");
    faults.count(&at, &row["components"], 1, 5);
    let menus = parts
        .iter()
        .filter(|part| number(&part["type"]).is_some_and(is_menu))
        .count();
    faults.demand(
        menus == 0 || parts.len() == 1,
        &at,
        "must hold a menu alone",
    );
    for (index, part) in parts.iter().enumerate() {
        let at = format!("{at}.{index}");
        match number(&part["type"]) {
            Some(BUTTON) => check_button(faults, &at, part),
            Some(MENU) => check_menu(faults, &at, part),
            Some(kind) if OTHER_MENUS.contains(&kind) => check_bounds(faults, &at, part, 25),
            _ => faults.add(&format!("{at}.type"), "is not a button or a menu"),
        }
        if let Some(id) = part["custom_id"].as_str()
            && !ids.insert(id)
        {
            faults.add(&format!("{at}.custom_id"), "must be unique in the message");
        }
    }
}

fn is_menu(kind: u64) -> bool {
    kind == MENU || OTHER_MENUS.contains(&kind)
}

fn check_button(faults: &mut Faults, at: &str, button: &Value) {
    let style = number(&button["style"]).unwrap_or(0);
    faults.demand(
        (1..=PREMIUM).contains(&style),
        &format!("{at}.style"),
        "must be from 1 to 6",
    );
    if style == PREMIUM {
        return;
    }
    let named = usize::from(button["emoji"].is_null());
    faults.length(&format!("{at}.label"), &button["label"], named, 80);
    if style == LINK {
        faults.demand(
            button["custom_id"].is_null(),
            &format!("{at}.custom_id"),
            "must be absent on a link",
        );
        faults.demand(
            button["url"].is_string(),
            &format!("{at}.url"),
            "is required on a link",
        );
        check_url(faults, &format!("{at}.url"), &button["url"], 512);
    } else {
        faults.demand(
            button["url"].is_null(),
            &format!("{at}.url"),
            "must be absent but on a link",
        );
        check_id(faults, at, button);
    }
}

fn check_menu(faults: &mut Faults, at: &str, menu: &Value) {
    let options = items(&menu["options"]);
    faults.count(&format!("{at}.options"), &menu["options"], 1, 25);
    check_bounds(faults, at, menu, options.len());
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let at = format!("{at}.options.{index}");
        faults.length(&format!("{at}.label"), &option["label"], 1, 100);
        faults.length(&format!("{at}.value"), &option["value"], 1, 100);
        faults.length(&format!("{at}.description"), &option["description"], 0, 100);
        if !values.insert(option["value"].as_str().unwrap_or_default()) {
            faults.add(&format!("{at}.value"), "must be unique in the menu");
        }
    }
    let chosen = options.iter().filter(|one| one["default"] == true).count();
    let most = number(&menu["max_values"]).unwrap_or(1);
    faults.demand(
        u64::try_from(chosen).is_ok_and(|chosen| chosen <= most),
        &format!("{at}.options"),
        "has more defaults than `max_values`",
    );
}

/// Checks id, placeholder and how many may be picked out of `count`.
fn check_bounds(faults: &mut Faults, at: &str, menu: &Value, count: usize) {
    check_id(faults, at, menu);
    faults.length(&format!("{at}.placeholder"), &menu["placeholder"], 0, 150);
    let least = number(&menu["min_values"]).unwrap_or(1);
    let most = number(&menu["max_values"]).unwrap_or(1);
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    faults.demand(
        least <= 25 && least <= count.max(1),
        &format!("{at}.min_values"),
        "must be from 0 to 25 and no more than the options",
    );
    faults.demand(
        (1..=25).contains(&most) && most <= count.max(1),
        &format!("{at}.max_values"),
        "must be from 1 to 25 and no more than the options",
    );
    faults.demand(
        least <= most,
        &format!("{at}.min_values"),
        "must be no more than `max_values`",
    );
}

fn check_id(faults: &mut Faults, at: &str, part: &Value) {
    faults.length(&format!("{at}.custom_id"), &part["custom_id"], 1, 100);
}
