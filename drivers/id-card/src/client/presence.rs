//! A card that was read rests on the plate: is it still there, and is it still the same?
//!
//! `30 03` is answered by a resting card. The first answer also brings the new addresses on the
//! chip: they cost no request, and the person is known before. Where it is not answered, the card
//! was lifted, or touched: it is gone once two finds in a row, more than 300 ms apart, say so; and
//! where find shows a card, that one is read and compared, for it may be another person's.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use link::Uptime;

use super::{Client, Event, Task};
use crate::{
    card::{IdCard, NewAddresses, TextBlock},
    wire::{Answer, Reading, Status},
};

/// The time between two finds that are to prove that a card is gone.
const FINDS_APART: Duration = Duration::from_millis(320);

/// So many answers must say that the card is gone.
const GONE_AFTER: u8 = 2;

/// A card that was read. Nothing of it is kept but a hash, to know it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Resting {
    fingerprint: u64,
    /// Its removal is reported, as its reading was.
    delivered: bool,
    /// New addresses are of interest and have not yet been told.
    may_tell_addresses: bool,
}

impl Resting {
    pub(super) fn delivered(text: &TextBlock, card: &IdCard) -> Self {
        let may_tell_addresses = card.may_have_new_addresses();
        Self { fingerprint: fingerprint(text), delivered: true, may_tell_addresses }
    }

    pub(super) fn not_delivered(text: &TextBlock) -> Self {
        Self { fingerprint: fingerprint(text), delivered: false, may_tell_addresses: false }
    }
}

fn fingerprint(text: &TextBlock) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Client {
    /// How a resting card is looked at.
    pub(super) fn look_task(&self) -> Task {
        if self.look_by_find { Task::LookAgain { doubts: 0 } } else { Task::Look }
    }

    /// Answers about a card that was read.
    pub(super) fn resting_card_answered(&mut self, now: Uptime, task: Task, answer: Answer<'_>) {
        use Status::{CardFound, NoSuchItem, Success, WrongCommand};
        match (task, answer.status) {
            (Task::Look, Success | NoSuchItem) => {
                self.tell_addresses(answer.data);
                self.resume(now);
            }
            (Task::Look, status) => {
                self.look_by_find = status == WrongCommand;
                self.go(now, Task::LookAgain { doubts: 0 });
            }
            (Task::LookAgain { .. }, CardFound) if self.look_by_find => self.resume(now),
            (Task::LookAgain { doubts }, CardFound) => self.go(now, Task::Reselect { doubts }),
            (Task::Reselect { doubts }, Success) => self.go(now, Task::Compare { doubts }),
            (Task::Compare { doubts }, Success) => match Reading::parse(answer.data) {
                Ok(reading) => self.compare(now, reading.text),
                Err(_) => self.doubt(now, doubts),
            },
            (
                Task::LookAgain { doubts } | Task::Reselect { doubts } | Task::Compare { doubts },
                _,
            ) => {
                self.doubt(now, doubts);
            }
            _ => self.misfit(now, task, answer.status.code()),
        }
    }

    fn tell_addresses(&mut self, data: &[u8]) {
        let Some(card) = &mut self.resting else { return };
        if std::mem::take(&mut card.may_tell_addresses)
            && let Some(addresses) = NewAddresses::parse(data)
        {
            self.report(Event::NewAddresses(addresses));
        }
    }

    fn doubt(&mut self, now: Uptime, doubts: u8) {
        if doubts + 1 < GONE_AFTER {
            self.later(now + FINDS_APART, Task::LookAgain { doubts: doubts + 1 });
        } else {
            self.lifted(now);
        }
    }

    fn compare(&mut self, now: Uptime, text: &TextBlock) {
        if self.resting.is_some_and(|card| card.fingerprint == fingerprint(text)) {
            self.resume(now);
        } else {
            // The module has read the new card already and may hide it from find.
            self.may_rest_unseen = true;
            self.lifted(now);
        }
    }

    fn lifted(&mut self, now: Uptime) {
        if self.resting.take().is_some_and(|card| card.delivered) {
            self.report(Event::CardLifted);
        }
        self.resume(now);
    }
}
