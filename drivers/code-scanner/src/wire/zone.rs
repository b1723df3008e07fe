//! The commands of the GM65 family: reading and writing *zone bytes* (标志位), with a CRC.
//!
//! ```text
//! 7E 00   08     01      00 02    01    02 DA      write 01 to zone byte 0002: look for a code
//! head    type   length  address  data  CRC
//!
//! 02 00   00     01      00             33 31      done
//! head    type   length  data           CRC
//! ```
//!
//! The CRC has the polynomial `1021` and begins with 0 (CRC-16/XMODEM); it goes from the type to
//! the last byte of data. `AB CD` in its place asks the engine not to check.
//!
//! Sources: the user manuals of the modules GM65, GM65-S and GM812 (Hangzhou Grow), chapter on
//! serial commands; EM3095 and EM3096 engines take the same frames. What an engine says to a wrong
//! CRC differs: the GM65 manual has it say nothing, others send type `01`.

use super::{Reply, Scan};

/// Working mode and lights. Bits 1 and 0 are the mode: 00 by key, 01 by command, 10 continuous,
/// 11 when something moves.
pub const MODE: u16 = 0x0000;

/// Bit 0 has the engine look for a code, in the mode by command.
pub const TRIGGER: u16 = 0x0002;

/// How long it looks for one, in tenths of a second; 0 for ever.
pub const LOOK_FOR: u16 = 0x0006;

/// Success light, beep, aim and light as usual, without the bits of the mode.
pub const USUAL_LIGHTS: u8 = 0xD4;

const REQUEST_HEAD: [u8; 2] = [0x7E, 0x00];
const ANSWER_HEAD: [u8; 2] = [0x02, 0x00];
const HEARTBEAT_HEAD: [u8; 2] = [0x03, 0x00];
const UNCHECKED: [u8; 2] = [0xAB, 0xCD];

/// Head, type and length.
const BEFORE_DATA: usize = 4;
const CRC_SIZE: usize = 2;

/// Whatever promises more than this is no answer: nobody reads more zone bytes at once.
const LONGEST_ANSWER: usize = 32;

/// Something that an engine is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// `07`: says what stands in zone bytes.
    Read {
        /// The first one.
        address: u16,
        /// How many.
        count: u8,
    },
    /// `08`: changes zone bytes until the power goes.
    Write {
        /// The first one.
        address: u16,
        /// What goes there and behind: one byte or more.
        values: Vec<u8>,
    },
    /// `09`: keeps all zone bytes in the flash memory.
    Save,
    /// `0A`: says that it is there. Older engines do not know it.
    Heartbeat,
}

impl Request {
    /// Writes one zone byte.
    pub fn set(address: u16, value: u8) -> Self {
        Self::Write { address, values: vec![value] }
    }

    /// The frame.
    pub fn encode(&self) -> Vec<u8> {
        let (kind, address, data) = match self {
            Self::Read { address, count } => (0x07, *address, &[*count][..]),
            Self::Write { address, values } => (0x08, *address, &values[..]),
            Self::Save => (0x09, 0, &[0][..]),
            Self::Heartbeat => (0x0A, 0, &[0][..]),
        };
        let body = [&[kind, data.len() as u8], &address.to_be_bytes()[..], data].concat();
        [&REQUEST_HEAD[..], &body, &crc(&body).to_be_bytes()].concat()
    }

    fn parse(body: &[u8]) -> Option<Self> {
        let (&[kind, _, high, low], data) = body.split_first_chunk()?;
        let address = u16::from_be_bytes([high, low]);
        match (kind, data) {
            (0x07, &[count]) => Some(Self::Read { address, count }),
            (0x08, [_, ..]) => Some(Self::Write { address, values: data.to_vec() }),
            (0x09, [0]) if address == 0 => Some(Self::Save),
            (0x0A, [0]) if address == 0 => Some(Self::Heartbeat),
            _ => None,
        }
    }
}

/// Examines the front of what an engine has received. A frame with a matching CRC that is no known
/// request is `None`.
pub fn scan_request(bytes: &[u8]) -> Scan<Option<Request>> {
    if !begins_like(bytes, &REQUEST_HEAD) {
        return Scan::Noise;
    }
    let Some(&len) = bytes.get(3) else { return Scan::Partial };
    let body_end = BEFORE_DATA + 2 + usize::from(len);
    let size = body_end + CRC_SIZE;
    let Some(frame) = bytes.get(..size) else { return Scan::Partial };
    let (body, check) = (&frame[REQUEST_HEAD.len()..body_end], &frame[body_end..]);
    if check == UNCHECKED || check == crc(body).to_be_bytes() {
        Scan::Frame { frame: Request::parse(body), size }
    } else {
        Scan::Damaged { size }
    }
}

/// What an engine says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whether it answers a heartbeat, which has a head of its own: `03 00`.
    pub heartbeat: bool,
    /// `00` done, `01` wrong CRC, `03` unknown request.
    pub kind: u8,
    /// The zone bytes that were asked for, or one byte 0.
    pub data: Vec<u8>,
}

impl Answer {
    /// An answer without anything to tell.
    pub fn bare(kind: u8) -> Self {
        Self { heartbeat: false, kind, data: vec![0] }
    }

    /// The frame. `data` is no longer than an answer can say.
    pub fn encode(&self) -> Vec<u8> {
        let body = [&[self.kind, self.data.len() as u8], &self.data[..]].concat();
        let head = if self.heartbeat { HEARTBEAT_HEAD } else { ANSWER_HEAD };
        [&head[..], &body, &crc(&body).to_be_bytes()].concat()
    }

    pub(super) fn reply(&self) -> Reply {
        match self.kind {
            0x00 => Reply::Done,
            0x01 => Reply::Damaged,
            kind => Reply::Refused(kind),
        }
    }
}

/// Examines the front of what the kiosk has received.
pub fn scan_answer(bytes: &[u8]) -> Scan<Answer> {
    let heartbeat = bytes.first() == Some(&HEARTBEAT_HEAD[0]);
    if !begins_like(bytes, if heartbeat { &HEARTBEAT_HEAD } else { &ANSWER_HEAD }) {
        return Scan::Noise;
    }
    let Some(&len) = bytes.get(3) else { return Scan::Partial };
    if LONGEST_ANSWER < usize::from(len) {
        return Scan::Noise; // A damaged length must not have us wait for bytes that never come.
    }
    let body_end = BEFORE_DATA + usize::from(len);
    let size = body_end + CRC_SIZE;
    let Some(frame) = bytes.get(..size) else { return Scan::Partial };
    let (body, check) = (&frame[2..body_end], &frame[body_end..]);
    if check != crc(body).to_be_bytes() {
        return Scan::Damaged { size };
    }
    let data = frame[BEFORE_DATA..body_end].to_vec();
    Scan::Frame { frame: Answer { heartbeat, kind: body[0], data }, size }
}

/// Whether `bytes` begin with `head`, as far as they go.
fn begins_like(bytes: &[u8], head: &[u8]) -> bool {
    bytes.iter().zip(head).all(|(got, want)| got == want)
}

fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte) << 8, |crc, _| {
            let carried = crc << 1;
            if crc & 0x8000 == 0 { carried } else { carried ^ 0x1021 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_those_of_the_manuals() {
        let cases = [
            (Request::set(TRIGGER, 1), &[0x7E, 0, 0x08, 1, 0x00, 0x02, 0x01, 0x02, 0xDA][..]),
            (Request::set(MODE, 0xD5), &[0x7E, 0, 0x08, 1, 0x00, 0x00, 0xD5, 0xEF, 0x41]),
            (
                Request::Write { address: 0x002A, values: vec![0x39, 0x01] },
                &[0x7E, 0, 0x08, 2, 0x00, 0x2A, 0x39, 0x01, 0xA7, 0xEA],
            ),
            (
                Request::Read { address: 0x002A, count: 2 },
                &[0x7E, 0, 0x07, 1, 0x00, 0x2A, 0x02, 0xD8, 0x0F],
            ),
            (Request::Save, &[0x7E, 0, 0x09, 1, 0x00, 0x00, 0x00, 0xDE, 0xC8]),
            (Request::Heartbeat, &[0x7E, 0, 0x0A, 1, 0x00, 0x00, 0x00, 0x30, 0x1A]),
        ];
        for (request, frame) in cases {
            assert_eq!(request.encode(), frame);
            let size = frame.len();
            assert_eq!(scan_request(frame), Scan::Frame { frame: Some(request), size });
        }
        for (kind, frame) in [
            (0, [0x02, 0x00, 0x00, 0x01, 0x00, 0x33, 0x31]),
            (1, [0x02, 0x00, 0x01, 0x01, 0x00, 0x04, 0x01]),
            (3, [0x02, 0x00, 0x03, 0x01, 0x00, 0x6A, 0x61]),
        ] {
            assert_eq!(Answer::bare(kind).encode(), frame);
            assert_eq!(scan_answer(&frame), Scan::Frame { frame: Answer::bare(kind), size: 7 });
        }
        let alive = Answer { heartbeat: true, ..Answer::bare(0) };
        let frame = [0x03, 0x00, 0x00, 0x01, 0x00, 0x33, 0x31];
        assert_eq!(alive.encode(), frame);
        assert_eq!(scan_answer(&frame), Scan::Frame { frame: alive, size: 7 });
    }

    #[test]
    fn a_request_that_asks_not_to_be_checked_is_taken() {
        let frame = [0x7E, 0, 0x08, 1, 0x00, 0x02, 0x01, 0xAB, 0xCD];
        let request = Some(Request::set(TRIGGER, 1));
        assert_eq!(scan_request(&frame), Scan::Frame { frame: request, size: 9 });
    }

    #[test]
    fn every_prefix_is_partial_and_every_flipped_bit_is_none() {
        let request = Request::Read { address: MODE, count: 3 }.encode();
        let answer = Answer { heartbeat: false, kind: 0, data: vec![0xD5, 7, 9] }.encode();
        (0..request.len()).for_each(|cut| assert_eq!(scan_request(&request[..cut]), Scan::Partial));
        (0..answer.len()).for_each(|cut| assert_eq!(scan_answer(&answer[..cut]), Scan::Partial));
        for bit in 0..8 * answer.len() {
            let mut flipped = answer.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            match scan_answer(&flipped) {
                // The head has no part in the CRC, and that of a heartbeat is one bit away.
                Scan::Frame { frame, .. } => assert!(frame.heartbeat && bit == 0),
                _ => assert_ne!(bit, 0),
            }
        }
        for bit in 0..8 * request.len() {
            let mut flipped = request.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!matches!(scan_request(&flipped), Scan::Frame { .. }), "bit {bit}");
        }
    }
}
