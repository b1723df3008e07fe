//! 居民身份证, the resident card.

use std::{fmt, ops::Range};

use chrono::NaiveDate;
use codes::{CitizenIdNumber, Nation, NumberError, Sex};

use super::{
    Name, TextBlock, Validity,
    text::{TooLong, blank_block, text, units, write},
    validity::{date, digits},
};

// The fields of the text, in bytes. What lies behind them is kept blank.
const NAME: Range<usize> = 0..30;
const SEX: Range<usize> = 30..32;
const NATION: Range<usize> = 32..36;
const BIRTH: Range<usize> = 36..52;
const ADDRESS: Range<usize> = 52..122;
const NUMBER: Range<usize> = 122..158;
const ISSUER: Range<usize> = 158..188;
const VALID_FROM: Range<usize> = 188..204;
const VALID_TO: Range<usize> = 204..220;

/// What a resident card says. `Debug` prints none of it.
///
/// A field that cannot be read is missing and takes nothing else with it.
#[derive(Clone, PartialEq, Eq)]
pub struct ResidentCard {
    /// 姓名, at most 15 UTF-16 units.
    pub name: Name,
    /// 性别
    pub sex: Sex,
    /// 民族; `None` where the card has no two digits for it.
    pub nation: Option<Nation>,
    /// 出生日期
    pub birth: Option<NaiveDate>,
    /// 住址, at most 35 UTF-16 units.
    pub address: String,
    /// 公民身份号码
    pub number: CardNumber,
    /// 签发机关, at most 15 UTF-16 units.
    pub issuer: String,
    /// 有效期起始
    pub valid_from: Option<NaiveDate>,
    /// 有效期截止
    pub valid_to: Validity,
}

/// 公民身份号码 as the card has it, checked or not. `Debug` prints none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct CardNumber(String);

impl CardNumber {
    /// The number of this text, right or wrong.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What the card says.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, if it is one.
    ///
    /// # Errors
    /// [`NumberError`] says which part is wrong; the rest of the card may still be right.
    pub fn checked(&self) -> Result<CitizenIdNumber, NumberError> {
        CitizenIdNumber::parse(&self.0)
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardNumber(..)")
    }
}

impl ResidentCard {
    /// Reads a text whose kind marker says that it is a resident card's.
    pub(crate) fn parse(block: &TextBlock) -> Self {
        let sex = text(block, SEX);
        Self {
            name: Name::from_units(&units(block, NAME)),
            sex: sex.chars().next().map_or(Sex::Unknown, Sex::from_code),
            nation: nation(&text(block, NATION)),
            birth: date(&text(block, BIRTH)),
            address: text(block, ADDRESS),
            number: CardNumber(text(block, NUMBER)),
            issuer: text(block, ISSUER),
            valid_from: date(&text(block, VALID_FROM)),
            valid_to: Validity::from_text(&text(block, VALID_TO)),
        }
    }

    /// The text of such a card, for the chip of a simulated one.
    ///
    /// # Errors
    /// [`TooLong`] where a text has more units than its field.
    pub fn to_block(&self) -> Result<TextBlock, TooLong> {
        let mut block = blank_block();
        let mut put = |field: &'static str, bytes: Range<usize>, text: &str| {
            let units: Vec<u16> = text.encode_utf16().collect();
            write(&mut block, field, bytes, &units)
        };
        put("sex", SEX, &self.sex.code().to_string())?;
        let nation = self.nation.map_or_else(String::new, |it| format!("{:02}", it.code()));
        put("nation", NATION, &nation)?;
        put("birth", BIRTH, &digits(self.birth))?;
        put("address", ADDRESS, &self.address)?;
        put("number", NUMBER, self.number.as_str())?;
        put("issuer", ISSUER, &self.issuer)?;
        put("valid_from", VALID_FROM, &digits(self.valid_from))?;
        put("valid_to", VALID_TO, &self.valid_to.to_text())?;
        write(&mut block, "name", NAME, self.name.units())?;
        Ok(block)
    }
}

fn nation(text: &str) -> Option<Nation> {
    let two_digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    two_digits.then(|| text.parse().ok().map(Nation::from_code)).flatten()
}

impl fmt::Debug for ResidentCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResidentCard(..)")
    }
}
