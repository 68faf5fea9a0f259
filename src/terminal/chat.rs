//! The chat loop: a line in, a reply out.

use std::io::Write;
use std::time::Instant;

use crate::content::Content;
use crate::engine::Talk;
use crate::member::{Address, Change};
use crate::script::{Depth, ThemeIx};
use crate::service::keeping::{Keeper, outcome};
use crate::service::notebook::Notebook;
use crate::service::{self, Here, Part, Setting, Visit};
use crate::terminal::draw::{Style, draw};
use crate::terminal::lines::{Lines, Typed};
use crate::words::{remind, talk as words};

/// The one member of a terminal.
const MEMBER: &str = "terminal";

/// How a chat begins and looks.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The theme to begin in.
    pub theme: Option<ThemeIx>,
    /// How deep the talk may go.
    pub depth: Option<Depth>,
    /// Picks among variants.
    pub seed: u8,
    /// Columns of the screen; `None` leaves lines as long as they are.
    pub width: Option<usize>,
}

/// Chats until the end of input.
pub fn chat(
    content: &Content,
    keeper: &Keeper,
    options: Options,
    lines: &mut dyn Lines,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let mut chat = Chat {
        content,
        keeper,
        who: Address {
            platform: MEMBER.into(),
            user: MEMBER.into(),
        },
        memory: Memory::default(),
        started: Instant::now(),
        style: Style {
            width: options.width,
        },
        out,
    };
    chat.show(&service::hello(content))?;
    let begun = chat.turn(|here| {
        let reminded = reminded(here);
        let (talk, mut parts) = service::begin(here, options.seed, options.theme, options.depth)?;
        parts.splice(0..0, reminded);
        Some((talk, parts))
    })?;
    let Some(mut talk) = begun else {
        return Ok(());
    };
    loop {
        talk = match lines.next_line()? {
            Typed::Line(line) => chat
                .turn(|here| Some(service::line(here, talk.clone(), &line)))?
                .unwrap_or(talk),
            Typed::TooLong => {
                chat.show(&[Part::notice(words::LINE_TOO_LONG)])?;
                talk
            }
            Typed::End => return chat.out.flush(),
        };
    }
}

/// A window cannot write by itself: what was due while it was closed is said when it opens.
fn reminded<'c>(here: &mut Here<'c, '_>) -> Option<Part<'c>> {
    let now = here.keeping.now;
    let reminder = here.keeping.record.reminder.as_ref()?;
    let is_due = reminder.due().is_some_and(|due| due <= now);
    let (address, plan) = (reminder.address.clone(), reminder.plan.clone());
    if !is_due {
        return None;
    }
    here.keeping
        .saves
        .push(Change::Remind { address, plan, now });
    Some(Part::notice(remind::MESSAGE))
}

/// What is remembered while the window is open.
#[derive(Debug, Default)]
struct Memory {
    notebook: Notebook,
    visit: Visit,
}

/// A chat under way.
struct Chat<'c, 'o> {
    content: &'c Content,
    keeper: &'c Keeper,
    who: Address,
    memory: Memory,
    started: Instant,
    style: Style,
    out: &'o mut dyn Write,
}

impl<'c> Chat<'c, '_> {
    fn show(&mut self, parts: &[Part<'_>]) -> std::io::Result<()> {
        self.out.write_all(draw(parts, self.style).as_bytes())?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    /// Takes a turn, writes what it left to be written, and shows the reply.
    fn turn(
        &mut self,
        turn: impl FnOnce(&mut Here<'c, '_>) -> Option<(Talk, Vec<Part<'c>>)>,
    ) -> std::io::Result<Option<Talk>> {
        let shelf = self.keeper.shelf(&self.who);
        let mut here = Here {
            content: self.content,
            setting: &Setting::TERMINAL,
            notebook: &mut self.memory.notebook,
            visit: &mut self.memory.visit,
            member: MEMBER,
            now: self.started.elapsed().as_secs(),
            keeping: self.keeper.open(&self.who, &shelf),
        };
        let taken = turn(&mut here);
        let saves = here.keeping.finish();
        let Some((talk, mut parts)) = taken else {
            return Ok(None);
        };
        if let Some(saves) = saves {
            let has_deed = saves.has_deed();
            let outcome = outcome(self.keeper.save(saves).wait(), has_deed);
            if outcome.is_untrue() {
                parts.clear();
            }
            parts.splice(0..0, outcome.words().map(Part::notice));
        }
        self.show(&parts)?;
        Ok(Some(talk))
    }
}
