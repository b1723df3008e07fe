//! CCID messages: what is inside a frame.
//!
//! Ten bytes of header, the length in little-endian order, then data. Of the messages that the
//! reader knows, those are here that a host sends to a reader with one slot and no keypad.
//!
//! Source: USB Device Class, Smart Card CCID, revision 1.10, chapter 6.

use std::fmt;

/// The header of a message.
const HEADER_SIZE: usize = 10;

/// How the card is supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voltage {
    /// The reader finds out.
    Automatic = 0,
    /// 5 V, class A.
    V5 = 1,
    /// 3 V, class B.
    V3 = 2,
    /// 1.8 V, class C.
    V1_8 = 3,
}

/// The parameters of the protocol between reader and card, as SetParameters has them: five bytes
/// for T=0, seven for T=1.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parameters {
    /// 0 for T=0, 1 for T=1.
    pub protocol: u8,
    /// The five or seven bytes.
    pub bytes: Vec<u8>,
}

/// What the host asks. `Debug` prints no data that go to a card.
#[derive(Clone, PartialEq, Eq)]
pub enum Request {
    /// `62`
    PowerOn(Voltage),
    /// `63`
    PowerOff,
    /// `65`
    SlotStatus,
    /// `6F`: a TPDU or a block for the card.
    Transfer(Vec<u8>),
    /// `61`
    SetParameters(Parameters),
    /// `6B`: a command to the reader itself.
    Escape(Vec<u8>),
    /// Another message, or one that makes no sense: a reader answers that it does not know it.
    Other(u8),
}

impl Request {
    /// bMessageType.
    pub fn code(&self) -> u8 {
        match self {
            Self::PowerOn(_) => 0x62,
            Self::PowerOff => 0x63,
            Self::SlotStatus => 0x65,
            Self::Transfer(_) => 0x6F,
            Self::SetParameters(_) => 0x61,
            Self::Escape(_) => 0x6B,
            Self::Other(code) => *code,
        }
    }

    /// The name of the message in the CCID specification.
    pub fn name(&self) -> &'static str {
        match self {
            Self::PowerOn(_) => "IccPowerOn",
            Self::PowerOff => "IccPowerOff",
            Self::SlotStatus => "GetSlotStatus",
            Self::Transfer(_) => "XfrBlock",
            Self::SetParameters(_) => "SetParameters",
            Self::Escape(_) => "Escape",
            Self::Other(_) => "another message",
        }
    }

    /// The kind of answer that it has.
    pub fn answer_kind(&self) -> AnswerKind {
        match self {
            Self::PowerOn(_) | Self::Transfer(_) => AnswerKind::DataBlock,
            Self::SetParameters(_) => AnswerKind::Parameters,
            Self::Escape(_) => AnswerKind::Escape,
            Self::PowerOff | Self::SlotStatus | Self::Other(_) => AnswerKind::SlotStatus,
        }
    }

    /// The message as bytes, for the first slot.
    pub fn encode(&self, sequence: u8) -> Vec<u8> {
        let (parameter, data) = match self {
            Self::PowerOn(voltage) => (*voltage as u8, &[][..]),
            Self::SetParameters(parameters) => (parameters.protocol, &parameters.bytes[..]),
            Self::Transfer(data) | Self::Escape(data) => (0, &data[..]),
            Self::PowerOff | Self::SlotStatus | Self::Other(_) => (0, &[][..]),
        };
        message(self.code(), sequence, [parameter, 0, 0], data)
    }

    /// Reads a message; with its sequence number. `None` where it is no CCID message at all.
    pub fn parse(message: &[u8]) -> Option<(u8, Self)> {
        let (header, data) = message.split_first_chunk::<HEADER_SIZE>()?;
        let [code, _, _, _, _, _slot, sequence, parameter, _, _] = *header;
        let request = match (code, parameter) {
            (0x62, 0) => Self::PowerOn(Voltage::Automatic),
            (0x62, 1) => Self::PowerOn(Voltage::V5),
            (0x62, 2) => Self::PowerOn(Voltage::V3),
            (0x62, 3) => Self::PowerOn(Voltage::V1_8),
            (0x63, _) => Self::PowerOff,
            (0x65, _) => Self::SlotStatus,
            (0x6F, _) => Self::Transfer(data.to_vec()),
            (0x61, protocol) => Self::SetParameters(Parameters { protocol, bytes: data.to_vec() }),
            (0x6B, _) => Self::Escape(data.to_vec()),
            (code, _) => Self::Other(code),
        };
        Some((sequence, request))
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PowerOn(voltage) => write!(f, "PowerOn({voltage:?})"),
            Self::Other(code) => write!(f, "Other({code:02X})"),
            other => f.write_str(other.name()),
        }
    }
}

fn message(code: u8, sequence: u8, specific: [u8; 3], data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_SIZE + data.len());
    bytes.push(code);
    bytes.extend((data.len() as u32).to_le_bytes());
    bytes.extend([0, sequence]);
    bytes.extend(specific);
    bytes.extend(data);
    bytes
}

/// Which of the messages from reader to host it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// `80`: data of the card, or its answer to reset.
    DataBlock = 0x80,
    /// `81`
    SlotStatus = 0x81,
    /// `82`
    Parameters = 0x82,
    /// `83`
    Escape = 0x83,
}

/// How a slot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotState {
    /// A card is there and under power.
    Active,
    /// A card is there, without power.
    Inactive,
    /// There is no card.
    Empty,
    /// A value that the specification leaves out.
    Unknown,
}

/// How a request went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Good,
    /// It failed.
    Failed(SlotError),
    /// It is still being worked on, and takes this many times the usual time.
    MoreTime(u8),
}

/// bError: why a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotError {
    /// `00`
    NotSupported,
    /// `01` to `7F`: which byte of the header is wrong; `05` is the slot.
    BadHeader(u8),
    /// `A2`: a short circuit in the slot.
    ShortCircuit,
    /// `A3`: the answer to reset is too long.
    AtrTooLong,
    /// `AB`: the card gave no data.
    NoData,
    /// `BD`: the protocol T=1 went wrong. `B0`, `BB`: the same in EMV mode.
    T1Protocol(u8),
    /// `BE`: the length of the command is wrong.
    ApduLength,
    /// `E0`
    SlotBusy,
    /// `EF`, `F0`: the keypad was left by cancel or by time.
    Keypad(u8),
    /// `F2`
    AutomaticSequence,
    /// `F3`
    ProtocolDeactivated,
    /// `F4`: the card sent a procedure byte that does not fit.
    ProcedureByte,
    /// `F5`
    ClassNotSupported,
    /// `F6`
    ProtocolNotSupported,
    /// `F7`: the checksum of the answer to reset is wrong.
    BadTck,
    /// `F8`: the first byte of the answer to reset is wrong.
    BadTs,
    /// `FB`
    Hardware,
    /// `FC`: bytes came faster than they were taken.
    Overrun,
    /// `FD`: a parity error between card and reader.
    Parity,
    /// `FE`: the card does not answer, or there is none.
    Mute,
    /// `FF`
    Aborted,
    /// No table defines it.
    Unknown(u8),
}

impl SlotError {
    /// The meaning of bError.
    pub fn from_code(code: u8) -> Self {
        match code {
            0x00 => Self::NotSupported,
            0x01..=0x7F => Self::BadHeader(code),
            0xA2 => Self::ShortCircuit,
            0xA3 => Self::AtrTooLong,
            0xAB => Self::NoData,
            0xB0 | 0xBB | 0xBD => Self::T1Protocol(code),
            0xBE => Self::ApduLength,
            0xE0 => Self::SlotBusy,
            0xEF | 0xF0 => Self::Keypad(code),
            0xF2 => Self::AutomaticSequence,
            0xF3 => Self::ProtocolDeactivated,
            0xF4 => Self::ProcedureByte,
            0xF5 => Self::ClassNotSupported,
            0xF6 => Self::ProtocolNotSupported,
            0xF7 => Self::BadTck,
            0xF8 => Self::BadTs,
            0xFB => Self::Hardware,
            0xFC => Self::Overrun,
            0xFD => Self::Parity,
            0xFE => Self::Mute,
            0xFF => Self::Aborted,
            _ => Self::Unknown(code),
        }
    }

    /// bError.
    pub fn code(self) -> u8 {
        match self {
            Self::NotSupported => 0x00,
            Self::BadHeader(code) | Self::T1Protocol(code) | Self::Keypad(code) => code,
            Self::ShortCircuit => 0xA2,
            Self::AtrTooLong => 0xA3,
            Self::NoData => 0xAB,
            Self::ApduLength => 0xBE,
            Self::SlotBusy => 0xE0,
            Self::AutomaticSequence => 0xF2,
            Self::ProtocolDeactivated => 0xF3,
            Self::ProcedureByte => 0xF4,
            Self::ClassNotSupported => 0xF5,
            Self::ProtocolNotSupported => 0xF6,
            Self::BadTck => 0xF7,
            Self::BadTs => 0xF8,
            Self::Hardware => 0xFB,
            Self::Overrun => 0xFC,
            Self::Parity => 0xFD,
            Self::Mute => 0xFE,
            Self::Aborted => 0xFF,
            Self::Unknown(code) => code,
        }
    }
}

/// What the reader answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    /// Which message it is.
    pub kind: AnswerKind,
    /// The number of the request that it answers.
    pub sequence: u8,
    /// How the slot is.
    pub slot: SlotState,
    /// How the request went.
    pub outcome: Outcome,
    /// Byte 9: the clock, or the protocol, or nothing, by the kind.
    pub specific: u8,
    /// What follows the header.
    pub data: &'a [u8],
}

impl<'a> Answer<'a> {
    /// Reads a message of the reader; `None` where it is none.
    pub fn parse(message: &'a [u8]) -> Option<Self> {
        let (header, data) = message.split_first_chunk::<HEADER_SIZE>()?;
        let [code, _, _, _, _, _slot, sequence, status, error, specific] = *header;
        let kind = match code {
            0x80 => AnswerKind::DataBlock,
            0x81 => AnswerKind::SlotStatus,
            0x82 => AnswerKind::Parameters,
            0x83 => AnswerKind::Escape,
            _ => return None,
        };
        let slot = match status & 0x03 {
            0 => SlotState::Active,
            1 => SlotState::Inactive,
            2 => SlotState::Empty,
            _ => SlotState::Unknown,
        };
        let outcome = match status & 0xC0 {
            0x00 => Outcome::Good,
            0x80 => Outcome::MoreTime(error),
            _ => Outcome::Failed(SlotError::from_code(error)),
        };
        Some(Self { kind, sequence, slot, outcome, specific, data })
    }

    /// The message as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let slot = match self.slot {
            SlotState::Active => 0,
            SlotState::Inactive => 1,
            SlotState::Empty => 2,
            SlotState::Unknown => 3,
        };
        let (outcome, error) = match self.outcome {
            Outcome::Good => (0x00, 0),
            Outcome::Failed(error) => (0x40, error.code()),
            Outcome::MoreTime(factor) => (0x80, factor),
        };
        message(self.kind as u8, self.sequence, [outcome | slot, error, self.specific], self.data)
    }
}

impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {} {:?} {:?}", self.kind, self.sequence, self.slot, self.outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_have_the_bytes_that_a_real_driver_sends() {
        let bytes = Request::Escape(vec![0x02]).encode(0);
        assert_eq!(bytes, [0x6B, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x02]);
        let bytes = Request::PowerOn(Voltage::V5).encode(8);
        assert_eq!(bytes, [0x62, 0, 0, 0, 0, 0, 8, 1, 0, 0]);
        let bytes = vec![0x11, 0x00, 0x00, 0x0A, 0x00];
        let bytes = Request::SetParameters(Parameters { protocol: 0, bytes }).encode(0x12);
        assert_eq!(bytes, [0x61, 5, 0, 0, 0, 0, 0x12, 0, 0, 0, 0x11, 0x00, 0x00, 0x0A, 0x00]);
    }

    #[test]
    fn every_request_comes_back_as_itself() {
        let requests = [
            Request::PowerOn(Voltage::Automatic),
            Request::PowerOn(Voltage::V1_8),
            Request::PowerOff,
            Request::SlotStatus,
            Request::Transfer(vec![1, 2, 3]),
            Request::SetParameters(Parameters { protocol: 1, bytes: vec![0x11, 0x10] }),
            Request::Escape(vec![0x6A]),
            Request::Other(0x6C),
        ];
        for request in requests {
            assert_eq!(Request::parse(&request.encode(200)), Some((200, request.clone())));
            for end in 0..HEADER_SIZE {
                assert_eq!(Request::parse(&request.encode(200)[..end]), None);
            }
        }
    }

    #[test]
    fn every_status_and_error_of_an_answer_comes_back() {
        for status in [0x00, 0x01, 0x02, 0x03, 0x40, 0x41, 0x42, 0x80, 0x81] {
            for error in 0..=u8::MAX {
                let error = if status < 0x40 { 0 } else { error };
                let bytes = [0x80, 1, 0, 0, 0, 0, 9, status, error, 0, 0x90];
                assert_eq!(Answer::parse(&bytes).unwrap().encode(), bytes);
            }
        }
        assert_eq!(Answer::parse(&Request::SlotStatus.encode(0)), None);
    }

    #[test]
    fn no_data_of_a_card_reach_a_log() {
        let shown = format!("{:?}", Request::Transfer(b"secret".to_vec()));
        assert_eq!(shown, "XfrBlock");
    }
}
