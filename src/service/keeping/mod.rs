//! What is kept about a member, with their yes: its pages, and what a turn adds to it.
//!
//! *Invariant:* pages only read; what is to change is collected in [`Keeping::saves`], and the shell writes it before the
//! reply is sent. A page that speaks of a change is drawn as if it had worked; where it did not, the shell says so instead.

mod consent;
mod copy;
mod forget;
mod journal;
mod keeper;
mod picture;
mod progress;
mod questions;
mod remind;
mod sweep;
pub(crate) mod trace;
mod typed;

pub use keeper::{Clock, Keeper, Outcome, Saves, outcome, system_clock};
pub use questions::next_question;
pub use remind::message as reminder;
pub use sweep::sweep;
pub(crate) use trace::Trace;
pub use typed::command;

use crate::engine::Talk;
use crate::member::{Address, Answer, AnswerId, Change, Consent, Day, Record, Shelf, Unreadable};
use crate::schedule::Minute;
use crate::service::own::{Own, Picked, Writing};
use crate::service::reply::Part;
use crate::service::turn::Here;
use crate::words::{consent as texts, privacy as words, remind as remind_words};

/// What is known about one member, and what is to be written.
#[derive(Debug, Default)]
pub struct Keeping<'n> {
    /// What is kept; empty where nothing is.
    pub record: Record,
    /// How it could be read.
    pub state: State,
    /// Whether the operator lets members keep answers.
    pub answers_on: bool,
    /// Where the answers stand.
    pub shelf: Option<&'n dyn Shelf>,
    /// The member as the platform names them.
    pub address: Option<Address>,
    /// After how many days away a member is forgotten.
    pub away_days: u16,
    /// The day the member was here last, before today.
    pub seen: Option<Day>,
    /// The time.
    pub now: Minute,
    /// What is to be written before the reply is sent, in order.
    pub saves: Vec<Change>,
}

/// How what is kept could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// Nothing can be kept here.
    #[default]
    Nowhere,
    /// In the program's memory only, until it ends.
    Memory,
    /// On disk.
    Disk,
    /// It cannot be read just now.
    Unreadable,
}

impl Keeping<'_> {
    /// Whether something may be kept now.
    pub fn may_keep(&self, what: Consent) -> bool {
        let on = what != Consent::Answers || self.answers_on;
        on && self.can_keep() && self.record.may_keep(what)
    }

    /// Whether anything could be kept, with a yes.
    pub fn can_keep(&self) -> bool {
        matches!(self.state, State::Memory | State::Disk)
    }

    /// The day.
    pub fn today(&self) -> Day {
        Day::of_minute(self.now)
    }

    /// The answers, newest first.
    pub fn answers(&self) -> Result<Vec<(AnswerId, Answer)>, Unreadable> {
        self.shelf.map_or(Ok(Vec::new()), Shelf::answers)
    }

    /// Notes a change, and shows it already.
    pub(crate) fn save(&mut self, change: Change) {
        let today = self.today();
        self.record.apply(&change, today);
        self.saves.push(change);
    }
}

/// Answers a press on what is kept.
pub fn own<'c>(here: &mut Here<'c, '_>, own: Own) -> Vec<Part<'c>> {
    let mut parts = answered(here, own);
    parts.splice(0..0, news(here));
    parts
}

fn answered<'c>(here: &mut Here<'c, '_>, own: Own) -> Vec<Part<'c>> {
    // What cannot be read can be forgotten all the same.
    let is_always = matches!(
        own,
        Own::Privacy | Own::Resume | Own::Open | Own::Forget | Own::ForgetNow
    );
    if !here.keeping.can_keep() && !is_always {
        return nowhere(here);
    }
    let parts = page(here, own);
    with_news(here, parts)
}

fn page<'c>(here: &mut Here<'c, '_>, own: Own) -> Vec<Part<'c>> {
    match own {
        Own::Privacy => consent::page(here),
        Own::Agree(to, text) => consent::agree(here, to, text),
        Own::TakeBack(from) => consent::take_back(here, from),
        Own::Copy => copy::page(here),
        Own::Forget => forget::ask(here),
        Own::ForgetNow => forget::now(here),
        Own::Progress => progress::page(here),
        Own::Resume | Own::Open => progress::no_place(here),
        Own::Journal(page) => journal::page(here, page),
        Own::Entry(id) | Own::Edit(id) => journal::entry(here, id),
        Own::Delete(id) => journal::delete(here, id),
        Own::DeleteNow(id) => journal::delete_now(here, id),
        Own::Search => journal::page(here, 0),
        Own::Remind | Own::Zone => remind::page(here),
        Own::RemindOff => remind::off(here),
        Own::RemindOn => remind::on(here),
        Own::Snooze(minutes) => remind::snooze(here, u32::from(minutes)),
    }
}

/// Goes on where the talk stands; nothing where no place is kept.
pub fn resume<'c>(here: &mut Here<'c, '_>, talk: Talk) -> Option<(Talk, Vec<Part<'c>>)> {
    progress::resume(here, talk)
}

/// The field that opens first, for ways that have one.
pub fn writing(here: &Here<'_, '_>, own: Own) -> Option<Writing> {
    if !here.keeping.can_keep() {
        return None;
    }
    match own {
        Own::Search if here.keeping.may_keep(Consent::Answers) => Some(journal::searching()),
        Own::Edit(id) => journal::editing(here, id),
        Own::Zone if here.keeping.may_keep(Consent::Reminders) => Some(remind::naming()),
        _ => None,
    }
}

/// Takes what was written into such a field.
pub fn wrote<'c>(here: &mut Here<'c, '_>, own: Own, text: &str) -> Vec<Part<'c>> {
    match own {
        Own::Search => journal::search(here, text),
        Own::Edit(id) => journal::edit(here, id, text),
        Own::Zone => remind::zone(here, text),
        other => self::own(here, other),
    }
}

/// Takes what was picked from a menu.
pub fn picked<'c>(here: &mut Here<'c, '_>, of: Picked, values: &[String]) -> Vec<Part<'c>> {
    if !here.keeping.can_keep() {
        return nowhere(here);
    }
    let first = values.first().map_or("", String::as_str);
    match of {
        Picked::Entry => match first.parse() {
            Ok(id) => journal::entry(here, AnswerId(id)),
            Err(_) => journal::page(here, 0),
        },
        Picked::Theme => journal::of_theme(here, first.parse().ok()),
        Picked::KeepFor => journal::keep_for(here, first),
        Picked::Days => remind::days(here, values),
        Picked::Hour => remind::hour(here, first),
        Picked::Quiet => remind::quiet(here, first),
    }
}

/// What a member must be told once, whatever they do: why reminders stopped.
pub(crate) fn news<'c>(here: &mut Here<'c, '_>) -> Option<Part<'c>> {
    let keeping = &mut here.keeping;
    let reminder = keeping.record.reminder.as_ref()?;
    let (is_news, why) = (reminder.is_news, reminder.stopped);
    let text = remind::stopped(why?).filter(|_text| is_news)?;
    keeping.save(Change::Told);
    Some(Part::notice(text))
}

/// A page with what must be told once, unless the page says so itself.
fn with_news<'c>(here: &mut Here<'c, '_>, mut parts: Vec<Part<'c>>) -> Vec<Part<'c>> {
    let is_over = here.keeping.saves.contains(&Change::Forget);
    if parts.is_empty() || is_over {
        return parts;
    }
    let why = here.keeping.record.reminder.as_ref();
    let line = why.and_then(|reminder| remind::stopped(reminder.stopped?));
    let says_it = |part: &Part<'_>| matches!(part, Part::Card(card) if card.lines.iter().any(|said| Some(&**said) == line));
    if let Some(news) = news(here).filter(|_news| !parts.iter().any(says_it)) {
        parts.insert(0, news);
    }
    parts
}

/// What to say when a talk begins and a text that was agreed to has changed since.
pub(crate) fn asks_again<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let agreed = &here.keeping.record.agreed;
    let old = Consent::ALL.into_iter().filter(|to| agreed.is_old(*to));
    old.map(|to| Part::notice(words::ask_again(name(to))))
        .collect()
}

/// What is said where nothing can be kept.
fn nowhere<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let text = match here.keeping.state {
        State::Unreadable => words::UNREADABLE,
        _ => words::NOWHERE,
    };
    vec![Part::notice(text)]
}

/// What a yes is called.
fn name(to: Consent) -> &'static str {
    let [progress, answers, reminders] = words::NAMES;
    match to {
        Consent::Progress => progress,
        Consent::Answers => answers,
        Consent::Reminders => reminders,
    }
}

/// What a yes covers, in the text that is shown today.
fn text(to: Consent) -> &'static str {
    match to {
        Consent::Progress => texts::PROGRESS,
        Consent::Answers => texts::ANSWERS,
        Consent::Reminders => texts::REMINDERS,
    }
}

/// What a page says where its yes is missing.
fn not_kept(to: Consent) -> &'static str {
    match to {
        Consent::Progress => crate::words::progress::NOT_KEPT,
        Consent::Answers => crate::words::journal::NOT_KEPT,
        Consent::Reminders => remind_words::NOT_KEPT,
    }
}
