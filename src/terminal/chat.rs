//! The chat loop: a line in, a reply out.

use std::io::Write;
use std::time::Instant;

use crate::content::Content;
use crate::engine::Talk;
use crate::script::{Depth, ThemeIx};
use crate::service::notebook::Notebook;
use crate::service::{self, Here, Keeping, Part, Setting, Visit};
use crate::terminal::draw::{Style, draw};
use crate::terminal::lines::{Lines, Typed};
use crate::words::talk as words;

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
    options: Options,
    lines: &mut dyn Lines,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let mut memory = Memory::default();
    let started = Instant::now();
    let mut chat = Chat {
        content,
        style: Style {
            width: options.width,
        },
        out,
    };
    chat.show(&service::hello(content))?;
    let mut here = here(content, &mut memory, started);
    let begun = service::begin(&mut here, options.seed, options.theme, options.depth);
    let Some((mut talk, parts)) = begun else {
        return Ok(());
    };
    chat.show(&parts)?;
    loop {
        let mut here = self::here(content, &mut memory, started);
        let (next, parts) = match lines.next_line()? {
            Typed::Line(line) => chat.answer(&mut here, talk, &line),
            Typed::TooLong => (talk, vec![Part::notice(words::LINE_TOO_LONG)]),
            Typed::End => return chat.out.flush(),
        };
        talk = next;
        chat.show(&parts)?;
    }
}

fn here<'c, 'n>(content: &'c Content, memory: &'n mut Memory, started: Instant) -> Here<'c, 'n> {
    Here {
        content,
        setting: &Setting::TERMINAL,
        notebook: &mut memory.notebook,
        visit: &mut memory.visit,
        member: MEMBER,
        now: started.elapsed().as_secs(),
        keeping: Keeping::default(),
    }
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
    style: Style,
    out: &'o mut dyn Write,
}

impl<'c> Chat<'c, '_> {
    fn show(&mut self, parts: &[Part<'_>]) -> std::io::Result<()> {
        self.out.write_all(draw(parts, self.style).as_bytes())?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    fn answer(&self, here: &mut Here<'c, '_>, talk: Talk, line: &str) -> (Talk, Vec<Part<'c>>) {
        debug_assert!(
            std::ptr::eq(here.content, self.content),
            "one content a chat"
        );
        service::line(here, talk, line)
    }
}
