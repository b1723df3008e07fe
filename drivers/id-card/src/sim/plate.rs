//! The plate of the reader, and how far the module is with the card on it.

use rand::{Rng, RngExt};

use super::{Card, Refind};
use crate::wire::{Request, Status, encode_reading, encode_reading_with_fingerprints};

/// What lies on the plate.
#[derive(Debug)]
pub(crate) struct Plate {
    things: Vec<(u64, Thing)>,
    placed: u64,
    refind: Refind,
    stage: Stage,
    /// Whether the next find of a resting card says that there is none.
    hides: bool,
}

#[derive(Debug)]
enum Thing {
    Card(Box<Card>),
    /// A bank card, or a phone: the module sees nothing.
    Other,
}

/// How far the module is, with which card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Nothing,
    Found(u64),
    Selected(u64),
    /// Read: it rests, and only `30 03` and further readings see it without a new find.
    Read(u64),
}

/// Why a card was not read.
pub(crate) enum NotRead {
    /// It was taken away meanwhile, or there are two.
    Gone,
    /// It was not found and selected before.
    OutOfOrder,
}

impl Plate {
    pub(crate) fn new(refind: Refind) -> Self {
        Self { things: Vec::new(), placed: 0, refind, stage: Stage::Nothing, hides: true }
    }

    pub(crate) fn set_refind(&mut self, refind: Refind) {
        self.refind = refind;
    }

    pub(crate) fn place(&mut self, card: Card) {
        self.put(Thing::Card(Box::new(card)));
    }

    pub(crate) fn place_other(&mut self) {
        self.put(Thing::Other);
    }

    fn put(&mut self, thing: Thing) {
        self.placed += 1;
        self.things.push((self.placed, thing));
    }

    pub(crate) fn lift(&mut self) {
        self.things.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// The module forgets how far it was.
    pub(crate) fn forget(&mut self) {
        self.stage = Stage::Nothing;
    }

    /// What was put down last.
    pub(crate) fn topmost(&self) -> Option<u64> {
        self.things.last().map(|(number, _)| *number)
    }

    /// The only card on the plate. Of two cards the module makes out neither.
    fn card(&self) -> Option<(u64, &Card)> {
        match self.things.as_slice() {
            [(number, Thing::Card(card))] => Some((*number, card)),
            _ => None,
        }
    }

    pub(crate) fn find(&mut self, chance: &mut impl Rng) -> (Status, Vec<u8>) {
        let nothing = (Status::NoCard, Vec::new());
        let found = (Status::CardFound, vec![0; 4]);
        let Some((number, _)) = self.card() else {
            self.stage = Stage::Nothing;
            // Two cards disturb one another: sometimes one seems to be there.
            let cards = self.things.iter().filter(|(_, it)| matches!(it, Thing::Card(_))).count();
            return if 2 <= cards && chance.random() { found } else { nothing };
        };
        if self.stage == Stage::Read(number) {
            let hidden = match self.refind {
                Refind::Deny => true,
                Refind::Alternate => self.hides,
                Refind::Allow => false,
            };
            if hidden {
                self.hides = false;
                return nothing;
            }
        }
        self.stage = Stage::Found(number);
        found
    }

    pub(crate) fn select(&mut self) -> (Status, Vec<u8>) {
        match (self.stage, self.card()) {
            (Stage::Found(found), Some((number, _))) if found == number => {
                self.stage = Stage::Selected(number);
                (Status::Success, vec![0; 8])
            }
            _ => (Status::SelectFailed, Vec::new()),
        }
    }

    /// Reads from the card that lay there when the request came in as number `begun`.
    pub(crate) fn read(
        &mut self,
        request: Request,
        begun: Option<u64>,
    ) -> Result<(Status, Vec<u8>), NotRead> {
        let (Stage::Selected(taken) | Stage::Read(taken)) = self.stage else {
            return Err(NotRead::OutOfOrder);
        };
        let Some((number, card)) = self.card().filter(|(number, _)| *number == taken) else {
            self.stage = Stage::Nothing;
            return Err(NotRead::Gone);
        };
        if begun != Some(number) {
            self.stage = Stage::Nothing;
            return Err(NotRead::Gone);
        }
        let answer = match request {
            Request::ReadNewAddresses if card.new_addresses.is_empty() => {
                (Status::NoSuchItem, Vec::new())
            }
            Request::ReadNewAddresses => (Status::Success, card.new_addresses.concat()),
            Request::ReadCardBodyNumber => (Status::Success, card.body_number.to_vec()),
            Request::ReadWithFingerprints => {
                let prints = vec![0; 512 * card.fingers.min(2)];
                let data = encode_reading_with_fingerprints(&card.text, &card.photo, &prints);
                (Status::Success, data)
            }
            _ => (Status::Success, encode_reading(&card.text, &card.photo)),
        };
        let is_reading =
            matches!(request, Request::ReadTextAndPhoto | Request::ReadWithFingerprints);
        if is_reading {
            self.stage = Stage::Read(number);
            self.hides = true;
        }
        Ok(answer)
    }
}
