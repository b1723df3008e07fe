//! T=1: blocks between host and card, for a reader that passes them on as they are.
//!
//! ```text
//! NAD PCB LEN INF.. LRC        with a CRC of two bytes in place of the LRC on some cards
//! ```
//!
//! Source: ISO/IEC 7816-3, chapter 11.

use zeroize::Zeroizing;

use super::{Atr, Progress, Response, TransmissionError};

/// So many blocks in a row that make no sense, and the card counts as lost.
const ERRORS_AT_MOST: u8 = 3;

/// So often a card may ask for more time, or for the same block, within one command.
const ROUNDS_AT_MOST: u16 = 300;

/// What the host takes in one block.
const HOST_BLOCK_SIZE: u8 = 254;

/// One block.
#[derive(Clone, PartialEq, Eq)]
pub struct Block {
    /// What kind of block it is.
    pub kind: Kind,
    /// INF; at most 254 bytes.
    pub info: Zeroizing<Vec<u8>>,
}

/// PCB: what kind of block it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A part of a command or an answer.
    Information {
        /// Its number, which changes with each block.
        odd: bool,
        /// More of the same follows.
        more: bool,
    },
    /// The next block that is wanted, and whether the last one was damaged.
    Ready {
        /// The number of the block that is wanted.
        odd: bool,
        /// Why it is wanted: 0 to go on; 1 a wrong checksum; 2 anything else.
        reason: u8,
    },
    /// `C0` to `C3`: resynch, IFS, abort and WTX; answered by the same number with `20` set.
    Supervisory(u8),
}

const IFS: u8 = 1;
const WTX: u8 = 3;
const IS_ANSWER: u8 = 0x20;

impl Block {
    /// A block.
    pub fn new(kind: Kind, info: &[u8]) -> Self {
        Self { kind, info: info.to_vec().into() }
    }

    /// Reads a block; `None` where it is damaged or none.
    pub fn parse(bytes: &[u8], has_crc: bool) -> Option<Self> {
        let (body, check) =
            bytes.split_at_checked(bytes.len().checked_sub(check_size(has_crc))?)?;
        let (&[_nad, pcb, len], info) = body.split_first_chunk()?;
        if info.len() != usize::from(len) || len == 0xFF || check != check_of(body, has_crc) {
            return None;
        }
        let kind = match pcb {
            0x00..=0x7F => Kind::Information { odd: pcb & 0x40 != 0, more: pcb & 0x20 != 0 },
            0x80..=0xBF => Kind::Ready { odd: pcb & 0x10 != 0, reason: pcb & 0x0F },
            0xC0..=0xFF => Kind::Supervisory(pcb & 0x3F),
        };
        Some(Self::new(kind, info))
    }

    /// The block as bytes.
    pub fn encode(&self, has_crc: bool) -> Vec<u8> {
        let bit = |set: bool, bit: u8| if set { bit } else { 0 };
        let pcb = match self.kind {
            Kind::Information { odd, more } => bit(odd, 0x40) | bit(more, 0x20),
            Kind::Ready { odd, reason } => 0x80 | bit(odd, 0x10) | reason,
            Kind::Supervisory(number) => 0xC0 | number,
        };
        let mut bytes = vec![0x00, pcb, self.info.len() as u8];
        bytes.extend(self.info.iter());
        let check = check_of(&bytes, has_crc);
        bytes.extend(check);
        bytes
    }
}

impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Block({:?} ..)", self.kind)
    }
}

fn check_size(has_crc: bool) -> usize {
    if has_crc { 2 } else { 1 }
}

/// The XOR of the bytes, or their CRC (ISO/IEC 13239, low byte last).
fn check_of(bytes: &[u8], has_crc: bool) -> Vec<u8> {
    if !has_crc {
        return vec![bytes.iter().fold(0, |sum, byte| sum ^ byte)];
    }
    let mut crc = 0xFFFFu16;
    for byte in bytes {
        crc ^= u16::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0x8408 } else { crc >> 1 };
        }
    }
    (!crc).to_be_bytes().to_vec()
}

/// The host's end of T=1.
#[derive(Debug)]
pub(super) struct T1 {
    has_crc: bool,
    /// What the card takes in one block.
    block_size: usize,
    /// The card was told what the host takes.
    introduced: bool,
    send_odd: bool,
    expect_odd: bool,
    /// What of the command is still to be sent.
    outgoing: Zeroizing<Vec<u8>>,
    incoming: Zeroizing<Vec<u8>>,
    /// The block that was sent last.
    sent: Block,
    /// The block that is wanted: sent again where nothing that makes sense comes.
    errors: u8,
    rounds: u16,
}

impl T1 {
    pub(super) fn new(atr: &Atr) -> Self {
        Self {
            has_crc: atr.has_crc(),
            block_size: usize::from(atr.block_size().clamp(1, HOST_BLOCK_SIZE)),
            introduced: false,
            send_odd: false,
            expect_odd: false,
            outgoing: Zeroizing::default(),
            incoming: Zeroizing::default(),
            sent: Block::new(Kind::Supervisory(IFS), &[HOST_BLOCK_SIZE]),
            errors: 0,
            rounds: 0,
        }
    }

    pub(super) fn begin(&mut self, command: Vec<u8>) -> Vec<u8> {
        self.outgoing = command.into();
        self.incoming.clear();
        (self.errors, self.rounds) = (0, 0);
        if self.introduced {
            self.send_part()
        } else {
            self.send(Block::new(Kind::Supervisory(IFS), &[HOST_BLOCK_SIZE]))
        }
    }

    fn send(&mut self, block: Block) -> Vec<u8> {
        self.sent = block;
        self.sent.encode(self.has_crc)
    }

    fn send_part(&mut self) -> Vec<u8> {
        let size = self.outgoing.len().min(self.block_size);
        let kind = Kind::Information { odd: self.send_odd, more: size < self.outgoing.len() };
        let part = Block::new(kind, &self.outgoing[..size]);
        self.send(part)
    }

    pub(super) fn received(&mut self, bytes: &[u8]) -> Progress {
        self.rounds += 1;
        if ROUNDS_AT_MOST < self.rounds {
            return Progress::Failed(TransmissionError::Endless);
        }
        let Some(block) = Block::parse(bytes, self.has_crc) else { return self.damaged(1) };
        match (block.kind, self.sent.kind) {
            (Kind::Supervisory(WTX), _) => {
                let answer = Block::new(Kind::Supervisory(WTX | IS_ANSWER), &block.info);
                Progress::Send(answer.encode(self.has_crc))
            }
            (Kind::Supervisory(IFS), _) => {
                let asked = usize::from(block.info.first().copied().unwrap_or(0));
                self.block_size = asked.clamp(1, usize::from(HOST_BLOCK_SIZE));
                let answer = Block::new(Kind::Supervisory(IFS | IS_ANSWER), &block.info);
                Progress::Send(answer.encode(self.has_crc))
            }
            // The card agrees to our block size, or does not know the question.
            (Kind::Supervisory(_) | Kind::Ready { .. }, Kind::Supervisory(IFS)) => {
                self.introduced = true;
                Progress::Send(self.send_part())
            }
            (Kind::Ready { odd, .. }, Kind::Information { odd: sent, more })
                if odd != sent && more =>
            {
                self.errors = 0;
                let size = self.outgoing.len().min(self.block_size);
                self.outgoing.drain(..size);
                self.send_odd = !self.send_odd;
                Progress::Send(self.send_part())
            }
            (Kind::Ready { .. }, _) => self.again(),
            (Kind::Information { odd, more }, _) if odd == self.expect_odd => {
                self.answered_part(&block.info, more)
            }
            _ => self.damaged(2),
        }
    }

    fn answered_part(&mut self, info: &[u8], more: bool) -> Progress {
        self.errors = 0;
        self.expect_odd = !self.expect_odd;
        if let Kind::Information { .. } = self.sent.kind {
            self.send_odd = !self.send_odd;
        }
        self.incoming.extend(info);
        if more {
            let wanted = Block::new(Kind::Ready { odd: self.expect_odd, reason: 0 }, &[]);
            return Progress::Send(self.send(wanted));
        }
        match Response::parse(&std::mem::take(&mut self.incoming)) {
            Some(response) => Progress::Answered(response),
            None => Progress::Failed(TransmissionError::Unreadable),
        }
    }

    /// Sends the last block once more.
    fn again(&mut self) -> Progress {
        self.errors += 1;
        if ERRORS_AT_MOST < self.errors {
            return Progress::Failed(TransmissionError::Unreadable);
        }
        Progress::Send(self.sent.encode(self.has_crc))
    }

    /// Asks for the card's block once more.
    fn damaged(&mut self, reason: u8) -> Progress {
        self.errors += 1;
        if ERRORS_AT_MOST < self.errors {
            return Progress::Failed(TransmissionError::Unreadable);
        }
        let wanted = Block::new(Kind::Ready { odd: self.expect_odd, reason }, &[]);
        Progress::Send(wanted.encode(self.has_crc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind() -> Vec<Block> {
        let kinds = [
            Kind::Information { odd: true, more: false },
            Kind::Information { odd: false, more: true },
            Kind::Ready { odd: true, reason: 2 },
            Kind::Supervisory(WTX),
            Kind::Supervisory(IFS | IS_ANSWER),
        ];
        kinds.into_iter().map(|kind| Block::new(kind, &[1, 2, 3])).collect()
    }

    #[test]
    fn every_block_comes_back_as_itself_and_no_damaged_one_does() {
        for has_crc in [false, true] {
            for block in every_kind() {
                let bytes = block.encode(has_crc);
                assert_eq!(Block::parse(&bytes, has_crc), Some(block));
                for end in 0..bytes.len() {
                    assert_eq!(Block::parse(&bytes[..end], has_crc), None);
                }
                for bit in 0..bytes.len() * 8 {
                    let mut damaged = bytes.clone();
                    damaged[bit / 8] ^= 1 << (bit % 8);
                    assert_eq!(Block::parse(&damaged, has_crc), None, "bit {bit}");
                }
            }
        }
    }

    #[test]
    fn the_crc_is_the_one_of_the_standard() {
        // CRC-16/X-25 of "123456789" is 906E.
        assert_eq!(check_of(b"123456789", true), [0x90, 0x6E]);
    }
}
