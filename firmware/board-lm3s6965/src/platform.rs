//! What `board-core` needs of a chip, of this one.

use board_core::{Kept, LAMPS, Platform, Region};
use board_proto::Positions;

use crate::{chip, clock::Clock, display, outputs, serial, switches, thermometer::Thermometer};

/// The chip and what hangs on it.
pub(crate) struct Lm3s6965 {
    clock: Clock,
    thermometer: Thermometer,
    kept: &'static mut Kept,
}

impl Lm3s6965 {
    /// The chip, for the price of what exists once.
    pub(crate) fn new(once: cortex_m::Peripherals) -> Self {
        Self { clock: Clock::new(), thermometer: Thermometer::new(), kept: chip::kept(once) }
    }

    /// Milliseconds since start.
    pub(crate) fn now_ms(&mut self) -> u64 {
        self.clock.now_ms()
    }
}

impl Platform for Lm3s6965 {
    fn receive(&mut self) -> Option<u8> {
        serial::read()
    }

    fn send(&mut self, bytes: &[u8]) -> usize {
        serial::write(bytes)
    }

    fn positions(&mut self) -> Positions {
        switches::read()
    }

    fn decidegrees(&mut self) -> Option<i16> {
        let now_ms = self.now_ms();
        self.thermometer.read(now_ms)
    }

    fn set_lamps(&mut self, brightness: [u8; LAMPS]) {
        outputs::set_lamps(brightness);
    }

    fn set_tone(&mut self, hertz: Option<u16>) {
        outputs::set_tone(hertz);
    }

    fn set_fan(&mut self, percent: u8) {
        outputs::set_fan(percent);
    }

    fn set_relay(&mut self, pulled: bool) {
        outputs::set_relay(pulled);
    }

    fn show<'a>(&mut self, region: Region, rows: impl Iterator<Item = &'a [u8]>) {
        display::show(region, rows);
    }

    fn kept(&mut self) -> &mut Kept {
        self.kept
    }
}
