//! The people whose cards lie ready. All of them are made up.

use std::sync::LazyLock;

use id_card::{IdCard, ResidentCard};
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

/// Somebody's 公民身份号码.
///
/// # Panics
/// Their card is of another kind.
pub fn number(key: &str) -> String {
    match IdCard::parse(&card(key).text) {
        Ok(IdCard::Resident(ResidentCard { number, .. })) => {
            number.checked().expect("the simulator's own cards are tested").as_str().to_owned()
        }
        _ => panic!("{key} has no 居民身份证"),
    }
}

/// Every name and every number of the cast, which nothing may hold after a visit.
pub fn secrets() -> Vec<String> {
    cards().iter().flat_map(|card| [card.name.clone(), number(&card.key)]).collect()
}
