//! What is known of the devices, the district and the ledger, whoever is at the machine.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    case::CredentialKind,
    document::DocumentId,
    happenings::{
        DistrictHealth, Doors, Event, LedgerHealth, PrinterHealth, PrinterState, ReaderHealth,
        SheetNews,
    },
    identity::Reader,
};

/// What is known of the hall.
#[derive(Debug, Clone, PartialEq)]
pub struct Hall {
    /// The readers that this machine has.
    pub readers: BTreeMap<Reader, ReaderHealth>,
    /// The printer.
    pub printer: PrinterHealth,
    /// The district.
    pub district: DistrictHealth,
    /// The ledger.
    pub ledger: LedgerHealth,
    /// The readers at which a card lies or sticks, and of which kind it is once it was read.
    pub cards: BTreeMap<Reader, Option<CredentialKind>>,
    /// Those of them at which the card is of an earlier visit: whoever is here now is not to take it.
    pub forgotten: BTreeSet<Reader>,
    /// The sheet that hangs in the mouth.
    pub in_the_mouth: Option<DocumentId>,
    /// The case.
    pub doors: Doors,
    /// Somebody called staff.
    pub staff_called: bool,
}

impl Hall {
    /// A hall of which nothing is known yet but which readers its machine has.
    pub(super) fn new(readers: impl IntoIterator<Item = Reader>) -> Self {
        Self {
            readers: readers.into_iter().map(|reader| (reader, ReaderHealth::Starting)).collect(),
            printer: PrinterHealth { state: PrinterState::Starting, paper_low: false },
            district: DistrictHealth { reachable: false, data_as_of: None },
            ledger: LedgerHealth::Sound,
            cards: BTreeMap::new(),
            forgotten: BTreeSet::new(),
            in_the_mouth: None,
            doors: Doors::Shut,
            staff_called: false,
        }
    }

    /// Whether a visit can begin: the ledger takes cases, there are data to look into, and nobody
    /// works inside.
    pub fn can_serve(&self) -> bool {
        self.doors == Doors::Shut
            && self.ledger == LedgerHealth::Sound
            && self.district.data_as_of.is_some()
    }

    /// Whether the printer prints now.
    pub fn can_print(&self) -> bool {
        self.printer.state == PrinterState::Ready
    }

    /// Whether a reader takes credentials now. A code is worth something only while the district
    /// can be asked about it.
    pub fn takes(&self, reader: Reader) -> bool {
        let works = self.readers.get(&reader).is_some_and(|it| *it != ReaderHealth::Suspended);
        works && (reader != Reader::Scanner || self.district.reachable)
    }

    /// The readers of the machine, as far as `wanted`, in the order of their slots.
    pub fn readers_that(&self, wanted: impl Fn(Reader) -> bool) -> Vec<Reader> {
        self.readers.keys().copied().filter(|reader| wanted(*reader)).collect()
    }

    /// The reader at which there is a card, whosever it is.
    pub(super) fn card_left(&self) -> Option<Reader> {
        self.cards.keys().next().copied()
    }

    /// The reader from which whoever is here has to take a card yet, and its kind.
    pub fn card_to_take(&self) -> Option<(Reader, Option<CredentialKind>)> {
        let mut theirs = self.cards.iter().filter(|(reader, _)| !self.forgotten.contains(reader));
        theirs.next().map(|(reader, kind)| (*reader, *kind))
    }

    /// A visit is over: what is still there was forgotten.
    pub(super) fn forget_cards(&mut self) {
        self.forgotten = self.cards.keys().copied().collect();
    }

    /// Something waits for staff although nobody is at the machine.
    pub(super) fn needs_staff(&self) -> bool {
        !matches!(self.printer.state, PrinterState::Ready | PrinterState::Starting)
            || self.in_the_mouth.is_some()
            || !self.cards.is_empty()
    }

    pub(super) fn notice(&mut self, event: &Event) {
        match event {
            Event::Reader(reader, health) => {
                self.readers.insert(*reader, *health);
                if *health == ReaderHealth::Suspended {
                    // A reader that is gone cannot say that the card is.
                    self.card_gone(*reader);
                }
            }
            Event::CardFound(reader) => {
                self.cards.entry(*reader).or_default();
            }
            // A code is not left behind.
            Event::CardRead(card) if card.kind.reader() != Reader::Scanner => {
                self.cards.insert(card.kind.reader(), Some(card.kind));
            }
            // Nobody watches a card that could not be read.
            Event::CardLifted(reader) | Event::CardFailed(reader, _) => {
                self.card_gone(*reader);
            }
            Event::Printer(health) => self.printer = *health,
            Event::Sheet(sheet, SheetNews::Presented) => self.in_the_mouth = Some(*sheet),
            Event::Sheet(_, SheetNews::Taken) => self.in_the_mouth = None,
            Event::District(health) => self.district = *health,
            Event::Ledger(health) => self.ledger = *health,
            Event::Doors(doors) => self.doors = *doors,
            _ => {}
        }
    }

    fn card_gone(&mut self, reader: Reader) {
        self.cards.remove(&reader);
        self.forgotten.remove(&reader);
    }
}
