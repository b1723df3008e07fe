//! Find, select, read: from nothing to a card.

use link::Uptime;

use super::{Client, Event, Resting, Task, Trouble};
use crate::{
    card::{CardError, IdCard},
    wire::{Answer, Reading, Status},
};

/// The attempts to read one card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt {
    /// When it was found.
    began_at: Uptime,
    /// How many attempts failed.
    failed: u8,
    /// Why the last one did.
    trouble: Trouble,
    /// The owner has heard that there is a card.
    announced: bool,
}

impl Attempt {
    fn begun(now: Uptime, trouble: Trouble) -> Self {
        Self { began_at: now, failed: 0, trouble, announced: false }
    }
}

impl Client {
    /// Answers on the way to a card.
    pub(super) fn card_answered(&mut self, now: Uptime, task: Task, answer: Answer<'_>) {
        use Status::{CardFound, NoCard, NoSuchItem, Success};
        match (task, answer.status) {
            (Task::Find, CardFound) => self.found(now, Task::Select),
            (Task::Find, NoCard) => self.no_card(now),
            (Task::LookForRested, Success | NoSuchItem) => self.found(now, Task::Read),
            (Task::LookForRested, _) => self.no_card(now),
            (Task::Select, Success) if answer.data.len() == 8 => self.go(now, Task::Read),
            (Task::Read, Success) => self.read(now, answer.data),

            (Task::AwaitLift { try_again_at }, NoCard) => {
                self.go(now, Task::AwaitLiftOfRested { try_again_at });
            }
            (Task::AwaitLift { try_again_at }, _) if now < try_again_at => {
                self.later(now + self.options.find_every, task);
            }
            (Task::AwaitLift { .. }, CardFound) => self.found(now, Task::Select),
            (Task::AwaitLift { .. }, _) => self.go(now, Task::Find),
            (Task::AwaitLiftOfRested { try_again_at }, Success | NoSuchItem) => {
                self.later(now + self.options.find_every, Task::AwaitLift { try_again_at });
            }
            (Task::AwaitLiftOfRested { .. }, _) => self.resume(now),

            (_, Success | CardFound | NoSuchItem) => self.misfit(now, task, answer.status.code()),
            (_, status) => self.card_failed(now, status),
        }
    }

    fn found(&mut self, now: Uptime, next: Task) {
        let begun = Attempt::begun(now, Trouble::ReadInterrupted);
        let attempt = self.attempt.get_or_insert(begun);
        if !std::mem::replace(&mut attempt.announced, true) {
            self.report(Event::CardFound);
        }
        self.go(now, next);
    }

    fn no_card(&mut self, now: Uptime) {
        if self.may_rest_unseen {
            self.may_rest_unseen = false;
            return self.go(now, Task::LookForRested);
        }
        if let Some(attempt) = self.attempt.take() {
            let about_reader = attempt.trouble.is_about_reader();
            let told = if about_reader { Trouble::ReadInterrupted } else { attempt.trouble };
            self.report(Event::Trouble(told));
        }
        self.resets = 0;
        self.later(now + self.options.find_every, Task::Find);
    }

    fn read(&mut self, now: Uptime, data: &[u8]) {
        let Ok(reading) = Reading::parse(data) else {
            return self.misfit(now, Task::Read, Status::Success.code());
        };
        match IdCard::parse(reading.text) {
            Ok(card) => {
                self.wanted = false;
                self.resting = Some(Resting::delivered(reading.text, &card));
                self.read_out(now, Event::CardRead(card));
            }
            Err(CardError::Unsupported(kind)) => {
                self.resting = Some(Resting::not_delivered(reading.text));
                self.read_out(now, Event::Trouble(Trouble::Unsupported(kind)));
            }
            Err(CardError::Blank) => self.attempt_failed(now, Trouble::DamagedData),
        }
    }

    fn read_out(&mut self, now: Uptime, event: Event) {
        self.attempt = None;
        self.may_rest_unseen = false;
        self.resets = 0;
        self.report(event);
        self.resume(now);
    }

    fn card_failed(&mut self, now: Uptime, status: Status) {
        let trouble = match status {
            Status::CardNotRecognised => Trouble::NotRecognised,
            Status::CardRefusedSam | Status::SamRefusedCard => Trouble::Refused,
            Status::VerificationFailed
            | Status::FingerprintFailed
            | Status::WrongInformationLength => Trouble::DamagedData,
            // Once may be chance.
            Status::NoRandomNumber
                if self.may_reset() && self.attempt.is_some_and(|it| 0 < it.failed) =>
            {
                return self.reset(now, status);
            }
            // Moved, taken away, or lost by the module: the same to the person who holds it.
            _ => Trouble::ReadInterrupted,
        };
        self.attempt_failed(now, trouble);
    }

    /// Tries again from find, or tells that the card cannot be read and waits for its removal.
    pub(super) fn attempt_failed(&mut self, now: Uptime, trouble: Trouble) {
        // The module may think that it has read the card, and hide it from find.
        self.may_rest_unseen = true;
        let mut attempt = self.attempt.take().unwrap_or(Attempt::begun(now, trouble));
        attempt.failed += 1;
        attempt.trouble = trouble;
        let has_time = now < attempt.began_at + self.options.read_within;
        if has_time && attempt.failed <= trouble.further_attempts() {
            self.attempt = Some(attempt);
            return self.go(now, Task::Find);
        }
        if trouble.is_about_reader() {
            return self.failing(now, trouble);
        }
        self.report(Event::Trouble(trouble));
        let try_again_at = now + self.options.try_again_after;
        self.later(now + self.options.find_every, Task::AwaitLift { try_again_at });
    }
}
