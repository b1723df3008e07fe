//! What a card of the third generation asks before it gives a name: a mutual authentication with
//! somebody who holds the keys, a security module in a second slot (PSAM) or one behind a server
//! (加密机). Neither is part of this crate: [`Authenticator`] is what either looks like.
//!
//! The card gives two pairs of random numbers. The authority computes from the first what the card
//! must have answered, which proves the card, and from the second what the kiosk shows the card,
//! which proves the authority. A wrong proof costs the card's key one of few tries, for ever: it
//! is shown to a card once.

mod cipher;
mod line;

pub use cipher::{Algorithm, RootKeys};
pub use line::LineError;

use std::fmt;

use zeroize::Zeroize;

/// Two random numbers of a card. The second one is the last that the card gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Randoms {
    /// 过程因子, of which the key of the session is made.
    pub factor: [u8; 8],
    /// 原始信息, which is enciphered.
    pub source: [u8; 8],
}

/// What an authority needs to know of a card. `Debug` prints nothing of it; the memory is
/// overwritten when it is dropped. It is of use only as long as the card stays under power.
#[derive(Clone, PartialEq, Eq)]
pub struct Challenge {
    /// 发卡地区行政区划代码, six digits.
    pub region: String,
    /// 卡复位信息: the thirteen historical bytes of the answer to reset.
    pub reset_info: Vec<u8>,
    /// By which cipher.
    pub algorithm: Algorithm,
    /// 卡识别码
    pub identifier: [u8; 16],
    /// 内部认证: what the card was given.
    pub internal: Randoms,
    /// 外部认证: what the card wants to be answered.
    pub external: Randoms,
}

impl Drop for Challenge {
    fn drop(&mut self) {
        self.reset_info.zeroize();
        self.identifier.zeroize();
        for randoms in [&mut self.internal, &mut self.external] {
            randoms.factor.zeroize();
            randoms.source.zeroize();
        }
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenge(..)")
    }
}

/// What an authority computed. `Debug` prints nothing of it; the memory is overwritten when it is
/// dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Authentication {
    /// What a genuine card has answered.
    pub internal: [u8; 8],
    /// To which source that belongs.
    pub internal_source: [u8; 8],
    /// What the card is to be shown.
    pub external: [u8; 8],
    /// To which source that belongs.
    pub external_source: [u8; 8],
}

impl Authentication {
    /// Whether it belongs to this challenge and not to an earlier card's.
    pub fn answers(&self, challenge: &Challenge) -> bool {
        self.internal_source == challenge.internal.source
            && self.external_source == challenge.external.source
    }
}

impl Drop for Authentication {
    fn drop(&mut self) {
        self.internal.zeroize();
        self.internal_source.zeroize();
        self.external.zeroize();
        self.external_source.zeroize();
    }
}

impl fmt::Debug for Authentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authentication(..)")
    }
}

/// Why there is no authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NoAuthentication {
    /// There is no authority, or it cannot be reached.
    #[error("no authority for cards of the third generation is in reach; check the district")]
    OutOfReach,
    /// It has no key for this card: another place's, or another cipher.
    #[error("the authority has no key for this card; serve its holder at a counter")]
    NoKey,
}

/// Somebody who holds the keys of the cards: a PSAM, a 加密机, or the district in front of one.
///
/// The kiosk's client does not call it: it reports a [`Challenge`], and its owner asks whom he
/// likes, for as long as the client waits.
pub trait Authenticator {
    /// Answers a card's challenge.
    ///
    /// # Errors
    /// See [`NoAuthentication`].
    fn authenticate(&mut self, challenge: &Challenge) -> Result<Authentication, NoAuthentication>;
}
