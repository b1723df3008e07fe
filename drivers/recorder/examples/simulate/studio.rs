//! Simulated devices and made-up people, recorded in memory and in virtual time.

use std::time::Duration;

use anyhow::{Context, bail};
use faces::Faces;
use link::{
    Machine,
    memory::{Conversation, Pace, Report, Wire},
    recorder::{Recorded, Tape},
};
use receipt_printer::{
    JobId,
    job::{Composer, Job},
    wire::{Align, QrLevel},
};
use recorder::Recording;
use simulator::{Card, bundled_cards};
use social_card::{Authenticator, authority::RootKeys};

const BAUD: u32 = 115_200;

/// A made-up person.
pub(crate) fn person(key: &str) -> anyhow::Result<Card> {
    let people = bundled_cards()?;
    people.into_iter().find(|card| card.key == key).context("nobody has this key")
}

/// The social-security card of a made-up person.
pub(crate) fn social(key: &str) -> anyhow::Result<social_card::sim::Card> {
    person(key)?.social_card().context("this person has no social-security card")
}

/// A card is laid on the plate, read as far as it goes, and lifted.
pub(crate) fn id_card(
    card: id_card::sim::Card,
    planned: Option<id_card::sim::Planned>,
) -> anyhow::Result<Recording> {
    use id_card::{Client, Command, Event, Options, sim};
    let module = sim::Module::new(sim::Options::default());
    record("id-card", BAUD, Client::new(Options::default()), module, |talk| {
        talk.until(|event| matches!(event, Event::Ready { .. }))?;
        talk.order(Command::Watch);
        talk.pause(Duration::from_secs(1));
        planned.into_iter().for_each(|it| talk.0.tell_device(sim::Command::Plan(it)));
        talk.0.tell_device(sim::Command::Place(Box::new(card)));
        talk.until(|event| matches!(event, Event::CardRead(_) | Event::Trouble(_)))?;
        talk.pause(Duration::from_secs(1));
        talk.0.tell_device(sim::Command::Lift);
        talk.pause(Duration::from_secs(1));
        Ok(())
    })
}

/// A card is put into the slot, read as far as it goes, and taken out.
pub(crate) fn social_card(
    card: social_card::sim::Card,
    planned: Option<social_card::sim::Planned>,
) -> anyhow::Result<Recording> {
    use social_card::{Client, Command, Event, Options, sim};
    let mut authority = RootKeys::FOR_TESTS;
    let reader = sim::Reader::new(sim::Options::default());
    record("social-card", BAUD, Client::new(Options::default()), reader, |talk| {
        talk.until(|event| matches!(event, Event::Ready { .. }))?;
        talk.order(Command::Watch);
        talk.pause(Duration::from_secs(1));
        planned.into_iter().for_each(|it| talk.0.tell_device(sim::Command::Plan(it)));
        talk.0.tell_device(sim::Command::Insert(Box::new(card)));
        loop {
            match talk.until(|event| *event != Event::CardFound)? {
                Event::NeedsAuthentication { ticket, challenge } => {
                    let answer = authority.authenticate(&challenge);
                    talk.pause(Duration::from_millis(200));
                    talk.order(Command::Authenticated { ticket, answer });
                }
                Event::CardRead(_) | Event::Trouble(_) => break,
                other => bail!("{other:?} in place of a card"),
            }
        }
        talk.pause(Duration::from_secs(1));
        talk.order(Command::Rest);
        talk.0.tell_device(sim::Command::Remove);
        talk.pause(Duration::from_secs(1));
        Ok(())
    })
}

/// Codes are held before the scanner, one after the other.
pub(crate) fn codes(
    profile: code_scanner::Profile,
    codes: &[String],
    planned: Option<code_scanner::sim::Planned>,
) -> anyhow::Result<Recording> {
    use code_scanner::{Client, Command, Event, Options, sim};
    let engine = sim::Engine::new(sim::Options::with(profile.clone()));
    let client = Client::new(Options::with(profile.clone()));
    record("code-scanner", profile.baud, client, engine, |talk| {
        talk.until(|event| *event == Event::Ready)?;
        talk.order(Command::Watch);
        talk.pause(Duration::from_secs(1));
        planned.into_iter().for_each(|it| talk.0.tell_device(sim::Command::Plan(it)));
        for code in codes {
            talk.0.tell_device(sim::Command::Show(code.clone()));
            talk.pause(Duration::from_secs(1));
            talk.0.tell_device(sim::Command::TakeAway);
            talk.pause(Duration::from_secs(1));
        }
        talk.order(Command::Rest);
        talk.pause(Duration::from_secs(1));
        Ok(())
    })
}

/// A sheet is ordered, and printed as far as it goes: `hand` has its way half a second later.
pub(crate) fn sheet(
    who: &Card,
    hand: Option<receipt_printer::sim::Hand>,
) -> anyhow::Result<Recording> {
    use receipt_printer::{Client, Command, Event, Profile, sim};
    let (profile, faces) = (Profile::generic_80mm(), Faces::shipped()?);
    let job = sheet_of(&profile, &faces, who)?;
    let printer = sim::Printer::new(profile.clone(), faces);
    record("receipt-printer", profile.baud, Client::new(profile), printer, |talk| {
        talk.pause(Duration::from_secs(1));
        talk.order(Command::Print { id: JobId(1), job });
        talk.pause(Duration::from_millis(500));
        hand.into_iter().for_each(|hand| talk.0.tell_device(hand));
        let printed = talk.until(|event| {
            matches!(event, Event::Presented { .. } | Event::Failed { .. } | Event::Unknown { .. })
        })?;
        if let Event::Failed { .. } = printed {
            for repair in [sim::Hand::Refill, sim::Hand::CloseCover, sim::Hand::PowerOn] {
                talk.0.tell_device(repair);
            }
            talk.order(Command::Discard);
            talk.until(|event| *event == Event::Discarded)?;
        }
        talk.0.tell_device(sim::Hand::TakePaper);
        talk.pause(Duration::from_secs(1));
        Ok(())
    })
}

/// A sheet with a name, a number, a QR code and a barcode, in more than one chunk.
fn sheet_of(
    profile: &receipt_printer::Profile,
    faces: &Faces,
    person: &Card,
) -> anyhow::Result<Job> {
    let mut sheet = Composer::new(profile, faces);
    sheet.align(Align::Centre).size(2, 2).line("参保凭证").size(1, 1).align(Align::Left);
    let number = id_card::IdCard::parse(&person.text)?.number().as_str().to_owned();
    for line in 1..=40 {
        sheet.line(&format!("{line:02} 姓名：{}  公民身份号码：{number}", person.name));
    }
    sheet.align(Align::Centre).qr(&format!("YBPZ1:{number}"), 6, QrLevel::M);
    sheet.code128(&number, 80, 2);
    Ok(sheet.finish()?)
}

/// Has a client and a device talk for as long as `play` wants.
fn record<C: Machine, D: Machine>(
    port: &str,
    baud: u32,
    client: C,
    device: D,
    play: impl FnOnce(&mut Talk<C, D>) -> anyhow::Result<()>,
) -> anyhow::Result<Recording> {
    let folder = tempfile::tempdir()?;
    let client = Recorded::new(client, Tape::create(folder.path(), port, baud)?);
    play(&mut Talk(Conversation::new(client, device, Wire::new(Pace::Baud(baud)))))?;
    Ok(Recording::read(&folder.path().join(format!("{port}.jsonl")))?)
}

/// A client that is recorded, and a device.
struct Talk<C: Machine, D: Machine>(Conversation<Recorded<C>, D>);

impl<C: Machine, D: Machine> Talk<C, D> {
    /// Gives the client an order once it has said all that it had to.
    fn order(&mut self, order: C::Command) {
        self.pause(Duration::ZERO);
        self.0.tell_host(order);
    }

    /// Lets time pass.
    fn pause(&mut self, time: Duration) {
        let end = self.0.now() + time;
        self.0.run_until(end);
    }

    /// Lets time pass until the client reports something that is `wanted`.
    fn until(&mut self, wanted: impl Fn(&C::Event) -> bool) -> anyhow::Result<C::Event> {
        let end = self.0.now() + Duration::from_secs(60);
        while let Some(report) = self.0.next_report(end) {
            if let Report::Host(event) = report
                && wanted(&event)
            {
                return Ok(event);
            }
        }
        bail!("what was waited for did not happen within a minute")
    }
}
