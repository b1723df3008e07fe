//! The cards that lie ready beside the plate.

mod entry;
mod social;

use std::{fs, ops::Range, path::Path};

use code_scanner::code::CREDENTIAL_LEN;
use id_card::{IdCard, card::TextBlock};
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
    /// The code of the holder's 医保电子凭证.
    pub credential: Option<String>,
    /// What the holder's social-security card is to say.
    pub social_profile: Option<Profile>,
}

impl Card {
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
    let (kind, credential, social_card) = (take("kind"), take("credential"), take("social_card"));
    let (key_span, chip, mut card) = match kind.as_ref().map(|kind| kind.get_ref().as_str()) {
        None | Some(Some("resident")) => card_of::<Resident>(table)?,
        Some(Some("hmt")) => card_of::<HmtResident>(table)?,
        Some(Some("foreigner-2017")) => card_of::<Foreigner2017>(table)?,
        Some(Some("foreigner-2023")) => card_of::<Foreigner2023>(table)?,
        Some(_) => {
            let known = "a kind is \"resident\", \"hmt\", \"foreigner-2017\" or \"foreigner-2023\"";
            return Err(Wrong(kind.map_or(0..0, |kind| kind.span()), known.to_owned()));
        }
    };
    card.credential = credential.map(|it| self::credential(&it)).transpose()?;
    card.social_profile =
        social_card.map(|it| social::profile(it, &card.key, &card.name, &chip)).transpose()?;
    Ok((key_span, card))
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

fn card_of<E: Entry + DeserializeOwned>(
    table: Spanned<DeValue<'_>>,
) -> Result<(Range<usize>, IdCard, Card), Wrong> {
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
    let name = entry.name().to_owned();
    let key = entry.key().get_ref().clone();
    let card = Card { key, name, text, credential: None, social_profile: None };
    Ok((entry.key().span(), chip, card))
}

fn ill_formed(error: toml::de::Error) -> Wrong {
    Wrong(error.span().unwrap_or_default(), error.message().to_owned())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use code_scanner::{Code, CodeKind, Rules, wire::Text};
    use id_card::{CardKind, ResidentCard, Validity};

    use super::*;

    fn refusal_of(text: &str) -> String {
        match parse("my.toml", text) {
            Ok(_) => panic!("the file was taken"),
            Err(error) => error.to_string(),
        }
    }

    /// A card of the bundled ones with one line replaced.
    fn with(key: &str, line: &str, other: &str) -> String {
        let key = format!("key = \"{key}\"");
        let card = BUNDLED.split("[[card]]\n").find(|card| card.contains(&key)).unwrap();
        assert!(card.contains(line), "{line}");
        format!("[[card]]\n{card}").replace(line, other)
    }

    fn first_with(line: &str, other: &str) -> String {
        with("lin-zhiyuan", line, other)
    }

    fn chip_of(cards: &[Card], key: &str) -> IdCard {
        let card = cards.iter().find(|card| card.key == key).unwrap();
        IdCard::parse(&card.text).unwrap()
    }

    fn resident(cards: &[Card], key: &str) -> ResidentCard {
        match chip_of(cards, key) {
            IdCard::Resident(chip) => chip,
            other => panic!("{key} has a {:?}", other.kind()),
        }
    }

    #[test]
    fn people_with_cards_of_every_kind_lie_ready() {
        let cards = bundled().unwrap();
        assert_eq!(cards.len(), 18);
        let lin = &cards[0];
        assert_eq!((lin.key.as_str(), lin.name.as_str()), ("lin-zhiyuan", "林知远"));
        assert_eq!(resident(&cards, "lin-zhiyuan").valid_to, Validity::LongTerm);
        let expired = Validity::Until(NaiveDate::from_ymd_opt(2025, 3, 1).unwrap());
        assert_eq!(resident(&cards, "wu-xiulan").valid_to, expired);
        for (key, kind, name, number) in [
            ("he-sizhe", CardKind::HmtResident, "何思哲", "810000199001010019"),
            (
                "ayesha-2017",
                CardKind::Foreigner2017,
                "YUSUFZAI KHAN, AYESHA BIBI NOOR JEHAN",
                "PAK310080010103",
            ),
            ("ayesha-2023", CardKind::Foreigner2023, "阿依莎", "931586198001010028"),
        ] {
            let chip = chip_of(&cards, key);
            assert_eq!((chip.kind(), chip.name().text()), (kind, name));
            assert_eq!(chip.person_number().unwrap().as_str(), number);
        }
        let former = chip_of(&cards, "ayesha-2023").former_number().unwrap();
        assert_eq!(former.as_str(), chip_of(&cards, "ayesha-2017").number().as_str());
    }

    #[test]
    fn everybody_has_a_credential_of_their_own_but_not_twice() {
        let cards = bundled().unwrap();
        let mut codes: Vec<_> = cards.iter().filter_map(|card| card.credential.as_ref()).collect();
        assert_eq!(codes.len(), cards.len() - 1, "the woman with two cards has one credential");
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), cards.len() - 1);
        for code in codes {
            let text = Text::new(code.clone().into_bytes());
            let kind = Code::of(&text, &Rules::default()).kind();
            assert_eq!(kind, CodeKind::ElectronicCredential, "{code}");
        }
    }

    #[test]
    fn rare_characters_are_on_the_chip_as_the_file_has_them_and_shown_as_people_write_them() {
        let cards = bundled().unwrap();
        for (key, units) in [
            ("long-yan", &[0x9F99, 0xE863][..]),
            ("yang-ting", &[0x6768, 0xD873, 0xDC56]),
            ("zhao-xi", &[0x8D75, 0xD850, 0xDEEE]),
            ("ren-xin", &[0x4EFB, 0xE844]),
            ("shi-biang", &[0x77F3, 0xD883, 0xDEDD]),
        ] {
            let card = cards.iter().find(|card| card.key == key).unwrap();
            let name = &resident(&cards, key).name;
            assert_eq!(name.units(), units, "{key}");
            assert_eq!(name.shown(), card.name);
        }
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
            (r#"credential = "4"#, r#"credential = ""#, "line 12: a credential has 28 digits"),
            (r#"credential = "4"#, r#"credential = "-"#, "line 12: a credential has 28 digits"),
        ];
        for (line, other, reason) in cases {
            let refusal = refusal_of(&first_with(line, other));
            assert!(refusal.starts_with(&format!("my.toml, {reason}")), "{refusal}");
        }
        let permit = [
            (r#"kind = "hmt""#, r#"kind = "pass""#, "line 2: a kind is \"resident\", \"hmt\""),
            (r#"kind = "hmt""#, "", "line 13: unknown field `issue_count`"),
            ("810000199001010019", "510107198801237419", "line 6: the date of birth is not"),
            ("H12345678", "H123456789", "line 12: pass_number has 10 UTF-16 units"),
        ];
        let of_2017 = [
            ("PAK310080010103", "PAK310080010104", "line 7: the last digit does not match"),
            (r#"nationality = "PAK""#, r#"nationality = "CAN""#, "line 8: the number is one of"),
            (r#"nationality = "PAK""#, r#"nationality = "巴""#, "line 8: \"巴\" is no nationality"),
            ("1980-01-01", "1981-01-01", "line 6: the date of birth is not the one inside"),
        ];
        let of_2023 = [
            ("NOOR JEHAN", "NOOR JEHAN NOOR JEHAN", "line 5: english_name (from unit 36) has 13"),
            (r#"former_number_link = "000""#, r#"former_number_link = "0000""#, "line 13: former"),
        ];
        let others =
            [("he-sizhe", &permit[..]), ("ayesha-2017", &of_2017), ("ayesha-2023", &of_2023)];
        for (key, cases) in others {
            for (line, other, reason) in cases {
                let refusal = refusal_of(&with(key, line, other));
                assert!(refusal.starts_with(&format!("my.toml, {reason}")), "{refusal}");
            }
        }
        assert!(refusal_of("").starts_with("my.toml, line 1: there is no [[card]]"));
        assert!(refusal_of("[[cards]]").starts_with("my.toml, line 1: nothing but [[card]]"));
        let wrong_kind = with("he-sizhe", "810000199001010019", "500119199001010010");
        assert!(refusal_of(&wrong_kind).starts_with("my.toml, line 8: "));
        let twice = first_with("key", "key").repeat(2);
        let refusal = refusal_of(&twice);
        assert!(refusal.contains("line 16: there is a card lin-zhiyuan already"), "{refusal}");
    }
}
