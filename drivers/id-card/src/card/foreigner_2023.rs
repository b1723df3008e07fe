//! 外国人永久居留身份证, the edition of 2023.

use std::{fmt, ops::Range};

use chrono::NaiveDate;
use codes::{ForeignerNumber2017, ForeignerNumber2023, Nationality, Sex};

use super::{
    CardKind, CardNumber, Name, TextBlock, Validity,
    text::{Draft, TooLong, sex, text, two_digits, units},
    validity::{date, digits},
};

// The fields of the text, in bytes: laid like a resident card's, whose nation and address are
// here the count of renewals and the beginning of the English name.
const CHINESE_NAME: Range<usize> = 0..30;
const SEX: Range<usize> = 30..32;
const RENEWALS: Range<usize> = 32..36;
const BIRTH: Range<usize> = 36..52;
const ENGLISH_NAME: Range<usize> = 52..122;
const NUMBER: Range<usize> = 122..158;
const VALID_FROM: Range<usize> = 188..204;
const VALID_TO: Range<usize> = 204..220;
const ENGLISH_NAME_GOES_ON: Range<usize> = 220..242;
const NATIONALITY: Range<usize> = 242..248;
const FORMER_NUMBER_LINK: Range<usize> = 250..256;

/// What a card of 2023 says. `Debug` prints none of it.
///
/// Source: the card's data layout, restated alike in public readers' code.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignerCard2023 {
    /// 中文姓名, at most 15 UTF-16 units; blank where the holder has none.
    pub chinese_name: Name,
    /// 性别
    pub sex: Sex,
    /// 换证次数; `None` where the card has no two digits for it.
    pub renewals: Option<u8>,
    /// 出生日期
    pub birth: Option<NaiveDate>,
    /// 英文姓名, at most 46 UTF-16 units in two parts of the text.
    pub english_name: Name,
    /// 证件号码, eighteen digits of which the first is 9.
    pub number: CardNumber,
    /// 签发日期
    pub valid_from: Option<NaiveDate>,
    /// 有效期截止
    pub valid_to: Validity,
    /// 国家或地区代码; `None` where the card has no three capital letters for it.
    pub nationality: Option<Nationality>,
    /// 既往版本号码关联项: three digits, blank where the holder had no card of 2017.
    pub former_number_link: String,
}

impl ForeignerCard2023 {
    /// The number that the holder had on a card of 2017. Records may still be under that one.
    pub fn former_number(&self) -> Option<ForeignerNumber2017> {
        let number = self.number.checked().ok()?;
        ForeignerNumber2023::of(&number)?.former(self.nationality?, &self.former_number_link)
    }

    /// Reads a text whose kind marker says that it is such a card's.
    pub(crate) fn parse(block: &TextBlock) -> Self {
        // The name may have a space just where its first part ends: nothing is cut off before
        // both are joined.
        let english_name = [units(block, ENGLISH_NAME), units(block, ENGLISH_NAME_GOES_ON)];
        Self {
            chinese_name: Name::from_units(&units(block, CHINESE_NAME)),
            sex: sex(block, SEX),
            renewals: two_digits(block, RENEWALS),
            birth: date(&text(block, BIRTH)),
            english_name: Name::from_units(&english_name.concat()),
            number: CardNumber::from_text(&text(block, NUMBER)),
            valid_from: date(&text(block, VALID_FROM)),
            valid_to: Validity::from_text(&text(block, VALID_TO)),
            nationality: Nationality::from_alpha3(&text(block, NATIONALITY)),
            former_number_link: text(block, FORMER_NUMBER_LINK),
        }
    }

    /// The text of such a card, for the chip of a simulated one.
    ///
    /// # Errors
    /// [`TooLong`] where a text has more units than its field.
    pub fn to_block(&self) -> Result<TextBlock, TooLong> {
        let mut draft = Draft::of_kind(CardKind::Foreigner2023);
        let nationality = self.nationality.map(String::from).unwrap_or_default();
        let name = self.english_name.units();
        let (begins, goes_on) = name.split_at(name.len().min(ENGLISH_NAME.len() / 2));
        draft.units("chinese_name", CHINESE_NAME, self.chinese_name.units())?;
        draft.text("sex", SEX, &self.sex.code().to_string())?;
        draft.two_digits("renewals", RENEWALS, self.renewals)?;
        draft.text("birth", BIRTH, &digits(self.birth))?;
        draft.units("english_name", ENGLISH_NAME, begins)?;
        draft.text("number", NUMBER, self.number.as_str())?;
        draft.text("valid_from", VALID_FROM, &digits(self.valid_from))?;
        draft.text("valid_to", VALID_TO, &self.valid_to.to_text())?;
        draft.units("english_name (from unit 36)", ENGLISH_NAME_GOES_ON, goes_on)?;
        draft.text("nationality", NATIONALITY, &nationality)?;
        draft.text("former_number_link", FORMER_NUMBER_LINK, &self.former_number_link)?;
        Ok(draft.finish())
    }
}

impl fmt::Debug for ForeignerCard2023 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForeignerCard2023(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Invented.
    fn card() -> ForeignerCard2023 {
        ForeignerCard2023 {
            chinese_name: Name::from_text("证件样本"),
            sex: Sex::Female,
            renewals: Some(0),
            birth: NaiveDate::from_ymd_opt(1980, 1, 1),
            english_name: Name::from_text("ZHENGJIAN, YANGBEN"),
            number: CardNumber::from_text("931586198001010028"),
            valid_from: NaiveDate::from_ymd_opt(2023, 8, 8),
            valid_to: Validity::Until(NaiveDate::from_ymd_opt(2033, 8, 7).unwrap()),
            nationality: Nationality::from_alpha3("PAK"),
            former_number_link: "000".to_owned(),
        }
    }

    fn named(english_name: &str) -> ForeignerCard2023 {
        ForeignerCard2023 { english_name: Name::from_text(english_name), ..card() }
    }

    #[test]
    fn a_name_in_two_parts_is_joined_with_the_space_between_them() {
        // Its 35th, its 36th, or neither of them is a space.
        for name in [
            "MONTEMAYOR-BERGHE, MARIA DE ANGELS CONSTANZA",
            "MONTEMAYOR-BERGHE, MARIA DES ANGELS CONSTANZA",
            "MONTEMAYOR-BERGHE, MARIAS DES ANGELS CONSTANZA",
        ] {
            let card = named(name);
            assert!(35 < name.len() && name.len() <= 46);
            let read = ForeignerCard2023::parse(&card.to_block().unwrap());
            assert_eq!(read.english_name.text(), name);
            assert_eq!(read, card);
        }
    }

    #[test]
    fn a_name_longer_than_both_parts_is_refused() {
        let field = "english_name (from unit 36)";
        let refused = named(&"A".repeat(47)).to_block();
        assert_eq!(refused, Err(TooLong { field, units: 12, room: 11 }));
    }

    #[test]
    fn the_former_number_is_there_where_the_chip_links_to_one() {
        let former = card().former_number().unwrap();
        assert_eq!(former.as_str(), "PAK310080010103");
        for unlinked in [
            ForeignerCard2023 { former_number_link: String::new(), ..card() },
            ForeignerCard2023 { nationality: None, ..card() },
            ForeignerCard2023 { number: CardNumber::from_text("931586198001010029"), ..card() },
            ForeignerCard2023 { number: CardNumber::from_text("11010519491231002X"), ..card() },
        ] {
            assert_eq!(unlinked.former_number(), None);
        }
    }

    #[test]
    fn what_a_card_says_never_reaches_a_log() {
        assert_eq!(format!("{:?}", card()), "ForeignerCard2023(..)");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_then_alike(text in prop::array::uniform32(any::<[u8; 8]>())) {
            let block: TextBlock = text.concat().try_into().unwrap();
            let card = ForeignerCard2023::parse(&block);
            prop_assert_eq!(ForeignerCard2023::parse(&card.to_block().unwrap()), card);
        }
    }
}
