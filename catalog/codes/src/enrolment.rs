//! 险种类型 (`insutype`), 人员参保状态 (`psn_insu_stas`) and 人员类别 (`psn_type`).
//!
//! Source: the field tables of the medical-insurance platform's interface specification.

use serde::{Deserialize, Serialize};

/// 险种类型 `insutype`: three digits, with local five-digit extensions kept as they came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Scheme {
    /// 310 职工基本医疗保险
    Employee,
    /// 320 公务员医疗补助
    CivilServant,
    /// 330 大额医疗费用补助
    LargeExpense,
    /// 390 城乡居民基本医疗保险
    Resident,
    /// 510 生育保险
    Maternity,
    /// Any other code, as it came.
    Other(String),
}

impl Scheme {
    /// The code of the specification.
    pub fn code(&self) -> &str {
        match self {
            Self::Employee => "310",
            Self::CivilServant => "320",
            Self::LargeExpense => "330",
            Self::Resident => "390",
            Self::Maternity => "510",
            Self::Other(code) => code,
        }
    }

    /// The scheme of a code.
    pub fn from_code(code: &str) -> Self {
        match code {
            "310" => Self::Employee,
            "320" => Self::CivilServant,
            "330" => Self::LargeExpense,
            "390" => Self::Resident,
            "510" => Self::Maternity,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The official name; a code of the table that has no variant here is named all the same.
    pub fn name(&self) -> &str {
        match self {
            Self::Employee => "职工基本医疗保险",
            Self::CivilServant => "公务员医疗补助",
            Self::LargeExpense => "大额医疗费用补助",
            Self::Resident => "城乡居民基本医疗保险",
            Self::Maternity => "生育保险",
            Self::Other(code) => match code.get(..3) {
                Some("340") => "离休人员医疗保障",
                Some("350") => "一至六级残废军人医疗补助",
                Some("360") => "老红军医疗保障",
                Some("370") => "企业补充医疗保险",
                Some("380") => "新型农村合作医疗",
                Some("391") => "城镇居民基本医疗保险",
                Some("392") => "城乡居民大病医疗保险",
                Some("399") => "其他特殊人员医疗保障",
                Some("410") => "长期照护保险",
                _ => "其他医疗保障",
            },
        }
    }

    /// Whether this is one of the two basic schemes, whose relation a 《参保凭证》 certifies.
    pub fn is_basic(&self) -> bool {
        matches!(self, Self::Employee | Self::Resident)
    }
}

impl From<String> for Scheme {
    fn from(code: String) -> Self {
        Self::from_code(&code)
    }
}

impl From<Scheme> for String {
    fn from(scheme: Scheme) -> Self {
        scheme.code().to_owned()
    }
}

/// 人员参保状态 `psn_insu_stas`. It says how one is enrolled, not what one is entitled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum InsuranceStatus {
    /// 0 未参保
    NotInsured,
    /// 1 正常参保
    Active,
    /// 2 暂停参保
    Paused,
    /// 3 终止参保
    Ended,
    /// A value that the table lacks.
    Unknown(u8),
}

impl InsuranceStatus {
    /// The official word.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotInsured => "未参保",
            Self::Active => "正常参保",
            Self::Paused => "暂停参保",
            Self::Ended => "终止参保",
            Self::Unknown(_) => "状态待核实",
        }
    }
}

impl From<u8> for InsuranceStatus {
    fn from(code: u8) -> Self {
        match code {
            0 => Self::NotInsured,
            1 => Self::Active,
            2 => Self::Paused,
            3 => Self::Ended,
            other => Self::Unknown(other),
        }
    }
}

impl From<InsuranceStatus> for u8 {
    fn from(status: InsuranceStatus) -> Self {
        match status {
            InsuranceStatus::NotInsured => 0,
            InsuranceStatus::Active => 1,
            InsuranceStatus::Paused => 2,
            InsuranceStatus::Ended => 3,
            InsuranceStatus::Unknown(other) => other,
        }
    }
}

/// 人员类别 `psn_type`: two, four or six digits, of which the first two, then four, mean something.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonCategory(String);

impl PersonCategory {
    /// The category of a code, kept as it came.
    pub fn from_code(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The code.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// 灵活就业人员: enrolled as an individual (以个人身份), not through a unit.
    pub fn is_individual(&self) -> bool {
        self.0.starts_with("1103") || self.0.starts_with("1203")
    }

    /// 退休人员: pays no contributions any more.
    pub fn is_retired(&self) -> bool {
        self.0.starts_with("12")
    }

    /// What people call it.
    pub fn word(&self) -> &'static str {
        match self.0.get(..4).or(self.0.get(..2)) {
            Some("1101") => "在职职工（单位参保）",
            Some("1102") => "在职公务员（单位参保）",
            Some("1103") => "灵活就业人员（个人身份）",
            Some("1201") => "退休职工",
            Some("1202") => "退休公务员",
            Some("1203") => "退休灵活就业人员（个人身份）",
            Some("1401") => "新生儿",
            Some("1402") => "学龄前儿童",
            Some("1403") => "中小学生",
            Some("1404") => "大学生",
            Some("1405") => "未入学的未成年人",
            Some("1501") => "普通居民（成年）",
            Some("1601") => "普通居民（老年）",
            _ => match self.0.get(..2) {
                Some("11") => "在职",
                Some("12") => "退休人员",
                Some("13") => "离休人员",
                Some("14") => "居民（未成年）",
                Some("15") => "居民（成年）",
                Some("16") => "居民（老年）",
                _ => "其他人员",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_no_table_has_keeps_its_value() {
        assert_eq!(Scheme::from_code("39901").code(), "39901");
        assert_eq!(Scheme::from_code("39901").name(), "其他特殊人员医疗保障");
        assert_eq!(u8::from(InsuranceStatus::from(7)), 7);
        assert_eq!(PersonCategory::from_code("116032").word(), "在职");
    }

    #[test]
    fn who_is_enrolled_as_an_individual_follows_from_the_category() {
        assert!(PersonCategory::from_code("1103").is_individual());
        assert!(!PersonCategory::from_code("1101").is_individual());
    }
}
