//! The types of fields: `cn`, digits in nibbles, filled up with F; `an`, characters in GBK,
//! filled up with zeros. A field that was never set is full of `FF`.

use std::fmt;

use chrono::NaiveDate;
use encoding_rs::GB18030;
use zeroize::Zeroize;

/// A text that does not fit into its field of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// The bytes are more than the field has.
    #[error("the text has {bytes} bytes and the card holds {room}; shorten it")]
    TooLong {
        /// How long the text is in GB 18030.
        bytes: usize,
        /// How long it may be.
        room: usize,
    },
}

/// Whether a field was never set.
pub(crate) fn is_unset(field: &[u8]) -> bool {
    field.iter().all(|byte| *byte == 0xFF)
}

/// The bytes of an `an` field without what it was filled up with.
pub(crate) fn trimmed(field: &[u8]) -> &[u8] {
    let end = field.iter().rposition(|byte| !matches!(byte, 0x00 | 0x20));
    &field[..end.map_or(0, |last| last + 1)]
}

/// The digits of a `cn` field; `None` where one is none.
pub(crate) fn digits(field: &[u8]) -> Option<String> {
    let nibbles = field.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
    let text: String = nibbles
        .map(|nibble| char::from_digit(u32::from(nibble), 16))
        .collect::<Option<String>>()?;
    let text = text.trim_end_matches('f');
    let sound = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| text.to_owned())
}

/// Digits into a `cn` field of so many bytes, filled up with F.
pub(crate) fn from_digits(digits: &str, size: usize) -> Vec<u8> {
    let mut nibbles = digits.bytes().map(|digit| digit & 0x0F).chain(std::iter::repeat(0x0F));
    (0..size)
        .map(|_| nibbles.next().unwrap_or(0x0F) << 4 | nibbles.next().unwrap_or(0x0F))
        .collect()
}

/// The day of a `cn` field, YYYYMMDD.
pub(crate) fn date(field: &[u8]) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&digits(field)?, "%Y%m%d").ok()
}

/// All nibbles of a field as upper-case hexadecimal digits.
pub(crate) fn hex(field: &[u8]) -> String {
    field.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// A text as the bytes of an `an` field of so many bytes, filled up with zeros.
///
/// # Errors
/// [`FieldError::TooLong`] where it does not fit.
pub(crate) fn from_text(text: &str, size: usize) -> Result<Vec<u8>, FieldError> {
    let (bytes, _, _) = GB18030.encode(text);
    let mut field = bytes.into_owned();
    if size < field.len() {
        return Err(FieldError::TooLong { bytes: field.len(), room: size });
    }
    field.resize(size, 0x00);
    Ok(field)
}

/// 姓名 on a card: the bytes as they are there, and what can be shown of them. `Debug` prints
/// neither; the memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    bytes: Vec<u8>,
    shown: String,
    sound: bool,
}

impl Name {
    /// The name in these bytes of GB 18030. The card's text is GBK in practice; the larger set
    /// holds it and the characters that some names need beyond it.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (shown, had_errors) = GB18030.decode_without_bom_handling(bytes);
        Self { bytes: bytes.to_vec(), shown: shown.into_owned(), sound: !had_errors }
    }

    /// The name of this text.
    pub fn from_text(text: &str) -> Self {
        Self::from_bytes(&GB18030.encode(text).0)
    }

    /// The bytes on the card.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The name as it can be shown; U+FFFD in place of what makes no sense.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Whether every byte makes sense. A name of which not is compared by people only.
    pub fn is_sound(&self) -> bool {
        self.sound
    }
}

impl Drop for Name {
    fn drop(&mut self) {
        self.bytes.zeroize();
        self.shown.zeroize();
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_end_where_the_filling_begins() {
        assert_eq!(digits(&[0x20, 0x16, 0x08, 0x01]).as_deref(), Some("20160801"));
        assert_eq!(digits(&[0x12, 0x3F]).as_deref(), Some("123"));
        assert_eq!(digits(&[0xFF, 0xFF]), None);
        assert_eq!(digits(&[0x1A]), None);
        assert_eq!(from_digits("123", 3), [0x12, 0x3F, 0xFF]);
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_none() {
        assert_eq!(date(&[0x20, 0x24, 0x02, 0x29]), NaiveDate::from_ymd_opt(2024, 2, 29));
        assert_eq!(date(&[0x20, 0x23, 0x02, 0x29]), None);
        assert_eq!(date(&[0xFF; 4]), None);
    }

    #[test]
    fn filling_of_either_kind_goes() {
        assert_eq!(trimmed(b"D2143569X\0\0"), b"D2143569X");
        assert_eq!(trimmed(b"A B  "), b"A B");
        assert_eq!(trimmed(&[0; 4]), b"");
    }

    #[test]
    fn rare_characters_keep_their_bytes() {
        for text in ["林知远", "龙䶮", "杨𬱖", "买买提·吐尔逊"] {
            let name = Name::from_text(text);
            assert_eq!(Name::from_bytes(name.bytes()), name);
            assert_eq!((name.shown(), name.is_sound()), (text, true));
        }
        assert_eq!(Name::from_bytes(&[0xC1, 0xFA, 0xFE, 0x9F]).shown(), "龙䶮");
        assert_eq!(Name::from_text("杨𬱖").bytes().len(), 6, "four of them for 𬱖");
    }

    #[test]
    fn a_name_that_makes_no_sense_is_shown_as_far_as_it_does() {
        let name = Name::from_bytes(&[0xC1, 0xD6, 0xFF]);
        assert_eq!((name.shown(), name.is_sound()), ("林\u{FFFD}", false));
    }

    #[test]
    fn a_name_never_reaches_a_log() {
        assert_eq!(format!("{:?}", Name::from_text("林知远")), "Name(..)");
    }

    #[test]
    fn a_text_that_does_not_fit_is_refused_whole() {
        assert_eq!(from_text("林知远", 6).map(|field| field.len()), Ok(6));
        assert_eq!(from_text("林知远", 5), Err(FieldError::TooLong { bytes: 6, room: 5 }));
    }
}
