//! Kiosk and board on the wire in memory, in virtual time: what happens in the hall.

mod cable;
mod doors;
mod frames;
mod hall;
mod hands;
mod panel;
mod watch;
mod weather;
