//! Recorded in real time, on real ports: the runner's moments are as good as those of a test.

use std::{fs, path::Path, sync::mpsc::channel, time::Duration};

use link::{Clock, Machine, Port, memory::Pace, recorder::record_to};
use receipt_printer::JobId;
use recorder::{Models, Recording, export, replay};
use simulator::{Hand, Hands, Options, Shown, Simulator, Way};
use social_card::{Authenticator, authority::RootKeys};

/// Long enough for a busy machine; a sound one never waits for it.
const AT_MOST: Duration = Duration::from_secs(20);

const BAUD: u32 = 115_200;

/// Runs a client on the port of a simulated device, as the kiosk does, until `play` has an end.
fn on_port<M>(dir: &Path, name: &str, client: M, mut play: impl FnMut(M::Event) -> Next<M::Command>)
where
    M: Machine + Send + 'static,
    M::Command: Send + 'static,
    M::Event: Send + 'static,
{
    let (tell, events) = channel();
    let port = Port::new(dir.join(name), BAUD);
    let heard = move |event| tell.send(event).unwrap_or_default();
    let handle = link::run(name, port, &Clock::start(), client, heard).expect("a thread");
    loop {
        match play(events.recv_timeout(AT_MOST).expect("an event in time")) {
            Next::Wait => {}
            Next::Order(order) => handle.command(order),
            Next::End => return,
        }
    }
}

/// What is done upon an event.
enum Next<C> {
    Wait,
    Order(C),
    End,
}

fn hand(hands: &Hands, hand: Hand) {
    hands.perform(hand).expect("the hands do it");
}

fn read_an_id_card(dir: &Path, hands: &Hands) {
    use id_card::{Client, Command, Event};
    on_port(dir, "id-card", Client::new(id_card::Options::default()), |event| match event {
        Event::Ready { .. } => {
            hand(hands, Hand::PlaceCard { card: "lin-zhiyuan".to_owned() });
            Next::Order(Command::Watch)
        }
        Event::CardRead(_) => {
            hand(hands, Hand::LiftCard);
            Next::Wait
        }
        Event::CardLifted => Next::End,
        _ => Next::Wait,
    });
}

fn read_a_social_card(dir: &Path, hands: &Hands) {
    use social_card::{Client, Command, Event};
    let mut authority = RootKeys::FOR_TESTS;
    let client = Client::new(social_card::Options::default());
    on_port(dir, "social-card", client, |event| match event {
        Event::Ready { .. } => {
            let card = "lin-zhiyuan".to_owned();
            hand(hands, Hand::InsertCard { card, way: Way::Right });
            Next::Order(Command::Watch)
        }
        Event::NeedsAuthentication { ticket, challenge } => {
            let answer = authority.authenticate(&challenge);
            Next::Order(Command::Authenticated { ticket, answer })
        }
        Event::CardRead(_) => {
            hand(hands, Hand::PullCard);
            Next::Wait
        }
        Event::CardLifted => Next::End,
        _ => Next::Wait,
    });
}

fn read_a_credential(dir: &Path, hands: &Hands, models: &Models) {
    use code_scanner::{Client, Command, Event};
    let client = Client::new(code_scanner::Options::with(models.scanner.clone()));
    on_port(dir, "code-scanner", client, |event| match event {
        Event::Ready => {
            hand(hands, Hand::ShowCode(Shown::Card("lin-zhiyuan".to_owned())));
            Next::Order(Command::Watch)
        }
        Event::Scanned(_) => Next::End,
        _ => Next::Wait,
    });
}

fn print_a_sheet(dir: &Path, hands: &Hands, models: &Models) {
    use receipt_printer::{Client, Command, Event, job::Composer};
    let faces = faces::Faces::shipped().expect("the faces of the source tree");
    let mut sheet = Composer::new(&models.printer, &faces);
    (0..40).for_each(|_| {
        sheet.line("姓名：林知远  公民身份号码：500119196109271236");
    });
    let mut job = Some(sheet.finish().expect("a sheet that fits"));
    on_port(dir, "receipt-printer", Client::new(models.printer.clone()), |event| match event {
        Event::Status(_) => match job.take() {
            Some(job) => Next::Order(Command::Print { id: JobId(1), job }),
            None => Next::Wait,
        },
        Event::Presented { .. } => {
            hand(hands, Hand::TakePaper);
            Next::Wait
        }
        Event::Taken { .. } => Next::End,
        _ => Next::Wait,
    });
}

#[test]
fn what_a_kiosk_records_on_its_ports_replays_and_is_exported() {
    let dir = tempfile::tempdir().unwrap();
    let recordings = dir.path().join("recordings");
    record_to(&recordings).unwrap();
    let simulator = Simulator::start(Options {
        dir: dir.path().join("devices"),
        cards: None,
        pace: Pace::Instant,
        clock: Clock::start(),
        on_sheet: Box::new(|_, _| ()),
    })
    .unwrap();
    let scanner = code_scanner::Profile::gm65(code_scanner::Mode::Continuous);
    let models = Models { scanner, ..Models::default() };
    let (devices, hands) = (simulator.dir(), simulator.hands());
    read_an_id_card(devices, &hands);
    read_a_social_card(devices, &hands);
    read_a_credential(devices, &hands, &models);
    print_a_sheet(devices, &hands, &models);

    let mut files = 0;
    for file in fs::read_dir(&recordings).unwrap() {
        let recording = Recording::read(&file.unwrap().path()).unwrap();
        let happened = replay(&recording, &models).unwrap();
        assert!(!happened.is_empty());
        let exported = export(&recording, &models).unwrap();
        assert_eq!(replay(&exported, &models).unwrap().len(), happened.len());
        files += 1;
    }
    assert_eq!(files, 4);
}
