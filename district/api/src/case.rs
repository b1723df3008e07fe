//! 办件 as a terminal pushes them, and the district's answers.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::instant;

/// Cases of one terminal, at most a hundred. Each is recorded, or refused, by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseBatch {
    /// The cases, in the order in which they were made.
    #[schema(max_items = 100)]
    pub cases: Vec<Case>,
}

/// The answers to a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseResults {
    /// One for each case, in the order of the batch.
    pub results: Vec<CaseAnswer>,
}

/// 办件: what somebody did at a terminal. Once pushed it never changes.
// `Debug` tells nothing of the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Case {
    /// A UUIDv7 that the terminal made, and stored, before the case was first sent.
    pub id: Uuid,
    /// The terminal's name, which must be the one that its token stands for.
    #[schema(example = "nanchuan-hall-1")]
    pub terminal: String,
    /// 人员编号 of whom it is about.
    #[schema(example = "ZG5001000017")]
    pub person: String,
    /// What proved who they are.
    pub identity_means: IdentityMeans,
    /// The steps taken at the terminal so far, first to last.
    pub steps: Vec<CaseStep>,
    /// The papers that belong to it.
    pub documents: Vec<DocumentNote>,
    /// Which item it is, and what is particular to that.
    pub payload: Payload,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Case({})", self.id)
    }
}

/// What proved who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityMeans {
    /// 居民身份证
    ResidentIdCard,
    /// 外国人永久居留身份证
    PermanentResidentCard,
    /// 港澳台居民居住证
    ResidencePermit,
    /// 社会保障卡
    SocialSecurityCard,
    /// 医保电子凭证
    ElectronicCredential,
}

/// A step, and when it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseStep {
    /// Which.
    pub step: Step,
    /// When, by the terminal's clock.
    #[serde(with = "instant")]
    pub at: DateTime<Utc>,
}

/// 办理环节.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// 申请
    Applied,
    /// 受理
    Accepted,
    /// 审核
    Reviewed,
    /// 办结
    Completed,
}

/// A paper that belongs to a case, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DocumentNote {
    /// Its id, made by the terminal.
    pub id: Uuid,
    /// Its number, where its form has one.
    pub number: Option<String>,
    /// Its form.
    #[schema(example = "enrolment-voucher")]
    pub form: String,
    /// The form's edition.
    #[schema(example = "2026-1")]
    pub form_version: String,
    /// SM3 (GB/T 32905) over number and content, 64 hexadecimal digits; the same for every copy.
    pub content_hash: String,
    /// Whether it is the first copy.
    pub copy: DocumentCopy,
}

/// Whether a sheet is the first of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentCopy {
    /// The first.
    Original,
    /// 补打: the same number and content once more, and marked so.
    Reissue,
}

/// What is particular to an item (事项); `item` is its key in the catalog.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum Payload {
    /// 参保人员参保信息查询: somebody saw their own record.
    EnrolmentQuery {
        /// Which pages of it were on the screen, by the terminal's own keys; absent where the
        /// terminal does not note them.
        pages_shown: Option<Vec<String>>,
        /// Whether the 查询单 was printed.
        printed: bool,
    },
    /// 出具《参保凭证》.
    EnrolmentVoucher {
        /// The number that stands on it; no two vouchers share one.
        voucher_number: String,
        /// 险种类型 whose relation moves: 310 or 390.
        #[schema(example = "310")]
        scheme: String,
        /// Why the relation moves, in the person's words or choice.
        reason: Option<String>,
        /// 转入地: the division that the relation moves to, six digits.
        #[schema(example = "510107")]
        destination: Option<String>,
        /// 补打: the case that first issued the voucher, whose number this one carries again.
        #[schema(pattern = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
        reissue_of: Option<Uuid>,
    },
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EnrolmentQuery { .. } => "EnrolmentQuery(..)",
            Self::EnrolmentVoucher { .. } => "EnrolmentVoucher(..)",
        })
    }
}

/// What the district made of a case. It stands from the first time it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseAnswer {
    /// The case.
    pub id: Uuid,
    /// What became of it.
    pub outcome: Outcome,
    /// 业务流水号, the district's own; absent where the case was refused.
    #[schema(example = "50011920261201000042")]
    pub serial: Option<String>,
    /// Why it was refused; absent otherwise.
    pub reason: Option<Reason>,
    /// When the district decided.
    #[serde(with = "instant")]
    pub at: DateTime<Utc>,
}

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is in the district's books, under `serial`.
    Accepted,
    /// It has come before, with the same content, and was accepted then: `serial` is the first.
    Duplicate,
    /// It is not in the books, and sending it again does not change that. A case that was refused
    /// and comes again gets its first answer again.
    Refused,
}

/// Why a case was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    /// For programs.
    #[schema(example = "person-deceased")]
    pub code: String,
    /// For the citizen, in Chinese; a whole sentence that names nobody.
    pub sentence: String,
}
