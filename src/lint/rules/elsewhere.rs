//! Findings of other modules, so that every id that can be printed is explained.

use crate::lint::rule::{Check, declare};

declare! {
    /// # What it does
    ///
    /// Reports names that lead nowhere: a `next`, `to`, `via`, `start`, `hub` or `theme` that names nothing, or that
    /// names a node of another theme.
    ///
    /// # Why
    ///
    /// A way that leads nowhere leaves somebody standing in the middle of a talk.
    ///
    /// # Example
    ///
    /// ```toml
    /// next = "dor-words"       # the node is called "door-words"
    /// ```
    ///
    /// # Instead
    ///
    /// Use the id of a node of the same theme or of `pack.toml`, or `@hub`, `@closing`, `@return`, `@theme:ID`.
    UNKNOWN_TARGET = "unknown-target", Some(1), "a name that leads nowhere", Check::Elsewhere
}

declare! {
    /// # What it does
    ///
    /// Reports patterns for free text that cannot be read, or that fit an empty text.
    ///
    /// # Why
    ///
    /// A pattern that fits everything answers everything the same way; one that cannot be read never fits.
    ///
    /// # Example
    ///
    /// ```toml
    /// pattern = "(stop|pause|)"   # the empty branch fits any text
    /// ```
    ///
    /// # Instead
    ///
    /// ```toml
    /// pattern = "(stop|pause)"
    /// ```
    RULE_PATTERN = "rule-pattern", Some(14), "a pattern that cannot be read, or fits everything", Check::Elsewhere
}

declare! {
    /// # What it does
    ///
    /// Reports conditions and settings that cannot be read: unknown variables and values, unbalanced brackets, values
    /// of the wrong kind; and `{name}` in a text that is no variable.
    ///
    /// # Why
    ///
    /// A condition that cannot be read would hide a line or a choice for good.
    ///
    /// # Example
    ///
    /// ```toml
    /// when = "side = in"
    /// ```
    ///
    /// # Instead
    ///
    /// ```toml
    /// when = "side == 'in'"
    /// ```
    CONDITION = "condition", None, "a condition or setting that cannot be read", Check::Elsewhere
}

declare! {
    /// # What it does
    ///
    /// Reports what cannot be read: broken TOML, unknown or missing keys, values of the wrong kind.
    ///
    /// # Why
    ///
    /// A key with a typing error would be left out in silence, and the talk would go another way than you wrote.
    ///
    /// # Example
    ///
    /// ```toml
    /// depht = "L"
    /// ```
    ///
    /// # Instead
    ///
    /// Follow the help below the finding; `prompts/README.md` lists every key.
    SYNTAX = "syntax", None, "something that cannot be read", Check::Elsewhere
}

declare! {
    /// # What it does
    ///
    /// Reports files that are missing, too large, included twice, or outside the pack's folder.
    ///
    /// # Why
    ///
    /// A pack may come from somebody else. It reads its own folder and nothing beside it.
    ///
    /// # Example
    ///
    /// ```toml
    /// include = ["../other/shame.toml"]
    /// ```
    ///
    /// # Instead
    ///
    /// Copy the file into the pack's folder and name it alone: `include = ["shame.toml"]`.
    FILE = "file", None, "a file that is missing or not allowed", Check::Elsewhere
}
