//! 持卡人基本信息: whose card it is.

use std::fmt;

use chrono::NaiveDate;
use codes::{CitizenIdNumber, Nation, NumberError, Sex};
use zeroize::{Zeroize, Zeroizing};

use super::{
    CardError, Name, Records, Tag,
    field::{date, digits, is_unset, trimmed},
};

/// 社会保障号码: for citizens the number of the identity card. `Debug` does not print it; the
/// memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct HolderNumber(String);

impl HolderNumber {
    /// The number of this text.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What the card says.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, checked.
    ///
    /// # Errors
    /// [`NumberError`] where it is no number of a citizen; holders from abroad have others.
    pub fn checked(&self) -> Result<CitizenIdNumber, NumberError> {
        CitizenIdNumber::parse(&self.0)
    }
}

impl Drop for HolderNumber {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for HolderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HolderNumber(..)")
    }
}

/// Whose card it is. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// 社会保障号码
    pub number: HolderNumber,
    /// 姓名
    pub name: Name,
    /// 性别. Where the card leaves it open, it is taken from the number.
    pub sex: Option<Sex>,
    /// 民族
    pub nation: Option<Nation>,
    /// 出生地: a region by its six digits.
    pub birth_place: Option<String>,
    /// 出生日期. Where the card leaves it open, it is taken from the number.
    pub birth: Option<NaiveDate>,
}

impl Holder {
    /// Reads the records of the holder's file.
    ///
    /// # Errors
    /// [`CardError`] where name or number is missing or is no text.
    pub(crate) fn from_records(records: &Records) -> Result<Self, CardError> {
        let number = records.required(Tag::HolderNumber)?;
        let number = std::str::from_utf8(trimmed(number))
            .ok()
            .filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()))
            .map(HolderNumber::from_text)
            .ok_or(CardError::Damaged(Tag::HolderNumber))?;
        // Joined as bytes: a character may have its first half in one record and the rest in the next.
        let mut name = Zeroizing::new(trimmed(records.required(Tag::Name)?).to_vec());
        if let Some(rest) = records.get(Tag::NameExtension) {
            name.extend(trimmed(rest));
        }
        if name.is_empty() {
            return Err(CardError::Missing(Tag::Name));
        }
        let citizen = number.checked().ok();
        let sex = records.text(Tag::Sex).and_then(|text| text.chars().next()).map(Sex::from_code);
        let nation = records.get(Tag::Nation).and_then(digits);
        Ok(Self {
            name: Name::from_bytes(&name),
            sex: sex.or_else(|| citizen.as_ref().map(CitizenIdNumber::sex)),
            nation: nation.and_then(|code| code.parse().ok()).map(Nation::from_code),
            birth_place: records.get(Tag::BirthPlace).filter(|it| !is_unset(it)).and_then(digits),
            birth: records
                .get(Tag::Birth)
                .and_then(date)
                .or_else(|| citizen.as_ref().map(CitizenIdNumber::birth_date)),
            number,
        })
    }

    /// Whether sex and birth are those inside the number; a number that is no citizen's says
    /// nothing of them.
    pub fn agrees_with_number(&self) -> bool {
        self.number.checked().is_ok_and(|number| {
            self.sex.is_none_or(|sex| sex == number.sex())
                && self.birth.is_none_or(|birth| birth == number.birth_date())
        })
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::field::from_text;

    fn records() -> Records {
        let mut records = Records::default();
        records.put(Tag::HolderNumber, b"500119196109271236");
        records.put(Tag::Name, &from_text("林知远", 30).unwrap());
        records
    }

    #[test]
    fn what_the_card_leaves_open_is_taken_from_the_number() {
        let mut records = records();
        for tag in [Tag::Nation, Tag::BirthPlace, Tag::Birth] {
            records.put(tag, &vec![0xFF; usize::from(tag.size())]);
        }
        let holder = Holder::from_records(&records).unwrap();
        assert_eq!(holder.name.shown(), "林知远");
        assert_eq!((holder.sex, holder.nation), (Some(Sex::Male), None));
        assert_eq!(holder.birth, NaiveDate::from_ymd_opt(1961, 9, 27));
        assert!(holder.agrees_with_number());
    }

    #[test]
    fn a_card_that_contradicts_its_number_is_noticed() {
        let mut records = records();
        records.put(Tag::Sex, b"2");
        assert!(!Holder::from_records(&records).unwrap().agrees_with_number());
    }

    #[test]
    fn a_character_may_straddle_two_records() {
        let whole = "甲乙丙丁戊己庚辛壬癸子丑寅卯𬱖辰";
        let mut bytes = from_text(whole, 50).unwrap();
        let mut records = records();
        records.put(Tag::NameExtension, &bytes.split_off(30));
        records.put(Tag::Name, &bytes);
        assert_eq!(Holder::from_records(&records).unwrap().name.shown(), whole);
    }

    #[test]
    fn a_card_without_name_or_number_is_none() {
        let mut without_name = records();
        without_name.put(Tag::Name, &[0; 30]);
        assert_eq!(Holder::from_records(&without_name), Err(CardError::Missing(Tag::Name)));
        let mut damaged = records();
        damaged.put(Tag::HolderNumber, &[0x80; 18]);
        assert_eq!(Holder::from_records(&damaged), Err(CardError::Damaged(Tag::HolderNumber)));
    }

    #[test]
    fn nobody_is_named_in_a_log() {
        let holder = Holder::from_records(&records()).unwrap();
        assert_eq!(format!("{holder:?} {:?}", holder.number), "Holder(..) HolderNumber(..)");
    }
}
