//! The number of a voucher: unique without a network, with a check digit that finds a misread one.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 凭证编号: `500119-07-20261124-00031-3` — division, terminal, day, serial of that day on that
/// terminal, check digit.
///
/// The bureau's own rule for numbers is not known; this one is the kiosk's and says so by its
/// shape. Division, terminal and day make it unique between machines, the serial on one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VoucherNumber {
    division: String,
    terminal: u8,
    day: NaiveDate,
    serial: u32,
}

/// Why a text is no voucher number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not of the form.
    #[error("a voucher number looks like 500119-07-20261124-00031-3")]
    Shape,
    /// The last digit does not follow from the others: it was misread or made up.
    #[error("the check digit does not match: read the number once more")]
    Check,
}

impl VoucherNumber {
    /// Puts a number together.
    ///
    /// # Errors
    /// [`NumberError::Shape`] where the division is not six digits, the terminal not 1–99 or the
    /// serial not 1–99999.
    pub fn new(
        division: &str,
        terminal: u8,
        day: NaiveDate,
        serial: u32,
    ) -> Result<Self, NumberError> {
        let six_digits = division.len() == 6 && division.bytes().all(|byte| byte.is_ascii_digit());
        if !six_digits || !(1..=99).contains(&terminal) || !(1..=99_999).contains(&serial) {
            return Err(NumberError::Shape);
        }
        Ok(Self { division: division.to_owned(), terminal, day, serial })
    }

    fn body(&self) -> String {
        format!(
            "{}-{:02}-{}-{:05}",
            self.division,
            self.terminal,
            self.day.format("%Y%m%d"),
            self.serial
        )
    }
}

/// The check digit of ISO/IEC 7064, MOD 11,10, over the digits of `text`.
fn check_digit(text: &str) -> u32 {
    let product = text.chars().filter_map(|c| c.to_digit(10)).fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10
}

impl fmt::Display for VoucherNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.body();
        write!(f, "{body}-{}", check_digit(&body))
    }
}

impl FromStr for VoucherNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let parts: Vec<&str> = text.split('-').collect();
        let [division, terminal, day, serial, check] = parts[..] else {
            return Err(NumberError::Shape);
        };
        let number = Self::new(
            division,
            terminal.parse().map_err(|_| NumberError::Shape)?,
            NaiveDate::parse_from_str(day, "%Y%m%d").map_err(|_| NumberError::Shape)?,
            serial.parse().map_err(|_| NumberError::Shape)?,
        )?;
        if check.len() != 1 || number.body().len() + 2 != text.len() {
            return Err(NumberError::Shape);
        }
        if number.to_string() == text { Ok(number) } else { Err(NumberError::Check) }
    }
}

impl TryFrom<String> for VoucherNumber {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<VoucherNumber> for String {
    fn from(number: VoucherNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(serial: u32) -> VoucherNumber {
        VoucherNumber::new("500119", 7, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), serial)
            .unwrap()
    }

    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        // The worked example of ISO/IEC 7064 for MOD 11,10: 0794 gets the check digit 5.
        assert_eq!(check_digit("0794"), 5);
    }

    #[test]
    fn a_number_reads_back_as_itself() {
        let text = number(31).to_string();
        assert_eq!(text, "500119-07-20261124-00031-3");
        assert_eq!(text.parse::<VoucherNumber>(), Ok(number(31)));
    }

    #[test]
    fn every_misread_digit_is_found() {
        let text = number(31).to_string();
        for (place, digit) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            for other in ('0'..='9').filter(|other| *other != digit) {
                let mut misread = text.clone();
                misread.replace_range(place..=place, &other.to_string());
                assert!(misread.parse::<VoucherNumber>().is_err(), "{misread}");
            }
        }
    }

    #[test]
    fn a_hundred_thousandth_voucher_of_a_day_is_refused_not_doubled() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert_eq!(VoucherNumber::new("500119", 7, day, 100_000), Err(NumberError::Shape));
    }
}
