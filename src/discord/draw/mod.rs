//! Parts of a reply -> a Discord message: embeds, buttons and menus within Discord's limits.
//!
//! *Invariant:* every message carries Support and Hide, and none is larger than Discord takes.

mod accent;
mod ask;
mod fit;
pub(crate) mod markdown;
mod pick;
mod room;
#[cfg(test)]
mod tests;

use crate::discord::limits::{BUTTONS_MAX, FILES_MAX, ROWS_MAX};
use crate::discord::message::{Button, Component, Footer, Message, Row, Style};
use crate::discord::press::{self, Talking};
use crate::engine::{Ask, At, Talk};
use crate::script::{FRAME, Pack, ThemeIx};
use crate::service::{Card, File, Go, Part, Pick, Role, Way};
use crate::words::{discord as words, talk};

use fit::Text;

/// What a message is drawn for.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The pack, for the names of its themes.
    pub pack: &'a Pack,
    /// The theme, for the accent.
    pub theme: ThemeIx,
    /// The token of the talk that the buttons belong to; none on pages.
    pub token: Option<&'a str>,
    /// Whether there is a talk that could be stopped.
    pub under_way: bool,
    /// The choice between here and direct messages.
    pub place: Place,
    /// Whether the themes are offered beside the first question.
    pub themes: bool,
    /// Themes that were finished, as bits by their numbers in tokens.
    pub finished: u64,
}

impl<'a> View<'a> {
    /// A talk that goes on, with its token.
    pub fn of(pack: &'a Pack, talk: &Talk, token: &'a str) -> Self {
        Self {
            theme: talk.theme,
            token: Some(token),
            under_way: talk.at != At::Closing,
            finished: talk.finished(),
            ..Self::page(pack, FRAME)
        }
    }

    /// A page that belongs to no talk.
    pub fn page(pack: &'a Pack, theme: ThemeIx) -> Self {
        Self {
            pack,
            theme,
            token: None,
            under_way: false,
            place: Place::Settled,
            themes: false,
            finished: 0,
        }
    }
}

/// The choice between here and direct messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// There is none.
    Settled,
    /// It is asked.
    Asked,
    /// It can be changed.
    Offered,
}

/// A drawn reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn<'a> {
    /// The message.
    pub message: Message<'a>,
    /// The files that come with it.
    pub files: Vec<File>,
}

impl<'a> Drawn<'a> {
    /// The message, which names its files, and the files.
    pub fn with_files(self) -> (Message<'a>, Vec<File>) {
        (self.message.with_files(&self.files), self.files)
    }
}

/// Draws the parts of a reply.
pub fn draw<'a>(parts: &[Part<'a>], view: &View<'a>) -> Drawn<'a> {
    let mut page = Page {
        view,
        texts: Vec::with_capacity(2),
        rows: Vec::with_capacity(ROWS_MAX),
        files: Vec::new(),
    };
    for part in parts {
        page.add(part);
    }
    page.place();
    room::make(&mut page.rows);
    let support = press::go(Go::Support, view.token);
    let is_there = page.has(&support);
    // Two parts of a message cannot share an identifier; beside a way to support, the button opens it in a new message.
    page.rows.push(always(view.token.filter(|_| !is_there)));
    Drawn {
        message: Message {
            embeds: fit::embeds(page.texts, accent::of(view.pack, view.theme)),
            components: page.rows,
            ..Message::default()
        },
        files: page.files,
    }
}

/// What is on every message.
pub(crate) fn always<'a>(token: Option<&str>) -> Row<'a> {
    let support = press::go(Go::Support, token);
    let hide = press::HIDE.to_owned();
    Row::new(vec![
        Component::Button(Button::new(Style::Help, words::SUPPORT, support)),
        Component::Button(Button::new(Style::Control, words::HIDE, hide)),
    ])
}

/// A message being drawn.
struct Page<'a, 'v> {
    view: &'v View<'a>,
    texts: Vec<Text>,
    rows: Vec<Row<'a>>,
    files: Vec<File>,
}

impl<'a> Page<'a, '_> {
    fn add(&mut self, part: &Part<'a>) {
        match part {
            Part::Said { role, text, .. } => self.say(*role, text),
            Part::Card(card) => self.card(card),
            Part::Ways { title, ways } => {
                if !title.is_empty() {
                    self.say(Role::Notice, title);
                }
                self.ways(ways);
            }
            Part::Pick(pick) => self.pick(pick),
            Part::File(file) => self.file(file),
            Part::Ask(ask) => self.ask(ask),
        }
    }

    /// The text that is being said; a new one after a card or a picture.
    fn saying(&mut self) -> &mut String {
        let is_whole = |text: &Text| !text.title.is_empty() || text.image.is_some();
        if self.texts.last().is_none_or(is_whole) {
            self.texts.push(Text::default());
        }
        let at = self.texts.len() - 1;
        &mut self.texts[at].body
    }

    fn say(&mut self, role: Role, text: &str) {
        let body = self.saying();
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        match role {
            Role::Reflect => markdown::quoted(text, body),
            Role::Line | Role::Notice => markdown::plain(text, body),
            Role::Code => markdown::code(text, body),
        }
    }

    fn card(&mut self, card: &Card) {
        let (text, whole) = fit::card(card);
        self.texts.push(text);
        if let Some(whole) = whole {
            self.attach(whole);
        }
    }

    /// A file; a picture stands in the text before it.
    fn file(&mut self, file: &File) {
        if !self.attach(file.clone()) || file.alt.is_none() {
            return;
        }
        let is_free = |text: &Text| text.image.is_none();
        if !self.texts.last().is_some_and(is_free) {
            self.texts.push(Text::default());
        }
        if let Some(text) = self.texts.last_mut() {
            text.image = Some(file.name);
        }
    }

    /// Adds a file, in the place of one of the same name; false where no more are taken.
    fn attach(&mut self, file: File) -> bool {
        self.files.retain(|other| other.name != file.name);
        let has_room = self.files.len() < FILES_MAX;
        if has_room {
            self.files.push(file);
        }
        has_room
    }

    /// A menu; one of a kind is all that a message takes.
    fn pick(&mut self, pick: &Pick<'a>) {
        if !self.has(&press::menu(pick.of)) {
            self.rows.extend(pick::row(pick));
        }
    }

    /// Buttons for ways; no identifier twice, for Discord takes none.
    fn ways(&mut self, ways: &[Way<'a>]) {
        let mut row: Vec<Component<'a>> = Vec::with_capacity(BUTTONS_MAX);
        for way in ways {
            let id = press::go(way.go, self.view.token);
            // On a page, help from people is below anyway.
            let is_below = self.view.token.is_none() && way.go == Go::Support;
            if is_below || self.has(&id) || row.iter().any(|one| one.id() == Some(&id)) {
                continue;
            }
            if row.len() == BUTTONS_MAX {
                self.rows.push(Row::new(std::mem::take(&mut row)));
            }
            row.push(way_button(way, id));
        }
        if !row.is_empty() {
            self.rows.push(Row::new(row));
        }
    }

    /// Whether something with an identifier is drawn already.
    fn has(&self, id: &String) -> bool {
        let mut all = self.rows.iter().flat_map(|row| &row.components);
        all.any(|one| one.id() == Some(id))
    }

    fn ask(&mut self, ask: &Ask<'a>) {
        if self.view.themes {
            self.rows.extend(ask::themes(self.view));
        }
        ask::rows(ask, self.view, &mut self.rows);
        let theme = &self.view.pack.theme(ask.theme).title;
        let footer = match (ask.theme == FRAME, ask.way) {
            (true, _) => return,
            (false, None) => theme.clone(),
            (false, Some(way)) => format!("{theme} · {}", talk::way(way.at, way.about)),
        };
        if let Some(text) = self.texts.last_mut() {
            text.footer = Some(Footer { text: footer });
        }
    }

    /// The choice between here and direct messages.
    fn place(&mut self) {
        let Some(token) = self.view.token else {
            return;
        };
        let direct = Button::new(Style::Control, words::DIRECT, Talking::Direct.id(token));
        let row = match self.view.place {
            Place::Settled => return,
            Place::Offered => vec![Component::Button(direct)],
            Place::Asked => {
                let here = Talking::Show.id(token);
                let here = Button::new(Style::Control, words::HERE, here);
                vec![Component::Button(here), Component::Button(direct)]
            }
        };
        // A message that is full already can do without: the talk goes on here.
        if self.rows.len() < ROWS_MAX - 1 {
            self.rows.push(Row::new(row));
        }
    }
}

fn way_button<'a>(way: &Way<'a>, id: String) -> Component<'a> {
    let style = match way.go {
        Go::Support => Style::Help,
        _ => Style::Answer,
    };
    Component::Button(Button::new(style, way.label.clone(), id))
}
