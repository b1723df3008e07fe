//! What must not be forgotten, in two copies.

use board_proto::Positions;

use super::CRC;

/// What must not be forgotten over a reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// How often the board has started.
    pub(crate) boots: u16,
    /// The first session that saw this memory, 0 before it.
    pub(crate) memory: u16,
    /// Events up to this number have reached the kiosk.
    pub(crate) taken: u32,
    /// How often in a row the main computer was restarted.
    pub(crate) restarts: u8,
    /// How the switches stood.
    pub(crate) positions: Positions,
    /// For how long the kiosk has promised something, counted from then; 0 for no promise.
    pub(crate) promised_s: u16,
}

impl Head {
    pub(crate) const BLANK: Self = Self {
        boots: 0,
        memory: 0,
        taken: 0,
        restarts: 0,
        positions: Positions::from_bits(0),
        promised_s: 0,
    };
}

/// A copy as it lies in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
struct Copied {
    turn: u32,
    taken: u32,
    boots: u16,
    memory: u16,
    promised_s: u16,
    restarts: u8,
    positions: u8,
    seal: u32,
}

impl Copied {
    const BLANK: Self = Self {
        turn: 0,
        taken: 0,
        boots: 0,
        memory: 0,
        promised_s: 0,
        restarts: 0,
        positions: 0,
        seal: 0,
    };

    fn of(turn: u32, head: Head) -> Self {
        let Head { boots, memory, taken, restarts, positions, promised_s } = head;
        let positions = positions.bits();
        let copy = Self { turn, taken, boots, memory, promised_s, restarts, positions, seal: 0 };
        Self { seal: copy.due_seal(), ..copy }
    }

    fn due_seal(&self) -> u32 {
        let mut digest = CRC.digest();
        digest.update(&self.turn.to_le_bytes());
        digest.update(&self.taken.to_le_bytes());
        for field in [self.boots, self.memory, self.promised_s] {
            digest.update(&field.to_le_bytes());
        }
        digest.update(&[self.restarts, self.positions]);
        digest.finalize()
    }

    /// The turn in which it was written, 0 for a copy that is not whole.
    fn whole_turn(&self) -> u32 {
        if self.seal == self.due_seal() { self.turn } else { 0 }
    }

    fn head(&self) -> Head {
        Head {
            boots: self.boots,
            memory: self.memory,
            taken: self.taken,
            restarts: self.restarts,
            positions: Positions::from_bits(self.positions),
            promised_s: self.promised_s,
        }
    }
}

/// Two copies, written in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[repr(C)]
pub(super) struct Heads([Copied; 2]);

impl Heads {
    pub(super) const BLANK: Self = Self([Copied::BLANK; 2]);

    /// The newer one of those that are whole.
    pub(super) fn latest(&self) -> Option<Head> {
        let newest = self.0.iter().max_by_key(|copy| copy.whole_turn())?;
        (0 < newest.whole_turn()).then(|| newest.head())
    }

    /// Overwrites the older one.
    pub(super) fn keep(&mut self, head: Head) {
        let turn = self.0.iter().map(Copied::whole_turn).max().unwrap_or(0).saturating_add(1);
        if let Some(oldest) = self.0.iter_mut().min_by_key(|copy| copy.whole_turn()) {
            *oldest = Copied::of(turn, head);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(boots: u16) -> Head {
        Head { boots, taken: 77, promised_s: 30, ..Head::BLANK }
    }

    #[test]
    fn what_was_kept_last_holds() {
        let mut heads = Heads::BLANK;
        assert_eq!(heads.latest(), None);
        for boots in 1..9 {
            heads.keep(head(boots));
            assert_eq!(heads.latest(), Some(head(boots)));
        }
    }

    #[test]
    fn a_copy_that_was_torn_leaves_the_one_before() {
        let mut heads = Heads::BLANK;
        heads.keep(head(1));
        heads.keep(head(2));
        for copy in &mut heads.0 {
            if copy.boots == 2 {
                copy.taken ^= 0x100;
            }
        }
        assert_eq!(heads.latest(), Some(head(1)));
        heads.keep(head(3));
        assert_eq!(heads.latest(), Some(head(3)));
    }

    #[test]
    fn memory_that_holds_anything_at_all_is_not_believed() {
        let copy = Copied { turn: 9, taken: 3, seal: 0xDEAD_BEEF, ..Copied::BLANK };
        assert_eq!(Heads([copy; 2]).latest(), None);
    }
}
