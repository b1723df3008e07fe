//! 规范版本: which edition of the rules a card was made by.

/// Which of the three generations of cards it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Generation {
    /// `1.0`, or nothing: LB 002-2000.
    First,
    /// `2.0`: with a financial application.
    Second,
    /// `3.0`: 第三代社会保障卡. It gives name and number only to whoever proves a right to them.
    Third,
    /// A version that is not known yet.
    Unknown,
}

impl Generation {
    /// The generation of a card with this version. Only the beginning counts: `2.00`, `2.01` and
    /// `2.0` with a zero byte are in use.
    pub(crate) fn of(version: &[u8]) -> Self {
        match version {
            [b'1', b'.', ..] => Self::First,
            [b'2', b'.', ..] => Self::Second,
            [b'3', b'.', ..] => Self::Third,
            other if other.iter().all(|byte| matches!(byte, 0x00 | 0x20 | 0xFF)) => Self::First,
            _ => Self::Unknown,
        }
    }

    /// The version that such a card has.
    pub(crate) fn version(self) -> [u8; 4] {
        match self {
            Self::First => *b"1.00",
            Self::Second => *b"2.00",
            Self::Third => *b"3.00",
            Self::Unknown => *b"9.99",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_the_version_decides() {
        assert_eq!(Generation::of(b"1.00"), Generation::First);
        assert_eq!(Generation::of(b"2.01"), Generation::Second);
        assert_eq!(Generation::of(b"2.0\0"), Generation::Second);
        assert_eq!(Generation::of(b"3.00"), Generation::Third);
        assert_eq!(Generation::of(b""), Generation::First);
        assert_eq!(Generation::of(&[0; 4]), Generation::First);
        assert_eq!(Generation::of(b"4.00"), Generation::Unknown);
    }
}
