//! Bytes ⇄ meaning. Pure functions: no I/O, no clock.
//!
//! From the line up: [`scan`] finds frames, [`Request`] and [`Answer`] are the CCID messages
//! inside, [`Transmission`] carries an [`Apdu`] over T=0 or T=1, [`StatusWord`] is what the card
//! thinks of it.

mod apdu;
mod atr;
mod ccid;
mod completion;
mod frame;
mod status_word;
mod t1;
mod transmission;

pub use apdu::{Apdu, Response};
pub use atr::{Atr, AtrError, Protocol};
pub use ccid::{Answer, AnswerKind, Outcome, Parameters, Request, SlotError, SlotState, Voltage};
pub use frame::{MAX_FRAME_SIZE, NAK, Scan, notice, scan, seal};
pub use status_word::StatusWord;
pub use t1::{Block, Kind as BlockKind};
pub use transmission::{Level, Progress, Transmission, TransmissionError};
