//! Bytes ⇄ meaning. Pure functions: no port, no clock, no threads.
//!
//! A frame is `AA AA AA 96 69`, a big-endian length, a body and an XOR byte, in both directions.
//! One request is answered by one answer that neither names nor numbers what it answers.
//!
//! Source: the SDT/SAM-V serial protocol (the module interface of GA 467), as it is restated
//! alike in public drivers.

mod answer;
mod frame;
mod inbox;
mod reading;
mod request;
mod sam_id;
mod status;

pub use answer::Answer;
pub use frame::{Damage, HEAD_SIZE, MAX_LEN, PREAMBLE, Scan, scan, seal};
pub use inbox::{Heard, Inbox};
pub use reading::{
    ADDRESS_SIZE, PHOTO_SIZE, Reading, ReadingError, TEXT_SIZE, addresses, encode_reading,
    encode_reading_with_fingerprints,
};
pub use request::{Rate, Request};
pub use sam_id::SamId;
pub use status::Status;
