//! What is on a card: 256 bytes of text in one of four layouts.
//!
//! The layouts mirror one another, so that a program that knows one of them reads nonsense out
//! of the others. The kind marker is therefore looked at first, and the layout follows from it.
//!
//! Source: GA 490 (居民身份证机读信息规范), restated alike in public drivers.

mod name;
mod resident;
mod text;
mod validity;

pub use name::Name;
pub use resident::{CardNumber, ResidentCard};
pub use text::TooLong;
pub use validity::Validity;

use crate::wire::TEXT_SIZE;

/// The text of a card, as the module hands it over.
pub type TextBlock = [u8; TEXT_SIZE];

/// Where the kind marker is.
const KIND_AT: usize = 248;

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
        match u16::from_le_bytes([block[KIND_AT], block[KIND_AT + 1]]) {
            0x0000 | 0x0020 => Self::Resident,
            0x0049 => Self::Foreigner2017,
            0x0059 => Self::Foreigner2023,
            0x004A => Self::HmtResident,
            unit => Self::Unknown(unit),
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
}

/// Why a text is no [`IdCard`]. Never holds any of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// A card of another kind: recognised, and not read as what it is not.
    #[error("the card is of a kind that is not read yet ({0:?}); serve its holder at a counter")]
    NotReadYet(CardKind),
    /// Neither a name nor a number: the module handed over a text that no card has.
    #[error("the text of the card is blank; read the card again")]
    Blank,
}

impl IdCard {
    /// Reads the text of a card, its kind first.
    ///
    /// # Errors
    /// [`CardError::NotReadYet`] for every kind but the resident card, [`CardError::Blank`] for
    /// a text without content.
    pub fn parse(block: &TextBlock) -> Result<Self, CardError> {
        match CardKind::of(block) {
            CardKind::Resident => {
                let card = ResidentCard::parse(block);
                if card.name.shown().is_empty() || card.number.as_str().is_empty() {
                    return Err(CardError::Blank);
                }
                Ok(Self::Resident(card))
            }
            kind => Err(CardError::NotReadYet(kind)),
        }
    }

    /// Which card it is.
    pub fn kind(&self) -> CardKind {
        match self {
            Self::Resident(_) => CardKind::Resident,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(unit: u16) -> TextBlock {
        let mut block = text::blank_block();
        block[0..2].copy_from_slice(&[0x57, 0x53]);
        block[122..124].copy_from_slice(b"1\0");
        block[KIND_AT..KIND_AT + 2].copy_from_slice(&unit.to_le_bytes());
        block
    }

    #[test]
    fn the_marker_decides_the_kind() {
        assert_eq!(CardKind::of(&marked(0x20)), CardKind::Resident);
        assert_eq!(CardKind::of(&marked(0)), CardKind::Resident);
        assert_eq!(CardKind::of(&marked(0x49)), CardKind::Foreigner2017);
        assert_eq!(CardKind::of(&marked(0x59)), CardKind::Foreigner2023);
        assert_eq!(CardKind::of(&marked(0x4A)), CardKind::HmtResident);
        assert_eq!(CardKind::of(&marked(0x4920)), CardKind::Unknown(0x4920));
    }

    #[test]
    fn only_a_resident_card_is_read_as_one() {
        for unit in 0..=u16::MAX {
            let block = marked(unit);
            match (CardKind::of(&block), IdCard::parse(&block)) {
                (CardKind::Resident, card) => assert!(card.is_ok()),
                (kind, card) => assert_eq!(card, Err(CardError::NotReadYet(kind))),
            }
        }
    }

    #[test]
    fn a_blank_text_is_no_card() {
        assert_eq!(IdCard::parse(&[0; TEXT_SIZE]), Err(CardError::Blank));
        assert_eq!(IdCard::parse(&text::blank_block()), Err(CardError::Blank));
    }
}
