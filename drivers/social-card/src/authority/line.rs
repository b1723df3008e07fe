//! The line of text by which terminals ask a 加密机.
//!
//! The form is one province's; no national one is public. It is written and read here so that a
//! kiosk and a district have one to begin with.

use zeroize::Zeroizing;

use super::{Algorithm, Authentication, Challenge, Randoms};
use crate::card::hex;

/// The terminal's number where it has none.
const NO_TERMINAL: &str = "00000000000000000000000000000000";

/// Why a line is not what it should be. Never holds any of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// It has another number of fields.
    #[error("the line has {0} fields, which is not as many as it should have")]
    Fields(usize),
    /// A field is no hexadecimal number of the right length.
    #[error("field {0} of the line is not what it should be")]
    Field(usize),
}

impl Challenge {
    /// `region|reset info|algorithm|卡识别码|factor|source|factor|source|terminal|`, all but the
    /// first in hexadecimal digits; the first pair is the internal one.
    pub fn to_line(&self) -> Zeroizing<String> {
        let fields = [
            self.region.clone(),
            hex(&self.reset_info),
            format!("{:02X}", self.algorithm.code()),
            hex(&self.identifier),
            hex(&self.internal.factor),
            hex(&self.internal.source),
            hex(&self.external.factor),
            hex(&self.external.source),
            NO_TERMINAL.to_owned(),
        ];
        Zeroizing::new(fields.map(|field| field + "|").concat())
    }

    /// Reads such a line.
    ///
    /// # Errors
    /// See [`LineError`].
    pub fn from_line(line: &str) -> Result<Self, LineError> {
        let fields = fields::<9>(line)?;
        let [algorithm] = bytes(&fields, 2)?;
        let region = fields[0];
        if region.len() != 6 || !region.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LineError::Field(0));
        }
        bytes::<16>(&fields, 8)?; // The terminal has no say in the answer.
        Ok(Self {
            region: region.to_owned(),
            reset_info: bytes::<13>(&fields, 1)?.to_vec(),
            algorithm: Algorithm::from_code(algorithm),
            identifier: bytes(&fields, 3)?,
            internal: Randoms { factor: bytes(&fields, 4)?, source: bytes(&fields, 5)? },
            external: Randoms { factor: bytes(&fields, 6)?, source: bytes(&fields, 7)? },
        })
    }
}

impl Authentication {
    /// `internal proof and source|external proof and source|`, in hexadecimal digits.
    pub fn to_line(&self) -> Zeroizing<String> {
        let pair = |proof: [u8; 8], source: [u8; 8]| hex(&[proof, source].concat());
        let internal = pair(self.internal, self.internal_source);
        Zeroizing::new(format!("{internal}|{}|", pair(self.external, self.external_source)))
    }

    /// Reads such a line.
    ///
    /// # Errors
    /// See [`LineError`].
    pub fn from_line(line: &str) -> Result<Self, LineError> {
        let fields = fields::<2>(line)?;
        let halves = |at| -> Result<[[u8; 8]; 2], LineError> {
            let whole: [u8; 16] = bytes(&fields, at)?;
            Ok([0, 8].map(|from| std::array::from_fn(|at| whole[from + at])))
        };
        let ([internal, internal_source], [external, external_source]) = (halves(0)?, halves(1)?);
        Ok(Self { internal, internal_source, external, external_source })
    }
}

fn fields<const N: usize>(line: &str) -> Result<[&str; N], LineError> {
    let all: Vec<&str> = line.trim_end_matches(['\r', '\n']).split_terminator('|').collect();
    let count = all.len();
    all.try_into().map_err(|_| LineError::Fields(count))
}

fn bytes<const N: usize>(fields: &[&str], at: usize) -> Result<[u8; N], LineError> {
    let digits = fields[at].as_bytes();
    if digits.len() != 2 * N {
        return Err(LineError::Field(at));
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let value = |digit: u8| char::from(digit).to_digit(16);
        let (high, low) = value(pair[0]).zip(value(pair[1])).ok_or(LineError::Field(at))?;
        *byte = (high << 4 | low) as u8;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenge() -> Challenge {
        Challenge {
            region: "500119".to_owned(),
            reset_info: (0..13).collect(),
            algorithm: Algorithm::Sm4,
            identifier: [0x50; 16],
            internal: Randoms { factor: [1; 8], source: [2; 8] },
            external: Randoms { factor: [3; 8], source: [4; 8] },
        }
    }

    #[test]
    fn a_challenge_travels_as_a_line() {
        let line = challenge().to_line();
        let wanted = "500119|000102030405060708090A0B0C|03|50505050505050505050505050505050|\
            0101010101010101|0202020202020202|0303030303030303|0404040404040404|\
            00000000000000000000000000000000|";
        assert_eq!(*line, wanted);
        assert_eq!(Challenge::from_line(&line), Ok(challenge()));
    }

    #[test]
    fn an_authentication_travels_as_a_line() {
        let whole = Authentication {
            internal: [1; 8],
            internal_source: [2; 8],
            external: [3; 8],
            external_source: [4; 8],
        };
        let line = whole.to_line();
        assert_eq!(*line, "01010101010101010202020202020202|03030303030303030404040404040404|");
        assert_eq!(Authentication::from_line(&line), Ok(whole));
    }

    #[test]
    fn a_line_that_is_cut_off_or_damaged_is_refused() {
        let line = challenge().to_line();
        for end in 0..line.len() - 1 {
            assert!(Challenge::from_line(&line[..end]).is_err(), "{end} characters");
        }
        assert_eq!(Challenge::from_line(&line.replace("0303", "03G3")), Err(LineError::Field(6)));
        assert_eq!(
            Challenge::from_line(&line.replace("500119", "5001X9")),
            Err(LineError::Field(0))
        );
        assert_eq!(Authentication::from_line("a|b|c|"), Err(LineError::Fields(3)));
        assert_eq!(Authentication::from_line("a|b|"), Err(LineError::Field(0)));
    }
}
