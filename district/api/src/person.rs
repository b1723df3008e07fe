//! 参保人员 as the district hands them out.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// 参保人员: one record of the district, always whole.
///
/// A changed person travels as a whole new row that takes the place of the old one.
// `Debug` names nobody, so that a person never reaches a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// 人员编号 `psn_no`: the key of the record, opaque, and the same for ever.
    #[schema(example = "ZG5001000017")]
    pub id: String,
    /// 证件号码 `certno`: a 公民身份号码, or the number of a residence permit of the same shape; of a
    /// foreigner it may still be the fifteen characters of a card of 2017.
    #[schema(pattern = "^([0-9]{17}[0-9X]|[A-Z]{3}[0-9]{12})$")]
    pub id_number: String,
    /// 姓名, as the district has it.
    pub name: String,
    /// 性别 `gend`, GB/T 2261.1: 0, 1, 2 or 9.
    #[schema(example = "2")]
    pub sex: String,
    /// 民族 `naty`, GB/T 3304: two digits. Nobody who is no citizen has one.
    #[schema(example = "01")]
    pub nation: Option<String>,
    /// 出生日期 `brdy`.
    pub birth_date: NaiveDate,
    /// 已故 (`surv_stas`).
    pub deceased: bool,
    /// 人员多号合并: the record in which this one has been merged, and which holds from then on.
    pub merged_into: Option<String>,
    /// 人员多号: the same person has further records which are not merged yet.
    pub several_numbers: bool,
    /// 参保: one for each scheme and category.
    pub enrolments: Vec<Enrolment>,
    /// 缴费, the oldest period first.
    pub contributions: Vec<Contribution>,
    /// 职工医保个人账户; of the person, not of one enrolment. Absent where there is none.
    pub account: Option<Account>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(..)")
    }
}

/// 参保: how a person is, or was, enrolled in one scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Enrolment {
    /// 险种类型 `insutype`.
    #[schema(example = "310")]
    pub scheme: String,
    /// 人员类别 `psn_type`: two, four or six digits.
    #[schema(example = "1103")]
    pub category: String,
    /// 人员参保状态 `psn_insu_stas`: 0 未参保, 1 正常参保, 2 暂停参保, 3 终止参保.
    #[schema(example = 1, maximum = 255)]
    pub status: u8,
    /// 首次参保日期 `psn_insu_date`.
    pub first_date: NaiveDate,
    /// 本次参保日期 `crt_insu_date`.
    pub current_since: NaiveDate,
    /// 暂停参保日期 `paus_insu_date`, while paused.
    pub paused_on: Option<NaiveDate>,
    /// The day of 终止参保, once ended.
    pub ended_on: Option<NaiveDate>,
    /// 单位名称 `emp_name`, where enrolled through a unit.
    pub unit_name: Option<String>,
    /// 参保所属医保区划 `insuplc_admdvs`.
    #[schema(example = "500119")]
    pub division: String,
}

/// 缴费: what was due, and paid, for one period of one scheme. Money is in fen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contribution {
    /// 险种类型 `insutype`.
    #[schema(example = "310")]
    pub scheme: String,
    /// 费款所属期: a month. A scheme that is paid by the year has its first month here.
    #[schema(pattern = r"^\d{4}-\d{2}$", example = "2026-05")]
    pub month: String,
    /// 缴费基数; 0 where the sum is fixed.
    pub base_fen: i64,
    /// 个人缴费金额.
    pub personal_fen: i64,
    /// 单位缴费金额.
    pub unit_fen: i64,
    /// 财政补助金额.
    pub subsidy_fen: i64,
    /// 划入个人账户金额.
    pub to_account_fen: i64,
    /// 到账日期; absent while the money has not arrived.
    pub paid_on: Option<NaiveDate>,
    /// 欠费: the sum is due and has not arrived.
    pub arrears: bool,
}

/// 个人账户.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// 账户余额 `balc`, in fen.
    pub balance_fen: i64,
    /// The day at whose end the balance stood so.
    pub as_of: NaiveDate,
}
