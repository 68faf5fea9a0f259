//! One accent colour a theme.

use crate::script::{FRAME, Pack, ThemeIx};

/// Quiet colours that can be told apart, by a theme's number; more themes than colours begin anew.
const ACCENTS: [u32; 16] = [
    0x5B_7F_95, 0x8C_6B_8E, 0x6F_8F_6B, 0xA5_6F_5C, 0x4F_7C_7A, 0x9A_82_4F, 0x6B_70_A0, 0x8F_5E_6C,
    0x5D_88_73, 0x7C_6A_A0, 0xA0_7B_66, 0x4E_6E_8E, 0x85_8A_58, 0x9B_69_7F, 0x5A_8A_8F, 0x7A_75_6B,
];

/// The colour of what belongs to no theme.
const PLAIN: u32 = 0x6A_74_80;

/// The accent of a theme.
pub(crate) fn of(pack: &Pack, theme: ThemeIx) -> u32 {
    if theme == FRAME {
        return PLAIN;
    }
    let at = usize::from(pack.theme(theme).ordinal) % ACCENTS.len();
    ACCENTS.get(at).copied().unwrap_or(PLAIN)
}
