//! What the board says to the kiosk.

use crate::{
    BadMessage, Body, Entry, Positions, ResetReason,
    bytes::{Reader, Writer},
};

const HELLO: u8 = 0x81;
const EVENT: u8 = 0x82;
const CLIMATE: u8 = 0x83;
const LOG_ENTRY: u8 = 0x84;
const LOG_END: u8 = 0x85;

/// What stands for a thermometer that does not answer.
const NO_TEMPERATURE: i16 = i16::MIN;

/// Who the board is and how it is. The first message of every session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hello {
    /// The firmware's version: major, minor, patch.
    pub firmware: [u8; 3],
    /// Why the board started last.
    pub reset: ResetReason,
    /// How often it has started since its memory was last lost.
    pub boots: u16,
    /// Seconds since it started.
    pub uptime_s: u32,
    /// The name of its memory: the first session that saw it. While it stays the same, events go on
    /// counting; with another one, they began anew.
    pub memory: u16,
    /// Events up to this number have been taken ([`Order::Taken`](crate::Order::Taken)).
    pub taken: u32,
    /// The number of the latest event, 0 before the first.
    pub latest: u32,
    /// How the switches stand.
    pub positions: Positions,
    /// How often in a row the relay has restarted the main computer without its heart beating for
    /// long afterwards.
    pub restarts: u8,
}

/// How warm it is inside, and what is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Climate {
    /// Tenths of a degree Celsius; `None` where the thermometer does not answer.
    pub decidegrees: Option<i16>,
    /// How fast the fan turns, in per cent.
    pub fan: u8,
}

/// A message from board to kiosk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// `0x81 · firmware 3×u8 · reset u8 · boots u16 · uptime_s u32 · memory u16 · taken u32 ·
    /// latest u32 · positions u8 · restarts u8`
    Hello(Hello),
    /// Something happened. `0x82 · entry`
    Event(Entry),
    /// It has become warmer or colder, or the fan turns otherwise. `0x83 · decidegrees i16 · fan u8`
    Climate(Climate),
    /// An entry of the log, of which the oldest comes first. `0x84 · entry`
    LogEntry(Entry),
    /// That was the log. `0x85`
    LogEnd,
}

impl Report {
    /// The bytes that say so.
    pub fn encode(self) -> Body {
        match self {
            Self::Hello(hello) => Writer::of_kind(HELLO)
                .bytes(&hello.firmware)
                .u8(hello.reset.code())
                .u16(hello.boots)
                .u32(hello.uptime_s)
                .u16(hello.memory)
                .u32(hello.taken)
                .u32(hello.latest)
                .u8(hello.positions.bits())
                .u8(hello.restarts),
            Self::Event(entry) => entry.write(Writer::of_kind(EVENT)),
            Self::Climate(Climate { decidegrees, fan }) => {
                Writer::of_kind(CLIMATE).i16(decidegrees.unwrap_or(NO_TEMPERATURE)).u8(fan)
            }
            Self::LogEntry(entry) => entry.write(Writer::of_kind(LOG_ENTRY)),
            Self::LogEnd => Writer::of_kind(LOG_END),
        }
        .done()
    }

    /// What bytes say.
    ///
    /// # Errors
    /// They are no report of this version.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadMessage> {
        let mut reader = Reader(bytes);
        let kind = reader.u8().map_err(|_| BadMessage::Kind(None))?;
        let report = match kind {
            HELLO => Self::Hello(Hello {
                firmware: [reader.u8()?, reader.u8()?, reader.u8()?],
                reset: reader.code(ResetReason::from_code)?,
                boots: reader.u16()?,
                uptime_s: reader.u32()?,
                memory: reader.u16()?,
                taken: reader.u32()?,
                latest: reader.u32()?,
                positions: Positions::from_bits(reader.u8()?),
                restarts: reader.u8()?,
            }),
            EVENT => Self::Event(Entry::read(&mut reader)?),
            CLIMATE => Self::Climate(Climate {
                decidegrees: Some(reader.i16()?).filter(|degrees| *degrees != NO_TEMPERATURE),
                fan: reader.u8()?,
            }),
            LOG_ENTRY => Self::LogEntry(Entry::read(&mut reader)?),
            LOG_END => Self::LogEnd,
            kind => return Err(BadMessage::Kind(Some(kind))),
        };
        reader.end().map(|()| report)
    }
}
