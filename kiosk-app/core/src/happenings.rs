//! What comes into the heart of the kiosk and what goes out: events have happened, effects are to be done.

use chrono::{DateTime, Utc};
use codes::PersonNumber;

use zeroize::Zeroizing;

use crate::{
    case::{Case, CaseId, IssuedPaper, PaperState, TimedStep},
    document::{Document, DocumentId},
    identity::{Credential, Reader},
    number::VoucherNumber,
    person::Record,
    screen::Touch,
};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A citizen touched a control.
    Touched(Touch),
    /// A card is at a reader and is being read.
    CardFound(Reader),
    /// It was read whole.
    CardRead(Box<Credential>),
    /// It was not.
    CardFailed(Reader, CardFailure),
    /// It is gone.
    CardLifted(Reader),
    /// A code was shown to the scanner.
    CodeShown(Code),
    /// The district answered [`Effect::Resolve`], or did not.
    Resolved(Resolution),
    /// The ledger answered [`Effect::CheckVoucher`].
    VoucherChecked(VoucherCheck),
    /// A reader's state changed.
    Reader(Reader, ReaderHealth),
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
    /// Somebody opened the case, or shut it.
    Doors(Doors),
    /// Time passed.
    Tick,
}

/// Something to be done. Effects are carried out in their order, each before the next.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Look up the first of these numbers that the replica has: all are of one person.
    FindPerson(Vec<PersonNumber>),
    /// Ask the district, once, whose 医保电子凭证 this is.
    Resolve(Token),
    /// Compare the code of a voucher with the ledger.
    CheckVoucher(String),
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
    /// The chip, or what is on it, does not answer as it should.
    Damaged,
    /// An identity card of a kind that this kiosk does not know.
    Unsupported,
    /// No answer: the wrong side up, or turned round.
    WrongWay,
    /// The contacts are worn or dirty.
    Worn,
    /// Two cards, two codes, or something that does not belong there.
    Several,
    /// 银行卡
    BankCard,
    /// Some other card.
    OtherCard,
    /// A good card that gives its holder's name only where the district takes part.
    NeedsDistrict,
}

/// A code that was shown to the scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// 医保电子凭证
    Credential(Token),
    /// The code on a voucher of this stack.
    Voucher(String),
    /// 付款码 or 收款码.
    Payment,
    /// 健康码
    Health,
    /// A web address.
    WebAddress,
    /// Anything else.
    Other,
}

/// The text of a 医保电子凭证, on its way to the district. `Debug` prints nothing of it; the
/// memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// Takes the text over.
    pub fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// What became of asking whose a 医保电子凭证 is.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution {
    /// The district knows.
    Holder(Box<Credential>),
    /// The code is not valid, or not any more.
    NotValid,
    /// No answer came.
    NoAnswer,
}

/// What the ledger has on the code of a voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoucherCheck {
    /// This kiosk issued it, and the content is the same.
    IssuedHere,
    /// This kiosk issued the number, for another content.
    ContentDiffers,
    /// This kiosk did not issue it; another may have.
    NotIssuedHere,
    /// It is no such code.
    NoVoucher,
}

/// Whether a reader works.
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

/// Whether somebody is at the inside of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doors {
    /// All are shut.
    Shut,
    /// One stands open: staff are at work, and nobody is served beside them.
    Open,
}

/// Whether the ledger can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerHealth {
    /// It can.
    Sound,
    /// It cannot: no case can be taken.
    Broken,
}
