//! New addresses on the chip.

use id_card::{
    Event,
    sim::{self, Card, Fault},
    wire::{ADDRESS_SIZE, Request, Status},
};

use crate::{
    cast::{cards_of_every_kind, lin_zhiyuan, zhou_mo},
    hall::{Hall, chip, millis, read, secs},
};

const MOVED_TO: &str = "重庆市南川区南城街道花溪路27号";

fn record(text: &str) -> [u8; ADDRESS_SIZE] {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    units.resize(ADDRESS_SIZE / 2, 0x20);
    let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
    bytes.try_into().expect("the text fits")
}

fn moved(mut card: Card) -> Card {
    card.new_addresses = vec![record(""), record(MOVED_TO)];
    card
}

fn addresses_of(event: Event) -> Vec<String> {
    match event {
        Event::NewAddresses(addresses) => addresses.as_slice().to_vec(),
        other => panic!("{other:?} in place of addresses"),
    }
}

#[test]
fn somebody_who_has_moved_is_known_first_and_the_new_address_follows_once() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.place_card(moved(chip(&lin_zhiyuan())));
    let placed_at = hall.now();
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
    assert!(hall.now() - placed_at < millis(2200), "{:?}", hall.now() - placed_at);
    let read_at = hall.now();
    assert_eq!(addresses_of(hall.next()), [MOVED_TO]);
    assert!(hall.now() - read_at < millis(800), "{:?}", hall.now() - read_at);

    assert_eq!(hall.run(secs(60)), []);
    hall.lift();
    assert_eq!(hall.next(), Event::CardLifted);
    hall.watch();
    hall.place_card(moved(chip(&zhou_mo())));
    assert_eq!(hall.next(), read(&zhou_mo()));
    assert_eq!(addresses_of(hall.next()), [MOVED_TO]);
}

#[test]
fn cards_without_an_address_have_no_new_one() {
    for card in cards_of_every_kind() {
        let mut hall = Hall::watching(sim::Options::default());
        hall.place_card(moved(Card::new(card.to_block().unwrap())));
        assert_eq!(hall.next(), Event::CardRead(card.clone()));
        let told = hall.run(secs(20)).len();
        assert_eq!(told, usize::from(card.may_have_new_addresses()), "{:?}", card.kind());
    }
}

#[test]
fn a_module_that_knows_no_new_addresses_reads_and_watches_the_card_all_the_same() {
    let knows_none = sim::Options { reads_new_addresses: false, ..sim::Options::default() };
    let mut hall = Hall::watching(knows_none);
    hall.place_card(moved(chip(&lin_zhiyuan())));
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
    assert_eq!(hall.run(secs(20)), []);
    hall.lift();
    assert_eq!(hall.next(), Event::CardLifted);
}

#[test]
fn an_address_that_could_not_be_read_at_first_is_told_after_the_next_look() {
    for fault in [Fault::Say(Status::ReadFailed), Fault::Silent, Fault::WrongChecksum] {
        let mut hall = Hall::watching(sim::Options::default());
        hall.fault_on(Request::ReadNewAddresses, fault.clone());
        hall.place_card(moved(chip(&lin_zhiyuan())));
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
        assert_eq!(addresses_of(hall.next()), [MOVED_TO], "{fault:?}");
        assert_eq!(hall.run(secs(20)), [], "{fault:?}");
    }
}

#[test]
fn a_card_lifted_right_after_it_was_read_is_noticed_with_or_without_its_address() {
    for after in (0..1000).step_by(50) {
        let mut hall = Hall::watching(sim::Options::default());
        hall.place_card(moved(chip(&lin_zhiyuan())));
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
        let mut events = hall.run(millis(after));
        hall.lift();
        events.extend(hall.run(secs(5)));
        assert_eq!(events.pop(), Some(Event::CardLifted), "after {after} ms");
        assert!(events.len() <= 1, "after {after} ms: {events:?}");
    }
}
