//! A service item and what the two lists say of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Catalog;
use crate::cell::NumberedCell;
use crate::error::Fault;

/// A service item (事项) of one list or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceItem {
    /// Its name in programs and records. It stays when a list is numbered anew.
    pub key: ItemKey,
    /// What this kiosk does with it.
    pub at_this_kiosk: AtThisKiosk,
    /// Its row on the handling list.
    pub handling: Option<HandlingEntry>,
    /// Its row on the list of public services (公共服务事项清单).
    pub public: Option<PublicEntry>,
}

impl ServiceItem {
    /// Its numbers on the two lists.
    pub fn numbers(&self) -> Numbers {
        Numbers {
            handling: self.handling.as_ref().map(|entry| entry.number),
            public: self.public.as_ref().map(|entry| entry.number),
        }
    }

    /// The title under which a citizen finds the item: the handling list's, which is the shorter
    /// one, or where that has none the one of the list of public services.
    pub fn guide_title(&self) -> &str {
        match (&self.handling, &self.public) {
            (Some(entry), _) => &entry.title,
            (None, Some(entry)) => &entry.title,
            (None, None) => self.key.as_str(),
        }
    }

    /// What the handling list's materials accept as proof of who one is; `None` where they name
    /// none.
    pub fn proof(&self) -> Option<Proof> {
        let entries = self.handling.as_ref()?.materials.entries();
        let any = |word: &str| entries.iter().any(|entry| entry.contains(word));
        if any("社保卡") && any("医保电子凭证") {
            Some(Proof::AnyCredential)
        } else if entries.iter().any(|entry| entry == "有效身份证件") {
            Some(Proof::IdentityDocument)
        } else {
            None
        }
    }

    /// The remarks (备注) on the handling list, those of a cell that spans rows included.
    pub fn remarks<'a>(&'a self, catalog: &'a Catalog) -> &'a [String] {
        let Some(entry) = &self.handling else { return &[] };
        match &entry.remarks {
            Remarks::Own(cell) => cell.entries(),
            Remarks::From(key) => {
                catalog.get(key.as_str()).map_or(&[], |item| item.remarks(catalog))
            }
        }
    }
}

/// What one may prove with, for an item, who one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// 有效身份证件, and neither 社保卡 nor 医保电子凭证.
    IdentityDocument,
    /// Any of the three.
    AnyCredential,
}

/// The name of an item in programs and records: small letters, figures and single hyphens, such as
/// `enrolment-voucher`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemKey(String);

impl ItemKey {
    /// The key as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ItemKey {
    type Error = Fault;

    fn try_from(key: String) -> Result<Self, Fault> {
        let is_word = |word: &str| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if key.split('-').all(is_word) { Ok(Self(key)) } else { Err(Fault::Key { key }) }
    }
}

impl FromStr for ItemKey {
    type Err = Fault;

    fn from_str(key: &str) -> Result<Self, Fault> {
        key.to_owned().try_into()
    }
}

impl From<ItemKey> for String {
    fn from(key: ItemKey) -> Self {
        key.0
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for ItemKey {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for ItemKey {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// An item's numbers (序号); a list that does not have the item gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// On the handling list, 1–36.
    pub handling: Option<u8>,
    /// On the list of public services, 1–37.
    pub public: Option<u8>,
}

/// What the kiosk does with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AtThisKiosk {
    /// The item is done here.
    Perform,
    /// The certificate that the item is about is printed here; the decision is made elsewhere.
    Print,
    /// The kiosk shows and prints what to bring, and where to go with it.
    Guide,
}

/// A row of the handling list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandlingEntry {
    /// 序号.
    pub number: u8,
    /// 子项, without the star.
    pub title: String,
    /// Whether the title bears ★: laid down by 国家医保局 and not to be altered (the list's note 1).
    pub starred: bool,
    /// 项目: the heading of its group with the heading's number, such as 三、基本医疗保险关系转移接续.
    pub group: String,
    /// 办理材料.
    pub materials: NumberedCell,
    /// 办理时限.
    pub time_limit: TimeLimit,
    /// 办理环节, such as 申请, 受理, 审核, 办结.
    pub steps: Vec<String>,
    /// 备注.
    pub remarks: Remarks,
}

/// The remarks of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remarks {
    /// The row's own cell, which may be empty.
    Own(NumberedCell),
    /// The cell of this item spans the rows below it, and this is one of them.
    From(ItemKey),
}

/// 办理时限 in the list's words, such as 不超过5个工作日.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TimeLimit(pub(crate) String);

impl TimeLimit {
    /// The words of the list.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the item is finished in the same visit (即时办结).
    pub fn is_instant(&self) -> bool {
        self.0 == "即时办结"
    }
}

/// A row of the list of public services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicEntry {
    /// 序号.
    pub number: u8,
    /// 事项名称.
    pub title: String,
    /// 行使层级; none where the published file lacks the cell.
    pub levels: Option<Vec<Level>>,
    /// Who is in charge.
    pub departments: Departments,
    /// 设定依据, in the order of the cell.
    pub legal_basis: Vec<LegalBasis>,
}

/// A level of exercise (行使层级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Level {
    /// 市级.
    #[serde(rename = "市级")]
    Municipal,
    /// 区县级.
    #[serde(rename = "区县级")]
    District,
    /// 乡镇级.
    #[serde(rename = "乡镇级")]
    Township,
}

impl Level {
    /// The level that the list calls so.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Municipal, Self::District, Self::Township].into_iter().find(|it| it.word() == word)
    }

    /// What the list calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Municipal => "市级",
            Self::District => "区县级",
            Self::Township => "乡镇级",
        }
    }
}

/// The departments in charge; none where the published file lacks the cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Departments {
    /// 市级指导部门.
    pub municipal: Option<String>,
    /// 区级实施部门.
    pub district: Option<String>,
}

/// A law or document that an item rests on, as the list cites it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegalBasis {
    /// The title without its outer 《》.
    pub title: String,
    /// The document number (文号), such as 渝府发〔2001〕120号; none where the list gives none.
    pub number: Option<String>,
    /// The articles cited, such as 第五十七条. Sections of a notice (三、, （一）) are not among them.
    pub articles: Vec<String>,
}
