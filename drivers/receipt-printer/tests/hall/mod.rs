//! A kiosk's client and a simulated printer on a wire in memory, and the people around them.

// Every test file is a crate of its own and uses a part of this.
#![allow(dead_code)]

use std::time::Duration;

use faces::Faces;
use link::memory::{Conversation, End, Faults, Pace, Report, Wire};
use receipt_printer::{
    Client, Command, Condition, Event, JobId, Profile,
    job::{Composer, Job},
    sim::{self, Ending, Hand, Printer, Sheet},
    wire::{Align, QrLevel},
};

/// What was reported, in order.
pub(crate) type Reports = Vec<Report<Event, sim::Event>>;

/// Client, printer, wire.
pub(crate) struct Hall {
    pub(crate) talk: Conversation<Client, Printer>,
    profile: Profile,
    faces: Faces,
    jobs: u64,
}

impl Hall {
    /// A generic printer at 115200 baud.
    pub(crate) fn open() -> Self {
        Self::with(Profile::generic_80mm())
    }

    pub(crate) fn with(profile: Profile) -> Self {
        let faces = Faces::shipped().expect("the faces of the source tree");
        let printer = Printer::new(profile.clone(), faces.clone());
        let wire = Wire::new(Pace::Baud(profile.baud));
        let client = Client::new(profile.clone());
        Self { talk: Conversation::new(client, printer, wire), profile, faces, jobs: 0 }
    }

    pub(crate) fn composer(&self) -> Composer<'_> {
        Composer::new(&self.profile, &self.faces)
    }

    /// A sheet of a heading, so many lines, and a QR code.
    pub(crate) fn voucher(&self, lines: usize) -> Job {
        let mut sheet = self.composer();
        sheet.align(Align::Centre).size(2, 2).line("参保凭证");
        sheet.size(1, 1).align(Align::Left);
        for line in 1..=lines {
            sheet.line(&format!("{line:03} 姓名：杨𬱖  险种：职工基本医疗保险"));
        }
        sheet.align(Align::Centre).qr("PZ20260715000123", 6, QrLevel::M);
        sheet.finish().expect("a sheet that fits")
    }

    /// Orders a sheet of so many lines.
    pub(crate) fn print(&mut self, lines: usize) -> JobId {
        let job = self.voucher(lines);
        self.order(job)
    }

    pub(crate) fn order(&mut self, job: Job) -> JobId {
        self.jobs += 1;
        let id = JobId(self.jobs);
        self.talk.tell_host(Command::Print { id, job });
        id
    }

    pub(crate) fn hand(&mut self, hand: Hand) {
        self.talk.tell_device(hand);
    }

    pub(crate) fn discard(&mut self) {
        self.talk.tell_host(Command::Discard);
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, time: Duration) -> Reports {
        let end = self.talk.now() + time;
        self.talk.run_until(end).into_iter().map(|(_, report)| report).collect()
    }

    /// Lets time pass until the client says something that `wanted` holds for, five minutes at most.
    pub(crate) fn wait_for(&mut self, wanted: impl Fn(&Event) -> bool) -> Reports {
        self.wait_until(|report| matches!(report, Report::Host(event) if wanted(event)))
    }

    /// Lets time pass until something is reported that `wanted` holds for, five minutes at most.
    pub(crate) fn wait_until(
        &mut self,
        wanted: impl Fn(&Report<Event, sim::Event>) -> bool,
    ) -> Reports {
        let end = self.talk.now() + Duration::from_secs(300);
        let mut reports = Vec::new();
        while let Some(report) = self.talk.next_report(end) {
            let found = wanted(&report);
            reports.push(report);
            if found {
                return reports;
            }
        }
        panic!("it never came: {reports:#?}");
    }

    /// Damages what the printer says from its next byte on.
    pub(crate) fn damage_answers(&mut self, faults: Faults) {
        self.talk.wire.damage(End::Host, faults);
    }

    /// Takes a scrap out of the mouth and lets the client see that it is gone.
    pub(crate) fn take_scrap(&mut self) {
        self.hand(Hand::TakePaper);
        self.wait(Duration::from_secs(2));
    }
}

/// What the client said.
pub(crate) fn said(reports: &Reports) -> Vec<Event> {
    reports
        .iter()
        .filter_map(|report| match report {
            Report::Host(event) => Some(event.clone()),
            Report::Device(_) => None,
        })
        .collect()
}

/// What the client said of sheets, without how far they were.
pub(crate) fn outcomes(reports: &Reports) -> Vec<Event> {
    let mut events = said(reports);
    events.retain(|event| !matches!(event, Event::Status(_) | Event::Progress { .. }));
    events
}

/// How the printer was, one condition after the other.
pub(crate) fn conditions(reports: &Reports) -> Vec<Condition> {
    said(reports)
        .into_iter()
        .filter_map(
            |event| if let Event::Status(condition) = event { Some(condition) } else { None },
        )
        .collect()
}

/// The pieces of paper that left the printer.
pub(crate) fn sheets(reports: &Reports) -> Vec<Sheet> {
    reports
        .iter()
        .filter_map(|report| match report {
            Report::Device(sim::Event::SheetCut(sheet) | sim::Event::TornOff(sheet)) => {
                Some(sheet.clone())
            }
            _ => None,
        })
        .collect()
}

/// Whether bytes were lost in the printer.
pub(crate) fn lost_bytes(reports: &Reports) -> bool {
    reports.iter().any(|report| matches!(report, Report::Device(sim::Event::BytesLost(_))))
}

/// Whether a piece shows all that `whole` shows, from its first printed row to its last.
pub(crate) fn is_whole(sheet: &Sheet, whole: &Sheet) -> bool {
    sheet.ending == Ending::Cut && sheet.dots == whole.dots
}
