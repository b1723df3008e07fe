//! Dates on a card, and until when it is valid.

use chrono::{Datelike, NaiveDate};

/// What the chip says in place of a last day.
const LONG_TERM: &str = "长期";

/// 有效期截止, the end of a card's validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Valid up to and including this day.
    Until(NaiveDate),
    /// `长期`: for people who were 46 or older when the card was issued.
    LongTerm,
    /// Blank, or no day of the calendar. The rest of the card is as good as ever.
    Unreadable,
}

impl Validity {
    /// The validity that a field says.
    pub(crate) fn from_text(text: &str) -> Self {
        match (text, date(text)) {
            (LONG_TERM, _) => Self::LongTerm,
            (_, Some(day)) => Self::Until(day),
            (_, None) => Self::Unreadable,
        }
    }

    /// What a field says for this validity.
    pub(crate) fn to_text(self) -> String {
        match self {
            Self::Until(day) => digits(Some(day)),
            Self::LongTerm => LONG_TERM.to_owned(),
            Self::Unreadable => String::new(),
        }
    }

    /// Whether the card is known to have run out before `today`.
    pub fn has_run_out(self, today: NaiveDate) -> bool {
        matches!(self, Self::Until(day) if day < today)
    }
}

/// The day of a field of eight digits, YYYYMMDD.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text[from..to].parse().ok();
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, part(4, 6)?, part(6, 8)?)
}

/// The eight digits of a day; nothing for none.
pub(crate) fn digits(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| {
        format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_leap_day_is_a_day_in_leap_years_only() {
        assert_eq!(date("20240229"), Some(day(2024, 2, 29)));
        assert_eq!(date("20230229"), None);
    }

    #[test]
    fn what_is_not_eight_digits_is_no_day() {
        for text in
            ["", "2024", "202402290", "+2024022", "２０２４０２２９", "2024 229", "00000000"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn validity_is_written_as_it_was_read() {
        for validity in
            [Validity::Until(day(2038, 9, 20)), Validity::LongTerm, Validity::Unreadable]
        {
            assert_eq!(Validity::from_text(&validity.to_text()), validity);
        }
        assert_eq!(Validity::from_text("长 期"), Validity::Unreadable);
    }

    #[test]
    fn a_card_runs_out_the_day_after_its_last() {
        let card = Validity::Until(day(2025, 3, 1));
        assert!(!card.has_run_out(day(2025, 3, 1)));
        assert!(card.has_run_out(day(2025, 3, 2)));
        assert!(!Validity::LongTerm.has_run_out(day(2999, 1, 1)));
        assert!(!Validity::Unreadable.has_run_out(day(2999, 1, 1)));
    }
}
