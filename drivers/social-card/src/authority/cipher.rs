//! Keys and ciphers, for simulated cards and for a reference authority with test keys.
//!
//! What the public descriptions leave open is assumed, and to be proven against a real security
//! module: that keys are spread as JR/T 0025 spreads them, and that with SM4 the key of a session
//! is the whole block of sixteen bytes.
//!
//! Source: 社会保障(个人)卡规范, part 4 (security), and a provincial specification of terminals
//! for the three levels of keys.

use std::fmt;

use des::{Des, TdesEde2};
use sm4::Sm4;
use sm4::cipher::{Array, BlockCipherEncrypt, KeyInit};
use zeroize::{Zeroize, Zeroizing};

use super::{Authentication, Authenticator, Challenge, NoAuthentication, Randoms};

/// 算法标识: which cipher a card uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// `01`: DES and triple DES.
    Des,
    /// `02`: SSF33, which is not public. Only a security module has it.
    Ssf33,
    /// `03`: SM4.
    Sm4,
    /// A number that no table defines.
    Unknown(u8),
}

impl Algorithm {
    /// The cipher of a code.
    pub fn from_code(code: u8) -> Self {
        match code {
            1 => Self::Des,
            2 => Self::Ssf33,
            3 => Self::Sm4,
            _ => Self::Unknown(code),
        }
    }

    /// The code.
    pub fn code(self) -> u8 {
        match self {
            Self::Des => 1,
            Self::Ssf33 => 2,
            Self::Sm4 => 3,
            Self::Unknown(code) => code,
        }
    }

    /// The cipher of a card that names none: Beijing's cards have SSF33, all others DES.
    pub fn of_region(region: &str) -> Self {
        if region.starts_with("11") { Self::Ssf33 } else { Self::Des }
    }
}

type Key = Zeroizing<[u8; 16]>;

/// The two root keys of an authority. With keys that are public, it is a stand-in for tests and
/// demonstrations; a real card must never be shown what it computes.
#[derive(Clone)]
pub struct RootKeys {
    /// IRK, by which cards prove themselves.
    pub internal: [u8; 16],
    /// RKSSSE, by which an authority proves itself to cards.
    pub external: [u8; 16],
}

impl RootKeys {
    /// The keys of the made-up cards of this project.
    pub const FOR_TESTS: Self =
        Self { internal: *b"made-up IRK key ", external: *b"made-up RKSSSE k" };

    /// What a genuine card answers to INTERNAL AUTHENTICATE.
    ///
    /// # Errors
    /// [`NoAuthentication::NoKey`] for a cipher that is not public, or a card without a place.
    pub fn internal_proof(
        &self,
        algorithm: Algorithm,
        region: &str,
        reset_info: &[u8],
        randoms: Randoms,
    ) -> Result<[u8; 8], NoAuthentication> {
        proof(&self.internal, algorithm, region, reset_info, randoms)
    }

    /// What a card expects of EXTERNAL AUTHENTICATE.
    ///
    /// # Errors
    /// See [`RootKeys::internal_proof`].
    pub fn external_proof(
        &self,
        algorithm: Algorithm,
        region: &str,
        reset_info: &[u8],
        randoms: Randoms,
    ) -> Result<[u8; 8], NoAuthentication> {
        proof(&self.external, algorithm, region, reset_info, randoms)
    }
}

impl Drop for RootKeys {
    fn drop(&mut self) {
        self.internal.zeroize();
        self.external.zeroize();
    }
}

impl fmt::Debug for RootKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootKeys(..)")
    }
}

impl Authenticator for RootKeys {
    fn authenticate(&mut self, challenge: &Challenge) -> Result<Authentication, NoAuthentication> {
        let Challenge { algorithm, region, reset_info, internal, external, .. } = challenge;
        Ok(Authentication {
            internal: self.internal_proof(*algorithm, region, reset_info, *internal)?,
            internal_source: internal.source,
            external: self.external_proof(*algorithm, region, reset_info, *external)?,
            external_source: external.source,
        })
    }
}

fn proof(
    root: &[u8; 16],
    algorithm: Algorithm,
    region: &str,
    reset_info: &[u8],
    randoms: Randoms,
) -> Result<[u8; 8], NoAuthentication> {
    let cipher = match algorithm {
        Algorithm::Des => Cipher::Des,
        Algorithm::Sm4 => Cipher::Sm4,
        Algorithm::Ssf33 | Algorithm::Unknown(_) => return Err(NoAuthentication::NoKey),
    };
    let factors = level_factors(region, reset_info).ok_or(NoAuthentication::NoKey)?;
    let key = factors.iter().fold(Key::new(*root), |key, factor| cipher.spread(&key, *factor));
    Ok(cipher.answer(&key, randoms))
}

/// What the three levels of keys are made with: province, city, chip.
fn level_factors(region: &str, reset_info: &[u8]) -> Option<[[u8; 8]; 3]> {
    let digits = region.as_bytes().first_chunk::<6>()?;
    let [a, b, ..] = *digits;
    let [c1, c2, c3, c4, c5, c6] = *digits;
    let chip = reset_info.get(5..13)?.first_chunk()?;
    Some([[a, b, b'0', b'0', b'0', b'0', b's', b'h'], [c1, c2, c3, c4, c5, c6, b's', b'x'], *chip])
}

#[derive(Debug, Clone, Copy)]
enum Cipher {
    Des,
    Sm4,
}

impl Cipher {
    /// The key of the next level: the factor enciphered, then its complement.
    fn spread(self, key: &Key, factor: [u8; 8]) -> Key {
        let complement = factor.map(|byte| !byte);
        let mut next = Key::default();
        match self {
            Self::Des => {
                next[..8].copy_from_slice(&triple_des(key, factor));
                next[8..].copy_from_slice(&triple_des(key, complement));
            }
            Self::Sm4 => {
                next[..8].copy_from_slice(&factor);
                next[8..].copy_from_slice(&complement);
                *next = sm4(key, *next);
            }
        }
        next
    }

    /// The source, enciphered with a key that is made of the factor.
    fn answer(self, key: &Key, randoms: Randoms) -> [u8; 8] {
        match self {
            Self::Des => {
                let session = Zeroizing::new(triple_des(key, randoms.factor));
                let mut block = Array(randoms.source);
                Des::new(&Array(*session)).encrypt_block(&mut block);
                block.0
            }
            Self::Sm4 => {
                let session = Key::new(sm4(key, padded(randoms.factor)));
                let whole = sm4(&session, padded(randoms.source));
                std::array::from_fn(|at| whole[at] ^ whole[at + 8])
            }
        }
    }
}

/// Eight bytes and eight zeros behind them.
fn padded(half: [u8; 8]) -> [u8; 16] {
    std::array::from_fn(|at| half.get(at).copied().unwrap_or(0))
}

fn triple_des(key: &Key, block: [u8; 8]) -> [u8; 8] {
    let mut block = Array(block);
    TdesEde2::new(&Array(**key)).encrypt_block(&mut block);
    block.0
}

fn sm4(key: &Key, block: [u8; 16]) -> [u8; 16] {
    let mut block = Array(block);
    Sm4::new(&Array(**key)).encrypt_block(&mut block);
    block.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHIP: [u8; 13] = [0x00, 0x81, 0x54, 0x43, 0x4D, 0x86, 0x60, 0x50, 0x01, 0, 0, 0, 1];
    const RANDOMS: Randoms = Randoms { factor: [0x11; 8], source: [0x22; 8] };

    #[test]
    fn the_ciphers_are_those_of_their_standards() {
        // GB/T 32907-2016, appendix A.1.
        let text: [u8; 16] = [
            0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54,
            0x32, 0x10,
        ];
        assert_eq!(sm4(&Key::new(text), text)[..4], [0x68, 0x1E, 0xDF, 0x34]);
        // With two equal halves triple DES is DES (FIPS 81, "Now is t").
        let key = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF];
        let twice = Key::new([key, key].concat().try_into().unwrap());
        let enciphered = [0x3F, 0xA4, 0x0E, 0x8A, 0x98, 0x4D, 0x48, 0x15];
        assert_eq!(triple_des(&twice, *b"Now is t"), enciphered);
    }

    #[test]
    fn every_chip_and_every_random_number_has_a_proof_of_its_own() {
        let keys = RootKeys::FOR_TESTS;
        for algorithm in [Algorithm::Des, Algorithm::Sm4] {
            let internal = |region: &str, chip: &[u8], randoms| {
                keys.internal_proof(algorithm, region, chip, randoms).unwrap()
            };
            let mut other_chip = CHIP;
            other_chip[12] = 2;
            let all = [
                internal("500119", &CHIP, RANDOMS),
                internal("500100", &CHIP, RANDOMS),
                internal("500119", &other_chip, RANDOMS),
                internal("500119", &CHIP, Randoms { factor: [0x12; 8], ..RANDOMS }),
                internal("500119", &CHIP, Randoms { source: [0x23; 8], ..RANDOMS }),
                keys.external_proof(algorithm, "500119", &CHIP, RANDOMS).unwrap(),
            ];
            for (at, one) in all.iter().enumerate() {
                assert!(!all[..at].contains(one), "{algorithm:?}, {at}");
            }
        }
    }

    #[test]
    fn a_secret_cipher_or_a_card_without_a_place_has_no_key_here() {
        let keys = RootKeys::FOR_TESTS;
        let proof = |algorithm, region: &str, chip: &[u8]| {
            keys.internal_proof(algorithm, region, chip, RANDOMS)
        };
        let no_key = Err(NoAuthentication::NoKey);
        assert_eq!(proof(Algorithm::Ssf33, "110101", &CHIP), no_key);
        assert_eq!(proof(Algorithm::Unknown(9), "500119", &CHIP), no_key);
        assert_eq!(proof(Algorithm::Sm4, "50", &CHIP), no_key);
        assert_eq!(proof(Algorithm::Sm4, "500119", &CHIP[..12]), no_key);
    }

    #[test]
    fn keys_never_reach_a_log() {
        assert_eq!(format!("{:?}", RootKeys::FOR_TESTS), "RootKeys(..)");
    }
}
