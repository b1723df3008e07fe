//! What the kiosk asks of the module.

use super::seal;

/// A request. The first two bytes of its body are command and parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Request {
    /// `10 FF` 复位 SAM_V
    ResetSam,
    /// `11 FF` SAM_V 状态检测
    SamStatus,
    /// `12 FF` 读取 SAM_V 编号
    SamId,
    /// `20 01` 寻找居民身份证
    FindCard,
    /// `20 02` 选取居民身份证
    SelectCard,
    /// `30 01` 读文字和照片信息
    ReadTextAndPhoto,
    /// `30 10` 读文字、照片和指纹信息; only modules that know of fingerprints
    ReadWithFingerprints,
    /// `30 03` 读追加住址信息; also how the presence of a card is asked after it was read
    ReadNewAddresses,
    /// `30 05` 读居民身份证卡体管理号
    ReadCardBodyNumber,
    /// `60 ii` 设置串口速率; answered at the old rate, and the new one holds 5 ms later
    SetRate(Rate),
    /// `61 FF n` 设置射频单帧最大通信字节数, 24 to 255
    SetMaxRfBytes(u8),
}

impl Request {
    /// Command and parameter.
    pub fn code(self) -> [u8; 2] {
        match self {
            Self::ResetSam => [0x10, 0xFF],
            Self::SamStatus => [0x11, 0xFF],
            Self::SamId => [0x12, 0xFF],
            Self::FindCard => [0x20, 0x01],
            Self::SelectCard => [0x20, 0x02],
            Self::ReadTextAndPhoto => [0x30, 0x01],
            Self::ReadWithFingerprints => [0x30, 0x10],
            Self::ReadNewAddresses => [0x30, 0x03],
            Self::ReadCardBodyNumber => [0x30, 0x05],
            Self::SetRate(rate) => [0x60, rate.code()],
            Self::SetMaxRfBytes(_) => [0x61, 0xFF],
        }
    }

    /// The whole frame.
    pub fn encode(self) -> Vec<u8> {
        let mut body = self.code().to_vec();
        if let Self::SetMaxRfBytes(most) = self {
            body.push(most);
        }
        seal(&body)
    }

    /// Reads the body of a frame that the kiosk sent; `None` where the module would not know it.
    pub fn parse(body: &[u8]) -> Option<Self> {
        Some(match *body {
            [0x10, 0xFF] => Self::ResetSam,
            [0x11, 0xFF] => Self::SamStatus,
            [0x12, 0xFF] => Self::SamId,
            [0x20, 0x01] => Self::FindCard,
            [0x20, 0x02] => Self::SelectCard,
            [0x30, 0x01] => Self::ReadTextAndPhoto,
            [0x30, 0x10] => Self::ReadWithFingerprints,
            [0x30, 0x03] => Self::ReadNewAddresses,
            [0x30, 0x05] => Self::ReadCardBodyNumber,
            [0x60, code] => Self::SetRate(Rate::from_code(code)?),
            [0x61, 0xFF, most] if 24 <= most => Self::SetMaxRfBytes(most),
            _ => return None,
        })
    }

    /// How many bytes the longest answer has, frame and all.
    pub fn longest_answer(self) -> usize {
        match self {
            Self::ResetSam | Self::SamStatus | Self::SetRate(_) | Self::SetMaxRfBytes(_) => 11,
            Self::SamId => 27,
            Self::FindCard => 15,
            Self::SelectCard => 19,
            Self::ReadTextAndPhoto => 1295,
            Self::ReadWithFingerprints => 2321,
            Self::ReadNewAddresses => 11 + 4 * 70,
            Self::ReadCardBodyNumber => 39,
        }
    }

    /// A word for logs and errors.
    pub fn name(self) -> &'static str {
        match self {
            Self::ResetSam => "reset",
            Self::SamStatus => "status",
            Self::SamId => "SAM id",
            Self::FindCard => "find",
            Self::SelectCard => "select",
            Self::ReadTextAndPhoto => "read",
            Self::ReadWithFingerprints => "read with fingerprints",
            Self::ReadNewAddresses => "read new addresses",
            Self::ReadCardBodyNumber => "read card body number",
            Self::SetRate(_) => "set rate",
            Self::SetMaxRfBytes(_) => "set RF bytes",
        }
    }
}

/// The rate of the line. The module keeps it over a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rate {
    /// 115200 baud, as delivered.
    #[default]
    B115200,
    /// 57600 baud.
    B57600,
    /// 38400 baud.
    B38400,
    /// 19200 baud.
    B19200,
    /// 9600 baud.
    B9600,
}

impl Rate {
    /// All rates, in the order in which a silent module is looked for.
    pub const ALL: [Self; 5] =
        [Self::B115200, Self::B57600, Self::B38400, Self::B19200, Self::B9600];

    /// The parameter of the rate request.
    pub fn code(self) -> u8 {
        match self {
            Self::B115200 => 0,
            Self::B57600 => 1,
            Self::B38400 => 2,
            Self::B19200 => 3,
            Self::B9600 => 4,
        }
    }

    /// The rate of a parameter.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|rate| rate.code() == code)
    }

    /// Bits a second; a byte takes ten.
    pub fn baud(self) -> u32 {
        match self {
            Self::B115200 => 115_200,
            Self::B57600 => 57_600,
            Self::B38400 => 38_400,
            Self::B19200 => 19_200,
            Self::B9600 => 9_600,
        }
    }

    /// The rate of so many baud.
    pub fn from_baud(baud: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|rate| rate.baud() == baud)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{PREAMBLE, Scan, scan};

    /// Every request of the protocol and its bytes behind the preamble.
    const SPELT: &[(Request, &[u8])] = &[
        (Request::ResetSam, &[0x00, 0x03, 0x10, 0xFF, 0xEC]),
        (Request::SamStatus, &[0x00, 0x03, 0x11, 0xFF, 0xED]),
        (Request::SamId, &[0x00, 0x03, 0x12, 0xFF, 0xEE]),
        (Request::FindCard, &[0x00, 0x03, 0x20, 0x01, 0x22]),
        (Request::SelectCard, &[0x00, 0x03, 0x20, 0x02, 0x21]),
        (Request::ReadTextAndPhoto, &[0x00, 0x03, 0x30, 0x01, 0x32]),
        (Request::ReadWithFingerprints, &[0x00, 0x03, 0x30, 0x10, 0x23]),
        (Request::ReadNewAddresses, &[0x00, 0x03, 0x30, 0x03, 0x30]),
        (Request::ReadCardBodyNumber, &[0x00, 0x03, 0x30, 0x05, 0x36]),
        (Request::SetRate(Rate::B115200), &[0x00, 0x03, 0x60, 0x00, 0x63]),
        (Request::SetRate(Rate::B57600), &[0x00, 0x03, 0x60, 0x01, 0x62]),
        (Request::SetRate(Rate::B38400), &[0x00, 0x03, 0x60, 0x02, 0x61]),
        (Request::SetRate(Rate::B19200), &[0x00, 0x03, 0x60, 0x03, 0x60]),
        (Request::SetRate(Rate::B9600), &[0x00, 0x03, 0x60, 0x04, 0x67]),
        (Request::SetMaxRfBytes(0x50), &[0x00, 0x04, 0x61, 0xFF, 0x50, 0xCA]),
        (Request::SetMaxRfBytes(0x58), &[0x00, 0x04, 0x61, 0xFF, 0x58, 0xC2]),
        (Request::SetMaxRfBytes(0xFA), &[0x00, 0x04, 0x61, 0xFF, 0xFA, 0x60]),
        (Request::SetMaxRfBytes(0x18), &[0x00, 0x04, 0x61, 0xFF, 0x18, 0x82]),
    ];

    #[test]
    fn every_request_has_the_bytes_of_the_protocol() {
        for (request, bytes) in SPELT {
            assert_eq!(request.encode(), [&PREAMBLE, *bytes].concat(), "{request:?}");
        }
    }

    #[test]
    fn every_request_is_understood_by_the_module() {
        for (request, _) in SPELT {
            let frame = request.encode();
            let Scan::Frame { body, .. } = scan(&frame) else { panic!("{request:?} is no frame") };
            assert_eq!(Request::parse(body), Some(*request));
        }
    }

    #[test]
    fn what_the_protocol_lacks_is_no_request() {
        let strangers: [&[u8]; 8] = [
            &[],
            &[0x20],
            &[0x20, 0x00],
            &[0x01, 0xFF],
            &[0x60, 5],
            &[0x61, 0xFF],
            &[0x61, 0xFF, 23],
            &[0x20, 0x01, 0x00],
        ];
        for body in strangers {
            assert_eq!(Request::parse(body), None, "{body:02X?}");
        }
    }

    #[test]
    fn rates_are_found_by_code_and_by_baud() {
        for rate in Rate::ALL {
            assert_eq!(Rate::from_code(rate.code()), Some(rate));
            assert_eq!(Rate::from_baud(rate.baud()), Some(rate));
        }
    }
}
