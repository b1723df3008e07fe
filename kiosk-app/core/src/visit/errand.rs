//! Something under way: a case stored, the district asked, a sheet printed and taken.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Reading, session::Session};
use crate::{
    case::CaseId,
    document::{Document, DocumentId},
    items::voucher::{Particulars, Stands},
    person::Record,
    time::Uptime,
};

/// The ledger is on the machine's own disk.
const STORE_WITHIN: Duration = Duration::from_secs(5);

/// What is under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Errand {
    /// What is to come out.
    pub document: Document,
    /// What it is about.
    pub purpose: Purpose,
    /// How far it is.
    pub stage: Stage,
    /// Whose; gone once the card is pulled.
    pub session: Option<Box<Session>>,
}

/// What a sheet is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// 参保凭证.
    Voucher {
        /// The case that it completes.
        case: CaseId,
        /// 补打: the case that first issued the certificate.
        reissue_of: Option<CaseId>,
        /// What it is made of: the sheet is made anew when it is known how the case stands.
        particulars: Particulars,
        /// Of whom; kept until the sheet is made.
        record: Box<Record>,
        /// When the district accepted it, where that was heard during this visit.
        reported_at: Option<DateTime<Utc>>,
    },
    /// 参保信息查询单.
    Slip {
        /// The case of the query.
        case: CaseId,
    },
    /// 一次性告知单; nobody need be known for it.
    Notice {
        /// Where one read it.
        reading: Reading,
    },
}

/// How far it is. Every stage that waits names its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The ledger is storing the case.
    Storing {
        /// Until then.
        give_up_at: Uptime,
    },
    /// The district is asked.
    Asking {
        /// Until then; afterwards the case stays 受理.
        give_up_at: Uptime,
    },
    /// The district said no.
    Refused {
        /// Its words for the citizen.
        reason: String,
        /// Then the page goes.
        until: Uptime,
    },
    /// The sheet is being printed.
    Printing {
        /// 0 to 100.
        percent: u8,
        /// Longer than the driver's own allowance: its answer always comes first.
        give_up_at: Uptime,
    },
    /// The sheet did not come out whole; it is printed again when the printer is well.
    Stopped {
        /// Then the visit ends without it.
        until: Uptime,
    },
    /// Nobody can say whether it came out.
    Unsure {
        /// Then the visit ends; the next one hears of it.
        until: Uptime,
    },
    /// It hangs in the mouth.
    Taking {
        /// Then the visit ends without it.
        until: Uptime,
    },
}

impl Stage {
    /// When it gives up waiting.
    pub fn until(&self) -> Uptime {
        match self {
            Self::Storing { give_up_at }
            | Self::Asking { give_up_at }
            | Self::Printing { give_up_at, .. } => *give_up_at,
            Self::Refused { until, .. }
            | Self::Stopped { until }
            | Self::Unsure { until }
            | Self::Taking { until } => *until,
        }
    }
}

impl Errand {
    /// An errand whose case is being stored.
    pub fn begun(
        document: Document,
        purpose: Purpose,
        session: Option<Box<Session>>,
        now: Uptime,
    ) -> Self {
        Self {
            document,
            purpose,
            stage: Stage::Storing { give_up_at: now + STORE_WITHIN },
            session,
        }
    }

    /// The case behind it, where there is one.
    pub fn case(&self) -> Option<CaseId> {
        match &self.purpose {
            Purpose::Voucher { case, .. } | Purpose::Slip { case } => Some(*case),
            Purpose::Notice { .. } => None,
        }
    }

    /// The sheet's id.
    pub fn sheet(&self) -> DocumentId {
        self.document.id
    }

    /// Whether it must not be left for another visit: the ledger, the district or the printer is
    /// about to answer. A notice needs no answer, for no case stands behind it.
    pub fn is_under_way(&self) -> bool {
        let waits = matches!(
            self.stage,
            Stage::Storing { .. } | Stage::Asking { .. } | Stage::Printing { .. }
        );
        waits && !matches!(self.purpose, Purpose::Notice { .. })
    }

    /// Whether it waits for the citizen, who may then end the visit.
    pub fn can_be_ended(&self) -> bool {
        matches!(
            self.stage,
            Stage::Refused { .. }
                | Stage::Stopped { .. }
                | Stage::Unsure { .. }
                | Stage::Taking { .. }
        )
    }

    /// Whether a case stands behind it that the citizen must hear is safe.
    pub fn is_voucher(&self) -> bool {
        matches!(self.purpose, Purpose::Voucher { .. })
    }

    /// How the case stands on the sheet.
    pub fn stands(&self) -> Option<Stands> {
        match &self.purpose {
            Purpose::Voucher { particulars, .. } => Some(particulars.stands),
            Purpose::Slip { .. } | Purpose::Notice { .. } => None,
        }
    }
}
