//! The chip's own thermometer, measured once a second.
//!
//! It tells the temperature of the chip, a few degrees above that of the air at the board.

use crate::{
    chip::{adc, timer0},
    clock::HERTZ,
};

/// Has the timer start a measurement every second.
pub(crate) fn start() {
    const ON: u32 = 1;
    const PERIODIC: u32 = 2;
    const TRIGGERS_ADC: u32 = 1 << 5;
    const SEQUENCER_3: u32 = 1 << 3;
    /// The timer triggers sequencer 3.
    const BY_TIMER: u32 = 5 << 12;
    /// The first measurement of the sequence is the last, and of the thermometer.
    const ONE_OF_THE_THERMOMETER: u32 = 1 << 3 | 1 << 2 | 1 << 1;

    adc::ACTIVE.clear(SEQUENCER_3);
    adc::TRIGGERS.write(BY_TIMER);
    adc::INPUT_3.write(0);
    adc::CONTROL_3.write(ONE_OF_THE_THERMOMETER);
    adc::ACTIVE.set(SEQUENCER_3);

    timer0::CONTROL.write(0);
    timer0::CONFIGURATION.write(0);
    timer0::MODE_A.write(PERIODIC);
    timer0::LOAD_A.write(HERTZ - 1);
    timer0::CONTROL.write(ON | TRIGGERS_ADC);
}

/// A measurement older than this is none.
const GOOD_FOR_MS: u64 = 5_000;

/// The latest measurement.
pub(crate) struct Thermometer {
    decidegrees: i16,
    good_until_ms: u64,
}

impl Thermometer {
    /// One that has not measured yet.
    pub(crate) const fn new() -> Self {
        Self { decidegrees: 0, good_until_ms: 0 }
    }

    /// What it measured last, in tenths of a degree Celsius, unless that is long ago.
    ///
    /// Source: the data sheet, "Internal Temperature Sensor": 147.5 − 225 · reading / 1023.
    pub(crate) fn read(&mut self, now_ms: u64) -> Option<i16> {
        const EMPTY: u32 = 1 << 8;
        const READING: u32 = 0x3ff;

        while !adc::QUEUE_3.has(EMPTY) {
            let reading = adc::RESULT_3.read() & READING;
            let decidegrees = 1475 - (reading * 2250 / READING).cast_signed();
            self.decidegrees = i16::try_from(decidegrees).unwrap_or(i16::MIN);
            self.good_until_ms = now_ms.saturating_add(GOOD_FOR_MS);
        }
        (now_ms < self.good_until_ms).then_some(self.decidegrees)
    }
}
