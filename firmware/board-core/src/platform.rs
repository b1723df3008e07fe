//! What a board's firmware needs of the chip and of what hangs on it.

use board_proto::{Positions, Slot};

use crate::Kept;

/// How many lamps there are, one at each [`Slot`].
pub const LAMPS: usize = Slot::ALL.len();

/// A part of the panel. `x` and `width` are even, for a byte holds two dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The first column, in dots.
    pub x: u8,
    /// The first row.
    pub y: u8,
    /// Dots in a row.
    pub width: u8,
    /// Rows.
    pub height: u8,
}

impl Region {
    /// How many bytes its dots take.
    pub fn bytes(self) -> usize {
        usize::from(self.width / 2).saturating_mul(usize::from(self.height))
    }
}

/// The chip and what hangs on it. [`Board::poll`](crate::Board::poll) calls it; nothing in it waits
/// longer than its wire takes.
pub trait Platform {
    /// The next byte off the serial line (115,200 baud, 8N1), if one has come in.
    fn receive(&mut self) -> Option<u8>;

    /// Puts bytes on the serial line, as many as there is room for now; says how many.
    fn send(&mut self, bytes: &[u8]) -> usize;

    /// How the switches stand this moment, bounce and all. A bit is set where a door or the drawer
    /// is open, the tamper contact broken, somebody near.
    fn positions(&mut self) -> Positions;

    /// How warm it is inside, in tenths of a degree Celsius; `None` where the thermometer fails.
    fn decidegrees(&mut self) -> Option<i16>;

    /// Has each lamp shine so brightly, from 0 (dark) to 255. A pin that is only on or off is on
    /// from 128.
    fn set_lamps(&mut self, brightness: [u8; LAMPS]);

    /// Has the beeper sound at so many hertz, or not at all.
    fn set_tone(&mut self, hertz: Option<u16>);

    /// Has the fan turn at so many per cent of its full speed.
    fn set_fan(&mut self, percent: u8);

    /// Pulls the relay that takes the supply from the main computer, or lets go of it.
    fn set_relay(&mut self, pulled: bool);

    /// Shows rows of dots in a region of the panel: one slice a row, `width / 2` bytes long, two dots
    /// to a byte with the left one in the upper half, 0 dark and 15 brightest.
    fn show<'a>(&mut self, region: Region, rows: impl Iterator<Item = &'a [u8]>);

    /// The memory that a reset does not clear, and that nobody else writes to.
    fn kept(&mut self) -> &mut Kept;
}
