//! Who has which pin.

use crate::chip::Port;

/// Makes `pins` of `port` outputs, all of them low at first.
pub(crate) fn drive(port: Port, pins: u8) {
    port.data(pins).write(0);
    port.direction().set(pins.into());
    port.digital().set(pins.into());
}

/// Makes `pins` of `port` inputs that read 1 unless something pulls them to ground.
pub(crate) fn sense(port: Port, pins: u8) {
    port.direction().clear(pins.into());
    port.pull_up().set(pins.into());
    port.digital().set(pins.into());
}

/// Gives `pins` of `port` to the peripheral that shares them.
pub(crate) fn lend(port: Port, pins: u8) {
    port.alternate().set(pins.into());
    port.digital().set(pins.into());
}
