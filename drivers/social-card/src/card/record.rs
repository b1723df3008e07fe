//! Files of records, each a tag, a length and a value.

use std::{collections::BTreeMap, fmt};

use encoding_rs::GB18030;
use zeroize::Zeroizing;

use super::{
    CardError,
    field::{is_unset, trimmed},
};

/// A file of the environment that a kiosk reads. Fingerprint (EF07) and photo (EF08) are left out:
/// a kiosk has no business with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum File {
    /// EF05, 发卡机构数据.
    Issuer,
    /// EF06, 持卡人基本信息.
    Holder,
}

impl File {
    /// The id by which the file is selected.
    pub fn id(self) -> u16 {
        match self {
            Self::Issuer => 0xEF05,
            Self::Holder => 0xEF06,
        }
    }
}

/// Which record it is; its number is the tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// 卡识别码
    Identifier = 0x01,
    /// 卡类别
    Category = 0x02,
    /// 规范版本
    Version = 0x03,
    /// 初始化机构编号
    InitialisedBy = 0x04,
    /// 发卡日期
    IssuedOn = 0x05,
    /// 卡有效期
    ValidTo = 0x06,
    /// 卡号
    CardNumber = 0x07,
    /// 社会保障号码, the identity number for citizens
    HolderNumber = 0x08,
    /// 姓名
    Name = 0x09,
    /// 姓名扩展, which goes on with a long name; not on cards of the first generation
    NameExtension = 0x4E,
    /// 性别
    Sex = 0x0A,
    /// 民族
    Nation = 0x0B,
    /// 出生地
    BirthPlace = 0x0C,
    /// 出生日期
    Birth = 0x0D,
}

impl Tag {
    /// The records of the issuer's file, in their order.
    pub const OF_ISSUER: [Self; 7] = [
        Self::Identifier,
        Self::Category,
        Self::Version,
        Self::InitialisedBy,
        Self::IssuedOn,
        Self::ValidTo,
        Self::CardNumber,
    ];

    /// The records of the holder's file, in their order.
    pub const OF_HOLDER: [Self; 7] = [
        Self::HolderNumber,
        Self::Name,
        Self::NameExtension,
        Self::Sex,
        Self::Nation,
        Self::BirthPlace,
        Self::Birth,
    ];

    /// The file in which the record is.
    pub fn file(self) -> File {
        if Self::OF_ISSUER.contains(&self) { File::Issuer } else { File::Holder }
    }

    /// How long the value is, in bytes.
    pub fn size(self) -> u8 {
        match self {
            Self::Identifier => 16,
            Self::Category | Self::Sex | Self::Nation => 1,
            Self::Version | Self::IssuedOn | Self::ValidTo | Self::Birth => 4,
            Self::InitialisedBy => 12,
            Self::CardNumber => 9,
            Self::HolderNumber => 18,
            Self::Name => 30,
            Self::NameExtension => 20,
            Self::BirthPlace => 3,
        }
    }

    /// Whether a card without this record is none.
    pub(crate) fn is_required(self) -> bool {
        matches!(self, Self::Identifier | Self::CardNumber | Self::HolderNumber | Self::Name)
    }
}

/// Records that were read. `Debug` prints none of their values.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Records(BTreeMap<Tag, Zeroizing<Vec<u8>>>);

impl Records {
    /// Takes what a card answered when it was asked for `tag`: tag, length, value, and perhaps
    /// more, which is ignored. Returns whether it was that.
    pub fn take(&mut self, tag: Tag, answer: &[u8]) -> bool {
        let Some((&[got, size], rest)) = answer.split_first_chunk() else { return false };
        let Some(value) = rest.get(..usize::from(size)) else { return false };
        let fits = got == tag as u8;
        if fits {
            self.put(tag, value);
        }
        fits
    }

    /// Puts a value in place.
    pub fn put(&mut self, tag: Tag, value: &[u8]) {
        self.0.insert(tag, value.to_vec().into());
    }

    /// Takes a record out.
    pub fn remove(&mut self, tag: Tag) {
        self.0.remove(&tag);
    }

    /// The value of a record, unless it was never set.
    pub fn get(&self, tag: Tag) -> Option<&[u8]> {
        self.raw(tag).filter(|value| !is_unset(value))
    }

    /// The value of a record as it is on the card.
    pub(crate) fn raw(&self, tag: Tag) -> Option<&[u8]> {
        self.0.get(&tag).map(|value| &value[..])
    }

    pub(crate) fn required(&self, tag: Tag) -> Result<&[u8], CardError> {
        self.get(tag).ok_or(CardError::Missing(tag))
    }

    /// What a record of characters says; `None` where it is empty or makes no sense.
    pub(crate) fn text(&self, tag: Tag) -> Option<String> {
        let bytes = trimmed(self.get(tag)?);
        let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
        (!text.is_empty()).then(|| text.into_owned())
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Finds the value of a tag in the description of a file (FCI, ISO/IEC 7816-4): `path` leads from
/// the outermost tag inwards, and a tag of two bytes is written as one number.
pub fn file_description<'a>(description: &'a [u8], path: &[u16]) -> Option<&'a [u8]> {
    let mut inside = description;
    for wanted in path {
        let mut rest = inside;
        loop {
            let (tag, value, behind) = element(rest)?;
            if tag == *wanted {
                inside = value;
                break;
            }
            rest = behind;
        }
    }
    Some(inside)
}

/// The first element: its tag, its value, and what is behind.
fn element(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (&first, mut rest) = bytes.split_first()?;
    let mut tag = u16::from(first);
    if first & 0x1F == 0x1F {
        let (&second, behind) = rest.split_first()?;
        tag = tag << 8 | u16::from(second);
        rest = behind;
    }
    let (&size, mut rest) = rest.split_first()?;
    let mut size = usize::from(size);
    if size == 0x81 {
        let (&long, behind) = rest.split_first()?;
        (size, rest) = (usize::from(long), behind);
    }
    let (value, behind) = rest.split_at_checked(size)?;
    Some((tag, value, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::SSSE;

    #[test]
    fn the_files_have_the_lengths_that_their_rules_give() {
        let length = |tags: [Tag; 7]| tags.iter().map(|tag| 2 + u32::from(tag.size())).sum::<u32>();
        assert_eq!((length(Tag::OF_ISSUER), length(Tag::OF_HOLDER)), (64, 91));
    }

    #[test]
    fn a_record_of_another_tag_or_too_short_is_not_taken() {
        let whole = [0x03, 0x04, b'2', b'.', b'0', b'0', 0xEE];
        for end in 0..6 {
            assert!(!Records::default().take(Tag::Version, &whole[..end]), "{end} bytes");
        }
        let mut records = Records::default();
        assert!(!records.take(Tag::Category, &whole));
        assert!(records.take(Tag::Version, &whole));
        assert_eq!(records.get(Tag::Version), Some(&b"2.00"[..]));
    }

    #[test]
    fn a_record_that_was_never_set_is_none() {
        let mut records = Records::default();
        records.put(Tag::Birth, &[0xFF; 4]);
        assert_eq!(records.get(Tag::Birth), None);
        assert_eq!(format!("{records:?}"), "{Birth}");
    }

    #[test]
    fn the_algorithm_is_found_in_the_description_of_the_environment() {
        let mut description = vec![0x6F, 0x1C, 0x84, 0x0F];
        description.extend(SSSE);
        description.extend([0xA5, 0x09, 0x88, 0x01, 0x1E, 0x9F, 0x0C, 0x03, 0x86, 0x01, 0x03]);
        let found = |path: &[u16]| file_description(&description, path);
        assert_eq!(found(&[0x6F, 0xA5, 0x9F0C, 0x86]), Some(&[0x03][..]));
        assert_eq!(found(&[0x6F, 0xA5, 0x88]), Some(&[0x1E][..]));
        assert_eq!(found(&[0x6F, 0x85]), None);
        for end in 0..description.len() {
            assert_eq!(file_description(&description[..end], &[0x6F, 0xA5, 0x88]), None);
        }
    }
}
