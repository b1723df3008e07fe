//! How days, instants, ids and words stand in a column.
//!
//! A column that cannot be read is reported without what it holds, for that may be about a person.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use codes::Sex;
use kiosk_core::person::Month;
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

/// An instant: nanoseconds since 1970 UTC, which loses nothing and reaches to the year 2262.
pub(crate) struct Instant(pub(crate) DateTime<Utc>);

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let nanos = self.0.timestamp_nanos_opt().ok_or_else(|| unwritable("instant"))?;
        Ok(nanos.into())
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(|nanos| Self(DateTime::from_timestamp_nanos(nanos)))
    }
}

/// A day of the calendar: 20260501.
pub(crate) struct Day(pub(crate) NaiveDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let (month, day) = (i64::from(self.0.month()), i64::from(self.0.day()));
        Ok((i64::from(self.0.year()) * 10_000 + month * 100 + day).into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = u32::column_result(value)?;
        NaiveDate::from_ymd_opt((number / 10_000) as i32, number / 100 % 100, number % 100)
            .map(Self)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// A month of the calendar: 202605.
pub(crate) struct MonthNumber(pub(crate) Month);

impl ToSql for MonthNumber {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok((i64::from(self.0.year) * 100 + i64::from(self.0.month)).into())
    }
}

impl FromSql for MonthNumber {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = u32::column_result(value)?;
        let month = Month { year: (number / 100) as i32, month: number % 100 };
        if (1..=12).contains(&month.month) {
            Ok(Self(month))
        } else {
            Err(FromSqlError::InvalidType)
        }
    }
}

/// 性别: the digit of GB/T 2261.1.
pub(crate) struct SexDigit(pub(crate) Sex);

impl ToSql for SexDigit {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.code().to_string().into())
    }
}

impl FromSql for SexDigit {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let digit = value.as_str()?.chars().next().ok_or(FromSqlError::InvalidType)?;
        Ok(Self(Sex::from_code(digit)))
    }
}

/// An id: the sixteen bytes of a UUID.
pub(crate) struct Id(pub(crate) Uuid);

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_bytes().as_slice().into())
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_blob().and_then(|bytes| {
            Uuid::from_slice(bytes).map(Self).map_err(|_| FromSqlError::InvalidType)
        })
    }
}

/// Something that serde writes as one text, kept as that text: `resident-id-card`.
pub(crate) struct Word<T>(pub(crate) T);

impl<T: Serialize> ToSql for Word<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match serde_json::to_value(&self.0) {
            Ok(Value::String(word)) => Ok(word.into()),
            _ => Err(unwritable("word")),
        }
    }
}

impl<T: DeserializeOwned> FromSql for Word<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = Value::String(value.as_str()?.to_owned());
        serde_json::from_value(word).map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

/// Something with parts, kept as JSON.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0).map(Into::into).map_err(|_| unwritable("JSON"))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

/// A day where there is one.
pub(crate) fn day_or_none(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
}

fn unwritable(what: &'static str) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(format!("no column holds this {what}").into())
}
