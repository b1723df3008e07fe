//! The watchdog of the board itself: who does not feed it is restarted.

use crate::{clock::HERTZ, registers::watchdog};

/// It barks after so many beats, and bites after as many again: a second in all.
const LOAD: u32 = HERTZ / 2;
const UNLOCK: u32 = 0x1acc_e551;

/// Starts it. Nothing but a reset stops it again, for its registers are locked.
pub(crate) fn start() {
    /// The first time-out raises a flag, which nobody looks at, and the second resets the chip.
    const BARK_THEN_RESET: u32 = 0b11;

    watchdog::LOCK.write(UNLOCK);
    watchdog::LOAD.write(LOAD);
    watchdog::CONTROL.write(BARK_THEN_RESET);
    watchdog::LOCK.write(0);
}

/// Says that the main loop came round.
pub(crate) fn feed() {
    watchdog::LOCK.write(UNLOCK);
    watchdog::INTERRUPT_CLEAR.write(0);
    watchdog::LOCK.write(0);
}
