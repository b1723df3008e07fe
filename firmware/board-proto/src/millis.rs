//! Moments and spans without a way to panic.

/// Milliseconds since the machine at this end started. Sums and differences stop at the ends of
/// the range in place of panicking.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millis(pub u64);

impl Millis {
    /// The moment `span` milliseconds later.
    #[must_use]
    pub const fn plus(self, span: u64) -> Self {
        Self(self.0.saturating_add(span))
    }

    /// The milliseconds that have passed since an earlier moment; 0 where it is still to come.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whole seconds, as far as 32 bits count them (136 years).
    pub const fn whole_seconds(self) -> u32 {
        let seconds = self.0 / 1000;
        if seconds < u32::MAX as u64 { seconds as u32 } else { u32::MAX }
    }
}

/// The earlier of two moments of which either may be missing.
pub(crate) fn earlier(one: Option<Millis>, other: Option<Millis>) -> Option<Millis> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
