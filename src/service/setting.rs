//! What one operator has said about the bot, and where it speaks.

use crate::config::About;
use crate::words::Surface;

/// Where the bot speaks, and what its operator says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where it speaks: what can be pressed there need not be typed.
    pub surface: Surface,
    /// What the page about the bot adds.
    pub about: About,
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
