//! The people whose cards lie ready. All of them are made up.

use std::sync::LazyLock;

use id_card::IdCard;
use simulator::Card;

/// What decides who else lives in the district.
pub const SEED: u64 = 1;

static CARDS: LazyLock<Vec<Card>> =
    LazyLock::new(|| simulator::bundled_cards().expect("the simulator's own cards are tested"));

/// Everybody's card.
pub fn cards() -> &'static [Card] {
    &CARDS
}

/// The card of somebody.
///
/// # Panics
/// There is nobody of this key.
pub fn card(key: &str) -> &'static Card {
    let card = cards().iter().find(|card| card.key == key);
    card.unwrap_or_else(|| panic!("no card {key} lies ready"))
}

/// What is on somebody's chip.
///
/// # Panics
/// There is nobody of this key.
pub fn chip(key: &str) -> IdCard {
    IdCard::parse(&card(key).text).expect("the simulator's own cards are tested")
}

/// The number on somebody's card.
///
/// # Panics
/// There is nobody of this key.
pub fn number(key: &str) -> String {
    chip(key).number().as_str().to_owned()
}

/// That number, and those under which the district may know the holder as well.
///
/// # Panics
/// There is nobody of this key.
pub fn numbers(key: &str) -> Vec<String> {
    let former = chip(key).former_number().map(|number| number.as_str().to_owned());
    former.into_iter().chain([number(key)]).collect()
}

/// Every name and every number of the cast, which nothing may hold after a visit.
pub fn secrets() -> Vec<String> {
    let people = cards().iter().flat_map(|card| [card.name.clone(), number(&card.key)]);
    people.chain(credentials()).collect()
}

/// Every code of a phone and every number of a social-security card, which not even the ledger may
/// hold at any moment.
pub fn credentials() -> Vec<String> {
    let profiles = cards().iter().filter_map(|card| card.social_profile.as_ref());
    let codes = cards().iter().filter_map(|card| card.credential.clone());
    codes.chain(profiles.map(|profile| profile.card_number())).collect()
}
