//! Panics: where they happened, never what was said, which may hold what a member wrote.

use std::panic::{self, PanicHookInfo};

/// Shows of every panic from now on only the place.
pub(super) fn show_only_the_place() {
    panic::set_hook(Box::new(tell));
}

fn tell(info: &PanicHookInfo<'_>) {
    let place = info.location();
    tracing::error!(
        file = place.map_or("unknown", panic::Location::file),
        line = place.map_or(0, panic::Location::line),
        "a part of the program panicked; its words are not shown"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs in a process of its own as long as no other test of this binary sets a hook; the old hook is put back.
    #[test]
    fn the_words_of_a_panic_are_not_shown() {
        use std::sync::{Arc, Mutex};

        let seen = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&seen);
        let old = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let writer = Arc::clone(&kept);
            let subscriber = tracing_subscriber::fmt()
                .with_ansi(false)
                .with_writer(move || Lines(Arc::clone(&writer)))
                .finish();
            tracing::subscriber::with_default(subscriber, || tell(info));
        }));
        let caught = panic::catch_unwind(|| panic!("canary"));
        panic::set_hook(old);
        assert!(caught.is_err());
        let text = seen.lock().unwrap().clone();
        assert!(
            text.contains("panic.rs") && !text.contains("canary"),
            "{text}"
        );
    }

    /// Collects lines.
    struct Lines(std::sync::Arc<std::sync::Mutex<String>>);

    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0
                .lock()
                .unwrap()
                .push_str(&String::from_utf8_lossy(bytes));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
}
