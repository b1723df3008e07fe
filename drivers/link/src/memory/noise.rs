//! What befalls bytes on their way: faults by place, and noise by chance.

use std::time::Duration;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What befalls the bytes of one direction. The numbers count bytes from the next one sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// Flips the bits of a mask in the n-th byte.
    pub flip: Vec<(usize, u8)>,
    /// Swallows the n-th byte.
    pub drop: Vec<usize>,
    /// Puts foreign bytes before the n-th byte.
    pub insert: Vec<(usize, Vec<u8>)>,
    /// Holds back everything from the n-th byte on for this long.
    pub stall: Option<(usize, Duration)>,
}

/// Damage by chance, the same for the same seed and the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noise {
    /// Where the chance comes from.
    pub seed: u64,
    /// How many of a million bytes have one bit flipped.
    pub flip_per_million: u32,
    /// How many of a million bytes are swallowed.
    pub drop_per_million: u32,
}

/// What becomes of one byte.
pub(super) struct Fate {
    /// A pause before it.
    pub(super) stall: Duration,
    /// Foreign bytes before it.
    pub(super) before: Vec<u8>,
    /// The byte as it arrives, `None` where it is swallowed.
    pub(super) byte: Option<u8>,
}

/// The damage of one direction.
#[derive(Debug, Default)]
pub(super) struct Damage {
    faults: Faults,
    place: usize,
    noise: Option<(Noise, ChaCha8Rng)>,
}

impl Damage {
    pub(super) fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
        self.place = 0;
    }

    pub(super) fn set_noise(&mut self, noise: Noise) {
        self.noise = Some((noise, ChaCha8Rng::seed_from_u64(noise.seed)));
    }

    /// Decides about the next byte.
    pub(super) fn next(&mut self, byte: u8) -> Fate {
        let place = self.place;
        self.place += 1;
        let Faults { flip, drop, insert, stall } = &self.faults;
        let mut fate = Fate {
            stall: stall.filter(|(at, _)| *at == place).map_or(Duration::ZERO, |(_, wait)| wait),
            before: insert
                .iter()
                .filter(|(at, _)| *at == place)
                .flat_map(|(_, bytes)| bytes.iter().copied())
                .collect(),
            byte: Some(
                flip.iter()
                    .filter(|(at, _)| *at == place)
                    .fold(byte, |byte, (_, mask)| byte ^ mask),
            ),
        };
        if drop.contains(&place) {
            fate.byte = None;
        }
        if let Some((noise, chance)) = &mut self.noise {
            let draw = chance.next_u32() % 1_000_000;
            let bit = chance.next_u32() % 8;
            if draw < noise.drop_per_million {
                fate.byte = None;
            } else if draw - noise.drop_per_million < noise.flip_per_million {
                fate.byte = fate.byte.map(|byte| byte ^ 1 << bit);
            }
        }
        fate
    }
}
