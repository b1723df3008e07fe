//! The commands that stand in line, and their bytes.

use super::RealTime;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left margin.
    Left,
    /// In the middle.
    Centre,
    /// At the right margin.
    Right,
}

/// Through, or leaving a bridge that holds the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutKind {
    /// Through: what a presenter needs.
    Full,
    /// Leaving a bridge.
    Partial,
}

/// The ways to say "cut". Which of them a printer takes, and what `ESC i` and `ESC m` mean to it,
/// its profile says: makers swap the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// `1D 56 41/42 n`: feeds what was printed past the cutter and `n` dots more, and cuts.
    Feed(CutKind, u8),
    /// `1D 56 00/01`: cuts where the paper stands.
    Here(CutKind),
    /// `1B 69`.
    EscI,
    /// `1B 6D`.
    EscM,
}

/// How much damage a QR code survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QrLevel {
    /// 7 %.
    L,
    /// 15 %.
    M,
    /// 25 %.
    Q,
    /// 30 %.
    H,
}

/// The steps of a QR code, `1D 28 6B pL pH 31 fn …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Qr {
    /// Function 165: model 2.
    Model2,
    /// Function 167: dots of a module, 1…16.
    Module(u8),
    /// Function 169: level of correction.
    Level(QrLevel),
    /// Function 180: stores the data.
    Store(Vec<u8>),
    /// Function 181: prints what is stored.
    Print,
}

/// A command of the stream, obeyed in its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Codes of characters: one, two or (for a ROM that reads them) four bytes each.
    Characters(Vec<u8>),
    /// `0A`: prints the line.
    LineFeed,
    /// `1B 40`: all settings as after power-on; automatic status off.
    Initialise,
    /// `1C 26` and `1C 2E`: two-byte codes are read as such, or not.
    Chinese(bool),
    /// `1B 33 n`: dots from line to line.
    LineSpacing(u8),
    /// `1B 61 n`: heard at the start of a line only.
    Align(Align),
    /// `1D 21 n`: times the font's size, 1…8 each way.
    Size {
        /// Times as wide.
        width: u8,
        /// Times as high.
        height: u8,
    },
    /// `1B 45 n`: emphasised.
    Bold(bool),
    /// `1B 24 nL nH`: the next character stands this many dots from the margin.
    MoveTo(u16),
    /// `1B 4A n`: prints the line and feeds.
    FeedDots(u8),
    /// `1B 64 n`: prints the line and feeds lines.
    FeedLines(u8),
    /// `1B 2A 21 nL nH …`: columns of 24 dots, top bit first, into the line.
    BitImage(Vec<[u8; 3]>),
    /// `1D 76 30 00 xL xH yL yH …`: rows of `width_bytes`, leftmost bit first.
    Raster {
        /// Bytes a row.
        width_bytes: u16,
        /// The rows, one after the other.
        rows: Vec<u8>,
    },
    /// `1D 28 6B …`.
    Qr(Qr),
    /// `1D 68 n`: dots.
    BarcodeHeight(u8),
    /// `1D 77 n`: dots of a module, 2…6.
    BarcodeModule(u8),
    /// `1D 48 n`: the text 0 nowhere, 1 above, 2 below, 3 both.
    BarcodeText(u8),
    /// `1D 6B 49 n …`: Code 128, with its set selectors; 255 bytes at the most.
    Code128(Vec<u8>),
    /// Cuts the sheet off.
    Cut(Cut),
    /// `1D 61 n`: which changes are reported unasked.
    AutomaticStatus(u8),
    /// `1D 72 n`: one byte back, in its turn.
    AskInOrder(u8),
    /// `1D 49 n`: what the printer is.
    Identify(u8),
    /// `1D 28 48 06 00 30 30 …`: answers with these four characters when all before it is printed.
    EchoInOrder([u8; 4]),
    /// A real-time command between two others.
    RealTime(RealTime),
    /// Bytes that are no command known here, as they came.
    Unknown(Vec<u8>),
}

impl Command {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// Writes its bytes behind what `out` holds.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Characters(bytes) | Self::Unknown(bytes) => out.extend(bytes),
            Self::LineFeed => out.push(0x0A),
            Self::Initialise => out.extend([0x1B, 0x40]),
            Self::Chinese(on) => out.extend([0x1C, if *on { 0x26 } else { 0x2E }]),
            Self::LineSpacing(dots) => out.extend([0x1B, 0x33, *dots]),
            Self::Align(align) => out.extend([0x1B, 0x61, *align as u8]),
            Self::Size { width, height } => {
                out.extend([
                    0x1D,
                    0x21,
                    (width.clamp(&1, &8) - 1) << 4 | (height.clamp(&1, &8) - 1),
                ]);
            }
            Self::Bold(on) => out.extend([0x1B, 0x45, u8::from(*on)]),
            Self::MoveTo(dots) => {
                out.extend([0x1B, 0x24]);
                out.extend(dots.to_le_bytes());
            }
            Self::FeedDots(dots) => out.extend([0x1B, 0x4A, *dots]),
            Self::FeedLines(lines) => out.extend([0x1B, 0x64, *lines]),
            Self::BitImage(columns) => {
                out.extend([0x1B, 0x2A, 0x21]);
                out.extend((columns.len() as u16).to_le_bytes());
                out.extend(columns.iter().flatten());
            }
            Self::Raster { width_bytes, rows } => {
                let height = rows.len() / usize::from(*width_bytes).max(1);
                out.extend([0x1D, 0x76, 0x30, 0x00]);
                out.extend(width_bytes.to_le_bytes());
                out.extend((height as u16).to_le_bytes());
                out.extend(rows);
            }
            Self::Qr(step) => step.write(out),
            Self::BarcodeHeight(dots) => out.extend([0x1D, 0x68, *dots]),
            Self::BarcodeModule(dots) => out.extend([0x1D, 0x77, *dots]),
            Self::BarcodeText(place) => out.extend([0x1D, 0x48, *place]),
            Self::Code128(data) => {
                out.extend([0x1D, 0x6B, 0x49, data.len() as u8]);
                out.extend(data);
            }
            Self::Cut(cut) => out.extend(cut.bytes()),
            Self::AutomaticStatus(kinds) => out.extend([0x1D, 0x61, *kinds]),
            Self::AskInOrder(n) => out.extend([0x1D, 0x72, *n]),
            Self::Identify(n) => out.extend([0x1D, 0x49, *n]),
            Self::EchoInOrder(id) => {
                out.extend([0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]);
                out.extend(id);
            }
            Self::RealTime(command) => out.extend(command.bytes()),
        }
    }
}

impl Qr {
    fn write(&self, out: &mut Vec<u8>) {
        let (function, data): (u8, &[u8]) = match self {
            Self::Model2 => (0x41, &[0x32, 0x00]),
            Self::Module(dots) => (0x43, &[*dots]),
            Self::Level(level) => (0x45, &[0x30 + *level as u8]),
            Self::Store(data) => (0x50, data),
            Self::Print => (0x51, &[0x30]),
        };
        // The stored data has a byte before it that the other functions lack.
        let before: &[u8] = if function == 0x50 { &[0x30] } else { &[] };
        out.extend([0x1D, 0x28, 0x6B]);
        out.extend(((2 + before.len() + data.len()) as u16).to_le_bytes());
        out.extend([0x31, function]);
        out.extend(before);
        out.extend(data);
    }
}

impl Cut {
    /// Its bytes.
    pub fn bytes(self) -> Vec<u8> {
        match self {
            Self::Feed(kind, dots) => vec![0x1D, 0x56, 0x41 + kind as u8, dots],
            Self::Here(kind) => vec![0x1D, 0x56, kind as u8],
            Self::EscI => vec![0x1B, 0x69],
            Self::EscM => vec![0x1B, 0x6D],
        }
    }
}
