//! The panel: 128 × 64 dots of 16 greys on an SSD0323, by SSI0 on PA2 (clock), PA3 (select) and
//! PA5 (data), and PC7, which tells commands (low) from data (high).
//!
//! A byte is two dots, the left one in its upper half. Source of the commands: the SSD0323 data
//! sheet (Solomon Systech), "Command Table"; of the clock: its serial interface takes 4 MHz.

use core::iter::repeat_n;

use board_core::Region;

use crate::{
    chip::{Port, ssi0},
    pins,
};

/// Bytes of one row of dots.
const ROW: usize = 64;
const WHOLE: Region = Region { x: 0, y: 0, width: 128, height: 64 };
const COMMAND_OR_DATA: u8 = 1 << 7;
/// The card socket of the evaluation board listens to the same line unless this pin is high.
const CARD_SOCKET: u8 = 1 << 0;

const SET_COLUMNS: u8 = 0x15;
const SET_ROWS: u8 = 0x75;

/// How the panel is set up: each command with what belongs to it, for an OSRAM Pictiva 128 × 64 as
/// the evaluation board has it. The emulator takes it all and heeds little of it.
const SET_UP: [u8; 25] = [
    0xae, // off, while it is set up
    0xa0,
    0x52, // as the panel is wired; a row after the other, the left dot in a byte's upper half
    0xa1, 0x00, // the first line of memory
    0xa2, 0x4c, // is the panel's 76th
    0xa8, 0x3f, // 64 lines
    0xa4, // what is in memory is shown
    0x86, // full current
    0x81, 0x40, // half contrast, for these panels burn in
    0xb1, 0x53, // phases of 3 and 5 clocks
    0xb2, 0x46, // a row takes 70 clocks
    0xb3, 0x41, // clock
    0xbc, 0x10, // precharge voltage
    0xbe, 0x1c, // voltage of a dark row
    0xbf, 0x0d, // voltage of a dark dot
];

/// Opens the line to the panel, clears it and switches it on.
pub(crate) fn start() {
    /// 50 MHz / (2 · 7) = 3.6 MHz.
    const PRESCALE: u32 = 2;
    /// Divided by seven, clock high at rest, sampled on its second edge, eight bits.
    const FORMAT: u32 = 6 << 8 | 1 << 7 | 1 << 6 | 7;
    const ON: u32 = 1 << 1;
    const SWITCH_ON: u8 = 0xaf;

    pins::drive(Port::D, CARD_SOCKET);
    Port::D.data(CARD_SOCKET).write(CARD_SOCKET.into());
    pins::drive(Port::C, COMMAND_OR_DATA);
    pins::lend(Port::A, 0b10_1100);
    ssi0::CONTROL_1.write(0);
    ssi0::PRESCALE.write(PRESCALE);
    ssi0::CONTROL_0.write(FORMAT);
    ssi0::CONTROL_1.write(ON);

    command(&SET_UP);
    show(WHOLE, repeat_n([0; ROW].as_slice(), WHOLE.height.into()));
    command(&[SWITCH_ON]);
}

/// Shows rows of dots in a part of the panel, two dots to a byte.
pub(crate) fn show<'a>(region: Region, rows: impl Iterator<Item = &'a [u8]>) {
    let Region { x, y, width, height } = region;
    let right = (x / 2).saturating_add(width / 2).saturating_sub(1);
    let bottom = y.saturating_add(height).saturating_sub(1);
    command(&[SET_COLUMNS, x / 2, right, SET_ROWS, y, bottom]);
    rows.for_each(data);
}

fn command(bytes: &[u8]) {
    send(0, bytes);
}

fn data(bytes: &[u8]) {
    send(COMMAND_OR_DATA, bytes);
}

/// Sends `bytes` with the line that tells commands from data at `level`, which may change only
/// when the bytes before are out.
fn send(level: u8, bytes: &[u8]) {
    const ROOM: u32 = 1 << 1;
    const CAME: u32 = 1 << 2;
    const BUSY: u32 = 1 << 4;

    while ssi0::STATUS.has(BUSY) {}
    Port::C.data(COMMAND_OR_DATA).write(level.into());
    for byte in bytes {
        while !ssi0::STATUS.has(ROOM) {}
        ssi0::DATA.write((*byte).into());
        // For every byte out one comes in, from a panel that says nothing.
        while ssi0::STATUS.has(CAME) {
            ssi0::DATA.read();
        }
    }
}
