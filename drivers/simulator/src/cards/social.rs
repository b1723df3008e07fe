//! The social-security card that somebody of whom a file tells has beside the other.

use id_card::IdCard;
use serde::Deserialize;
use social_card::{
    Generation,
    sim::{Card, Profile},
};
use toml::{
    Spanned,
    de::{DeValue, ValueDeserializer},
};

use super::entry::Wrong;

/// 卡号 has room for so many digits of the serial number.
const LAST_SERIAL: u32 = 9_999_999;

/// What the file says of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    generation: Spanned<String>,
    region: Spanned<String>,
    serial: Spanned<u32>,
}

/// What the card is to say: whose it is is taken from the identity card.
pub(super) fn profile(
    value: Spanned<DeValue<'_>>,
    key: &str,
    name: &str,
    holder: &IdCard,
) -> Result<Profile, Wrong> {
    let whole = value.span();
    let wrong = |span, reason: &str| Wrong(span, format!("the social card of {key}: {reason}"));
    let written = Written::deserialize(ValueDeserializer::from(value))
        .map_err(|error| wrong(error.span().unwrap_or_else(|| whole.clone()), error.message()))?;
    let generation = match written.generation.get_ref().as_str() {
        "first" => Generation::First,
        "second" => Generation::Second,
        "third" => Generation::Third,
        _ => {
            let known = "a generation is \"first\", \"second\" or \"third\"";
            return Err(wrong(written.generation.span(), known));
        }
    };
    let region = written.region.get_ref();
    if region.len() != 6 || !region.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong(written.region.span(), "a region has six digits"));
    }
    let serial = *written.serial.get_ref();
    if !(1..=LAST_SERIAL).contains(&serial) {
        return Err(wrong(written.serial.span(), "a serial number has one to seven digits"));
    }
    let number = holder.person_number().ok().and_then(|number| number.citizen().cloned());
    let Some(number) = number else {
        return Err(wrong(whole, "its holder needs a number of eighteen characters"));
    };
    let mut profile = Profile::of(generation, number, name, serial);
    profile.region.clone_from(region);
    if let IdCard::Resident(card) = holder
        && let Some(nation) = card.nation
    {
        profile.nation = nation;
    }
    match Card::social(profile.clone()) {
        Ok(_) => Ok(profile),
        Err(error) => Err(wrong(whole, &error.to_string())),
    }
}
