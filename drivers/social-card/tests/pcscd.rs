//! The judge of the wire: a real pcscd, with the driver that Debian ships for a GemPC Twin, reads
//! cards from the simulated reader. With the feature `pcsc` the kiosk's client reads a card
//! through pcscd as well, from this reader and from one that is not ours.
//!
//! Where the programs are missing the tests say so and pass, except with `CI` in the environment.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};

use codes::CitizenIdNumber;
use link::{Clock, Device, Socket, memory::Pace, run_device};
use social_card::{
    Generation,
    sim::{self, Card, Profile, Reader},
};

/// pcscd's socket has one place on a machine.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn script() -> Command {
    Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("judges/pcscd.sh"))
}

/// Takes the place of pcscd; `None` where the programs are missing.
fn place() -> Option<MutexGuard<'static, ()>> {
    let place = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let check = script().arg("check").output().expect("there is a shell");
    if check.status.success() {
        return Some(place);
    }
    let missing = String::from_utf8_lossy(&check.stdout).trim().replace('\n', ", ");
    assert!(std::env::var_os("CI").is_none(), "the judge pcscd is not there: {missing}");
    eprintln!("skipped, for want of: {missing}");
    None
}

/// A pcscd at work. It ends when this is dropped.
struct Pcscd(Child);

impl Pcscd {
    fn start(arguments: &[&Path]) -> Self {
        let mut child = script()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("there is a shell");
        let mut said = String::new();
        let output = child.stdout.take().expect("it is a pipe");
        BufReader::new(output).read_line(&mut said).expect("it can be read");
        let pcscd = Self(child);
        assert_eq!(said, "ready\n", "pcscd did not come up");
        pcscd
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait(); // What it ends with is of no interest.
    }
}

/// A simulated reader on a pseudo-terminal, and pcscd on top of it.
struct Judge {
    _pcscd: Pcscd,
    reader: Device<sim::Command>,
    _dir: tempfile::TempDir,
}

impl Judge {
    /// With the card already in the slot when pcscd starts.
    fn with(card: Card) -> Self {
        let dir = tempfile::tempdir().expect("there is room");
        let link: PathBuf = dir.path().join("social-card");
        let socket = Socket { link: link.clone(), pace: Pace::Baud(115_200) };
        let machine = Reader::new(sim::Options::default());
        let reader = run_device("social-card", socket, &Clock::start(), machine, |_| ())
            .expect("there is a pseudo-terminal left");
        reader.command(sim::Command::Insert(Box::new(card)));
        let pcscd = Pcscd::start(&[Path::new("twin"), &link, dir.path()]);
        Self { _pcscd: pcscd, reader, _dir: dir }
    }
}

fn lin_zhiyuan(generation: Generation) -> Profile {
    let number = CitizenIdNumber::parse("500119196109271236").expect("the number is sound");
    Profile::of(generation, number, "林知远", 1_435_691)
}

fn card(generation: Generation) -> Card {
    Card::social(lin_zhiyuan(generation)).expect("the name fits")
}

/// What `opensc-tool` prints when it gives the card these commands.
fn opensc(commands: &[&str]) -> String {
    let mut tool = Command::new("timeout");
    tool.args(["30", "opensc-tool", "--reader", "0", "--card-driver", "default"]);
    for command in commands {
        tool.args(["--send-apdu", command]);
    }
    let output = tool.output().expect("it is installed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The bytes that `opensc-tool` received last, of its hexadecimal dump.
fn last_bytes(said: &str) -> Vec<u8> {
    let last = said.rsplit("Received ").next().expect("there is always a last part");
    let hex = |line: &str| -> Vec<u8> {
        let dump = line.get(..48).unwrap_or(line).split(' ');
        dump.map_while(|byte| u8::from_str_radix(byte, 16).ok()).collect()
    };
    last.lines().skip(1).flat_map(hex).collect()
}

#[test]
fn pcscd_sees_the_reader_and_the_card() {
    let Some(_place) = place() else { return };
    let _judge = Judge::with(card(Generation::Second));
    let scan =
        Command::new("timeout").args(["3", "pcsc_scan", "-n"]).output().expect("it is installed");
    let said = String::from_utf8_lossy(&scan.stdout);
    assert!(said.contains("SSC reader"), "{said}");
    assert!(said.contains("Card inserted"), "{said}");
    assert!(said.contains("3B 6D 00 00 00 81 54 43 4D 86 60 50 01"), "{said}");
}

#[test]
fn pcscd_reads_the_person_that_is_on_the_card() {
    let Some(_place) = place() else { return };
    let _judge = Judge::with(card(Generation::Second));
    let select = "00:A4:04:00:0F:73:78:31:2E:73:68:2E:C9:E7:BB:E1:B1:A3:D5:CF";
    let name = opensc(&[select, "00:A4:02:00:02:EF:06", "00:B2:09:00:20"]);
    let name = last_bytes(&name);
    assert_eq!(name[..2], [0x09, 0x1E]);
    assert_eq!(name[2..8], [0xC1, 0xD6, 0xD6, 0xAA, 0xD4, 0xB6], "林知远 in GBK");
    let number = opensc(&[select, "00:A4:02:00:02:EF:06", "00:B2:08:00:14"]);
    assert_eq!(last_bytes(&number)[2..20], *b"500119196109271236");
}

#[test]
fn pcscd_notices_a_card_that_is_taken_out() {
    let Some(_place) = place() else { return };
    let judge = Judge::with(card(Generation::Second));
    judge.reader.command(sim::Command::Remove);
    let waits =
        Command::new("timeout").args(["3", "pcsc_scan", "-n"]).output().expect("it is installed");
    let said = String::from_utf8_lossy(&waits.stdout);
    assert!(said.contains("Card removed"), "{said}");
}

#[cfg(feature = "pcsc")]
mod kiosk {
    use std::{
        sync::mpsc::{Receiver, channel},
        time::Duration,
    };

    use social_card::{
        Authenticator, Command, Event, NoAuthentication, Options, SocialCard, Trouble,
        authority::RootKeys,
        pcscd::{Handle, run},
        reading::Obstacle,
    };

    use super::*;

    /// Far beyond every deadline of the client: a test that waits this long has failed.
    const LONG: Duration = Duration::from_secs(60);

    /// The kiosk's client on pcscd, with an authority that has the test keys.
    struct Kiosk {
        handle: Handle,
        events: Receiver<Event>,
    }

    impl Kiosk {
        fn watching(reader: &str) -> Self {
            let (sender, events) = channel();
            let on_event = move |event| {
                let _ = sender.send(event); // The test may be over.
            };
            let handle = run(reader, Options::default(), &Clock::start(), on_event)
                .expect("there is a thread left");
            handle.command(Command::Watch);
            Self { handle, events }
        }

        /// The next event that tests ask for; challenges are answered.
        fn next(&self) -> Event {
            loop {
                match self.events.recv_timeout(LONG).expect("something happens in time") {
                    Event::Ready { .. } | Event::CardFound => {}
                    Event::NeedsAuthentication { ticket, challenge } => {
                        let mut keys = RootKeys::FOR_TESTS;
                        let answer: Result<_, NoAuthentication> = keys.authenticate(&challenge);
                        self.handle.command(Command::Authenticated { ticket, answer });
                    }
                    event => return event,
                }
            }
        }

        fn card(&self) -> Box<SocialCard> {
            match self.next() {
                Event::CardRead(card) => card,
                other => panic!("a card was expected, and {other:?} came"),
            }
        }
    }

    fn name_and_number(card: &SocialCard) -> (String, String) {
        let holder = card.holder.as_ref().expect("the card names its holder");
        (holder.name.shown().to_owned(), holder.number.as_str().to_owned())
    }

    #[test]
    fn the_kiosk_reads_through_pcscd_what_it_reads_by_itself() {
        let Some(_place) = place() else { return };
        for generation in [Generation::Second, Generation::Third] {
            let judge = Judge::with(card(generation));
            let kiosk = Kiosk::watching("SSC reader");
            let read = kiosk.card();
            let wanted = ("林知远".to_owned(), "500119196109271236".to_owned());
            assert_eq!(name_and_number(&read), wanted);
            assert_eq!(read.generation, generation);
            judge.reader.command(sim::Command::Remove);
            assert_eq!(kiosk.next(), Event::CardLifted);
        }
    }

    #[test]
    fn cards_that_are_none_are_told_through_pcscd_too() {
        let Some(_place) = place() else { return };
        let bank = Trouble::Card(Obstacle::BankCard);
        for (other, told) in
            [(Card::bank(), bank), (card(Generation::Second).upside_down(), Trouble::CardMute)]
        {
            let _judge = Judge::with(other);
            let kiosk = Kiosk::watching("");
            assert_eq!(kiosk.next(), Event::Trouble(told));
        }
    }

    #[test]
    fn a_reader_that_falls_silent_is_told_long_before_pcscd_gives_up() {
        let Some(_place) = place() else { return };
        let judge = Judge::with(card(Generation::Second));
        let silent = sim::Planned::next(sim::On::Message(0x6F), sim::Fault::Silent);
        judge.reader.command(sim::Command::Plan(silent));
        let kiosk = Kiosk::watching("SSC reader");
        let told = kiosk.next();
        assert!(
            matches!(told, Event::Trouble(Trouble::ReaderSilent | Trouble::CardTooSlow)),
            "{told:?}"
        );
    }

    #[test]
    fn the_kiosk_reads_a_card_from_a_reader_that_is_not_ours() {
        let Some(_place) = place() else { return };
        let dir = tempfile::tempdir().expect("there is room");
        let _pcscd = Pcscd::start(&[Path::new("vpcd"), dir.path()]);
        let kiosk = Kiosk::watching("Virtual PCD");
        let read = kiosk.card();
        let wanted = ("欧阳清漪".to_owned(), "500119200108095022".to_owned());
        assert_eq!(name_and_number(&read), wanted);
        assert_eq!(read.number.as_str(), "D2143569X");
    }
}
