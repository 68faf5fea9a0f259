//! Pictures are drawn here: that takes a tenth of a second, and must hold up nobody else's answer.

use crate::picture;
use crate::service::File;

/// A picture of one clear point, in the place of one that could not be drawn: the words beside it say the same.
/// <https://www.w3.org/TR/png-3/>
const NOTHING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#;

/// The files, with every picture drawn.
pub(super) async fn drawn(files: Vec<File>) -> Vec<File> {
    if files.iter().all(|file| file.alt.is_none()) {
        return files;
    }
    let draw = move || files.into_iter().map(draw).collect();
    tokio::task::spawn_blocking(draw).await.unwrap_or_default()
}

fn draw(mut file: File) -> File {
    if file.alt.is_some() {
        let svg = String::from_utf8_lossy(&file.bytes);
        let png = picture::png(&svg).or_else(|error| {
            tracing::warn!("a picture could not be drawn: {error}");
            picture::png(NOTHING)
        });
        file.bytes = png.unwrap_or_default();
    }
    file
}
