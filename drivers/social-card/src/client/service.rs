//! Start-up, the ways back into service, and what is in the slot while no card is read.

use link::Uptime;

use super::{Client, Condition, Event, Resting, Task, Then, Trouble};
use crate::wire::{Answer, Outcome, SlotState};

/// A reader's name is no longer than this in events and logs.
const NAME_AT_MOST: usize = 40;

impl Client {
    /// Begins anew on a line that has just come up.
    pub(super) fn start(&mut self, now: Uptime) {
        self.health.condition = Condition::Starting;
        self.health.reader = None;
        self.silent = 0;
        self.go(now, Task::Name);
    }

    /// Answers that are about the reader and no card. That it knows a command is not asked: a
    /// reader that knows neither of the two at start-up reads cards all the same.
    pub(super) fn reader_answered(&mut self, now: Uptime, task: Task, answer: &Answer<'_>) {
        match task {
            Task::Name => {
                let shown = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
                let name = answer.data.iter().copied().filter(shown).take(NAME_AT_MOST);
                self.health.reader = Some(name.map(char::from).collect());
                self.go(now, Task::Notices);
            }
            Task::Notices => self.ready(now),
            _ => self.resume(now),
        }
        if let Outcome::Failed(error) = answer.outcome {
            tracing::info!(?error, "the reader does not know a command of start-up");
        }
    }

    fn ready(&mut self, now: Uptime) {
        let reader = self.health.reader.clone().unwrap_or_default();
        tracing::info!(reader, "the reader of social-security cards is ready");
        self.health.condition = Condition::Ready;
        self.report(Event::Ready { reader });
        // While the reader was away a card may have been changed for another.
        self.lifted();
        self.resume(now);
    }

    /// The reader does not work. It is asked again and again, at long intervals, how it is.
    pub(super) fn failing(&mut self, now: Uptime, trouble: Trouble) {
        let condition = Condition::Failing(trouble);
        if self.health.condition != condition {
            self.health.condition = condition;
            self.report(Event::Trouble(trouble));
        }
        self.attempt = None;
        self.later(now + self.options.revive_every, Task::Name);
    }

    /// How the slot is, while no card is read.
    pub(super) fn slot_answered(&mut self, now: Uptime, slot: SlotState) {
        let there = matches!(slot, SlotState::Active | SlotState::Inactive);
        if !there {
            self.lifted();
        }
        match (there, self.resting, self.wanted) {
            (true, None, true) => self.found(now),
            (false, None, true) => self.later(now + self.options.look_every, Task::Find),
            _ => self.resume(now),
        }
    }

    /// The card that rested in the slot is no longer there.
    fn lifted(&mut self) {
        if self.resting.take().is_some_and(|card| card.delivered) {
            self.report(Event::CardLifted);
        }
    }

    /// The reader says that a card was taken out.
    pub(super) fn heard_of_removal(&mut self, now: Uptime) {
        self.lifted();
        if self.attempt.is_some() {
            self.pulled(now);
        }
    }

    /// Ends with a card: takes the power off it, and watches it rest where that is of use.
    pub(super) fn leave_card(&mut self, now: Uptime, resting: Option<Resting>) {
        self.attempt = None;
        self.resting = resting;
        self.go(now, Task::PowerOff(Then::Rest));
    }
}
