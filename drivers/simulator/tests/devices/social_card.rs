//! Cards that are put into the slot.

use std::sync::mpsc::{Receiver, channel};

use link::{Clock, ControlLine, Handle, Port, StopBits};
use serde_json::json;
use simulator::{
    Answer, DeviceFault, DeviceName, Hand, OtherCard, SocialCardFault, SocialCardRequest, Way,
};
use social_card::{
    Authenticator, Client, Command, Event, Generation, Options, Trouble, authority::RootKeys,
    reading::Obstacle,
};

use crate::bench::{AT_MOST, Bench, say};

/// The kiosk's own client at the slot, waiting for cards.
struct Kiosk {
    reader: Handle<Command>,
    events: Receiver<Event>,
}

impl Kiosk {
    fn watching(bench: &Bench) -> Self {
        let (tell, events) = channel();
        let path = bench.simulator.dir().join("social-card");
        // As a GemPC Twin wants it.
        let port =
            Port { stop_bits: StopBits::Two, rts: ControlLine::Low, ..Port::new(path, 115_200) };
        let client = Client::new(Options::default());
        let reader = link::run("slot", port, &Clock::start(), client, move |event| {
            let _ = tell.send(event);
        });
        let kiosk = Self { reader: reader.expect("a thread"), events };
        assert!(matches!(kiosk.next(), Event::Ready { .. }));
        kiosk.watch();
        kiosk
    }

    fn watch(&self) {
        self.reader.command(Command::Watch);
    }

    /// What comes next, other than that a card was found; whoever knows the keys of made-up cards
    /// answers for them.
    fn next(&self) -> Event {
        loop {
            match self.events.recv_timeout(AT_MOST).expect("something happens") {
                Event::CardFound => {}
                Event::NeedsAuthentication { ticket, challenge } => {
                    let answer = RootKeys::FOR_TESTS.clone().authenticate(&challenge);
                    self.reader.command(Command::Authenticated { ticket, answer });
                }
                event => return event,
            }
        }
    }

    /// Name, number and generation of the card that is read next.
    fn reads(&self) -> (String, String, Generation) {
        match self.next() {
            Event::CardRead(card) => {
                let holder = card.holder.as_ref().expect("a holder");
                let number = holder.number.as_str().to_owned();
                (holder.name.shown().to_owned(), number, card.generation)
            }
            other => panic!("{other:?} in place of a card"),
        }
    }
}

fn insert(card: &str, way: Way) -> Hand {
    Hand::InsertCard { card: card.to_owned(), way }
}

#[test]
fn the_kiosks_own_client_reads_cards_of_either_generation_and_sees_them_pulled() {
    let bench = Bench::started();
    let kiosk = Kiosk::watching(&bench);
    for (card, name, number, generation) in [
        ("long-yan", "龙䶮", "500119197006069013", Generation::Second),
        ("yang-ting", "杨𬱖", "50011919950303112X", Generation::Third),
        ("li-xiang", "李想", "510107198801237419", Generation::Third),
    ] {
        bench.does(insert(card, Way::Right)).unwrap();
        assert_eq!(kiosk.reads(), (name.to_owned(), number.to_owned(), generation));
        bench.does(Hand::PullCard).unwrap();
        assert_eq!(kiosk.next(), Event::CardLifted);
        kiosk.watch();
    }
}

#[test]
fn the_kiosks_own_client_knows_what_is_wrong_with_other_cards() {
    let bench = Bench::started();
    let kiosk = Kiosk::watching(&bench);
    for (hand, trouble) in [
        (insert("tan-guilan", Way::UpsideDown), Trouble::CardMute),
        (Hand::InsertOtherCard { kind: OtherCard::Mute }, Trouble::ChipUnreadable),
        (Hand::InsertOtherCard { kind: OtherCard::Bank }, Trouble::Card(Obstacle::BankCard)),
        (Hand::InsertOtherCard { kind: OtherCard::Other }, Trouble::Card(Obstacle::OtherCard)),
        (Hand::InsertOtherCard { kind: OtherCard::Locked }, Trouble::Card(Obstacle::CardLocked)),
    ] {
        bench.does(hand).unwrap();
        assert_eq!(kiosk.next(), Event::Trouble(trouble));
        bench.does(Hand::PullCard).unwrap();
    }
    bench.does(insert("tan-guilan", Way::Right)).unwrap();
    assert_eq!(kiosk.reads().0, "谭桂兰");
}

#[test]
fn a_card_that_is_pulled_while_it_is_read_is_out_of_the_slot() {
    let bench = Bench::started();
    let kiosk = Kiosk::watching(&bench);
    let slot = || say(bench.simulator.dir(), r#"{"do":"state"}"#)["social-card"]["slot"].clone();
    let pulled = DeviceFault::SocialCard {
        fault: SocialCardFault::Pulled,
        on: Some(SocialCardRequest::ReadRecord),
        after: 2,
        times: 1,
    };
    bench.does(Hand::Fault(pulled)).unwrap();
    bench.does(insert("tan-guilan", Way::Right)).unwrap();
    assert_eq!(kiosk.next(), Event::Trouble(Trouble::CardPulled));
    assert_eq!(slot(), json!([]));
    bench.does(insert("tan-guilan", Way::Right)).unwrap();
    assert_eq!(slot(), json!(["tan-guilan"]));
    assert_eq!(kiosk.reads().0, "谭桂兰");
}

#[test]
fn cable_and_power_of_the_reader_are_worked_and_seen() {
    let bench = Bench::started();
    let kiosk = Kiosk::watching(&bench);
    let device = DeviceName::SocialCard;
    assert_eq!(bench.does(Hand::Unplug { device }), Ok(Answer::Done {}));
    assert_eq!(kiosk.next(), Event::ReaderLost);
    bench.does(insert("tan-guilan", Way::Right)).unwrap();
    bench.does(Hand::Plug { device }).unwrap();
    assert_eq!(kiosk.next(), Event::ReaderBack);
    assert!(matches!(kiosk.next(), Event::Ready { .. }));
    assert_eq!(kiosk.reads().0, "谭桂兰");

    bench.does(Hand::SwitchOff { device }).unwrap();
    let state = say(bench.simulator.dir(), r#"{"do":"state"}"#)["social-card"].clone();
    let expected =
        json!({"unplugged": false, "off": true, "slot": ["tan-guilan"], "powered": false});
    assert_eq!(state, expected);
}
