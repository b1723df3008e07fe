//! The receipt printer: what was printed.
//!
//! Only the chunks of sheets are somebody's. All else that went to the printer is the client's own,
//! and an export that replays proves it. What the printer says is of its paper, cover and cutter.

use link::recorder::{Bytes, Entry, What};
use receipt_printer::{
    Profile,
    wire::{Command, Qr, Reading, Scan, scan},
};

use super::mask::{Digits, SOMETHING_GBK};
use crate::clients::{body_of, chunks_of};

/// Where the data of a picture in a line, of a picture, of a QR code and of a barcode begin.
const BIT_IMAGE_DATA: usize = 5;
const RASTER_DATA: usize = 8;
const QR_DATA: usize = 8;
const BARCODE_DATA: usize = 4;

pub(super) fn redact(entries: &mut [Entry], profile: &Profile) {
    for place in 0..entries.len() {
        let mut reading = Reading { chinese: true, four_byte: profile.rom.reads_four_bytes() };
        for chunk in chunks_of(profile, entries, place) {
            if let What::Sent(Bytes(bytes)) = &mut entries[chunk].what {
                let body = body_of(profile, bytes).map_or(0, <[u8]>::len);
                sheet(&mut bytes[..body], &mut reading);
            }
        }
    }
}

fn sheet(bytes: &mut [u8], reading: &mut Reading) {
    let mut at = 0;
    while let Scan::Whole { command, size } = scan(&bytes[at..], *reading) {
        let of_it = &mut bytes[at..at + size];
        match command {
            Command::Initialise => reading.chinese = true,
            Command::Chinese(on) => reading.chinese = on,
            Command::Characters(_) => characters(of_it),
            Command::BitImage(_) => of_it[BIT_IMAGE_DATA..].fill(0),
            Command::Raster { .. } => of_it[RASTER_DATA..].fill(0),
            Command::Qr(Qr::Store(_)) => of_it[QR_DATA..].fill(b'0'),
            Command::Code128(_) => of_it[BARCODE_DATA..].fill(b'0'),
            Command::Unknown(_) => of_it.fill(0),
            _ => {}
        }
        at += size;
    }
    bytes[at..].fill(0);
}

/// A single code of one, two or four bytes.
fn characters(code: &mut [u8]) {
    match code {
        [byte] => *byte = Digits::of(0).mask(*byte),
        longer => longer.chunks_exact_mut(2).for_each(|it| it.copy_from_slice(&SOMETHING_GBK)),
    }
}
