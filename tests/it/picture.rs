//! The picture of a member's progress: what is on it, that nothing covers anything, and that no title breaks it.

use std::sync::Arc;

use alongside::picture::{ALT_MAX, Ends, MEASURES_MAX, Map, Measure, State, Theme, alt, png, svg};
use alongside::script::{AnswerKind, NodeIx};
use proptest::prelude::*;
use resvg::tiny_skia::{Pixmap, Rect};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Group, Node, Options, Tree};

use crate::common::script;

/// The colour of what is filled in, as it comes out.
const FILLED: [u8; 3] = [0x2f, 0x63, 0x70];

/// What the ends of a shipped theme's scale mean.
fn ends(node: NodeIx) -> Option<Ends> {
    let answer = script().packs[0].node(node).answer.as_ref()?;
    let (low, high) = (answer.low.clone()?, answer.high.clone()?);
    (answer.kind == AnswerKind::Scale).then_some(Ends { low, high })
}

/// The shipped themes, in states that repeat, with the last so many of their scales.
fn shipped(states: &[State], scales: usize) -> Map {
    let pack = &script().packs[0];
    let themes = pack.choosable().zip(states.iter().cycle());
    let themes: Vec<Theme> = themes
        .map(|((_, theme), state)| Theme {
            title: theme.title.clone(),
            state: *state,
            ends: theme.nodes.iter().find_map(|node| ends(*node)),
        })
        .collect();
    let scales = measures(scales, themes.len());
    let title = pack.title.clone();
    Map {
        title,
        themes,
        scales,
    }
}

fn measures(count: usize, themes: usize) -> Vec<Measure> {
    (0..count)
        .map(|n| Measure {
            date: format!("{} Oct", n % 31 + 1),
            theme: n % themes.max(1),
            before: (n * 7 % 11).try_into().unwrap(),
            after: (n % 4 != 3).then(|| ((n * 5 + 2) % 11).try_into().unwrap()),
        })
        .collect()
}

fn titled(titles: impl IntoIterator<Item = String>, scales: usize) -> Map {
    let themes: Vec<Theme> = titles
        .into_iter()
        .map(|title| Theme {
            ends: Some(Ends {
                low: title.clone(),
                high: title.clone(),
            }),
            title,
            state: State::Begun,
        })
        .collect();
    Map {
        title: "A title".to_owned(),
        scales: measures(scales, themes.len()),
        themes,
    }
}

/// The SVG as a renderer that is not ours to steer reads it.
fn read(svg: &str) -> Tree {
    let mut fonts = Database::new();
    fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let options = Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    Tree::from_str(svg, &options).unwrap()
}

/// Every text with the box that it takes.
fn texts(group: &Group) -> Vec<(String, Rect)> {
    let mut out = Vec::new();
    for node in group.children() {
        match node {
            Node::Group(inner) => out.extend(texts(inner)),
            Node::Text(text) => {
                let words = text.chunks().iter().map(|chunk| chunk.text().to_owned());
                out.push((words.collect(), node.abs_bounding_box()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    out
}

/// Texts stand inside the picture and clear of each other.
#[track_caller]
fn check_clear(map: &Map) {
    let tree = read(&svg(map));
    let texts = texts(tree.root());
    assert!(texts.len() >= map.themes.len());
    let (wide, high) = (tree.size().width(), tree.size().height());
    for (n, (text, at)) in texts.iter().enumerate() {
        let inside = at.left() >= 12.0
            && at.right() <= wide - 12.0
            && at.top() >= 12.0
            && at.bottom() <= high - 12.0;
        assert!(inside, "{text}: {at:?}");
        for (other, there) in &texts[n + 1..] {
            let apart = at.right() <= there.left()
                || there.right() <= at.left()
                || at.bottom() <= there.top()
                || there.bottom() <= at.top();
            assert!(apart, "{text} {at:?} is over {other} {there:?}");
        }
    }
}

#[test]
fn the_shipped_titles_stand_clear_and_whole() {
    let map = shipped(&[State::Untouched, State::Begun, State::Finished], 12);
    assert_eq!(map.themes.len(), 13);
    assert!(map.themes.iter().all(|theme| theme.ends.is_some()));
    check_clear(&map);
    let svg = svg(&map);
    assert!(!svg.contains('…'), "a title or the end of a scale is cut");
}

#[test]
fn long_titles_stand_clear() {
    let long = "When somebody you love comes very nearby";
    assert_eq!(long.len(), 40);
    let map = titled((0..13).map(|_| long.to_owned()), 12);
    check_clear(&map);
    assert!(svg(&map).contains("very nearby"), "40 letters are not cut");
    check_clear(&titled((0..60).map(|_| "w".repeat(10_000)), 40));
    check_clear(&titled((0..60).map(|n| "Łódź Жизнь ".repeat(n)), 40));
}

/// How many pixels below the legend are filled in, and which part of the box around them that is.
fn filled(state: State) -> (usize, f64) {
    let mut map = shipped(&[state], 0);
    map.themes.truncate(1);
    let pixels = Pixmap::decode_png(&png(&svg(&map)).unwrap()).unwrap();
    let wide = pixels.width() as usize;
    let at: Vec<(usize, usize)> = (0..)
        .zip(pixels.pixels())
        .filter(|(_, pixel)| [pixel.red(), pixel.green(), pixel.blue()] == FILLED)
        .map(|(n, _)| (n % wide, n / wide))
        .filter(|(_, y)| *y > 190)
        .collect();
    let span = |side: fn(&(usize, usize)) -> usize| {
        let low = at.iter().map(side).min()?;
        Some(at.iter().map(side).max()? - low + 1)
    };
    let area = span(|at| at.0).zip(span(|at| at.1));
    let area = area.map_or(1, |(wide, high)| wide * high);
    (
        at.len(),
        f64::from(u32::try_from(at.len()).unwrap()) / f64::from(u32::try_from(area).unwrap()),
    )
}

#[test]
fn states_differ_in_shape_and_not_in_colour_alone() {
    assert_eq!(filled(State::Untouched).0, 0);
    let (begun, finished) = (filled(State::Begun), filled(State::Finished));
    assert!(
        begun.0 > 300 && begun.1 < 0.5,
        "a ring with a dot: {begun:?}"
    );
    assert!(
        finished.0 > 1200 && finished.1 > 0.7,
        "a disk: {finished:?}"
    );
}

#[test]
fn what_signs_mean_stands_beside_them() {
    let svg = svg(&shipped(&[State::Begun], 1));
    for words in [
        "finished",
        "begun",
        "not opened yet",
        "at the start",
        "at the end",
    ] {
        assert!(svg.contains(&format!(">{words}<")), "{words}");
    }
}

#[test]
fn only_the_last_measures_are_drawn_and_that_is_said() {
    let all = shipped(&[State::Begun], 12);
    assert!(!svg(&all).contains("the last"));
    let map = shipped(&[State::Begun], 20);
    let svg = svg(&map);
    assert!(svg.contains("These are the last 12."));
    assert!(!svg.contains(">8 Oct<") && svg.contains(">9 Oct<") && svg.contains(">20 Oct<"));
    assert!(svg.find(">9 Oct<") < svg.find(">20 Oct<"));
    assert!(alt(&map).contains("the last 12, oldest first"));
}

#[test]
fn without_measures_there_is_no_lower_part() {
    let svg = svg(&shipped(&[State::Untouched], 0));
    assert!(!svg.contains("numbers") && svg.contains("Come closer, go away"));
}

#[test]
fn the_words_name_every_finished_theme_and_every_measure() {
    let map = shipped(&[State::Finished], 12);
    let words = alt(&map);
    assert!(words.chars().count() <= ALT_MAX, "{}", words.len());
    for theme in &map.themes {
        assert!(words.contains(&format!("“{}”", theme.title)), "{words}");
    }
    for measure in &map.scales {
        let title = &map.themes[measure.theme].title;
        let numbers = match measure.after {
            Some(after) => format!("{} to {after}", measure.before),
            None => format!("{} at the start", measure.before),
        };
        let told = format!("{}, “{title}”, {numbers}", measure.date);
        assert!(words.contains(&told), "{told}: {words}");
    }
}

#[test]
fn the_words_tell_states_apart() {
    let mut map = shipped(&[State::Untouched, State::Begun, State::Finished], 0);
    map.themes.truncate(4);
    let titles: Vec<&str> = map
        .themes
        .iter()
        .map(|theme| theme.title.as_str())
        .collect();
    let expected = format!(
        "“{}”: a map of 4 themes. Finished: “{}”. Begun: “{}”. Not opened yet: 2.",
        map.title, titles[2], titles[1]
    );
    assert_eq!(alt(&map), expected);
}

#[test]
fn no_words_judge_or_compare() {
    let map = shipped(&[State::Finished, State::Begun], 30);
    let all = format!("{}{}", svg(&map).to_lowercase(), alt(&map).to_lowercase());
    for word in [
        "streak",
        "score",
        "%",
        "best",
        "worse",
        "improve",
        "progress",
        "others",
        "well done",
    ] {
        assert!(!all.contains(word), "{word}");
    }
}

fn title() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any::<String>(),
        2 => "[ -~]{0,60}",
        1 => "[<>&\"'\\]\\[;!#-]{0,40}",
        1 => "[\u{5d0}-\u{5ea}\u{627}-\u{64a}\u{202e}\u{2066} ]{0,40}",
        1 => "[😀-😎\u{200d}\u{fe0f}\u{1f1e6}-\u{1f1ff}]{0,40}",
        1 => "[a\u{300}-\u{36f}]{0,80}",
        1 => "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}]{0,40}",
        1 => ".{1,20}".prop_map(|part| part.repeat(10_000 / part.len().max(1))),
    ]
}

prop_compose! {
    fn theme()(title in title(), low in title(), high in title(), which in 0..3_usize) -> Theme {
        let state = [State::Untouched, State::Begun, State::Finished][which];
        Theme { title, state, ends: Some(Ends { low, high }) }
    }
}

prop_compose! {
    fn measure()(date in title(), theme in 0..70_usize, before: u8, after: Option<u8>) -> Measure {
        Measure { date, theme, before, after }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_map_breaks_the_picture(
        title in title(),
        themes in proptest::collection::vec(theme(), 0..=60),
        some in proptest::collection::vec(measure(), 0..20),
        times in 0..50_usize,
    ) {
        let scales = some.iter().cycle().take(some.len() * times).cloned().collect();
        let map = Map { title, themes, scales };
        let svg = svg(&map);
        check_clear(&map);
        let bytes = png(&svg).unwrap();
        prop_assert!(bytes.starts_with(b"\x89PNG"));
        let words = alt(&map);
        prop_assert!(words.encode_utf16().count() <= ALT_MAX, "{words}");
        prop_assert!(!words.contains(char::is_control));
    }
}

#[test]
fn a_map_of_nothing_is_a_picture_too() {
    let map = Map {
        title: String::new(),
        themes: Vec::new(),
        scales: measures(1000, 0),
    };
    assert!(png(&svg(&map)).is_ok());
    assert_eq!(
        svg(&map).matches("A theme that is no longer here").count(),
        MEASURES_MAX
    );
    assert!(alt(&map).ends_with("8 at the start."), "{}", alt(&map));
}
