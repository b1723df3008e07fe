//! What the kiosk's end goes by.

use std::time::Duration;

use crate::{Profile, Rules};

/// The engine, the codes, and how patient to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What the engine is like.
    pub profile: Profile,
    /// What codes are.
    pub rules: Rules,
    /// A code that is seen again within this is the same one, still held there.
    pub same_within: Duration,
    /// A code waits this long for a second one that was seen together with it.
    pub alone_for: Duration,
    /// What the engine may take to answer a command.
    pub answer_within: Duration,
    /// From a code to the next look for one, of an engine that must be told to look.
    pub look_again_after: Duration,
    /// The time between two signs of life.
    pub check_every: Duration,
    /// The time between two attempts to bring back an engine that failed.
    pub revive_every: Duration,
}

impl Options {
    /// The usual waits, for an engine like this.
    pub fn with(profile: Profile) -> Self {
        Self {
            profile,
            rules: Rules::default(),
            same_within: Duration::from_secs(3),
            alone_for: Duration::from_millis(200),
            answer_within: Duration::from_secs(1),
            look_again_after: Duration::from_millis(500),
            check_every: Duration::from_secs(10),
            revive_every: Duration::from_secs(3),
        }
    }
}
