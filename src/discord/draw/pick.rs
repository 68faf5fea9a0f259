//! Menus of pages.

use std::borrow::Cow;

use crate::discord::limits::{MENU_PLACEHOLDER_MAX, OPTION_MAX, OPTIONS_MAX, clip, shorten};
use crate::discord::message::{Component, Menu, MenuOption, Row};
use crate::discord::press;
use crate::service::{Pick, PickOption, Picked};

/// Stands where an option would have no name.
const NAMELESS: &str = "…";

/// The row of a menu; none where nothing can be picked.
pub(crate) fn row<'a>(pick: &Pick<'a>) -> Option<Row<'a>> {
    let mut options: Vec<MenuOption<'a>> = Vec::with_capacity(pick.options.len());
    let mut room = usize::from(pick.max.max(1));
    for one in &pick.options {
        let value = clip(&one.value, OPTION_MAX);
        let is_there = options.iter().any(|other| other.value == value);
        // Discord takes no value twice, none that is empty, and no more picked ones than may be picked.
        if value.is_empty() || is_there || options.len() == OPTIONS_MAX {
            continue;
        }
        let on = one.on && room > 0;
        room -= usize::from(on);
        options.push(option(one, value, on));
    }
    if options.is_empty() {
        return None;
    }
    let title = clip(pick.title, MENU_PLACEHOLDER_MAX);
    let menu = Menu::new(press::menu(pick.of), title, options, pick.max);
    let menu = match pick.of {
        Picked::Days => menu.or_none(),
        _ => menu,
    };
    Some(Row::new(vec![Component::Menu(menu)]))
}

fn option<'a>(one: &PickOption<'a>, value: &str, on: bool) -> MenuOption<'a> {
    let label = match one.label.trim() {
        "" => NAMELESS.into(),
        _ => short(&one.label),
    };
    let note = Some(&one.note).filter(|note| !note.trim().is_empty());
    MenuOption {
        label,
        value: value.to_owned(),
        description: note.map(short),
        default: on,
    }
}

fn short<'a>(text: &Cow<'a, str>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => shorten(text, OPTION_MAX),
        Cow::Owned(text) => shorten(text, OPTION_MAX).into_owned().into(),
    }
}
