//! 居民身份证, the resident card.

use std::{fmt, ops::Range};

use chrono::NaiveDate;
use codes::{Nation, Sex};

use super::{
    CardKind, CardNumber, Name, TextBlock, Validity,
    text::{Draft, TooLong, sex, text, two_digits, units},
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

impl ResidentCard {
    /// Reads a text whose kind marker says that it is a resident card's.
    pub(crate) fn parse(block: &TextBlock) -> Self {
        Self {
            name: Name::from_units(&units(block, NAME)),
            sex: sex(block, SEX),
            nation: two_digits(block, NATION).map(Nation::from_code),
            birth: date(&text(block, BIRTH)),
            address: text(block, ADDRESS),
            number: CardNumber::from_text(&text(block, NUMBER)),
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
        let mut draft = Draft::of_kind(CardKind::Resident);
        draft.units("name", NAME, self.name.units())?;
        draft.text("sex", SEX, &self.sex.code().to_string())?;
        draft.two_digits("nation", NATION, self.nation.map(Nation::code))?;
        draft.text("birth", BIRTH, &digits(self.birth))?;
        draft.text("address", ADDRESS, &self.address)?;
        draft.text("number", NUMBER, self.number.as_str())?;
        draft.text("issuer", ISSUER, &self.issuer)?;
        draft.text("valid_from", VALID_FROM, &digits(self.valid_from))?;
        draft.text("valid_to", VALID_TO, &self.valid_to.to_text())?;
        Ok(draft.finish())
    }
}

impl fmt::Debug for ResidentCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResidentCard(..)")
    }
}

#[cfg(test)]
mod tests {
    use codes::NumberError;
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    /// 谭桂兰, invented.
    fn card() -> ResidentCard {
        ResidentCard {
            name: Name::from_text("谭桂兰"),
            sex: Sex::Female,
            nation: Some(Nation::from_code(15)),
            birth: day(1958, 3, 16),
            address: "重庆市南川区西城街道石桥巷6号".to_owned(),
            number: CardNumber::from_text("500119195803162043"),
            issuer: "重庆市公安局南川区分局".to_owned(),
            valid_from: day(2012, 5, 10),
            valid_to: Validity::LongTerm,
        }
    }

    fn with_field(bytes: Range<usize>, text: &str) -> ResidentCard {
        let mut field = Draft::of_kind(CardKind::Resident);
        field.text("field", bytes.clone(), text).unwrap();
        let mut block = card().to_block().unwrap();
        block[bytes.clone()].copy_from_slice(&field.finish()[bytes]);
        ResidentCard::parse(&block)
    }

    #[test]
    fn a_card_is_read_as_it_was_written() {
        assert_eq!(ResidentCard::parse(&card().to_block().unwrap()), card());
    }

    #[test]
    fn a_blank_or_malformed_date_takes_nothing_else_with_it() {
        for text in ["", "20230229", "2038年9月", "长期有效"] {
            let read = with_field(VALID_TO, text);
            assert_eq!(read, ResidentCard { valid_to: Validity::Unreadable, ..card() });
            assert_eq!(with_field(VALID_FROM, text), ResidentCard { valid_from: None, ..card() });
            assert_eq!(with_field(BIRTH, text), ResidentCard { birth: None, ..card() });
        }
        let leap_day = Validity::Until(NaiveDate::from_ymd_opt(2040, 2, 29).unwrap());
        assert_eq!(with_field(VALID_TO, "20400229").valid_to, leap_day);
    }

    #[test]
    fn sex_and_nation_outside_the_tables_are_not_made_up() {
        assert_eq!(with_field(SEX, "9").sex, Sex::Unstated);
        assert_eq!(with_field(SEX, "0").sex, Sex::Unknown);
        assert_eq!(with_field(SEX, "").sex, Sex::Unknown);
        assert_eq!(with_field(NATION, "97").nation, Some(Nation::from_code(97)));
        assert_eq!(with_field(NATION, "77").nation.unwrap().name(), None);
        for text in ["", "1", "+1", "汉"] {
            assert_eq!(with_field(NATION, text).nation, None);
        }
    }

    #[test]
    fn a_wrong_number_is_kept_as_it_is_and_told() {
        let read = with_field(NUMBER, "500119195803162044");
        assert_eq!(read.number.as_str(), "500119195803162044");
        assert_eq!(read.number.checked(), Err(NumberError::Check));
        assert_eq!(
            with_field(NUMBER, "50011919920711203x").number.checked().unwrap().as_str(),
            "50011919920711203X"
        );
    }

    #[test]
    fn an_address_keeps_its_inner_spaces() {
        assert_eq!(with_field(ADDRESS, "大观镇 茶园路 9号 ").address, "大观镇 茶园路 9号");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let long = ResidentCard { name: Name::from_text(&"长".repeat(16)), ..card() };
        assert_eq!(long.to_block(), Err(TooLong { field: "name", units: 16, room: 15 }));
        let long = ResidentCard { address: "长".repeat(36), ..card() };
        assert_eq!(long.to_block(), Err(TooLong { field: "address", units: 36, room: 35 }));
    }

    #[test]
    fn what_a_card_says_never_reaches_a_log() {
        assert_eq!(format!("{:?}", card()), "ResidentCard(..)");
        assert_eq!(format!("{:?}", card().number), "CardNumber(..)");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in prop::array::uniform32(any::<[u8; 8]>())) {
            let block: TextBlock = text.concat().try_into().unwrap();
            let card = ResidentCard::parse(&block);
            prop_assert!(card.name.units().len() <= 15);
        }

        #[test]
        fn any_card_is_read_as_it_was_written(
            name in "[\u{4E00}-\u{9FA5}·\u{20000}-\u{2A6D6}\u{E800}-\u{E863}]{1,7}",
            address in "[\u{4E00}-\u{9FA5}0-9]{0,35}",
            birth in 0..60_000_i32,
            nation in prop::option::of(0..100_u8),
        ) {
            let card = ResidentCard {
                name: Name::from_text(&name),
                address,
                birth: NaiveDate::from_num_days_from_ce_opt(693_596 + birth),
                nation: nation.map(Nation::from_code),
                ..card()
            };
            prop_assert_eq!(ResidentCard::parse(&card.to_block().unwrap()), card);
        }
    }
}
