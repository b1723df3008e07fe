//! Kiosk and board on the wire in memory, in virtual time: what happens in the hall.

mod hall;
mod panel;
