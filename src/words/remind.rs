//! The page about reminders, and the reminder itself.

/// Title of the page.
pub const TITLE: &str = "Reminders";

/// Not agreed to.
pub const NOT_KEPT: &str = "Reminders are off. With a yes you choose days and an hour, and the bot writes you a short message \
that says nothing about any theme.";

/// No times yet.
pub const NO_PLAN: &str =
    "Choose your time zone. Reminders then begin: Sundays at 18:00, until you change that here.";

/// Nothing can be sent by itself from a window.
pub const WINDOW: &str =
    "This window cannot write to you by itself. It tells you when you open it.";

/// When.
pub fn plan(days: &str, hour: &str, zone: &str) -> String {
    format!("{days} at {hour}, by the clocks of {zone}.")
}

/// When not.
pub fn quiet(hours: &str) -> String {
    format!("Quiet from {hours}. A reminder due then comes right after.")
}

/// The next one.
pub fn next(when: &str) -> String {
    format!("The next one: {when}.")
}

/// What it says.
pub fn says(message: &str) -> String {
    format!("The message says only: “{message}”")
}

/// What opening it does.
pub const OPENS: &str =
    "“Open” goes on in that chat, and what is shown there stays until it is deleted.";

/// The message. It names no theme, since others may see a screen.
pub const MESSAGE: &str = "Your check-in. Whenever it suits you.";

/// Opens a talk from it.
pub const OPEN: &str = "Open";

/// Once more in an hour.
pub const SNOOZE_HOUR: &str = "In an hour";

/// Once more tomorrow.
pub const SNOOZE_DAY: &str = "Tomorrow";

/// Switches them off.
pub const OFF: &str = "Turn off";

/// They are off.
pub const NOW_OFF: &str = "Reminders are off. Your times and your user id are still kept, so you can turn them on again. To \
delete them, use /reflect privacy.";

/// They are on.
pub const NOW_ON: &str = "Reminders are on.";

/// Turns them on again.
pub const ON: &str = "Turn on";

/// They were off because the member said so.
pub const IS_OFF: &str = "Reminders are off.";

/// They stopped since direct messages are closed.
pub const CLOSED: &str = "Reminders are off, because a message to you did not get through. If you want them, allow direct \
messages from this bot and turn them on in /reflect remind.";

/// They stopped since nobody answered.
pub const UNANSWERED: &str = "Reminders have stopped, because there was no sign after the last three. You can turn them on again \
in /reflect remind, if you like.";

/// They stopped since the zone is gone.
pub const NO_ZONE: &str = "Reminders have stopped, because your time zone has another name now. Please choose it again in \
/reflect remind.";

/// Heard: once more later.
pub fn snoozed(when: &str) -> String {
    format!("You will hear of it again: {when}.")
}

/// There is nothing to hear of again.
pub const NOT_ON: &str = "Reminders are off, so this one will not come again.";

/// The menu of days.
pub const DAYS: &str = "Which days";

/// The menu of hours.
pub const HOUR: &str = "Which hour";

/// The menu of quiet hours.
pub const QUIET: &str = "Hours without messages";

/// No quiet hours.
pub const QUIET_NONE: &str = "No quiet hours";

/// Quiet hours as a choice.
pub fn quiet_choice(hours: &str) -> String {
    format!("Quiet {hours}")
}

/// An hour as a choice.
pub fn hour_choice(hour: &str) -> String {
    format!("At {hour}")
}

/// Leads to the field for a time zone.
pub const ZONE: &str = "Time zone";

/// What the field asks.
pub const ZONE_LABEL: &str = "Your time zone, or a large city near you";

/// A grey hint.
pub const ZONE_HINT: &str = "Europe/Berlin, or just Berlin";

/// The zone is not known.
pub fn no_zone(help: &str) -> String {
    help.to_owned()
}

/// How it is typed.
pub const HOW: &str = "You can type: /reflect remind Europe/Berlin 19 weekdays, or one of: days mon,wed; hour 19; \
quiet 22-7; quiet none; snooze 60; off; on.";
