//! What is asked -> rows of buttons and menus.

use std::borrow::Cow;

use crate::discord::draw::View;
use crate::discord::limits::{
    BUTTONS_MAX, MENU_PLACEHOLDER_MAX, OPTION_MAX, OPTIONS_MAX, clip, shorten,
};
use crate::discord::message::{Button, Component, Menu, MenuOption, Row, Style};
use crate::discord::press::{Talking, act};
use crate::engine::{Act, AnswerAsk, Ask, Offer};
use crate::script::AnswerKind;
use crate::words::{discord as words, labels, talk};

/// Highest number of a scale.
const SCALE_MAX: u8 = 10;

/// The rows for an ask: answers first, then what is always there.
pub(crate) fn rows<'a>(ask: &Ask<'a>, view: &View<'a>, rows: &mut Vec<Row<'a>>) {
    let Some(token) = view.token else {
        return;
    };
    let (picks, ways): (Vec<&Offer<'a>>, Vec<&Offer<'a>>) =
        ask.offers.iter().partition(|offer| is_pick(offer.act));
    let mut own = Vec::with_capacity(BUTTONS_MAX);
    match ask.answer.map(|answer| answer.kind) {
        Some(AnswerKind::Several) => rows.extend(several(&picks, ask.answer, token)),
        Some(AnswerKind::Scale) => {
            buttons(&picks, token, &mut own);
            rows.push(scale(ask.answer, token));
        }
        _ if is_menu(ask, &picks) => rows.extend(menu(ask, &picks, token)),
        _ => buttons(&picks, token, &mut own),
    }
    let takes_words = ask
        .answer
        .is_some_and(|answer| answer.kind == AnswerKind::Text);
    let mut more = Vec::with_capacity(2);
    buttons(&ways, token, &mut more);
    if takes_words && ways.is_empty() {
        let words = Talking::Act(Act::OwnWords).id(token);
        more.push(button(Style::Answer, labels::OWN_WORDS, words));
    }
    if own.len() + more.len() <= BUTTONS_MAX {
        own.append(&mut more);
    }
    rows.extend(
        [own, more]
            .into_iter()
            .filter(|row| !row.is_empty())
            .map(Row::new),
    );
    let controls = controls(ask, view, token);
    if !controls.is_empty() {
        rows.push(Row::new(controls));
    }
}

/// A menu with all themes, beside the first question of a talk.
pub(crate) fn themes<'a>(view: &View<'a>) -> Option<Row<'a>> {
    let token = view.token?;
    let themes = view.pack.choosable().take(OPTIONS_MAX);
    let is_done =
        |ordinal: u16| view.finished.checked_shr(u32::from(ordinal)).unwrap_or(0) & 1 == 1;
    let options: Vec<MenuOption<'a>> = themes
        .map(|(_, theme)| MenuOption {
            label: shorten(&theme.title, OPTION_MAX),
            value: act(Act::Enter(theme.ordinal)),
            description: Some(note(&theme.summary, is_done(theme.ordinal))),
            default: false,
        })
        .collect();
    let menu = Menu::new(Talking::Themes.id(token), words::PICK_THEME, options, 1);
    Some(Row::new(vec![Component::Menu(menu)]))
}

fn button(style: Style, label: &str, id: String) -> Component<'_> {
    Component::Button(Button::new(style, label, id))
}

/// Whether an offer is an answer, rather than a way on that the bot adds.
fn is_pick(act: Act) -> bool {
    matches!(
        act,
        Act::Choose(_) | Act::Enter(_) | Act::Family(_) | Act::Feeling(_)
    )
}

/// Feelings are always menus; answers are when they are more than a row of buttons.
fn is_menu(ask: &Ask<'_>, picks: &[&Offer<'_>]) -> bool {
    let feeling = ask
        .answer
        .is_some_and(|answer| answer.kind == AnswerKind::Feeling);
    !picks.is_empty() && (feeling || picks.len() > BUTTONS_MAX)
}

fn buttons<'a>(offers: &[&Offer<'a>], token: &str, row: &mut Vec<Component<'a>>) {
    for offer in offers.iter().take(BUTTONS_MAX) {
        let id = Talking::Act(offer.act).id(token);
        row.push(button(Style::Answer, offer.label, id));
    }
}

fn menu<'a>(ask: &Ask<'a>, picks: &[&Offer<'a>], token: &str) -> Option<Row<'a>> {
    let first = picks.first()?;
    let placeholder = match first.act {
        Act::Enter(_) => words::PICK_THEME,
        Act::Family(_) => words::PICK_FAMILY,
        Act::Feeling(_) => words::PICK_FEELING,
        _ => named(ask.answer, words::PICK_ANSWER),
    };
    let menu = Menu::new(Talking::Menu.id(token), placeholder, options(picks), 1);
    Some(Row::new(vec![Component::Menu(menu)]))
}

/// What a menu says while nothing is picked: as the content says, or as we do.
fn named<'a>(answer: Option<AnswerAsk<'a>>, ours: &'static str) -> &'a str {
    let label = answer
        .map(|answer| answer.label)
        .filter(|label| !label.is_empty());
    clip(label.unwrap_or(ours), MENU_PLACEHOLDER_MAX)
}

fn options<'a>(picks: &[&Offer<'a>]) -> Vec<MenuOption<'a>> {
    picks
        .iter()
        .take(OPTIONS_MAX)
        .map(|offer| option(offer))
        .collect()
}

fn option<'a>(offer: &Offer<'a>) -> MenuOption<'a> {
    MenuOption {
        label: shorten(offer.label, OPTION_MAX),
        value: act(offer.act),
        description: offer.note.map(|text| note(text, offer.done)),
        default: false,
    }
}

/// A line about an option; a finished theme says so.
fn note(text: &str, done: bool) -> Cow<'_, str> {
    if !done {
        return shorten(text, OPTION_MAX);
    }
    let marked = format!("({}) {text}", talk::DONE);
    shorten(&marked, OPTION_MAX).into_owned().into()
}

fn several<'a>(
    picks: &[&Offer<'a>],
    answer: Option<AnswerAsk<'a>>,
    token: &str,
) -> Option<Row<'a>> {
    if picks.is_empty() {
        return None;
    }
    let max = answer.map_or(1, |answer| u8::try_from(answer.max).unwrap_or(u8::MAX));
    let id = Talking::Several.id(token);
    let menu = Menu::new(id, words::PICK_SEVERAL, options(picks), max);
    Some(Row::new(vec![Component::Menu(menu)]))
}

/// The numbers from 0 to 10; the ends say what they mean.
fn scale<'a>(answer: Option<AnswerAsk<'a>>, token: &str) -> Row<'a> {
    let means = |number: u8| match number {
        0 => answer.and_then(|answer| answer.low),
        SCALE_MAX => answer.and_then(|answer| answer.high),
        _ => None,
    };
    let option = |number: u8| {
        let label = means(number).map_or_else(
            || number.to_string(),
            |means| words::scale_end(number, means),
        );
        MenuOption {
            label: shorten(&label, OPTION_MAX).into_owned().into(),
            value: number.to_string(),
            description: None,
            default: false,
        }
    };
    let placeholder = named(answer, words::PICK_NUMBER);
    let options = (0..=SCALE_MAX).map(option).collect();
    let menu = Menu::new(Talking::Scale.id(token), placeholder, options, 1);
    Row::new(vec![Component::Menu(menu)])
}

/// Back, Skip, Pause and Stop, where they apply.
fn controls<'a>(ask: &Ask<'_>, view: &View<'_>, token: &str) -> Vec<Component<'a>> {
    let offered = |act: Act| ask.offers.iter().any(|offer| offer.act == act);
    let mut row = Vec::with_capacity(BUTTONS_MAX);
    let mut add = |label, id| row.push(button(Style::Control, label, id));
    if ask.back {
        add(words::BACK, Talking::Back.id(token));
    }
    if ask.skip && !view.themes {
        add(words::SKIP, Talking::Skip.id(token));
    }
    if view.under_way && ask.way.is_some() {
        add(words::PAUSE, Talking::Pause.id(token));
    }
    if view.under_way && !offered(Act::Stop) {
        add(words::STOP, Talking::Act(Act::Stop).id(token));
    }
    row
}
