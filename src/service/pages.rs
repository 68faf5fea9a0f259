//! Commands: the pages that are not a talk, and the ways into one.

use crate::engine::{Input, Talk, token};
use crate::script::pack::Term;
use crate::script::suggest::did_you_mean;
use crate::script::support::WORLDWIDE;
use crate::script::{Depth, Node, Pack, PackIx, SupportKind, ThemeIx};
use crate::service::command::{Command, short};
use crate::service::heavy;
use crate::service::keeping;
use crate::service::line::{about_data, danger, hear};
use crate::service::own::Own;
use crate::service::reply::{Card, Part, Role};
use crate::service::setting::Setting;
use crate::service::turn::{Here, begin, help, support_parts, turn};
use crate::service::way::{Go, Way};
use crate::understanding::Meaning;
use crate::words::{about, commands, support, talk as words};

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
        Command::Question { theme } => {
            let mut talk = talk;
            talk.seed = (talk.seed + 1) & 0x3F;
            let at = first_question(pack, theme, talk.seed);
            return (talk, question_for(here, theme, at));
        }
        Command::Tell { words } => tell(here, pack, &words),
        Command::Glossary { term } => glossary(pack, term.as_deref()),
        Command::Sources => sources(here.setting, pack),
        Command::Support { country } => support_page(here, country.as_deref()),
        Command::About => about_page(here.setting, pack),
        Command::Help => help(here.setting.surface),
        Command::Progress { .. }
        | Command::Journal { .. }
        | Command::Remind { .. }
        | Command::Privacy { .. } => kept(here, &command),
    };
    let parts = keeping::news(here).into_iter().chain(parts).collect();
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
    let talk = keeping::trace::with_finished(here, pack, talk);
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
    if code.is_empty() {
        if let Some(resumed) = keeping::resume(here, talk.clone()) {
            return resumed;
        }
        let parts = keeping::own(here, Own::Resume);
        if !parts.is_empty() {
            return (talk, parts);
        }
    }
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

/// What is kept about the member. What they search for is theirs, and danger in it comes first, as everywhere.
fn kept<'c>(here: &mut Here<'c, '_>, command: &Command) -> Vec<Part<'c>> {
    let asked = match command {
        Command::Journal { search, .. } => search.as_ref().and_then(|text| danger(here, text)),
        _ => None,
    };
    asked.unwrap_or_else(|| keeping::command(here, command))
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

/// One key point alone, counted from 0, with the ways to its neighbours and into its theme.
pub fn key_point(pack: &Pack, at: u8) -> Vec<Part<'_>> {
    let count = pack.key_points.len();
    let at = usize::from(at).min(count.saturating_sub(1));
    let Some(point) = pack.key_points.get(at) else {
        return vec![Part::notice(words::HEARD_NOTHING)];
    };
    let lines = vec![point.short.clone(), point.long.clone()];
    let to = |at: usize| u8::try_from(at).ok().map(Go::KeyPoint);
    let theme = pack.theme(point.theme).ordinal;
    let mut ways = vec![Way::new(words::REFLECT_ON_THIS, Go::Start(Some(theme)))];
    let previous = at.checked_sub(1).and_then(to);
    ways.extend(previous.map(|go| Way::new(words::PREVIOUS, go)));
    let next = Some(at + 1).filter(|next| *next < count).and_then(to);
    ways.extend(next.map(|go| Way::new(words::NEXT, go)));
    ways.push(Way::new(words::ALL_THEMES, Go::Start(None)));
    vec![
        Part::Card(Card::new(words::key_point(at + 1, count), lines)),
        Part::Ways { title: "", ways },
    ]
}

/// The first key point of a theme, counted from 0; the first of all where the theme has none.
pub fn key_point_of(pack: &Pack, theme: Option<ThemeIx>) -> u8 {
    let mut points = pack.key_points.iter();
    let at = points.position(|point| theme.is_some_and(|theme| point.theme == theme));
    u8::try_from(at.unwrap_or(0)).unwrap_or(0)
}

/// The questions that can be met alone, those of a theme first.
pub(crate) fn questions(pack: &Pack, theme: Option<ThemeIx>) -> (Vec<&Node>, usize) {
    let all = pack.nodes.iter().filter(|node| stands_alone(node));
    let is_own = |node: &&Node| theme.is_none_or(|theme| node.theme == theme);
    let (mut own, others): (Vec<&Node>, Vec<&Node>) = all.partition(is_own);
    let count = own.len();
    own.extend(others);
    (own, count)
}

/// Which question comes first, by chance, among those of a theme.
pub fn first_question(pack: &Pack, theme: Option<ThemeIx>, chance: u8) -> u8 {
    let (_, own) = questions(pack, theme);
    let at = usize::from(chance) % own.max(1);
    u8::try_from(at).unwrap_or(0)
}

/// The same for a member: with a yes to progress, one that was not seen yet.
pub fn question_for<'c>(here: &mut Here<'c, '_>, theme: Option<ThemeIx>, at: u8) -> Vec<Part<'c>> {
    let Some(pack) = here.content.script.pack(PackIx(0)) else {
        return Vec::new();
    };
    let (at, said) = keeping::next_question(here, pack, theme, at);
    let mut parts = question(pack, theme, at);
    if let Some(said) = said {
        parts.insert(0, said);
    }
    parts
}

/// A question of one idea by its place among them: those of a theme come first, and then all others.
pub fn question(pack: &Pack, theme: Option<ThemeIx>, at: u8) -> Vec<Part<'_>> {
    let (all, _) = questions(pack, theme);
    let Some(node) = all.get(usize::from(at) % all.len().max(1)) else {
        return vec![Part::notice(words::HEARD_NOTHING)];
    };
    let asked = theme.map(|theme| pack.theme(theme).ordinal);
    let own = pack.theme(node.theme);
    let name = asked.map_or("", |_| own.id.as_str());
    let next = at.wrapping_add(1);
    let ways = vec![
        Way::new(words::ANOTHER_QUESTION, Go::Question(asked, next)).typed("question", name),
        Way::new(words::GO_DEEPER, Go::Start(Some(own.ordinal))).typed("start", &own.id),
    ];
    vec![
        Part::Said {
            role: Role::Line,
            text: node.text.shown(),
            says: node.says,
        },
        Part::Ways { title: "", ways },
    ]
}

/// Whether a question can be met alone: it states an idea, leans on no answer before, and needs no grounding around it.
fn stands_alone(node: &Node) -> bool {
    let leans = node.text.say(|_variable| None).is_none();
    let is_passage = node.gate || node.end || node.support.is_some();
    node.is_question()
        && !node.claims.is_empty()
        && node.depth < Depth::Deep
        && node.theme != crate::script::FRAME
        && !leans
        && !is_passage
}

/// Says which theme own words touch. They are neither held nor passed on; danger in them comes first, as everywhere.
fn tell<'c>(here: &mut Here<'c, '_>, pack: &'c Pack, words: &str) -> Vec<Part<'c>> {
    if words.trim().is_empty() {
        return vec![Part::notice(words::TELL_HOW)];
    }
    let heard = hear(here.content, words);
    if let Some(parts) = about_data(here, heard.kind) {
        return parts;
    }
    if let Meaning::Crisis(kind) = heard.kind {
        return heavy::ask(here, kind, heard.is_urgent());
    }
    let ids = std::iter::once(heard.value).chain(heard.also.iter().copied());
    let ids = ids.filter(|_| matches!(heard.kind, Meaning::Theme(_)));
    let themes = ids.filter_map(|id| pack.find_theme(id).map(|theme| pack.theme(theme)));
    let (mut parts, mut ways) = (Vec::new(), Vec::new());
    for theme in themes {
        parts.push(Part::notice(words::heard(&theme.title)));
        let way = Way::new(words::way_in(&theme.title), Go::Start(Some(theme.ordinal)));
        ways.push(way.typed("start", &theme.id));
    }
    let title = if parts.is_empty() {
        parts.push(Part::notice(words::HEARD_NOTHING));
        ways.push(Way::new(words::ALL_THEMES, Go::Start(None)).typed("start", ""));
        ""
    } else {
        words::HEARD_WAYS
    };
    parts.push(Part::Ways { title, ways });
    parts
}

/// Where to find help: lists by country, since the card holds no country's own lines yet.
fn support_page<'c>(here: &Here<'c, '_>, country: Option<&str>) -> Vec<Part<'c>> {
    let mut parts = support_parts(here.content, SupportKind::General);
    if let Some(country) = country.filter(|country| *country != WORLDWIDE) {
        parts.insert(0, Part::notice(support::no_lines_for(&short(country))));
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

fn sources<'c>(setting: &Setting, pack: &Pack) -> Vec<Part<'c>> {
    let mut lines: Vec<String> = pack
        .sources
        .iter()
        .map(|source| source.cite.clone())
        .collect();
    lines.extend(setting.about.article_url.as_deref().map(about::article_at));
    vec![Part::Card(Card::new(about::SOURCES, lines))]
}

fn about_page<'c>(setting: &Setting, pack: &Pack) -> Vec<Part<'c>> {
    let article = pack.article.as_ref();
    let field =
        |get: fn(&crate::script::file::Article) -> &String| article.map_or("", |a| get(a).as_str());
    let facts = about::Facts {
        author: field(|a| &a.author),
        title: field(|a| &a.title),
        outlet: field(|a| &a.outlet),
        article_url: setting.about.article_url.as_deref().unwrap_or(""),
        contact: setting.about.operator_contact.as_deref().unwrap_or(""),
        privacy_url: setting.about.privacy_url.as_deref().unwrap_or(""),
    };
    let lines = about::lines(setting.surface, &facts);
    vec![Part::Card(Card::new(about::TITLE, lines))]
}
