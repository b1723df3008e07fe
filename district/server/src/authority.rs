//! The district in front of a 加密机, which here is a stand-in with keys that everybody knows.

use district_api::{AuthenticateCard, AuthenticationLine, CardAuthentication};
use social_card::authority::{Authenticator, Challenge, LineError, RootKeys};

use crate::rules::Rules;

/// Answers what a card asks, with [`RootKeys::FOR_TESTS`] where [`Rules::test_keys`] says so.
/// Otherwise there is no key for any card.
///
/// # Errors
/// [`LineError`] where the line is no challenge.
pub fn authenticate(
    card: &AuthenticateCard,
    rules: &Rules,
) -> Result<CardAuthentication, LineError> {
    let challenge = Challenge::from_line(&card.challenge)?;
    if !rules.test_keys {
        return Ok(CardAuthentication::NoKey);
    }
    let mut keys = RootKeys::FOR_TESTS;
    Ok(match keys.authenticate(&challenge) {
        Ok(proofs) => {
            let authentication = proofs.to_line().to_string();
            CardAuthentication::Authenticated(AuthenticationLine { authentication })
        }
        Err(_) => CardAuthentication::NoKey,
    })
}
