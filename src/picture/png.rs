//! SVG text -> PNG.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use crate::picture::font;

/// Most pixels from top to bottom: more than 100 themes and 12 measures need.
const HIGH_MAX: u32 = 8000;

/// Most pixels from side to side.
const WIDE_MAX: u32 = 2000;

/// Why there is no picture. What was to be drawn is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The SVG text does not hold together.
    #[error(
        "the picture's SVG cannot be read\nhint: show the same in words, and report this as a mistake of the program"
    )]
    Unreadable,
    /// It is too large to draw.
    #[error(
        "the picture would be {wide} by {high} pixels, more than {WIDE_MAX} by {HIGH_MAX}\nhint: show the same in words, or draw fewer themes"
    )]
    TooLarge {
        /// Its width in pixels.
        wide: u32,
        /// Its height in pixels.
        high: u32,
    },
    /// The pixels could not be written as PNG.
    #[error(
        "the picture cannot be written as PNG\nhint: show the same in words, and report this as a mistake of the program"
    )]
    Unwritable,
}

/// Draws SVG text; no font but the one that ships, no image and no file is looked at.
pub fn png(svg: &str) -> Result<Vec<u8>, Error> {
    let pixels = pixels(svg)?;
    pixels.encode_png().map_err(|_unnamed| Error::Unwritable)
}

/// Draws SVG text into memory.
pub(super) fn pixels(svg: &str) -> Result<Pixmap, Error> {
    let tree = Tree::from_str(svg, &font::options()).map_err(|_unnamed| Error::Unreadable)?;
    let size = tree.size().to_int_size();
    let (wide, high) = (size.width(), size.height());
    if wide > WIDE_MAX || high > HIGH_MAX {
        return Err(Error::TooLarge { wide, high });
    }
    let mut pixels = Pixmap::new(wide, high).ok_or(Error::TooLarge { wide, high })?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Ok(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_svg_is_refused() {
        assert_eq!(png("<svg"), Err(Error::Unreadable));
        assert_eq!(png(""), Err(Error::Unreadable));
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_drawn() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90000"/>"#;
        let (wide, high) = (900, 90_000);
        assert_eq!(png(svg), Err(Error::TooLarge { wide, high }));
    }
}
