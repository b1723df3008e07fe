//! What the kiosk says to the board.

use crate::{
    BadMessage, Beep, Body, Mode, Network, Pattern, Slot, Task, Undertaking,
    bytes::{Reader, Writer},
};

const HEARTBEAT: u8 = 0x01;
const LAMP: u8 = 0x02;
const BEEP: u8 = 0x03;
const PANEL: u8 = 0x04;
const TAKEN: u8 = 0x05;
const READ_LOG: u8 = 0x06;
const IDENTIFY: u8 = 0x07;

/// What stands for no promise, and for an unknown number of sheets.
const NO_PROMISE: u8 = 0;
const SHEETS_UNKNOWN: u16 = u16::MAX;

/// The kiosk's word that it must not be restarted for a while, though its heart may not beat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// What it does in that time.
    pub doing: Undertaking,
    /// Its heart beats again within so many seconds.
    pub within_s: u16,
}

/// How the kiosk is, for the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KioskState {
    /// What it does.
    pub mode: Mode,
    /// Whether the district can be reached.
    pub network: Network,
    /// About how many sheets (张) are left on the roll, up to 65,534; `None` where nobody knows.
    pub sheets: Option<u16>,
    /// What staff must do.
    pub task: Task,
    /// The number of the fault (代码), by which service knows it; 0 for none.
    pub fault: u16,
}

/// A message from kiosk to board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The kiosk lives. `0x01 · undertaking u8 (0: none) · within_s u16`
    Heartbeat(Option<Promise>),
    /// How a lamp shines from now on. `0x02 · slot u8 · pattern u8`
    Lamp(Slot, Pattern),
    /// What the beeper says, once. `0x03 · beep u8`
    Beep(Beep),
    /// How the kiosk is. `0x04 · mode u8 · network u8 · sheets u16 · task u8 · fault u16`
    Panel(KioskState),
    /// Events up to this number have reached who wants them. `0x05 · number u32`
    Taken(u32),
    /// Have the log read out. `0x06`
    ReadLog,
    /// Say hello. `0x07`
    Identify,
}

impl Order {
    /// The bytes that say so.
    pub fn encode(self) -> Body {
        match self {
            Self::Heartbeat(promise) => {
                let (doing, within_s) = promise
                    .map_or((NO_PROMISE, 0), |promise| (promise.doing.code(), promise.within_s));
                Writer::of_kind(HEARTBEAT).u8(doing).u16(within_s)
            }
            Self::Lamp(slot, pattern) => Writer::of_kind(LAMP).u8(slot.code()).u8(pattern.code()),
            Self::Beep(beep) => Writer::of_kind(BEEP).u8(beep.code()),
            Self::Panel(KioskState { mode, network, sheets, task, fault }) => {
                Writer::of_kind(PANEL)
                    .u8(mode.code())
                    .u8(network.code())
                    .u16(sheets.unwrap_or(SHEETS_UNKNOWN))
                    .u8(task.code())
                    .u16(fault)
            }
            Self::Taken(number) => Writer::of_kind(TAKEN).u32(number),
            Self::ReadLog => Writer::of_kind(READ_LOG),
            Self::Identify => Writer::of_kind(IDENTIFY),
        }
        .done()
    }

    /// What bytes say.
    ///
    /// # Errors
    /// They are no order of this version.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadMessage> {
        let mut reader = Reader(bytes);
        let kind = reader.u8().map_err(|_| BadMessage::Kind(None))?;
        let order = match kind {
            HEARTBEAT => Self::Heartbeat(promise(&mut reader)?),
            LAMP => Self::Lamp(reader.code(Slot::from_code)?, reader.code(Pattern::from_code)?),
            BEEP => Self::Beep(reader.code(Beep::from_code)?),
            PANEL => Self::Panel(KioskState {
                mode: reader.code(Mode::from_code)?,
                network: reader.code(Network::from_code)?,
                sheets: Some(reader.u16()?).filter(|sheets| *sheets != SHEETS_UNKNOWN),
                task: reader.code(Task::from_code)?,
                fault: reader.u16()?,
            }),
            TAKEN => Self::Taken(reader.u32()?),
            READ_LOG => Self::ReadLog,
            IDENTIFY => Self::Identify,
            kind => return Err(BadMessage::Kind(Some(kind))),
        };
        reader.end().map(|()| order)
    }
}

fn promise(reader: &mut Reader<'_>) -> Result<Option<Promise>, BadMessage> {
    match (reader.u8()?, reader.u16()?) {
        (NO_PROMISE, 0) => Ok(None),
        (code, within_s) => Undertaking::from_code(code)
            .map(|doing| Some(Promise { doing, within_s }))
            .ok_or(BadMessage::Code(code)),
    }
}
