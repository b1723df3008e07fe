//! The reader of social-security cards on its line, and what is seen of it.

use std::{fmt, path::Path};

use link::{Clock, Device, Line, Machine, Socket, Step, Uptime, memory::Pace, run_device};
use social_card::sim::{Card, Command, Event, Options, Reader};

use crate::{Error, hands::Seen};

/// What is done to the reader.
pub(crate) enum SlotHand {
    /// Puts a card into the slot.
    Insert {
        /// What stands for it where keys of cards are listed.
        tag: String,
        /// The card.
        card: Box<Card>,
    },
    /// Anything else.
    Tell(Command),
}

impl fmt::Debug for SlotHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // What is on the card is its holder's.
            Self::Insert { tag, .. } => write!(f, "Insert({tag})"),
            Self::Tell(command) => write!(f, "Tell({command:?})"),
        }
    }
}

/// Puts a reader of social-security cards into the folder.
pub(crate) fn start_slot(
    dir: &Path,
    pace: Pace,
    clock: &Clock,
    seen: Seen,
) -> Result<Device<SlotHand>, Error> {
    let socket = Socket { link: dir.join("social-card"), pace };
    let refuse = Error::cannot("make", &socket.link);
    let slot = WatchedSlot { reader: Reader::new(Options::default()), seen };
    run_device("social-card", socket, clock, slot, |_| {}).map_err(refuse)
}

/// A reader whose slot is looked at after everything that it does.
struct WatchedSlot {
    reader: Reader,
    seen: Seen,
}

impl Machine for WatchedSlot {
    type Command = SlotHand;
    type Event = Event;

    fn command(&mut self, now: Uptime, hand: SlotHand) {
        let command = match hand {
            SlotHand::Insert { tag, card } => {
                self.seen.lock().social_card.slot.push(tag);
                Command::Insert(card)
            }
            SlotHand::Tell(command) => command,
        };
        self.reader.command(now, command);
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        self.reader.received(now, bytes);
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.reader.line(now, line);
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        let step = self.reader.poll(now);
        let mut seen = self.seen.lock();
        seen.social_card.powered = self.reader.is_card_powered();
        if self.reader.card().is_none() {
            // Faults pull cards as well.
            seen.social_card.slot.clear();
        }
        step
    }
}
