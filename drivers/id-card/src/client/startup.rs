//! Start-up, and the ways back into service.

use link::Uptime;

use super::{Client, Condition, Event, Task, Trouble};
use crate::wire::{Answer, Rate, SamId, Status};

/// So often the module is asked for its id.
const IDENTIFY_AT_MOST: u8 = 3;

/// So many resets in a row without any card read in between, and the module counts as broken.
const RESET_AT_MOST: u8 = 2;

impl Client {
    /// Begins anew on a line that has just come up.
    pub(super) fn start(&mut self, now: Uptime) {
        self.health.condition = Condition::Starting;
        self.health.sam_id = None;
        self.silent = 0;
        self.resets = 0;
        self.may_rest_unseen = true;
        self.look_by_find = false;
        self.go(now, Task::Status);
    }

    /// Answers that are about the module and no card.
    pub(super) fn module_answered(&mut self, now: Uptime, task: Task, answer: Answer<'_>) {
        let fits = match task {
            Task::Identify { .. } => true,
            _ => answer.data.is_empty(),
        };
        if answer.status != Status::Success || !fits {
            return self.misfit(now, task, answer.status.code());
        }
        match task {
            Task::Identify { tries, last } => match SamId::parse(answer.data) {
                Some(id) if last == Some(id) || tries + 1 == IDENTIFY_AT_MOST => {
                    self.ready(now, id)
                }
                Some(id) => self.go(now, Task::Identify { tries: tries + 1, last: Some(id) }),
                None => self.misfit(now, task, answer.status.code()),
            },
            Task::Reset => self.go(now, Task::Status),
            _ if self.health.condition == Condition::Ready => {
                if task == Task::Check {
                    self.resets = 0;
                }
                self.resume(now);
            }
            _ => self.go(now, Task::Identify { tries: 0, last: None }),
        }
    }

    fn ready(&mut self, now: Uptime, sam_id: SamId) {
        tracing::info!(%sam_id, "the ID-card reader is ready");
        self.health.condition = Condition::Ready;
        self.health.sam_id = Some(sam_id);
        self.report(Event::Ready { sam_id });
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
        self.may_rest_unseen = true;
        self.later(now + self.options.revive_every, Task::Status);
    }

    /// Nothing answers. Perhaps another program has changed the rate.
    pub(super) fn silent_reader(&mut self, now: Uptime) {
        if self.health.condition == Condition::Failing(Trouble::ReaderSilent) {
            let place = Rate::ALL.iter().position(|rate| *rate == self.options.rate);
            let next = place.map_or(0, |place| place + 1) % Rate::ALL.len();
            self.report(Event::TryRate(Rate::ALL[next]));
        }
        self.failing(now, Trouble::ReaderSilent);
    }

    /// `60` or `66`: a single reset is tried, at once.
    pub(super) fn out_of_service(&mut self, now: Uptime, status: Status) {
        self.failing(now, Trouble::OutOfService(status));
        if self.resets == 0 {
            self.resets += 1;
            self.go(now, Task::Reset);
        }
    }

    /// A reset, unless it has been tried in vain.
    pub(super) fn reset(&mut self, now: Uptime, status: Status) {
        self.may_rest_unseen = true;
        if self.may_reset() {
            self.resets += 1;
            self.go(now, Task::Reset);
        } else {
            self.resets = 0;
            self.failing(now, Trouble::OutOfService(status));
        }
    }

    /// Whether a reset has not yet been tried in vain.
    pub(super) fn may_reset(&self) -> bool {
        self.resets < RESET_AT_MOST
    }
}
