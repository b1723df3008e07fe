//! 新住址: addresses that a holder moved to after the card was issued.

use std::fmt;

use super::text::shown;
use crate::wire::{ADDRESS_SIZE, addresses};

/// So many records a chip has room for.
const RECORDS: usize = 4;

/// New addresses off a chip, in its order; at least one. `Debug` prints none of them.
///
/// Which of several is the newest is not documented.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAddresses(Vec<String>);

impl NewAddresses {
    /// The addresses in the data of an answer to `30 03`; `None` where all records are blank,
    /// and for data of a size that no such answer has.
    pub fn parse(data: &[u8]) -> Option<Self> {
        if RECORDS * ADDRESS_SIZE < data.len() || !data.len().is_multiple_of(ADDRESS_SIZE) {
            return None;
        }
        let text = |record: &[u8]| {
            let units = record.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
            shown(&units.collect::<Vec<u16>>())
        };
        let found: Vec<String> = addresses(data).map(|record| text(record)).collect();
        (!found.is_empty()).then_some(Self(found))
    }

    /// The addresses, at most 35 UTF-16 units each.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Debug for NewAddresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewAddresses(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{PHOTO_SIZE, TEXT_SIZE, encode_reading};

    fn record(text: &str) -> Vec<u8> {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        units.resize(ADDRESS_SIZE / 2, 0x20);
        units.into_iter().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn addresses_are_read_and_blank_records_left_out() {
        let data = [record("南城街道花溪路27号"), record(""), record("水江镇 长青街33号")].concat();
        let read = NewAddresses::parse(&data).unwrap();
        assert_eq!(read.as_slice(), ["南城街道花溪路27号", "水江镇 长青街33号"]);
    }

    #[test]
    fn without_any_address_there_is_nothing() {
        for data in [vec![], record(""), [record(""), record("")].concat(), vec![0x41; 69]] {
            assert_eq!(NewAddresses::parse(&data), None);
        }
    }

    #[test]
    fn what_is_too_long_for_addresses_is_not_taken_for_them() {
        assert_eq!(NewAddresses::parse(&record("城").repeat(5)), None);
        let reading = encode_reading(&[0x41; TEXT_SIZE], &[0x41; PHOTO_SIZE]);
        assert_eq!(NewAddresses::parse(&reading), None);
    }

    #[test]
    fn an_address_never_reaches_a_log() {
        let read = NewAddresses::parse(&record("南城街道花溪路27号")).unwrap();
        assert_eq!(format!("{read:?}"), "NewAddresses(..)");
    }
}
