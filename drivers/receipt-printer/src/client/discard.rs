//! Getting rid of what a broken-off sheet left in the printer.
//!
//! A printer whose roll ended keeps the rest of the sheet and goes on with it on the new roll. Some
//! can be told to forget it; the others print it, which is waited for. Then the settings are reset
//! and the scrap is cut off, so that the next sheet begins on paper of its own. All but the cut may
//! have been printed when the sheet broke off, so the scrap says of itself that it is void.

use std::time::Duration;

use link::Uptime;

use super::{Client, Event, JobId, Stage};
use crate::{
    Clearing, Condition, PrintError,
    wire::{Command, RealTime, code_of},
};

/// The last line of a scrap, in double size.
const VOID: &str = "本张作废";
/// The paper that it takes, with the line before.
const VOID_DOTS: usize = 100;

#[derive(Debug)]
pub(super) enum Discarding {
    /// Until no fault is left.
    AwaitingRepair,
    /// Until what the printer holds is printed.
    Draining { give_up_at: Uptime },
    /// The scrap is being cut off.
    CuttingScrap { give_up_at: Uptime },
}

impl Discarding {
    pub(super) fn deadline(&self) -> Option<Uptime> {
        match self {
            Self::AwaitingRepair => None,
            Self::Draining { give_up_at } | Self::CuttingScrap { give_up_at } => Some(*give_up_at),
        }
    }

    pub(super) fn stop_the_clock(&mut self, pause: Duration) {
        match self {
            Self::AwaitingRepair => {}
            Self::Draining { give_up_at } | Self::CuttingScrap { give_up_at } => {
                *give_up_at += pause;
            }
        }
    }
}

impl Client {
    pub(super) fn discard(&mut self, now: Uptime) {
        let given_up: Option<JobId> = match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Idle | Stage::Discarding(_) => None,
            Stage::Checking(sheet) => {
                self.failed(sheet.id, PrintError::GivenUp, false);
                None
            }
            Stage::Body { sheet, .. } => {
                self.broke_off(sheet, PrintError::GivenUp);
                None
            }
            Stage::Cutting { id, .. } | Stage::Confirming(id) | Stage::InMouth { id, .. } => {
                Some(id)
            }
        };
        if let Some(id) = given_up {
            self.unknown(id, PrintError::GivenUp);
        }
        self.stage = Stage::Discarding(Discarding::AwaitingRepair);
        self.clear(now);
        self.polling.begin(now);
    }

    pub(super) fn discarding_round(
        &mut self,
        now: Uptime,
        discarding: Discarding,
        condition: Condition,
    ) {
        match discarding {
            _ if condition.fault().is_some() => {
                self.stage = Stage::Discarding(Discarding::AwaitingRepair);
            }
            Discarding::AwaitingRepair if !condition.head_hot => self.drain(now),
            other => self.stage = Stage::Discarding(other),
        }
    }

    fn drain(&mut self, now: Uptime) {
        // Once more, for the line may have failed since.
        self.clear(now);
        if self.owed == 0 {
            return self.cut_scrap(now);
        }
        let within = self.left_over.unwrap_or_else(|| self.allowance(0));
        let give_up_at = self.line_free_at.max(now) + within;
        self.stage = Stage::Discarding(Discarding::Draining { give_up_at });
    }

    /// Has the printer forget what it holds, where it can: also while it is off line, so that
    /// nothing of it is printed in the moment in which the roll is changed.
    fn clear(&mut self, now: Uptime) {
        if self.profile.clearing == Clearing::RealTime && self.line_up {
            self.send(now, RealTime::Clear.bytes());
            // What was asked in the stream is forgotten with it.
            self.owed = 0;
        }
    }

    fn cut_scrap(&mut self, now: Uptime) {
        self.owed = 0;
        // A command that lost its end would swallow what follows: zeros are its end, and between
        // commands they are nothing.
        let filling = if self.cut_short { self.profile.chunk } else { 0 };
        let mut bytes = vec![0; filling];
        Command::Initialise.write(&mut bytes);
        Command::Chinese(true).write(&mut bytes);
        // A line begun is ended, for a cut counts only at the start of one.
        Command::LineFeed.write(&mut bytes);
        Command::Size { width: 2, height: 2 }.write(&mut bytes);
        Command::Characters(VOID.chars().flat_map(code_of).collect()).write(&mut bytes);
        Command::LineFeed.write(&mut bytes);
        Command::Size { width: 1, height: 1 }.write(&mut bytes);
        bytes.extend(self.cut_bytes());
        self.send_and_ask(now, bytes);
        let give_up_at = self.line_free_at + self.allowance(VOID_DOTS);
        self.stage = Stage::Discarding(Discarding::CuttingScrap { give_up_at });
    }

    pub(super) fn discarding_confirmed(&mut self, now: Uptime, discarding: Discarding) {
        match discarding {
            Discarding::Draining { .. } if self.owed == 0 => self.cut_scrap(now),
            Discarding::CuttingScrap { .. } => {
                self.left_over = None;
                self.cut_short = false;
                self.tell(Event::Discarded);
            }
            other => self.stage = Stage::Discarding(other),
        }
    }

    pub(super) fn discarding_timed_out(&mut self, now: Uptime, discarding: Discarding) {
        match discarding {
            // It was switched off in between: nothing is left.
            Discarding::Draining { .. } => self.cut_scrap(now),
            Discarding::AwaitingRepair | Discarding::CuttingScrap { .. } => {
                self.tell(Event::NotDiscarded { error: PrintError::NoConfirmation });
            }
        }
    }

    pub(super) fn discarding_lost(&mut self, now: Uptime, _: Discarding) {
        self.polling.begin(now);
        self.stage = Stage::Discarding(Discarding::AwaitingRepair);
    }
}
