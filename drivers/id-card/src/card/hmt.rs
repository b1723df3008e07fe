//! 港澳台居民居住证, the residence permit of Hong Kong, Macao and Taiwan residents.

use std::{fmt, ops::Range};

use chrono::NaiveDate;
use codes::Sex;

use super::{
    CardKind, CardNumber, Name, TextBlock, Validity,
    text::{Draft, TooLong, sex, text, two_digits, units},
    validity::{date, digits},
};

// The fields of the text, in bytes: a resident card's without the nation, and two more.
const NAME: Range<usize> = 0..30;
const SEX: Range<usize> = 30..32;
const BIRTH: Range<usize> = 36..52;
const ADDRESS: Range<usize> = 52..122;
const NUMBER: Range<usize> = 122..158;
const ISSUER: Range<usize> = 158..188;
const VALID_FROM: Range<usize> = 188..204;
const VALID_TO: Range<usize> = 204..220;
const PASS_NUMBER: Range<usize> = 220..238;
const ISSUE_COUNT: Range<usize> = 238..242;

/// What a residence permit says. `Debug` prints none of it.
///
/// Source: 港澳台居民居住证机读信息规范(试行), restated alike in public readers' code.
#[derive(Clone, PartialEq, Eq)]
pub struct HmtResidentCard {
    /// 姓名, at most 15 UTF-16 units.
    pub name: Name,
    /// 性别
    pub sex: Sex,
    /// 出生日期
    pub birth: Option<NaiveDate>,
    /// 住址, at most 35 UTF-16 units.
    pub address: String,
    /// 公民身份号码, of address code 810000, 820000 or 830000.
    pub number: CardNumber,
    /// 签发机关, at most 15 UTF-16 units.
    pub issuer: String,
    /// 有效期起始
    pub valid_from: Option<NaiveDate>,
    /// 有效期截止
    pub valid_to: Validity,
    /// 出入境证件号码 (通行证号码), at most nine characters.
    pub pass_number: String,
    /// 签发次数; `None` where the card has no two digits for it.
    pub issue_count: Option<u8>,
}

impl HmtResidentCard {
    /// Reads a text whose kind marker says that it is such a permit's.
    pub(crate) fn parse(block: &TextBlock) -> Self {
        Self {
            name: Name::from_units(&units(block, NAME)),
            sex: sex(block, SEX),
            birth: date(&text(block, BIRTH)),
            address: text(block, ADDRESS),
            number: CardNumber::from_text(&text(block, NUMBER)),
            issuer: text(block, ISSUER),
            valid_from: date(&text(block, VALID_FROM)),
            valid_to: Validity::from_text(&text(block, VALID_TO)),
            pass_number: text(block, PASS_NUMBER),
            issue_count: two_digits(block, ISSUE_COUNT),
        }
    }

    /// The text of such a permit, for the chip of a simulated one.
    ///
    /// # Errors
    /// [`TooLong`] where a text has more units than its field.
    pub fn to_block(&self) -> Result<TextBlock, TooLong> {
        let mut draft = Draft::of_kind(CardKind::HmtResident);
        draft.units("name", NAME, self.name.units())?;
        draft.text("sex", SEX, &self.sex.code().to_string())?;
        draft.text("birth", BIRTH, &digits(self.birth))?;
        draft.text("address", ADDRESS, &self.address)?;
        draft.text("number", NUMBER, self.number.as_str())?;
        draft.text("issuer", ISSUER, &self.issuer)?;
        draft.text("valid_from", VALID_FROM, &digits(self.valid_from))?;
        draft.text("valid_to", VALID_TO, &self.valid_to.to_text())?;
        draft.text("pass_number", PASS_NUMBER, &self.pass_number)?;
        draft.two_digits("issue_count", ISSUE_COUNT, self.issue_count)?;
        Ok(draft.finish())
    }
}

impl fmt::Debug for HmtResidentCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmtResidentCard(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Invented.
    fn permit() -> HmtResidentCard {
        HmtResidentCard {
            name: Name::from_text("何思哲"),
            sex: Sex::Male,
            birth: NaiveDate::from_ymd_opt(1990, 1, 1),
            address: "重庆市南川区东城街道金佛大道9号".to_owned(),
            number: CardNumber::from_text("810000199001010019"),
            issuer: "重庆市公安局南川区分局".to_owned(),
            valid_from: NaiveDate::from_ymd_opt(2024, 1, 1),
            valid_to: Validity::Until(NaiveDate::from_ymd_opt(2029, 1, 1).unwrap()),
            pass_number: "H12345678".to_owned(),
            issue_count: Some(1),
        }
    }

    #[test]
    fn a_permit_is_read_as_it_was_written() {
        assert_eq!(HmtResidentCard::parse(&permit().to_block().unwrap()), permit());
    }

    #[test]
    fn a_pass_of_eight_digits_and_no_count_are_read() {
        let taiwan = HmtResidentCard {
            number: CardNumber::from_text("830000199001010039"),
            pass_number: "01234567".to_owned(),
            issue_count: None,
            ..permit()
        };
        assert_eq!(HmtResidentCard::parse(&taiwan.to_block().unwrap()), taiwan);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let long = HmtResidentCard { pass_number: "H123456789".to_owned(), ..permit() };
        assert_eq!(long.to_block(), Err(TooLong { field: "pass_number", units: 10, room: 9 }));
    }

    #[test]
    fn what_a_permit_says_never_reaches_a_log() {
        assert_eq!(format!("{:?}", permit()), "HmtResidentCard(..)");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_then_alike(text in prop::array::uniform32(any::<[u8; 8]>())) {
            let block: TextBlock = text.concat().try_into().unwrap();
            let permit = HmtResidentCard::parse(&block);
            prop_assert_eq!(HmtResidentCard::parse(&permit.to_block().unwrap()), permit);
        }
    }
}
