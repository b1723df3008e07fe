//! What the sensors see, as status bytes.

use crate::{
    profile::ExitSensor,
    wire::{Request, automatic, cause, error, paper, printer},
};

/// The bits that are always set in an answer to `DLE EOT`.
const FIXED: u8 = 0x12;
/// Nothing hangs on the drawer's pin, which many printers report as high.
const DRAWER_PIN: u8 = 0x04;

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) paper_out: bool,
    pub(super) near_end: bool,
    pub(super) cover_open: bool,
    pub(super) cutter_stuck: bool,
    pub(super) hot: bool,
    pub(super) mouth_occupied: bool,
}

fn when(is_so: bool, bits: u8) -> u8 {
    if is_so { bits } else { 0 }
}

impl State {
    pub(super) fn off_line(&self) -> bool {
        self.paper_out || self.cover_open || self.cutter_stuck || self.hot
    }

    /// The answer to `DLE EOT`, `None` where the model does not know the request.
    pub(super) fn answer(&self, request: Request, exit: Option<ExitSensor>) -> Option<u8> {
        let bits = match request {
            Request::Printer => DRAWER_PIN | when(self.off_line(), printer::OFF_LINE),
            Request::Cause => {
                when(self.cover_open, cause::COVER_OPEN)
                    | when(self.paper_out, cause::PAPER_END)
                    | when(self.cutter_stuck || self.hot, cause::ERROR)
            }
            Request::Error => {
                when(self.cutter_stuck, error::CUTTER) | when(self.hot, error::PAUSED)
            }
            Request::Paper => {
                when(self.near_end, paper::NEAR_END) | when(self.paper_out, paper::END_BITS)
            }
            Request::Other(n) => {
                let exit = exit.filter(|exit| exit.request == n)?;
                when(self.mouth_occupied, exit.occupied)
            }
        };
        Some(FIXED | bits)
    }

    /// Automatic status.
    pub(super) fn automatic(&self) -> [u8; 4] {
        [
            0x10 | when(self.off_line(), automatic::OFF_LINE)
                | when(self.cover_open, automatic::COVER_OPEN),
            when(self.cutter_stuck, automatic::CUTTER) | when(self.hot, automatic::PAUSED),
            when(self.near_end, automatic::NEAR_END) | when(self.paper_out, automatic::END),
            0x00,
        ]
    }

    /// The answer to `GS r 1`. The end of the paper is never in it: then the printer is off line
    /// and does not answer.
    pub(super) fn roll_in_order(&self) -> u8 {
        when(self.near_end, automatic::NEAR_END)
    }
}
