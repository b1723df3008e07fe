//! What somebody at the machine waits for, asked past the queue of the engine.

use std::time::Duration;

use district_api::{AuthenticateCard, CardAuthentication, ResolveCredential, ResolvedCredential};

/// How long an answer may take. A phone shows another code after a minute, and a card under power
/// waits for its proof.
pub const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// Asked at once, beside the queue of the engine, and never again by itself: a code is good for
/// one time, and what a card asks is good for as long as it lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Urgent {
    /// Whom the code of a 医保电子凭证 stands for.
    Resolve(ResolveCredential),
    /// What a 社会保障卡 of the third generation is to be shown.
    Authenticate(AuthenticateCard),
}

/// What the district answered at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrgentAnswer {
    /// To [`Urgent::Resolve`].
    Resolved(ResolvedCredential),
    /// To [`Urgent::Authenticate`].
    Authenticated(CardAuthentication),
}
