//! The board's clock: 50 MHz from the crystal, and milliseconds since start.

use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m_rt::exception;

use crate::chip::{system, systick};

/// Beats of the core's clock a second.
pub(crate) const HERTZ: u32 = 50_000_000;

/// Milliseconds since start, modulo 2³²: counted by the interrupt alone.
static TICKS: AtomicU32 = AtomicU32::new(0);

/// Switches from the chip's own oscillator to the crystal, and starts the milliseconds.
///
/// Waits for the PLL, and for ever where it never locks: then the crystal is dead, nothing on the
/// line would be understood, and the board's own watchdog has it try again.
pub(crate) fn start() {
    const BYPASS: u32 = 1 << 11;
    const POWER_DOWN: u32 = 1 << 13;
    const USE_DIVIDER: u32 = 1 << 22;
    const CRYSTAL_8_MHZ: u32 = 0xe << 6;
    /// 200 MHz by four.
    const BY_FOUR: u32 = 3 << 23;
    const PLL_LOCKED: u32 = 1 << 6;

    system::CLOCK.write(BY_FOUR | CRYSTAL_8_MHZ | POWER_DOWN | BYPASS);
    system::CLOCK.write(BY_FOUR | CRYSTAL_8_MHZ | BYPASS);
    while !system::INTERRUPTS.has(PLL_LOCKED) {}
    system::CLOCK.write(BY_FOUR | CRYSTAL_8_MHZ | USE_DIVIDER);

    /// The counter runs, interrupts at zero, and counts beats of the core.
    const RUN: u32 = 0b111;
    systick::RELOAD.write(HERTZ / 1000 - 1);
    systick::CURRENT.write(0);
    systick::CONTROL.write(RUN);
}

#[exception]
fn SysTick() {
    TICKS.fetch_add(1, Ordering::Relaxed);
}

/// Makes of the ticks, which start anew every 49 days, a time that does not.
pub(crate) struct Clock {
    seen: u32,
    uptime_ms: u64,
}

impl Clock {
    /// A clock that stands at zero.
    pub(crate) const fn new() -> Self {
        Self { seen: 0, uptime_ms: 0 }
    }

    /// Milliseconds since start. To be asked at least every 49 days.
    pub(crate) fn now_ms(&mut self) -> u64 {
        let ticks = TICKS.load(Ordering::Relaxed);
        self.uptime_ms += u64::from(ticks.wrapping_sub(self.seen));
        self.seen = ticks;
        self.uptime_ms
    }
}
