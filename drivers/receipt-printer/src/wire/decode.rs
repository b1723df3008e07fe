//! A stream of bytes into commands.

use super::{
    Align, Command, Cut, CutKind, Qr, QrLevel,
    realtime::{Front, RealTime},
};

/// How bytes from 80 up are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Two-byte codes are on (`FS &`).
    pub chinese: bool,
    /// Codes of four bytes are known. A printer without them reads two broken pairs.
    pub four_byte: bool,
}

/// What the front of some bytes amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// No whole command yet: read on.
    Partial,
    /// A command, `size` bytes long.
    Whole {
        /// The command; [`Command::Characters`] with a single code.
        command: Command,
        /// Its bytes.
        size: usize,
    },
}

/// Examines the front of `buf`. Whatever cannot begin a known command comes back as
/// [`Command::Unknown`], so that every stream is read to its end.
pub fn scan(buf: &[u8], reading: Reading) -> Scan {
    match *buf {
        [] => Scan::Partial,
        [0x0A, ..] => whole(Command::LineFeed, 1),
        [0x10, ..] => match RealTime::at_front(buf) {
            Front::Partial => Scan::Partial,
            Front::Command(command, size) => whole(Command::RealTime(command), size),
            Front::Other => unknown(buf, 1),
        },
        [0x1B, ..] => escape(buf),
        [0x1C, ..] => file_separator(buf),
        [0x1D, ..] => group_separator(buf),
        [0x20..=0x7E, ..] => characters(buf, 1),
        [0x80..=0xFF, ..] => high(buf, reading),
        _ => unknown(buf, 1),
    }
}

fn whole(command: Command, size: usize) -> Scan {
    Scan::Whole { command, size }
}

fn unknown(buf: &[u8], size: usize) -> Scan {
    match buf.get(..size) {
        Some(bytes) => whole(Command::Unknown(bytes.to_vec()), size),
        None => Scan::Partial,
    }
}

fn characters(buf: &[u8], size: usize) -> Scan {
    match buf.get(..size) {
        Some(code) => whole(Command::Characters(code.to_vec()), size),
        None => Scan::Partial,
    }
}

fn high(buf: &[u8], reading: Reading) -> Scan {
    if !reading.chinese || matches!(buf[0], 0x80 | 0xFF) {
        return characters(buf, 1);
    }
    match buf.get(1) {
        None => Scan::Partial,
        Some(0x30..=0x39) if reading.four_byte => match (buf.get(2), buf.get(3)) {
            (Some(0x81..=0xFE), Some(0x30..=0x39)) => characters(buf, 4),
            (Some(0x81..=0xFE), None) | (None, _) => Scan::Partial,
            _ => characters(buf, 2),
        },
        Some(0x30..=0x7E | 0x80..=0xFE) => characters(buf, 2),
        // A lead byte before a control: the pair is broken, the control stands.
        Some(_) => characters(buf, 1),
    }
}

fn escape(buf: &[u8]) -> Scan {
    match *buf {
        [_] => Scan::Partial,
        [_, 0x40, ..] => whole(Command::Initialise, 2),
        [_, 0x69, ..] => whole(Command::Cut(Cut::EscI), 2),
        [_, 0x6D, ..] => whole(Command::Cut(Cut::EscM), 2),
        [_, 0x33, dots, ..] => whole(Command::LineSpacing(dots), 3),
        [_, 0x4A, dots, ..] => whole(Command::FeedDots(dots), 3),
        [_, 0x64, lines, ..] => whole(Command::FeedLines(lines), 3),
        [_, 0x45, on @ 0..=1, ..] => whole(Command::Bold(on == 1), 3),
        [_, 0x61, 0, ..] => whole(Command::Align(Align::Left), 3),
        [_, 0x61, 1, ..] => whole(Command::Align(Align::Centre), 3),
        [_, 0x61, 2, ..] => whole(Command::Align(Align::Right), 3),
        [_, 0x24, low, high, ..] => whole(Command::MoveTo(u16::from_le_bytes([low, high])), 4),
        [_, 0x2A, 0x21, low, high, ref data @ ..] => {
            let count = usize::from(u16::from_le_bytes([low, high]));
            let (columns, _) = data.as_chunks::<3>();
            match columns.get(..count) {
                Some(columns) => whole(Command::BitImage(columns.to_vec()), 5 + 3 * count),
                None => Scan::Partial,
            }
        }
        [_, 0x2A, 0x21, ..] | [_, 0x2A] => Scan::Partial,
        // Known to printers and not used here: told by their length, so that what follows is read
        // as what it is.
        [_, 0x32, ..] => unknown(buf, 2),
        [
            _,
            0x20 | 0x21 | 0x25 | 0x2D | 0x3D | 0x45 | 0x47 | 0x4D | 0x52 | 0x54 | 0x56 | 0x61
            | 0x74 | 0x7B,
            ..,
        ] => unknown(buf, 3),
        [_, 0x33 | 0x4A | 0x64, ..] => Scan::Partial,
        [_, 0x24 | 0x5C | 0x63, ..] => unknown(buf, 4),
        [_, 0x70, ..] => unknown(buf, 5),
        _ => unknown(buf, 2),
    }
}

fn file_separator(buf: &[u8]) -> Scan {
    match *buf {
        [_] => Scan::Partial,
        [_, 0x26, ..] => whole(Command::Chinese(true), 2),
        [_, 0x2E, ..] => whole(Command::Chinese(false), 2),
        [_, 0x21 | 0x2D | 0x43 | 0x57, ..] => unknown(buf, 3),
        [_, 0x3F | 0x53, ..] => unknown(buf, 4),
        // A user-defined glyph: its place and 72 bytes.
        [_, 0x32, ..] => unknown(buf, 76),
        _ => unknown(buf, 2),
    }
}

fn group_separator(buf: &[u8]) -> Scan {
    match *buf {
        [_] => Scan::Partial,
        [_, 0x21, size, ..] => {
            let command = Command::Size { width: (size >> 4 & 7) + 1, height: (size & 7) + 1 };
            // The two spare bits would not come back.
            if size & 0x88 == 0 { whole(command, 3) } else { unknown(buf, 3) }
        }
        [_, 0x61, kinds, ..] => whole(Command::AutomaticStatus(kinds), 3),
        [_, 0x72, n, ..] => whole(Command::AskInOrder(n), 3),
        [_, 0x49, n, ..] => whole(Command::Identify(n), 3),
        [_, 0x68, dots, ..] => whole(Command::BarcodeHeight(dots), 3),
        [_, 0x77, dots, ..] => whole(Command::BarcodeModule(dots), 3),
        [_, 0x48, place, ..] => whole(Command::BarcodeText(place), 3),
        [_, 0x56, 0x00, ..] => whole(Command::Cut(Cut::Here(CutKind::Full)), 3),
        [_, 0x56, 0x01, ..] => whole(Command::Cut(Cut::Here(CutKind::Partial)), 3),
        [_, 0x56, 0x41, dots, ..] => whole(Command::Cut(Cut::Feed(CutKind::Full, dots)), 4),
        [_, 0x56, 0x42, dots, ..] => whole(Command::Cut(Cut::Feed(CutKind::Partial, dots)), 4),
        [_, 0x56, 0x41 | 0x42] | [_, 0x56] => Scan::Partial,
        [_, 0x56, ..] => unknown(buf, 3),
        [_, 0x6B, 0x49, len, ref data @ ..] => match data.get(..usize::from(len)) {
            Some(data) => whole(Command::Code128(data.to_vec()), 4 + data.len()),
            None => Scan::Partial,
        },
        [_, 0x6B] | [_, 0x6B, 0x49] => Scan::Partial,
        [_, 0x76, 0x30, 0x00, xl, xh, yl, yh, ref data @ ..] => {
            let width_bytes = u16::from_le_bytes([xl, xh]);
            let size = usize::from(width_bytes) * usize::from(u16::from_le_bytes([yl, yh]));
            match data.get(..size) {
                Some(_) if size == 0 => unknown(buf, 8),
                Some(rows) => whole(Command::Raster { width_bytes, rows: rows.to_vec() }, 8 + size),
                None => Scan::Partial,
            }
        }
        [_, 0x76] | [_, 0x76, 0x30] => Scan::Partial,
        [_, 0x76, 0x30, 0x00, ..] => Scan::Partial,
        [_, 0x28, _, low, high, ref data @ ..] => {
            let size = usize::from(u16::from_le_bytes([low, high]));
            match data.get(..size) {
                Some(data) => whole(function(buf[2], data, &buf[..5 + size]), 5 + size),
                None => Scan::Partial,
            }
        }
        [_, 0x28, ..] => Scan::Partial,
        [_, 0x42 | 0x66, ..] => unknown(buf, 3),
        [_, 0x21 | 0x61 | 0x72 | 0x49 | 0x68 | 0x77 | 0x48, ..] => Scan::Partial,
        [_, 0x4C | 0x57, ..] => unknown(buf, 4),
        _ => unknown(buf, 2),
    }
}

/// The commands that carry their own length, `1D 28 letter pL pH …`.
fn function(letter: u8, data: &[u8], all: &[u8]) -> Command {
    match (letter, data) {
        (0x6B, [0x31, 0x41, 0x32, 0x00]) => Command::Qr(Qr::Model2),
        (0x6B, [0x31, 0x43, dots]) => Command::Qr(Qr::Module(*dots)),
        (0x6B, [0x31, 0x45, 0x30]) => Command::Qr(Qr::Level(QrLevel::L)),
        (0x6B, [0x31, 0x45, 0x31]) => Command::Qr(Qr::Level(QrLevel::M)),
        (0x6B, [0x31, 0x45, 0x32]) => Command::Qr(Qr::Level(QrLevel::Q)),
        (0x6B, [0x31, 0x45, 0x33]) => Command::Qr(Qr::Level(QrLevel::H)),
        (0x6B, [0x31, 0x50, 0x30, data @ ..]) => Command::Qr(Qr::Store(data.to_vec())),
        (0x6B, [0x31, 0x51, 0x30]) => Command::Qr(Qr::Print),
        (0x48, [0x30, 0x30, a, b, c, d]) => Command::EchoInOrder([*a, *b, *c, *d]),
        _ => Command::Unknown(all.to_vec()),
    }
}

/// Reads a stream in any portions. Follows `ESC @`, `FS &` and `FS .`, which change what bytes mean.
#[derive(Debug, Clone)]
pub struct Decoder {
    held: Vec<u8>,
    reading: Reading,
}

impl Decoder {
    /// A decoder for a printer that starts with two-byte codes on.
    pub fn new(four_byte: bool) -> Self {
        Self { held: Vec::new(), reading: Reading { chinese: true, four_byte } }
    }

    /// Takes bytes; returns the commands that they complete, each with its bytes as they came.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<(Command, Vec<u8>)> {
        self.held.extend(bytes);
        let mut commands = Vec::new();
        let mut at = 0;
        while let Scan::Whole { command, size } = scan(&self.held[at..], self.reading) {
            match command {
                Command::Initialise => self.reading.chinese = true,
                Command::Chinese(on) => self.reading.chinese = on,
                _ => {}
            }
            commands.push((command, self.held[at..at + size].to_vec()));
            at += size;
        }
        self.held.drain(..at);
        commands
    }

    /// The bytes of a command that is not whole yet.
    pub fn held(&self) -> &[u8] {
        &self.held
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::{Request, code_of};

    fn codes(text: &str) -> Command {
        Command::Characters(text.chars().flat_map(code_of).collect())
    }

    /// Commands and the bytes that the manuals give for them.
    fn golden() -> Vec<(Vec<Command>, Vec<u8>)> {
        let hex = |text: &str| -> Vec<u8> {
            text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
        };
        let qr = b"HTTPS://E.CN/A1".to_vec();
        let digits =
            vec![0x7B, 0x42, 0x50, 0x5A, 0x7B, 0x43, 0x14, 0x1A, 0x07, 0x0F, 0x00, 0x01, 0x17];
        vec![
            (
                vec![
                    Command::Initialise,
                    Command::Chinese(true),
                    Command::LineSpacing(30),
                    Command::AutomaticStatus(0x0E),
                ],
                hex("1B 40  1C 26  1B 33 1E  1D 61 0E"),
            ),
            (
                vec![
                    Command::Align(Align::Centre),
                    Command::Size { width: 2, height: 2 },
                    codes("参保凭证"),
                    Command::LineFeed,
                    Command::Size { width: 1, height: 1 },
                    Command::Align(Align::Left),
                ],
                hex("1B 61 01  1D 21 11  B2 CE B1 A3 C6 BE D6 A4 0A  1D 21 00  1B 61 00"),
            ),
            (vec![codes("姓名：张三"), Command::LineFeed], hex("D0 D5 C3 FB A3 BA D5 C5 C8 FD 0A")),
            (
                vec![codes("余额：￥88.00"), Command::LineFeed],
                hex("D3 E0 B6 EE A3 BA A3 A4 38 38 2E 30 30 0A"),
            ),
            (
                vec![Command::BitImage(vec![[1, 2, 3]; 24])],
                [hex("1B 2A 21 18 00"), [1, 2, 3].repeat(24)].concat(),
            ),
            (
                vec![
                    Command::FeedDots(24),
                    Command::Qr(Qr::Model2),
                    Command::Qr(Qr::Module(6)),
                    Command::Qr(Qr::Level(QrLevel::M)),
                    Command::Qr(Qr::Store(qr)),
                    Command::Qr(Qr::Print),
                ],
                hex("1B 4A 18  1D 28 6B 04 00 31 41 32 00  1D 28 6B 03 00 31 43 06
                     1D 28 6B 03 00 31 45 31  1D 28 6B 12 00 31 50 30
                     48 54 54 50 53 3A 2F 2F 45 2E 43 4E 2F 41 31  1D 28 6B 03 00 31 51 30"),
            ),
            (
                vec![
                    Command::BarcodeHeight(80),
                    Command::BarcodeModule(2),
                    Command::BarcodeText(2),
                    Command::Code128(digits),
                ],
                hex("1D 68 50  1D 77 02  1D 48 02
                     1D 6B 49 0D 7B 42 50 5A 7B 43 14 1A 07 0F 00 01 17"),
            ),
            (
                vec![Command::Raster { width_bytes: 2, rows: vec![0xFF; 4] }],
                hex("1D 76 30 00 02 00 02 00 FF FF FF FF"),
            ),
            (
                vec![
                    Command::Cut(Cut::Feed(CutKind::Partial, 0)),
                    Command::Cut(Cut::EscI),
                    Command::EchoInOrder(*b"0042"),
                    Command::AskInOrder(1),
                    Command::RealTime(RealTime::Ask(Request::Printer)),
                    Command::RealTime(RealTime::Ask(Request::Other(20))),
                ],
                hex("1D 56 42 00  1B 69  1D 28 48 06 00 30 30 30 30 34 32  1D 72 01
                     10 04 01  10 04 14"),
            ),
        ]
    }

    /// Decodes a stream; characters that follow each other become one command again.
    fn decode(portions: &[&[u8]]) -> (Vec<Command>, Vec<u8>) {
        let mut decoder = Decoder::new(false);
        let mut commands: Vec<Command> = Vec::new();
        for (command, _) in portions.iter().flat_map(|portion| decoder.feed(portion)) {
            match (commands.last_mut(), command) {
                (Some(Command::Characters(run)), Command::Characters(code)) => run.extend(code),
                (_, command) => commands.push(command),
            }
        }
        (commands, decoder.held().to_vec())
    }

    #[test]
    fn commands_are_the_bytes_of_the_manuals_both_ways() {
        for (commands, bytes) in golden() {
            let written: Vec<u8> = commands.iter().flat_map(Command::bytes).collect();
            assert_eq!(written, bytes, "{commands:?}");
            assert_eq!(decode(&[&bytes]), (commands, vec![]));
        }
    }

    #[test]
    fn every_split_reads_the_same_and_every_prefix_waits_for_the_rest() {
        for (commands, bytes) in golden() {
            for at in 0..bytes.len() {
                let (head, tail) = bytes.split_at(at);
                assert_eq!(decode(&[head, tail]), (commands.clone(), vec![]));
                let (begun, held) = decode(&[head]);
                let written: Vec<u8> = begun.iter().flat_map(Command::bytes).collect();
                assert_eq!([written, held].concat(), head);
            }
        }
    }

    #[test]
    fn a_four_byte_code_is_a_broken_pair_to_a_rom_that_has_none() {
        let bytes = [0x82, 0x30, 0xB7, 0x31];
        let read = |four_byte| -> Vec<Vec<u8>> {
            Decoder::new(four_byte).feed(&bytes).into_iter().map(|(_, raw)| raw).collect()
        };
        assert_eq!(read(true), [bytes.to_vec()]);
        assert_eq!(read(false), [vec![0x82, 0x30], vec![0xB7, 0x31]]);
    }

    #[test]
    fn without_chinese_mode_a_high_byte_stands_alone() {
        let (commands, _) = decode(&[&[0x1C, 0x2E, 0xB2, 0xCE, 0x1B, 0x40, 0xB2, 0xCE, 0xB1]]);
        assert_eq!(commands[1], Command::Characters(vec![0xB2, 0xCE]));
        assert_eq!(Decoder::new(false).feed(&[0x1C, 0x2E, 0xB2, 0xCE]).len(), 3);
        assert_eq!(Decoder::new(false).feed(&[0x1C, 0x2E, 0x1B, 0x40, 0xB2, 0xCE]).len(), 3);
    }

    /// Bytes of which many begin commands.
    fn noise() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop_oneof![
            any::<u8>(),
            prop::sample::select(vec![0x10, 0x1B, 0x1C, 0x1D, 0x00, 0x01, 0x30, 0x28, 0x6B, 0x76]),
        ];
        prop::collection::vec(byte, 0..200)
    }

    proptest! {
        #[test]
        fn whatever_comes_no_byte_is_lost_and_every_command_writes_itself(
            bytes in noise(), four_byte: bool,
        ) {
            let mut decoder = Decoder::new(four_byte);
            let mut seen = Vec::new();
            for (command, raw) in decoder.feed(&bytes) {
                prop_assert_eq!(&command.bytes(), &raw);
                seen.extend(raw);
            }
            seen.extend(decoder.held());
            prop_assert_eq!(seen, bytes);
        }

        #[test]
        fn a_flipped_bit_changes_no_byte_but_its_own(place: prop::sample::Index, bit in 0..8u8) {
            let mut bytes: Vec<u8> = golden().into_iter().flat_map(|(_, bytes)| bytes).collect();
            let at = place.index(bytes.len());
            bytes[at] ^= 1u8 << bit;
            let (commands, held) = decode(&[&bytes]);
            let written: Vec<u8> = commands.iter().flat_map(Command::bytes).collect();
            prop_assert_eq!([written, held].concat(), bytes);
        }
    }
}
