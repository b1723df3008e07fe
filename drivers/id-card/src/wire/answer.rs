//! What the module says.

use super::{Status, seal};

/// An answer: two status bytes of the card, the module's status, and what was asked for.
///
/// In every known example SW1 and SW2 are zero; SW3 alone is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    /// SW1 and SW2.
    pub card_status: [u8; 2],
    /// SW3.
    pub status: Status,
    /// What follows the status. It may be about a person.
    pub data: &'a [u8],
}

impl<'a> Answer<'a> {
    /// Reads the body of a frame; `None` where it is too short for the three status bytes.
    pub fn parse(body: &'a [u8]) -> Option<Self> {
        let (&[sw1, sw2, sw3], data) = body.split_first_chunk::<3>()?;
        Some(Self { card_status: [sw1, sw2], status: Status::from_code(sw3), data })
    }

    /// An answer of the module alone.
    pub fn new(status: Status, data: &'a [u8]) -> Self {
        Self { card_status: [0, 0], status, data }
    }

    /// The whole frame.
    pub fn encode(&self) -> Vec<u8> {
        let mut body = self.card_status.to_vec();
        body.push(self.status.code());
        body.extend(self.data);
        seal(&body)
    }
}

impl std::fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answer({:?}, {} bytes)", self.status, self.data.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{PREAMBLE, Scan, scan};

    #[test]
    fn short_answers_have_the_bytes_of_the_protocol() {
        // SW3 and checksum, of answers that have no data.
        let spelt = [
            (0x10, 0x14),
            (0x11, 0x15),
            (0x21, 0x25),
            (0x23, 0x27),
            (0x24, 0x20),
            (0x31, 0x35),
            (0x32, 0x36),
            (0x33, 0x37),
            (0x34, 0x30),
            (0x37, 0x33),
            (0x3F, 0x3B),
            (0x40, 0x44),
            (0x41, 0x45),
            (0x47, 0x43),
            (0x60, 0x64),
            (0x66, 0x62),
            (0x80, 0x84),
            (0x81, 0x85),
            (0x90, 0x94),
            (0x91, 0x95),
        ];
        for (sw3, checksum) in spelt {
            let frame = Answer::new(Status::from_code(sw3), &[]).encode();
            assert_eq!(frame, [&PREAMBLE[..], &[0x00, 0x04, 0, 0, sw3, checksum]].concat());
        }
    }

    #[test]
    fn found_and_selected_have_the_sizes_of_the_protocol() {
        assert_eq!(Answer::new(Status::CardFound, &[0; 4]).encode().len(), 15);
        assert_eq!(Answer::new(Status::Success, &[0; 8]).encode().len(), 19);
    }

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let answer = Answer { card_status: [1, 2], status: Status::Success, data: &[7, 8] };
        let frame = answer.encode();
        let Scan::Frame { body, .. } = scan(&frame) else { panic!("no frame") };
        assert_eq!(Answer::parse(body), Some(answer));
    }

    #[test]
    fn less_than_three_status_bytes_are_no_answer() {
        assert_eq!(Answer::parse(&[]), None);
        assert_eq!(Answer::parse(&[0, 0]), None);
    }

    #[test]
    fn what_an_answer_carries_never_reaches_a_log() {
        let answer = Answer::new(Status::Success, &[0x67; 8]);
        assert_eq!(format!("{answer:?}"), "Answer(Success, 8 bytes)");
    }
}
