//! ESC/POS as bytes and as meaning: what a driver sends, and what comes back.
//!
//! Source for this module: the ESC/POS command set as the makers' public programming manuals
//! (Epson TM series, SNBC, Custom, Cashino, HPRT) agree on it; where they differ, a
//! [`Profile`](crate::Profile) says which it is.

mod answer;
mod command;
mod decode;
mod realtime;
mod text;

pub use answer::{Answer, AnswerReader, automatic, cause, error, paper, printer};
pub use command::{Align, Command, Cut, CutKind, Qr, QrLevel};
pub use decode::{Decoder, Reading, Scan, scan};
pub use realtime::{RealTime, RealTimeScanner, Request, find_real_time};
pub use text::{RomClass, alike, character_of, code_of, columns};
