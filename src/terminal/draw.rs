//! A reply as lines of text.

use std::fmt::Write as _;

use crate::engine::{AnswerAsk, Ask, Offer};
use crate::script::AnswerKind;
use crate::service::harmless::is_harmful;
use crate::service::{Card, File, Part, Pick, Role, Way};
use crate::words::talk as words;

/// Widest line that reads well.
const WIDTH_MAX: usize = 78;

/// How a reply is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the screen; `None` leaves lines as long as they are.
    pub width: Option<usize>,
}

/// Draws the parts of a reply, one paragraph after the other.
pub fn draw(parts: &[Part<'_>], style: Style) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Said { role, text, .. } => said(*role, text, style, &mut out),
            Part::Card(card) => draw_card(card, style, &mut out),
            Part::Ways { title, ways } => draw_ways(title, ways, style, &mut out),
            Part::Pick(pick) => draw_pick(pick, style, &mut out),
            Part::File(file) => draw_file(file, style, &mut out),
            Part::Ask(ask) => draw_ask(ask, style, &mut out),
        }
    }
    out
}

/// Wraps a text; `first` and `rest` stand before its lines.
fn wrap(text: &str, first: &str, rest: &str, style: Style) -> String {
    let clean: String = text.chars().filter(|c| !is_harmful(*c)).collect();
    let Some(width) = style.width else {
        return format!("{first}{}", clean.replace('\n', &format!("\n{rest}")));
    };
    let options = textwrap::Options::new(width.clamp(20, WIDTH_MAX))
        .initial_indent(first)
        .subsequent_indent(rest);
    textwrap::fill(&clean, options)
}

fn said(role: Role, text: &str, style: Style, out: &mut String) {
    let (first, rest) = match role {
        Role::Reflect => ("> ", "  "),
        Role::Line | Role::Code => ("", ""),
        Role::Notice => ("* ", "  "),
    };
    paragraph(&wrap(text, first, rest, style), out);
}

fn paragraph(text: &str, out: &mut String) {
    let _infallible = writeln!(out, "{text}\n");
}

fn draw_card(card: &Card, style: Style, out: &mut String) {
    let _infallible = writeln!(out, "-- {} --", card.title);
    for line in &card.lines {
        let _infallible = writeln!(out, "{}", wrap(line, "   ", "   ", style));
    }
    out.push('\n');
}

/// Ways in the talk have numbers that can be typed; the others lead to a command.
fn draw_ways(title: &str, ways: &[Way<'_>], style: Style, out: &mut String) {
    if ways.is_empty() {
        return;
    }
    if ways.iter().all(|way| way.go.input().is_some()) {
        let numbered = (1..).zip(ways);
        let lines = numbered.map(|(number, way)| format!("{number}. {}", way.label));
        return draw_card(&Card::new(title, lines.collect()), style, out);
    }
    if !title.is_empty() {
        paragraph(&wrap(title, "* ", "  ", style), out);
    }
    for way in ways {
        let text = format!("{}: {}", way.label, way.typed);
        let _infallible = writeln!(out, "{}", wrap(&text, "   ", "   ", style));
    }
    out.push('\n');
}

/// What can be picked and what is, and the command that picks it; where there is none, the list above has numbers.
fn draw_pick(pick: &Pick<'_>, style: Style, out: &mut String) {
    if pick.typed.is_empty() {
        return;
    }
    let values: Vec<&str> = pick.options.iter().map(|one| one.value.as_str()).collect();
    let now = pick.options.iter().filter(|one| one.on);
    let now: Vec<&str> = now.map(|one| one.label.as_ref()).collect();
    let text = words::pick(pick.title, &now.join(", "), pick.typed, &values.join(", "));
    paragraph(&wrap(&text, "", "  ", style), out);
}

/// A text as it is; a picture is left out, since the words beside it say the same.
fn draw_file(file: &File, style: Style, out: &mut String) {
    if file.alt.is_some() {
        return;
    }
    let _infallible = writeln!(out, "-- {} --", file.name);
    let text = String::from_utf8_lossy(&file.bytes);
    for line in text.lines() {
        let _infallible = writeln!(out, "{}", wrap(line, "", "", style));
    }
    out.push('\n');
}

fn draw_ask(ask: &Ask<'_>, style: Style, out: &mut String) {
    for (number, offer) in (1..).zip(&ask.offers) {
        let _infallible = writeln!(out, "{}", draw_offer(number, offer, style));
    }
    let mut below: Vec<String> = ask.answer.iter().filter_map(|a| asked(a, ask)).collect();
    below.extend(ask.way.map(|way| words::way(way.at, way.about)));
    if !below.is_empty() {
        let _infallible = writeln!(
            out,
            "{}",
            wrap(&format!("({})", below.join(" · ")), "", "", style)
        );
    }
}

fn draw_offer(number: usize, offer: &Offer<'_>, style: Style) -> String {
    let done = if offer.done {
        format!(" [{}]", words::DONE)
    } else {
        String::new()
    };
    let note = offer
        .note
        .map(|note| format!(": {note}"))
        .unwrap_or_default();
    let text = format!("{}{note}{done}", offer.label);
    wrap(&text, &format!("  {number:>2}. "), "      ", style)
}

/// What can be given besides the offers, in a few words.
fn asked(answer: &AnswerAsk<'_>, ask: &Ask<'_>) -> Option<String> {
    match answer.kind {
        AnswerKind::Scale => Some(words::scale(
            answer.low.unwrap_or("0"),
            answer.high.unwrap_or("10"),
        )),
        AnswerKind::Feeling => Some(words::PICK_FAMILY.to_owned()),
        AnswerKind::Several => Some(words::several(answer.max)),
        AnswerKind::Text if ask.offers.is_empty() => Some(words::OWN_WORDS_ASKED.to_owned()),
        AnswerKind::Text => None,
    }
}
