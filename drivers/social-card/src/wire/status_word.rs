//! SW1 and SW2, the last two bytes of every answer of a card.

/// What a card thinks of a command.
///
/// Source: ISO/IEC 7816-4; 社会保障(个人)卡规范, part 5, for the meanings that the card gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusWord {
    /// `9000`
    Done,
    /// `61xx`: so many bytes wait for GET RESPONSE.
    MoreData(u8),
    /// `6Cxx`: this is the length to ask for.
    WrongLe(u8),
    /// `63Cx`: the PIN or the cryptogram was wrong; so many tries are left.
    TriesLeft(u8),
    /// `6581`: the memory failed.
    MemoryFailure,
    /// `6700`: a length is wrong.
    WrongLength,
    /// `6901`: not in this state.
    StateInvalid,
    /// `6981`: the command does not fit the structure of the file.
    WrongFileStructure,
    /// `6982`: an authentication must come first.
    SecurityNotSatisfied,
    /// `6983`: the PIN or the key is locked.
    AuthenticationLocked,
    /// `6984`: the random number is of no use.
    ReferenceUnusable,
    /// `6985`: a command that had to come before did not.
    ConditionsNotSatisfied,
    /// `6986`: no file is selected.
    NoCurrentFile,
    /// `6988`: the secured message is wrong.
    SecuredMessageWrong,
    /// `6A80`: the data are wrong.
    WrongData,
    /// `6A81`: not supported, or the card is locked.
    NotSupportedOrLocked,
    /// `6A82`: there is no such file or application.
    FileNotFound,
    /// `6A83`: there is no such record.
    RecordNotFound,
    /// `6A84`: there is no room in the file.
    NoRoom,
    /// `6A85`: Lc does not fit the structure.
    LengthAgainstStructure,
    /// `6A86`: P1 or P2 is wrong.
    WrongParameters,
    /// `6A88`: there is no such key.
    KeyNotFound,
    /// `6B00`: outside the file.
    OffsetOutside,
    /// `6D00`: the instruction is unknown.
    UnknownInstruction,
    /// `6E00`: the class is unknown.
    UnknownClass,
    /// `6F00`: no diagnosis.
    NoDiagnosis,
    /// `9302`: the MAC is wrong.
    WrongMac,
    /// `9303`: the application is locked for ever.
    ApplicationLocked,
    /// `9401` to `9406`: an error of the purse, by its number.
    Purse(u8),
    /// No table defines it.
    Unknown(u16),
}

impl StatusWord {
    /// The meaning of SW1 and SW2.
    pub fn from_code(code: u16) -> Self {
        let [sw1, sw2] = code.to_be_bytes();
        match (sw1, sw2) {
            (0x90, 0x00) => Self::Done,
            (0x61, count) => Self::MoreData(count),
            (0x6C, le) => Self::WrongLe(le),
            (0x63, 0xC0..=0xCF) => Self::TriesLeft(sw2 & 0x0F),
            (0x65, 0x81) => Self::MemoryFailure,
            (0x67, 0x00) => Self::WrongLength,
            (0x69, 0x01) => Self::StateInvalid,
            (0x69, 0x81) => Self::WrongFileStructure,
            (0x69, 0x82) => Self::SecurityNotSatisfied,
            (0x69, 0x83) => Self::AuthenticationLocked,
            (0x69, 0x84) => Self::ReferenceUnusable,
            (0x69, 0x85) => Self::ConditionsNotSatisfied,
            (0x69, 0x86) => Self::NoCurrentFile,
            (0x69, 0x88) => Self::SecuredMessageWrong,
            (0x6A, 0x80) => Self::WrongData,
            (0x6A, 0x81) => Self::NotSupportedOrLocked,
            (0x6A, 0x82) => Self::FileNotFound,
            (0x6A, 0x83) => Self::RecordNotFound,
            (0x6A, 0x84) => Self::NoRoom,
            (0x6A, 0x85) => Self::LengthAgainstStructure,
            (0x6A, 0x86) => Self::WrongParameters,
            (0x6A, 0x88) => Self::KeyNotFound,
            (0x6B, 0x00) => Self::OffsetOutside,
            (0x6D, 0x00) => Self::UnknownInstruction,
            (0x6E, 0x00) => Self::UnknownClass,
            (0x6F, 0x00) => Self::NoDiagnosis,
            (0x93, 0x02) => Self::WrongMac,
            (0x93, 0x03) => Self::ApplicationLocked,
            (0x94, number @ 0x01..=0x06) => Self::Purse(number),
            _ => Self::Unknown(code),
        }
    }

    /// SW1 and SW2.
    pub fn code(self) -> u16 {
        match self {
            Self::Done => 0x9000,
            Self::MoreData(count) => 0x6100 | u16::from(count),
            Self::WrongLe(le) => 0x6C00 | u16::from(le),
            Self::TriesLeft(tries) => 0x63C0 | u16::from(tries & 0x0F),
            Self::MemoryFailure => 0x6581,
            Self::WrongLength => 0x6700,
            Self::StateInvalid => 0x6901,
            Self::WrongFileStructure => 0x6981,
            Self::SecurityNotSatisfied => 0x6982,
            Self::AuthenticationLocked => 0x6983,
            Self::ReferenceUnusable => 0x6984,
            Self::ConditionsNotSatisfied => 0x6985,
            Self::NoCurrentFile => 0x6986,
            Self::SecuredMessageWrong => 0x6988,
            Self::WrongData => 0x6A80,
            Self::NotSupportedOrLocked => 0x6A81,
            Self::FileNotFound => 0x6A82,
            Self::RecordNotFound => 0x6A83,
            Self::NoRoom => 0x6A84,
            Self::LengthAgainstStructure => 0x6A85,
            Self::WrongParameters => 0x6A86,
            Self::KeyNotFound => 0x6A88,
            Self::OffsetOutside => 0x6B00,
            Self::UnknownInstruction => 0x6D00,
            Self::UnknownClass => 0x6E00,
            Self::NoDiagnosis => 0x6F00,
            Self::WrongMac => 0x9302,
            Self::ApplicationLocked => 0x9303,
            Self::Purse(number) => 0x9400 | u16::from(number),
            Self::Unknown(code) => code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back_as_itself() {
        for code in 0..=u16::MAX {
            assert_eq!(StatusWord::from_code(code).code(), code);
        }
    }

    #[test]
    fn the_codes_that_a_flow_turns_on_are_told_apart() {
        assert_eq!(StatusWord::from_code(0x6C12), StatusWord::WrongLe(0x12));
        assert_eq!(StatusWord::from_code(0x63C2), StatusWord::TriesLeft(2));
        assert_eq!(StatusWord::from_code(0x6A82), StatusWord::FileNotFound);
        assert_eq!(StatusWord::from_code(0x6300), StatusWord::Unknown(0x6300));
        assert_eq!(StatusWord::from_code(0x9407), StatusWord::Unknown(0x9407));
    }
}
