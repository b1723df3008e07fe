//! The scanner of QR codes and bar codes (扫码器): an engine on a serial line that sends what it
//! reads as a line of text.
//!
//! - [`wire`]: bytes ⇄ lines of text, and the commands that an engine takes with their answers.
//! - [`profile`]: what one model of engine is and does, as data.
//! - [`code`]: what a text is: 医保电子凭证, the kiosk's own voucher, or something that it cannot use.
//! - [`client`]: the kiosk's end. It has codes looked for while somebody wants one.
//! - [`sim`]: the engine's end, as real engines behave, with their delays and faults.

pub mod client;
pub mod code;
pub mod profile;
pub mod sim;
pub mod wire;

pub use client::{Client, Command, Event, Options, Remedy, Trouble};
pub use code::{Code, CodeKind, Rules, Secret};
pub use profile::{Answers, Commands, Mode, Profile};
