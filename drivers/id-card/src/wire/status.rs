//! SW3, the byte by which an answer says how it went.

/// The status of an answer. A code that no table defines comes back as itself.
///
/// Source: the status table of the vendor interface, restated alike by its public bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// `90` 操作成功: all but find.
    Success,
    /// `9F` 寻找证/卡成功: the only success of find.
    CardFound,
    /// `91` 证/卡中此项无内容: no error, the card lacks such an item.
    NoSuchItem,
    /// `80` 寻找证/卡失败
    NoCard,
    /// `81` 选取证/卡失败
    SelectFailed,
    /// `41` 读证/卡操作失败: moved, taken away, or a radio error.
    ReadFailed,
    /// `40` 无法识别的卡类型
    CardNotRecognised,
    /// `31` 证/卡认证 SAM 失败: the card refused the module.
    CardRefusedSam,
    /// `32` SAM 认证证/卡失败: the module refused the card.
    SamRefusedCard,
    /// `33` 信息验证错误
    VerificationFailed,
    /// `34` 尚未找卡: a card operation before find.
    NotFoundYet,
    /// `37` 指纹信息验证错误
    FingerprintFailed,
    /// `3F` 信息长度错误
    WrongInformationLength,
    /// `47` 取随机数失败
    NoRandomNumber,
    /// `10` 接收业务终端数据的校验和错: the request arrived damaged.
    WrongChecksum,
    /// `11` 接收业务终端数据的长度错; in one table, a request that stopped half way.
    WrongLength,
    /// `21` 接收业务终端的命令错误
    WrongCommand,
    /// `23` 越权操作: not in this order, or not with these rights.
    NotPermitted,
    /// `24` 无法识别的错误
    Unrecognised,
    /// `60` SAM 自检失败: takes no commands.
    SelfTestFailed,
    /// `66` SAM 没经过授权
    NotAuthorised,
    /// A code that no table defines.
    Unknown(u8),
}

/// Every code that the tables define.
const DEFINED: [(u8, Status); 21] = [
    (0x10, Status::WrongChecksum),
    (0x11, Status::WrongLength),
    (0x21, Status::WrongCommand),
    (0x23, Status::NotPermitted),
    (0x24, Status::Unrecognised),
    (0x31, Status::CardRefusedSam),
    (0x32, Status::SamRefusedCard),
    (0x33, Status::VerificationFailed),
    (0x34, Status::NotFoundYet),
    (0x37, Status::FingerprintFailed),
    (0x3F, Status::WrongInformationLength),
    (0x40, Status::CardNotRecognised),
    (0x41, Status::ReadFailed),
    (0x47, Status::NoRandomNumber),
    (0x60, Status::SelfTestFailed),
    (0x66, Status::NotAuthorised),
    (0x80, Status::NoCard),
    (0x81, Status::SelectFailed),
    (0x90, Status::Success),
    (0x91, Status::NoSuchItem),
    (0x9F, Status::CardFound),
];

impl Status {
    /// The status of a byte.
    pub fn from_code(code: u8) -> Self {
        let defined = DEFINED.iter().find(|(known, _)| *known == code);
        defined.map_or(Self::Unknown(code), |(_, status)| *status)
    }

    /// The byte on the wire.
    pub fn code(self) -> u8 {
        match self {
            Self::WrongChecksum => 0x10,
            Self::WrongLength => 0x11,
            Self::WrongCommand => 0x21,
            Self::NotPermitted => 0x23,
            Self::Unrecognised => 0x24,
            Self::CardRefusedSam => 0x31,
            Self::SamRefusedCard => 0x32,
            Self::VerificationFailed => 0x33,
            Self::NotFoundYet => 0x34,
            Self::FingerprintFailed => 0x37,
            Self::WrongInformationLength => 0x3F,
            Self::CardNotRecognised => 0x40,
            Self::ReadFailed => 0x41,
            Self::NoRandomNumber => 0x47,
            Self::SelfTestFailed => 0x60,
            Self::NotAuthorised => 0x66,
            Self::NoCard => 0x80,
            Self::SelectFailed => 0x81,
            Self::Success => 0x90,
            Self::NoSuchItem => 0x91,
            Self::CardFound => 0x9F,
            Self::Unknown(code) => code,
        }
    }

    /// Every status that the tables define.
    pub fn all_defined() -> impl Iterator<Item = Self> {
        DEFINED.iter().map(|(_, status)| *status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back_as_itself() {
        for code in 0..=u8::MAX {
            assert_eq!(Status::from_code(code).code(), code);
        }
    }

    #[test]
    fn codes_outside_the_tables_stay_unknown() {
        let unknown = (0..=u8::MAX).filter(|code| *code != 0x50);
        let unknown = unknown.filter(|code| matches!(Status::from_code(*code), Status::Unknown(_)));
        assert_eq!(unknown.count(), 255 - 21);
        // 50 is seen only as a parameter of 61 FF, in no table of answers.
        assert_eq!(Status::from_code(0x50), Status::Unknown(0x50));
    }
}
