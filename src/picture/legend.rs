//! The signs, and a line that says in words what they mean.

use crate::picture::State;
use crate::picture::canvas::{Canvas, FILLED, GROUND, LEFT, NOTE, OUTLINE, Pen};
use crate::picture::font;

/// A sign at a point, drawn at some radius.
type Sign = fn(&mut Canvas, (f32, f32), f32);

/// The radius of a sign in a legend.
const RADIUS: f32 = 12.0;

/// Draws signs and their words in one line.
pub(super) fn draw(canvas: &mut Canvas, y: f32, entries: &[(Sign, &str)]) {
    let mut x = LEFT + RADIUS + 2.0;
    for (sign, words) in entries {
        sign(canvas, (x, y), RADIUS);
        canvas.text((x + RADIUS + 12.0, y + 8.0), NOTE, words);
        x += 2.0 * RADIUS + 48.0 + font::width(words, NOTE.size);
    }
}

/// The sign of a theme in this state.
pub(super) fn sign(state: State) -> Sign {
    match state {
        State::Untouched => outline,
        State::Begun => ring_with_dot,
        State::Finished => disk,
    }
}

/// A thin outline.
fn outline(canvas: &mut Canvas, at: (f32, f32), radius: f32) {
    canvas.circle(at, radius - 1.0, Pen(GROUND, OUTLINE, 2.0));
}

/// A thick ring with a dot in it.
fn ring_with_dot(canvas: &mut Canvas, at: (f32, f32), radius: f32) {
    ring(canvas, at, radius);
    canvas.circle(at, radius * 0.38, Pen(FILLED, "none", 0.0));
}

/// A thick ring.
pub(super) fn ring(canvas: &mut Canvas, at: (f32, f32), radius: f32) {
    canvas.circle(at, radius - 1.5, Pen(GROUND, FILLED, 3.0));
}

/// Filled in.
pub(super) fn disk(canvas: &mut Canvas, at: (f32, f32), radius: f32) {
    canvas.circle(at, radius, Pen(FILLED, "none", 0.0));
}
