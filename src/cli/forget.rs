//! `alongside forget`: a member is forgotten at somebody else's request, such as the platform's.

use std::io::Write;

use anyhow::{bail, ensure};

use crate::cli::CLEAN;
use crate::cli::args::{Forget, Platform};
use crate::cli::doctor::environment;
use crate::cli::keep::{self, Terms};
use crate::config::{self, Disk};
use crate::control::{self, Answer, Job};
use crate::member::{Address, Change, Day};
use crate::service::keeping::Keeper;
use crate::words::operator as words;

/// The longest user id that is taken, in characters.
const USER_CHARS_MAX: usize = 64;

pub(crate) fn run(args: &Forget, out: &mut dyn Write) -> anyhow::Result<u8> {
    let config = config::load(args.config.as_deref(), &environment, &Disk)?;
    let platform = match args.platform {
        Platform::Discord => "discord",
        Platform::Terminal => "terminal",
    };
    let job = Job::Forget {
        platform: platform.to_owned(),
        user: args.user.clone(),
    };
    check(&job)?;
    // The process that owns the data does it; where none runs, this one takes the data for a moment.
    let answer = match control::ask(&config.data_dir, &job) {
        Ok(answer) => answer,
        Err(control::Fault::Nobody { .. }) => {
            let kept = keep::open(Terms::of(&config))?;
            let runtime = tokio::runtime::Builder::new_current_thread().build()?;
            runtime.block_on(work(&kept.keeper, job))
        }
        Err(fault) => bail!("{fault}"),
    };
    match answer {
        Answer::Done(text) => writeln!(out, "{text}")?,
        Answer::Failed(text) => bail!("{text}"),
    }
    Ok(CLEAN)
}

/// Whether a job names somebody who could be a member.
fn check(job: &Job) -> anyhow::Result<()> {
    let Job::Forget { platform, user } = job;
    let is_short = !user.is_empty() && user.len() <= USER_CHARS_MAX;
    let is_number = user.bytes().all(|byte| byte.is_ascii_digit());
    ensure!(
        is_short && (platform != "discord" || is_number),
        "that is not a user id: Discord's are whole numbers of about 18 digits, without `@` and without a name"
    );
    Ok(())
}

/// Does a job with the data at hand.
pub(crate) async fn work(keeper: &Keeper, job: Job) -> Answer {
    if let Err(error) = check(&job) {
        return Answer::Failed(error.to_string());
    }
    let Job::Forget { platform, user } = job;
    let who = Address {
        platform: platform.into(),
        user: user.into(),
    };
    keeper.note_forgotten(who.user.clone());
    let today = Day::of_minute((keeper.clock)());
    let saving = keeper.store.save(&who, vec![Change::Forget], today);
    match saving.done().await {
        Ok(saved) if saved.forgot => Answer::Done(words::FORGOTTEN.to_owned()),
        Ok(_) => Answer::Done(words::NOT_KNOWN.to_owned()),
        Err(fault) => Answer::Failed(words::not_forgotten(&fault.to_string())),
    }
}
