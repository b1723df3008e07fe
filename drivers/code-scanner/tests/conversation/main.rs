//! Kiosk and engine on the wire in memory, in virtual time: what happens in the hall.

mod cable;
mod codes;
mod days;
mod faults;
mod hall;
