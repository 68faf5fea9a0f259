//! Room for all rows: those that hold buttons only move together before any is left out.

use crate::discord::limits::{BUTTONS_MAX, ROWS_MAX};
use crate::discord::message::{Component, Row};

/// Rows beside the one that is on every message.
const FREE_ROWS: usize = ROWS_MAX - 1;

/// Makes the rows as few as Discord takes. What stands further up is kept.
pub(crate) fn make(rows: &mut Vec<Row<'_>>) {
    while rows.len() > FREE_ROWS {
        let Some(at) = (1..rows.len()).find(|at| can_join(rows, *at)) else {
            break;
        };
        let lower = rows.remove(at);
        if let Some(upper) = rows.get_mut(at - 1) {
            upper.components.extend(lower.components);
        }
    }
    rows.truncate(FREE_ROWS);
}

/// Whether a row and the one above it are one row's buttons together.
fn can_join(rows: &[Row<'_>], at: usize) -> bool {
    let pair = rows.get(at - 1..=at).unwrap_or_default();
    let mut parts = pair.iter().flat_map(|row| &row.components);
    let count = parts.clone().count();
    count <= BUTTONS_MAX && parts.all(|part| matches!(part, Component::Button(_)))
}
