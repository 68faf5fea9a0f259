//! The figures that the project promises: a turn, loading and checking, growth, hearing, a picture, and the first line of a chat.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Read as _;
use std::process::{Command, Stdio};

use alongside::content::Content;
use alongside::engine::{Act, Input, Output, Talk, step, token};
use alongside::lint::{self, Date};
use alongside::picture;
use alongside::script::load::{Files, script};
use alongside::script::{PackIx, Script};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

/// A day on which nothing in the content is overdue.
fn day() -> Date {
    Date::constant(2026, 11, 22)
}

/// Talks at every place of a walk through one theme.
fn places(script: &Script) -> Vec<(String, Input<'static>)> {
    let pack = &script.packs[0];
    let mut out = Vec::new();
    let mut talk = Talk::new(pack, PackIx(0), 7);
    for (_, theme) in pack.choosable() {
        talk = step(script, talk, &Input::Enter(theme.ordinal)).0;
        for turn in 0..9_usize {
            let (_, outputs) = step(script, talk.clone(), &Input::Show);
            let Some(Output::Ask(ask)) = outputs.last() else {
                break;
            };
            let presses: Vec<Act> = ask.offers.iter().map(|offer| offer.act).collect();
            let input = match presses.get(turn % presses.len().max(1)) {
                Some(Act::Choose(ordinal)) => Input::Choose(*ordinal),
                Some(Act::GoOn) => Input::GoOn,
                _ if ask.answer.is_some() => Input::Skip,
                _ => break,
            };
            out.push((token::encode(pack, &talk), input.clone()));
            talk = step(script, talk, &input).0;
        }
    }
    out
}

fn turn(c: &mut Criterion) {
    let content = Content::built_in();
    let script = &content.script;
    let places = places(script);
    let mut at = 0;
    c.bench_function(
        "turn: token decoded, step, token encoded, texts ready",
        |b| {
            b.iter(|| {
                let (code, input) = &places[at % places.len()];
                at += 1;
                let talk = token::decode(script, code).unwrap().talk;
                let (talk, outputs) = step(script, talk, input);
                (
                    token::encode(&script.packs[0], &talk),
                    black_box(outputs).len(),
                )
            });
        },
    );
}

fn shipped(c: &mut Criterion) {
    c.bench_function("built-in content: load and check", |b| {
        b.iter(|| Content::built_in_checked(day()).1.len());
    });
    c.bench_function("built-in content: load", |b| b.iter(Content::built_in));
}

/// A pack of `themes` themes with 20 nodes each.
fn generated(themes: usize) -> Files {
    let mut files = Files::new();
    let names: Vec<String> = (0..themes).map(|t| format!("\"t{t}.toml\"")).collect();
    files.insert(
        "big/pack.toml".to_owned(),
        format!(
            "id='big'\nversion=1\ntitle='Big'\nlanguage='en'\nstart='hub'\nhub='hub'\ninclude=[{}]\n\
             [[node]]\nid='hub'\ndepth='L'\ntext='Pick one.'\n",
            names.join(",")
        ),
    );
    for theme in 0..themes {
        files.insert(format!("big/t{theme}.toml"), generated_theme(theme));
    }
    files
}

fn generated_theme(theme: usize) -> String {
    let mut out = format!(
        "[theme]\nid='t{theme}'\ntitle='Theme {theme}'\nsummary='One line.'\nminutes=6\nstart='t{theme}-n0'\n\
         [[variable]]\nid='side'\nkind='one-of'\nvalues=['in','out']\n"
    );
    for node in 0..19 {
        let next = node + 1;
        write!(
            out,
            "[[node]]\nid='t{theme}-n{node}'\ndepth='L'\nnext='t{theme}-n{next}'\n\
             text='What do you see when you look at the {node} door of the house number {theme}?'\n\
             [[node.line]]\nwhen=\"side == 'in'\"\ntext='You were on the way in before.'\n\
             [[node.choice]]\nid='a'\nlabel='A way in'\nset={{side='in'}}\nreflect='In, then, at door {node}.'\n\
             [[node.choice]]\nid='b'\nlabel='A way out'\nset={{side='out'}}\nreflect='Out, then, at door {node}.'\n"
        )
        .unwrap();
    }
    write!(
        out,
        "[[node]]\nid='t{theme}-n19'\ndepth='L'\nend=true\ntext='Look up. What is next today?'\n"
    )
    .unwrap();
    out
}

fn growth(c: &mut Criterion) {
    let mut group = c.benchmark_group("generated pack: load and check, nodes");
    group.sample_size(10);
    for themes in [62, 125, 250, 500] {
        let files = generated(themes);
        group.bench_with_input(
            BenchmarkId::from_parameter(themes * 20),
            &files,
            |b, files| {
                b.iter(|| {
                    let mut findings = Vec::new();
                    let (script, ordinals) = script(files, &mut findings);
                    lint::check(&lint::Input {
                        script: &script,
                        ordinals: &ordinals,
                        reported: &findings,
                        support: &[],
                        today: day(),
                        articles: &std::collections::BTreeMap::new(),
                    })
                    .len()
                });
            },
        );
    }
    group.finish();
}

fn hearing(c: &mut Criterion) {
    let content = Content::built_in();
    let understanding = content.understanding();
    let message = "We were so close on Sunday, and then on Monday I could not stand to hear the phone. I left it in the \
                   kitchen and went out for the whole evening, and I still do not know what I was running from";
    c.bench_function("hear: a message of 200 characters", |b| {
        b.iter(|| understanding.hear(black_box(message)).value.len());
    });
}

/// Every theme of the built-in content finished, and as many measures as are drawn.
fn full_map(script: &Script) -> picture::Map {
    let pack = &script.packs[0];
    let themes: Vec<_> = pack
        .choosable()
        .map(|(_, theme)| picture::Theme {
            title: theme.title.clone(),
            state: picture::State::Finished,
            ends: Some(picture::Ends {
                low: "lying in the grass".to_owned(),
                high: "so tight that it hums".to_owned(),
            }),
        })
        .collect();
    let scales = (1..=picture::MEASURES_MAX)
        .map(|day| picture::Measure {
            date: format!("{day} Oct"),
            theme: day % themes.len(),
            before: 2,
            after: Some(7),
        })
        .collect();
    let title = pack.title.clone();
    picture::Map {
        title,
        themes,
        scales,
    }
}

fn drawing(c: &mut Criterion) {
    let content = Content::built_in();
    let map = full_map(&content.script);
    let svg = picture::svg(&map);
    let bytes = picture::png(&svg).unwrap().len();
    c.bench_function("picture: svg of a full map", |b| {
        b.iter(|| picture::svg(black_box(&map)).len());
    });
    c.bench_function(&format!("picture: png of {bytes} bytes"), |b| {
        b.iter(|| picture::png(black_box(&svg)).unwrap().len());
    });
}

/// Time until the first byte of a chat; cargo builds benches and the binary with the release settings.
fn first_line(c: &mut Criterion) {
    let mut group = c.benchmark_group("chat");
    group.sample_size(20);
    group.bench_function("first line", |b| {
        b.iter(|| {
            let mut child = Command::new(env!("CARGO_BIN_EXE_alongside"))
                .args(["chat", "--plain"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut first = [0_u8; 1];
            child
                .stdout
                .as_mut()
                .unwrap()
                .read_exact(&mut first)
                .unwrap();
            drop(child.stdin.take());
            let mut rest = Vec::new();
            child
                .stdout
                .as_mut()
                .unwrap()
                .read_to_end(&mut rest)
                .unwrap();
            child.wait().unwrap()
        });
    });
    group.finish();
}

criterion_group!(figures, turn, shipped, growth, hearing, drawing, first_line);
criterion_main!(figures);
