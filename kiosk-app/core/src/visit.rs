//! The visit: one citizen at the machine, from the card to the farewell.

pub mod errand;
pub mod session;

use crate::{
    case::CredentialKind,
    happenings::{CardFailure, VoucherCheck},
    identity::{Identity, NotAccepted, Reader},
    items::guide::Leaf,
    time::Uptime,
};
use catalog::ItemKey;
use errand::Errand;
use session::Session;

/// Where a visit stands. Each state holds only what it needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Visit {
    /// Nobody is here.
    Idle,
    /// A card is being read.
    Reading {
        /// By which reader.
        reader: Reader,
        /// Until then.
        give_up_at: Uptime,
    },
    /// The district is asked whose a code is, or the ledger what a voucher is worth.
    Checking {
        /// Until then.
        give_up_at: Uptime,
    },
    /// The replica is asked who this is.
    LookingUp {
        /// Whom the card proves.
        identity: Identity,
        /// Until then.
        give_up_at: Uptime,
    },
    /// Something is said to somebody who is not identified.
    Told {
        /// What.
        notice: Notice,
        /// Then the page goes.
        until: Uptime,
    },
    /// Somebody reads the guides without a card.
    Browsing {
        /// What they read.
        reading: Reading,
        /// Of their last touch.
        touched_at: Uptime,
    },
    /// The insured person is known and chooses.
    Serving(Box<Session>),
    /// Something is stored, asked or printed. The idle clock rests.
    Errand(Box<Errand>),
    /// The farewell.
    Parting {
        /// Which.
        farewell: Farewell,
        /// Then the page goes.
        until: Uptime,
        /// Kept while the card is still there, for those who have more to do.
        session: Option<Box<Session>>,
    },
}

/// What is said before anybody is identified.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// The card or code was not read.
    Unread(Reader, CardFailure),
    /// The credential proves nobody today.
    NotAccepted(CredentialKind, NotAccepted),
    /// A code that does not begin a visit.
    Code(CodeNotice),
    /// The district does not know the person.
    UnknownPerson,
    /// The kiosk itself failed.
    Sorry,
}

/// What is said of a code that does not begin a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeNotice {
    /// 医保电子凭证, and the district cannot be asked.
    NoNetwork,
    /// 医保电子凭证, and the district did not answer.
    NoAnswer,
    /// 医保电子凭证 that is not valid any more.
    NotValid,
    /// 付款码 or 收款码.
    Payment,
    /// 健康码
    Health,
    /// A web address.
    WebAddress,
    /// Anything else.
    Other,
    /// A voucher, and what the ledger has on it.
    Voucher(VoucherCheck),
}

/// What is read of the guides.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// The list, at a page counted from 0.
    List(usize),
    /// One item's guide.
    Guide {
        /// Whose.
        item: ItemKey,
        /// Its pages.
        leaves: Vec<Leaf>,
        /// At which, counted from 0.
        leaf: usize,
        /// The list's page to go back to.
        list_page: usize,
    },
}

/// How a visit ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Farewell {
    /// All done, or ended by the citizen; the card is still there.
    TakeCard,
    /// All done, and there is no card to take: one may go on for a while.
    AllDone,
    /// All done, and the card is gone.
    Goodbye,
    /// The card was pulled in the middle.
    CardLifted,
    /// The card was pulled before the paper came out.
    CardLiftedUnprinted,
    /// Nobody touched anything for long.
    TimedOut,
    /// Staff opened the case.
    DoorOpened,
}
