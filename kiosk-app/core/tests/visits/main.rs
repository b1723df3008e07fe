//! Visits, told as they happen in the hall: events in, pages and effects out.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

mod any_visit;
mod cards;
mod clock;
mod doors;
mod guides;
mod hall;
mod kit;
mod paper;
mod privacy;
mod query;
mod readers;
mod refusals;
mod voucher;
