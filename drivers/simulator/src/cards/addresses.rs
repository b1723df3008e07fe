//! 新住址: addresses that a holder moved to after the card was issued.

use id_card::{IdCard, wire::ADDRESS_SIZE};
use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeValue, ValueDeserializer},
};

use super::entry::Wrong;

/// So many records a chip has room for.
const RECORDS: usize = 4;

/// The records on the chip of `card`: UTF-16LE, filled up with spaces.
pub(super) fn records(
    value: Spanned<DeValue<'_>>,
    key: &str,
    card: &IdCard,
) -> Result<Vec<[u8; ADDRESS_SIZE]>, Wrong> {
    let whole = value.span();
    let wrong = |span, reason: &str| Wrong(span, format!("the new addresses of {key}: {reason}"));
    if !card.may_have_new_addresses() {
        return Err(wrong(whole, "cards of this kind have no place for an address"));
    }
    let addresses = Vec::<Spanned<String>>::deserialize(ValueDeserializer::from(value))
        .map_err(|error| wrong(error.span().unwrap_or_else(|| whole.clone()), error.message()))?;
    if !(1..=RECORDS).contains(&addresses.len()) {
        return Err(wrong(whole, "a card has one to four of them"));
    }
    let record = |address: Spanned<String>| {
        record(address.get_ref())
            .ok_or_else(|| wrong(address.span(), "an address has 1 to 35 UTF-16 units"))
    };
    addresses.into_iter().map(record).collect()
}

/// The record of an address; `None` for one that is blank or does not fit.
fn record(address: &str) -> Option<[u8; ADDRESS_SIZE]> {
    let mut units: Vec<u16> = address.encode_utf16().collect();
    if address.trim().is_empty() || ADDRESS_SIZE / 2 < units.len() {
        return None;
    }
    units.resize(ADDRESS_SIZE / 2, u16::from(b' '));
    let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
    bytes.try_into().ok()
}
