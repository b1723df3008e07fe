//! The ledger as the kiosk uses it, on files that survive and on power that does not.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

mod cases;
mod cast;
mod kill;
mod paper;
mod power;
mod replica;
mod retention;
mod schema;
mod two_writers;
