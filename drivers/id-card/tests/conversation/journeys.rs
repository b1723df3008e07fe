//! Cards come and go.

use id_card::{
    CardKind, Command, Event, Remedy, Trouble,
    sim::{self, Card, Photo, Refind},
    wire::Request,
};

use crate::{
    cast::{cards_of_every_kind, lin_zhiyuan, zhou_mo},
    hall::{Hall, chip, millis, read, secs, trouble},
};

fn refind(refind: Refind) -> sim::Options {
    sim::Options { refind, ..sim::Options::default() }
}

const EVERY_REFIND: [Refind; 3] = [Refind::Deny, Refind::Alternate, Refind::Allow];

#[test]
fn a_card_is_read_and_its_removal_noticed() {
    for refind_mode in EVERY_REFIND {
        let mut hall = Hall::with(refind(refind_mode));
        hall.watch();
        let Event::Ready { sam_id } = hall.next() else { panic!("the reader starts up first") };
        assert_eq!(sam_id, sim::Options::default().sam_id);

        hall.place(&lin_zhiyuan());
        let placed_at = hall.now();
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
        assert!(hall.now() - placed_at < millis(2200), "{:?}", hall.now() - placed_at);

        // Ten minutes at the machine, and the card is still known to be there.
        assert_eq!(hall.run(secs(600)), []);
        hall.lift();
        let lifted_at = hall.now();
        assert_eq!(hall.next(), Event::CardLifted);
        assert!(hall.now() - lifted_at < millis(1500), "{:?}", hall.now() - lifted_at);
    }
}

#[test]
fn a_card_that_lies_there_before_anyone_waits_for_it_is_read() {
    let mut hall = Hall::new();
    hall.place(&lin_zhiyuan());
    hall.run(secs(30));
    assert_eq!(hall.asked(Request::FindCard), 0, "nobody looks for a card unasked");
    hall.watch();
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
}

#[test]
fn a_card_left_behind_is_not_read_for_the_next_visitor() {
    for refind_mode in EVERY_REFIND {
        let mut hall = Hall::watching(refind(refind_mode));
        hall.place(&lin_zhiyuan());
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
        hall.watch();
        assert_eq!(hall.next(), Event::CardStillThere);
        assert_eq!(hall.run(secs(60)), []);
        hall.lift();
        assert_eq!(hall.next(), Event::CardLifted);
        hall.place(&zhou_mo());
        assert_eq!(hall.next(), read(&zhou_mo()));
    }
}

#[test]
fn another_card_put_down_in_the_same_moment_ends_the_first_and_is_read_next() {
    for refind_mode in EVERY_REFIND {
        let mut hall = Hall::watching(refind(refind_mode));
        hall.place(&lin_zhiyuan());
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
        hall.run(secs(2));
        hall.lift();
        hall.place(&zhou_mo());
        assert_eq!(hall.next(), Event::CardLifted);
        assert_eq!(hall.run(secs(10)), [], "nobody has asked for the second card yet");
        hall.watch();
        assert_eq!(hall.next(), read(&zhou_mo()));
    }
}

#[test]
fn a_card_touched_for_a_moment_stays_the_same_card() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.place(&lin_zhiyuan());
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
    hall.run(secs(2));
    hall.lift();
    hall.place(&lin_zhiyuan());
    assert_eq!(hall.run(secs(20)), []);
}

#[test]
fn a_card_lifted_while_it_is_read_is_asked_for_again() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.place(&lin_zhiyuan());
    hall.run_until_answered(Request::SelectCard);
    hall.run(millis(300));
    hall.lift();
    assert_eq!(hall.next(), trouble(Trouble::ReadInterrupted));
    assert_eq!(Trouble::ReadInterrupted.remedy(), Remedy::PlaceCardAgain);
    hall.place(&lin_zhiyuan());
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
}

#[test]
fn a_card_lifted_before_it_is_selected_is_asked_for_again() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.place(&lin_zhiyuan());
    hall.run_until_answered(Request::FindCard);
    hall.lift();
    assert_eq!(hall.next(), trouble(Trouble::ReadInterrupted));
}

#[test]
fn a_card_swapped_while_it_is_read_is_never_taken_for_the_other() {
    for after in (0..1500).step_by(50) {
        let mut hall = Hall::watching(sim::Options::default());
        hall.place(&lin_zhiyuan());
        hall.run_until_answered(Request::FindCard);
        let mut events = hall.run(millis(after));
        hall.lift();
        hall.place(&zhou_mo());
        events.extend(hall.run(secs(20)));
        // Either the first was read and then noticed to be gone, or only the second was read.
        if events.contains(&read(&lin_zhiyuan())) {
            assert_eq!(events, [read(&lin_zhiyuan()), Event::CardLifted], "after {after} ms");
        } else {
            assert_eq!(events.last(), Some(&read(&zhou_mo())), "after {after} ms");
        }
    }
}

#[test]
fn two_cards_on_the_plate_are_never_mixed() {
    for seed in 0..20 {
        let mut hall = Hall::watching(sim::Options { seed, ..sim::Options::default() });
        hall.place(&lin_zhiyuan());
        hall.place(&zhou_mo());
        let events = hall.run(secs(20));
        assert!(events.iter().all(|it| *it == trouble(Trouble::ReadInterrupted)), "{events:?}");
        hall.lift();
        hall.place(&zhou_mo());
        let events = hall.run(secs(20));
        assert_eq!(events.last(), Some(&read(&zhou_mo())));
    }
}

#[test]
fn a_bank_card_is_no_card() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.talk.tell_device(sim::Command::PlaceOther);
    assert_eq!(hall.run(secs(30)), []);
}

#[test]
fn cards_of_every_kind_are_read_and_their_removal_noticed() {
    for refind_mode in EVERY_REFIND {
        for card in cards_of_every_kind() {
            let mut hall = Hall::watching(refind(refind_mode));
            hall.place_card(Card::new(card.to_block().unwrap()));
            assert_eq!(hall.next(), Event::CardRead(card));
            assert_eq!(hall.run(secs(60)), []);
            hall.lift();
            assert_eq!(hall.next(), Event::CardLifted);
        }
    }
}

#[test]
fn a_card_of_an_unknown_kind_is_told_once_and_the_next_card_is_read() {
    for refind_mode in EVERY_REFIND {
        let mut hall = Hall::watching(refind(refind_mode));
        let mut unknown = chip(&lin_zhiyuan());
        unknown.text[248] = b'?';
        hall.place_card(unknown);
        let told = Trouble::Unsupported(CardKind::Unknown(0x3F));
        assert_eq!(hall.next(), trouble(told));
        assert_eq!(told.remedy(), Remedy::GoToCounter);
        assert_eq!(hall.run(secs(60)), []);
        hall.lift();
        assert_eq!(hall.run(secs(3)), []);
        hall.place(&zhou_mo());
        assert_eq!(hall.next(), read(&zhou_mo()));
    }
}

#[test]
fn a_blank_card_is_refused() {
    let mut hall = Hall::watching(refind(Refind::Allow));
    hall.place_card(Card::new([0; 256]));
    assert_eq!(hall.next(), trouble(Trouble::DamagedData));
    hall.lift();
    assert_eq!(hall.run(secs(3)), []);
    hall.place(&zhou_mo());
    assert_eq!(hall.next(), read(&zhou_mo()));
}

#[test]
fn a_photo_full_of_preambles_misleads_nobody() {
    for photo in [Photo::Blank, Photo::Random(7), Photo::Preambles] {
        let mut hall = Hall::watching(sim::Options::default());
        hall.place_card(chip(&lin_zhiyuan()).with_photo(photo));
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
    }
}

#[test]
fn nobody_waits_any_more_and_the_card_is_not_reported() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.place(&lin_zhiyuan());
    hall.run_until_answered(Request::SelectCard);
    hall.talk.tell_host(Command::Rest);
    assert_eq!(hall.run(secs(60)), []);
    // The module has read the card and hides it now; whoever waits next gets it all the same.
    hall.watch();
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
}

#[test]
fn a_card_that_a_program_before_us_has_read_is_read_again() {
    for refind_mode in EVERY_REFIND {
        let mut hall = Hall::watching(refind(refind_mode));
        hall.place(&lin_zhiyuan());
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
        hall.talk.host = id_card::Client::new(id_card::Options::default());
        hall.talk.plug_cable();
        hall.watch();
        assert!(matches!(hall.next(), Event::Ready { .. }));
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
    }
}

#[test]
fn a_thousand_cards_in_a_row_are_read_alike() {
    let mut hall = Hall::watching(sim::Options::default());
    for visit in 0..1000 {
        let card = if visit % 2 == 0 { lin_zhiyuan() } else { zhou_mo() };
        hall.place(&card);
        let placed_at = hall.now();
        assert_eq!(hall.next(), read(&card), "visit {visit}");
        assert!(hall.now() - placed_at < millis(2200), "visit {visit}");
        hall.lift();
        assert_eq!(hall.next(), Event::CardLifted, "visit {visit}");
        hall.watch();
    }
    assert_eq!(hall.talk.host.health().silences, 0);
    assert_eq!(hall.talk.host.health().damaged, 0);
}
