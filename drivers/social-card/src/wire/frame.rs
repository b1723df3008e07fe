//! Frames on the line of a GemPC Twin, and the single bytes between them.
//!
//! ```text
//! 03 06 <CCID message> LRC    a message, in either direction; the reader first sends back what it heard
//! 03 15 16                    the reader heard a frame whose LRC is wrong
//! 50 02 | 50 03               a card was taken out | put in
//! 80..FF                      the card asks for more time
//! ```
//!
//! Source: the driver `libccid`, `ccid_serial.c` (versions 1.5.2 and 1.8.2).

/// What begins a message.
const HEAD: [u8; 2] = [0x03, 0x06];

/// What the reader says to a frame whose LRC is wrong.
pub const NAK: [u8; 3] = [0x03, 0x15, 0x16];

/// The header of a CCID message.
const MESSAGE_HEADER: usize = 10;

/// The longest CCID message of this reader.
const MAX_MESSAGE_SIZE: usize = 271;

/// The longest frame.
pub const MAX_FRAME_SIZE: usize = HEAD.len() + MAX_MESSAGE_SIZE + 1;

/// What the bytes received so far amount to. Apart from `Partial`, each says how many bytes it is
/// about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scan<'a> {
    /// Nothing whole yet: read on.
    Partial,
    /// The first byte begins nothing: drop it and scan again.
    Noise,
    /// A frame whose LRC is wrong.
    Damaged {
        /// How long it claims to be.
        size: usize,
    },
    /// A frame with a matching LRC.
    Message {
        /// The CCID message inside.
        message: &'a [u8],
        /// How long the frame is in all.
        size: usize,
    },
    /// The reader did not understand ([`NAK`]).
    Nak,
    /// A card was put in (`true`) or taken out; two bytes.
    Moved(bool),
    /// The card asks for more time; one byte.
    MoreTime,
}

impl Scan<'_> {
    /// How many bytes at the front it is about.
    pub fn size(&self) -> usize {
        match self {
            Self::Partial => 0,
            Self::Noise | Self::MoreTime => 1,
            Self::Moved(_) => 2,
            Self::Nak => NAK.len(),
            Self::Damaged { size } | Self::Message { size, .. } => *size,
        }
    }
}

/// Examines the front of `buf`. Reads nothing and waits for nothing.
pub fn scan(buf: &[u8]) -> Scan<'_> {
    match buf {
        [] | [0x03 | 0x50] | [0x03, 0x15] => Scan::Partial,
        [0x80..=0xFF, ..] => Scan::MoreTime,
        [0x50, 0x02, ..] => Scan::Moved(false),
        [0x50, 0x03, ..] => Scan::Moved(true),
        [0x03, 0x15, 0x16, ..] => Scan::Nak,
        [0x03, 0x06, message @ ..] => scan_message(message),
        _ => Scan::Noise,
    }
}

fn scan_message(rest: &[u8]) -> Scan<'_> {
    let Some(&[a, b, c, d]) = rest.get(1..5) else { return Scan::Partial };
    let data_size = u32::from_le_bytes([a, b, c, d]) as usize;
    if MAX_MESSAGE_SIZE - MESSAGE_HEADER < data_size {
        return Scan::Noise; // A damaged length must not have us wait for bytes that never come.
    }
    let message_size = MESSAGE_HEADER + data_size;
    let (Some(message), Some(&lrc)) = (rest.get(..message_size), rest.get(message_size)) else {
        return Scan::Partial;
    };
    let size = HEAD.len() + message_size + 1;
    if lrc == lrc_of(message) { Scan::Message { message, size } } else { Scan::Damaged { size } }
}

/// The XOR of the two bytes at the front and the message.
fn lrc_of(message: &[u8]) -> u8 {
    HEAD.iter().chain(message).fold(0, |lrc, byte| lrc ^ byte)
}

/// Makes a frame of a CCID message.
pub fn seal(message: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(HEAD.len() + message.len() + 1);
    frame.extend(HEAD);
    frame.extend(message);
    frame.push(lrc_of(message));
    frame
}

/// What the reader says when a card was put in (`true`) or taken out.
pub fn notice(inserted: bool) -> [u8; 2] {
    [0x50, if inserted { 0x03 } else { 0x02 }]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reader's name, as a real pcscd was told it.
    const FRAME: [u8; 31] = [
        0x03, 0x06, // head
        0x83, // answer to Escape
        0x12, 0x00, 0x00, 0x00, // 18 bytes of data
        0x00, 0x00, // slot, sequence
        0x01, 0x00, // card present, no error
        0x00, // specific
        0x47, 0x65, 0x6D, 0x54, 0x77, 0x69, 0x6E, 0x2D, 0x56, 0x32, 0x2E, 0x30, 0x30, 0x2D, 0x47,
        0x4B, 0x30, 0x33, // GemTwin-V2.00-GK03
        0xBB, // LRC
    ];

    #[test]
    fn a_whole_frame_is_found_and_sealed_alike() {
        let Scan::Message { message, size } = scan(&FRAME) else { panic!("it is whole") };
        assert_eq!((size, message.len()), (31, 28));
        assert_eq!(seal(message), FRAME);
    }

    #[test]
    fn every_prefix_waits_for_more() {
        for end in 0..FRAME.len() {
            assert_eq!(scan(&FRAME[..end]), Scan::Partial, "{end} bytes");
        }
    }

    #[test]
    fn no_flipped_bit_goes_unnoticed() {
        for bit in 0..FRAME.len() * 8 {
            let mut damaged = FRAME;
            damaged[bit / 8] ^= 1 << (bit % 8);
            let found = scan(&damaged);
            assert!(!matches!(found, Scan::Message { .. }), "bit {bit}: {found:?}");
        }
    }

    #[test]
    fn what_comes_between_frames_is_told_apart() {
        assert_eq!(scan(&NAK), Scan::Nak);
        assert_eq!(scan(&notice(true)), Scan::Moved(true));
        assert_eq!(scan(&notice(false)), Scan::Moved(false));
        assert_eq!(scan(&[0x85]), Scan::MoreTime);
        assert_eq!(scan(&[0x50, 0x04]), Scan::Noise);
        assert_eq!(scan(&[0x00]), Scan::Noise);
        assert_eq!(scan(&[0x03, 0x15, 0x17]), Scan::Noise);
    }

    #[test]
    fn a_length_that_no_message_has_is_noise() {
        let longest = seal(&[&[0x80, 0x05, 0x01, 0, 0][..], &[0; 266]].concat());
        assert_eq!(longest.len(), MAX_FRAME_SIZE);
        assert!(matches!(scan(&longest), Scan::Message { .. }));
        assert_eq!(scan(&[0x03, 0x06, 0x80, 0x06, 0x01, 0x00, 0x00]), Scan::Noise);
        assert_eq!(scan(&[0x03, 0x06, 0x80, 0xFF, 0xFF, 0xFF, 0xFF]), Scan::Noise);
    }
}
