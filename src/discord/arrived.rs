//! What arrived from Discord, freed of what the bot does not need.

use std::fmt;

/// Where a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// A server.
    Server,
    /// The chat of one member with the bot.
    Direct,
    /// A chat of others, where the app is installed to the member; or somewhere that Discord does not name.
    Elsewhere,
}

/// An interaction.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Its id.
    pub id: u64,
    /// The application's id; 0 where Discord does not say.
    pub application: u64,
    /// Its token, which lets anyone answer it: a secret.
    pub token: String,
    /// Who acts; comes from Discord alone.
    pub user: u64,
    /// Where.
    pub room: Room,
    /// The channel; 0 where Discord does not say.
    pub channel: u64,
    /// The message that it was done on, if any.
    pub on: Option<On>,
    /// What was done.
    pub what: What,
}

/// The message that something was done on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct On {
    /// Its id.
    pub message: u64,
    /// Whether only one member can see it.
    pub private: bool,
}

/// What was done.
#[derive(Clone, PartialEq, Eq)]
pub enum What {
    /// A command was used.
    Command {
        /// Its name and its subcommand's.
        name: [String; 2],
        /// Its options, by name.
        options: Vec<(String, String)>,
    },
    /// A command was used on a message; the text only where it is the member's own.
    OnMessage {
        /// The command's name.
        name: String,
        /// The text.
        own: Option<String>,
    },
    /// A button was pressed, or a menu's options picked.
    Pressed {
        /// The identifier.
        id: String,
        /// The values, for menus.
        values: Vec<String>,
    },
    /// A dialog was sent.
    Filled {
        /// The identifier.
        id: String,
        /// What was written.
        words: String,
    },
    /// An option is being typed.
    Completing {
        /// The option's name.
        option: String,
        /// What is typed so far.
        typed: String,
    },
    /// Something that is not known.
    Unknown,
}

/// A message typed to the bot.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// Its id.
    pub id: u64,
    /// The chat.
    pub channel: u64,
    /// Who typed it.
    pub user: u64,
    /// The text.
    pub text: String,
}

impl fmt::Debug for Arrived {
    /// Shows neither the token nor anything that was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match &self.what {
            What::Command { .. } => "command",
            What::OnMessage { .. } => "command on a message",
            What::Pressed { .. } => "press",
            What::Filled { .. } => "dialog",
            What::Completing { .. } => "completion",
            What::Unknown => "unknown",
        };
        f.debug_struct("Arrived")
            .field("room", &self.room)
            .field("what", &what)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for What {
    /// Shows nothing that was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("What")
    }
}

impl fmt::Debug for Typed {
    /// Shows nothing that was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed")
    }
}
