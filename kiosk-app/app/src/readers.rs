//! The readers' news as the visit hears them: one file a device, and none of it knows another.

pub(crate) mod code_scanner;
pub(crate) mod id_card;
pub(crate) mod social_card;

use kiosk_core::{
    happenings::{CardFailure, Event, ReaderHealth},
    identity::Reader,
};

/// What came of a driver's event.
#[derive(Debug)]
pub(crate) struct Outcome<C> {
    /// For the visit.
    pub(crate) heard: Option<Event>,
    /// For the driver.
    pub(crate) command: Option<C>,
}

impl<C> Outcome<C> {
    const NOTHING: Self = Self { heard: None, command: None };

    fn heard(event: Event) -> Self {
        Self { heard: Some(event), command: None }
    }

    fn health(of: Reader, health: ReaderHealth) -> Self {
        Self::heard(Event::Reader(of, health))
    }

    fn failed(at: Reader, failure: CardFailure) -> Self {
        Self::heard(Event::CardFailed(at, failure))
    }

    fn and(self, command: C) -> Self {
        Self { command: Some(command), ..self }
    }
}
