//! Commands: the pages that are not a talk, and the ways into one.

use crate::engine::{Input, Talk, token};
use crate::script::pack::Term;
use crate::script::suggest::did_you_mean;
use crate::script::{Depth, Node, Pack, SupportKind, ThemeIx};
use crate::service::command::Command;
use crate::service::reply::{Card, Part, Role};
use crate::service::turn::{Here, begin, help, support_parts, turn};
use crate::understanding::Meaning;
use crate::words::{about, commands, talk as words};

/// Runs a command. The talk stays where it is unless the command leads elsewhere.
pub fn run<'c>(here: &mut Here<'c, '_>, talk: Talk, command: Command) -> (Talk, Vec<Part<'c>>) {
    let content = here.content;
    let Some(pack) = content.script.pack(talk.pack) else {
        return (talk, Vec::new());
    };
    let parts = match command {
        Command::Start { theme, depth } => return start(here, talk, theme, depth),
        Command::Continue { code } => return resume(here, talk, &code),
        Command::Keypoints { theme } => key_points(pack, theme),
        Command::Question { theme } => return question(pack, talk, theme),
        Command::Tell { words } => tell(here, pack, &words),
        Command::Glossary { term } => glossary(pack, term.as_deref()),
        Command::Sources => sources(pack),
        Command::Support => support_parts(content, SupportKind::General),
        Command::About => about_page(pack),
        Command::Help => help(),
    };
    (talk, parts)
}

fn start<'c>(
    here: &mut Here<'c, '_>,
    mut talk: Talk,
    theme: Option<ThemeIx>,
    depth: Option<Depth>,
) -> (Talk, Vec<Part<'c>>) {
    talk.depth = depth.unwrap_or(talk.depth);
    let Some(pack) = here.content.script.pack(talk.pack) else {
        return (talk, Vec::new());
    };
    match theme {
        Some(theme) => {
            let ordinal = pack.theme(theme).ordinal;
            turn(here, talk, &Input::Enter(ordinal))
        }
        None if depth.is_some() || talk.steps_back() > 0 => turn(here, talk, &Input::Hub),
        None => {
            let seed = talk.seed;
            begin(here, seed, None, None).unwrap_or((talk, Vec::new()))
        }
    }
}

fn resume<'c>(here: &mut Here<'c, '_>, talk: Talk, code: &str) -> (Talk, Vec<Part<'c>>) {
    match token::decode(&here.content.script, code) {
        Ok(decoded) => {
            let (talk, mut parts) = turn(here, decoded.talk, &Input::Show);
            if decoded.gone {
                parts.insert(0, Part::notice(words::PLACE_GONE));
            }
            (talk, parts)
        }
        Err(refusal) => {
            let text = format!("Sorry, {refusal}. {}", words::CODE_HELP);
            (talk, vec![Part::notice(text)])
        }
    }
}

fn key_points(pack: &Pack, theme: Option<ThemeIx>) -> Vec<Part<'_>> {
    let points = pack
        .key_points
        .iter()
        .filter(|point| theme.is_none_or(|theme| point.theme == theme));
    let lines: Vec<String> = points
        .map(|point| {
            let id = &pack.theme(point.theme).id;
            format!(
                "{}\n{}\nReflect on this: /reflect start {id}",
                point.short, point.long
            )
        })
        .collect();
    if lines.is_empty() {
        return key_points(pack, None);
    }
    vec![Part::Card(Card::new(about::KEY_POINTS, lines))]
}

/// A question of one idea, another one each time.
fn question(pack: &Pack, mut talk: Talk, theme: Option<ThemeIx>) -> (Talk, Vec<Part<'_>>) {
    let fits = |node: &&Node| {
        node.is_question()
            && node.claims.len() == 1
            && node.depth < Depth::Deep
            && theme.is_none_or(|theme| node.theme == theme)
    };
    let all: Vec<&Node> = pack.nodes.iter().filter(fits).collect();
    talk.seed = (talk.seed + 1) & 0x3F;
    let at = usize::from(talk.seed) * 7 % all.len().max(1);
    let Some(node) = all.get(at) else {
        return (talk, vec![Part::notice(words::HEARD_NOTHING)]);
    };
    let theme = &pack.theme(node.theme).id;
    let theme = if *theme == crate::script::pack::FRAME_ID {
        ""
    } else {
        theme.as_str()
    };
    let parts = vec![
        Part::Said {
            role: Role::Line,
            text: node.text.shown(),
            says: node.says,
        },
        Part::notice(words::question_ways(theme)),
    ];
    (talk, parts)
}

/// Says which theme own words touch. They are neither held nor passed on.
fn tell<'c>(here: &Here<'c, '_>, pack: &'c Pack, words: &str) -> Vec<Part<'c>> {
    if words.is_empty() {
        return vec![Part::notice(words::TELL_HOW)];
    }
    let heard = here.content.understanding().hear(words);
    let ids = std::iter::once(heard.value).chain(heard.also.iter().copied());
    let themes = ids.filter(|_| matches!(heard.kind, Meaning::Theme(_)));
    let parts: Vec<Part<'_>> = themes
        .filter_map(|id| {
            let theme = pack.theme(pack.find_theme(id)?);
            Some(Part::notice(words::heard(&theme.title, &theme.id)))
        })
        .collect();
    if parts.is_empty() {
        return vec![Part::notice(words::HEARD_NOTHING)];
    }
    parts
}

fn glossary<'c>(pack: &'c Pack, term: Option<&str>) -> Vec<Part<'c>> {
    let shown = |entry: &Term| format!("{}\n{}", entry.term, entry.text);
    let wanted = term.map(str::to_lowercase);
    let fits = |entry: &&Term| {
        wanted.as_ref().is_none_or(|wanted| {
            entry.term.to_lowercase().contains(wanted.as_str()) || entry.id == *wanted
        })
    };
    let lines: Vec<String> = pack.terms.iter().filter(fits).map(shown).collect();
    if lines.is_empty() {
        let known: Vec<&str> = pack.terms.iter().map(|entry| entry.term.as_str()).collect();
        let help = did_you_mean(wanted.as_deref().unwrap_or(""), known.iter().copied());
        return vec![Part::notice(commands::no_such("word here", &help))];
    }
    vec![Part::Card(Card::new(about::GLOSSARY, lines))]
}

fn sources(pack: &Pack) -> Vec<Part<'_>> {
    let lines = pack
        .sources
        .iter()
        .map(|source| source.cite.clone())
        .collect();
    vec![Part::Card(Card::new(about::SOURCES, lines))]
}

fn about_page(pack: &Pack) -> Vec<Part<'_>> {
    let article = pack.article.as_ref();
    let field =
        |get: fn(&crate::script::file::Article) -> &String| article.map_or("", |a| get(a).as_str());
    let lines = about::lines(
        field(|a| &a.author),
        field(|a| &a.title),
        field(|a| &a.outlet),
    );
    vec![Part::Card(Card::new(about::TITLE, lines))]
}
