//! Entries in a ring: the newest takes the place of the oldest.

use board_proto::{Entry, Happening};

use super::CRC;

/// An entry as it lies in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
struct Record {
    /// 0 where there is no entry.
    number: u32,
    at_s: u32,
    boot: u16,
    code: u8,
    /// What would be a gap in the layout otherwise.
    spare: u8,
    seal: u32,
}

impl Record {
    const NONE: Self = Self { number: 0, at_s: 0, boot: 0, code: 0, spare: 0, seal: 0 };

    fn of(entry: Entry) -> Self {
        let Entry { number, boot, at_s, what } = entry;
        let record = Self { number, at_s, boot, code: what.code(), spare: 0, seal: 0 };
        Self { seal: record.due_seal(), ..record }
    }

    fn due_seal(&self) -> u32 {
        let mut digest = CRC.digest();
        digest.update(&self.number.to_le_bytes());
        digest.update(&self.at_s.to_le_bytes());
        digest.update(&self.boot.to_le_bytes());
        digest.update(&[self.code]);
        digest.finalize()
    }

    fn entry(&self) -> Option<Entry> {
        let what = Happening::from_code(self.code)?;
        Some(Entry { number: self.number, boot: self.boot, at_s: self.at_s, what })
    }

    fn is_whole(&self) -> bool {
        self.seal == self.due_seal() && self.entry().is_some()
    }
}

/// So many entries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[repr(C)]
pub(super) struct Ring<const N: usize>([Record; N]);

impl<const N: usize> Ring<N> {
    pub(super) const BLANK: Self = Self([Record::NONE; N]);

    /// Throws away what is not whole.
    pub(super) fn mend(&mut self) {
        for record in &mut self.0 {
            if !record.is_whole() {
                *record = Record::NONE;
            }
        }
    }

    pub(super) fn push(&mut self, entry: Entry) {
        if let Some(oldest) = self.0.iter_mut().min_by_key(|record| record.number) {
            *oldest = Record::of(entry);
        }
    }

    /// The greatest number, 0 where there is none.
    pub(super) fn latest(&self) -> u32 {
        self.0.iter().map(|record| record.number).max().unwrap_or(0)
    }

    /// The entry with the least number that is greater than this one.
    pub(super) fn after(&self, number: u32) -> Option<Entry> {
        let later = self.0.iter().filter(|record| number < record.number);
        later.min_by_key(|record| record.number)?.entry()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u32) -> Entry {
        Entry { number, boot: 3, at_s: 60, what: Happening::TamperBroken }
    }

    #[test]
    fn the_newest_takes_the_place_of_the_oldest() {
        let mut ring = Ring::<4>::BLANK;
        for number in 1..=6 {
            ring.push(entry(number));
        }
        assert_eq!(ring.latest(), 6);
        assert_eq!(ring.after(0), Some(entry(3)));
        assert_eq!(ring.after(5), Some(entry(6)));
        assert_eq!(ring.after(6), None);
    }

    #[test]
    fn a_record_that_was_torn_is_lost_and_no_other() {
        let mut ring = Ring::<4>::BLANK;
        for number in 1..=3 {
            ring.push(entry(number));
        }
        ring.0[1].at_s += 1;
        ring.mend();
        assert_eq!(ring.after(1), Some(entry(3)));
        assert_eq!(ring.latest(), 3);
    }
}
