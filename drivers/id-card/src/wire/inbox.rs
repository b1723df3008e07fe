//! What has come in and is not yet understood, and the way back into step after noise.

use zeroize::Zeroize;

use super::frame::{Damage, HEAD_SIZE, Scan, scan};

/// Bytes off the wire, in any portions, turned into the bodies of frames.
///
/// Everything that is no frame is skipped a byte at a time: line noise, cut frames, a preamble
/// with an `AA` too many, and the frames that combined readers send for other cards on the same
/// line (`55 AA …`). Inside a frame the length alone counts, so a preamble within a photo means
/// nothing. Bytes that were taken out are overwritten.
#[derive(Debug, Default)]
pub struct Inbox {
    buf: Vec<u8>,
    damage: Option<Damage>,
}

/// What an [`Inbox`] has to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Nothing yet: read on.
    Nothing,
    /// Something that began like a frame was none, and nothing else followed it.
    Damaged(Damage),
    /// The body of a frame.
    Frame(Vec<u8>),
}

impl Inbox {
    /// Takes bytes off the wire.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buf.extend(bytes);
    }

    /// Takes out the next frame.
    pub fn next_frame(&mut self) -> Heard {
        let mut start = 0;
        loop {
            match scan(&self.buf[start..]) {
                Scan::Noise => start += 1,
                Scan::Damaged(damage) => {
                    self.damage.get_or_insert(damage);
                    start += 1;
                }
                Scan::Frame { body, size } => {
                    let body = body.to_vec();
                    self.drop_front(start + size);
                    self.damage = None;
                    return Heard::Frame(body);
                }
                Scan::Partial => {
                    self.drop_front(start);
                    break;
                }
            }
        }
        // With something half arrived behind the damage, that may still be the frame.
        match self.damage {
            Some(damage) if self.buf.is_empty() => {
                self.damage = None;
                Heard::Damaged(damage)
            }
            _ => Heard::Nothing,
        }
    }

    /// Whether something began that should go on without a pause.
    pub fn is_amid_a_frame(&self) -> bool {
        self.damage.is_some() || HEAD_SIZE <= self.buf.len()
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.buf.is_empty()
    }

    /// Gives up on what began and did not go on: the next frame behind it, or the damage.
    pub fn give_up(&mut self) -> Heard {
        loop {
            match self.next_frame() {
                Heard::Nothing if !self.buf.is_empty() => {
                    self.damage.get_or_insert(Damage::Length);
                    self.drop_front(1);
                }
                heard => return heard,
            }
        }
    }

    /// Forgets everything that has come in.
    pub fn clear(&mut self) {
        self.drop_front(self.buf.len());
        self.damage = None;
    }

    /// Drops bytes and overwrites them: they may be somebody's name.
    fn drop_front(&mut self, count: usize) {
        self.buf[..count].zeroize();
        self.buf.rotate_left(count);
        self.buf.truncate(self.buf.len() - count);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::{PREAMBLE, seal};

    fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut inbox = Inbox::default();
        inbox.push(bytes);
        let mut frames = Vec::new();
        while let Heard::Frame(body) = inbox.next_frame() {
            frames.push(body);
        }
        while let Heard::Frame(body) = inbox.give_up() {
            frames.push(body);
        }
        frames
    }

    #[test]
    fn a_frame_in_two_portions_is_the_same_frame() {
        let frame = seal(&[0, 0, 0x90, 1, 2, 3, 4]);
        for cut in 0..=frame.len() {
            let mut inbox = Inbox::default();
            inbox.push(&frame[..cut]);
            if cut < frame.len() {
                assert_eq!(inbox.next_frame(), Heard::Nothing);
            }
            inbox.push(&frame[cut..]);
            assert_eq!(inbox.next_frame(), Heard::Frame(vec![0, 0, 0x90, 1, 2, 3, 4]));
            assert_eq!(inbox.next_frame(), Heard::Nothing);
        }
    }

    #[test]
    fn a_preamble_with_an_aa_too_many_is_found() {
        let mut bytes = vec![0xAA];
        bytes.extend(seal(&[0, 0, 0x90]));
        assert_eq!(frames(&bytes), [vec![0, 0, 0x90]]);
    }

    #[test]
    fn a_preamble_with_an_aa_too_few_is_no_frame_and_the_next_one_is() {
        let mut bytes = seal(&[0, 0, 0x90])[1..].to_vec();
        bytes.extend(seal(&[0, 0, 0x80]));
        assert_eq!(frames(&bytes), [vec![0, 0, 0x80]]);
    }

    #[test]
    fn a_preamble_inside_a_photo_means_nothing() {
        let mut body = vec![0, 0, 0x90];
        body.extend(seal(&[0, 0, 0x80]));
        body.extend(PREAMBLE);
        assert_eq!(frames(&seal(&body)), [body]);
    }

    #[test]
    fn frames_for_other_cards_are_skipped() {
        let mut bytes = vec![0x55, 0xAA, 0x04, 0x56, 0xFF, 0x08, 0x5A];
        bytes.extend(seal(&[0, 0, 0x80]));
        bytes.extend([0x55, 0xAA, 0x04, 0x56, 0xFF, 0x18, 0x4A]);
        bytes.extend(seal(&[0, 0, 0x9F, 0, 0, 0, 0]));
        assert_eq!(frames(&bytes), [vec![0, 0, 0x80], vec![0, 0, 0x9F, 0, 0, 0, 0]]);
    }

    #[test]
    fn a_wrong_checksum_is_told_once_the_frame_is_whole() {
        let mut inbox = Inbox::default();
        let mut frame = seal(&[0, 0, 0x90]);
        frame[10] ^= 1;
        inbox.push(&frame);
        assert_eq!(inbox.next_frame(), Heard::Damaged(Damage::Checksum));
        assert!(!inbox.is_amid_a_frame());
    }

    #[test]
    fn the_reply_that_promises_twelve_bytes_and_has_ten_is_given_up() {
        let mut inbox = Inbox::default();
        inbox.push(&[0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x05, 0x05, 0x05, 0x05]);
        assert_eq!(inbox.next_frame(), Heard::Nothing);
        assert!(inbox.is_amid_a_frame());
        assert_eq!(inbox.give_up(), Heard::Damaged(Damage::Length));
        assert_eq!(inbox.give_up(), Heard::Nothing);
    }

    #[test]
    fn what_a_cut_frame_had_swallowed_is_found_when_it_is_given_up() {
        let mut bytes = [&PREAMBLE[..], &[0x02, 0x00, 0x81]].concat();
        bytes.extend(seal(&[0, 0, 0x90]));
        bytes.extend(seal(&[0, 0, 0x80]));
        assert_eq!(frames(&bytes), [vec![0, 0, 0x90], vec![0, 0, 0x80]]);
    }

    #[test]
    fn what_was_taken_out_is_overwritten() {
        let mut inbox = Inbox::default();
        inbox.push(&seal(&[0xC3; 40]));
        inbox.next_frame();
        inbox.buf.resize(inbox.buf.capacity(), 0);
        assert!(inbox.buf.iter().all(|byte| *byte == 0));
    }

    proptest! {
        #[test]
        fn a_frame_is_found_behind_any_noise(
            noise in prop::collection::vec(prop_oneof![Just(0xAA_u8), Just(0x96), Just(0x69), any::<u8>()], 0..40),
            body in prop::collection::vec(any::<u8>(), 3..40),
        ) {
            let mut bytes = noise;
            bytes.extend(seal(&body));
            prop_assert!(frames(&bytes).contains(&body));
        }

        #[test]
        fn portions_make_no_difference(
            bytes in prop::collection::vec(prop_oneof![Just(0xAA_u8), Just(0x96), Just(0x69), any::<u8>()], 0..60),
            portion in 1..9_usize,
        ) {
            let mut stream = bytes;
            stream.extend(seal(&[0, 0, 0x90]));
            let mut inbox = Inbox::default();
            let mut heard = Vec::new();
            for part in stream.chunks(portion) {
                inbox.push(part);
                while let Heard::Frame(body) = inbox.next_frame() {
                    heard.push(body);
                }
            }
            while let Heard::Frame(body) = inbox.give_up() {
                heard.push(body);
            }
            prop_assert_eq!(heard, frames(&stream));
        }
    }
}
