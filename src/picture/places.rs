//! The upper part: the themes as places along a winding path, 3 and 2 in turn.

use std::fmt::Write as _;

use crate::picture::canvas::{Canvas, LABEL, LEFT, NOTE, PATH};
use crate::picture::{Map, State, Theme, label, legend};
use crate::words::picture as words;

/// Where places stand in a row, in the order in which the path meets them.
const ROWS: [&[f32]; 2] = [&[150.0, 435.0, 720.0], &[578.0, 293.0]];

/// How far places stand off their row, so that the path winds.
const WAVES: [f32; 5] = [6.0, -8.0, 4.0, 8.0, -6.0];

/// How wide a title may be: less than places are apart, and clear of the path's turns.
const LABEL_WIDE: f32 = 244.0;

/// Most lines of a title.
const LINES_MAX: usize = 3;

/// From one line of a title to the next.
const LINE_HIGH: f32 = 27.0;

/// The radius of a place.
const RADIUS: f32 = 22.0;

/// From a place to the first line of its title.
const BELOW: f32 = 50.0;

/// From the last line of a row's titles to the next row.
const ROW_GAP: f32 = 62.0;

/// How far beyond the outer places the path's turns are pulled.
const TURN: [f32; 2] = [941.0, 10.0];

/// A theme on the map.
struct Place<'a> {
    theme: &'a Theme,
    at: (f32, f32),
    row: usize,
    lines: Vec<String>,
}

/// Draws the map from `y` on, and tells where it ends.
pub(super) fn draw(canvas: &mut Canvas, map: &Map, y: f32) -> f32 {
    canvas.text((LEFT, y), NOTE, words::MAP);
    legend::draw(
        canvas,
        y + 40.0,
        &[
            (legend::sign(State::Finished), words::FINISHED),
            (legend::sign(State::Begun), words::BEGUN),
            (legend::sign(State::Untouched), words::UNTOUCHED),
        ],
    );
    let (places, end) = laid_out(&map.themes, y + 118.0);
    canvas.line(&path(&places), PATH, 6.0);
    for place in &places {
        draw_place(canvas, place);
    }
    end
}

/// Gives every theme its place, and tells where the last row ends.
fn laid_out(themes: &[Theme], mut y: f32) -> (Vec<Place<'_>>, f32) {
    let mut places = Vec::new();
    let mut rest = themes;
    let mut row = 0;
    let mut end = y;
    while !rest.is_empty() {
        let columns = ROWS[row % 2];
        let (these, after) = rest.split_at(columns.len().min(rest.len()));
        let mut high = 1;
        for (theme, x) in these.iter().zip(columns) {
            let number = places.len();
            let lines = title_lines(theme, number + 1);
            high = high.max(lines.len());
            let at = (*x, y + WAVES[number % WAVES.len()]);
            places.push(Place {
                theme,
                at,
                row,
                lines,
            });
        }
        end = y + BELOW + (1..high).map(|_| LINE_HIGH).sum::<f32>();
        y = end + ROW_GAP;
        rest = after;
        row += 1;
    }
    (places, end)
}

fn title_lines(theme: &Theme, number: usize) -> Vec<String> {
    let title = label::titled(&theme.title, || words::unnamed(number));
    label::lines(&title, LABEL.size, LABEL_WIDE, LINES_MAX)
}

/// A curve through all places; between rows it turns at the side.
fn path(places: &[Place<'_>]) -> String {
    let mut out = String::from("M0 0");
    if let Some(first) = places.first() {
        out = format!("M{} {}", first.at.0, first.at.1);
    }
    for pair in places.windows(2) {
        let ((x, y), (next_x, next_y)) = (pair[0].at, pair[1].at);
        let bend = if pair[0].row == pair[1].row {
            f32::midpoint(x, next_x)
        } else {
            TURN[pair[0].row % 2]
        };
        let _infallible = write!(out, " C{bend} {y} {bend} {next_y} {next_x} {next_y}");
    }
    out
}

fn draw_place(canvas: &mut Canvas, place: &Place<'_>) {
    legend::sign(place.theme.state)(canvas, place.at, RADIUS);
    let (x, mut y) = place.at;
    y += BELOW;
    for line in &place.lines {
        canvas.text((x, y), LABEL.anchored("middle"), line);
        y += LINE_HIGH;
    }
}
