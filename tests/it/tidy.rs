//! House rules that the compiler does not know.

use std::path::{Path, PathBuf};

use crate::common::root;

fn rust_files() -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut open = ["src", "tests", "benches"]
        .map(|name| root().join(name))
        .to_vec();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                out.push(path);
            }
        }
    }
    out
}

/// A file without its tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]").next().unwrap().to_owned()
}

#[test]
fn every_file_says_first_what_it_is_for() {
    for path in rust_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//! "),
            "{}: begin with `//! ` and a sentence on what the file is for",
            path.display()
        );
    }
}

#[test]
fn modules_look_only_downwards() {
    // Each layer may use those behind it, never one before it.
    const LAYERS: [&[&str]; 12] = [
        &["cli"],
        &["discord"],
        &["control"],
        &["terminal", "transcript"],
        &["service"],
        &["content", "store"],
        &["lint"],
        &["engine", "member", "picture", "understanding"],
        &["telemetry"],
        &["config"],
        &["schedule"],
        &["script"],
    ];
    // What surrounds a running bot; the rest takes values and knows nothing of it.
    const SURROUNDINGS: [&str; 2] = ["config", "telemetry"];
    const KNOW_SURROUNDINGS: [&str; 4] = ["cli", "discord", "telemetry", "config"];
    let rank = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    for path in rust_files() {
        let Ok(inside) = path.strip_prefix(root().join("src")) else {
            continue;
        };
        let first = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy();
        let own = first.trim_end_matches(".rs").to_owned();
        let text = code(&path);
        for used in text.split("crate::").skip(1) {
            let name: String = used
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if own == "words" {
                assert_eq!(
                    name,
                    "words",
                    "{}: words know no other module",
                    path.display()
                );
            }
            if SURROUNDINGS.contains(&name.as_str()) {
                assert!(
                    KNOW_SURROUNDINGS.contains(&own.as_str()),
                    "{}: `{own}` knows nothing of `{name}`; hand the value in from above",
                    path.display()
                );
            }
            if let (Some(from), Some(to)) = (rank(&own), rank(&name)) {
                assert!(
                    from < to || own == name,
                    "{}: `{own}` looks up to `{name}`; hand the value in from above",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn printing_and_leaving_happen_in_one_place() {
    for path in rust_files() {
        let inside = path
            .strip_prefix(root())
            .unwrap()
            .to_string_lossy()
            .into_owned();
        if !inside.starts_with("src") || inside.starts_with("src/cli") {
            continue;
        }
        let text = code(&path);
        for word in ["println!", "std::io::stdout()", "std::process::exit"] {
            assert!(
                !text.contains(word),
                "{inside}: only `cli` may use `{word}`"
            );
        }
    }
}

#[test]
fn the_licences_stand_beside_the_manifest() {
    for name in [
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "README.md",
        "prompts/README.md",
    ] {
        assert!(root().join(name).is_file(), "{name} is missing");
    }
}
