//! The prompts that are built into the binary.

use crate::script::load::Files;

/// Names a file under `prompts/` and takes its text into the binary.
macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../prompts/", $path)))),*]
    };
}

/// Every built-in file by its path under `prompts/`. A test compares this list with the folder.
const FILES: &[(&str, &str)] = built_in![
    "run-from-love/article.shingles",
    "run-from-love/claims.toml",
    "run-from-love/dependency-hunger.toml",
    "run-from-love/endangerment.toml",
    "run-from-love/fear-distress.toml",
    "run-from-love/feelings.toml",
    "run-from-love/glossary.toml",
    "run-from-love/idealization.toml",
    "run-from-love/implicit-memory.toml",
    "run-from-love/jealousy-mistrust.toml",
    "run-from-love/lost-idyll.toml",
    "run-from-love/ordinals.toml",
    "run-from-love/pack.toml",
    "run-from-love/priming-past.toml",
    "run-from-love/projection-displacement.toml",
    "run-from-love/safe-partner.toml",
    "run-from-love/shame.toml",
    "run-from-love/temporary-distancing.toml",
    "run-from-love/trust-communication.toml",
    "support/worldwide.toml",
    "understanding/control.toml",
    "understanding/crisis.toml",
    "understanding/lists.toml",
    "understanding/theme.toml",
];

/// The built-in files, as a folder on disk would be read.
pub fn texts() -> Files {
    FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// Paths of the built-in files under `prompts/`.
pub fn paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| *path)
}
