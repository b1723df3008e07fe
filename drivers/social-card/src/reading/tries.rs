//! Which cards must not be shown a proof again.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// Remembers cards to which an authority's proof was shown in vain. A wrong proof costs a card's
/// key one of few tries, for ever, so no card is shown a second one after the first has failed.
///
/// Of a card only a hash is kept.
#[derive(Debug, Default)]
pub struct Tries(HashMap<u64, Spent>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spent {
    /// The card did not answer, or not yet: it was pulled, or the line failed.
    Unanswered,
    /// The card refused.
    Refused,
}

impl Tries {
    /// Notes that a proof is about to be shown; `false` where it must not be.
    pub(super) fn spend(&mut self, identifier: &[u8; 16]) -> bool {
        let card = hash(identifier);
        let may = !self.0.contains_key(&card);
        self.0.entry(card).or_insert(Spent::Unanswered);
        may
    }

    /// A card was convinced. The authority's keys are right, then, and a card that could not
    /// answer was shown nothing wrong: it may try again.
    pub(super) fn succeeded(&mut self, identifier: &[u8; 16]) {
        self.0.remove(&hash(identifier));
        self.0.retain(|_, spent| *spent == Spent::Refused);
    }

    pub(super) fn failed(&mut self, identifier: &[u8; 16]) {
        self.0.insert(hash(identifier), Spent::Refused);
    }
}

fn hash(identifier: &[u8; 16]) -> u64 {
    let mut hasher = DefaultHasher::new();
    identifier.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: [u8; 16] = [1; 16];
    const OTHER: [u8; 16] = [2; 16];

    #[test]
    fn a_card_that_refused_is_never_asked_again() {
        let mut tries = Tries::default();
        assert!(tries.spend(&ONE));
        tries.failed(&ONE);
        assert!(!tries.spend(&ONE));
        assert!(tries.spend(&OTHER));
        tries.succeeded(&OTHER);
        assert!(!tries.spend(&ONE));
        assert!(tries.spend(&OTHER));
    }

    #[test]
    fn a_card_that_did_not_answer_is_asked_again_once_another_was_convinced() {
        let mut tries = Tries::default();
        assert!(tries.spend(&ONE));
        assert!(!tries.spend(&ONE));
        assert!(tries.spend(&OTHER));
        tries.succeeded(&OTHER);
        assert!(tries.spend(&ONE));
    }
}
