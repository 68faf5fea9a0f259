//! SVG text, a few shapes at a time; and the looks that all parts share.

use std::fmt::Write as _;

/// How wide the picture is, in pixels.
pub(super) const WIDE: f32 = 900.0;

/// Where lines of text begin.
pub(super) const LEFT: f32 = 44.0;

/// The ground, soft enough for a dark window and clear enough for a light one.
pub(super) const GROUND: &str = "#f7f3ea";

/// Texts.
pub(super) const INK: &str = "#29323d";

/// Texts that stand back.
pub(super) const QUIET: &str = "#525c67";

/// What is finished or said at the end, and all that is filled in.
pub(super) const FILLED: &str = "#2f6370";

/// The outline of what was not opened.
pub(super) const OUTLINE: &str = "#737d86";

/// The path, and other lines that only lead the eye.
pub(super) const PATH: &str = "#d8cdb9";

/// How letters look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    /// Their size in pixels.
    pub(super) size: f32,
    /// Their colour.
    pub(super) ink: &'static str,
    /// How much is added around each stroke of a font that is light.
    pub(super) weight: f32,
    /// Which side of the text stands at the point: `start`, `middle` or `end`.
    pub(super) anchor: &'static str,
}

/// The title.
pub(super) const TITLE: Letters = letters(36.0, INK, 0.9);

/// The title of a part.
pub(super) const HEADING: Letters = letters(28.0, INK, 0.7);

/// A sentence.
pub(super) const NOTE: Letters = letters(22.0, QUIET, 0.3);

/// A name beside or below a sign.
pub(super) const LABEL: Letters = letters(23.0, INK, 0.4);

/// What stands back: days, and what the ends of a line mean.
pub(super) const SMALL: Letters = letters(20.0, QUIET, 0.3);

const fn letters(size: f32, ink: &'static str, weight: f32) -> Letters {
    Letters {
        size,
        ink,
        weight,
        anchor: "start",
    }
}

impl Letters {
    /// The same, with another side of the text at the point.
    pub(super) const fn anchored(self, anchor: &'static str) -> Self {
        Self { anchor, ..self }
    }

    /// The same in another colour.
    pub(super) const fn inked(self, ink: &'static str) -> Self {
        Self { ink, ..self }
    }
}

/// A circle's fill, its outline, and how thick that is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) f32,
);

/// What was drawn so far.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    /// Writes a line of text; the point is on its baseline.
    pub(super) fn text(&mut self, (x, y): (f32, f32), letters: Letters, text: &str) {
        let Letters {
            size,
            ink,
            weight,
            anchor,
        } = letters;
        let text = escaped(text);
        let _infallible = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}" fill="{ink}" stroke="{ink}" stroke-width="{weight}">{text}</text>"#
        );
    }

    /// Draws a circle.
    pub(super) fn circle(&mut self, (x, y): (f32, f32), radius: f32, pen: Pen) {
        let Pen(fill, outline, thick) = pen;
        let _infallible = writeln!(
            self.body,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="{fill}" stroke="{outline}" stroke-width="{thick}"/>"#
        );
    }

    /// Draws along a path, given as SVG writes it.
    pub(super) fn line(&mut self, path: &str, ink: &str, thick: f32) {
        let _infallible = writeln!(
            self.body,
            r#"<path d="{path}" fill="none" stroke="{ink}" stroke-width="{thick}" stroke-linecap="round"/>"#
        );
    }

    /// Fills the inside of a path.
    pub(super) fn shape(&mut self, path: &str, ink: &str) {
        let _infallible = writeln!(self.body, r#"<path d="{path}" fill="{ink}"/>"#);
    }

    /// The whole picture, which ends a little below `y`.
    pub(super) fn finish(self, y: f32) -> String {
        let high = (y + 42.0).ceil();
        let body = self.body;
        let (inner_wide, inner_high) = (WIDE - 2.0, high - 2.0);
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" viewBox="0 0 {WIDE} {high}" font-family="Ubuntu, sans-serif">
<rect x="1" y="1" width="{inner_wide}" height="{inner_high}" rx="28" fill="{GROUND}" stroke="{PATH}" stroke-width="2"/>
{body}</svg>
"#
        )
    }
}

/// A text as it may stand in SVG.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How bright a colour is, as the accessibility guidelines count it.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn texts_and_signs_stand_out_from_the_ground() {
        assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 1e-9);
        for ink in [INK, QUIET, FILLED] {
            assert!(contrast(ink, GROUND) >= 4.5, "{ink}");
        }
        // A sign that is no text needs less.
        assert!(contrast(OUTLINE, GROUND) >= 3.0);
    }

    #[test]
    fn a_text_cannot_end_its_element() {
        assert_eq!(escaped("</text>&\""), "&lt;/text&gt;&amp;&quot;");
    }
}
