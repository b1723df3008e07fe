//! Kiosk and reader on the wire in memory, in virtual time: what happens in the hall.

mod faults;
mod hall;
mod journeys;
