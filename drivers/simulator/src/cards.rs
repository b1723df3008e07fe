//! The cards that lie ready beside the plate.

mod addresses;
mod entry;
mod social;

use std::{fs, ops::Range, path::Path};

use code_scanner::code::CREDENTIAL_LEN;
use id_card::{IdCard, card::TextBlock, wire::ADDRESS_SIZE};
use serde::de::DeserializeOwned;
use social_card::sim::{self, Profile};
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use crate::Error;
use entry::{Entry, Foreigner2017, Foreigner2023, HmtResident, Resident, Wrong, wrong};

/// Cards of made-up people, for when no others are asked for.
const BUNDLED: &str = include_str!("../cards.toml");

/// A card, and the key by which a hand picks it up.
#[derive(Clone)]
pub struct Card {
    /// The key in the file of cards.
    pub key: String,
    /// What people call the holder, which may be written otherwise on the chip.
    pub name: String,
    /// The text on the chip.
    pub text: TextBlock,
    /// Addresses that the holder moved to later, as records of the chip.
    pub new_addresses: Vec<[u8; ADDRESS_SIZE]>,
    /// The code of the holder's 医保电子凭证.
    pub credential: Option<String>,
    /// What the holder's social-security card is to say.
    pub social_profile: Option<Profile>,
}

impl Card {
    /// The card for the plate, with a blank photo.
    pub fn id_card(&self) -> id_card::sim::Card {
        let mut card = id_card::sim::Card::new(self.text);
        card.new_addresses.clone_from(&self.new_addresses);
        card
    }

    fn shares_serial(&self, other: &Self) -> bool {
        let serial = |card: &Self| card.social_profile.as_ref().map(|profile| profile.serial);
        serial(self).is_some() && serial(self) == serial(other)
    }

    /// The holder's social-security card, as good as new.
    ///
    /// # Panics
    /// The profile was changed to one whose name does not fit on a card.
    pub fn social_card(&self) -> Option<sim::Card> {
        let card = |profile| sim::Card::social(profile).expect("names are checked when read");
        self.social_profile.clone().map(card)
    }
}

/// The cards that come with the simulator; also for those who put a simulated reader elsewhere.
///
/// # Errors
/// [`Error::Cards`] says what is wrong with the file and where.
pub fn bundled() -> Result<Vec<Card>, Error> {
    parse("cards.toml", BUNDLED)
}

/// Reads a file of cards.
pub(crate) fn read(path: &Path) -> Result<Vec<Card>, Error> {
    let text = fs::read_to_string(path).map_err(Error::cannot("read", path))?;
    parse(&path.display().to_string(), &text)
}

fn parse(file: &str, text: &str) -> Result<Vec<Card>, Error> {
    cards(text).map_err(|Wrong(span, reason)| Error::Cards {
        file: file.to_owned(),
        line: text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1,
        reason,
    })
}

fn cards(text: &str) -> Result<Vec<Card>, Wrong> {
    let mut cards: Vec<Card> = Vec::new();
    for (key, value) in DeTable::parse(text).map_err(ill_formed)?.into_inner() {
        let (DeValue::Array(tables), "card") = (value.into_inner(), key.get_ref().as_ref()) else {
            return Err(Wrong(key.span(), "nothing but [[card]] belongs here".to_owned()));
        };
        for table in tables {
            let (key_span, card) = card(table)?;
            if cards.iter().any(|other| other.key == card.key) {
                let reason = format!("there is a card {} already", card.key);
                return Err(Wrong(key_span, reason));
            }
            if let Some(other) = cards.iter().find(|other| other.shares_serial(&card)) {
                let (key, other) = (&card.key, &other.key);
                let reason = format!("the social card of {key} has the serial number of {other}'s");
                return Err(Wrong(key_span, reason));
            }
            cards.push(card);
        }
    }
    if cards.is_empty() {
        return Err(Wrong(0..0, "there is no [[card]] in it".to_owned()));
    }
    Ok(cards)
}

/// The card of a table, and where its key is.
fn card(mut table: Spanned<DeValue<'_>>) -> Result<(Range<usize>, Card), Wrong> {
    // The kind decides which other fields there are.
    let mut take = |field| match table.get_mut() {
        DeValue::Table(fields) => fields.remove(field),
        _ => None,
    };
    let (kind, new_addresses) = (take("kind"), take("new_addresses"));
    let (credential, social_card) = (take("credential"), take("social_card"));
    let Holder { key, name, chip, text } = match kind.as_ref().map(|kind| kind.get_ref().as_str()) {
        None | Some(Some("resident")) => holder::<Resident>(table)?,
        Some(Some("hmt")) => holder::<HmtResident>(table)?,
        Some(Some("foreigner-2017")) => holder::<Foreigner2017>(table)?,
        Some(Some("foreigner-2023")) => holder::<Foreigner2023>(table)?,
        Some(_) => {
            let known = "a kind is \"resident\", \"hmt\", \"foreigner-2017\" or \"foreigner-2023\"";
            return Err(Wrong(kind.map_or(0..0, |kind| kind.span()), known.to_owned()));
        }
    };
    let key_span = key.span();
    let key = key.into_inner();
    let new_addresses = new_addresses
        .map(|it| addresses::records(it, &key, &chip))
        .transpose()?
        .unwrap_or_default();
    let credential = credential.map(|it| self::credential(&it)).transpose()?;
    let social_profile =
        social_card.map(|it| social::profile(it, &key, &name, &chip)).transpose()?;
    Ok((key_span, Card { key, name, text, new_addresses, credential, social_profile }))
}

fn credential(value: &Spanned<DeValue<'_>>) -> Result<String, Wrong> {
    match value.get_ref().as_str() {
        Some(code)
            if code.len() == CREDENTIAL_LEN
                && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            Ok(code.to_owned())
        }
        _ => {
            let reason = format!("a credential has {CREDENTIAL_LEN} digits and letters");
            Err(Wrong(value.span(), reason))
        }
    }
}

/// Somebody with a card of identity.
struct Holder {
    key: Spanned<String>,
    name: String,
    chip: IdCard,
    text: TextBlock,
}

fn holder<E: Entry + DeserializeOwned>(table: Spanned<DeValue<'_>>) -> Result<Holder, Wrong> {
    let span = table.span();
    let entry = E::deserialize(ValueDeserializer::from(table))
        .map_err(|error| Wrong(error.span().unwrap_or(span), error.message().to_owned()))?;
    let chip = entry.card()?;
    if chip.name().is_blank() {
        let reason = "a card without a name is none that a reader takes";
        return Err(wrong(entry.field("name"), reason));
    }
    if let Err(error) = chip.person_number() {
        return Err(wrong(entry.field("number"), &error.to_string()));
    }
    let text = chip
        .to_block()
        .map_err(|too_long| wrong(entry.field(too_long.field), &too_long.to_string()))?;
    Ok(Holder { key: entry.key().clone(), name: entry.name().to_owned(), chip, text })
}

fn ill_formed(error: toml::de::Error) -> Wrong {
    Wrong(error.span().unwrap_or_default(), error.message().to_owned())
}

#[cfg(test)]
mod tests;
