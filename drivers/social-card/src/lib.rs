//! The social-security card (社会保障卡) and the reader that it is put into, a GemPC Twin or any
//! reader that speaks like one: CCID messages on a serial line.
//!
//! - [`wire`]: bytes ⇄ meaning, from the frames on the line up to what a card answers.
//! - [`card`]: what is on a card.
//! - [`reading`]: from a card under power to a person, command by command.
//! - [`authority`]: what a card of the third generation asks before it gives a name.
//! - [`client`]: the kiosk's end. It finds and reads a card, and watches it rest in the slot.
//! - [`sim`]: the reader's end, with its cards, moods and faults.
//!
//! With the feature `pcsc` there is a second way to the same card, `pcscd`: any reader that pcscd
//! knows.

pub mod authority;
pub mod card;
pub mod client;
#[cfg(feature = "pcsc")]
pub mod pcscd;
pub mod reading;
pub mod sim;
pub mod wire;

pub use authority::{Authentication, Authenticator, Challenge, NoAuthentication};
pub use card::{CardNumber, Generation, Holder, HolderNumber, Name, SocialCard};
pub use client::{Client, Command, Event, Options, Remedy, Trouble};
