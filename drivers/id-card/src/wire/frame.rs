//! The frame around every request and every answer.

/// What every frame begins with, in both directions.
pub const PREAMBLE: [u8; 5] = [0xAA, 0xAA, 0xAA, 0x96, 0x69];

/// Preamble and length: from here on it is known how many bytes are still to come.
pub const HEAD_SIZE: usize = PREAMBLE.len() + 2;

/// The largest length field: a reading with two fingerprints.
pub const MAX_LEN: usize = 2314;

/// What the bytes received so far amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scan<'a> {
    /// No whole frame yet: read on.
    Partial,
    /// The first byte begins no frame: drop it and scan again.
    Noise,
    /// What begins like a frame is none: drop its first byte and scan again.
    Damaged(Damage),
    /// A frame with a matching checksum, `size` bytes long in all.
    Frame {
        /// What the frame carries, without length and checksum.
        body: &'a [u8],
        /// How many bytes the frame takes up.
        size: usize,
    },
}

/// What is wrong with something that begins like a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The length is none that a frame can have, or fewer bytes came than it promised.
    Length,
    /// The checksum does not match.
    Checksum,
}

/// Examines the front of `buf`. Reads nothing and waits for nothing.
pub fn scan(buf: &[u8]) -> Scan<'_> {
    if !buf.iter().zip(&PREAMBLE).all(|(got, want)| got == want) {
        return Scan::Noise;
    }
    let Some(&[hi, lo]) = buf.get(PREAMBLE.len()..HEAD_SIZE) else { return Scan::Partial };
    let len = usize::from(u16::from_be_bytes([hi, lo]));
    if len == 0 || MAX_LEN < len {
        // A damaged length must not have us wait for bytes that never come.
        return Scan::Damaged(Damage::Length);
    }
    let Some(summed) = buf.get(PREAMBLE.len()..HEAD_SIZE + len) else { return Scan::Partial };
    match xor(summed) {
        0 => Scan::Frame { body: &summed[2..1 + len], size: HEAD_SIZE + len },
        _ => Scan::Damaged(Damage::Checksum),
    }
}

/// Frames a body of at most [`MAX_LEN`] − 1 bytes.
///
/// The checksum is the XOR of everything from the length on; it covers no preamble.
pub fn seal(body: &[u8]) -> Vec<u8> {
    debug_assert!(body.len() < MAX_LEN, "no message of the protocol is longer");
    let len = (body.len() + 1) as u16;
    let mut frame = Vec::with_capacity(HEAD_SIZE + body.len() + 1);
    frame.extend(PREAMBLE);
    frame.extend(len.to_be_bytes());
    frame.extend(body);
    frame.push(xor(&frame[PREAMBLE.len()..]));
    frame
}

fn xor(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum ^ byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Find (20 01), as the protocol spells it.
    const FIND: [u8; 10] = [
        0xAA, 0xAA, 0xAA, 0x96, 0x69, // preamble
        0x00, 0x03, // command, parameter, checksum
        0x20, 0x01, // find
        0x22, // 00 ^ 03 ^ 20 ^ 01
    ];

    #[test]
    fn a_frame_is_sealed_and_opened() {
        assert_eq!(seal(&[0x20, 0x01]), FIND);
        assert_eq!(scan(&FIND), Scan::Frame { body: &[0x20, 0x01], size: 10 });
    }

    #[test]
    fn every_beginning_of_a_frame_is_partial() {
        for end in 0..FIND.len() {
            assert_eq!(scan(&FIND[..end]), Scan::Partial, "{end} bytes");
        }
    }

    #[test]
    fn no_flipped_bit_leaves_a_frame() {
        for frame in [FIND.to_vec(), seal(&[0; 1291]), seal(&[0xAA; 2313])] {
            for bit in 0..frame.len() * 8 {
                let mut flipped = frame.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert!(!matches!(scan(&flipped), Scan::Frame { .. }), "bit {bit}");
            }
        }
    }

    #[test]
    fn lengths_that_no_frame_has_are_refused_at_once() {
        for len in [0_u16, 2315, 0x8000, 0xFFFF] {
            let mut head = PREAMBLE.to_vec();
            head.extend(len.to_be_bytes());
            assert_eq!(scan(&head), Scan::Damaged(Damage::Length));
        }
    }

    proptest! {
        #[test]
        fn any_body_survives_the_wire(body in prop::collection::vec(any::<u8>(), 0..MAX_LEN)) {
            let frame = seal(&body);
            prop_assert_eq!(scan(&frame), Scan::Frame { body: &body, size: frame.len() });
        }

        #[test]
        fn any_bytes_are_examined_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut with_head = PREAMBLE.to_vec();
            with_head.extend(&bytes);
            scan(&bytes);
            scan(&with_head);
        }
    }
}
