//! Broken packs: findings or a clear refusal, never a panic, never long.

use std::fs;
use std::path::Path;

use alongside::content::{Content, builtin_texts};
use alongside::lint::Date;
use alongside::script::{Finding, Severity};

use crate::common::{alongside, stdout};

/// A copy of the shipped prompts to break.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in builtin_texts() {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
    }
    folder
}

fn check(folder: &Path) -> Vec<Finding> {
    Content::from_folder(folder).check(Date::constant(2026, 11, 22))
}

#[track_caller]
fn has(findings: &[Finding], rule: &str, part: &str) {
    let found = findings.iter().any(|finding| {
        finding.rule == rule
            && finding.message.contains(part)
            && finding.severity == Severity::Error
    });
    assert!(found, "no {rule} «{part}» in {findings:#?}");
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join("run-from-love").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no `{from}`");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_true_copy_is_clean() {
    let folder = copy();
    let findings = check(folder.path());
    let errors: Vec<_> = findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let alone = check(&folder.path().join("run-from-love"));
    assert!(
        alone.iter().all(|f| f.severity == Severity::Warning),
        "{alone:#?}"
    );
}

#[test]
fn line_ends_and_byte_order_marks_of_other_systems_are_fine() {
    let folder = copy();
    let path = folder.path().join("run-from-love/shame.toml");
    let text = fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
    fs::write(&path, format!("\u{FEFF}{text}")).unwrap();
    let findings = check(folder.path());
    assert!(
        findings.iter().all(|f| f.severity == Severity::Warning),
        "{findings:#?}"
    );
}

#[test]
fn an_unknown_target_is_shown_with_its_place_and_the_nearest_name() {
    let folder = copy();
    edit(
        folder.path(),
        "pack.toml",
        "next  = \"hub\"",
        "next  = \"hubb\"",
    );
    let output = alongside(&["check", folder.path().to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("there is no node `hubb`"), "{text}");
    assert!(text.contains("did you mean `hub`?"), "{text}");
    assert!(text.contains("pack.toml:"), "{text}");
    let json = alongside(
        &["check", folder.path().to_str().unwrap(), "--format", "json"],
        b"",
    );
    let first = stdout(&json)
        .lines()
        .find(|l| l.contains("hubb"))
        .unwrap()
        .to_owned();
    let value: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(value["rule"], "unknown-target");
    assert!(value["line"].as_u64().unwrap() > 1);
}

#[test]
fn files_that_are_no_text_files_are_refused() {
    let folder = copy();
    let inside = folder.path().join("run-from-love");
    fs::write(inside.join("shame.toml"), b"id = \xFF\xFE").unwrap();
    fs::remove_file(inside.join("glossary.toml")).unwrap();
    fs::create_dir(inside.join("glossary.toml")).unwrap();
    #[cfg(unix)]
    {
        fs::rename(
            inside.join("feelings.toml"),
            folder.path().join("feelings.txt"),
        )
        .unwrap();
        std::os::unix::fs::symlink("../feelings.txt", inside.join("feelings.toml")).unwrap();
    }
    let findings = check(folder.path());
    has(&findings, "file", "is not UTF-8 text");
    has(&findings, "file", "is not a file");
    #[cfg(unix)]
    has(&findings, "file", "is a symbolic link");
}

#[test]
fn includes_that_leave_the_folder_are_refused() {
    for include in [
        "/etc/passwd",
        "../secret.toml",
        "a/../../b.toml",
        "C:\\\\x.toml",
    ] {
        let folder = copy();
        edit(
            folder.path(),
            "pack.toml",
            "\"shame.toml\"",
            &format!("\"{include}\""),
        );
        let findings = check(folder.path());
        has(
            &findings,
            "file",
            "an include is a file name inside the pack's own folder",
        );
    }
}

#[test]
fn circles_of_next_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small");
    fs::create_dir(&small).unwrap();
    fs::write(
        small.join("pack.toml"),
        "id='small'\nversion=1\ntitle='S'\nlanguage='en'\nstart='a'\nhub='a'\n\
         [[node]]\nid='a'\ndepth='L'\ntext='One.'\n[[node.choice]]\nid='c'\nlabel='C'\nto='b'\n\
         [[node]]\nid='b'\ndepth='M'\ntext='Two.'\nnext='c'\n[[node]]\nid='c'\ndepth='M'\ntext='Three.'\nnext='b'\n",
    )
    .unwrap();
    let findings = check(folder.path());
    assert!(
        findings.iter().any(|f| f.rule == "no-way-out"),
        "{findings:#?}"
    );
}

#[test]
fn enormous_packs_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let big = folder.path().join("big");
    fs::create_dir(&big).unwrap();
    let head = "id='big'\nversion=1\ntitle='B'\nlanguage='en'\nstart='a'\nhub='a'\ninclude=['n.toml','t.toml']\n";
    fs::write(big.join("pack.toml"), head).unwrap();
    fs::write(big.join("n.toml"), "[[node]]\n".repeat(1_000_000)).unwrap();
    fs::write(
        big.join("t.toml"),
        format!("x = '{}'", "a".repeat(10_000_000)),
    )
    .unwrap();
    let findings = check(folder.path());
    has(&findings, "file", "is too large");
    fs::write(big.join("n.toml"), "[[node]]\n".repeat(200_000)).unwrap();
    let findings = check(folder.path());
    has(&findings, "limits", "200000 of `node`");
    fs::write(
        big.join("n.toml"),
        "[[node]]\nid='a'\ndepth='L'\n".repeat(19_000),
    )
    .unwrap();
    let findings = check(folder.path());
    assert!(findings.len() < 1_000, "{}", findings.len());
}

/// A pack of one theme file.
fn one_theme(theme: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let big = folder.path().join("big");
    fs::create_dir(&big).unwrap();
    let head = "id='big'\nversion=1\ntitle='B'\nlanguage='en'\nstart='hub'\nhub='hub'\ninclude=['t.toml']\n\
        [[node]]\nid='hub'\ndepth='L'\ntext='Pick.'\n";
    fs::write(big.join("pack.toml"), head).unwrap();
    let theme_head = "[theme]\nid='t'\ntitle='T'\nsummary='S'\nminutes=5\nstart='n0'\n";
    fs::write(big.join("t.toml"), format!("{theme_head}{theme}")).unwrap();
    folder
}

#[test]
fn packs_made_to_take_long_are_refused_early() {
    use std::fmt::Write as _;

    let mut many = String::new();
    let mut choices = "[[node]]\nid='n0'\ndepth='L'\ntext='T'\nend=true\n".to_owned();
    for n in 0..19_000 {
        writeln!(
            many,
            "[[node]]\nid='n{n}'\ndepth='L'\ntext='T'\nnext='nowhere{n}'"
        )
        .unwrap();
        writeln!(choices, "[[node.choice]]\nid='c{n}'\nlabel='C{n}'").unwrap();
    }
    let names = format!(
        "[[node]]\nid='n0'\ndepth='L'\nend=true\ntext='{}'\n",
        "{q}".repeat(100_000)
    );
    for (theme, rule) in [
        (&many, "limits"),
        (&choices, "limits"),
        (&names, "condition"),
    ] {
        let folder = one_theme(theme);
        let findings = check(folder.path());
        assert!(findings.iter().any(|f| f.rule == rule), "{findings:#?}");
        assert!(findings.len() < 300, "{}", findings.len());
    }
}

#[test]
fn a_variable_with_too_many_values_is_a_finding_and_no_panic() {
    let folder = one_theme(
        "[[variable]]\nid='v'\nkind='several'\nvalues=['a','b','c','d','e','f','g','h','i','j']\n\
         [[node]]\nid='n0'\ndepth='L'\ntext='T {v}'\nnext='n1'\nanswer={kind='several',label='L',set='v'}\n\
         [[node.choice]]\nid='j'\nlabel='J'\n[[node]]\nid='n1'\ndepth='L'\nend=true\ntext='E'\n\
         [[node.line]]\nwhen=\"has(v, 'j')\"\ntext='X'\n",
    );
    has(&check(folder.path()), "limits", "at most 8 values");
}

#[test]
fn variables_of_the_frame_and_forgotten_files_are_findings() {
    let folder = copy();
    let path = folder.path().join("run-from-love");
    fs::write(path.join("more.toml"), "").unwrap();
    let head = fs::read_to_string(path.join("pack.toml")).unwrap();
    fs::write(
        path.join("pack.toml"),
        format!("{head}\n[[variable]]\nid='x'\nkind='yes-no'\n"),
    )
    .unwrap();
    let findings = check(folder.path());
    has(&findings, "condition", "variables belong to a theme");
    assert!(
        findings
            .iter()
            .any(|f| f.message.contains("`more.toml` is in the folder"))
    );
}

#[test]
fn nests_and_half_files_are_findings() {
    for text in [
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}1{}", "{a=".repeat(10_000), "}".repeat(10_000)),
        "[[[[[[[[".repeat(1_000),
        "a.".repeat(50_000),
        "\"\"\"".to_owned(),
        "\u{0}\u{1}\u{2}".to_owned(),
        "[[node]]\nid='a'\n[[node.choice.choice.choice]]\n".to_owned(),
    ] {
        let folder = copy();
        fs::write(folder.path().join("run-from-love/shame.toml"), &text).unwrap();
        let findings = check(folder.path());
        assert!(findings.iter().any(|f| f.severity == Severity::Error));
    }
}

#[test]
fn a_folder_that_is_none_is_refused() {
    for (path, part) in [
        ("no-such-folder", "cannot be read"),
        ("Cargo.toml", "cannot be read"),
    ] {
        let output = alongside(&["check", path], b"");
        assert_eq!(output.status.code(), Some(1), "{path}");
        assert!(stdout(&output).contains(part), "{}", stdout(&output));
    }
    let empty = tempfile::tempdir().unwrap();
    let output = alongside(&["check", empty.path().to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("there is no pack here"));
    let output = alongside(&["chat", "--prompts", empty.path().to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_folder_of_ones_own_keeps_the_built_in_rules_and_lines() {
    let folder = copy();
    fs::remove_dir_all(folder.path().join("understanding")).unwrap();
    fs::remove_dir_all(folder.path().join("support")).unwrap();
    let path = folder.path().to_str().unwrap();
    let output = alongside(&["chat", "--prompts", path], b"I want to kill myself\n");
    let text = stdout(&output);
    assert!(text.contains("findahelpline.com"), "{text}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_in_a_pack_s_file_is_read_without_panic(text in "(\\[\\[node\\]\\]\n|id ?= ?'[a-z]{0,3}'\n|next = '@?[a-z]{1,6}'\n|depth = '[LMDX]'\n|text = \".{0,20}\"\n|\\[\\[node.choice\\]\\]\n|when = \".{0,20}\"\n|.{0,10}\n){0,40}") {
        let mut files = alongside::script::load::Files::new();
        files.insert("p/pack.toml".to_owned(), format!("id='p'\nversion=1\ntitle='P'\nlanguage='en'\nstart='a'\nhub='a'\n{text}"));
        let mut findings = Vec::new();
        let _read = alongside::script::load::script(&files, &mut findings);
    }
}
