//! A calm, rule-based chat bot that helps people think about closeness and distance in love.

pub mod engine;
pub mod script;
pub mod words;
