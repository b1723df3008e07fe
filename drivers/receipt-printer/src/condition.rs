//! The printer's condition, and what can go wrong, each as an enum that says what follows from it.

/// How much paper the roll has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Enough.
    Plenty,
    /// Metres are left: finish the visit in hand, then close until the roll is changed.
    NearEnd,
    /// None.
    Out,
}

/// What the printer says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// The roll.
    pub paper: Paper,
    /// The cover is open.
    pub cover_open: bool,
    /// The cutter is stuck.
    pub cutter_stuck: bool,
    /// The head is too hot: printing pauses and goes on by itself.
    pub head_hot: bool,
    /// An error that only a technician ends.
    pub broken: bool,
    /// Nothing is printed now, for one of the reasons above or another.
    pub off_line: bool,
    /// A sheet is in the mouth. Always false where the printer has no sensor there.
    pub sheet_in_mouth: bool,
}

impl Condition {
    /// What keeps the printer from printing until somebody acts.
    pub fn fault(&self) -> Option<PrintError> {
        match self {
            Self { broken: true, .. } => Some(PrintError::Broken),
            Self { cutter_stuck: true, .. } => Some(PrintError::CutterStuck),
            Self { cover_open: true, .. } => Some(PrintError::CoverOpen),
            Self { paper: Paper::Out, .. } => Some(PrintError::PaperOut),
            Self { off_line: true, head_hot: false, .. } => Some(PrintError::OffLine),
            _ => None,
        }
    }
}

/// Why a sheet did not come out, or is not known to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// The roll ended before the cut; what hangs in the slot is no document.
    #[error("the roll has ended: put in a new one")]
    PaperOut,
    /// The cover is open.
    #[error("the printer's cover is open: close it")]
    CoverOpen,
    /// The cutter is stuck; a sheet may be printed and not released.
    #[error("the cutter is stuck: free it and switch the printer off and on")]
    CutterStuck,
    /// The printer reports an error that it cannot recover from.
    #[error("the printer reports a defect: switch it off and call service")]
    Broken,
    /// The printer is off line and does not say why.
    #[error("the printer is off line: look at its panel")]
    OffLine,
    /// The printer says that it is well, and the answer that proves the print never came.
    #[error("the printer did not confirm the print: look whether the sheet is there")]
    NoConfirmation,
    /// The printer says nothing at all.
    #[error("the printer does not answer: check its power and its cable")]
    Silent,
    /// The port cannot be opened, or failed.
    #[error("the printer's port has failed: check its cable")]
    LineDown,
    /// A sheet is still in the mouth.
    #[error("the last sheet is still in the mouth: take it")]
    SheetInMouth,
    /// The confirmed sheet never appeared in the mouth.
    #[error("the sheet was printed and not seen in the mouth: look for it")]
    NotPresented,
    /// Another sheet is being printed.
    #[error("another sheet is being printed: wait for it")]
    Busy,
    /// What an earlier job left in the printer must be discarded first.
    #[error("the printer still holds part of an earlier sheet: discard that first")]
    Unclear,
    /// The owner gave the sheet up.
    #[error("the sheet was given up before it was whole")]
    GivenUp,
}

/// What people can do about a [`PrintError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Put in a new roll.
    RefillPaper,
    /// Close the cover.
    CloseCover,
    /// Free the cutter.
    FreeCutter,
    /// Take the sheet out of the mouth.
    TakeSheet,
    /// See whether the sheet is there, and say so.
    LookForSheet,
    /// Check power and cable.
    Reconnect,
    /// Call service.
    CallService,
    /// Nobody need do anything: order it again later.
    TryLater,
}

impl PrintError {
    /// What people can do about it.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::PaperOut => Remedy::RefillPaper,
            Self::CoverOpen => Remedy::CloseCover,
            Self::CutterStuck => Remedy::FreeCutter,
            Self::Broken | Self::OffLine => Remedy::CallService,
            Self::NoConfirmation | Self::NotPresented => Remedy::LookForSheet,
            Self::Silent | Self::LineDown => Remedy::Reconnect,
            Self::SheetInMouth => Remedy::TakeSheet,
            Self::Busy | Self::Unclear | Self::GivenUp => Remedy::TryLater,
        }
    }
}
