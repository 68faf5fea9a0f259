//! What is wrong with a file, and where: the one currency of parsing and linting.
//!
//! A finding points into the text it is about, so that it can be shown in the manner of rustc. Nothing here prints.

use std::ops::Range;

/// A file by its position in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The texts that findings point into.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// One file as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path as shown to people, with forward slashes.
    pub path: String,
    /// Text without a byte order mark, with `\n` line ends.
    pub text: String,
}

impl Sources {
    /// Adds a file and returns its id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.push(SourceFile {
            path: path.into(),
            text: text.into(),
        });
        FileId(id)
    }

    /// The file with this id, if there is one.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Takes over another set of files; returns how far their ids moved.
    pub fn absorb(&mut self, other: Self) -> u32 {
        let first = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.extend(other.files);
        first
    }

    /// Line and column of a byte offset, both counted from 1, columns in characters.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        let Some(file) = self.get(place.file) else {
            return (1, 1);
        };
        let before = file.text.get(..place.span.start).unwrap_or(&file.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// A stretch of one file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Bytes from start to end.
    pub span: Range<usize>,
}

impl Place {
    /// A place in `file`.
    pub fn new(file: FileId, span: Range<usize>) -> Self {
        Self { file, span }
    }
}

/// Whether a finding stops the pack from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look; the pack is used all the same.
    Warning,
    /// The pack is refused.
    Error,
}

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Rule id in kebab-case: the word for `check --explain`.
    pub rule: &'static str,
    /// Whether it stops the pack.
    pub severity: Severity,
    /// What is wrong: lower case, no final dot, names in backticks.
    pub message: String,
    /// Where; without a place it is about the folder as a whole.
    pub place: Option<Place>,
    /// What stands at the place, in a few words.
    pub label: String,
    /// Further places that are concerned, each with a few words.
    pub also: Vec<(Place, String)>,
    /// What to do next.
    pub help: Option<String>,
}

impl Finding {
    /// An error of `rule` without a place yet.
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            label: String::new(),
            also: Vec::new(),
            help: None,
        }
    }

    /// A warning of `rule` without a place yet.
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(rule, message)
        }
    }

    /// Moves every place by `first` files, after [`Sources::absorb`].
    pub fn shift(&mut self, first: u32) {
        let places = self
            .place
            .iter_mut()
            .chain(self.also.iter_mut().map(|(place, _)| place));
        for place in places {
            place.file = FileId(place.file.0 + first);
        }
    }

    /// Points at `place`.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Names a further place.
    #[must_use]
    pub fn also(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.also.push((place.clone(), label.into()));
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_and_column_count_characters_from_one() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "ä = 1\nbb = 2\n");
        assert_eq!(sources.line_column(&Place::new(file, 0..1)), (1, 1));
        assert_eq!(sources.line_column(&Place::new(file, 3..4)), (1, 3));
        assert_eq!(sources.line_column(&Place::new(file, 8..9)), (2, 2));
        assert_eq!(sources.line_column(&Place::new(file, 999..1000)), (3, 1));
    }
}
