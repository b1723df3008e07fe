//! Why the board starts.

use core::sync::atomic::Ordering;

use board_proto::ResetReason;

use crate::chip::{self, system};

/// Left behind by firmware that runs.
const RUNNING: u32 = 0x0052_554e;
/// Left behind by the watchdog's bark, half a second before it bites.
const BARKED: u32 = 0x4241_524b;

/// Why the board starts. To be asked once a start, for asking makes ready for the next one.
///
/// The chip says so. Where it does not, as an emulated one, what the firmware left behind does.
pub(crate) fn reason() -> ResetReason {
    const PIN: u32 = 1 << 0;
    const POWER_ON: u32 = 1 << 1;
    const BROWN_OUT: u32 = 1 << 2;
    const WATCHDOG: u32 = 1 << 3;
    const SOFTWARE: u32 = 1 << 4;

    let mark = chip::mark().swap(RUNNING, Ordering::Relaxed);
    let causes = system::RESETS.read();
    system::RESETS.write(0);
    // Power that comes sets the others as it likes.
    let by_cause = [
        (POWER_ON, ResetReason::PowerOn),
        (WATCHDOG, ResetReason::Watchdog),
        (BROWN_OUT, ResetReason::BrownOut),
        (SOFTWARE, ResetReason::Software),
        (PIN, ResetReason::Button),
    ];
    match by_cause.into_iter().find(|(cause, _)| causes & cause != 0) {
        Some((_, reason)) => reason,
        None => match mark {
            BARKED => ResetReason::Watchdog,
            RUNNING => ResetReason::Unknown,
            _ => ResetReason::PowerOn,
        },
    }
}

/// Leaves word that the watchdog is about to reset the board.
pub(crate) fn leave_word_of_the_watchdog() {
    chip::mark().store(BARKED, Ordering::Relaxed);
}
