//! Start-up, rates, and readers that do not work.

use id_card::{
    Command, Event, Options, Trouble,
    client::Condition,
    sim::{self, Fault, Planned, Refind, Sam},
    wire::{Rate, Request, Status},
};

use crate::{
    cast::lin_zhiyuan,
    hall::{Hall, read, secs, trouble},
};

#[test]
fn a_first_id_that_is_wrong_is_asked_for_again() {
    let mut hall = Hall::new();
    hall.fault_on(Request::SamId, Fault::WrongId);
    assert_eq!(hall.next(), Event::Ready { sam_id: sim::Options::default().sam_id });
    assert_eq!(hall.asked(Request::SamId), 3);
}

#[test]
fn an_id_said_twice_alike_is_believed() {
    let mut hall = Hall::new();
    assert_eq!(hall.next(), Event::Ready { sam_id: sim::Options::default().sam_id });
    assert_eq!(hall.asked(Request::SamId), 2);
}

#[test]
fn a_module_that_is_broken_is_told_at_once_after_one_reset() {
    for (sam, status) in
        [(Sam::Dead, Status::SelfTestFailed), (Sam::NotAuthorised, Status::NotAuthorised)]
    {
        let mut hall = Hall::new();
        hall.talk.tell_device(sim::Command::Sam(sam));
        assert_eq!(hall.next(), trouble(Trouble::OutOfService(status)));
        assert_eq!(hall.run(secs(60)), []);
        assert_eq!(hall.asked(Request::ResetSam), 1);
        let condition = hall.talk.host.health().condition;
        assert_eq!(condition, Condition::Failing(Trouble::OutOfService(status)));

        hall.talk.tell_device(sim::Command::Sam(Sam::Healthy));
        assert!(matches!(hall.next(), Event::Ready { .. }));
        assert_eq!(hall.talk.host.health().condition, Condition::Ready);
    }
}

#[test]
fn a_reader_that_breaks_while_nobody_is_there_is_noticed() {
    let mut hall = Hall::new();
    assert!(matches!(hall.next(), Event::Ready { .. }));
    assert_eq!(hall.run(secs(600)), []);
    hall.talk.tell_device(sim::Command::Sam(Sam::Dead));
    assert_eq!(hall.next(), trouble(Trouble::OutOfService(Status::SelfTestFailed)));
}

#[test]
fn cards_are_read_at_every_rate() {
    for rate in Rate::ALL {
        let client = Options { rate, ..Options::default() };
        let module = sim::Options { rate, ..sim::Options::default() };
        let mut hall = Hall::with_both(client, module);
        hall.watch();
        hall.place(&lin_zhiyuan());
        assert!(matches!(hall.next(), Event::Ready { .. }));
        assert_eq!(hall.next(), read(&lin_zhiyuan()), "{rate:?}");
        assert_eq!(hall.run(secs(20)), [], "{rate:?}");
        hall.lift();
        assert_eq!(hall.next(), Event::CardLifted, "{rate:?}");
        assert_eq!(hall.talk.host.health().silences, 0, "{rate:?}");
    }
}

#[test]
fn a_module_at_another_rate_is_found_by_trying_all() {
    for rate in Rate::ALL {
        let mut hall = Hall::with(sim::Options { rate, ..sim::Options::default() });
        hall.talk.tell_device(sim::Command::HostRate(Rate::default()));
        hall.watch();
        hall.place(&lin_zhiyuan());
        let mut tried = Vec::new();
        loop {
            match hall.next() {
                Event::TryRate(rate) => {
                    tried.push(rate);
                    hall.talk.tell_device(sim::Command::HostRate(rate));
                    hall.talk.tell_host(Command::RateIs(rate));
                }
                Event::Trouble(Trouble::ReaderSilent) => {}
                Event::Ready { .. } => break,
                event => panic!("unexpected: {event:?}"),
            }
        }
        let skipped: Vec<Rate> = Rate::ALL.into_iter().skip(1).take(tried.len()).collect();
        assert_eq!(tried, skipped, "the rates are tried in order");
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
    }
}

#[test]
fn a_module_that_knows_no_new_addresses_is_looked_at_by_find() {
    for refind in [Refind::Alternate, Refind::Allow] {
        let module = sim::Options { refind, reads_new_addresses: false, ..sim::Options::default() };
        let mut hall = Hall::watching(module);
        hall.place(&lin_zhiyuan());
        assert_eq!(hall.next(), read(&lin_zhiyuan()));
        assert_eq!(hall.run(secs(60)), []);
        hall.lift();
        assert_eq!(hall.next(), Event::CardLifted);
    }
}

#[test]
fn a_module_slower_than_its_limit_is_silent_and_no_answer_is_mistaken() {
    let mut module = sim::Options::default();
    module.delays.find = sim::Span::millis(1100, 1250);
    let mut hall = Hall::with(module);
    hall.watch();
    hall.place(&lin_zhiyuan());
    let events = hall.run(secs(60));
    assert!(events.contains(&trouble(Trouble::ReaderSilent)), "{events:?}");
    assert!(!events.iter().any(|it| matches!(it, Event::CardRead(_))), "{events:?}");
}

#[test]
fn the_health_of_the_reader_can_be_told() {
    let mut hall = Hall::new();
    assert_eq!(hall.talk.host.health().condition, Condition::Starting);
    hall.next();
    let health = hall.talk.host.health();
    assert_eq!(health.condition, Condition::Ready);
    assert_eq!(health.sam_id, Some(sim::Options::default().sam_id));
    assert_eq!((health.answers, health.silences, health.damaged), (3, 0, 0));

    hall.plan(Planned::next(Fault::WrongChecksum));
    hall.run(secs(11));
    assert_eq!(hall.talk.host.health().damaged, 1);
    hall.talk.pull_cable();
    hall.run(secs(1));
    assert_eq!(hall.talk.host.health().condition, Condition::LineDown);
}
