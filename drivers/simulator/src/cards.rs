//! The cards that lie ready beside the plate.

use std::{fs, ops::Range, path::Path};

use chrono::NaiveDate;
use codes::{CitizenIdNumber, Nation, Sex};
use id_card::{CardNumber, Name, ResidentCard, Validity, card::TextBlock};
use serde::Deserialize;
use toml::Spanned;

use crate::Error;

/// Cards of made-up people, for when no others are asked for.
const BUNDLED: &str = include_str!("../cards.toml");

/// What `valid_to` says where a card does not end.
const FOR_EVER: &str = "长期";

/// 居民身份证 and the key by which a hand picks it up.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// The key in the file of cards.
    pub key: String,
    /// 姓名 as people write it, which may be other than what the chip has.
    pub name: String,
    /// The text on the chip.
    pub text: TextBlock,
}

/// A file of cards, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    card: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: Spanned<String>,
    name: Spanned<String>,
    name_raw: Option<Spanned<Vec<u16>>>,
    sex: Spanned<String>,
    nation: Spanned<String>,
    birth: Spanned<String>,
    address: Spanned<String>,
    number: Spanned<String>,
    issuer: Spanned<String>,
    valid_from: Spanned<String>,
    valid_to: Spanned<String>,
}

/// What is wrong, and where in the text.
struct Wrong(Range<usize>, String);

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
    let refuse = |Wrong(span, reason): Wrong| Error::Cards {
        file: file.to_owned(),
        line: text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1,
        reason,
    };
    let entries = toml::from_str::<File>(text).map_err(|error| {
        refuse(Wrong(error.span().unwrap_or_default(), error.message().to_owned()))
    })?;
    let mut cards: Vec<Card> = Vec::new();
    for entry in entries.card {
        let span = entry.key.span();
        let card = card(entry).map_err(refuse)?;
        if cards.iter().any(|other| other.key == card.key) {
            return Err(refuse(Wrong(span, format!("there is a card {} already", card.key))));
        }
        cards.push(card);
    }
    Ok(cards)
}

fn card(entry: Entry) -> Result<Card, Wrong> {
    let number = read_as(&entry.number, |text| {
        CitizenIdNumber::parse(text).map_err(|error| error.to_string())
    })?;
    let birth = read_as(&entry.birth, day)?;
    if birth != number.birth_date() {
        return Err(wrong(&entry.birth, "the date of birth is not the one inside the number"));
    }
    let sex = read_as(&entry.sex, sex)?;
    if sex != number.sex() {
        return Err(wrong(&entry.sex, "the number is one of the other sex"));
    }
    let chip = ResidentCard {
        name: match &entry.name_raw {
            Some(units) => Name::from_units(units.get_ref()),
            None => Name::from_text(entry.name.get_ref()),
        },
        sex,
        nation: Some(read_as(&entry.nation, nation)?),
        birth: Some(birth),
        address: entry.address.get_ref().clone(),
        number: CardNumber::from_text(number.as_str()),
        issuer: entry.issuer.get_ref().clone(),
        valid_from: Some(read_as(&entry.valid_from, day)?),
        valid_to: read_as(&entry.valid_to, |text| match text {
            FOR_EVER => Ok(Validity::LongTerm),
            text => day(text).map(Validity::Until),
        })?,
    };
    if chip.name.units().is_empty() {
        return Err(wrong(&entry.name, "a card without a name is none that a reader takes"));
    }
    let text = chip.to_block().map_err(|too_long| {
        let field = match too_long.field {
            "address" => &entry.address,
            "issuer" => &entry.issuer,
            _ => &entry.name,
        };
        wrong(field, &too_long.to_string())
    })?;
    Ok(Card { key: entry.key.into_inner(), name: entry.name.into_inner(), text })
}

fn wrong(field: &Spanned<String>, reason: &str) -> Wrong {
    Wrong(field.span(), reason.to_owned())
}

fn read_as<T>(
    text: &Spanned<String>,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, Wrong> {
    read(text.get_ref()).map_err(|reason| Wrong(text.span(), reason))
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("{text:?} is no day: write it as 2016-08-01"))
}

fn sex(text: &str) -> Result<Sex, String> {
    [Sex::Male, Sex::Female]
        .into_iter()
        .find(|sex| sex.word() == text)
        .ok_or_else(|| format!("{text:?} is no sex: write 男 or 女"))
}

fn nation(text: &str) -> Result<Nation, String> {
    (0..100)
        .map(Nation::from_code)
        .find(|nation| nation.name() == Some(text))
        .ok_or_else(|| format!("{text:?} is no nation of GB/T 3304: write 汉 or 土家, without 族"))
}

#[cfg(test)]
mod tests {
    use id_card::IdCard;

    use super::*;

    fn refusal_of(text: &str) -> String {
        match parse("my.toml", text) {
            Ok(_) => panic!("the file was taken"),
            Err(error) => error.to_string(),
        }
    }

    /// The first card of the bundled ones with one line replaced.
    fn first_with(line: &str, other: &str) -> String {
        let start = BUNDLED.find("[[card]]").unwrap();
        let end = start + 8 + BUNDLED[start + 8..].find("[[card]]").unwrap();
        let card = &BUNDLED[start..end];
        assert!(card.contains(line), "{line}");
        card.replace(line, other)
    }

    fn chip_of(cards: &[Card], key: &str) -> ResidentCard {
        let card = cards.iter().find(|card| card.key == key).unwrap();
        match IdCard::parse(&card.text).unwrap() {
            IdCard::Resident(chip) => chip,
        }
    }

    #[test]
    fn twelve_people_lie_ready() {
        let cards = bundled().unwrap();
        assert_eq!(cards.len(), 12);
        let lin = &cards[0];
        assert_eq!((lin.key.as_str(), lin.name.as_str()), ("lin-zhiyuan", "林知远"));
        assert_eq!(chip_of(&cards, "lin-zhiyuan").valid_to, Validity::LongTerm);
        let expired = Validity::Until(day("2025-03-01").unwrap());
        assert_eq!(chip_of(&cards, "wu-xiulan").valid_to, expired);
    }

    #[test]
    fn a_name_with_a_private_use_unit_is_on_the_chip_as_it_is_in_the_file() {
        let cards = bundled().unwrap();
        assert_eq!(chip_of(&cards, "long-yan").name.units(), [0x9F99, 0xE863]);
        assert_eq!(chip_of(&cards, "yang-ting").name.units(), [0x6768, 0xD873, 0xDC56]);
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_line_and_the_reason() {
        let cases = [
            (r#"sex = "男""#, r#"sex = "女""#, "line 4: the number is one of the other sex"),
            (r#"sex = "男""#, r#"sex = "m""#, "line 4: \"m\" is no sex: write 男 or 女"),
            (r#"birth = "1961-09-27""#, r#"birth = "27.9.61""#, "line 6: \"27.9.61\" is no day"),
            ("1961-09-27", "1961-09-28", "line 6: the date of birth is not the one inside"),
            (r#"nation = "汉""#, r#"nation = "汉族""#, "line 5: \"汉族\" is no nation"),
            ("500119196109271236", "500119196109271237", "line 8: the last character"),
            ("林知远", "远远远远远远远远远远远远远远远远", "line 3: name has 16 UTF-16 units"),
            (r#"key = "lin-zhiyuan""#, "", "line 1: missing field `key`"),
            ("issuer", "isuer", "line 9: unknown field `isuer`"),
            (r#"address = ""#, "address = ", "line 7: "),
        ];
        for (line, other, reason) in cases {
            let refusal = refusal_of(&first_with(line, other));
            assert!(refusal.starts_with(&format!("my.toml, {reason}")), "{refusal}");
        }
        let twice = first_with("key", "key").repeat(2);
        let refusal = refusal_of(&twice);
        assert!(refusal.contains("line 14: there is a card lin-zhiyuan already"), "{refusal}");
    }
}
