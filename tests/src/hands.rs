//! What people do to the machine, other than touching its screen.

use std::time::Duration;

use id_card::sim::{self as reader, Photo, Planned};
use link::memory::{End, Noise};
use receipt_printer::sim as printer;

use crate::{Hall, PowerCut, cast};

/// One of the devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// The ID-card reader.
    Reader,
    /// The social-card reader.
    Slot,
    /// The code scanner.
    Scanner,
    /// The printer.
    Printer,
}

/// All that take credentials.
pub const READERS: [Device; 3] = [Device::Reader, Device::Slot, Device::Scanner];

impl Hall {
    /// Puts somebody's card on the reader.
    ///
    /// # Panics
    /// There is no such card.
    pub fn place_card(&mut self, key: &str) {
        self.place(cast::card(key).id_card());
    }

    /// Puts any card of the family on the reader, beside what lies there.
    pub fn place(&mut self, card: reader::Card) {
        let card = card.with_photo(Photo::Random(1));
        self.reader.tell_device(reader::Command::Place(Box::new(card)));
    }

    /// Puts a card of another family on it: a bank card, or a phone.
    pub fn place_other(&mut self) {
        self.reader.tell_device(reader::Command::PlaceOther);
    }

    /// Takes whatever lies on the reader.
    pub fn lift_card(&mut self) {
        self.reader.tell_device(reader::Command::Lift);
    }

    /// Puts somebody's social-security card into the slot.
    ///
    /// # Panics
    /// They have none.
    pub fn insert_card(&mut self, key: &str) {
        let card = cast::card(key).social_card().unwrap_or_else(|| panic!("{key} has none"));
        self.insert(card);
    }

    /// Puts any card into the slot.
    pub fn insert(&mut self, card: social_card::sim::Card) {
        self.slot.tell_device(social_card::sim::Command::Insert(Box::new(card)));
    }

    /// Pulls whatever is in the slot.
    pub fn pull_card(&mut self) {
        self.slot.tell_device(social_card::sim::Command::Remove);
    }

    /// Has something befall an answer of the social-card reader or its card.
    pub fn plan_in_slot(&mut self, planned: social_card::sim::Planned) {
        self.slot.tell_device(social_card::sim::Command::Plan(planned));
    }

    /// Holds somebody's 医保电子凭证 before the scanner.
    ///
    /// # Panics
    /// They have none.
    pub fn show_credential(&mut self, key: &str) {
        let code = cast::card(key).credential.clone().unwrap_or_else(|| panic!("{key} has none"));
        self.show_code(&code);
    }

    /// Holds a code before the scanner.
    pub fn show_code(&mut self, text: &str) {
        self.scanner.tell_device(code_scanner::sim::Command::Show(text.to_owned()));
    }

    /// Takes all codes away.
    pub fn take_code_away(&mut self) {
        self.scanner.tell_device(code_scanner::sim::Command::TakeAway);
    }

    /// Has something befall a code or an answer of the scanner.
    pub fn plan_at_scanner(&mut self, planned: code_scanner::sim::Planned) {
        self.scanner.tell_device(code_scanner::sim::Command::Plan(planned));
    }

    /// Has something befall an answer of the reader.
    pub fn plan(&mut self, planned: Planned) {
        self.reader.tell_device(reader::Command::Plan(planned));
    }

    /// Forgets the faults of all readers that are still to come.
    pub fn forgive(&mut self) {
        self.reader.tell_device(reader::Command::Forgive);
        self.slot.tell_device(social_card::sim::Command::Forgive);
        self.scanner.tell_device(code_scanner::sim::Command::Forgive);
    }

    /// Breaks the reader's security module, or mends it.
    pub fn break_module(&mut self, sam: reader::Sam) {
        self.reader.tell_device(reader::Command::Sam(sam));
    }

    /// Takes the sheet out of the mouth, where there is one.
    pub fn take_paper(&mut self) {
        self.printer.tell_device(printer::Hand::TakePaper);
        // The printer says at once that somebody took it.
        self.pass(Duration::ZERO);
    }

    /// Whether a sheet hangs in the mouth.
    pub fn sheet_in_mouth(&self) -> bool {
        self.mouth.is_some()
    }

    /// Does something to the printer.
    pub fn printer(&mut self, hand: printer::Hand) {
        self.printer.tell_device(hand);
    }

    /// Lets the roll end after so many more dots, if it does not end sooner.
    pub fn paper_ends_after(&mut self, dots: usize) {
        let dots = dots.min(self.printer.device.roll_left());
        self.printer(printer::Hand::PaperEndsAfter(dots));
    }

    /// Opens the cover, puts in a new roll and closes the cover, as staff do: nobody gets at the roll
    /// otherwise.
    pub fn change_roll(&mut self) {
        self.printer(printer::Hand::OpenCover);
        self.pass(Duration::from_secs(8));
        self.refill();
        self.printer(printer::Hand::CloseCover);
    }

    /// Puts a new roll where one has ended.
    pub fn refill(&mut self) {
        self.printer(printer::Hand::Refill);
    }

    /// Pulls a device's cable.
    pub fn unplug(&mut self, device: Device) {
        match device {
            Device::Reader => self.reader.pull_cable(),
            Device::Slot => self.slot.pull_cable(),
            Device::Scanner => self.scanner.pull_cable(),
            Device::Printer => self.printer.pull_cable(),
        }
    }

    /// Puts it back.
    pub fn plug(&mut self, device: Device) {
        match device {
            Device::Reader => self.reader.plug_cable(),
            Device::Slot => self.slot.plug_cable(),
            Device::Scanner => self.scanner.plug_cable(),
            Device::Printer => self.printer.plug_cable(),
        }
    }

    /// Takes the power from a device, or gives it back.
    pub fn switch(&mut self, device: Device, on: bool) {
        match device {
            Device::Reader => self.reader.tell_device(reader::Command::Power(on)),
            Device::Slot => self.slot.tell_device(social_card::sim::Command::Power(on)),
            Device::Scanner => self.scanner.tell_device(code_scanner::sim::Command::Power(on)),
            Device::Printer => self.printer.tell_device(match on {
                true => printer::Hand::PowerOn,
                false => printer::Hand::PowerOff,
            }),
        }
    }

    /// Has a device say something that nobody asked it.
    pub fn babble(&mut self, device: Device, bytes: &[u8]) {
        let now = self.now;
        let wire = match device {
            Device::Reader => &mut self.reader.wire,
            Device::Slot => &mut self.slot.wire,
            Device::Scanner => &mut self.scanner.wire,
            Device::Printer => &mut self.printer.wire,
        };
        wire.send(now, End::Host, bytes);
    }

    /// Cuts the network. What is under way has arrived, or has not.
    pub fn cut_network(&mut self) {
        self.network.set_cut(true);
    }

    /// Mends it.
    pub fn restore_network(&mut self) {
        self.network.set_cut(false);
    }

    /// Plans a power cut of the kiosk, counted from now.
    pub fn cut_power(&mut self, cut: PowerCut) {
        self.power_cut = Some(cut);
    }

    /// Makes all wires noisy, both ways, by a seed. At 0 they are sound again.
    pub fn noise(&mut self, seed: u64, per_million: u32) {
        self.was_noisy |= 0 < per_million;
        let ends = [End::Host, End::Device];
        for (wire, place) in self.wires().into_iter().zip(0u64..) {
            for (end, other) in ends.into_iter().zip(0u64..) {
                let seed = seed << 3 | place << 1 | other;
                let (flips, drops) = (per_million / 2, per_million / 2);
                let noise = Noise { seed, flip_per_million: flips, drop_per_million: drops };
                wire.add_noise(end, noise);
            }
        }
    }
}
