//! Who may call: a terminal, by its bearer token, of which only a hash is kept.

use std::fmt;

use rand::RngExt;
use sm3::{Digest, Sm3};
use subtle::ConstantTimeEq;

/// SM3 (GB/T 32905) of a token. A token has 256 bits of chance in it, so that no salt is needed.
#[derive(Clone, Copy)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash of a token.
    pub fn of(token: &str) -> Self {
        Self(Sm3::digest(token.as_bytes()).into())
    }

    /// The hash as it was stored; `None` where it has another length.
    pub(crate) fn from_bytes(stored: &[u8]) -> Option<Self> {
        stored.try_into().ok().map(Self)
    }

    /// The bytes to store.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(..)")
    }
}

/// A terminal that may call.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// Its name, which its cases carry.
    pub name: String,
    /// The hash of its token.
    pub token: TokenHash,
}

/// A fresh token: 64 hexadecimal digits from the system's random numbers.
pub fn new_token() -> String {
    rand::rng().random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of the terminal that the token belongs to. Looks at every terminal, and at every byte
/// of every hash, whatever it finds, so that the time taken tells nothing.
pub(crate) fn terminal_of<'a>(terminals: &'a [Terminal], token: &str) -> Option<&'a str> {
    let given = TokenHash::of(token);
    terminals.iter().fold(None, |found, terminal| {
        let same: bool = terminal.token.0.ct_eq(&given.0).into();
        if same { Some(terminal.name.as_str()) } else { found }
    })
}
