//! The hands: everything that is done to the devices goes through here.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use code_scanner::sim as scanner;
use id_card::sim::{self as reader, Photo};
use io_board::{Switch, sim as board};
use link::Device;
use receipt_printer::sim as printer;
use serde::Serialize;
use social_card::sim as slot;

use crate::{
    BoardFault, DeviceFault, DeviceName, Flap, Hand, HandError, Panel, Shown, State, Way,
    cards::Card,
    devices::SlotHand,
    fault::{mend_printer, mend_reader},
    panel::View,
};

/// What stands for a card of another kind where keys of cards are listed.
const OTHER: &str = "other";

/// What stands for a code that is nobody's credential there.
const TEXT: &str = "text";

/// The devices, the cards beside them, and how it all stands.
pub(crate) struct Bench {
    pub(crate) cards: Vec<Card>,
    pub(crate) reader: Device<reader::Command>,
    pub(crate) slot: Device<SlotHand>,
    pub(crate) scanner: Device<scanner::Command>,
    pub(crate) printer: Device<printer::Hand>,
    pub(crate) board: Device<board::Command>,
    pub(crate) view: View,
    pub(crate) dots_per_mm: usize,
    pub(crate) seen: Seen,
}

/// How everything stands, shared with those who see it happen.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<State>>);

impl Seen {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Works the devices. Any number of clones may; they do nothing once the simulator has ended.
#[derive(Clone)]
pub struct Hands(pub(crate) Weak<Bench>);

/// What the hands say when they have done something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// It is done.
    Done {},
    /// The cards that lie ready.
    Cards {
        /// In the order of their file.
        cards: Vec<CardTag>,
    },
    /// A sheet was taken.
    Taken {
        /// Its number.
        sheet: u32,
    },
    /// How everything stands.
    State(State),
}

/// A card that lies ready. `Debug` leaves the name out.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CardTag {
    /// By which it is picked up.
    pub key: String,
    /// 姓名 of the made-up holder.
    pub name: String,
    /// Whether the holder has a social-security card as well.
    pub social_card: bool,
}

impl CardTag {
    fn of(card: &Card) -> Self {
        Self {
            key: card.key.clone(),
            name: card.name.clone(),
            social_card: card.social_profile.is_some(),
        }
    }
}

impl fmt::Debug for CardTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardTag({})", self.key)
    }
}

impl Hands {
    /// Does something, and returns when the device has noticed.
    ///
    /// # Errors
    /// [`HandError`] says why it cannot be done; nothing has changed then.
    pub fn perform(&self, hand: Hand) -> Result<Answer, HandError> {
        self.0.upgrade().ok_or(HandError::Ended)?.perform(hand)
    }

    /// What the I/O board's panel shows.
    ///
    /// # Errors
    /// The simulator has ended.
    pub fn panel(&self) -> Result<Panel, HandError> {
        Ok(self.0.upgrade().ok_or(HandError::Ended)?.view.panel())
    }
}

impl Bench {
    fn perform(&self, hand: Hand) -> Result<Answer, HandError> {
        match hand {
            Hand::PlaceCard { card } => {
                let place = self.place_of(&card)?;
                let photo = Photo::Random(place as u64);
                let chip = self.cards[place].id_card().with_photo(photo);
                self.tell_reader([reader::Command::Place(Box::new(chip))]);
                self.seen.lock().id_card.plate.push(card);
            }
            Hand::PlaceOtherCard => {
                self.tell_reader([reader::Command::PlaceOther]);
                self.seen.lock().id_card.plate.push(OTHER.to_owned());
            }
            Hand::LiftCard => {
                if std::mem::take(&mut self.seen.lock().id_card.plate).is_empty() {
                    return Err(HandError::PlateEmpty);
                }
                self.tell_reader([reader::Command::Lift]);
            }
            Hand::InsertCard { card, way } => {
                let chip = self.cards[self.place_of(&card)?].social_card();
                let chip = chip.ok_or_else(|| HandError::NoSocialCard(card.clone()))?;
                let chip = match way {
                    Way::Right => chip,
                    Way::UpsideDown => chip.upside_down(),
                };
                self.insert(card, chip);
            }
            Hand::InsertOtherCard { kind } => self.insert(kind.tag(), kind.card()),
            Hand::PullCard => {
                if std::mem::take(&mut self.seen.lock().social_card.slot).is_empty() {
                    return Err(HandError::SlotEmpty);
                }
                self.tell_slot([slot::Command::Remove]);
            }
            Hand::ListCards => {
                return Ok(Answer::Cards { cards: self.cards.iter().map(CardTag::of).collect() });
            }
            Hand::ShowCode(shown) => {
                let (tag, text) = match shown {
                    Shown::Text(text) => (TEXT.to_owned(), text),
                    Shown::Card(card) => {
                        let credential = self.cards[self.place_of(&card)?].credential.clone();
                        let code = credential.ok_or_else(|| HandError::NoCredential(card.clone()));
                        (card, code?)
                    }
                };
                self.tell_scanner([scanner::Command::Show(text)]);
                self.seen.lock().code_scanner.view.push(tag);
            }
            Hand::TakeCodeAway => {
                if std::mem::take(&mut self.seen.lock().code_scanner.view).is_empty() {
                    return Err(HandError::NothingShown);
                }
                self.tell_scanner([scanner::Command::TakeAway]);
            }
            Hand::TakePaper => {
                let sheet = self.seen.lock().receipt_printer.in_mouth.ok_or(HandError::NoSheet)?;
                self.tell_printer([printer::Hand::TakePaper]);
                return Ok(Answer::Taken { sheet });
            }
            Hand::RefillPaper => self.tell_printer([printer::Hand::Refill]),
            Hand::PaperEndsAfter(length) => {
                let dots = length.dots(self.dots_per_mm);
                self.tell_printer([printer::Hand::PaperEndsAfter(dots)]);
            }
            Hand::OpenCover => {
                self.seen.lock().receipt_printer.cover_open = true;
                self.tell_printer([printer::Hand::OpenCover]);
            }
            Hand::CloseCover => {
                self.seen.lock().receipt_printer.cover_open = false;
                self.tell_printer([printer::Hand::CloseCover]);
            }
            Hand::Open { what } => self.turn(what, Position::Open),
            Hand::Shut { what } => self.turn(what, Position::Shut),
            Hand::StepNear => self.step(Place::Near),
            Hand::StepAway => self.step(Place::Away),
            Hand::Warm { decidegrees } => {
                self.warmth()?;
                self.seen.lock().io_board.decidegrees = Some(decidegrees);
                self.tell_board(board::Command::Warm(Some(decidegrees)));
            }
            Hand::ResetBoard => self.tell_board(board::Command::Reset),
            Hand::Unplug { device } => self.plug(device, Cable::Out),
            Hand::Plug { device } => self.plug(device, Cable::In),
            Hand::SwitchOff { device } => self.switch(device, Power::Off),
            Hand::SwitchOn { device } => self.switch(device, Power::On),
            Hand::Fault(DeviceFault::IdCard { fault, on, times }) => {
                self.tell_reader([fault.order(on, times)]);
            }
            Hand::Fault(DeviceFault::SocialCard { fault, on, after, times }) => {
                self.tell_slot([slot::Command::Plan(fault.planned(on, after, times))]);
            }
            Hand::Fault(DeviceFault::CodeScanner { fault, on, times }) => {
                self.tell_scanner([fault.order(on, times)]);
            }
            Hand::Fault(DeviceFault::ReceiptPrinter { fault }) => {
                self.tell_printer([fault.order()]);
            }
            Hand::Fault(DeviceFault::IoBoard { fault: BoardFault::Hang }) => {
                self.tell_board(board::Command::Hang);
            }
            Hand::Fault(DeviceFault::IoBoard { fault: BoardFault::ThermometerDead }) => {
                self.warmth()?;
                self.tell_board(board::Command::Warm(None));
            }
            Hand::Mend { device: DeviceName::IdCard } => self.tell_reader(mend_reader()),
            Hand::Mend { device: DeviceName::SocialCard } => {
                self.tell_slot([slot::Command::Forgive]);
            }
            Hand::Mend { device: DeviceName::CodeScanner } => {
                self.tell_scanner([scanner::Command::Forgive]);
            }
            Hand::Mend { device: DeviceName::ReceiptPrinter } => self.tell_printer(mend_printer()),
            Hand::Mend { device: DeviceName::IoBoard } => {
                let decidegrees = self.seen.lock().io_board.decidegrees;
                self.tell_board(board::Command::Warm(decidegrees));
            }
            Hand::State => return Ok(Answer::State(self.seen.lock().clone())),
        }
        Ok(Answer::Done {})
    }

    fn place_of(&self, card: &str) -> Result<usize, HandError> {
        let place = self.cards.iter().position(|it| it.key == card);
        place.ok_or_else(|| HandError::NoSuchCard(card.to_owned()))
    }

    fn tell_reader(&self, orders: impl IntoIterator<Item = reader::Command>) {
        orders.into_iter().for_each(|order| self.reader.command(order));
        self.reader.settle();
    }

    fn insert(&self, tag: String, card: slot::Card) {
        self.slot.command(SlotHand::Insert { tag, card: Box::new(card) });
        self.slot.settle();
    }

    fn tell_slot(&self, orders: impl IntoIterator<Item = slot::Command>) {
        orders.into_iter().for_each(|order| self.slot.command(SlotHand::Tell(order)));
        self.slot.settle();
    }

    fn tell_scanner(&self, orders: impl IntoIterator<Item = scanner::Command>) {
        orders.into_iter().for_each(|order| self.scanner.command(order));
        self.scanner.settle();
    }

    fn tell_printer(&self, orders: impl IntoIterator<Item = printer::Hand>) {
        orders.into_iter().for_each(|order| self.printer.command(order));
        self.printer.settle();
    }

    fn tell_board(&self, order: board::Command) {
        self.board.command(order);
        self.board.settle();
    }

    /// How warm hands have made it.
    fn warmth(&self) -> Result<i16, HandError> {
        self.seen.lock().io_board.decidegrees.ok_or(HandError::OwnThermometer)
    }

    fn turn(&self, flap: Flap, position: Position) {
        let open = position == Position::Open;
        let mut seen = self.seen.lock();
        seen.io_board.open.retain(|other| *other != flap);
        if open {
            seen.io_board.open.push(flap);
        }
        drop(seen);
        self.tell_board(board::Command::Move(flap.switch(), open));
    }

    fn step(&self, place: Place) {
        let near = place == Place::Near;
        self.seen.lock().io_board.near = near;
        self.tell_board(board::Command::Move(Switch::Proximity, near));
    }

    fn plug(&self, device: DeviceName, cable: Cable) {
        fn move_cable<C>(device: &Device<C>, cable: Cable) {
            match cable {
                Cable::In => device.plug(),
                Cable::Out => device.unplug(),
            }
            device.settle();
        }
        let unplugged = cable == Cable::Out;
        match device {
            DeviceName::IdCard => {
                self.seen.lock().id_card.unplugged = unplugged;
                move_cable(&self.reader, cable);
            }
            DeviceName::SocialCard => {
                self.seen.lock().social_card.unplugged = unplugged;
                move_cable(&self.slot, cable);
            }
            DeviceName::CodeScanner => {
                self.seen.lock().code_scanner.unplugged = unplugged;
                move_cable(&self.scanner, cable);
            }
            DeviceName::ReceiptPrinter => {
                self.seen.lock().receipt_printer.unplugged = unplugged;
                move_cable(&self.printer, cable);
            }
            DeviceName::IoBoard => {
                self.seen.lock().io_board.unplugged = unplugged;
                move_cable(&self.board, cable);
            }
        }
    }

    fn switch(&self, device: DeviceName, power: Power) {
        let on = power == Power::On;
        match device {
            DeviceName::IdCard => {
                self.seen.lock().id_card.off = !on;
                self.tell_reader([reader::Command::Power(on)]);
            }
            DeviceName::SocialCard => {
                self.seen.lock().social_card.off = !on;
                self.tell_slot([slot::Command::Power(on)]);
            }
            DeviceName::CodeScanner => {
                self.seen.lock().code_scanner.off = !on;
                self.tell_scanner([scanner::Command::Power(on)]);
            }
            DeviceName::ReceiptPrinter => {
                self.seen.lock().receipt_printer.off = !on;
                let order = if on { printer::Hand::PowerOn } else { printer::Hand::PowerOff };
                self.tell_printer([order]);
            }
            DeviceName::IoBoard => {
                self.seen.lock().io_board.off = !on;
                self.tell_board(board::Command::Power(on));
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cable {
    In,
    Out,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Power {
    On,
    Off,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Open,
    Shut,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Near,
    Away,
}
