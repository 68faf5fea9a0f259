//! Where typed lines come from: an editor on a terminal, or a pipe.

use std::io::{BufRead, Read as _};

/// Longest line that is read, in bytes; the rest of a longer one is skipped.
const LINE_BYTES_MAX: usize = 64 * 1024;

/// A source of typed lines.
pub trait Lines {
    /// The next line, or the end.
    fn next_line(&mut self) -> std::io::Result<Typed>;
}

/// One typed line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A line; bytes that are not text are replaced.
    Line(String),
    /// More than [`LINE_BYTES_MAX`] bytes.
    TooLong,
    /// The end of input.
    End,
}

/// Lines from a pipe or a file.
#[derive(Debug)]
pub struct Piped<R>(pub R);

impl<R: BufRead> Lines for Piped<R> {
    fn next_line(&mut self) -> std::io::Result<Typed> {
        let mut bytes = Vec::new();
        let limit = LINE_BYTES_MAX as u64 + 1;
        let read = (&mut self.0).take(limit).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(Typed::End);
        }
        if bytes.last() != Some(&b'\n') && bytes.len() > LINE_BYTES_MAX {
            self.skip_line()?;
            return Ok(Typed::TooLong);
        }
        Ok(Typed::Line(
            String::from_utf8_lossy(&bytes).trim().to_owned(),
        ))
    }
}

impl<R: BufRead> Piped<R> {
    /// Reads over the rest of a line.
    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.0.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(buffer.len(), |at| at + 1);
            self.0.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// Lines from an editor; its history holds commands only, in memory.
pub struct Edited {
    editor: rustyline::DefaultEditor,
}

impl std::fmt::Debug for Edited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Edited")
    }
}

impl Edited {
    /// Opens the editor on the terminal.
    pub fn open() -> std::io::Result<Self> {
        let editor = rustyline::DefaultEditor::new().map_err(std::io::Error::other)?;
        Ok(Self { editor })
    }
}

impl Lines for Edited {
    fn next_line(&mut self) -> std::io::Result<Typed> {
        use rustyline::error::ReadlineError;

        match self.editor.readline("you: ") {
            Ok(line) if line.len() > LINE_BYTES_MAX => Ok(Typed::TooLong),
            Ok(line) => {
                // Own words are not kept, so that nobody reads them by pressing a key; commands may be had again.
                if line.starts_with('/') {
                    let _full = self.editor.add_history_entry(line.as_str());
                }
                Ok(Typed::Line(line.trim().to_owned()))
            }
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(Typed::End),
            Err(error) => Err(std::io::Error::other(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_any_bytes_and_any_length_are_read() {
        let mut input = b"one\n\xFF\xFEtwo\n".to_vec();
        input.extend(std::iter::repeat_n(b'x', LINE_BYTES_MAX * 3));
        input.extend(b"\nlast");
        let mut lines = Piped(input.as_slice());
        let mut next = || lines.next_line().unwrap();
        assert_eq!(next(), Typed::Line("one".to_owned()));
        assert_eq!(next(), Typed::Line("\u{FFFD}\u{FFFD}two".to_owned()));
        assert_eq!(next(), Typed::TooLong);
        assert_eq!(next(), Typed::Line("last".to_owned()));
        assert_eq!(next(), Typed::End);
    }
}
