//! The I/O board's image for a Stellaris LM3S6965.
//!
//! The board itself is `board-core`; here is the chip under it. A loop calls [`Board::poll`] when
//! something is due and sleeps otherwise. Three interrupts do what cannot wait for the loop: bytes
//! of the line, the milliseconds, and the watchdog's bark.
//!
//! There is no way to panic in the image, for one that has any is not linked.
#![no_std]
#![no_main]

mod chip;
mod clock;
mod display;
mod outputs;
mod pins;
mod platform;
mod reset;
mod ring;
mod serial;
mod switches;
mod thermometer;
mod watchdog;

use board_core::Board;
use board_proto::{Millis, ResetReason};
use cortex_m::asm::wfi;
use cortex_m_rt::entry;

use platform::Lm3s6965;

#[entry]
fn main() -> ! {
    chip::supply_clocks();
    watchdog::start();
    let reset = reset::reason();
    clock::start();
    serial::start();
    switches::start();
    outputs::start();
    thermometer::start();
    display::start();
    // The firmware is entered once a start, so that there are always peripherals to take.
    if let Some(once) = cortex_m::Peripherals::take() {
        work(reset, Lm3s6965::new(once));
    }
    loop {
        wfi();
    }
}

/// Works the board for ever.
fn work(reset: ResetReason, mut platform: Lm3s6965) -> ! {
    let now = Millis(platform.now_ms());
    let mut board = Board::new(now, reset, &mut platform);
    let mut due_at = now;
    let mut seen = switches::read();
    loop {
        watchdog::feed();
        let now = Millis(platform.now_ms());
        let sees = switches::read();
        if due_at <= now || sees != seen || serial::has_come() {
            seen = sees;
            due_at = board.poll(now, &mut platform);
        } else {
            // Every millisecond wakes it.
            wfi();
        }
    }
}
