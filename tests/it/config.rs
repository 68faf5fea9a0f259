//! Settings as an operator meets them: `alongside doctor` on files that are right, and on files that are not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::common::{alongside, stdout};

/// Longest time that the doctor may take before a test gives up on it.
const DOCTOR_SECS_MAX: u64 = 60;

/// A port of this machine where nothing listens.
const NOBODY: &str = "http://127.0.0.1:1";

/// Looks like a token and is none.
const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";

/// A folder with settings in it, as an operator has one.
struct Desk(TempDir);

impl Desk {
    /// A folder whose `alongside.toml` holds `text`, at a time when nobody answers for Discord.
    fn with(text: &str) -> Self {
        Self::online(text, NOBODY)
    }

    /// The same with Discord at `base`. In the text, `HERE` stands for the folder and `BASE` for that address.
    fn online(text: &str, base: &str) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let text = text.replace("HERE", &desk.here()).replace("BASE", base);
        desk.write("alongside.toml", &text);
        desk
    }

    fn here(&self) -> String {
        self.0.path().to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// A file that only its owner may read, or one that everybody may read.
    fn write_token(&self, name: &str, mode: u32) {
        self.write(name, TOKEN);
        set_mode(&self.path(name), mode);
    }

    /// Exit status and lines of the doctor. The folder's own path and the token must not be needed to read them.
    fn doctor(&self) -> (i32, String) {
        let file = self.path("alongside.toml");
        let output = alongside(&["doctor", "--config", file.to_str().unwrap()], b"");
        assert!(output.stderr.is_empty(), "{output:?}");
        let text = stdout(&output);
        assert!(!text.contains("Gabcde"), "{text}");
        (
            output.status.code().unwrap(),
            text.replace(&self.here(), "HERE"),
        )
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;

    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) {}

/// Settings with nothing to mend.
const GOOD: &str = "[discord]\ntoken_file = 'HERE/token'\napi_base = 'BASE'\n[data]\ndir = 'HERE/data'\n\
    [about]\noperator_contact = 'help@example.org'\nprivacy_url = 'https://example.org/privacy'\n";

#[test]
fn good_settings_pass() {
    let desk = Desk::with(GOOD);
    desk.write_token("token", 0o600);
    let (status, text) = desk.doctor();
    let rest: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("have warnings"))
        .collect();
    assert_eq!(
        rest,
        [
            "ok    settings are read from `HERE/alongside.toml`",
            "ok    settings hold together",
            "ok    a bot token is set",
            "ok    data goes to the folder `HERE/data`",
            "warn  members' keys go to `HERE/data/alongside.keys`, together with the data; \
             name a file on another disk with `data.keys`, so that no copy of the one holds the other",
            "ok    members who were not seen for 180 days are forgotten",
            "ok    members cannot keep own words",
            "ok    the built-in prompts hold together",
            "warn  `own user`: discord cannot be reached; check the network and `api_base`; \
             what depends on it was not checked; try again later",
        ]
    );
    assert_eq!(status, 0);
    assert!(!desk.path("data").exists(), "looking makes nothing");
}

#[test]
fn every_mistake_is_a_line_and_the_status_says_so() {
    let desk = Desk::with(
        "[discord]\ntoken_fiel = 'x'\napi_base = 'http://example.org/api'\nguild_ids = [-4]\n\
         [data]\ndir = 'HERE/alongside.toml/data'\n[prompts]\ndir = 'HERE/nowhere'\n[log]\nformat = 'xml'\n",
    );
    let (status, text) = desk.doctor();
    assert_eq!(status, 1);
    let failed: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("fail"))
        .collect();
    assert_eq!(
        failed,
        [
            "fail  HERE/alongside.toml:2: `discord.token_fiel` is not a setting; did you mean `token_file`?",
            "fail  HERE/alongside.toml:3: `discord.api_base` has the path of the API, which is added by itself; \
             write scheme and host only, as in `https://discord.com`",
            "fail  HERE/alongside.toml:4: `discord.guild_ids` has a negative number; copy the server's id from Discord",
            "fail  HERE/alongside.toml:6: `data.dir` stands below something that is not a folder; \
             name a folder that you can write to",
            "fail  HERE/alongside.toml:8: `prompts.dir` does not exist; \
             name a folder of prompts, or leave the line out to use the built-in ones",
            "fail  HERE/alongside.toml:10: `log.format` is not a format; known here: `json`, `text`",
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_token_that_others_may_read_is_refused() {
    let desk = Desk::with(GOOD);
    for mode in [0o644, 0o640, 0o604, 0o620] {
        desk.write_token("token", mode);
        let (status, text) = desk.doctor();
        assert_eq!(status, 1);
        assert!(
            text.contains("other people on this machine may read; run `chmod 600` on it"),
            "{text}"
        );
    }
    desk.write_token("token", 0o400);
    assert_eq!(desk.doctor().0, 0);
}

#[test]
fn keys_elsewhere_and_kept_words_are_told() {
    let more = "keys = 'HERE/elsewhere/members.keys'\nforget_after_days = 30\n[answers]\nenabled = true\n[about]";
    let desk = Desk::with(&GOOD.replace("[about]", more));
    desk.write_token("token", 0o600);
    std::fs::create_dir(desk.path("elsewhere")).unwrap();
    let says = |expected: &str| {
        let (status, text) = desk.doctor();
        assert_eq!(status, 0);
        assert!(text.contains(expected), "{text}");
    };
    says("ok    members' keys go to `HERE/elsewhere/members.keys`\n");
    says("ok    members who were not seen for 30 days are forgotten\n");
    says("warn  members may keep own words; Discord's developer policy");
    desk.write("elsewhere/members.keys", "");
    set_mode(&desk.path("elsewhere/members.keys"), 0o600);
    says(
        "ok    members' keys stand in `HERE/elsewhere/members.keys`, which only its owner may read\n",
    );
    assert!(!desk.path("data").exists(), "looking makes nothing");
}

#[cfg(unix)]
#[test]
fn keys_that_others_may_read_are_refused() {
    let desk = Desk::with(GOOD);
    desk.write_token("token", 0o600);
    std::fs::create_dir(desk.path("data")).unwrap();
    desk.write("data/alongside.keys", "");
    for mode in [0o644, 0o640, 0o604, 0o620] {
        set_mode(&desk.path("data/alongside.keys"), mode);
        let (status, text) = desk.doctor();
        assert_eq!(status, 1);
        assert!(
            text.contains(
                "fail  default: `data.keys` names a file that other people on this machine may read; run `chmod 600` on it"
            ),
            "{text}"
        );
    }
    set_mode(&desk.path("data/alongside.keys"), 0o600);
    assert_eq!(desk.doctor().0, 0);
}

#[test]
fn without_a_token_the_doctor_says_where_one_goes() {
    let desk = Desk::with("[discord]\napi_base = 'BASE'\n[data]\ndir = 'HERE'\n");
    let (status, text) = desk.doctor();
    assert_eq!(status, 1);
    assert!(
        text.contains("fail  there is no bot token; name its file with `token_file`"),
        "{text}"
    );
    assert!(
        text.contains("warn  `about.privacy_url` is not set"),
        "{text}"
    );
}

#[test]
fn the_environment_may_hold_the_token_once() {
    let desk = Desk::with("[discord]\napi_base = 'BASE'\n[data]\ndir = 'HERE'\n");
    let doctor = |variables: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("alongside").unwrap();
        command.env_clear().current_dir(&desk.0).arg("doctor");
        command.envs(variables.iter().map(|name| (name, TOKEN)));
        let output = command
            .timeout(Duration::from_secs(DOCTOR_SECS_MAX))
            .output()
            .unwrap();
        assert!(!stdout(&output).contains("Gabcde"));
        output.status.code().unwrap()
    };
    assert_eq!(doctor(&["DISCORD_TOKEN"]), 0);
    assert_eq!(doctor(&["ALONGSIDE_DISCORD_TOKEN"]), 0);
    assert_eq!(doctor(&["DISCORD_TOKEN", "ALONGSIDE_DISCORD_TOKEN"]), 1);
}

#[test]
fn the_command_line_takes_no_token() {
    let output = alongside(&["doctor", "--token", TOKEN], b"");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn prompts_with_errors_fail_and_name_the_command_that_shows_them() {
    let desk = Desk::with(&format!("{GOOD}[prompts]\ndir = 'HERE/prompts'\n"));
    desk.write_token("token", 0o600);
    std::fs::create_dir_all(desk.path("prompts/small")).unwrap();
    desk.write("prompts/small/pack.toml", "id = 'small'\nversion = 'x'\n");
    let (status, text) = desk.doctor();
    assert_eq!(status, 1);
    let failed: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("fail"))
        .collect();
    assert_eq!(failed.len(), 1, "{text}");
    assert!(
        failed[0].starts_with("fail  the prompts in `HERE/prompts` have errors ("),
        "{text}"
    );
    assert!(
        failed[0].ends_with("; run `alongside check HERE/prompts` to see them"),
        "{text}"
    );
}

#[test]
fn files_that_are_no_settings_are_told_apart() {
    let desk = Desk::with("");
    let says = |expected: &str| {
        let (status, text) = desk.doctor();
        assert_eq!(status, 1);
        assert!(text.contains(expected), "{text}");
    };
    let file = desk.path("alongside.toml");
    std::fs::write(&file, [0xFF, 0xFE, b'[', 0]).unwrap();
    says("fail  HERE/alongside.toml: is UTF-16 text; save it as UTF-8");
    std::fs::write(&file, TOKEN).unwrap();
    says("fail  HERE/alongside.toml:1: is not TOML");
    std::fs::remove_file(&file).unwrap();
    says("fail  HERE/alongside.toml: does not exist");
    std::fs::create_dir(&file).unwrap();
    says("fail  HERE/alongside.toml: is a folder");
}

/// Who answers for Discord: the few routes that the doctor asks, with these connections left.
fn discord(remaining: u32, registered: serde_json::Value) -> String {
    use axum::http::{HeaderMap, StatusCode};
    use axum::{Json, Router, routing::get};
    use serde_json::json;

    let limit =
        json!({"total": 1000, "remaining": remaining, "reset_after": 90_000, "max_concurrency": 1});
    let gateway =
        json!({"url": "wss://gateway.discord.gg", "shards": 1, "session_start_limit": limit});
    let me = |headers: HeaderMap| async move {
        let is_known = headers["authorization"] == format!("Bot {TOKEN}");
        let status = if is_known {
            StatusCode::OK
        } else {
            StatusCode::UNAUTHORIZED
        };
        (status, Json(json!({"id": "41", "username": "alongside"})))
    };
    let routes = Router::new()
        .route("/api/v10/users/@me", get(me))
        .route(
            "/api/v10/applications/@me",
            get(Json(json!({"id": "42", "name": "alongside"}))),
        )
        .route("/api/v10/gateway/bot", get(Json(gateway)))
        .route("/api/v10/applications/42/commands", get(Json(registered)))
        .route(
            "/api/v10/applications/42/guilds/7/commands",
            get((StatusCode::FORBIDDEN, Json(json!({"code": 50001})))),
        );
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, routes).await.unwrap();
        });
    });
    base
}

/// The lines that come from asking Discord.
fn asked(text: &str) -> Vec<&str> {
    let from = text
        .lines()
        .skip_while(|line| !line.contains("Discord takes the token"));
    from.collect()
}

#[test]
fn discord_is_asked_for_user_application_budget_and_commands() {
    let desk = Desk::online(
        GOOD,
        &discord(1_000, alongside::discord::register::commands()),
    );
    desk.write_token("token", 0o600);
    let (status, text) = desk.doctor();
    assert_eq!(
        asked(&text),
        [
            "ok    Discord takes the token; the bot's user is 41",
            "ok    this machine's clock agrees with Discord's",
            "ok    the application's id is 42",
            "ok    Discord allows 1000 of 1000 connections today",
            "ok    commands everywhere are registered",
            "ok    add it to a server: https://discord.com/oauth2/authorize?client_id=42&integration_type=0\
             &scope=bot+applications.commands&permissions=274877926400",
            "ok    add it for yourself: https://discord.com/oauth2/authorize?client_id=42&integration_type=1\
             &scope=applications.commands",
        ]
    );
    assert_eq!(status, 0);
}

#[test]
fn a_small_budget_and_a_closed_server_fail_and_the_rest_is_still_said() {
    let settings = GOOD.replace("[data]", "guild_ids = [7]\n[data]");
    let desk = Desk::online(&settings, &discord(99, serde_json::json!([])));
    desk.write_token("token", 0o600);
    let (status, text) = desk.doctor();
    let failed: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("fail"))
        .collect();
    assert_eq!(
        failed,
        [
            "fail  Discord allows 99 of 1000 connections today; \
             find out what restarts the bot, and wait 2 minutes until the count begins anew",
            "fail  the bot may not look at the server 7; \
             add it with the link below, or take the id out of `discord.guild_ids`",
        ]
    );
    assert_eq!(status, 1);
    assert!(text.contains("client_id=42"));
}

#[test]
fn commands_that_are_not_registered_yet_are_worth_a_look() {
    let desk = Desk::online(GOOD, &discord(1_000, serde_json::json!([])));
    desk.write_token("token", 0o600);
    let (status, text) = desk.doctor();
    assert!(
        text.contains("warn  commands everywhere are not those of this version"),
        "{text}"
    );
    assert_eq!(status, 0);
}

#[test]
fn a_token_that_discord_does_not_take_fails() {
    let desk = Desk::online(GOOD, &discord(1_000, serde_json::json!([])));
    desk.write_token("token", 0o600);
    desk.write("token", "MTIz.Gabcde.other");
    let (status, text) = desk.doctor();
    assert_eq!(status, 1);
    assert!(
        text.contains("fail  `own user`: discord refuses the bot token"),
        "{text}"
    );
}
