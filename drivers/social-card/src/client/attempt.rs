//! Power, protocol, reading: from a card in the slot to a person.

use std::time::Duration;

use link::Uptime;

use super::{Client, Event, Resting, State, Task, Then, Trouble, task::VOLTAGES};
use crate::{
    authority::{Authentication, NoAuthentication},
    reading::{Next, Obstacle, Reading},
    wire::{
        Answer, Atr, AtrError, Level, Outcome, Progress, Protocol, SlotError, SlotState,
        Transmission,
    },
};

/// A card that was there for no longer than this was never all the way in.
const HALF_INSERTED: Duration = Duration::from_millis(300);

/// The attempts to read one card.
#[derive(Debug)]
pub(super) struct Attempt {
    /// When it was found.
    began_at: Uptime,
    /// When its time is over, without that which an authority takes.
    read_by: Uptime,
    /// How many attempts failed.
    failed: u8,
    /// The card under power.
    card: Option<Card>,
}

#[derive(Debug)]
struct Card {
    reading: Reading,
    way: Transmission,
    /// When an authority was asked.
    asked_at: Option<Uptime>,
}

impl Attempt {
    pub(super) fn read_by(&self) -> Uptime {
        self.read_by
    }
}

impl Client {
    pub(super) fn found(&mut self, now: Uptime) {
        let read_by = now + self.options.read_within;
        self.attempt = Some(Attempt { began_at: now, read_by, failed: 0, card: None });
        self.report(Event::CardFound);
        self.go(now, Task::PowerOn(0));
    }

    /// Answers on the way to a person.
    pub(super) fn card_answered(&mut self, now: Uptime, task: Task, answer: &Answer<'_>) {
        let gone = matches!(answer.slot, SlotState::Empty);
        match (task, answer.outcome) {
            (Task::PowerOff(Then::Rest), _) => {
                self.slot_answered(now, answer.slot);
            }
            _ if gone || self.attempt.is_none() => self.pulled(now),
            (Task::PowerOff(Then::TryAgain), _) => {
                self.later(now + self.options.recover_for, Task::PowerOn(0));
            }
            (Task::PowerOn(place), Outcome::Failed(SlotError::Mute)) => {
                if place + 1 < VOLTAGES.len() {
                    self.go(now, Task::PowerOn(place + 1));
                } else {
                    self.attempt_failed(now, Trouble::CardMute);
                }
            }
            (Task::PowerOn(_), Outcome::Good) => self.powered(now, answer.data),
            // A reader that sets the protocol by itself may refuse to be told.
            (Task::Parameters(_), _) => self.proceed(now),
            // The card lost its power without being told to: it was changed for another.
            (Task::LookMeanwhile, _) if answer.slot != SlotState::Active => self.pulled(now),
            (Task::LookMeanwhile, _) => self.proceed(now),
            (Task::Transfer(_), Outcome::Good) => self.transferred(now, answer.data),
            (_, Outcome::Failed(error)) => self.attempt_failed(now, trouble_of(error)),
            (_, Outcome::Good | Outcome::MoreTime(_)) => {
                self.attempt_failed(now, Trouble::LineNoisy);
            }
        }
    }

    fn powered(&mut self, now: Uptime, atr: &[u8]) {
        let atr = match Atr::parse(atr) {
            Ok(atr) => atr,
            Err(AtrError::UnknownProtocol) => {
                return self.attempt_failed(now, Trouble::Card(Obstacle::OtherCard));
            }
            Err(AtrError::BadTs) => {
                return self.attempt_failed(now, Trouble::WornContacts(SlotError::BadTs));
            }
            Err(AtrError::CutOff | AtrError::BadTck) => {
                return self.attempt_failed(now, Trouble::WornContacts(SlotError::BadTck));
            }
        };
        self.mute_before = false;
        let level = self.options.level;
        if let Some(attempt) = &mut self.attempt {
            let (reading, way) = (Reading::begin(&atr), Transmission::to(&atr, level));
            attempt.card = Some(Card { reading, way, asked_at: None });
        }
        if level == Level::Apdu && atr.protocol == Protocol::T1 {
            self.proceed(now);
        } else {
            self.go(now, Task::Parameters(atr.parameters()));
        }
    }

    /// Does what the reading wants next.
    fn proceed(&mut self, now: Uptime) {
        let Some(attempt) = &mut self.attempt else { return self.resume(now) };
        let Some(card) = &mut attempt.card else { return self.go(now, Task::PowerOn(0)) };
        if attempt.read_by <= now {
            return self.attempt_failed(now, Trouble::CardTooSlow);
        }
        match card.reading.next(&mut self.tries) {
            Next::Ask(apdu) => {
                let bytes = card.way.begin(&apdu);
                self.go(now, Task::Transfer(bytes));
            }
            Next::Authenticate(challenge) => {
                if card.asked_at.is_none() {
                    card.asked_at = Some(now);
                    attempt.read_by += self.options.authority_within;
                    self.ticket = self.ticket.wrapping_add(1);
                    let ticket = self.ticket;
                    self.report(Event::NeedsAuthentication { ticket, challenge });
                }
                self.await_authority(now);
            }
            Next::Done(outcome) => match *outcome {
                Ok(person) => {
                    self.wanted = false;
                    self.report(Event::CardRead(Box::new(person)));
                    self.leave_card(now, Some(Resting { delivered: true }));
                }
                Err(obstacle) => self.attempt_failed(now, Trouble::Card(obstacle)),
            },
        }
    }

    /// Watches the card while an authority is asked, and waits for no longer than its time.
    fn await_authority(&mut self, now: Uptime) {
        let Some(card) = self.attempt.as_mut().and_then(|it| it.card.as_mut()) else { return };
        let answer_by = card.asked_at.unwrap_or(now) + self.options.authority_within;
        if now < answer_by {
            let look_at = now + self.options.look_every;
            return self.later(look_at.min(answer_by), Task::LookMeanwhile);
        }
        card.reading.authorised(Err(NoAuthentication::OutOfReach));
        self.proceed(now);
    }

    /// Takes what an authority says.
    pub(super) fn authorised(
        &mut self,
        now: Uptime,
        ticket: u32,
        answer: Result<Authentication, NoAuthentication>,
    ) {
        let Some(card) = self.attempt.as_mut().and_then(|it| it.card.as_mut()) else { return };
        if ticket != self.ticket || card.asked_at.is_none() || !card.reading.authorised(answer) {
            tracing::info!("an authority's answer is left aside: no card waits for it");
            return;
        }
        // While the slot is being asked, its answer leads on.
        if let State::Paused { .. } = self.state {
            self.proceed(now);
        }
    }

    fn transferred(&mut self, now: Uptime, bytes: &[u8]) {
        let Some(card) = self.attempt.as_mut().and_then(|it| it.card.as_mut()) else {
            return self.resume(now);
        };
        match card.way.received(bytes) {
            Progress::Send(bytes) => self.go(now, Task::Transfer(bytes)),
            Progress::Answered(response) => {
                tracing::debug!(asked = card.reading.at(), ?response, "the card answered");
                card.reading.answered(&response, &mut self.tries);
                self.proceed(now);
            }
            Progress::Failed(error) => {
                tracing::warn!(asked = card.reading.at(), %error, "the card failed");
                self.attempt_failed(now, Trouble::WornContacts(SlotError::NoData));
            }
        }
    }

    /// Whether the same may go to the reader again: not the proof of an authority, ever.
    pub(super) fn may_repeat(&self, task: &Task) -> bool {
        let card = self.attempt.as_ref().and_then(|it| it.card.as_ref());
        !matches!(task, Task::Transfer(_)) || card.is_some_and(|it| !it.reading.is_showing_proof())
    }

    /// Tries again from power-on, or tells that the card cannot be read and waits for its removal.
    pub(super) fn attempt_failed(&mut self, now: Uptime, trouble: Trouble) {
        let Some(attempt) = &mut self.attempt else { return self.resume(now) };
        attempt.failed += 1;
        attempt.card = None;
        if now < attempt.read_by && attempt.failed <= trouble.further_attempts() {
            return self.go(now, Task::PowerOff(Then::TryAgain));
        }
        if trouble.is_about_reader() {
            return self.failing(now, trouble);
        }
        let told = match trouble {
            Trouble::CardMute if std::mem::replace(&mut self.mute_before, true) => {
                Trouble::ChipUnreadable
            }
            trouble => trouble,
        };
        self.report(Event::Trouble(told));
        self.leave_card(now, Some(Resting { delivered: false }));
    }

    /// The card was taken out in the middle of it.
    pub(super) fn pulled(&mut self, now: Uptime) {
        if let Some(attempt) = self.attempt.take() {
            let was_half_in = now < attempt.began_at + HALF_INSERTED && attempt.card.is_none();
            let trouble = if was_half_in { Trouble::HalfInserted } else { Trouble::CardPulled };
            self.report(Event::Trouble(trouble));
        }
        self.resume(now);
    }
}

/// What an error of the slot means for the card in it.
fn trouble_of(error: SlotError) -> Trouble {
    match error {
        SlotError::Mute
        | SlotError::Parity
        | SlotError::Overrun
        | SlotError::BadTs
        | SlotError::BadTck
        | SlotError::ProcedureByte
        | SlotError::NoData
        | SlotError::AtrTooLong
        | SlotError::T1Protocol(_) => Trouble::WornContacts(error),
        SlotError::ShortCircuit => Trouble::ShortCircuit,
        SlotError::ClassNotSupported | SlotError::ProtocolNotSupported => {
            Trouble::Card(Obstacle::OtherCard)
        }
        SlotError::NotSupported
        | SlotError::BadHeader(_)
        | SlotError::ApduLength
        | SlotError::SlotBusy
        | SlotError::Keypad(_)
        | SlotError::AutomaticSequence
        | SlotError::ProtocolDeactivated
        | SlotError::Hardware
        | SlotError::Aborted
        | SlotError::Unknown(_) => Trouble::ReaderFaulty(error),
    }
}
