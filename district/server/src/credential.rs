//! 医保电子凭证: made-up ones, in place of the national platform, which alone knows the real ones.

use std::{collections::HashSet, fmt};

use district_api::{Holder, ResolvedCredential};
use sm3::{Digest, Sm3};

use crate::rules::Rules;

/// Which code somebody's phone shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// The code, 28 digits and letters.
    pub code: String,
    /// Whom it stands for.
    pub holder: Holder,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(..)")
    }
}

/// SM3 (GB/T 32905) of a code, salted with the edition of the books. The code itself is kept
/// nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CodeHash([u8; 32]);

impl CodeHash {
    /// The hash of a code.
    pub(crate) fn of(edition: &str, code: &str) -> Self {
        Self(Sm3::new().chain_update(edition).chain_update(code).finalize().into())
    }

    /// The bytes to store.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What a code stands for that belongs to `holder`, if to anybody. It is among the `used` ones
/// from then on, where the rules let it be used once.
pub(crate) fn resolve(
    code: CodeHash,
    holder: Option<Holder>,
    used: &mut HashSet<CodeHash>,
    rules: &Rules,
) -> ResolvedCredential {
    match holder {
        Some(holder) if !rules.one_time_codes || used.insert(code) => {
            ResolvedCredential::Holder(holder)
        }
        Some(_) | None => ResolvedCredential::NotValid,
    }
}
