//! What happened at the board, and when.

use crate::{
    BadMessage, Switch,
    bytes::{Reader, Writer},
    words::coded,
};

coded! {
    /// Something that happened at the board.
    Happening {
        /// 上门 was opened.
        UpperDoorOpened = 1,
        /// 上门 was shut.
        UpperDoorShut = 2,
        /// 下门 was opened.
        LowerDoorOpened = 3,
        /// 下门 was shut.
        LowerDoorShut = 4,
        /// 纸仓 was pulled out.
        PaperDrawerOpened = 5,
        /// 纸仓 was pushed in.
        PaperDrawerShut = 6,
        /// The tamper contact broke.
        TamperBroken = 7,
        /// The tamper contact is whole again.
        TamperWhole = 8,
        /// Somebody came near.
        SomebodyNear = 9,
        /// Nobody is near any more.
        NobodyNear = 10,
        /// The inside is too hot.
        TooHot = 11,
        /// It has cooled down.
        CooledDown = 12,
        /// The relay restarted the main computer.
        KioskRestarted = 13,
        /// Restarting it has not helped, and is not tried again before it lives.
        KioskGivenUp = 14,
        /// Power came to the board.
        BoardPowered = 15,
        /// The board hung and its watchdog reset it.
        BoardHung = 16,
        /// The board was reset otherwise.
        BoardReset = 17,
    }
}

impl Happening {
    /// What it is for a switch to go on (open, break, see somebody near) or off.
    pub const fn of_switch(switch: Switch, on: bool) -> Self {
        match (switch, on) {
            (Switch::UpperDoor, true) => Self::UpperDoorOpened,
            (Switch::UpperDoor, false) => Self::UpperDoorShut,
            (Switch::LowerDoor, true) => Self::LowerDoorOpened,
            (Switch::LowerDoor, false) => Self::LowerDoorShut,
            (Switch::PaperDrawer, true) => Self::PaperDrawerOpened,
            (Switch::PaperDrawer, false) => Self::PaperDrawerShut,
            (Switch::Tamper, true) => Self::TamperBroken,
            (Switch::Tamper, false) => Self::TamperWhole,
            (Switch::Proximity, true) => Self::SomebodyNear,
            (Switch::Proximity, false) => Self::NobodyNear,
        }
    }

    /// Whether it stays in the board's log. People who come and go do not.
    pub const fn is_logged(self) -> bool {
        !matches!(self, Self::SomebodyNear | Self::NobodyNear)
    }
}

/// A happening, its number and its moment. Laid as `number u32 · boot u16 · at_s u32 · code u8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Counted from 1 for as long as the board's memory lasts; no two entries share one.
    pub number: u32,
    /// How often the board had started, this time included.
    pub boot: u16,
    /// Seconds after that start.
    pub at_s: u32,
    /// What happened.
    pub what: Happening,
}

impl Entry {
    pub(crate) fn write(self, writer: Writer) -> Writer {
        writer.u32(self.number).u16(self.boot).u32(self.at_s).u8(self.what.code())
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, BadMessage> {
        Ok(Self {
            number: reader.u32()?,
            boot: reader.u16()?,
            at_s: reader.u32()?,
            what: reader.code(Happening::from_code)?,
        })
    }
}
