//! Arguments -> library -> exit status. No logic lives here.

fn main() {}
