//! 办件: what was asked for, decided and printed, as the ledger keeps it and the district hears it.

use catalog::ItemKey;
use chrono::{DateTime, Utc};
use codes::Scheme;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::document::DocumentId;

/// The id of a case: a UUIDv7, made once, before the case is first stored or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub Uuid);

/// 办件. `Debug` names nobody.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The item of the catalog.
    pub item: ItemKey,
    /// 人员编号 of whom it is about.
    pub person: String,
    /// What proved who they are.
    pub credential: CredentialKind,
    /// The steps taken, with their times.
    pub steps: Vec<TimedStep>,
    /// Papers that belong to it.
    pub documents: Vec<DocumentNote>,
    /// What is particular to the item.
    pub matter: Matter,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Case({}, {})", self.id.0, self.item)
    }
}

/// What proved who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialKind {
    /// 居民身份证
    ResidentIdCard,
    /// 外国人永久居留身份证, of 2017 or 2023.
    PermanentResidentCard,
    /// 港澳台居民居住证
    ResidencePermit,
    /// 社会保障卡
    SocialSecurityCard,
    /// 医保电子凭证
    ElectronicCredential,
}

impl CredentialKind {
    /// Whether it is one of the 有效身份证件 that the bureau's list speaks of, which 社保卡 and
    /// 医保电子凭证 are not.
    pub fn is_identity_document(self) -> bool {
        matches!(self, Self::ResidentIdCard | Self::PermanentResidentCard | Self::ResidencePermit)
    }
}

/// 办理环节.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseStep {
    /// 申请
    Applied,
    /// 受理
    Accepted,
    /// 审核
    Reviewed,
    /// 办结
    Completed,
}

/// A step and when it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimedStep {
    /// Which.
    pub step: CaseStep,
    /// When.
    pub at: DateTime<Utc>,
}

/// A paper that belongs to a case, without its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentNote {
    /// Which.
    pub id: DocumentId,
    /// Its form.
    pub form: String,
    /// The form's edition.
    pub form_version: String,
    /// Its number, where it has one.
    pub number: Option<String>,
    /// SM3 over its content, capital hex.
    pub content_hash: String,
}

/// What is particular to an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Matter {
    /// 参保人员参保信息查询: one's own record was shown, or printed too.
    EnrolmentQuery {
        /// The 查询单 was asked for.
        printed: bool,
    },
    /// 出具《参保凭证》.
    EnrolmentVoucher {
        /// Its number.
        voucher_number: String,
        /// The scheme whose relation moves.
        scheme: Scheme,
        /// 补打: the case that first issued it.
        reissue_of: Option<CaseId>,
    },
}

/// How a case stands with the district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Standing {
    /// In the ledger, and not known to have reached the district. It may or may not have.
    Unknown,
    /// The district accepted it.
    Accepted {
        /// 业务流水号 at the district.
        serial: String,
    },
    /// The district refused it.
    Refused {
        /// Why, in words for the citizen.
        reason: String,
    },
}

/// The life of a sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperState {
    /// Stored; no byte of it has left for the printer.
    Asked,
    /// Bytes may have left for the printer; what became of them is not known yet.
    Sent,
    /// The printer said, in order, that it printed and cut it.
    Printed,
    /// It hangs in the mouth.
    Presented,
    /// Somebody pulled it out.
    Taken,
    /// It did not come out whole; what came out is no document.
    Failed,
    /// Nobody can say whether it came out: asked, or looked at, before anything is printed again.
    Unknown,
}

impl PaperState {
    /// Whether a whole sheet may be in somebody's hand, so that another one must say 补打.
    pub fn may_be_out(self) -> bool {
        !matches!(self, Self::Asked | Self::Failed)
    }
}

/// A certificate that this kiosk has issued to somebody, as their next visit hears of it.
#[derive(Debug, Clone, PartialEq)]
pub struct IssuedPaper {
    /// The case that issued it.
    pub case: CaseId,
    /// The sheet as it was.
    pub document: crate::document::Document,
    /// What it is about.
    pub matter: Matter,
    /// How the case stands.
    pub standing: Standing,
    /// What is known of the last sheet.
    pub paper: PaperState,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}
