//! What the shipped content promises: every idea, every theme, two real forks, reflections, exits.

use std::collections::BTreeSet;

use alongside::script::{
    AnswerKind, Depth, Finding, NodeIx, Pack, Says, Severity, SupportKind, Target, Theme, graph,
};

use crate::common::{content, root, script};

/// The themes of the article's map.
const THEMES: [&str; 13] = [
    "temporary-distancing",
    "endangerment",
    "safe-partner",
    "priming-past",
    "implicit-memory",
    "shame",
    "fear-distress",
    "jealousy-mistrust",
    "lost-idyll",
    "dependency-hunger",
    "idealization",
    "projection-displacement",
    "trust-communication",
];

/// How many ideas each letter of the article's map has.
const IDEAS: [(char, u8); 9] = [
    ('A', 1),
    ('B', 6),
    ('C', 7),
    ('D', 6),
    ('E', 5),
    ('F', 5),
    ('G', 3),
    ('H', 5),
    ('I', 6),
];

fn pack() -> &'static Pack {
    &script().packs[0]
}

#[test]
fn the_binary_has_every_file_of_the_folder() {
    let mut on_disk = BTreeSet::new();
    for folder in std::fs::read_dir(root().join("prompts")).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() || folder.ends_with("transcripts") {
            continue;
        }
        for file in std::fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            let inside = path.strip_prefix(root().join("prompts")).unwrap();
            on_disk.insert(inside.to_string_lossy().replace('\\', "/"));
        }
    }
    let built_in: BTreeSet<String> = alongside::content::builtin_paths()
        .map(str::to_owned)
        .collect();
    assert_eq!(built_in, on_disk);
}

#[test]
fn the_shipped_content_has_no_errors() {
    let day = alongside::lint::Date::constant(2026, 11, 22);
    let findings: Vec<Finding> = alongside::content::Content::built_in().check(day);
    let errors: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_name_has_a_committed_number() {
    assert!(
        content()
            .ordinals
            .values()
            .all(|numbers| numbers.added == 0)
    );
}

#[test]
fn the_schema_is_fresh() {
    let committed = std::fs::read_to_string(root().join("prompts/schema.json")).unwrap();
    let fresh = alongside::script::file::schema();
    assert!(
        committed == fresh,
        "run `cargo run -- schema > prompts/schema.json`"
    );
}

#[test]
fn the_schema_accepts_the_shipped_files_and_refuses_a_wrong_key() {
    let schema = serde_json::from_str(&alongside::script::file::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (path, text) in alongside::content::builtin_texts() {
        let name = path.strip_prefix("run-from-love/");
        if name.is_none_or(|name| ["ordinals.toml", "article.shingles"].contains(&name)) {
            continue;
        }
        let value: serde_json::Value = toml::from_str(&text).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(&value)
            .map(|e| e.to_string())
            .collect();
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
    }
    let wrong = serde_json::json!({ "node": [{ "id": "a", "depth": "L", "txet": "x" }] });
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn all_thirteen_themes_are_there_and_take_five_to_ten_minutes() {
    let ids: Vec<&str> = pack()
        .choosable()
        .map(|(_, theme)| theme.id.as_str())
        .collect();
    assert_eq!(ids, THEMES);
    for (index, theme) in pack().choosable() {
        let minutes = graph::minutes(pack(), index, Depth::Middle);
        assert!((5..=10).contains(&minutes), "{}: {minutes}", theme.id);
    }
}

#[test]
fn every_idea_is_stated_sourced_and_asked_alone() {
    let pack = pack();
    let expected: Vec<String> = IDEAS
        .iter()
        .flat_map(|(letter, count)| (1..=*count).map(move |n| format!("RL-{letter}{n}")))
        .collect();
    assert_eq!(expected.len(), 44);
    for id in expected {
        let at = pack.claims.iter().position(|claim| claim.id == id).unwrap();
        let claim = &pack.claims[at];
        assert!(!claim.sources.is_empty(), "{id} names no source");
        if claim.says == Says::Study {
            let article = claim
                .sources
                .iter()
                .all(|s| pack.sources[*s].id == "SRC-ART");
            assert!(!article, "{id} is a study's and names none");
        }
        let alone = pack.nodes.iter().any(|node| {
            node.is_question()
                && node.claims.len() == 1
                && node.claims[0].0 as usize == at
                && node.says.is_some()
        });
        assert!(alone, "{id} has no question of its own");
    }
}

#[test]
fn key_points_lead_into_their_themes() {
    let pack = pack();
    let found: Vec<(&str, &str)> = pack
        .key_points
        .iter()
        .map(|point| (point.id.as_str(), pack.theme(point.theme).id.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("kp1", "temporary-distancing"),
            ("kp2", "temporary-distancing"),
            ("kp3", "endangerment"),
            ("kp4", "trust-communication"),
        ]
    );
    assert!(pack.key_points.iter().all(|p| p.short.len() < p.long.len()));
}

/// Question nodes of a theme that can be reached from `from` on a middle way.
fn questions_after(theme: &Theme, from: NodeIx) -> BTreeSet<NodeIx> {
    let pack = pack();
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(index) = open.pop() {
        let node = pack.node(index);
        if !theme.nodes.contains(&index) || !seen.insert(index) {
            continue;
        }
        let met = graph::is_met(node, Depth::Middle);
        let ways = graph::ways(node).take(if met { usize::MAX } else { 1 });
        open.extend(ways.filter_map(|target| match target {
            Target::Node(next) => Some(next),
            _ => None,
        }));
    }
    seen.retain(|index| {
        pack.node(*index).is_question() && graph::is_met(pack.node(*index), Depth::Middle)
    });
    seen
}

#[test]
fn every_theme_has_two_forks_with_two_questions_on_each_side() {
    for (_, theme) in pack().choosable() {
        let forks = theme
            .nodes
            .iter()
            .filter(|index| is_fork(theme, **index))
            .count();
        assert!(forks >= 2, "{} has {forks} forks", theme.id);
    }
}

fn is_fork(theme: &Theme, index: NodeIx) -> bool {
    let node = pack().node(index);
    if !graph::is_met(node, Depth::Middle) {
        return false;
    }
    let sides: Vec<BTreeSet<NodeIx>> = graph::ways(node)
        .filter_map(|target| match target {
            Target::Node(next) => Some(questions_after(theme, next)),
            _ => None,
        })
        .collect();
    sides.iter().enumerate().any(|(at, left)| {
        sides[at + 1..]
            .iter()
            .any(|right| left.difference(right).count() >= 2 && right.difference(left).count() >= 2)
    })
}

#[test]
fn every_theme_asks_enough_reflects_and_ends_well() {
    let pack = pack();
    for (_, theme) in pack.choosable() {
        let nodes = || theme.nodes.iter().map(|index| pack.node(*index));
        let questions = nodes().filter(|node| node.is_question()).count();
        let light = nodes().filter(|node| node.is_question() && node.depth == Depth::Light);
        let reflects: BTreeSet<String> = nodes()
            .flat_map(|node| &node.choices)
            .filter_map(|choice| choice.reflect.as_ref())
            .map(|(text, _)| text.shown().into_owned())
            .collect();
        let reflect_count = nodes()
            .flat_map(|node| &node.choices)
            .filter(|choice| choice.reflect.is_some())
            .count();
        let own = nodes().filter(|node| {
            node.answer
                .as_ref()
                .is_some_and(|answer| answer.kind == AnswerKind::Text)
        });
        let id = &theme.id;
        assert!(questions >= 6, "{id}");
        assert!(light.count() >= 2, "{id}");
        assert!(reflect_count >= 3, "{id}");
        assert_eq!(
            reflects.len(),
            reflect_count,
            "{id}: two answers get the same reflection"
        );
        assert!(own.count() >= 1, "{id}");
        assert!(nodes().any(|node| node.end), "{id}");
        let middle = pack.node(theme.start).ahead[1];
        assert!(
            middle >= 6,
            "{id}: a middle way has about {middle} questions"
        );
    }
}

#[test]
fn no_reflection_stands_twice_in_the_pack() {
    let mut seen = BTreeSet::new();
    for node in &pack().nodes {
        for choice in &node.choices {
            if let Some((text, _)) = &choice.reflect {
                let text = text.shown().into_owned();
                assert!(seen.insert(text.clone()), "`{}`: {text}", node.id);
            }
        }
    }
}

#[test]
fn ways_through_the_three_safety_ideas_lead_to_support() {
    let pack = pack();
    for theme in ["safe-partner", "jealousy-mistrust"] {
        let theme = pack.theme(pack.find_theme(theme).unwrap());
        let safe = theme.nodes.iter().any(|index| {
            let node = pack.node(*index);
            let text = node.text.shown().to_lowercase();
            node.support == Some(SupportKind::PartnerViolence)
                && text.contains("leaving")
                && text.contains("protection")
        });
        assert!(safe, "{}", theme.id);
    }
}

#[test]
fn deep_questions_stand_behind_a_gate_with_grounding() {
    let pack = pack();
    assert!(pack.grounding.is_some());
    let deep: Vec<&str> = pack
        .nodes
        .iter()
        .filter(|node| node.depth == Depth::Deep)
        .map(|node| node.id.as_str())
        .collect();
    assert!(deep.len() >= 8, "{deep:?}");
}

#[test]
fn nothing_claims_a_review_that_did_not_happen() {
    assert!(pack().nodes.iter().all(|node| node.reviewed.is_none()));
}

#[test]
fn the_example_in_the_authors_guide_is_a_clean_pack() {
    let guide = std::fs::read_to_string(root().join("prompts/README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small");
    std::fs::create_dir(&small).unwrap();
    for name in ["pack.toml", "doors.toml"] {
        let start = guide.find(&format!("`small/{name}`")).unwrap();
        let body = guide[start..].split("```").nth(1).unwrap();
        std::fs::write(small.join(name), body.strip_prefix("toml").unwrap()).unwrap();
    }
    let mut content = alongside::content::Content::from_folder(folder.path());
    let errors: Vec<Finding> = content
        .check(alongside::lint::Date::constant(2026, 11, 22))
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let start = guide.find("# prompts/transcripts/doors.talk").unwrap();
    let talk = guide[start..].split("```").next().unwrap();
    alongside::transcript::run(&content, talk).unwrap();
}
