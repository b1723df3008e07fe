//! Records what simulated devices and made-up people do, in memory and in virtual time: the files
//! in `tests/recordings`.
//!
//! ```sh
//! cargo run -p recorder --example simulate -- tests/recordings
//! ```

use std::{env, fs, path::PathBuf, time::Duration};

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
use simulator::{Card, bundled_cards};
use social_card::{Authenticator, authority::RootKeys};

const BAUD: u32 = 115_200;

/// Where the recordings go, and the made-up people.
struct Studio {
    folder: PathBuf,
    people: Vec<Card>,
}

fn main() -> anyhow::Result<()> {
    let folder = env::args_os().nth(1).context("say in which folder the recordings are to be")?;
    let studio = Studio { folder: folder.into(), people: bundled_cards()? };
    fs::create_dir_all(&studio.folder)?;
    for (name, who) in [
        ("resident", "long-yan"),
        ("foreigner-2017", "ayesha-2017"),
        ("foreigner-2023", "ayesha-2023"),
        ("hmt-resident", "he-sizhe"),
    ] {
        studio.id_card(name, who)?;
    }
    let social =
        |who| studio.person(who)?.social_card().context("this person has no social-security card");
    studio.social_card("second-generation", social("tan-guilan")?)?;
    studio.social_card("third-generation", social("lin-zhiyuan")?)?;
    studio.social_card("bank-card", social_card::sim::Card::bank())?;
    studio.social_card("mute-card", social("tan-guilan")?.upside_down())?;
    studio.credential("zhou-mo")?;
    studio.sheet("yang-ting")
}

impl Studio {
    fn person(&self, key: &str) -> anyhow::Result<&Card> {
        self.people.iter().find(|card| card.key == key).context("nobody has this key")
    }

    /// Has a client and a device talk for as long as `play` wants, and keeps the recording.
    fn record<C: Machine, D: Machine>(
        &self,
        name: &str,
        port: &str,
        baud: u32,
        (client, device): (C, D),
        play: impl FnOnce(&mut Talk<C, D>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let client = Recorded::new(client, Tape::create(folder.path(), port, baud)?);
        play(&mut Talk(Conversation::new(client, device, Wire::new(Pace::Baud(baud)))))?;
        let file = self.folder.join(format!("{port}-{name}.jsonl"));
        fs::copy(folder.path().join(format!("{port}.jsonl")), &file)?;
        Ok(())
    }

    /// A card is laid on the plate, read, and lifted.
    fn id_card(&self, name: &str, who: &str) -> anyhow::Result<()> {
        use id_card::{Client, Command, Event, Options, sim};
        let card = self.person(who)?.id_card();
        let module = sim::Module::new(sim::Options::default());
        let ends = (Client::new(Options::default()), module);
        self.record(name, "id-card", BAUD, ends, |talk| {
            talk.until(|event| matches!(event, Event::Ready { .. }))?;
            talk.order(Command::Watch);
            talk.pause(Duration::from_secs(1));
            talk.0.tell_device(sim::Command::Place(Box::new(card)));
            talk.until(|event| matches!(event, Event::CardRead(_)))?;
            talk.pause(Duration::from_secs(1));
            talk.0.tell_device(sim::Command::Lift);
            talk.until(|event| *event == Event::CardLifted)?;
            Ok(())
        })
    }

    /// A card is put into the slot, read as far as it goes, and taken out.
    fn social_card(&self, name: &str, card: social_card::sim::Card) -> anyhow::Result<()> {
        use social_card::{Client, Command, Event, Options, sim};
        let ends = (Client::new(Options::default()), sim::Reader::new(sim::Options::default()));
        let mut authority = RootKeys::FOR_TESTS;
        self.record(name, "social-card", BAUD, ends, |talk| {
            talk.until(|event| matches!(event, Event::Ready { .. }))?;
            talk.order(Command::Watch);
            talk.pause(Duration::from_secs(1));
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

    /// A 医保电子凭证 is held before the scanner.
    fn credential(&self, who: &str) -> anyhow::Result<()> {
        use code_scanner::{Client, Command, Event, Options, Profile, sim};
        let text = self.person(who)?.credential.clone().context("this person has no credential")?;
        let profile = Profile::plain();
        let engine = sim::Engine::new(sim::Options::with(profile.clone()));
        let ends = (Client::new(Options::with(profile.clone())), engine);
        self.record("credential", "code-scanner", profile.baud, ends, |talk| {
            talk.until(|event| *event == Event::Ready)?;
            talk.order(Command::Watch);
            talk.pause(Duration::from_secs(1));
            talk.0.tell_device(sim::Command::Show(text));
            talk.until(|event| matches!(event, Event::Scanned(_)))?;
            talk.order(Command::Rest);
            talk.0.tell_device(sim::Command::TakeAway);
            talk.pause(Duration::from_secs(1));
            Ok(())
        })
    }

    /// A sheet is printed and taken.
    fn sheet(&self, who: &str) -> anyhow::Result<()> {
        use receipt_printer::{Client, Command, Event, Profile, sim};
        let (profile, faces) = (Profile::generic_80mm(), Faces::shipped()?);
        let job = sheet_of(&profile, &faces, self.person(who)?)?;
        let printer = sim::Printer::new(profile.clone(), faces);
        let ends = (Client::new(profile.clone()), printer);
        self.record("sheet", "receipt-printer", BAUD, ends, |talk| {
            talk.pause(Duration::from_secs(1));
            talk.order(Command::Print { id: JobId(1), job });
            talk.until(|event| matches!(event, Event::Presented { .. }))?;
            talk.0.tell_device(sim::Hand::TakePaper);
            talk.until(|event| matches!(event, Event::Taken { .. }))?;
            Ok(())
        })
    }
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
