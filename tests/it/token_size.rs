//! How long tokens of the shipped content can become.

use alongside::engine::token;

use crate::common::script;

#[test]
fn the_longest_token_of_every_shipped_theme_fits() {
    let pack = &script().packs[0];
    for (index, theme) in (0..).map(alongside::script::ThemeIx).zip(&pack.themes) {
        let length = token::longest(pack, index);
        println!("{}: {length}", theme.id);
        assert!(length <= token::CHARS_MAX, "{}: {length}", theme.id);
    }
}
