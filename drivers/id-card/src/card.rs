//! What is on a card: 256 bytes of text in one of four layouts.
//!
//! The layouts mirror one another, so that a program that knows one of them reads nonsense out
//! of the others. The kind marker is therefore looked at first, and the layout follows from it.
//!
//! Source: GA 490 (居民身份证机读信息规范), restated alike in public drivers.

mod addresses;
mod foreigner_2017;
mod foreigner_2023;
mod hmt;
mod name;
mod number;
mod resident;
mod text;
mod validity;

use std::ops::Range;

use chrono::NaiveDate;
use codes::{ForeignerNumber2017, NumberError, Origin, PersonNumber};

pub use addresses::NewAddresses;
pub use foreigner_2017::ForeignerCard2017;
pub use foreigner_2023::ForeignerCard2023;
pub use hmt::HmtResidentCard;
pub use name::Name;
pub use number::CardNumber;
pub use resident::ResidentCard;
pub use text::TooLong;
pub use validity::Validity;

use crate::wire::TEXT_SIZE;

/// The text of a card, as the module hands it over.
pub type TextBlock = [u8; TEXT_SIZE];

/// Where the kind marker is: in what the resident card keeps blank.
const KIND: Range<usize> = 248..250;

/// Which card it is, by the UTF-16 unit at byte 248.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// Space (or nothing): 居民身份证.
    Resident,
    /// `I`: 外国人永久居留身份证, the edition of 2017.
    Foreigner2017,
    /// `Y`: 外国人永久居留身份证, the edition of 2023.
    Foreigner2023,
    /// `J`: 港澳台居民居住证.
    HmtResident,
    /// A marker that no known card carries.
    Unknown(u16),
}

impl CardKind {
    /// The kind of the card with this text.
    pub fn of(block: &TextBlock) -> Self {
        match u16::from_le_bytes([block[KIND.start], block[KIND.start + 1]]) {
            0x0000 | 0x0020 => Self::Resident,
            0x0049 => Self::Foreigner2017,
            0x0059 => Self::Foreigner2023,
            0x004A => Self::HmtResident,
            unit => Self::Unknown(unit),
        }
    }

    /// The unit that says so.
    fn marker(self) -> u16 {
        match self {
            Self::Resident => 0x0020,
            Self::Foreigner2017 => 0x0049,
            Self::Foreigner2023 => 0x0059,
            Self::HmtResident => 0x004A,
            Self::Unknown(unit) => unit,
        }
    }

    /// The official name of the card; `None` for a marker that no known card carries.
    pub fn official_name(self) -> Option<&'static str> {
        match self {
            Self::Resident => Some("居民身份证"),
            Self::Foreigner2017 | Self::Foreigner2023 => Some("外国人永久居留身份证"),
            Self::HmtResident => Some("港澳台居民居住证"),
            Self::Unknown(_) => None,
        }
    }
}

/// A card that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdCard {
    /// 居民身份证
    Resident(ResidentCard),
    /// 外国人永久居留身份证, the edition of 2017.
    Foreigner2017(ForeignerCard2017),
    /// 外国人永久居留身份证, the edition of 2023.
    Foreigner2023(ForeignerCard2023),
    /// 港澳台居民居住证
    HmtResident(HmtResidentCard),
}

/// Why a text is no [`IdCard`]. Never holds any of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// A marker that no known card carries: the text is not read as what it is not.
    #[error("the card is of an unknown kind ({0:?}); serve its holder at a counter")]
    Unsupported(CardKind),
    /// No name or no number: the module handed over a text that no card has.
    #[error("the text of the card is blank; read the card again")]
    Blank,
}

impl IdCard {
    /// Reads the text of a card, its kind first.
    ///
    /// # Errors
    /// [`CardError::Unsupported`] for a kind that is not known, [`CardError::Blank`] for a text
    /// without content.
    pub fn parse(block: &TextBlock) -> Result<Self, CardError> {
        let card = match CardKind::of(block) {
            CardKind::Resident => Self::Resident(ResidentCard::parse(block)),
            CardKind::Foreigner2017 => Self::Foreigner2017(ForeignerCard2017::parse(block)),
            CardKind::Foreigner2023 => Self::Foreigner2023(ForeignerCard2023::parse(block)),
            CardKind::HmtResident => Self::HmtResident(HmtResidentCard::parse(block)),
            kind @ CardKind::Unknown(_) => return Err(CardError::Unsupported(kind)),
        };
        if card.name().is_blank() || card.number().as_str().is_empty() {
            return Err(CardError::Blank);
        }
        Ok(card)
    }

    /// The text of the card, for the chip of a simulated one.
    ///
    /// # Errors
    /// [`TooLong`] where a text has more units than its field.
    pub fn to_block(&self) -> Result<TextBlock, TooLong> {
        match self {
            Self::Resident(card) => card.to_block(),
            Self::Foreigner2017(card) => card.to_block(),
            Self::Foreigner2023(card) => card.to_block(),
            Self::HmtResident(card) => card.to_block(),
        }
    }

    /// Which card it is.
    pub fn kind(&self) -> CardKind {
        match self {
            Self::Resident(_) => CardKind::Resident,
            Self::Foreigner2017(_) => CardKind::Foreigner2017,
            Self::Foreigner2023(_) => CardKind::Foreigner2023,
            Self::HmtResident(_) => CardKind::HmtResident,
        }
    }

    /// What to call the holder: a foreigner by the Chinese name, or by the English one where the
    /// card has no other.
    pub fn name(&self) -> &Name {
        let either = |chinese, english| if Name::is_blank(chinese) { english } else { chinese };
        match self {
            Self::Resident(card) => &card.name,
            Self::Foreigner2017(card) => either(&card.chinese_name, &card.english_name),
            Self::Foreigner2023(card) => either(&card.chinese_name, &card.english_name),
            Self::HmtResident(card) => &card.name,
        }
    }

    /// The number as the card has it.
    pub fn number(&self) -> &CardNumber {
        match self {
            Self::Resident(card) => &card.number,
            Self::Foreigner2017(card) => &card.number,
            Self::Foreigner2023(card) => &card.number,
            Self::HmtResident(card) => &card.number,
        }
    }

    /// The number by which the holder is found, if it is one of those that such a card has.
    ///
    /// # Errors
    /// [`NumberError`] says which part is wrong, and the card proves nobody. The check digit of a
    /// card of 2017 is no part of this ([`ForeignerNumber2017::check_matches`]).
    pub fn person_number(&self) -> Result<PersonNumber, NumberError> {
        let number = match self {
            Self::Foreigner2017(card) => {
                let number = ForeignerNumber2017::parse(card.number.as_str())?;
                return Ok(PersonNumber::Foreigner2017(number));
            }
            _ => self.number().checked()?,
        };
        let origin = number.origin();
        let belongs = match self {
            Self::HmtResident(_) => {
                matches!(origin, Origin::HongKong | Origin::Macao | Origin::Taiwan)
            }
            Self::Foreigner2023(_) => origin == Origin::Abroad,
            Self::Resident(_) | Self::Foreigner2017(_) => origin != Origin::Abroad,
        };
        if belongs { Ok(PersonNumber::Citizen(number)) } else { Err(NumberError::OtherKind) }
    }

    /// The number that a foreigner had on an earlier card, under which records may still be.
    pub fn former_number(&self) -> Option<ForeignerNumber2017> {
        match self {
            Self::Foreigner2023(card) => card.former_number(),
            Self::Resident(_) | Self::Foreigner2017(_) | Self::HmtResident(_) => None,
        }
    }

    /// From when the card is valid; `None` where the chip has no day there.
    pub fn valid_from(&self) -> Option<NaiveDate> {
        match self {
            Self::Resident(card) => card.valid_from,
            Self::Foreigner2017(card) => card.valid_from,
            Self::Foreigner2023(card) => card.valid_from,
            Self::HmtResident(card) => card.valid_from,
        }
    }

    /// Until when.
    pub fn validity(&self) -> Validity {
        match self {
            Self::Resident(card) => card.valid_to,
            Self::Foreigner2017(card) => card.valid_to,
            Self::Foreigner2023(card) => card.valid_to,
            Self::HmtResident(card) => card.valid_to,
        }
    }

    /// Whether such a card has a place for new addresses: those that have an address have.
    pub fn may_have_new_addresses(&self) -> bool {
        matches!(self, Self::Resident(_) | Self::HmtResident(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that has content in whatever layout it is read.
    fn marked(unit: u16) -> TextBlock {
        let mut block = text::blank_block();
        block[0..2].copy_from_slice(&[0x57, 0x53]);
        block[122..124].copy_from_slice(b"1\0");
        block[KIND].copy_from_slice(&unit.to_le_bytes());
        block
    }

    #[test]
    fn every_marker_leads_to_its_own_layout_and_an_unknown_one_to_none() {
        let known = [
            (0x20, CardKind::Resident),
            (0, CardKind::Resident),
            (0x49, CardKind::Foreigner2017),
            (0x59, CardKind::Foreigner2023),
            (0x4A, CardKind::HmtResident),
        ];
        for unit in 0..=u16::MAX {
            let card = IdCard::parse(&marked(unit)).map(|card| card.kind());
            match known.iter().find(|(marker, _)| *marker == unit) {
                Some((_, kind)) => assert_eq!(card, Ok(*kind)),
                None => assert_eq!(card, Err(CardError::Unsupported(CardKind::Unknown(unit)))),
            }
        }
    }

    #[test]
    fn a_blank_text_is_no_card_of_any_kind() {
        assert_eq!(IdCard::parse(&[0; TEXT_SIZE]), Err(CardError::Blank));
        for kind in [
            CardKind::Resident,
            CardKind::Foreigner2017,
            CardKind::Foreigner2023,
            CardKind::HmtResident,
        ] {
            let blank = text::Draft::of_kind(kind).finish();
            assert_eq!(CardKind::of(&blank), kind);
            assert_eq!(IdCard::parse(&blank), Err(CardError::Blank));
        }
    }

    /// A card of this kind with this number and nothing else of sense.
    fn numbered(kind: CardKind, number: &str) -> IdCard {
        let mut draft = text::Draft::of_kind(kind);
        draft.text("name", 0..30, "A").unwrap();
        draft.text("number", 122..158, number).unwrap();
        IdCard::parse(&draft.finish()).unwrap()
    }

    #[test]
    fn each_kind_of_card_has_its_own_numbers() {
        use CardKind::{Foreigner2017, Foreigner2023, HmtResident, Resident};
        let (citizen, abroad) = ("11010519491231002X", "931586198001010028");
        for (kind, number) in [
            (Resident, citizen),
            (HmtResident, "810000199001010019"),
            (HmtResident, "820000199001010029"),
            (HmtResident, "830000199001010039"),
            (Foreigner2023, abroad),
            (Foreigner2017, "PAK310080010103"),
            // Its check digit is wrong, which refuses nobody.
            (Foreigner2017, "CAN110081080319"),
        ] {
            let found = numbered(kind, number).person_number();
            assert_eq!(found.unwrap().as_str(), number, "{kind:?}");
        }
        for (kind, number, error) in [
            (Resident, abroad, NumberError::OtherKind),
            (HmtResident, citizen, NumberError::OtherKind),
            (Foreigner2023, citizen, NumberError::OtherKind),
            (Resident, "110105194912310021", NumberError::Check),
            (HmtResident, "810000199001010018", NumberError::Check),
            (Foreigner2023, "931586198001010029", NumberError::Check),
            (Foreigner2017, citizen, NumberError::Shape),
            (Resident, "PAK310080010103", NumberError::Shape),
        ] {
            assert_eq!(numbered(kind, number).person_number(), Err(error), "{kind:?}");
        }
    }
}
