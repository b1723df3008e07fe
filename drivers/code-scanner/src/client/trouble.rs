//! What can go wrong with a code or with the engine, and what people can do about it.

/// Something that keeps a code from being read. Never holds anything of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Two codes were seen at once, and it is not for the kiosk to choose: they may be two people's.
    #[error("two codes lie before the scanner; show one")]
    TwoCodes,
    /// A code came without its end, or with characters in it that no code has.
    #[error("the code did not come through whole; show it again")]
    Garbled,
    /// [`Trouble::Garbled`] three times in a row, while somebody waited.
    #[error("code after code comes damaged; check the scanner's cable, its rate and its suffix")]
    AllGarbled,
    /// Three commands in a row had no answer.
    #[error("the scanner does not answer; check its cable, its power and the rate of the line")]
    ScannerSilent,
    /// It says of command after command that it came damaged.
    #[error("commands reach the scanner damaged; check its cable and the rate of the line")]
    LineNoisy,
    /// It does not know a command of its profile.
    #[error("the scanner refuses a command ({0:02X}); choose the profile of this model")]
    Refused(u8),
}

/// What people can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// The visitor shows one code and puts the other away.
    ShowOneCode,
    /// The visitor shows the code again.
    ShowCodeAgain,
    /// Staff check cable, power and settings.
    CheckCable,
    /// Staff call service.
    CallService,
}

impl Trouble {
    /// What people can do.
    pub fn remedy(self) -> Remedy {
        match self {
            Self::TwoCodes => Remedy::ShowOneCode,
            Self::Garbled => Remedy::ShowCodeAgain,
            Self::AllGarbled | Self::ScannerSilent | Self::LineNoisy => Remedy::CheckCable,
            Self::Refused(_) => Remedy::CallService,
        }
    }

    /// Whether no code can be read until it is over, which [`crate::Event::Ready`] says. After the
    /// others the client looks for codes as before.
    pub fn is_about_scanner(self) -> bool {
        match self {
            Self::ScannerSilent | Self::LineNoisy | Self::Refused(_) => true,
            Self::TwoCodes | Self::Garbled | Self::AllGarbled => false,
        }
    }
}
