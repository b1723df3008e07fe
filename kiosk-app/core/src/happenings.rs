//! What comes into the heart of the kiosk and what goes out: events have happened, effects are to be done.

use chrono::{DateTime, Utc};
use codes::CitizenIdNumber;

use crate::{
    case::{Case, CaseId, IssuedPaper, PaperState, TimedStep},
    document::{Document, DocumentId},
    identity::Credential,
    number::VoucherNumber,
    person::Record,
    screen::Touch,
};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A citizen touched a control.
    Touched(Touch),
    /// A card lies on the reader and is being read.
    CardFound,
    /// It was read whole.
    CardRead(Box<Credential>),
    /// It was not.
    CardFailed(CardFailure),
    /// It is gone.
    CardLifted,
    /// The reader's state changed.
    Reader(ReaderHealth),
    /// The replica answered [`Effect::FindPerson`].
    Person(Lookup),
    /// The ledger answered [`Effect::ReserveNumber`]; `None`: it could not.
    NumberReserved(Option<VoucherNumber>),
    /// The ledger has the case on disk.
    CaseStored(CaseId),
    /// The ledger could not store it: nothing was done.
    StoreFailed(CaseId),
    /// The district answered.
    Answered(CaseId, Answer),
    /// The printer's state changed.
    Printer(PrinterHealth),
    /// News of a sheet.
    Sheet(DocumentId, SheetNews),
    /// The district came or went, or sent newer data.
    District(DistrictHealth),
    /// The ledger works, or does not.
    Ledger(LedgerHealth),
    /// Time passed.
    Tick,
}

/// Something to be done. Effects are carried out in their order, each before the next.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Look this number up in the replica.
    FindPerson(CitizenIdNumber),
    /// Take the next voucher number of the day out of the ledger.
    ReserveNumber,
    /// Put the case, its documents and its place in the outbox on disk.
    StoreCase(Box<Case>, Vec<Document>),
    /// Put down that the case took a further step.
    AddStep(CaseId, TimedStep),
    /// Put down that a sheet is asked for: one that belongs to no case, or another one of a
    /// document whose last sheet did not come out.
    AskPaper(Box<Document>),
    /// Put down what became of a sheet.
    RecordPaper(DocumentId, PaperState),
    /// Print it. Its state is on disk already.
    Print(Box<Document>),
    /// Drop everything about the person from memory and screen.
    Forget,
    /// Tell staff; the words hold nothing personal.
    Note(&'static str),
}

/// Why a card was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFailure {
    /// Taken away, or moved, before it was read whole.
    Interrupted,
    /// The chip does not answer as it should.
    Damaged,
    /// A card that this kiosk does not read.
    Unsupported,
}

/// Whether the ID-card reader works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderHealth {
    /// Not known yet.
    Starting,
    /// Waiting for cards.
    Ready,
    /// Silent, unplugged or broken.
    Suspended,
}

/// What the replica has on a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// A record, and the certificates that this kiosk issued to the person, newest first.
    Found(Box<Record>, Vec<IssuedPaper>),
    /// No record.
    Unknown,
    /// The replica could not be read.
    Failed,
}

/// What the district said of a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// 办结.
    Accepted,
    /// Not accepted; the words are for the citizen.
    Refused(String),
}

/// The printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrinterHealth {
    /// Whether it prints, and if not, why.
    pub state: PrinterState,
    /// The roll is near its end.
    pub paper_low: bool,
}

/// Whether the printer prints, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterState {
    /// Not known yet.
    Starting,
    /// It prints.
    Ready,
    /// The roll is empty.
    PaperOut,
    /// The cover stands open.
    CoverOpen,
    /// Something is stuck, too hot or broken.
    Stuck,
    /// It is well, and still being freed of what an earlier sheet left in it.
    Clearing,
    /// An earlier sheet hangs in the mouth.
    MouthFull,
    /// Silent or unplugged.
    Gone,
}

/// What became of a sheet that was to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetNews {
    /// So much of it has left for the printer, 0 to 100.
    Progress(u8),
    /// Printed and cut, the printer says so in order.
    Printed,
    /// It hangs in the mouth.
    Presented,
    /// Somebody pulled it out.
    Taken,
    /// It did not come out whole.
    Failed,
    /// Nobody can say.
    Unknown,
}

/// The district, as the kiosk sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DistrictHealth {
    /// It answered last time.
    pub reachable: bool,
    /// The replica is whole as of this moment; `None`: there is none yet.
    pub data_as_of: Option<DateTime<Utc>>,
}

/// Whether the ledger can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerHealth {
    /// It can.
    Sound,
    /// It cannot: no case can be taken.
    Broken,
}
