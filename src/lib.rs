//! A calm, rule-based chat bot that helps people think about closeness and distance in love.

pub mod script;
