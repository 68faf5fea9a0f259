//! The lower part: what was said on a scale at the start of a talk and at its end, one line a talk.

use crate::picture::canvas::{
    Canvas, FILLED, GROUND, HEADING, INK, LABEL, LEFT, Letters, NOTE, PATH, Pen, SMALL, WIDE,
};
use crate::picture::{Ends, Map, Measure, SCALE_MAX, font, label, legend};
use crate::words::picture as words;

/// Where 0 stands.
const ZERO: f32 = 414.0;

/// From one number to the next.
const UNIT: f32 = 43.0;

/// The radius of a number's circle.
const RADIUS: f32 = 17.0;

/// From one measure to the next.
const ROW_HIGH: f32 = 86.0;

/// The numbers in the circles.
const NUMBER: Letters = Letters {
    weight: 0.5,
    anchor: "middle",
    ..SMALL
};

/// Draws the scales below `y`, and tells where they end.
pub(super) fn draw(canvas: &mut Canvas, map: &Map, y: f32) -> f32 {
    let right = WIDE - LEFT;
    let y = y + 46.0;
    canvas.line(&format!("M{LEFT} {y} H{right}"), PATH, 2.0);
    let mut y = header(canvas, map, y + 54.0);
    for measure in map.shown() {
        draw_measure(canvas, map, measure, y);
        y += ROW_HIGH;
    }
    y - ROW_HIGH + 48.0
}

/// What the lines below are, in words; tells where the first of them stands.
fn header(canvas: &mut Canvas, map: &Map, mut y: f32) -> f32 {
    canvas.text((LEFT, y), HEADING, words::SCALES);
    let shown = map.shown().len();
    let mut note = words::SCALES_NOTE.to_owned();
    if shown < map.scales.len() {
        note = format!("{note} {}", words::last(shown));
    }
    y += 12.0;
    for line in label::lines(&note, NOTE.size, WIDE - 2.0 * LEFT, 3) {
        y += 28.0;
        canvas.text((LEFT, y), NOTE, &line);
    }
    y += 36.0;
    legend::draw(
        canvas,
        y,
        &[(legend::ring, words::BEFORE), (legend::disk, words::AFTER)],
    );
    y + 68.0
}

fn draw_measure(canvas: &mut Canvas, map: &Map, measure: &Measure, y: f32) {
    let wide = ZERO - RADIUS - LEFT - 22.0;
    let theme = map.themes.get(measure.theme);
    let title = match theme {
        Some(theme) => label::titled(&theme.title, || words::unnamed(measure.theme + 1)),
        None => words::GONE.to_owned(),
    };
    let title = label::line(&title, LABEL.size, wide);
    canvas.text((LEFT, y + 8.0), LABEL, &title);
    let date = label::line(&measure.date, SMALL.size, wide);
    canvas.text((LEFT, y + 38.0), SMALL, &date);
    draw_axis(canvas, y);
    if let Some(ends) = theme.and_then(|theme| theme.ends.as_ref()) {
        draw_ends(canvas, ends, y + 46.0);
    }
    draw_numbers(canvas, measure, y);
}

/// Where a number stands.
fn place(number: u8) -> f32 {
    ZERO + UNIT * f32::from(number.min(SCALE_MAX))
}

fn draw_axis(canvas: &mut Canvas, y: f32) {
    let (from, to) = (place(0), place(SCALE_MAX));
    canvas.line(&format!("M{from} {y} H{to}"), PATH, 4.0);
    for number in 0..=SCALE_MAX {
        canvas.circle((place(number), y), 4.0, Pen(PATH, "none", 0.0));
    }
}

/// What 0 and 10 mean, below the ends of the line.
fn draw_ends(canvas: &mut Canvas, ends: &Ends, y: f32) {
    let (from, to) = (place(0) - RADIUS, place(SCALE_MAX) + RADIUS);
    let wide = to - from - 20.0;
    // The shorter one leaves room to the longer one.
    let half = wide / 2.0;
    let low_wide =
        half.max(wide - font::width(&label::line(&ends.high, SMALL.size, wide), SMALL.size));
    let low = label::line(&ends.low, SMALL.size, low_wide);
    canvas.text((from, y), SMALL, &low);
    let high_wide = wide - font::width(&low, SMALL.size).min(half);
    let high = label::line(&ends.high, SMALL.size, high_wide);
    canvas.text((to, y), SMALL.anchored("end"), &high);
}

fn draw_numbers(canvas: &mut Canvas, measure: &Measure, y: f32) {
    let before = measure.before.min(SCALE_MAX);
    let after = measure.after.map(|after| after.min(SCALE_MAX));
    if let Some(after) = after.filter(|after| *after != before) {
        draw_arrow(canvas, place(before), place(after), y);
    }
    if after == Some(before) {
        legend::ring(canvas, (place(before), y), RADIUS + 6.0);
    } else {
        legend::ring(canvas, (place(before), y), RADIUS);
        draw_number(canvas, before, y, INK);
    }
    if let Some(after) = after {
        legend::disk(canvas, (place(after), y), RADIUS);
        draw_number(canvas, after, y, GROUND);
    }
}

fn draw_number(canvas: &mut Canvas, number: u8, y: f32, ink: &'static str) {
    let at = (place(number), y + 7.0);
    canvas.text(at, NUMBER.inked(ink), &number.to_string());
}

/// An arrow that ends just before the circle at `to`.
fn draw_arrow(canvas: &mut Canvas, from: f32, to: f32, y: f32) {
    let ahead = if to > from { 1.0 } else { -1.0 };
    let tip = to - ahead * (RADIUS + 1.0);
    let neck = tip - ahead * 10.0;
    canvas.line(&format!("M{from} {y} H{neck}"), FILLED, 3.0);
    let (above, below) = (y - 7.0, y + 7.0);
    canvas.shape(
        &format!("M{tip} {y} L{neck} {above} L{neck} {below} Z"),
        FILLED,
    );
}
