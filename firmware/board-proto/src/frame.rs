//! A message on the wire.
//!
//! `00 · COBS(version u8 · kind u8 · session u16 · number u8 · heard u8 · body · CRC-32 u32) · 00`,
//! little endian. The CRC is that of Ethernet (CRC-32/ISO-HDLC) over everything before it. Version
//! and CRC stand where they stand in every version, so that either end can say that the other speaks
//! another one.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use heapless::Vec;

use crate::{Body, MAX_BODY, cobs, words::coded};

/// The version that this crate speaks.
pub const VERSION: u8 = 1;

const HEAD: usize = 6;
const CHECKSUM: usize = 4;
const MAX_PLAIN: usize = HEAD + MAX_BODY + CHECKSUM;

/// The longest frame: two zeros, the first distance, and what is stuffed.
pub const MAX_WIRE: usize = MAX_PLAIN + 3;

/// Frames are short and seldom: a table would cost a kilobyte of flash to save microseconds.
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// A frame as it goes over the wire.
pub type Wire = Vec<u8, MAX_WIRE>;

coded! {
    /// What a frame is for.
    Kind {
        /// The kiosk begins a session.
        Open = 1,
        /// The board has begun it too.
        Opened = 2,
        /// The board is in no such session: begin one.
        Closed = 3,
        /// A message.
        Message = 4,
        /// Only an acknowledgement.
        Heard = 5,
        /// Is anybody there?
        Ping = 6,
    }
}

/// A frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What it is for.
    pub kind: Kind,
    /// Which conversation it belongs to.
    pub session: u16,
    /// The number of the latest message that was sent.
    pub number: u8,
    /// The number of the latest message that was heard.
    pub heard: u8,
    /// The message; empty in other kinds.
    pub body: Body,
}

/// Why what came between two zeros is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadFrame {
    /// It came damaged.
    Damaged,
    /// It is whole, and of another version.
    Version(u8),
}

impl Frame {
    /// The frame as it goes over the wire.
    pub fn encode(&self) -> Wire {
        let mut plain = Vec::<u8, MAX_PLAIN>::new();
        let session = self.session.to_le_bytes();
        // Body and wire are long enough for any frame.
        let _ = plain.extend_from_slice(&[VERSION, self.kind.code()]);
        let _ = plain.extend_from_slice(&session);
        let _ = plain.extend_from_slice(&[self.number, self.heard]);
        let _ = plain.extend_from_slice(&self.body);
        let checksum = CRC.checksum(&plain).to_le_bytes();
        let _ = plain.extend_from_slice(&checksum);
        let mut wire = Wire::new();
        let _ = wire.push(0);
        cobs::stuff(&plain, &mut wire);
        let _ = wire.push(0);
        wire
    }

    /// What stood between two zeros.
    ///
    /// # Errors
    /// It is no frame of this version.
    pub fn decode(stuffed: &[u8]) -> Result<Self, BadFrame> {
        let plain = cobs::unstuff::<MAX_PLAIN>(stuffed).ok_or(BadFrame::Damaged)?;
        let (summed, checksum) = plain.split_last_chunk().ok_or(BadFrame::Damaged)?;
        if CRC.checksum(summed) != u32::from_le_bytes(*checksum) {
            return Err(BadFrame::Damaged);
        }
        match *summed {
            [VERSION, kind, low, high, number, heard, ref body @ ..] => Ok(Self {
                kind: Kind::from_code(kind).ok_or(BadFrame::Damaged)?,
                session: u16::from_le_bytes([low, high]),
                number,
                heard,
                body: Body::from_slice(body).map_err(|_| BadFrame::Damaged)?,
            }),
            [version, ..] if version != VERSION => Err(BadFrame::Version(version)),
            _ => Err(BadFrame::Damaged),
        }
    }
}

/// Collects bytes until a zero ends a frame.
#[derive(Debug, Default)]
pub(crate) struct Deframer {
    stuffed: Wire,
    /// More came without a zero than a frame is long: it is none, up to the next zero.
    overlong: bool,
}

impl Deframer {
    /// Takes a byte; says what it ended, if anything.
    pub(crate) fn take(&mut self, byte: u8) -> Option<Result<Frame, BadFrame>> {
        if byte != 0 {
            self.overlong |= self.stuffed.push(byte).is_err();
            return None;
        }
        let heard = match (self.overlong, self.stuffed.is_empty()) {
            (true, _) => Some(Err(BadFrame::Damaged)),
            (false, true) => None,
            (false, false) => Some(Frame::decode(&self.stuffed)),
        };
        self.clear();
        heard
    }

    pub(crate) fn clear(&mut self) {
        self.stuffed.clear();
        self.overlong = false;
    }
}
