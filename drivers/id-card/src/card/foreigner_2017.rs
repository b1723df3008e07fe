//! 外国人永久居留身份证, the edition of 2017.

use std::{fmt, ops::Range};

use chrono::NaiveDate;
use codes::{Nationality, Sex};

use super::{
    CardKind, CardNumber, Name, TextBlock, Validity,
    text::{Draft, TooLong, sex, text, units},
    validity::{date, digits},
};

// The fields of the text, in bytes.
const ENGLISH_NAME: Range<usize> = 0..120;
const SEX: Range<usize> = 120..122;
const NUMBER: Range<usize> = 122..152;
const NATIONALITY: Range<usize> = 152..158;
const CHINESE_NAME: Range<usize> = 158..188;
const VALID_FROM: Range<usize> = 188..204;
const VALID_TO: Range<usize> = 204..220;
const BIRTH: Range<usize> = 220..236;
const EDITION: Range<usize> = 236..240;
const OFFICE: Range<usize> = 240..248;

/// What a card of 2017 says. `Debug` prints none of it.
///
/// Source: the card's data layout, restated alike in public readers' code.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignerCard2017 {
    /// 英文姓名, at most 60 UTF-16 units: the family name, a comma, the given names.
    pub english_name: Name,
    /// 性别
    pub sex: Sex,
    /// 证件号码, fifteen characters ([`codes::ForeignerNumber2017`]).
    pub number: CardNumber,
    /// 国籍或所在地区代码; `None` where the card has no three capital letters for it.
    pub nationality: Option<Nationality>,
    /// 中文姓名, at most 15 UTF-16 units; blank where the holder has none.
    pub chinese_name: Name,
    /// 签发日期
    pub valid_from: Option<NaiveDate>,
    /// 证件终止日期
    pub valid_to: Validity,
    /// 出生日期. The number has no century; this has.
    pub birth: Option<NaiveDate>,
    /// 证件版本号, two characters.
    pub edition: String,
    /// 当次申请受理机关代码, four characters.
    pub office: String,
}

impl ForeignerCard2017 {
    /// Reads a text whose kind marker says that it is such a card's.
    pub(crate) fn parse(block: &TextBlock) -> Self {
        Self {
            english_name: Name::from_units(&units(block, ENGLISH_NAME)),
            sex: sex(block, SEX),
            number: CardNumber::from_text(&text(block, NUMBER)),
            nationality: Nationality::from_alpha3(&text(block, NATIONALITY)),
            chinese_name: Name::from_units(&units(block, CHINESE_NAME)),
            valid_from: date(&text(block, VALID_FROM)),
            valid_to: Validity::from_text(&text(block, VALID_TO)),
            birth: date(&text(block, BIRTH)),
            edition: text(block, EDITION),
            office: text(block, OFFICE),
        }
    }

    /// The text of such a card, for the chip of a simulated one.
    ///
    /// # Errors
    /// [`TooLong`] where a text has more units than its field.
    pub fn to_block(&self) -> Result<TextBlock, TooLong> {
        let mut draft = Draft::of_kind(CardKind::Foreigner2017);
        let nationality = self.nationality.map(String::from).unwrap_or_default();
        draft.units("english_name", ENGLISH_NAME, self.english_name.units())?;
        draft.text("sex", SEX, &self.sex.code().to_string())?;
        draft.text("number", NUMBER, self.number.as_str())?;
        draft.text("nationality", NATIONALITY, &nationality)?;
        draft.units("chinese_name", CHINESE_NAME, self.chinese_name.units())?;
        draft.text("valid_from", VALID_FROM, &digits(self.valid_from))?;
        draft.text("valid_to", VALID_TO, &self.valid_to.to_text())?;
        draft.text("birth", BIRTH, &digits(self.birth))?;
        draft.text("edition", EDITION, &self.edition)?;
        draft.text("office", OFFICE, &self.office)?;
        Ok(draft.finish())
    }
}

impl fmt::Debug for ForeignerCard2017 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForeignerCard2017(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Invented.
    fn card() -> ForeignerCard2017 {
        ForeignerCard2017 {
            english_name: Name::from_text("ZHENGJIAN,YANGBEN"),
            sex: Sex::Female,
            number: CardNumber::from_text("PAK310080010103"),
            nationality: Nationality::from_alpha3("PAK"),
            chinese_name: Name::from_text("证件样本"),
            valid_from: NaiveDate::from_ymd_opt(2023, 8, 8),
            valid_to: Validity::Until(NaiveDate::from_ymd_opt(2033, 8, 7).unwrap()),
            birth: NaiveDate::from_ymd_opt(1980, 1, 1),
            edition: "01".to_owned(),
            office: "1500".to_owned(),
        }
    }

    #[test]
    fn a_long_name_with_spaces_and_no_chinese_one_is_read_whole() {
        let long = "VAN DEN BERGHE-MONTEMAYOR, MARIA DE LOS ANGELES CONSTANZA E.";
        assert_eq!(long.len(), 60);
        let card = ForeignerCard2017 {
            english_name: Name::from_text(long),
            chinese_name: Name::from_text(""),
            ..card()
        };
        let read = ForeignerCard2017::parse(&card.to_block().unwrap());
        assert_eq!(read.english_name.text(), long);
        assert!(read.chinese_name.is_blank());
        assert_eq!(read, card);
    }

    #[test]
    fn a_nationality_that_is_no_code_takes_nothing_else_with_it() {
        let mut block = card().to_block().unwrap();
        block[NATIONALITY.start] = b'p';
        let read = ForeignerCard2017::parse(&block);
        assert_eq!(read, ForeignerCard2017 { nationality: None, ..card() });
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let long = ForeignerCard2017 { english_name: Name::from_text(&"A".repeat(61)), ..card() };
        assert_eq!(long.to_block(), Err(TooLong { field: "english_name", units: 61, room: 60 }));
    }

    #[test]
    fn what_a_card_says_never_reaches_a_log() {
        assert_eq!(format!("{:?}", card()), "ForeignerCard2017(..)");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_then_alike(text in prop::array::uniform32(any::<[u8; 8]>())) {
            let block: TextBlock = text.concat().try_into().unwrap();
            let card = ForeignerCard2017::parse(&block);
            prop_assert_eq!(ForeignerCard2017::parse(&card.to_block().unwrap()), card);
        }
    }
}
