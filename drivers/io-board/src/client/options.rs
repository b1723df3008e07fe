//! What the kiosk's end goes by.

use std::time::Duration;

/// How to begin, and how patient to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The number before the first session's. Whoever starts a client draws it anew, so that the
    /// board does not take one client for another.
    pub first_session: u16,
    /// A board that says nothing for so long counts as silent.
    pub silent_after: Duration,
}

impl Options {
    /// The usual patience.
    pub fn with_first_session(first_session: u16) -> Self {
        Self { first_session, silent_after: Duration::from_secs(3) }
    }
}
