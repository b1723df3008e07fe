//! What a recording consists of.
//!
//! ```text
//! {"at":0,"began":{"format":1,"port":"id-card","baud":115200}}
//! {"at":402113,"line":"up"}
//! {"at":431870,"sent":"AAAAAA9669000311FFED"}
//! {"at":18220417,"received":"AAAAAA9669000400009094"}
//! {"at":18254012,"event":"Ready { .. }"}
//! {"at":2000481220,"order":"Watch"}
//! {"at":2000499870,"nothing":null}
//! ```

use std::{fmt, time::Duration};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Line, Uptime};

/// The edition of this format.
pub const FORMAT: u32 = 1;

/// One line of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, in nanoseconds since the clock of the kiosk started.
    #[serde(with = "nanoseconds")]
    pub at: Uptime,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What happened on a port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The first line of every recording.
    Began {
        /// The edition of the format, [`FORMAT`].
        format: u32,
        /// Which port, by the name that the kiosk gives it: `id-card`.
        port: String,
        /// Its rate.
        baud: u32,
    },
    /// The port was opened or lost.
    Line(Line),
    /// The rate was changed.
    Baud(u32),
    /// The owner asked something of the machine; as its `Debug` has it.
    Order(String),
    /// Bytes came.
    Received(Bytes),
    /// The machine put bytes on the wire.
    Sent(Bytes),
    /// The machine reported something; as its `Debug` has it.
    Event(String),
    /// After something had come in, or a moment had come, the machine was asked what is to be done,
    /// and there was nothing. It may have drawn conclusions all the same.
    Nothing,
}

impl Entry {
    /// The line of the file, with its end.
    pub fn to_line(&self) -> String {
        let mut line = serde_json::to_string(self).unwrap_or_default(); // Strings and numbers only.
        line.push('\n');
        line
    }
}

/// Bytes, in capital hexadecimal digits. `Debug` prints their number alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes(..{})", self.0.len())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits: String = self.0.iter().map(|byte| format!("{byte:02X}")).collect();
        serializer.serialize_str(&digits)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let nibble = |digit: u8| char::from(digit).to_digit(16);
        let byte = |pair: &[u8]| match pair {
            [high, low] => Some((nibble(*high)? << 4 | nibble(*low)?) as u8),
            _ => None,
        };
        let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
        bytes.map(Self).ok_or_else(|| de::Error::custom("bytes are pairs of hexadecimal digits"))
    }
}

mod nanoseconds {
    use super::{Deserialize, Deserializer, Duration, Serializer};

    pub(super) fn serialize<S: Serializer>(
        at: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(at.as_nanos()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_nanos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind() -> Vec<(&'static str, What)> {
        vec![
            (
                r#"{"at":7,"began":{"format":1,"port":"id-card","baud":115200}}"#,
                What::Began { format: 1, port: "id-card".to_owned(), baud: 115_200 },
            ),
            (r#"{"at":7,"line":"up"}"#, What::Line(Line::Up)),
            (r#"{"at":7,"line":"down"}"#, What::Line(Line::Down)),
            (r#"{"at":7,"baud":9600}"#, What::Baud(9600)),
            (r#"{"at":7,"order":"Watch"}"#, What::Order("Watch".to_owned())),
            (r#"{"at":7,"received":"00FF"}"#, What::Received(Bytes(vec![0x00, 0xFF]))),
            (r#"{"at":7,"sent":"AA"}"#, What::Sent(Bytes(vec![0xAA]))),
            (r#"{"at":7,"event":"CardLifted"}"#, What::Event("CardLifted".to_owned())),
            (r#"{"at":7,"nothing":null}"#, What::Nothing),
        ]
    }

    #[test]
    fn every_line_is_written_as_the_format_says_and_read_again() {
        for (line, what) in every_kind() {
            let entry = Entry { at: Duration::from_nanos(7), what };
            assert_eq!(entry.to_line(), format!("{line}\n"));
            assert_eq!(serde_json::from_str::<Entry>(line).unwrap(), entry);
        }
    }

    #[test]
    fn bytes_that_are_none_are_no_line() {
        for digits in ["0", "0G", "é", "+1"] {
            let line = format!(r#"{{"at":7,"sent":"{digits}"}}"#);
            assert!(serde_json::from_str::<Entry>(&line).is_err(), "{digits}");
        }
    }
}
