//! 参保人员 as the district knows them: the rows of the replica that a visit works on.

use chrono::{DateTime, NaiveDate, Utc};
use codes::{InsuranceStatus, PersonCategory, PersonNumber, Scheme, Sex};
use serde::{Deserialize, Serialize};

/// 参保人员, with everything that the kiosk knows of them.
///
/// `Debug` names nobody.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct InsuredPerson {
    /// 人员编号 `psn_no`: opaque, the key of the record at the district.
    pub id: String,
    /// 公民身份号码 or what stands in its place.
    pub id_number: PersonNumber,
    /// 姓名 as the district has it.
    pub name: String,
    /// 性别.
    pub sex: Sex,
    /// 民族 code, GB/T 3304.
    pub nation: u8,
    /// 出生日期.
    pub birth_date: NaiveDate,
    /// 已故 (`surv_stas`).
    pub deceased: bool,
    /// 人员多号: the person has further records that are not yet merged.
    pub unmerged: bool,
    /// 参保, one a scheme and spell.
    pub enrolments: Vec<Enrolment>,
    /// 缴费, oldest first.
    pub contributions: Vec<Contribution>,
    /// 个人账户, where there is one.
    pub account: Option<Account>,
}

impl InsuredPerson {
    /// The name as it is shown and printed: old private-use characters are those of today's
    /// standard. The record keeps its own.
    pub fn shown_name(&self) -> String {
        codes::names::shown(&self.name)
    }
}

impl std::fmt::Debug for InsuredPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InsuredPerson({} enrolments)", self.enrolments.len())
    }
}

/// 参保: one scheme's enrolment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enrolment {
    /// 险种类型.
    pub scheme: Scheme,
    /// 人员类别.
    pub category: PersonCategory,
    /// 人员参保状态.
    pub status: InsuranceStatus,
    /// 首次参保日期 here (`psn_insu_date`).
    pub first_on: NaiveDate,
    /// 本次参保日期 (`crt_insu_date`).
    pub current_since: NaiveDate,
    /// 暂停参保日期 (`paus_insu_date`).
    pub paused_on: Option<NaiveDate>,
    /// When it ended.
    pub ended_on: Option<NaiveDate>,
    /// 单位名称, where enrolled through a unit.
    pub unit_name: Option<String>,
    /// 参保所属医保区划, six digits.
    pub division: String,
}

impl Enrolment {
    /// The last day of cover: where the enrolment no longer runs, and the day is on record.
    ///
    /// A day of pause from an earlier spell says nothing, and an enrolment that ended while it was
    /// paused gave no cover after the pause.
    pub fn stopped_on(&self) -> Option<NaiveDate> {
        if !matches!(self.status, InsuranceStatus::Paused | InsuranceStatus::Ended) {
            return None;
        }
        let paused_on = self.paused_on.filter(|day| self.current_since <= *day);
        paused_on.into_iter().chain(self.ended_on).min()
    }
}

/// 缴费: one month of one scheme. Money is in fen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// 险种类型.
    pub scheme: Scheme,
    /// 费款所属期.
    pub month: Month,
    /// 缴费基数.
    pub base_fen: i64,
    /// 个人缴费金额.
    pub personal_fen: i64,
    /// 单位缴费金额.
    pub unit_fen: i64,
    /// 财政补助金额.
    pub subsidy_fen: i64,
    /// 划入个人账户金额.
    pub to_account_fen: i64,
    /// 到账日期; `None` while the money is not there.
    pub paid_on: Option<NaiveDate>,
}

impl Contribution {
    /// Whether the money has arrived.
    pub fn is_paid(&self) -> bool {
        self.paid_on.is_some()
    }

    /// Whether it adds to the time that one has contributed: retired people have lines in which
    /// nothing is paid, only their account is credited.
    pub fn counts(&self) -> bool {
        self.is_paid() && 0 < self.personal_fen + self.unit_fen + self.subsidy_fen
    }
}

/// 个人账户.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// 账户余额 in fen.
    pub balance_fen: i64,
    /// The day of that balance.
    pub as_of: NaiveDate,
}

/// A month of the calendar, written 2026-05 on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        use chrono::Datelike;
        Self { year: day.year(), month: day.month() }
    }

    /// The months from this one to `last`, both included.
    pub fn until(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| Some(month.next()))
            .take_while(move |m| *m <= last)
    }

    /// The month after this one.
    pub fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { year: self.year, month: month + 1 },
        }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A text that is no month.
#[derive(Debug, thiserror::Error)]
#[error("a month is written as year and month, 2026-05")]
pub struct NoMonth;

impl TryFrom<String> for Month {
    type Error = NoMonth;
    fn try_from(text: String) -> Result<Self, NoMonth> {
        let (year, month) = text.split_once('-').ok_or(NoMonth)?;
        let month = Self {
            year: year.parse().map_err(|_| NoMonth)?,
            month: month.parse().map_err(|_| NoMonth)?,
        };
        if (1..=12).contains(&month.month) { Ok(month) } else { Err(NoMonth) }
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

/// A person's record and the moment at which the district's data were last known to be whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Who.
    pub person: InsuredPerson,
    /// 数据截至.
    pub as_of: DateTime<Utc>,
}
