//! Moments: time since start for deadlines, the calendar for what people read.

use std::time::Duration;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc, Weekday};
use uuid::Uuid;

/// Time since start.
pub type Uptime = Duration;

/// The moment at which something happened, with the ids that it may use up.
///
/// Ids and chance come in with what happened, so that the same events give the same visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Time since start.
    pub up: Uptime,
    /// Calendar time.
    pub at: DateTime<Utc>,
    /// An id for a case or document, never used before.
    pub fresh: [Uuid; 2],
}

/// What a citizen reads is Beijing time, UTC+8 all year.
fn beijing() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("eight hours are less than a day")
}

/// The day in Beijing.
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&beijing()).date_naive()
}

/// 09:30.
pub fn clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&beijing()).format("%H:%M").to_string()
}

/// 11月24日 星期二.
pub fn date_and_weekday(at: DateTime<Utc>) -> String {
    let day = day(at);
    let weekday = match day.weekday() {
        Weekday::Mon => "一",
        Weekday::Tue => "二",
        Weekday::Wed => "三",
        Weekday::Thu => "四",
        Weekday::Fri => "五",
        Weekday::Sat => "六",
        Weekday::Sun => "日",
    };
    format!("{}月{}日 星期{weekday}", day.month(), day.day())
}

/// 今天 09:28, 昨天 17:02, 11月3日 09:28, or with the year where it is another one.
pub fn when(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (then, today) = (day(at), day(now));
    let clock = clock(at);
    match (today - then).num_days() {
        0 => format!("今天 {clock}"),
        1 => format!("昨天 {clock}"),
        _ if then.year() == today.year() => format!("{}月{}日 {clock}", then.month(), then.day()),
        _ => format!("{} {clock}", long_date(then)),
    }
}

/// 2026年11月24日 09:31, as papers have it.
pub fn long_date_and_clock(at: DateTime<Utc>) -> String {
    format!("{} {}", paper_date(day(at)), clock(at))
}

/// 2026年09月07日, as papers have it.
pub fn paper_date(day: NaiveDate) -> String {
    day.format("%Y年%m月%d日").to_string()
}

/// 2026年9月7日.
pub fn long_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_citizen_reads_beijing_time() {
        let now = at("2026-11-24T01:30:00Z");
        assert_eq!(clock(now), "09:30");
        assert_eq!(date_and_weekday(now), "11月24日 星期二");
        assert_eq!(when(at("2026-11-24T01:28:00Z"), now), "今天 09:28");
        assert_eq!(when(at("2026-11-23T15:59:00Z"), now), "昨天 23:59");
        assert_eq!(when(at("2026-11-01T01:28:00Z"), now), "11月1日 09:28");
        assert_eq!(when(at("2025-11-01T01:28:00Z"), now), "2025年11月1日 09:28");
        assert_eq!(day(at("2026-11-24T16:00:00Z")), NaiveDate::from_ymd_opt(2026, 11, 25).unwrap());
    }
}
