//! A citizen who is known: where they are among the pages.

use super::Reading;
use crate::{
    case::{CaseId, IssuedPaper},
    document::{CopyKind, Document},
    identity::Identity,
    items::voucher::{Particulars, Refusal},
    person::Record,
    time::Uptime,
};
use codes::Scheme;

/// A citizen who is known. `Debug` names nobody, for none of its parts does.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Whom the credential proves.
    pub identity: Identity,
    /// Their record and its moment.
    pub record: Record,
    /// Certificates issued to them here, newest first.
    pub issued: Vec<IssuedPaper>,
    /// The page they are at.
    pub place: Place,
    /// Their name is shown in full.
    pub name_shown: bool,
    /// The idle clock.
    pub idle: IdleClock,
}

/// The idle clock of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdleClock {
    /// The last touch was then.
    TouchedAt(Uptime),
    /// 还需要时间吗: the visit ends then.
    Asking {
        /// The end.
        until: Uptime,
    },
}

/// The page that a session is at.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// 我的事项.
    Services,
    /// A query's case is being stored before anything is shown.
    Opening {
        /// Which.
        case: CaseId,
        /// Until then.
        give_up_at: Uptime,
    },
    /// 我的参保信息.
    Enrolment {
        /// At which page, from 0.
        page: usize,
    },
    /// 您要转到哪里参保.
    AskDestination,
    /// 要开哪一种参保的凭证.
    AskScheme,
    /// A number is being taken out of the ledger.
    Reserving {
        /// For which scheme.
        scheme: Scheme,
        /// Until then.
        give_up_at: Uptime,
    },
    /// The voucher as it will come out.
    Preview(Box<Draft>),
    /// Why there is no voucher.
    Refused(Refusal),
    /// The printer does not print now.
    CannotPrint,
    /// The item wants an identity document, and the session stands on something else.
    NeedsDocument,
    /// A credential of somebody else is at another reader.
    TwoPeople,
    /// The kiosk itself failed; nothing was changed.
    Sorry,
    /// The guides.
    Guides(Reading),
}

/// A voucher that waits for a yes.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it is made of.
    pub particulars: Particulars,
    /// As it will come out.
    pub document: Document,
    /// Whether it was issued before.
    pub origin: Origin,
}

/// Whether a voucher was issued before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Never.
    New,
    /// Its case is stored, and no whole sheet of it ever came out.
    Stored(CaseId),
    /// A whole sheet may be in somebody's hand: this one says 补打.
    Issued(CaseId),
}

impl Origin {
    /// Which copy comes out.
    pub fn copy(self) -> CopyKind {
        match self {
            Self::New | Self::Stored(_) => CopyKind::Original,
            Self::Issued(_) => CopyKind::Reissue,
        }
    }
}

impl Session {
    /// Somebody who was just identified.
    pub fn new(identity: Identity, record: Record, issued: Vec<IssuedPaper>, now: Uptime) -> Self {
        Self {
            identity,
            record,
            issued,
            place: Place::Services,
            name_shown: false,
            idle: IdleClock::TouchedAt(now),
        }
    }
}
