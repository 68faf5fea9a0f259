//! Every mistake that a configuration can hold, as the line that an operator reads.

mod mistakes;
mod shelf;

use std::path::Path;

use mistakes::MISTAKES;
use shelf::Shelf;

use super::*;

/// Looks like a token and is none. No mistake may repeat it; in the table it is written as `SECRET`.
const SECRET: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";

/// The file that operators copy.
const EXAMPLE: &str = include_str!("../../config.example.toml");

/// One variable as `NAME=value`, both at once as `BOTH`, or none.
fn environment(set: &str) -> impl Fn(&str) -> Option<String> + use<> {
    let set = set.replace("SECRET", SECRET);
    move |name: &str| match set.split_once('=') {
        Some((known, value)) => (known == name).then(|| value.to_owned()),
        None if set == "BOTH" && TOKEN_VARIABLES.contains(&name) => Some(SECRET.to_owned()),
        None => None,
    }
}

/// Values too long to stand in the table.
fn spelled(text: &str) -> String {
    text.replace("SECRET", SECRET)
        .replace(
            "LONGURL",
            &format!("https://example.org/{}", "a".repeat(500)),
        )
        .replace("LONGCONTACT", &"a".repeat(201))
}

fn lines(text: &str, set: &str) -> Vec<String> {
    let text = spelled(text);
    let path = Path::new("alongside.toml");
    let result = read(Some((path, &text)), &environment(set), &Shelf::stocked());
    match result {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.0.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn every_mistake_is_one_line_with_place_key_and_what_to_do() {
    assert!(MISTAKES.len() >= 60);
    let wrong: Vec<String> = MISTAKES
        .iter()
        .map(|(text, set, expected)| (text, expected, lines(text, set).join("\n")))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_mistake_repeats_a_secret() {
    let parts: Vec<&str> = SECRET.split('.').collect();
    for (text, set, _) in MISTAKES {
        for line in lines(text, set) {
            for part in &parts {
                assert!(!line.contains(part), "{text}: {line}");
            }
            assert!(!line.contains('\n'), "{text}: {line}");
        }
    }
}

#[test]
fn files_that_are_no_configuration_say_what_they_are() {
    let refusal = |path: &str| {
        let result = load(Some(Path::new(path)), &environment(""), &Shelf::stocked());
        result.unwrap_err().to_string()
    };
    let cases = [
        (
            "missing.toml",
            "missing.toml: does not exist; check the path, or make the file",
        ),
        ("folder", "folder: is a folder; name a text file"),
        ("pipe", "pipe: is not a file; name a text file"),
        (
            "barred",
            "barred: may not be looked at; check who may enter its folder",
        ),
        ("utf16.toml", "utf16.toml: is UTF-16 text; save it as UTF-8"),
        (
            "latin1.toml",
            "latin1.toml: is not UTF-8 text; save it as UTF-8",
        ),
        (
            "huge.toml",
            "huge.toml: is too large; it may have 65536 bytes; name a text file",
        ),
        (
            "locked",
            "locked: cannot be read; check who may read the file",
        ),
        (
            "token.toml",
            "token.toml:1: is not TOML (key with no value, expected `=`); write `key = \"text\"`, `key = true` or `[table]`",
        ),
    ];
    for (path, expected) in cases {
        assert_eq!(refusal(path), expected);
    }
}

#[test]
fn nothing_set_gives_the_defaults() {
    let shelf = Shelf::stocked();
    let config = load(None, &environment(""), &shelf).unwrap();
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    assert_eq!(config.discord.api_base.as_str(), "https://discord.com");
}

#[test]
fn the_example_sets_nothing_but_defaults_and_names_every_key() {
    let path = Path::new("config.example.toml");
    let config = read(Some((path, EXAMPLE)), &environment(""), &Shelf::stocked()).unwrap();
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    let mut table = "";
    let mut named = Vec::new();
    for line in EXAMPLE.lines() {
        let line = line.trim_start_matches('#').trim();
        if line.starts_with('[') && line.ends_with(']') {
            table = line.trim_matches(['[', ']']);
        } else if let Some((key, _)) = line.split_once(" = ") {
            named.push(format!("{table}.{key}"));
        }
    }
    let known = keys::TABLES.iter();
    let known: Vec<String> = known
        .flat_map(|(table, keys)| keys.iter().map(move |key| format!("{table}.{key}")))
        .collect();
    assert_eq!(named, known);
}

#[test]
fn the_example_holds_when_every_line_of_it_is_switched_on() {
    let switched = |line: &'static str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting,
        _ => line,
    };
    let text: Vec<&str> = EXAMPLE.lines().map(switched).collect();
    let mut shelf = Shelf::stocked();
    let good = Path::new("/home/good");
    let token = PathBuf::from("/home/token");
    shelf.seen.insert(token.clone(), shelf.seen[good]);
    shelf.bytes.insert(token, shelf.bytes[good].clone());
    shelf.seen.insert("/home/my-prompts".into(), Seen::Folder);
    let path = Path::new("config.example.toml");
    let config = read(Some((path, &text.join("\n"))), &environment(""), &shelf).unwrap();
    assert!(config.discord.token.is_some());
    assert!(config.about.operator_contact.is_some());
    assert_eq!(config.prompts_dir, Some("my-prompts".into()));
}

#[test]
fn what_is_kept_where_and_for_how_long_is_taken() {
    let read = |text: &str| {
        let text = Some((Path::new("a.toml"), text));
        read(text, &environment(""), &Shelf::stocked()).unwrap()
    };
    let keys = |text: &str| read(&format!("[data]\n{text}")).keys_file;
    for (text, expected) in [
        ("dir = 'folder'", "folder/alongside.keys"),
        ("keys = 'members.keys'", "members.keys"),
        ("keys = 'folder/k'", "folder/k"),
        ("keys = 'file'", "file"),
        ("keys = 'data/mine.keys'", "data/mine.keys"),
        (
            "dir = 'folder'\nkeys = './folder/mine.keys'",
            "./folder/mine.keys",
        ),
    ] {
        assert_eq!(keys(text), Path::new(expected));
    }
    for (text, expected) in [("7", 7), ("3_650", 3_650), ("+30", 30), ("0xB4", 180)] {
        let text = format!("[data]\nforget_after_days = {text}");
        assert_eq!(read(&text).forget_after_days, expected);
    }
    assert!(read("[answers]\nenabled = true").answers);
    assert!(!read("[answers]\nenabled = false").answers);
}

#[test]
fn tokens_are_read_from_where_they_stand() {
    let from_file = |name: &str| {
        let text = format!("[discord]\ntoken_file = '{name}'");
        let text = Some((Path::new("a.toml"), text.as_str()));
        read(text, &environment(""), &Shelf::stocked()).unwrap()
    };
    let from_environment = |name: &str| {
        let env = environment(&format!("{name}= {SECRET}\n"));
        read(None, &env, &Shelf::stocked()).unwrap()
    };
    let configs = [
        from_file("good"),
        from_file("good-dos"),
        from_environment("DISCORD_TOKEN"),
        from_environment("ALONGSIDE_DISCORD_TOKEN"),
    ];
    for config in configs {
        assert_eq!(config.discord.token.as_ref().unwrap().expose(), SECRET);
        let shown = format!("{config:?}");
        assert!(
            shown.contains("Token(…)") && !shown.contains("Gabcde"),
            "{shown}"
        );
    }
}

#[test]
fn byte_order_marks_and_carriage_returns_do_no_harm() {
    let path = Path::new("crlf.toml");
    let config = load(Some(path), &environment(""), &Shelf::stocked()).unwrap();
    assert_eq!(config.log_format, LogFormat::Json);
}

#[test]
fn addresses_of_discord_and_this_machine_are_taken() {
    for (text, base) in [
        ("https://discord.com", "https://discord.com"),
        ("https://discord.com/", "https://discord.com"),
        ("https://DISCORD.com:443", "https://discord.com"),
        ("https://canary.discord.com", "https://canary.discord.com"),
        ("https://ptb.discord.com", "https://ptb.discord.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.5.5.5", "http://127.5.5.5"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ] {
        let read = ApiBase::parse(text, false).unwrap();
        assert_eq!(read.as_str(), base);
        assert!(!read.needs_trust());
    }
    assert!(
        ApiBase::parse("https://example.org", true)
            .unwrap()
            .needs_trust()
    );
}

#[test]
fn hosts_that_only_look_like_this_machine_or_discord_are_refused() {
    for text in [
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://0.0.0.0",
        "http://[::ffff:127.0.0.1]",
        "https://discord.com@example.org",
        "https://discord.com\\@example.org",
        "https://d\u{456}scord.com",
        "https://notdiscord.com",
    ] {
        assert!(ApiBase::parse(text, false).is_err(), "{text}");
    }
}

#[test]
fn trust_is_told_apart_by_what_it_does() {
    let warnings = |base: &str| {
        let text = format!("[discord]\ntrust_api_base = true\n{base}");
        let text = Some((Path::new("a.toml"), text.as_str()));
        read(text, &environment(""), &Shelf::stocked())
            .unwrap()
            .warnings
    };
    let needless = "a.toml:2: `discord.trust_api_base` has no effect here and can be left out";
    let effective =
        "a.toml:2: `discord.trust_api_base` sends the bot token to a host that is not Discord's";
    assert_eq!(warnings(""), [needless]);
    assert_eq!(warnings("api_base = 'https://example.org'"), [effective]);
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    let text = "[log]\nformat = 'jsn'\n[discord]\napi_base = 'x'\nguild_ids = [0]\ntokn_file = 1\n[data]\ndir = ''";
    let found = lines(text, "");
    let keys: Vec<&str> = found
        .iter()
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    let order = [
        "log.format",
        "discord.api_base",
        "discord.guild_ids",
        "discord.tokn_file",
        "data.dir",
    ];
    assert_eq!(keys, order);
}
