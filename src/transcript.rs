//! Transcript tests: talks written down as plain text, which must keep coming out as written.
//!
//! The format is described in `prompts/README.md`. A transcript speaks to the same service as a member does.

use crate::content::Content;
use crate::engine::{Act, Ask, At, Input, Output, Talk, step};
use crate::script::text::plain_words;
use crate::script::{Node, Pack, PackIx};
use crate::service::command::depth_named;
use crate::service::notebook::Notebook;
use crate::service::{Card, Here, Keeping, Part, Setting, Visit, begin, line, turn};

/// Where a transcript differs from what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Line of the transcript, counted from 1.
    pub line: usize,
    /// The line.
    pub written: String,
    /// What happened instead.
    pub happened: String,
}

/// Runs a transcript; the first difference ends it.
pub fn run(content: &Content, transcript: &str) -> Result<(), Difference> {
    let mut player = Player {
        content,
        notebook: Notebook::default(),
        visit: Visit::default(),
        talk: None,
        reply: Vec::new(),
    };
    for (number, written) in (1..).zip(transcript.lines()) {
        let step = without_remark(written);
        if step.is_empty() {
            continue;
        }
        player.step(step).map_err(|happened| Difference {
            line: number,
            written: written.to_owned(),
            happened,
        })?;
    }
    if player.talk.is_none() {
        return Err(Difference {
            line: 1,
            written: String::new(),
            happened: "the transcript does not begin with `start PACK`".to_owned(),
        });
    }
    Ok(())
}

/// A line without its remark; a `#` inside quotation marks is none.
fn without_remark(line: &str) -> &str {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return line.get(..at).unwrap_or("").trim(),
            _ => {}
        }
    }
    line.trim()
}

/// Plays a transcript.
struct Player<'c> {
    content: &'c Content,
    notebook: Notebook,
    visit: Visit,
    talk: Option<Talk>,
    reply: Vec<Part<'c>>,
}

impl<'c> Player<'c> {
    fn step(&mut self, step: &str) -> Result<(), String> {
        let (verb, rest) = step.split_once(char::is_whitespace).unwrap_or((step, ""));
        let rest = rest.trim();
        match verb {
            "start" => self.start(rest),
            "pick" => self.pick(unquoted(rest)),
            "say" => self.say(unquoted(rest)),
            "see" if self.sees(unquoted(rest)) => Ok(()),
            "see" => Err(format!("the reply was:\n{}", self.shown())),
            "not" if self.sees(unquoted(rest)) => Err(format!("it is there:\n{}", self.shown())),
            "not" => Ok(()),
            "at" => self.is_at(rest),
            _ => Err(format!(
                "`{verb}` is not one of start, pick, say, see, not, at"
            )),
        }
    }

    fn here<'n>(
        content: &'c Content,
        notebook: &'n mut Notebook,
        visit: &'n mut Visit,
    ) -> Here<'c, 'n> {
        Here {
            content,
            setting: &Setting::TERMINAL,
            notebook,
            visit,
            member: "transcript",
            now: 0,
            keeping: Keeping::default(),
        }
    }

    fn pack(&self) -> Result<(&'c Pack, Talk), String> {
        let talk = self
            .talk
            .clone()
            .ok_or_else(|| "nothing was started".to_owned())?;
        let pack = self.content.script.pack(talk.pack);
        pack.map(|pack| (pack, talk))
            .ok_or_else(|| "the pack is gone".to_owned())
    }

    /// `PACK [at NODE] [depth D] [seed N]`
    fn start(&mut self, rest: &str) -> Result<(), String> {
        let mut words = rest.split_whitespace();
        let name = words.next().unwrap_or("");
        let found = self.content.script.find_pack(name);
        let (index, pack) = found.ok_or_else(|| format!("there is no pack `{name}`"))?;
        if index != PackIx(0) {
            return Err(format!("`{name}` is not the first pack"));
        }
        let (mut at, mut depth, mut seed) = (None, None, 0);
        while let Some(key) = words.next() {
            let value = words.next().unwrap_or("");
            match key {
                "at" => at = Some(value),
                "depth" => {
                    let known = depth_named(value);
                    depth = Some(known.ok_or_else(|| format!("there is no depth `{value}`"))?);
                }
                "seed" => {
                    seed = value
                        .parse()
                        .map_err(|_no| "a seed is 0 to 63".to_owned())?;
                }
                _ => return Err(format!("`{key}` is not one of at, depth, seed")),
            }
        }
        let content = self.content;
        let mut here = Self::here(content, &mut self.notebook, &mut self.visit);
        let started = begin(&mut here, seed, None, depth);
        let (talk, parts) = started.ok_or_else(|| "there is no pack".to_owned())?;
        self.talk = Some(talk);
        self.reply = parts;
        at.map_or(Ok(()), |at| self.jump(pack, at))
    }

    /// Goes to the hub or to a theme's first node: the places that a talk can begin at.
    fn jump(&mut self, pack: &'c Pack, at: &str) -> Result<(), String> {
        let index = pack
            .find(at)
            .ok_or_else(|| format!("there is no node `{at}`"))?;
        let theme = pack.choosable().find(|(_, theme)| theme.start == index);
        let input = match theme {
            _ if index == pack.hub => Input::Hub,
            Some((_, theme)) => Input::Enter(theme.ordinal),
            None if index == pack.start => Input::Show,
            None => {
                return Err(format!(
                    "a talk begins at the pack's start, the hub or a theme's first node, not at `{at}`"
                ));
            }
        };
        self.take(&input)
    }

    fn take(&mut self, input: &Input<'_>) -> Result<(), String> {
        let (_, talk) = self.pack()?;
        let content = self.content;
        let mut here = Self::here(content, &mut self.notebook, &mut self.visit);
        let (talk, parts) = turn(&mut here, talk, input);
        self.talk = Some(talk);
        self.reply = parts;
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), String> {
        let (_, talk) = self.pack()?;
        let content = self.content;
        let mut here = Self::here(content, &mut self.notebook, &mut self.visit);
        let (talk, parts) = line(&mut here, talk, text);
        self.talk = Some(talk);
        self.reply = parts;
        Ok(())
    }

    /// What is asked at the present place.
    fn ask(&self, talk: Talk) -> Option<Ask<'c>> {
        let (_, outputs) = step(&self.content.script, talk, &Input::Show);
        outputs.into_iter().find_map(|output| match output {
            Output::Ask(ask) => Some(ask),
            _ => None,
        })
    }

    fn pick(&mut self, wanted: &str) -> Result<(), String> {
        let (pack, talk) = self.pack()?;
        let node = talk.node(pack).map(|(_, node)| node);
        let act = self
            .ask(talk.clone())
            .and_then(|ask| find_offer(pack, node, &ask, wanted));
        let act = act.ok_or_else(|| format!("there is no such choice here:\n{}", self.shown()))?;
        self.take(&act.input())
    }

    fn is_at(&self, wanted: &str) -> Result<(), String> {
        let (pack, talk) = self.pack()?;
        let at = match talk.at {
            At::Closing => "@closing",
            At::Node(node) => &pack.node(node).id,
        };
        if at == wanted || (wanted == "@hub" && talk.at == At::Node(pack.hub)) {
            return Ok(());
        }
        Err(format!("the talk is at `{at}`"))
    }

    fn sees(&self, wanted: &str) -> bool {
        self.shown().contains(wanted)
    }

    /// Everything in the last reply.
    fn shown(&self) -> String {
        self.reply.iter().map(shown).collect::<Vec<_>>().join("\n")
    }
}

fn shown(part: &Part<'_>) -> String {
    match part {
        Part::Said { text, .. } => text.to_string(),
        Part::Card(Card { title, lines, .. }) => format!("{title}\n{}", lines.join("\n")),
        Part::Ways { title, ways } => {
            let labels: Vec<&str> = ways.iter().map(|way| way.label.as_ref()).collect();
            format!("{title}\n{}", labels.join("\n"))
        }
        Part::Pick(pick) => {
            let labels: Vec<&str> = pick.options.iter().map(|one| one.label.as_ref()).collect();
            format!("{}\n{}", pick.title, labels.join("\n"))
        }
        Part::File(file) => file.name.to_owned(),
        Part::Ask(ask) => {
            let labels: Vec<&str> = ask.offers.iter().map(|offer| offer.label).collect();
            labels.join("\n")
        }
    }
}

/// An offer by its choice's id, its theme's id, its label or the label's start.
fn find_offer(pack: &Pack, node: Option<&Node>, ask: &Ask<'_>, wanted: &str) -> Option<Act> {
    let by_id = |act: &Act| match act {
        Act::Choose(ordinal) => node.is_some_and(|node| {
            node.choices
                .iter()
                .any(|choice| choice.ordinal == *ordinal && choice.id == wanted)
        }),
        Act::Enter(ordinal) => pack
            .choosable()
            .any(|(_, theme)| theme.ordinal == *ordinal && theme.id == wanted),
        _ => false,
    };
    let plain = plain_words(wanted);
    let by_label = |label: &str| plain_words(label).starts_with(&plain);
    let offers = || ask.offers.iter();
    offers()
        .find(|offer| by_id(&offer.act))
        .or_else(|| offers().find(|offer| !plain.is_empty() && by_label(offer.label)))
        .map(|offer| offer.act)
}

/// A text without its quotation marks.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text)
}
