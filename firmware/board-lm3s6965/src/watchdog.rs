//! The watchdog of the board itself: who does not feed it is reset.

use lm3s6965::{Interrupt, interrupt};

use crate::{
    chip::{self, watchdog},
    clock::HERTZ,
    reset,
};

/// It barks after so many beats, and bites after as many again: a second in all.
const LOAD: u32 = HERTZ / 2;
const UNLOCK: u32 = 0x1acc_e551;

/// Starts it. Nothing but a reset stops it again.
pub(crate) fn start() {
    /// The first time-out interrupts, the second resets the chip.
    const BARK_THEN_BITE: u32 = 0b11;

    watchdog::LOCK.write(UNLOCK);
    watchdog::LOAD.write(LOAD);
    watchdog::CONTROL.write(BARK_THEN_BITE);
    watchdog::LOCK.write(0);
    chip::listen_to(Interrupt::WATCHDOG_TIMER_0);
}

/// Says that the main loop came round.
pub(crate) fn feed() {
    watchdog::LOCK.write(UNLOCK);
    watchdog::INTERRUPT_CLEAR.write(0);
    watchdog::LOCK.write(0);
}

/// It barks, and nobody quiets it any more.
#[interrupt]
fn WATCHDOG_TIMER_0() {
    reset::leave_word_of_the_watchdog();
    loop {
        cortex_m::asm::nop();
    }
}
