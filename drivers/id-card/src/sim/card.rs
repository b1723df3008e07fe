//! A simulated card.

use std::fmt;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{
    card::TextBlock,
    wire::{ADDRESS_SIZE, PHOTO_SIZE, PREAMBLE},
};

/// What is on the chip of a simulated card. `Debug` prints none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// The text, of any kind of card.
    pub text: TextBlock,
    /// The photo.
    pub photo: Box<[u8; PHOTO_SIZE]>,
    /// How many fingers are on it, 0 to 2, with records that hold nothing.
    pub fingers: usize,
    /// Addresses that the holder moved to later, at most four.
    pub new_addresses: Vec<[u8; ADDRESS_SIZE]>,
    /// 卡体管理号; its layout is not public.
    pub body_number: [u8; 28],
}

/// What is in place of a photo, which nobody can decode anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Photo {
    /// Zeros.
    Blank,
    /// Bytes drawn from a seed.
    Random(u64),
    /// Preamble after preamble, to mislead whoever looks for one inside a frame.
    Preambles,
}

impl Card {
    /// A card with this text, a blank photo, no fingerprints and no new address.
    pub fn new(text: TextBlock) -> Self {
        Self {
            text,
            photo: Box::new([0; PHOTO_SIZE]),
            fingers: 0,
            new_addresses: Vec::new(),
            body_number: [0; 28],
        }
    }

    /// The same card with another photo.
    #[must_use]
    pub fn with_photo(mut self, photo: Photo) -> Self {
        match photo {
            Photo::Blank => self.photo.fill(0),
            Photo::Random(seed) => ChaCha8Rng::seed_from_u64(seed).fill(&mut self.photo[..]),
            Photo::Preambles => {
                self.photo = Box::new(std::array::from_fn(|at| PREAMBLE[at % PREAMBLE.len()]));
            }
        }
        self
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card(..)")
    }
}
