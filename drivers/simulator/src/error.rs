//! What can go wrong with the simulator itself, and what a hand cannot do.

use std::{io, path::Path};

/// Why the simulator does not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file of cards says something impossible.
    #[error("{file}, line {line}: {reason}")]
    Cards {
        /// The file as it was named.
        file: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Another simulator has the folder.
    #[error("another simulator works in {0}; end it, or give this one a folder of its own")]
    Taken(String),
    /// The printer's characters are missing.
    #[error(transparent)]
    Faces(#[from] faces::FacesError),
    /// The I/O board's image does not run.
    #[error(
        "the emulated I/O board does not start; setup/firmware.sh installs what it needs, and \
         firmware/build makes its image"
    )]
    Emulated(#[source] emulated::BoardError),
    /// A file, folder, link or port refuses.
    #[error("cannot {what}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
}

impl Error {
    /// Says what could not be done with what, for `map_err`.
    pub(crate) fn cannot(what: &str, path: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let what = format!("{what} {}", path.display());
        move |source| Self::Io { what: what.clone(), source }
    }
}

/// Why a hand cannot do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandError {
    /// No card has this key.
    #[error("there is no card {0}; list-cards names those that lie ready")]
    NoSuchCard(String),
    /// The holder of a card has no credential.
    #[error("the file of cards has no credential for {0}")]
    NoCredential(String),
    /// Nothing is held before the scanner.
    #[error("no code is held before the scanner")]
    NothingShown,
    /// The plate is empty.
    #[error("no card lies on the plate")]
    PlateEmpty,
    /// The holder of a card has no social-security card.
    #[error("the file of cards has no social-security card for {0}")]
    NoSocialCard(String),
    /// No card is in the slot.
    #[error("no card is in the slot")]
    SlotEmpty,
    /// No sheet sticks out.
    #[error("there is no sheet to take; one can be taken when it has been cut and presented")]
    NoSheet,
    /// The board has a thermometer that no hand reaches.
    #[error("the emulated board's thermometer cannot be worked; the simulated board's can")]
    OwnThermometer,
    /// The words are no order.
    #[error("this is no order for the hands: {0}")]
    Words(String),
    /// The simulator is gone.
    #[error("the simulator has ended")]
    Ended,
}
