//! What can be said without a network: settings, token, folders, prompts.

use std::path::Path;

use crate::config::{Config, Disk, Files as _, Mistake, Mistakes, Seen, TOKEN_VARIABLES};
use crate::content::Content;
use crate::lint::Date;
use crate::script::{Finding, Severity};

use crate::discord::doctor::Check;

/// What the doctor looks at.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'s> {
    /// The file that settings were read from, if there was one.
    pub file: Option<&'s Path>,
    /// The settings, with defaults where they are mistaken.
    pub config: &'s Config,
    /// What is wrong with the settings.
    pub mistakes: Option<&'s Mistakes>,
    /// The present day, for the age of help lines.
    pub today: Date,
}

/// Every check that needs no network, in the order in which an operator would mend things.
pub fn offline(setup: Setup<'_>) -> Vec<Check> {
    let mut checks = vec![source(setup.file)];
    checks.extend(settings(setup.mistakes));
    checks.extend(warnings(setup.config));
    if setup.mistakes.is_none() {
        checks.push(token(setup.config));
        checks.extend(kept(setup.config));
    }
    checks.extend(prompts(setup));
    checks
}

fn source(file: Option<&Path>) -> Check {
    Check::ok(match file {
        Some(file) => format!("settings are read from `{}`", file.display()),
        None => "there is no settings file; the defaults count".to_owned(),
    })
}

fn settings(mistakes: Option<&Mistakes>) -> Vec<Check> {
    match mistakes {
        None => vec![Check::ok("settings hold together")],
        Some(Mistakes(mistakes)) => mistakes.iter().map(mistake).collect(),
    }
}

fn mistake(mistake: &Mistake) -> Check {
    Check::fail(mistake.found(), mistake.wrong.then.as_str())
}

fn warnings(config: &Config) -> Vec<Check> {
    let mut checks: Vec<Check> = config
        .warnings
        .iter()
        .map(|warning| Check::warn(warning, "see that this is what you want"))
        .collect();
    let missing = [
        (
            "about.operator_contact",
            config.about.operator_contact.is_none(),
        ),
        ("about.privacy_url", config.about.privacy_url.is_none()),
    ];
    checks.extend(
        missing
            .iter()
            .filter(|(_, is_missing)| *is_missing)
            .map(|(key, _)| {
                Check::warn(
                    format!("`{key}` is not set"),
                    "Discord asks every public bot for it; set it before others use yours",
                )
            }),
    );
    checks
}

fn token(config: &Config) -> Check {
    if config.discord.token.is_some() {
        return Check::ok("a bot token is set");
    }
    let [first, second] = TOKEN_VARIABLES;
    Check::fail(
        "there is no bot token",
        format!(
            "name its file with `token_file` under `[discord]`, or set `{first}` or `{second}`"
        ),
    )
}

/// Where what is kept about members goes, for how long, and whether their own words are among it.
fn kept(config: &Config) -> [Check; 4] {
    [
        Check::ok(format!(
            "data goes to the folder `{}`",
            config.data_dir.display()
        )),
        keys(config),
        Check::ok(format!(
            "members who were not seen for {} days are forgotten",
            config.forget_after_days
        )),
        answers(config.answers),
    ]
}

fn answers(enabled: bool) -> Check {
    if !enabled {
        return Check::ok("members cannot keep own words");
    }
    Check::warn(
        "members may keep own words",
        "Discord's developer policy restricts sensitive data; judge whether you may keep it",
    )
}

/// Who may read the keys has been seen to with the settings; where they stand is the operator's own choice.
fn keys(config: &Config) -> Check {
    let file = &config.keys_file;
    let what = match Disk.look(file) {
        Seen::Nothing => format!("members' keys go to `{}`", file.display()),
        _ => format!(
            "members' keys stand in `{}`, which only its owner may read",
            file.display()
        ),
    };
    if !Disk
        .resolved(file)
        .starts_with(Disk.resolved(&config.data_dir))
    {
        return Check::ok(what);
    }
    Check::warn(
        format!("{what}, together with the data"),
        "name a file on another disk with `data.keys`, so that no copy of the one holds the other",
    )
}

fn prompts(setup: Setup<'_>) -> Vec<Check> {
    let folder = setup.config.prompts_dir.as_deref();
    let (name, command, findings) = match folder {
        None => (
            "the built-in prompts".to_owned(),
            "alongside check".to_owned(),
            Content::built_in_checked(setup.today).1,
        ),
        Some(folder) => (
            format!("the prompts in `{}`", folder.display()),
            format!("alongside check {}", folder.display()),
            Content::from_folder(folder).check(setup.today),
        ),
    };
    let then = format!("run `{command}` to see them");
    let (errors, warnings): (Vec<&Finding>, Vec<&Finding>) = findings
        .iter()
        .partition(|finding| finding.severity == Severity::Error);
    let mut checks = Vec::new();
    match errors.first() {
        None => checks.push(Check::ok(format!("{name} hold together"))),
        Some(first) => checks.push(Check::fail(
            format!(
                "{name} have errors ({}), first: {}",
                errors.len(),
                first.message
            ),
            then.as_str(),
        )),
    }
    if !warnings.is_empty() {
        let what = format!("{name} have warnings ({})", warnings.len());
        checks.push(Check::warn(what, then));
    }
    checks
}
