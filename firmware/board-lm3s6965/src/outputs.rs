//! Lamps, relay, beeper and fan.
//!
//! | pin | what |
//! | --- | --- |
//! | PB0 | fan, by pulse width |
//! | PB1 … PB4 | lamps: identity card, social-security card, code scanner, paper |
//! | PD1 | beeper, by pulse width |
//! | PD2 | relay: high takes the supply from the main computer |

use board_core::LAMPS;

use crate::{
    chip::{Port, pwm, system},
    clock::HERTZ,
    pins,
};

const FAN_PIN: u8 = 1 << 0;
const FIRST_LAMP: u8 = 1 << 1;
const LAMP_PINS: u8 = 0b1_1110;
const BEEPER_PIN: u8 = 1 << 1;
const RELAY: u8 = 1 << 2;

/// The pulses' clock, an eighth of the core's.
const PULSE_HERTZ: u32 = HERTZ / 8;
/// A fan of this kind wants pulses that nobody hears.
const FAN_LOAD: u32 = PULSE_HERTZ / 25_000;

const BEEPER_OUTPUT: u32 = 1 << 1;
const FAN_OUTPUT: u32 = 1 << 2;
const ON: u32 = 1;
/// High from the top of the count.
const HIGH_AT_LOAD: u32 = 0b11 << 2;
/// Low from where the count meets A, or B, on its way down.
const LOW_AT_A: u32 = 0b10 << 6;
const LOW_AT_B: u32 = 0b10 << 10;

/// Has everything dark, silent, still, and the main computer supplied.
pub(crate) fn start() {
    const DIVIDE_PULSES_BY_8: u32 = 1 << 20 | 0b010 << 17;

    system::CLOCK.set(DIVIDE_PULSES_BY_8);
    pwm::FAN.output_a().write(HIGH_AT_LOAD | LOW_AT_A);
    pwm::FAN.load().write(FAN_LOAD);
    pwm::FAN.control().write(ON);
    pwm::BEEPER.output_b().write(HIGH_AT_LOAD | LOW_AT_B);
    pwm::BEEPER.control().write(ON);
    pins::lend(Port::B, FAN_PIN);
    pins::lend(Port::D, BEEPER_PIN);
    pins::drive(Port::B, LAMP_PINS);
    pins::drive(Port::D, RELAY);
}

/// Each lamp is on or off: on from half its brightness.
pub(crate) fn set_lamps(brightness: [u8; LAMPS]) {
    const HALF: u8 = 128;

    let pins =
        brightness.into_iter().rev().fold(0, |pins, lamp| pins << 1 | u32::from(HALF <= lamp));
    Port::B.data(LAMP_PINS).write(pins * u32::from(FIRST_LAMP));
}

/// Pulls the relay, or lets go of it.
pub(crate) fn set_relay(pulled: bool) {
    Port::D.data(RELAY).write(if pulled { RELAY.into() } else { 0 });
}

/// Sounds a square wave of 96 Hz or more, or nothing.
pub(crate) fn set_tone(hertz: Option<u16>) {
    let Some(load) = hertz.and_then(|hertz| PULSE_HERTZ.checked_div(hertz.into())) else {
        return pwm::ENABLE.clear(BEEPER_OUTPUT);
    };
    let load = load.min(u16::MAX.into());
    pwm::BEEPER.load().write(load);
    pwm::BEEPER.compare_b().write(load / 2);
    pwm::ENABLE.set(BEEPER_OUTPUT);
}

/// Turns the fan at so many per cent.
pub(crate) fn set_fan(percent: u8) {
    let high = FAN_LOAD * u32::from(percent.min(100)) / 100;
    if high == 0 {
        return pwm::ENABLE.clear(FAN_OUTPUT);
    }
    pwm::FAN.compare_a().write(FAN_LOAD - high);
    pwm::ENABLE.set(FAN_OUTPUT);
}
