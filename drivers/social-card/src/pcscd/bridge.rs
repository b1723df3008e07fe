//! A reader as pcscd has it, spoken to in CCID messages.

use std::{ffi::CString, time::Duration};

use pcsc::{Card, Context, Disposition, Error, Protocols, ReaderState, Scope, ShareMode, State};
use zeroize::Zeroizing;

use crate::wire::{Answer, Outcome, Request, Scan, SlotError, SlotState, notice, scan, seal};

/// What a request comes to: how it went, and the data.
type Verdict = (Outcome, Zeroizing<Vec<u8>>);

/// A reader behind pcscd. Where pcscd, or the reader, is not there, it says nothing, as a reader
/// without power does.
pub(super) struct Bridge {
    /// A part of the name of the reader that is meant.
    wanted: String,
    session: Option<Session>,
}

/// A line to pcscd, and the reader that was found there.
struct Session {
    card: Option<Card>,
    reader: CString,
    /// How often a card came or went, by pcscd's count.
    movements: Option<u32>,
    context: Context,
}

impl Bridge {
    pub(super) fn new(wanted: &str) -> Self {
        Self { wanted: wanted.to_owned(), session: None }
    }

    /// Does what a frame asks; returns what the reader says to it.
    pub(super) fn answer(&mut self, frame: &[u8]) -> Vec<u8> {
        let Scan::Message { message, .. } = scan(frame) else { return Vec::new() };
        let Some((sequence, request)) = Request::parse(message) else { return Vec::new() };
        match self.try_answer(sequence, &request) {
            Ok(said) => said,
            Err(error) => {
                tracing::warn!(asked = request.name(), %error, "pcscd has no reader for this");
                self.session = None;
                Vec::new()
            }
        }
    }

    fn try_answer(&mut self, sequence: u8, request: &Request) -> Result<Vec<u8>, Error> {
        let session = match &mut self.session {
            Some(session) => session,
            none => none.insert(Session::open(&self.wanted)?),
        };
        let (outcome, data) = session.serve(request)?;
        let (slot, was_changed) = session.look()?;
        let answer = Answer {
            kind: request.answer_kind(),
            sequence,
            slot,
            outcome,
            specific: 0,
            data: &data,
        };
        let mut said = if was_changed { notice(false).to_vec() } else { Vec::new() };
        said.extend(seal(&answer.encode()));
        Ok(said)
    }
}

impl Session {
    fn open(wanted: &str) -> Result<Self, Error> {
        let context = Context::establish(Scope::System)?;
        let readers = context.list_readers_owned()?;
        let fits = |it: &CString| it.to_string_lossy().contains(wanted);
        let reader = readers.into_iter().find(fits).ok_or(Error::UnknownReader)?;
        Ok(Self { card: None, reader, movements: None, context })
    }

    /// How the slot is, and whether a card left it since the last look.
    fn look(&mut self) -> Result<(SlotState, bool), Error> {
        let mut states = [ReaderState::new(self.reader.clone(), State::UNAWARE)];
        self.context.get_status_change(Duration::ZERO, &mut states)?;
        let (state, count) = (states[0].event_state(), states[0].event_count());
        if state.intersects(State::UNKNOWN | State::UNAVAILABLE | State::IGNORE) {
            return Err(Error::ReaderUnavailable);
        }
        let is_there = state.contains(State::PRESENT);
        // Of two movements or more the first was a removal, or there was no card before.
        let moved = self.movements.replace(count).map_or(0, |before| count.wrapping_sub(before));
        let was_changed = is_there && 2 <= moved;
        if !is_there || was_changed {
            self.card = None;
        }
        let slot = match (is_there, &self.card) {
            (false, _) => SlotState::Empty,
            (true, Some(_)) => SlotState::Active,
            (true, None) => SlotState::Inactive,
        };
        Ok((slot, was_changed))
    }

    fn serve(&mut self, request: &Request) -> Result<Verdict, Error> {
        let done = match request {
            Request::Escape(bytes) if bytes[..] == [0x02] => Ok(self.reader.to_bytes().to_vec()),
            Request::SlotStatus | Request::SetParameters(_) => Ok(Vec::new()),
            Request::PowerOn(_) => self.power_on(),
            Request::PowerOff => {
                if let Some(card) = self.card.take() {
                    let _ = card.disconnect(Disposition::UnpowerCard); // It may be gone already.
                }
                Ok(Vec::new())
            }
            Request::Transfer(bytes) => self.transfer(bytes),
            Request::Escape(_) | Request::Other(_) => {
                return Ok((Outcome::Failed(SlotError::NotSupported), Zeroizing::default()));
            }
        };
        match done {
            Ok(data) => Ok((Outcome::Good, data.into())),
            Err(error) => Ok((Outcome::Failed(slot_error(error)?), Zeroizing::default())),
        }
    }

    /// Power for a card; another program's card is left alone.
    fn power_on(&mut self) -> Result<Vec<u8>, Error> {
        let card = match self.card.take() {
            Some(mut card) => {
                card.reconnect(ShareMode::Exclusive, Protocols::ANY, Disposition::UnpowerCard)?;
                card
            }
            None => self.context.connect(&self.reader, ShareMode::Exclusive, Protocols::ANY)?,
        };
        let atr = card.status2_owned()?.atr().to_vec();
        self.card = Some(card);
        Ok(atr)
    }

    fn transfer(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let card = self.card.as_ref().ok_or(Error::UnpoweredCard)?;
        let mut buffer = Zeroizing::new([0; pcsc::MAX_BUFFER_SIZE]);
        card.transmit(bytes, &mut buffer[..]).map(<[u8]>::to_vec)
    }
}

/// What an error of PC/SC is in the words of a reader.
///
/// # Errors
/// The error itself, where it is about pcscd or the reader and not about a card.
fn slot_error(error: Error) -> Result<SlotError, Error> {
    match error {
        Error::NoSmartcard
        | Error::RemovedCard
        | Error::ResetCard
        | Error::UnpoweredCard
        | Error::UnresponsiveCard
        | Error::NotTransacted
        | Error::Timeout => Ok(SlotError::Mute),
        Error::SharingViolation => Ok(SlotError::SlotBusy),
        Error::ProtoMismatch => Ok(SlotError::ProtocolNotSupported),
        Error::UnsupportedCard | Error::InvalidAtr => Ok(SlotError::BadTs),
        Error::CommError | Error::CommDataLost => Ok(SlotError::Parity),
        error => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_is_gone_is_no_fault_of_the_reader() {
        assert_eq!(slot_error(Error::RemovedCard), Ok(SlotError::Mute));
        assert_eq!(slot_error(Error::NoService), Err(Error::NoService));
        assert_eq!(slot_error(Error::ReaderUnavailable), Err(Error::ReaderUnavailable));
    }

    #[test]
    fn what_is_no_frame_gets_no_answer() {
        assert_eq!(Bridge::new("").answer(&[0x03, 0x06]), Vec::<u8>::new());
        assert_eq!(Bridge::new("").answer(&[0x50, 0x02]), Vec::<u8>::new());
    }
}
