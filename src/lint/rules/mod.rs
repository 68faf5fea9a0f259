//! The rules, one a file.

mod claims;
mod deep_without_gate;
mod elsewhere;
mod ids;
mod label_words;
mod limits;
mod locale;
mod no_way_out;
mod not_reviewed;
mod phrases;
mod reading_grade;
mod safe_messaging;
mod shared_words;
mod support_stale;
mod token_size;
mod unreachable_node;
mod unused_variable;
mod why_first;

use crate::lint::rule::Rule;

/// Every rule, in the order of its number; those without a number come last.
pub(crate) static ALL: [Rule; 21] = [
    elsewhere::UNKNOWN_TARGET,
    unreachable_node::RULE,
    no_way_out::RULE,
    deep_without_gate::RULE,
    ids::RULE,
    claims::RULE,
    reading_grade::RULE,
    label_words::RULE,
    safe_messaging::RULE,
    why_first::RULE,
    limits::RULE,
    shared_words::RULE,
    locale::RULE,
    elsewhere::RULE_PATTERN,
    support_stale::RULE,
    not_reviewed::RULE,
    unused_variable::RULE,
    token_size::RULE,
    elsewhere::CONDITION,
    elsewhere::SYNTAX,
    elsewhere::FILE,
];
