//! Recordings of a kiosk's ports, as a command.

fn main() {}
