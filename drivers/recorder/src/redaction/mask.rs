//! Neutral characters in place of those of a person.

use std::collections::HashMap;

/// Numbers things in the order in which they are first seen, so that what was the same twice is so
/// afterwards, and what was not is not.
#[derive(Debug, Default)]
pub(super) struct Ordinals(HashMap<Vec<u8>, u32>);

impl Ordinals {
    /// The number of a thing, from 0 on.
    pub(super) fn of(&mut self, thing: &[u8]) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(thing.to_vec()).or_insert(next)
    }
}

/// The digits that stand in place of others: those of an ordinal over and over again.
#[derive(Debug)]
pub(super) struct Digits {
    ordinal: u32,
    place: u32,
}

impl Digits {
    /// So many digits, of which the last ones are those before which the others begin anew.
    const CYCLE: u32 = 4;

    pub(super) fn of(ordinal: u32) -> Self {
        Self { ordinal, place: 0 }
    }

    /// The next digit, as a character.
    pub(super) fn next(&mut self) -> u8 {
        let digit = self.ordinal / 10u32.pow(Self::CYCLE - 1 - self.place) % 10;
        self.place = (self.place + 1) % Self::CYCLE;
        b'0' + digit as u8
    }

    /// A byte of text: digits and letters are replaced by such, signs stay.
    pub(super) fn mask(&mut self, byte: u8) -> u8 {
        match byte {
            b'0'..=b'9' => self.next(),
            b'A'..=b'Z' => b'A',
            b'a'..=b'z' => b'a',
            0x80.. => b'?',
            sign => sign,
        }
    }
}

/// 某, somebody or something, in place of every character that is neither ASCII nor blank: as a
/// unit of UTF-16 and as a code of GBK.
pub(super) const SOMETHING_UTF16: u16 = 0x67D0;
/// The same in GBK.
pub(super) const SOMETHING_GBK: [u8; 2] = [0xC4, 0xB3];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_the_same_stays_the_same_and_what_was_not_does_not() {
        let mut ordinals = Ordinals::default();
        let numbers = [b"a", b"b", b"a", b"c"].map(|thing| ordinals.of(thing));
        assert_eq!(numbers, [0, 1, 0, 2]);
        let masked = |ordinal| {
            let mut digits = Digits::of(ordinal);
            b"Tan-582 113".map(|byte| digits.mask(byte))
        };
        assert_eq!(&masked(0), b"Aaa-000 000");
        assert_eq!(&masked(12), b"Aaa-001 200");
    }
}
