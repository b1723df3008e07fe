//! The number by which a module is told from all others.

use std::fmt;

/// SAM 模块编号: five numbers, printed `05.01-20150320-0000123456-0007654321`.
///
/// It names the reader, not a person. On the wire 16 bytes, little-endian: u16, u16, u32, u32,
/// u32. The third number looks like a date in the examples seen; nothing says that it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SamId {
    /// The first two numbers.
    pub kind: [u16; 2],
    /// The three numbers behind them.
    pub serial: [u32; 3],
}

impl SamId {
    /// How many bytes an id has on the wire.
    pub const SIZE: usize = 16;

    /// Reads the data of an answer to `12 FF`; `None` where it has another size.
    pub fn parse(data: &[u8]) -> Option<Self> {
        let data: &[u8; Self::SIZE] = data.try_into().ok()?;
        let short = |at: usize| u16::from_le_bytes([data[at], data[at + 1]]);
        let long =
            |at: usize| u32::from_le_bytes([data[at], data[at + 1], data[at + 2], data[at + 3]]);
        Some(Self { kind: [short(0), short(2)], serial: [long(4), long(8), long(12)] })
    }

    /// The data of an answer to `12 FF`.
    pub fn encode(self) -> Vec<u8> {
        let kind = self.kind.into_iter().flat_map(u16::to_le_bytes);
        kind.chain(self.serial.into_iter().flat_map(u32::to_le_bytes)).collect()
    }
}

impl fmt::Display for SamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([a, b], [c, d, e]) = (self.kind, self.serial);
        write!(f, "{a:02}.{b:02}-{c:08}-{d:010}-{e:010}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Answer, Status};

    #[test]
    fn an_id_has_the_bytes_of_the_protocol() {
        let id = SamId { kind: [5, 1], serial: [20_150_320, 123_456, 7_654_321] };
        let frame = Answer::new(Status::Success, &id.encode()).encode();
        assert_eq!(
            frame,
            [
                0xAA, 0xAA, 0xAA, 0x96, 0x69, // preamble
                0x00, 0x14, // length
                0x00, 0x00, 0x90, // success
                0x05, 0x00, 0x01, 0x00, // 05.01
                0x30, 0x78, 0x33, 0x01, // 20150320
                0x40, 0xE2, 0x01, 0x00, // 0000123456
                0xB1, 0xCB, 0x74, 0x00, // 0007654321
                0x57,
            ]
        );
        assert_eq!(SamId::parse(&frame[10..26]), Some(id));
        assert_eq!(id.to_string(), "05.01-20150320-0000123456-0007654321");
    }

    #[test]
    fn an_id_of_another_size_is_none() {
        assert_eq!(SamId::parse(&[0; 15]), None);
        assert_eq!(SamId::parse(&[0; 17]), None);
    }
}
