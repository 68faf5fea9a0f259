//! What one operator has said about the bot, and where it speaks.

use crate::words::Surface;

/// Where the bot speaks, and what its operator says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where it speaks: what can be pressed there need not be typed.
    pub surface: Surface,
    /// What the page about the bot adds.
    pub about: About,
}

/// What an operator adds to the page about the bot; each is left out where it is not given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Where the article can be read.
    pub article_url: Option<String>,
    /// How to reach whoever runs the bot.
    pub operator_contact: Option<String>,
    /// The privacy page.
    pub privacy_url: Option<String>,
}

impl Setting {
    /// A terminal.
    pub const TERMINAL: Self = Self {
        surface: Surface::Terminal,
        about: About {
            article_url: None,
            operator_contact: None,
            privacy_url: None,
        },
    };
}
