//! The answer to reset: what a card says of itself when it gets power.
//!
//! Source: ISO/IEC 7816-3, 8.2.

use super::Parameters;

/// How a card and the reader talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// Byte by byte; the one that the social-security card has.
    T0,
    /// In blocks.
    T1,
}

/// An answer to reset, as far as a host needs it.
#[derive(Clone, PartialEq, Eq)]
pub struct Atr {
    /// The protocol that the card offers first.
    pub protocol: Protocol,
    /// The historical bytes. Of a social-security card there are thirteen: vendor and region,
    /// and the serial number of the chip.
    pub historical: Vec<u8>,
    inverse: bool,
    guard_time: u8,
    waiting_integer: u8,
    waiting_times: u8,
    block_size: u8,
    has_crc: bool,
}

/// Why bytes are no answer to reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AtrError {
    /// They begin with neither `3B` nor `3F`.
    #[error("the card's answer to reset begins wrongly")]
    BadTs,
    /// They end too early.
    #[error("the card's answer to reset is cut off")]
    CutOff,
    /// The checksum is wrong.
    #[error("the checksum of the card's answer to reset is wrong")]
    BadTck,
    /// The card speaks neither T=0 nor T=1.
    #[error("the card speaks neither T=0 nor T=1")]
    UnknownProtocol,
}

impl Atr {
    /// Reads an answer to reset. Bytes behind its end are ignored.
    ///
    /// # Errors
    /// See [`AtrError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, AtrError> {
        let (&ts, rest) = bytes.split_first().ok_or(AtrError::CutOff)?;
        let inverse = match ts {
            0x3B => false,
            0x3F => true,
            _ => return Err(AtrError::BadTs),
        };
        let mut rest = rest.iter().copied();
        let mut next = || rest.next().ok_or(AtrError::CutOff);
        let t0 = next()?;
        let mut atr = Self {
            protocol: Protocol::T0,
            historical: Vec::new(),
            inverse,
            guard_time: 0,
            waiting_integer: 10,
            waiting_times: 0x4D,
            block_size: 32,
            has_crc: false,
        };
        let (mut present, mut first_protocol, mut with_tck) = (t0 >> 4, None, false);
        // The protocol that the interface bytes of this round are about, from the third round on.
        let mut about = 0;
        let mut sum = t0;
        for round in 1.. {
            let mut take = |bit: u8| -> Result<Option<u8>, AtrError> {
                let byte = if present & bit == 0 { None } else { Some(next()?) };
                sum ^= byte.unwrap_or_default();
                Ok(byte)
            };
            let (ta, tb, tc, td) = (take(1)?, take(2)?, take(4)?, take(8)?);
            match round {
                1 => atr.guard_time = tc.unwrap_or(0),
                2 => atr.waiting_integer = tc.unwrap_or(10),
                _ if about == 1 => {
                    atr.block_size = ta.unwrap_or(atr.block_size);
                    atr.waiting_times = tb.unwrap_or(atr.waiting_times);
                    atr.has_crc = tc.map_or(atr.has_crc, |tc| tc & 1 == 1);
                }
                _ => {}
            }
            let Some(td) = td else { break };
            about = td & 0x0F;
            first_protocol.get_or_insert(about);
            with_tck |= about != 0;
            present = td >> 4;
        }
        for _ in 0..t0 & 0x0F {
            let byte = next()?;
            sum ^= byte;
            atr.historical.push(byte);
        }
        if with_tck && sum ^ next()? != 0 {
            return Err(AtrError::BadTck);
        }
        atr.protocol = match first_protocol {
            None | Some(0) => Protocol::T0,
            Some(1) => Protocol::T1,
            Some(_) => return Err(AtrError::UnknownProtocol),
        };
        Ok(atr)
    }

    /// What the reader is told of the card, at the speed that every card starts with.
    pub fn parameters(&self) -> Parameters {
        let inverse = if self.inverse { 0b10 } else { 0 };
        match self.protocol {
            Protocol::T0 => Parameters {
                protocol: 0,
                bytes: vec![0x11, inverse, self.guard_time, self.waiting_integer, 0],
            },
            Protocol::T1 => {
                let checks = 0x10 | inverse | u8::from(self.has_crc);
                let (waits, size) = (self.waiting_times, self.block_size);
                Parameters {
                    protocol: 1,
                    bytes: vec![0x11, checks, self.guard_time, waits, 0, size, 0],
                }
            }
        }
    }

    /// The longest information field that the card takes in a block of T=1.
    pub fn block_size(&self) -> u8 {
        self.block_size
    }

    /// Whether blocks of T=1 end in a CRC of two bytes in place of one byte.
    pub fn has_crc(&self) -> bool {
        self.has_crc
    }
}

impl std::fmt::Debug for Atr {
    /// Leaves the historical bytes out: they name the one chip.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Atr({:?} ..)", self.protocol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up social-security card.
    const SOCIAL: [u8; 17] = [
        0x3B, 0x6D, // TB1 and TC1 follow, thirteen historical bytes
        0x00, 0x00, // TB1, TC1
        0x00, 0x81, 0x54, 0x43, 0x4D, // chip and its vendor
        0x86, 0x60, // card manufacturer
        0x11, 0x01, // region
        0x00, 0x00, 0x00, 0x01, // serial number
    ];

    /// T=1 in blocks of 254 bytes.
    const IN_BLOCKS: [u8; 8] = [
        0x3B, 0x81, // TD1 follows, one historical byte
        0x81, // TD1: TD2 follows, T=1
        0x31, // TD2: TA3 and TB3 follow, T=1
        0xFE, 0x45, // block size, waiting times
        0xAA, // history
        0x20, // checksum
    ];

    #[test]
    fn a_social_security_card_speaks_t0_and_has_thirteen_bytes_of_history() {
        let atr = Atr::parse(&SOCIAL).unwrap();
        assert_eq!((atr.protocol, atr.historical.len()), (Protocol::T0, 13));
        let bytes = vec![0x11, 0x00, 0x00, 0x0A, 0x00];
        assert_eq!(atr.parameters(), Parameters { protocol: 0, bytes });
    }

    #[test]
    fn an_answer_that_stops_early_is_cut_off() {
        for end in 0..SOCIAL.len() {
            assert_eq!(Atr::parse(&SOCIAL[..end]), Err(AtrError::CutOff), "{end} bytes");
        }
        for end in 0..IN_BLOCKS.len() {
            assert_eq!(Atr::parse(&IN_BLOCKS[..end]), Err(AtrError::CutOff), "{end} bytes");
        }
    }

    #[test]
    fn a_card_in_blocks_says_how_long_they_may_be() {
        let atr = Atr::parse(&IN_BLOCKS).unwrap();
        assert_eq!((atr.protocol, atr.block_size(), atr.has_crc()), (Protocol::T1, 0xFE, false));
        let bytes = vec![0x11, 0x10, 0x00, 0x45, 0x00, 0xFE, 0x00];
        assert_eq!(atr.parameters(), Parameters { protocol: 1, bytes });
    }

    #[test]
    fn a_damaged_answer_is_refused() {
        let mut damaged = IN_BLOCKS;
        damaged[6] ^= 1;
        assert_eq!(Atr::parse(&damaged), Err(AtrError::BadTck));
        assert_eq!(Atr::parse(&[0x23, 0x00]), Err(AtrError::BadTs));
        assert_eq!(Atr::parse(&[0x3B, 0x80, 0x0F, 0x8F]), Err(AtrError::UnknownProtocol));
        assert!(Atr::parse(&[0x3F, 0x00]).is_ok());
    }
}
