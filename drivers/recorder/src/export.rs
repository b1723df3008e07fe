//! A recording without anybody's data.

use link::recorder::What;

use crate::{
    Models, Recording, ReplayError,
    redaction::redact,
    replay::{Likeness, replay_with},
};

/// Why a recording is not exported.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// Already as it was recorded it does not replay, so that nothing shows what it would be worth
    /// without its data.
    #[error("the recording itself does not replay; say which models the kiosk has")]
    Recorded(#[source] ReplayError),
    /// Without its data it does not replay: something in it is not understood here, and was blanked.
    #[error("without its data the recording does not replay; it can be of use only where it is")]
    Redacted(#[source] ReplayError),
}

/// The same recording with made-up or neutral bytes in place of what is, or may be, a person's.
///
/// Every byte keeps its place, and checksums are made anew. What the client sent is left as it was
/// only where the client sends the same to the made-up answers: so no bytes of a person are in it.
/// Events are those of the made-up data.
///
/// # Errors
/// [`ExportError`]: nothing leaves that does not replay.
pub fn export(recording: &Recording, models: &Models) -> Result<Recording, ExportError> {
    replay_with(recording, models, Likeness::Same).map_err(ExportError::Recorded)?;
    let mut redacted = recording.clone();
    redact(recording.device, &mut redacted.entries, models);
    let happened =
        replay_with(&redacted, models, Likeness::SameKind).map_err(ExportError::Redacted)?;
    for event in happened {
        redacted.entries[event.place].what = What::Event(event.event);
    }
    Ok(redacted)
}
