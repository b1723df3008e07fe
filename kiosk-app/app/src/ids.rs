//! Ids and chance, from the one source that the kiosk was given.

use chrono::{DateTime, Utc};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

/// Makes ids. The same seed and the same moments give the same ids.
#[derive(Debug, Clone)]
pub struct Ids(ChaCha20Rng);

impl Ids {
    /// Ids of a seed, for virtual time.
    pub fn seeded(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// Ids that nobody can foresee.
    pub fn unforeseeable() -> Self {
        Self(ChaCha20Rng::from_rng(&mut rand::rng()))
    }

    /// A UUIDv7 of this moment.
    pub fn fresh(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut chance = [0; 10];
        self.0.fill_bytes(&mut chance);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
    }
}
