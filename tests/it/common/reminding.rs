//! Reminders in this process: a store, a desk and a client for the tests' Discord, on clocks that a test moves by hand.

use std::path::Path;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use alongside::content::Content;
use alongside::discord::answer::Desk;
use alongside::discord::arrived::{Arrived, Room, What};
use alongside::discord::remind::{Looked, Reminders};
use alongside::discord::rest::Rest;
use alongside::member::{Address, Change, Consent, Day, Reminder};
use alongside::schedule::{Days, Hour, Minute, Plan};
use alongside::service::Setting;
use alongside::service::keeping::Keeper;
use alongside::store::{Options as Files, Store};
use alongside::words::Surface;
use serde_json::Value;
use tempfile::TempDir;

use crate::fake::Fake;
use crate::fake::options::{Options, TOKEN};

/// Minutes of an hour and of a day.
pub(crate) const HOUR: u32 = 60;
pub(crate) const DAY: u32 = 24 * HOUR;

/// Monday, 23 Nov 2026, 12:00 in UTC.
pub(crate) const NOON: Minute = Minute::new(20_780 * DAY + 12 * HOUR);

/// The bot without its gateway, and a Discord that it writes to.
pub(crate) struct Bot {
    pub(crate) fake: Fake,
    pub(crate) keeper: Keeper,
    pub(crate) desk: Desk,
    pub(crate) reminders: Reminders,
    folder: TempDir,
    /// What the clock on the wall shows.
    clock: Arc<AtomicU32>,
    /// Minutes since this bot was started.
    passed: Arc<AtomicU64>,
}

impl Bot {
    /// A bot that was started at [`NOON`] with nothing kept.
    pub(crate) async fn start() -> Self {
        let fake = Fake::start(Options {
            openapi: None,
            ..Options::default()
        })
        .await;
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicU32::new(NOON.get()));
        let passed = Arc::new(AtomicU64::new(0));
        let keeper = keeper(open(folder.path()), &clock);
        let (desk, reminders) = made(&fake, &keeper, &passed);
        Self {
            fake,
            keeper,
            desk,
            reminders,
            folder,
            clock,
            passed,
        }
    }

    /// Kills it and starts it again: what was under way is lost, what is on disk is there.
    pub(crate) fn restart(&mut self) {
        self.keeper.store.close();
        self.passed = Arc::new(AtomicU64::new(0));
        self.keeper = keeper(open(self.folder.path()), &self.clock);
        (self.desk, self.reminders) = made(&self.fake, &self.keeper, &self.passed);
    }

    pub(crate) fn now(&self) -> Minute {
        (self.keeper.clock)()
    }

    pub(crate) fn today(&self) -> Day {
        Day::of_minute(self.now())
    }

    /// Time passes, as long as it takes.
    pub(crate) fn pass(&self, minutes: u32) {
        self.clock.fetch_add(minutes, Ordering::Relaxed);
        self.passed.fetch_add(minutes.into(), Ordering::Relaxed);
        self.fake.pass(Duration::from_mins(minutes.into()));
    }

    /// Somebody sets the clock.
    pub(crate) fn set(&self, to: Minute) {
        self.clock.store(to.get(), Ordering::Relaxed);
    }

    /// Time passes until a clock in UTC shows an hour again, tomorrow if need be.
    pub(crate) fn pass_until(&self, hour: u32) {
        let shown = self.now().get() % DAY;
        self.pass((hour * HOUR + DAY - shown - 1) % DAY + 1);
    }

    /// Looks whether something is due.
    pub(crate) async fn look(&self) -> Looked {
        self.reminders.look(&self.desk).await
    }

    /// Looks every so many minutes, for so many in all; returns what came of all looks together.
    pub(crate) async fn looks(&self, every: u32, minutes: u32) -> Looked {
        let mut all = Looked::default();
        for _ in 0..minutes / every {
            self.pass(every);
            let looked = self.look().await;
            all.sent += looked.sent;
            all.failed += looked.failed;
            all.later += looked.later;
            all.skipped += looked.skipped;
        }
        all
    }

    /// Writes changes about a member.
    pub(crate) fn save(&self, user: u64, changes: Vec<Change>) {
        let who = who(user);
        let saved = self.keeper.store.save(&who, changes, self.today());
        tokio::task::block_in_place(|| saved.wait()).unwrap();
    }

    /// A member agrees to reminders, and wants them every day at 19:00 in UTC.
    pub(crate) fn reminds(&self, user: u64) {
        self.reminds_by(user, daily(19));
    }

    /// The same with a plan.
    pub(crate) fn reminds_by(&self, user: u64, plan: Plan) {
        let (address, now) = (who(user), self.now());
        let to = Consent::Reminders;
        let text = to.text();
        let plan = Change::Remind { address, plan, now };
        self.save(user, vec![Change::Agree { to, text }, plan]);
    }

    /// What is kept about a member's reminders.
    pub(crate) fn kept(&self, user: u64) -> Reminder {
        let record = self.keeper.store.record(&who(user)).unwrap();
        record.unwrap().reminder.unwrap()
    }

    /// All messages that a member got.
    pub(crate) fn got(&self, user: u64) -> Vec<Value> {
        self.fake.direct_messages(user)
    }

    /// How many requests were about messages and their channels.
    pub(crate) fn tries(&self) -> usize {
        self.fake.requests().len()
    }

    /// A member presses something, and what is to be written is written. Returns the answer's text.
    pub(crate) async fn presses(&self, user: u64, id: &str) -> String {
        let what = What::Pressed {
            id: id.to_owned(),
            values: Vec::new(),
        };
        self.does(user, what).await
    }

    /// A member uses a command.
    pub(crate) async fn runs(&self, user: u64, sub: &str) -> String {
        let name = ["reflect".to_owned(), sub.to_owned()];
        let options = Vec::new();
        self.does(user, What::Command { name, options }).await
    }

    async fn does(&self, user: u64, what: What) -> String {
        let arrived = Arrived {
            id: 77,
            application: 5,
            token: "secret".to_owned(),
            user,
            room: Room::Direct,
            channel: 600,
            on: None,
            what,
        };
        let reply = self.desk.saved(self.desk.answer(&arrived)).await;
        String::from_utf8(reply.body).unwrap()
    }
}

/// A member of Discord.
pub(crate) fn who(user: u64) -> Address {
    Address {
        platform: "discord".into(),
        user: user.to_string().into(),
    }
}

/// Every day at an hour of UTC.
pub(crate) fn daily(hour: u8) -> Plan {
    Plan {
        days: Days::EVERY,
        hour: Hour::new(hour).unwrap(),
        zone: "UTC".parse().unwrap(),
        quiet: None,
    }
}

/// The identifier of a message's button.
#[track_caller]
pub(crate) fn button(message: &Value, label: &str) -> String {
    let rows = message["components"].as_array().unwrap().iter();
    let mut buttons = rows.flat_map(|row| row["components"].as_array().unwrap());
    let found = buttons.find(|button| button["label"] == label);
    let found = found.unwrap_or_else(|| panic!("no `{label}` in {message:#}"));
    found["custom_id"].as_str().unwrap().to_owned()
}

fn open(folder: &Path) -> Arc<Store> {
    let files = Files::new(folder.join("alongside.db"), folder.join("alongside.keys"));
    Arc::new(Store::open(files).unwrap())
}

fn keeper(store: Arc<Store>, clock: &Arc<AtomicU32>) -> Keeper {
    let clock = Arc::clone(clock);
    Keeper {
        forgotten: Arc::default(),
        store,
        answers_on: true,
        away_days: 180,
        clock: Arc::new(move || Minute::new(clock.load(Ordering::Relaxed))),
    }
}

/// The built-in content, loaded once.
fn content() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    Arc::clone(CONTENT.get_or_init(|| Arc::new(Content::built_in())))
}

fn made(fake: &Fake, keeper: &Keeper, passed: &Arc<AtomicU64>) -> (Desk, Reminders) {
    let setting = Setting {
        surface: Surface::Discord,
        about: alongside::service::setting::About::default(),
    };
    let desk = Desk::new(content(), setting).keeping(keeper.clone());
    let rest = Rest::new(&fake.api_base(), &TOKEN.into()).unwrap();
    let passed = Arc::clone(passed);
    let passed = Arc::new(move || passed.load(Ordering::Relaxed));
    let reminders = Reminders::with_passed(keeper.clone(), rest, passed);
    (desk, reminders)
}
