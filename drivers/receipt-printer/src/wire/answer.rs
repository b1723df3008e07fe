//! What the printer sends: status bytes, and telling them apart.

/// Bits of the answer to `DLE EOT 1`, the printer.
pub mod printer {
    /// Off line: nothing of the stream is obeyed.
    pub const OFF_LINE: u8 = 0x08;
}

/// Bits of the answer to `DLE EOT 2`, why it is off line.
pub mod cause {
    /// The cover is open.
    pub const COVER_OPEN: u8 = 0x04;
    /// Printing stopped at the end of the paper.
    pub const PAPER_END: u8 = 0x20;
    /// There is an error, see `DLE EOT 3`.
    pub const ERROR: u8 = 0x40;
}

/// Bits of the answer to `DLE EOT 3`, the error.
pub mod error {
    /// The cutter is stuck or not home.
    pub const CUTTER: u8 = 0x08;
    /// Only a technician ends it.
    pub const UNRECOVERABLE: u8 = 0x20;
    /// Ends by itself: the head is too hot, on some models also a voltage out of range.
    pub const PAUSED: u8 = 0x40;
}

/// Bits of the answer to `DLE EOT 4`, the roll. Either of a pair counts, for makers use them singly.
pub mod paper {
    /// Little paper is left.
    pub const NEAR_END: u8 = 0x0C;
    /// No paper is left.
    pub const END: u8 = 0x20;
    /// What a printer sends at the end.
    pub const END_BITS: u8 = 0x60;
}

/// Bits of automatic status (ASB), `1D 61`.
pub mod automatic {
    /// Byte 1: off line.
    pub const OFF_LINE: u8 = 0x08;
    /// Byte 1: the cover is open.
    pub const COVER_OPEN: u8 = 0x20;
    /// Byte 2: the cutter.
    pub const CUTTER: u8 = 0x08;
    /// Byte 2: the printer pauses by itself.
    pub const PAUSED: u8 = 0x40;
    /// Byte 3: little paper is left.
    pub const NEAR_END: u8 = 0x03;
    /// Byte 3: no paper is left.
    pub const END: u8 = 0x0C;
}

/// One thing that the printer said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The byte that answers a `DLE EOT`; to which one, only the order tells.
    RealTime(u8),
    /// Automatic status, four bytes.
    Automatic([u8; 4]),
    /// The byte that answers `GS r` or a short `GS I`, in its turn.
    InOrder(u8),
    /// An answer with a header, up to and without its closing `00`: `5F …` of `GS I`, `37 id …` of
    /// `GS ( H` and of the clearing, `3B 30` of the power-off sequence.
    Block(Vec<u8>),
    /// `11`: ready for more.
    Xon,
    /// `13`: no more, please.
    Xoff,
    /// A byte of no known kind.
    Unknown(u8),
}

/// A block answer that does not end is noise; the longest that makers document is far shorter.
const LONGEST_BLOCK: usize = 96;

/// Reads what the printer sends, in any portions.
#[derive(Debug, Clone, Default)]
pub struct AnswerReader {
    held: Vec<u8>,
}

impl AnswerReader {
    /// Takes a byte; returns what it completes.
    pub fn take(&mut self, byte: u8) -> Option<Answer> {
        match self.held.first() {
            None => self.begin(byte),
            Some(first) if is_automatic(*first) => match byte {
                0x11 => Some(Answer::Xon),
                0x13 => Some(Answer::Xoff),
                _ if is_in_order(byte) => {
                    self.held.push(byte);
                    let whole = <[u8; 4]>::try_from(&self.held[..]).ok()?;
                    self.held.clear();
                    Some(Answer::Automatic(whole))
                }
                // The rest was lost on the way: what comes now stands for itself.
                _ => self.begin_anew(byte),
            },
            Some(_) if byte == 0 => Some(Answer::Block(std::mem::take(&mut self.held))),
            Some(_) if self.held.len() < LONGEST_BLOCK => {
                self.held.push(byte);
                None
            }
            Some(_) => self.begin_anew(byte),
        }
    }

    fn begin_anew(&mut self, byte: u8) -> Option<Answer> {
        self.held.clear();
        self.begin(byte)
    }

    fn begin(&mut self, byte: u8) -> Option<Answer> {
        match byte {
            0x11 => Some(Answer::Xon),
            0x13 => Some(Answer::Xoff),
            0x37 | 0x3B | 0x5F => {
                self.held.push(byte);
                None
            }
            _ if is_automatic(byte) => {
                self.held.push(byte);
                None
            }
            _ if is_real_time(byte) => Some(Answer::RealTime(byte)),
            _ if is_in_order(byte) => Some(Answer::InOrder(byte)),
            _ => Some(Answer::Unknown(byte)),
        }
    }

    /// Forgets the beginning of an answer whose end will not come.
    pub fn reset(&mut self) {
        self.held.clear();
    }
}

/// `0xx1xx10`.
fn is_real_time(byte: u8) -> bool {
    byte & 0x93 == 0x12
}

/// `0xx1xx00`.
fn is_automatic(byte: u8) -> bool {
    byte & 0x93 == 0x10
}

/// `0xx0xxxx`.
fn is_in_order(byte: u8) -> bool {
    byte & 0x90 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Answer> {
        let mut reader = AnswerReader::default();
        bytes.iter().filter_map(|byte| reader.take(*byte)).collect()
    }

    /// All kinds of answers, one after the other.
    const STREAM: [u8; 19] = [
        0x16, 0x12, 0x1E, // DLE EOT 1, 2 and 4
        0x18, 0x00, 0x0F, 0x00, // automatic: off line, paper end
        0x00, // GS r
        0x11, // XON
        0x37, 0x22, 0x30, 0x30, 0x34, 0x32, 0x00, // GS ( H
        0x03, // GS r, near end
        0x13, // XOFF
        0x72, // DLE EOT 4, end without a near-end sensor
    ];

    fn answers() -> Vec<Answer> {
        vec![
            Answer::RealTime(0x16),
            Answer::RealTime(0x12),
            Answer::RealTime(0x1E),
            Answer::Automatic([0x18, 0x00, 0x0F, 0x00]),
            Answer::InOrder(0x00),
            Answer::Xon,
            Answer::Block(vec![0x37, 0x22, 0x30, 0x30, 0x34, 0x32]),
            Answer::InOrder(0x03),
            Answer::Xoff,
            Answer::RealTime(0x72),
        ]
    }

    #[test]
    fn answers_of_all_kinds_are_told_apart() {
        assert_eq!(read(&STREAM), answers());
    }

    #[test]
    fn every_prefix_yields_the_first_answers_and_no_others() {
        for end in 0..STREAM.len() {
            let read = read(&STREAM[..end]);
            assert_eq!(read, answers()[..read.len()]);
        }
    }

    #[test]
    fn no_flipped_bit_makes_a_status_byte_the_proof_of_a_print() {
        for byte in [0x12, 0x16, 0x1A, 0x1E, 0x32, 0x52, 0x72, 0x7E] {
            for bit in 0..8 {
                let flipped = read(&[byte ^ (1 << bit)]);
                assert!(
                    !flipped
                        .iter()
                        .any(|a| matches!(a, Answer::InOrder(0x00 | 0x03 | 0x0C | 0x0F)))
                );
            }
        }
    }

    #[test]
    fn after_damage_the_reader_finds_its_feet() {
        for at in 0..STREAM.len() {
            for bit in 0..8 {
                let mut damaged = STREAM.to_vec();
                damaged[at] ^= 1 << bit;
                // A block that lost its end swallows what follows up to a zero or its own limit.
                damaged.extend([0; 8]);
                damaged.extend(STREAM);
                assert!(read(&damaged).ends_with(&answers()), "bit {bit} of byte {at}");
            }
        }
    }
}
