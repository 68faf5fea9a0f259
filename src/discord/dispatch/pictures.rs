//! Pictures are drawn here: that takes a tenth of a second and some megabytes, and must hold up nobody else's answer.

use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::picture;
use crate::service::File;

/// How many pictures are drawn at once.
const DRAWN_MAX: usize = 2;

/// How long a picture may take with its waiting; Discord waits three seconds for the whole answer.
const DRAW_LIMIT: Duration = Duration::from_secs(1);

/// One clear point, in the place of a picture that is not there in time: the words beside it say the same.
const NOTHING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#;

/// Draws pictures, a few at a time.
#[derive(Debug)]
pub(super) struct Pictures(Semaphore);

impl Default for Pictures {
    fn default() -> Self {
        Self(Semaphore::new(DRAWN_MAX))
    }
}

impl Pictures {
    /// The files, with every picture drawn.
    pub(super) async fn drawn(&self, mut files: Vec<File>) -> Vec<File> {
        for file in files.iter_mut().filter(|file| file.alt.is_some()) {
            let svg = std::mem::take(&mut file.bytes);
            file.bytes = match timeout(DRAW_LIMIT, self.draw(svg)).await {
                Ok(Some(png)) => png,
                Ok(None) | Err(_) => picture::png(NOTHING).unwrap_or_default(),
            };
        }
        files
    }

    /// Draws one; the semaphore is never closed, so that its turn comes.
    async fn draw(&self, svg: Vec<u8>) -> Option<Vec<u8>> {
        let _turn = self.0.acquire().await.ok()?;
        let draw = move || picture::png(&String::from_utf8_lossy(&svg));
        match tokio::task::spawn_blocking(draw).await.ok()? {
            Ok(png) => Some(png),
            Err(error) => {
                tracing::warn!("a picture could not be drawn: {error}");
                None
            }
        }
    }
}
