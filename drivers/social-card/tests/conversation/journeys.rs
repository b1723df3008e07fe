//! Cards that come, are read, and go.

use codes::{Nation, Sex};
use social_card::{
    Command, Event, Generation, NoAuthentication, Trouble,
    authority::{Algorithm, RootKeys},
    reading::Obstacle,
    sim::{self, Card, Profile},
    wire::StatusWord,
};

use crate::hall::{Hall, card, card_of, lin_zhiyuan, millis, person, secs, trouble, zhou_mo};

#[test]
fn a_second_generation_card_names_its_holder() {
    let mut hall = Hall::watching();
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    let read = hall.next();
    let (name, number, card_number) = person(&read);
    assert_eq!((name.as_str(), number.as_str()), ("林知远", "500119196109271236"));
    assert_eq!(card_number, lin_zhiyuan(Generation::Second).card_number());
    assert_eq!(card_of(&read).generation, Generation::Second);
    assert_eq!(hall.challenges, 0);
    hall.run(secs(2));
    assert!(!hall.talk.device.is_card_powered());
    hall.remove();
    assert_eq!(hall.next(), Event::CardLifted);
}

#[test]
fn a_third_generation_card_names_its_holder_to_an_authority() {
    for algorithm in [Algorithm::Sm4, Algorithm::Des] {
        let mut hall = Hall::watching();
        let profile = Profile { algorithm: Some(algorithm), ..lin_zhiyuan(Generation::Third) };
        hall.insert(card(profile));
        let read = hall.next();
        assert_eq!(person(&read).0, "林知远");
        assert_eq!(card_of(&read).generation, Generation::Third);
        assert!(card_of(&read).valid_to.is_some());
        assert_eq!((hall.challenges, hall.given(0x82)), (1, 1));
    }
}

#[test]
fn a_third_generation_card_is_read_as_far_as_it_goes_without_an_authority() {
    let mut hall = Hall::watching();
    hall.authority = None;
    hall.insert(card(lin_zhiyuan(Generation::Third)));
    let read = hall.next();
    let read = card_of(&read);
    assert_eq!((read.holder.as_ref(), read.valid_to), (None, None));
    assert_eq!(read.number.as_str(), lin_zhiyuan(Generation::Third).card_number());
    assert_eq!(read.identifier.region(), "500119");
    assert_eq!(hall.given(0x82), 0);
}

#[test]
fn a_card_of_the_first_generation_lacks_the_second_name_record_and_is_read() {
    let mut hall = Hall::watching();
    hall.insert(card(zhou_mo(Generation::First)));
    assert_eq!(person(&hall.next()).0, "周默");
}

#[test]
fn long_and_rare_names_come_through_whole() {
    for name in ["买买提·吐尔逊", "杨𬱖", "龙䶮", "阿卜杜热合曼·阿卜杜克热木·吐尔逊"]
    {
        let mut hall = Hall::watching();
        hall.insert(card(Profile { name: name.to_owned(), ..lin_zhiyuan(Generation::Second) }));
        assert_eq!(person(&hall.next()).0, name);
    }
}

#[test]
fn what_a_card_leaves_open_is_taken_from_the_number() {
    use social_card::card::Tag;
    let mut hall = Hall::watching();
    let unset = Card::social_edited(lin_zhiyuan(Generation::Second), |records| {
        for tag in [Tag::Nation, Tag::BirthPlace, Tag::Birth] {
            records.put(tag, &vec![0xFF; usize::from(tag.size())]);
        }
        records.remove(Tag::Sex);
    });
    hall.insert(unset.expect("the name fits"));
    let read = hall.next();
    let holder = card_of(&read).holder.clone().expect("the card names its holder");
    assert_eq!(
        (holder.sex, holder.nation, holder.birth_place.as_deref()),
        (Some(Sex::Male), None, None)
    );
    assert!(holder.birth.is_some() && holder.agrees_with_number());
    assert_ne!(holder.nation, Some(Nation::from_code(1)));
}

#[test]
fn a_card_that_talks_in_blocks_is_read_alike() {
    for generation in [Generation::Second, Generation::Third] {
        let mut hall = Hall::watching();
        hall.insert(card(lin_zhiyuan(generation)).in_blocks());
        assert_eq!(person(&hall.next()).1, "500119196109271236");
    }
}

#[test]
fn every_other_card_is_told_by_what_it_is() {
    let others = [
        (Card::bank(), Obstacle::BankCard),
        (Card::bank().in_blocks(), Obstacle::BankCard),
        (Card::other(StatusWord::FileNotFound), Obstacle::OtherCard),
        (Card::other(StatusWord::UnknownInstruction), Obstacle::OtherCard),
        (Card::other(StatusWord::UnknownClass), Obstacle::OtherCard),
        (Card::other(StatusWord::NotSupportedOrLocked), Obstacle::CardLocked),
        (Card::other(StatusWord::AuthenticationLocked), Obstacle::CardLocked),
        (Card::other(StatusWord::ApplicationLocked), Obstacle::CardLocked),
        (Card::other(StatusWord::MemoryFailure), Obstacle::CardFaulty),
    ];
    for (other, obstacle) in others {
        let mut hall = Hall::watching();
        hall.insert(other);
        assert_eq!(hall.next(), trouble(Trouble::Card(obstacle)));
        assert_eq!(hall.run(secs(20)), [], "it is told once, and rests");
        // The right card in its place is read.
        hall.remove();
        hall.run(secs(1));
        hall.insert(card(lin_zhiyuan(Generation::Second)));
        assert_eq!(person(&hall.next()).0, "林知远");
    }
}

#[test]
fn a_card_that_lies_upside_down_is_to_be_turned_and_then_read() {
    let mut hall = Hall::watching();
    let upside_down = card(lin_zhiyuan(Generation::Second)).upside_down();
    hall.insert(upside_down.clone());
    assert_eq!(hall.next(), trouble(Trouble::CardMute));
    hall.remove();
    hall.run(secs(1));
    hall.insert(upside_down.clone().turned());
    assert_eq!(person(&hall.next()).0, "林知远");
    hall.remove();
    assert_eq!(hall.next(), Event::CardLifted);
    // A card that is mute both ways has no chip that can be read.
    hall.watch();
    for told in [Trouble::CardMute, Trouble::ChipUnreadable] {
        hall.insert(upside_down.clone());
        assert_eq!(hall.next(), trouble(told));
        hall.remove();
        hall.run(secs(1));
    }
}

#[test]
fn two_cards_at_once_are_told() {
    let mut hall = Hall::watching();
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    hall.insert(card(zhou_mo(Generation::Second)));
    assert_eq!(hall.next(), trouble(Trouble::ShortCircuit));
}

#[test]
fn a_card_from_another_place_names_its_holder_and_its_place() {
    let mut hall = Hall::watching();
    let profile = Profile { region: "510107".to_owned(), ..lin_zhiyuan(Generation::Third) };
    hall.insert(card(profile));
    let read = hall.next();
    assert_eq!(card_of(&read).identifier.region(), "510107");
    assert_eq!(person(&read).0, "林知远");
}

#[test]
fn a_second_visitor_waits_until_the_first_card_is_gone() {
    let mut hall = Hall::watching();
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    person(&hall.next());
    hall.watch();
    assert_eq!(hall.next(), Event::CardStillThere);
    assert_eq!(hall.run(secs(5)), []);
    hall.remove();
    hall.insert(card(zhou_mo(Generation::Second)));
    assert_eq!(hall.next(), Event::CardLifted, "however fast the cards change");
    assert_eq!(person(&hall.next()).0, "周默");
}

#[test]
fn nobody_s_card_is_touched_while_nobody_waits() {
    let mut hall = Hall::new();
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    assert!(matches!(hall.next(), Event::Ready { .. }));
    assert_eq!(hall.run(secs(60)), []);
    assert_eq!(hall.given(0xA4), 0);
}

#[test]
fn a_reading_that_nobody_waits_for_any_more_ends_and_takes_the_power_off() {
    let mut hall = Hall::watching();
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    hall.run(millis(450));
    assert!(hall.talk.device.is_card_powered());
    hall.talk.tell_host(Command::Rest);
    assert_eq!(hall.run(secs(5)), []);
    assert!(!hall.talk.device.is_card_powered());
}

#[test]
fn a_forged_card_is_shown_no_proof() {
    let mut hall = Hall::watching();
    let keys = RootKeys { internal: [7; 16], ..RootKeys::FOR_TESTS };
    hall.insert(card(Profile { keys, ..lin_zhiyuan(Generation::Third) }));
    assert_eq!(hall.next(), trouble(Trouble::Card(Obstacle::NotGenuine)));
    assert_eq!(hall.given(0x82), 0);
}

#[test]
fn a_proof_that_a_card_refuses_is_never_shown_to_it_again() {
    let mut hall = Hall::watching();
    let keys = RootKeys { external: [7; 16], ..RootKeys::FOR_TESTS };
    let stubborn = card(Profile { keys, ..lin_zhiyuan(Generation::Third) });
    hall.insert(stubborn);
    let refused = Obstacle::AuthorityRefused { tries_left: 2 };
    assert_eq!(hall.next(), trouble(Trouble::Card(refused)));
    for _ in 0..3 {
        let same = hall.talk.device.card().expect("it is still there").clone();
        assert_eq!(same.tries_left(), Some(2));
        hall.remove();
        hall.run(secs(1));
        hall.insert(same);
        assert_eq!(hall.next(), trouble(Trouble::Card(Obstacle::AuthenticationSpent)));
    }
    assert_eq!(hall.given(0x82), 1);
}

#[test]
fn an_authority_without_the_cipher_leaves_the_card_as_far_as_it_goes() {
    let mut hall = Hall::watching();
    let profile = Profile { algorithm: Some(Algorithm::Ssf33), ..lin_zhiyuan(Generation::Third) };
    hall.insert(card(profile));
    // The card itself cannot prove itself by a cipher that only real modules have.
    let unexpected = Obstacle::Unexpected(StatusWord::KeyNotFound);
    assert_eq!(hall.next(), trouble(Trouble::Card(unexpected)));
}

#[test]
fn an_authority_that_never_answers_costs_its_own_time_and_no_more() {
    let mut hall = Hall::watching();
    hall.insert(card(lin_zhiyuan(Generation::Third)));
    let from = hall.now();
    let end = from + secs(60);
    let mut tickets = Vec::new();
    // Nobody answers the challenge here.
    let read = loop {
        match hall.talk.next_report(end).expect("something happens within a minute") {
            link::memory::Report::Host(Event::NeedsAuthentication { ticket, .. }) => {
                tickets.push(ticket);
            }
            link::memory::Report::Host(event @ Event::CardRead(_)) => break event,
            _ => {}
        }
    };
    assert_eq!(tickets.len(), 1);
    assert_eq!(card_of(&read).holder, None);
    assert!(hall.now() - from < secs(10));
    // An answer that comes after all is left aside.
    let ticket = tickets[0];
    let answer = Err(NoAuthentication::OutOfReach);
    hall.talk.tell_host(Command::Authenticated { ticket, answer });
    assert_eq!(hall.run(secs(2)), []);
}

#[test]
fn a_reader_that_sends_no_echo_serves_as_well() {
    let reader = sim::Options { echoes: false, ..sim::Options::default() };
    let mut hall = Hall::with(social_card::Options::default(), reader);
    hall.watch();
    assert!(matches!(hall.next(), Event::Ready { reader } if reader.starts_with("GemTwin")));
    hall.insert(card(lin_zhiyuan(Generation::Third)));
    assert_eq!(person(&hall.next()).0, "林知远");
}
