//! Kiosk and module on the wire in memory, in virtual time: what happens in the hall.

mod addresses;
mod cast;
mod faults;
mod hall;
mod journeys;
mod service;
mod statuses;
