//! Recordings of a kiosk's ports.
