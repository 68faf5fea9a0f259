//! Bits in and out of a short byte string, with numbers that carry their own length.

/// Writes bits, highest first.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    used: u32,
}

impl Writer {
    /// Room for a token without growing.
    pub(crate) fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(72),
            used: 0,
        }
    }

    /// Writes the lowest `count` bits of `value`.
    pub(crate) fn bits(&mut self, value: u64, count: u32) {
        let mut left = count;
        while left > 0 {
            if self.used == 0 {
                self.bytes.push(0);
            }
            let room = 8 - self.used;
            let take = room.min(left);
            let part = (value >> (left - take)) & ((1 << take) - 1);
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::try_from(part << (room - take)).unwrap_or(0);
            }
            self.used = (self.used + take) % 8;
            left -= take;
        }
    }

    /// Writes a flag.
    pub(crate) fn flag(&mut self, flag: bool) {
        self.bits(u64::from(flag), 1);
    }

    /// Writes a number in groups of `group` bits, each with a bit that says whether another follows.
    pub(crate) fn number(&mut self, value: u64, group: u32) {
        let mut groups = 1;
        while group * groups < 64 && value >> (group * groups) != 0 {
            groups += 1;
        }
        for at in (0..groups).rev() {
            self.flag(at > 0);
            self.bits(value >> (group * at), group);
        }
    }

    /// What was written, padded with zeros to whole bytes.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what [`Writer`] wrote; past the end there are no more bits.
#[derive(Debug)]
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    /// Reads from the first bit on.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Reads `count` bits, at most 64.
    pub(crate) fn bits(&mut self, count: u32) -> Option<u64> {
        let mut value = 0_u64;
        let mut left = count;
        while left > 0 {
            let byte = u64::from(*self.bytes.get(self.at / 8)?);
            let used = u32::try_from(self.at % 8).ok()?;
            let take = (8 - used).min(left);
            let part = (byte >> (8 - used - take)) & ((1 << take) - 1);
            value = (value << take) | part;
            self.at += usize::try_from(take).ok()?;
            left -= take;
        }
        Some(value)
    }

    /// Reads a flag.
    pub(crate) fn flag(&mut self) -> Option<bool> {
        self.bits(1).map(|bit| bit == 1)
    }

    /// Reads a number in groups of `group` bits.
    pub(crate) fn number(&mut self, group: u32) -> Option<u64> {
        let mut value = 0_u64;
        loop {
            let more = self.flag()?;
            if value >> (64 - group) != 0 {
                return None;
            }
            value = (value << group) | self.bits(group)?;
            if !more {
                return Some(value);
            }
        }
    }

    /// Whether only padding was left.
    pub(crate) fn ended(mut self) -> bool {
        let left = self.bytes.len() * 8 - self.at;
        left < 8 && u32::try_from(left).ok().and_then(|left| self.bits(left)) == Some(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(items in prop::collection::vec((any::<u64>(), 1_u32..=6, 0_u32..=63), 0..20)) {
            let mut writer = Writer::new();
            for (value, group, shift) in &items {
                writer.number(value >> shift, *group);
                writer.bits(*value & 0x7F, 7);
            }
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes);
            for (value, group, shift) in &items {
                prop_assert_eq!(reader.number(*group), Some(value >> shift));
                prop_assert_eq!(reader.bits(7), Some(*value & 0x7F));
            }
            prop_assert!(reader.ended());
        }
    }
}
