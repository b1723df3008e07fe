//! The ID-card reader (居民身份证阅读机), a serial module that speaks the SDT/SAM-V protocol.
//!
//! - [`wire`]: bytes ⇄ meaning.
//! - [`card`]: what is on a card.
//! - [`client`]: the kiosk's end. It finds, selects and reads a card, and watches it rest.
//! - [`sim`]: the module's end, as a real module behaves, with its delays, moods and faults.

pub mod card;
pub mod client;
pub mod sim;
pub mod wire;

pub use card::{
    CardKind, CardNumber, ForeignerCard2017, ForeignerCard2023, HmtResidentCard, IdCard, Name,
    NewAddresses, ResidentCard, Validity,
};
pub use client::{Client, Command, Event, Options, Remedy, Trouble};
