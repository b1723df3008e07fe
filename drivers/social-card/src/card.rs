//! What is on a card: records of tag, length and value in two files, issuer and holder.
//!
//! Source: 人社信息函〔2012〕37号 (file structure and data items, V2.0), which LD/T 32.6-2015
//! carries on; what cards in use do otherwise, as public drivers handle it.

mod field;
mod holder;
mod identifier;
mod number;
mod record;
mod version;

pub use field::{FieldError, Name};
pub(crate) use field::{from_digits, from_text, hex};
pub use holder::{Holder, HolderNumber};
pub use identifier::CardIdentifier;
pub use number::CardNumber;
pub(crate) use number::check_character;
pub use record::{File, Records, Tag, file_description};
pub use version::Generation;

use std::fmt;

use chrono::NaiveDate;

/// 社会保障系统环境, the environment in which a card keeps its issuer and its holder:
/// `sx1.sh.社会保障` in GBK.
pub const SSSE: [u8; 15] =
    [0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9, 0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF];

/// The payment environment of a bank card, `1PAY.SYS.DDF01` (JR/T 0025).
pub const PAYMENT_ENVIRONMENT: [u8; 14] = *b"1PAY.SYS.DDF01";

/// A social-security card that was read. `Debug` names nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct SocialCard {
    /// Which of the three generations of cards it is.
    pub generation: Generation,
    /// 卡识别码
    pub identifier: CardIdentifier,
    /// 卡号
    pub number: CardNumber,
    /// 卡类别: `1` preschool, `2` student, `3` adult, `4` elderly.
    pub category: Option<char>,
    /// 初始化机构编号, as hexadecimal digits.
    pub initialised_by: Option<String>,
    /// 发卡日期
    pub issued_on: Option<NaiveDate>,
    /// 卡有效期: the last day.
    pub valid_to: Option<NaiveDate>,
    /// Whose card it is. `None` for a card that gives no name without an authentication, where
    /// none was to be had.
    pub holder: Option<Holder>,
}

/// Why records are no card. Never holds anything of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CardError {
    /// A record without which a card is none is missing or empty.
    #[error("the card has no {0:?}; have it looked at at a counter")]
    Missing(Tag),
    /// A record has bytes that its field cannot have.
    #[error("the card's {0:?} makes no sense; have it looked at at a counter")]
    Damaged(Tag),
}

impl SocialCard {
    /// Makes a card of its records. There is a holder where the records have one.
    ///
    /// # Errors
    /// See [`CardError`].
    pub fn from_records(records: &Records) -> Result<Self, CardError> {
        let holder = if records.raw(Tag::HolderNumber).is_some() {
            Some(Holder::from_records(records)?)
        } else {
            None
        };
        Ok(Self {
            generation: Generation::of(records.get(Tag::Version).unwrap_or_default()),
            identifier: CardIdentifier::from_field(records.required(Tag::Identifier)?)
                .ok_or(CardError::Damaged(Tag::Identifier))?,
            number: CardNumber::from_field(records.required(Tag::CardNumber)?)
                .ok_or(CardError::Damaged(Tag::CardNumber))?,
            category: records.text(Tag::Category).and_then(|text| text.chars().next()),
            initialised_by: records.get(Tag::InitialisedBy).map(field::hex),
            issued_on: records.get(Tag::IssuedOn).and_then(field::date),
            valid_to: records.get(Tag::ValidTo).and_then(field::date),
            holder,
        })
    }

    /// Whether the card is known to have run out before `today`. What follows is the bureau's rule.
    pub fn has_run_out(&self, today: NaiveDate) -> bool {
        self.valid_to.is_some_and(|last| last < today)
    }
}

impl fmt::Debug for SocialCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let holder = if self.holder.is_some() { "with" } else { "without" };
        write!(f, "SocialCard({:?}, {holder} a holder ..)", self.generation)
    }
}
