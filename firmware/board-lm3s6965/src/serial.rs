//! The line to the kiosk: UART0 on PA0 (in) and PA1 (out), 115200 baud, 8 bits, no parity.
//!
//! The UART holds 16 bytes each way, 1.4 ms of line, and one redraw of the panel takes longer. So an
//! interrupt moves bytes between it and two rings, and it alone: the main loop only works the rings.

use cortex_m::peripheral::NVIC;
use lm3s6965::{Interrupt, interrupt};

use crate::{
    chip::{self, Port, uart0},
    clock::HERTZ,
    pins,
    ring::Ring,
};

const BAUD: u32 = 115_200;
/// 64ths of a beat of the baud clock's 16-fold, rounded.
const DIVISOR_64THS: u32 = (HERTZ * 4 + BAUD / 2) / BAUD;

/// What came in and was not read yet. What finds no room is lost, as on any line: the messages
/// say so of themselves, and are repeated.
static INCOMING: Ring<256> = Ring::new();
/// What was written and is not out yet.
static OUTGOING: Ring<256> = Ring::new();

const RECEIVE: u32 = 1 << 4;
const TRANSMIT: u32 = 1 << 5;
/// Bytes lie in the queue and no more came for 32 bits.
const RECEIVE_TIMEOUT: u32 = 1 << 6;

/// Opens the line.
pub(crate) fn start() {
    /// Eight bits, both queues on.
    const EIGHT_BITS_QUEUED: u32 = 0b11 << 5 | 1 << 4;
    /// The UART, its sender and its receiver.
    const ON: u32 = 1 | 1 << 8 | 1 << 9;

    pins::lend(Port::A, 0b11);
    uart0::CONTROL.write(0);
    uart0::BAUD_WHOLE.write(DIVISOR_64THS / 64);
    uart0::BAUD_64THS.write(DIVISOR_64THS % 64);
    uart0::LINE_CONTROL.write(EIGHT_BITS_QUEUED);
    uart0::CONTROL.write(ON);
    uart0::INTERRUPT_MASK.write(RECEIVE | RECEIVE_TIMEOUT | TRANSMIT);
    chip::listen_to(Interrupt::UART0);
}

/// Whether bytes have come in and were not read yet.
pub(crate) fn has_come() -> bool {
    !INCOMING.is_empty()
}

/// Takes the oldest byte that came in.
pub(crate) fn read() -> Option<u8> {
    INCOMING.take()
}

/// Puts `bytes` on the line, as many as there is room for, and says how many that were.
pub(crate) fn write(bytes: &[u8]) -> usize {
    let taken = bytes.iter().take_while(|byte| OUTGOING.put(**byte)).count();
    // The sender's own interrupt comes as its queue runs low, and an empty one does not.
    NVIC::pend(Interrupt::UART0);
    taken
}

#[interrupt]
fn UART0() {
    const NOTHING_CAME: u32 = 1 << 4;
    const FULL: u32 = 1 << 5;

    uart0::INTERRUPT_CLEAR.write(RECEIVE | RECEIVE_TIMEOUT | TRANSMIT);
    while !uart0::FLAGS.has(NOTHING_CAME) {
        let [byte, ..] = uart0::DATA.read().to_le_bytes();
        INCOMING.put(byte);
    }
    while !uart0::FLAGS.has(FULL) {
        let Some(byte) = OUTGOING.take() else { break };
        uart0::DATA.write(byte.into());
    }
}
