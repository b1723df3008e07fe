//! What is known of the devices, the district and the ledger, whoever is at the machine.

use crate::{
    document::DocumentId,
    happenings::{
        DistrictHealth, Event, LedgerHealth, PrinterHealth, PrinterState, ReaderHealth, SheetNews,
    },
};

/// What is known of the hall.
#[derive(Debug, Clone, PartialEq)]
pub struct Hall {
    /// The ID-card reader.
    pub reader: ReaderHealth,
    /// The printer.
    pub printer: PrinterHealth,
    /// The district.
    pub district: DistrictHealth,
    /// The ledger.
    pub ledger: LedgerHealth,
    /// A card lies on the reader.
    pub card_present: bool,
    /// The sheet that hangs in the mouth.
    pub in_the_mouth: Option<DocumentId>,
    /// Somebody called staff.
    pub staff_called: bool,
}

impl Default for Hall {
    fn default() -> Self {
        Self {
            reader: ReaderHealth::Starting,
            printer: PrinterHealth { state: PrinterState::Starting, paper_low: false },
            district: DistrictHealth { reachable: false, data_as_of: None },
            ledger: LedgerHealth::Sound,
            card_present: false,
            in_the_mouth: None,
            staff_called: false,
        }
    }
}

impl Hall {
    /// Whether a visit can begin: the ledger takes cases, and there are data to look into.
    pub fn can_serve(&self) -> bool {
        self.ledger == LedgerHealth::Sound && self.district.data_as_of.is_some()
    }

    /// Whether the printer prints now.
    pub fn can_print(&self) -> bool {
        self.printer.state == PrinterState::Ready
    }

    /// Something waits for staff although nobody is at the machine.
    pub(super) fn needs_staff(&self) -> bool {
        !matches!(self.printer.state, PrinterState::Ready | PrinterState::Starting)
            || self.in_the_mouth.is_some()
            || self.card_present
    }

    pub(super) fn notice(&mut self, event: &Event) {
        match event {
            Event::Reader(health) => {
                self.reader = *health;
                if *health == ReaderHealth::Suspended {
                    // A reader that is gone cannot say that the card is.
                    self.card_present = false;
                }
            }
            Event::CardFound | Event::CardRead(_) => self.card_present = true,
            Event::CardLifted => self.card_present = false,
            Event::Printer(health) => self.printer = *health,
            Event::Sheet(sheet, SheetNews::Presented) => self.in_the_mouth = Some(*sheet),
            Event::Sheet(_, SheetNews::Taken) => self.in_the_mouth = None,
            Event::District(health) => self.district = *health,
            Event::Ledger(health) => self.ledger = *health,
            _ => {}
        }
    }
}
