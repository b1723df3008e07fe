//! A command on its way to the card and back, over the protocol that the card speaks.

use super::{Apdu, Atr, Protocol, Response, t0::T0, t1::T1};

/// How much of the protocol the reader does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// It passes on what it is given: a GemPC Twin.
    #[default]
    Tpdu,
    /// It takes whole commands for a T=1 card and makes the blocks itself, as PC/SC does. For T=0
    /// the host still fetches answers and repeats lengths, in case nobody below does.
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
}

#[derive(Debug)]
enum Way {
    T0(Option<T0>),
    T1(T1),
    Whole,
}

impl Transmission {
    /// The way to a card that was just reset.
    pub fn to(atr: &Atr, level: Level) -> Self {
        let way = match (atr.protocol, level) {
            (Protocol::T0, _) => Way::T0(None),
            (Protocol::T1, Level::Tpdu) => Way::T1(T1::new(atr)),
            (Protocol::T1, Level::Apdu) => Way::Whole,
        };
        Self { way }
    }

    /// Begins a command; returns the first bytes for the card.
    pub fn begin(&mut self, apdu: &Apdu) -> Vec<u8> {
        match &mut self.way {
            Way::T0(command) => {
                let (begun, bytes) = T0::begin(apdu);
                *command = Some(begun);
                bytes
            }
            Way::T1(t1) => t1.begin(apdu.to_bytes()),
            Way::Whole => apdu.to_bytes(),
        }
    }

    /// Takes what the card answered.
    pub fn received(&mut self, bytes: &[u8]) -> Progress {
        match &mut self.way {
            Way::T0(Some(command)) => command.received(bytes),
            Way::T0(None) => Progress::Failed(TransmissionError::Unreadable),
            Way::T1(t1) => t1.received(bytes),
            Way::Whole => Response::parse(bytes)
                .map_or(Progress::Failed(TransmissionError::Unreadable), Progress::Answered),
        }
    }
}
