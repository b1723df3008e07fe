//! A command on its way to the card and back, over the protocol that the card speaks.

use super::{Apdu, Atr, Protocol, Response, completion::Completion, t1::T1};

/// How much of the protocol the reader does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// It passes on what it is given: a GemPC Twin.
    #[default]
    Tpdu,
    /// It takes whole commands for a T=1 card and makes the blocks itself, as PC/SC does. For T=0
    /// there is no difference.
    Apdu,
}

/// Why a command came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransmissionError {
    /// The card answered with bytes that are no answer.
    #[error("the card's answer makes no sense")]
    Unreadable,
    /// The card asked for one more round each time.
    #[error("the card never comes to an end")]
    Endless,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Give these bytes to the card.
    Send(Vec<u8>),
    /// This is the card's answer.
    Answered(Response),
    /// There is none.
    Failed(TransmissionError),
}

/// The way to a card, from its reset on. One command is on its way at a time.
#[derive(Debug)]
pub struct Transmission {
    way: Way,
    command: Option<Completion>,
}

#[derive(Debug)]
enum Way {
    /// T=0: a command with data has no Le.
    Plain,
    /// T=1, in blocks.
    Blocks(T1),
    /// T=1, and the reader makes the blocks.
    Whole,
}

impl Transmission {
    /// The way to a card that was just reset.
    pub fn to(atr: &Atr, level: Level) -> Self {
        let way = match (atr.protocol, level) {
            (Protocol::T0, _) => Way::Plain,
            (Protocol::T1, Level::Tpdu) => Way::Blocks(T1::new(atr)),
            (Protocol::T1, Level::Apdu) => Way::Whole,
        };
        Self { way, command: None }
    }

    /// Begins a command; returns the first bytes for the card.
    pub fn begin(&mut self, apdu: &Apdu) -> Vec<u8> {
        self.command = Some(Completion::of(apdu));
        match &mut self.way {
            Way::Plain => apdu.to_tpdu(),
            Way::Blocks(t1) => t1.begin(apdu.to_bytes()),
            Way::Whole => apdu.to_bytes(),
        }
    }

    /// Takes what the card answered.
    pub fn received(&mut self, bytes: &[u8]) -> Progress {
        let unreadable = Progress::Failed(TransmissionError::Unreadable);
        let response = match &mut self.way {
            Way::Blocks(t1) => match t1.received(bytes) {
                Progress::Answered(response) => response,
                underway => return underway,
            },
            Way::Plain | Way::Whole => match Response::parse(bytes) {
                Some(response) => response,
                None => return unreadable,
            },
        };
        let Some(command) = &mut self.command else { return unreadable };
        match (command.answered(&response), &mut self.way) {
            (Progress::Send(command), Way::Blocks(t1)) => Progress::Send(t1.begin(command)),
            (progress, _) => progress,
        }
    }
}
