//! The simulated module, spoken to in bare bytes: is it what a kiosk meets in a hall?

use std::time::Duration;

use id_card::{
    sim::{Card, Command, Delays, Event, Fault, Module, Options, Planned, Refind, Sam},
    wire::{Rate, Request, Status, seal},
};
use link::{Line, Machine, Step, Uptime};

/// A module and the moment.
struct Bench {
    module: Module,
    now: Uptime,
    events: Vec<Event>,
}

impl Bench {
    fn new(options: Options) -> Self {
        let mut module = Module::new(options);
        module.line(Uptime::ZERO, Line::Up);
        Self { module, now: Uptime::ZERO, events: Vec::new() }
    }

    fn at_once() -> Self {
        Self::new(Options { delays: Delays::NONE, ..Options::default() })
    }

    fn hands(&mut self, command: Command) {
        self.module.command(self.now, command);
    }

    fn place(&mut self) {
        self.hands(Command::Place(Box::new(Card::new([0x41; 256]))));
    }

    /// What comes back within five seconds, and when its last byte does.
    fn send(&mut self, bytes: &[u8]) -> (Vec<u8>, Duration) {
        let begun = self.now;
        self.module.received(self.now, bytes);
        let mut answer = Vec::new();
        let mut took = Duration::ZERO;
        let end = self.now + Duration::from_secs(5);
        loop {
            match self.module.poll(self.now) {
                Step::Send(bytes) => {
                    answer.extend(bytes);
                    took = self.now - begun;
                }
                Step::Happened(event) => self.events.push(event),
                Step::WaitUntil(Some(at)) if at <= end => self.now = self.now.max(at),
                Step::WaitUntil(_) => return (answer, took),
            }
        }
    }

    fn ask(&mut self, request: Request) -> Vec<u8> {
        self.send(&request.encode()).0
    }

    /// SW3 of the answer, and how many bytes it has in all.
    fn status(&mut self, request: Request) -> (u8, usize) {
        let answer = self.ask(request);
        (answer[9], answer.len())
    }
}

#[test]
fn a_card_is_found_selected_and_read() {
    let mut bench = Bench::at_once();
    assert_eq!(bench.status(Request::SamStatus), (0x90, 11));
    assert_eq!(bench.status(Request::SamId), (0x90, 27));
    assert_eq!(bench.status(Request::FindCard), (0x80, 11));
    bench.place();
    assert_eq!(bench.status(Request::FindCard), (0x9F, 15));
    assert_eq!(bench.status(Request::SelectCard), (0x90, 19));
    assert_eq!(bench.status(Request::ReadTextAndPhoto), (0x90, 1295));
    assert_eq!(bench.status(Request::ReadNewAddresses), (0x91, 11));
    assert_eq!(bench.status(Request::ReadCardBodyNumber), (0x90, 39));
    assert_eq!(bench.status(Request::ReadTextAndPhoto), (0x90, 1295));
    assert!(bench.events.contains(&Event::CardRead));
}

#[test]
fn fingerprints_are_read_by_modules_that_know_of_them() {
    let read = Request::ReadWithFingerprints;
    let mut bench = Bench::at_once();
    assert_eq!(bench.status(read), (0x21, 11));
    for (fingers, size) in [(0, 1297), (1, 1809), (2, 2321)] {
        let options =
            Options { delays: Delays::NONE, reads_fingerprints: true, ..Options::default() };
        let mut bench = Bench::new(options);
        let card = Card { fingers, ..Card::new([0x41; 256]) };
        bench.hands(Command::Place(Box::new(card)));
        bench.ask(Request::FindCard);
        bench.ask(Request::SelectCard);
        assert_eq!(bench.status(read), (0x90, size));
    }
}

#[test]
fn a_request_that_arrives_damaged_is_told_so() {
    let mut bench = Bench::at_once();
    let wrong_checksum = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x01, 0x21];
    assert_eq!(bench.send(&wrong_checksum).0[9], 0x10);
    let too_short = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x04, 0x20, 0x01, 0x22];
    let (answer, took) = bench.send(&too_short);
    assert_eq!(answer[9], 0x11);
    assert_eq!(took, Duration::from_millis(200), "it waits for the missing byte first");
    let no_length = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x00];
    assert_eq!(bench.send(&no_length).0[9], 0x11);
    assert_eq!(bench.send(&seal(&[0x20])).0[9], 0x11);
    assert_eq!(bench.send(&seal(&[0x20, 0x00])).0[9], 0x21);
    assert_eq!(bench.status(Request::SamStatus), (0x90, 11));
}

#[test]
fn noise_is_no_request() {
    let mut bench = Bench::at_once();
    assert!(bench.send(&[0x00, 0xFF, 0x55, 0xAA]).0.is_empty());
    assert_eq!(bench.status(Request::SamStatus), (0x90, 11));
}

#[test]
fn a_card_operation_out_of_order_is_refused_as_this_module_does() {
    for status in [Status::ReadFailed, Status::NotFoundYet, Status::NotPermitted] {
        let options = Options { delays: Delays::NONE, out_of_order: status, ..Options::default() };
        let mut bench = Bench::new(options);
        bench.place();
        assert_eq!(bench.status(Request::SelectCard), (0x81, 11));
        assert_eq!(bench.status(Request::ReadTextAndPhoto), (status.code(), 11));
        assert_eq!(bench.status(Request::ReadNewAddresses), (status.code(), 11));
        bench.ask(Request::FindCard);
        assert_eq!(bench.status(Request::ReadTextAndPhoto), (status.code(), 11));
    }
}

#[test]
fn a_resting_card_is_found_again_or_not() {
    let finds = [
        (Refind::Deny, [0x80, 0x80, 0x80]),
        (Refind::Alternate, [0x80, 0x9F, 0x9F]),
        (Refind::Allow, [0x9F, 0x9F, 0x9F]),
    ];
    for (refind, statuses) in finds {
        let mut bench = Bench::new(Options { delays: Delays::NONE, refind, ..Options::default() });
        bench.place();
        bench.ask(Request::FindCard);
        bench.ask(Request::SelectCard);
        bench.ask(Request::ReadTextAndPhoto);
        assert_eq!(statuses.map(|_| bench.status(Request::FindCard).0), statuses, "{refind:?}");
    }
}

#[test]
fn a_failed_find_leaves_a_resting_card_as_it_was() {
    let mut bench = Bench::at_once();
    bench.place();
    for request in [Request::FindCard, Request::SelectCard, Request::ReadTextAndPhoto] {
        bench.ask(request);
    }
    assert_eq!(bench.status(Request::FindCard), (0x80, 11));
    assert_eq!(bench.status(Request::ReadNewAddresses), (0x91, 11));
    bench.hands(Command::Lift);
    assert_eq!(bench.status(Request::ReadNewAddresses), (0x41, 11));
}

#[test]
fn answers_take_their_time_and_the_same_time_for_the_same_seed() {
    let times = |seed| {
        let mut bench = Bench::new(Options { seed, ..Options::default() });
        bench.place();
        let requests = [Request::FindCard, Request::SelectCard, Request::ReadTextAndPhoto];
        requests.map(|request| bench.send(&request.encode()).1.as_millis())
    };
    for seed in 0..50 {
        let [find, select, read] = times(seed);
        assert!((30..=120).contains(&find), "{find} ms");
        assert!((20..=60).contains(&select), "{select} ms");
        assert!((700..=1100).contains(&read), "{read} ms");
        assert_eq!(times(seed), [find, select, read]);
    }
}

#[test]
fn a_card_taken_away_during_the_reading_gives_nothing_away() {
    let mut bench = Bench::new(Options::default());
    bench.place();
    bench.ask(Request::FindCard);
    bench.ask(Request::SelectCard);
    bench.module.received(bench.now, &Request::ReadTextAndPhoto.encode());
    assert!(matches!(bench.module.poll(bench.now), Step::WaitUntil(Some(_))));
    bench.hands(Command::Lift);
    // The same card is back before the answer is due, and has still not been read.
    bench.place();
    let (answer, _) = bench.send(&[]);
    assert_eq!(answer.len(), 11);
    assert_eq!(answer[9], 0x41);
}

#[test]
fn a_broken_module_says_so_to_everything() {
    for (sam, status) in [(Sam::Dead, 0x60), (Sam::NotAuthorised, 0x66)] {
        let mut bench = Bench::at_once();
        bench.hands(Command::Sam(sam));
        bench.place();
        for request in [Request::SamStatus, Request::FindCard, Request::ReadTextAndPhoto] {
            assert_eq!(bench.status(request), (status, 11));
        }
        assert_eq!(bench.send(&seal(&[0x77, 0x77])).0[9], status);
    }
}

#[test]
fn a_rate_is_changed_after_the_answer_at_the_old_one() {
    let mut bench = Bench::at_once();
    assert_eq!(bench.status(Request::SetRate(Rate::B9600)), (0x90, 11));
    assert!(bench.ask(Request::SamStatus).is_empty());
    bench.hands(Command::HostRate(Rate::B9600));
    assert_eq!(bench.status(Request::SamStatus), (0x90, 11));
}

#[test]
fn after_power_on_it_needs_a_while_and_has_forgotten_the_card() {
    let mut bench = Bench::new(Options::default());
    bench.place();
    bench.ask(Request::FindCard);
    bench.hands(Command::Power(false));
    assert!(bench.ask(Request::SamStatus).is_empty());
    bench.hands(Command::Power(true));
    let (stray, _) = bench.send(&Request::SamStatus.encode());
    assert!(stray.len() < 11, "a stray byte or two, and no answer");
    assert_eq!(bench.status(Request::SamStatus), (0x90, 11));
    assert_eq!(bench.status(Request::SelectCard), (0x81, 11));
}

#[test]
fn a_request_that_comes_too_early_is_noticed() {
    let mut bench = Bench::new(Options::default());
    bench.module.received(bench.now, &Request::FindCard.encode());
    assert!(matches!(bench.module.poll(bench.now), Step::WaitUntil(Some(_))));
    let (answers, _) = bench.send(&Request::SelectCard.encode());
    assert_eq!(answers.len(), 22, "both are answered, one after the other");
    assert!(bench.events.contains(&Event::Interrupted));
}

#[test]
fn a_pause_within_an_answer_holds_back_what_follows() {
    let mut bench = Bench::at_once();
    let pause = Duration::from_secs(1);
    bench.hands(Command::Plan(Planned::next(Fault::PauseAfterHead(pause))));
    let both = [Request::SamStatus.encode(), Request::FindCard.encode()].concat();
    let (answers, took) = bench.send(&both);
    assert_eq!(answers.len(), 22);
    assert_eq!(took, pause);
    assert_eq!([answers[9], answers[20]], [0x90, 0x80]);
}

#[test]
fn faults_befall_the_answers_they_are_planned_for() {
    let mut bench = Bench::at_once();
    let planned = Planned::next_to(Request::SamId, Fault::Silent).times(2);
    bench.hands(Command::Plan(planned));
    assert_eq!(bench.status(Request::SamStatus), (0x90, 11));
    assert!(bench.ask(Request::SamId).is_empty());
    assert!(bench.ask(Request::SamId).is_empty());
    assert_eq!(bench.status(Request::SamId), (0x90, 27));
    bench.hands(Command::Plan(Planned::next(Fault::Silent).times(u32::MAX)));
    assert!(bench.ask(Request::SamStatus).is_empty());
    bench.hands(Command::Forgive);
    assert_eq!(bench.status(Request::SamStatus), (0x90, 11));
}

#[test]
fn the_reply_that_is_too_short_has_ten_bytes() {
    let mut bench = Bench::at_once();
    bench.hands(Command::Plan(Planned::next(Fault::TimeoutReply)));
    let reply = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x05, 0x05, 0x05, 0x05];
    assert_eq!(bench.ask(Request::FindCard), reply);
}
