//! The switches: contacts to ground, which a resistor pulls up when they open.
//!
//! All of them are shut while all is well, so that a cable that comes off is seen as an open door.
//!
//! | pin | contact |
//! | --- | --- |
//! | PE0 | upper door |
//! | PE1 | lower door |
//! | PE2 | paper drawer |
//! | PE3 | tamper contact |
//! | PF1 | output of the proximity sensor, open while somebody is near |

use board_proto::{Positions, Switch};

use crate::{chip::Port, pins};

const CONTACTS: [(Port, u8, Switch); 5] = [
    (Port::E, 1 << 0, Switch::UpperDoor),
    (Port::E, 1 << 1, Switch::LowerDoor),
    (Port::E, 1 << 2, Switch::PaperDrawer),
    (Port::E, 1 << 3, Switch::Tamper),
    (Port::F, 1 << 1, Switch::Proximity),
];

/// Has the pins sense.
pub(crate) fn start() {
    for (port, pin, _) in CONTACTS {
        pins::sense(port, pin);
    }
}

/// How they stand this moment.
pub(crate) fn read() -> Positions {
    CONTACTS.into_iter().fold(Positions::default(), |positions, (port, pin, switch)| {
        positions.with(switch, port.data(pin).has(pin.into()))
    })
}
