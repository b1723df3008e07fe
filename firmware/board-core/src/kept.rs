//! The memory that a reset does not clear: what has happened, and what must not be forgotten.
//!
//! Every record carries its own checksum, and of what changes in place there are two copies of which
//! the older one is written. So a reset in the middle of a write costs at most what was being
//! written, and after a power cut, when memory holds anything at all, nothing is believed.

mod head;
mod ring;

use board_proto::{Entry, Happening, Millis, ResetReason};
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

pub(crate) use head::Head;
use head::Heads;
use ring::Ring;

/// So many events wait for a kiosk that is away before the oldest is overwritten.
pub const EVENTS: usize = 128;
/// So many entries the log holds, of which the newest replaces the oldest.
pub const LOG: usize = 64;

const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// The memory. It is made of integers alone, so that whatever bits a chip wakes up with are a value
/// of it; a platform may place it where the start-up code neither loads nor clears.
#[derive(Debug, Clone, PartialEq, Eq)]
#[repr(C)]
pub struct Kept {
    heads: Heads,
    events: Ring<EVENTS>,
    log: Ring<LOG>,
}

impl Kept {
    /// Memory that holds nothing.
    pub const BLANK: Self = Self { heads: Heads::BLANK, events: Ring::BLANK, log: Ring::BLANK };

    /// Throws away what is not whole, counts one more start and enters it; gives what holds.
    pub(crate) fn start(&mut self, now: Millis, reset: ResetReason) -> Head {
        self.events.mend();
        self.log.mend();
        let mut head = self.heads.latest().unwrap_or(Head::BLANK);
        head.boots = head.boots.saturating_add(1);
        self.keep(head);
        let what = match reset {
            ResetReason::PowerOn => Happening::BoardPowered,
            ResetReason::Watchdog => Happening::BoardHung,
            _ => Happening::BoardReset,
        };
        self.enter(now, head.boots, what);
        head
    }

    /// Keeps what must not be forgotten.
    pub(crate) fn keep(&mut self, head: Head) {
        self.heads.keep(head);
    }

    /// Enters what happened.
    pub(crate) fn enter(&mut self, now: Millis, boot: u16, what: Happening) {
        let number = self.latest().saturating_add(1);
        let entry = Entry { number, boot, at_s: now.whole_seconds(), what };
        self.events.push(entry);
        if what.is_logged() {
            self.log.push(entry);
        }
    }

    /// The number of the latest event, 0 before the first.
    pub(crate) fn latest(&self) -> u32 {
        self.events.latest()
    }

    /// The event that comes next after a number.
    pub(crate) fn event_after(&self, number: u32) -> Option<Entry> {
        self.events.after(number)
    }

    /// The entry of the log that comes next after a number.
    pub(crate) fn logged_after(&self, number: u32) -> Option<Entry> {
        self.log.after(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Millis = Millis(1000);

    fn events(kept: &Kept) -> Vec<u32> {
        std::iter::successors(kept.event_after(0), |entry| kept.event_after(entry.number))
            .map(|entry| entry.number)
            .collect()
    }

    #[test]
    fn a_reset_keeps_everything_and_a_power_cut_nothing() {
        let mut kept = Kept::BLANK;
        let mut head = kept.start(SECOND, ResetReason::PowerOn);
        kept.enter(SECOND, head.boots, Happening::UpperDoorOpened);
        head.taken = 1;
        kept.keep(head);
        let after = kept.start(SECOND, ResetReason::Watchdog);
        assert_eq!(after, Head { boots: 2, ..head });
        assert_eq!(events(&kept), [1, 2, 3]);
        let last = kept.event_after(2).unwrap();
        assert_eq!((last.boot, last.what), (2, Happening::BoardHung));
    }

    #[test]
    fn people_who_come_and_go_are_events_and_leave_no_trace_in_the_log() {
        let mut kept = Kept::BLANK;
        kept.enter(SECOND, 1, Happening::SomebodyNear);
        kept.enter(SECOND, 1, Happening::LowerDoorOpened);
        assert_eq!(events(&kept), [1, 2]);
        assert_eq!(kept.logged_after(0).map(|entry| entry.number), Some(2));
    }

    #[test]
    fn the_oldest_events_make_room_and_leave_a_gap_in_the_numbers() {
        let mut kept = Kept::BLANK;
        for _ in 0..EVENTS + 5 {
            kept.enter(SECOND, 1, Happening::SomebodyNear);
        }
        assert_eq!(kept.event_after(0).map(|entry| entry.number), Some(6));
        assert_eq!(events(&kept).len(), EVENTS);
    }
}
