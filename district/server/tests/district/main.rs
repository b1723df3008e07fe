//! The district over HTTP, before both of its stores.

#![expect(clippy::unwrap_used, reason = "the kit belongs to the tests, though it is none itself")]

mod cli;
mod contract;
mod kit;
mod pull;
mod push;
mod urgent;
