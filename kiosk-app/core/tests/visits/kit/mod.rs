//! A hall with one kiosk in it: the desk, a ledger that answers it, and a clock that is moved.

mod ledger;
mod page;
pub(crate) mod people;

use std::time::Duration;

use catalog::Catalog;
use chrono::{DateTime, Utc};
use kiosk_core::{
    case::{CaseId, CaseStep, CredentialKind, PaperState, Standing},
    desk::{Desk, Terminal},
    document::{CopyKind, Document, DocumentId},
    form::Forms,
    happenings::{
        Answer, DistrictHealth, Effect, Event, PrinterHealth, PrinterState, ReaderHealth, SheetNews,
    },
    identity::{Credential, Reader, ValidUntil},
    parameters::Parameters,
    person::InsuredPerson,
    screen::{Page, Touch, View},
    time::{Moment, Uptime},
    visit::Visit,
};
use uuid::Uuid;

pub(crate) use ledger::{Ledger, Mood};
pub(crate) use page::{actions, texts};

/// An effect, as far as a scenario compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    LookedUp,
    Resolved,
    Checked,
    Reserved,
    Stored,
    Stepped(CaseStep),
    AskedPaper,
    Paper(PaperState),
    Printed(CopyKind),
    Forgot,
    Noted,
}

/// The hall. Nothing in it happens by itself but what waits for time.
pub(crate) struct Hall {
    pub(crate) desk: Desk,
    pub(crate) ledger: Ledger,
    up: Uptime,
    ids: u64,
    seed: u64,
    /// What the desk had done, since a scenario last asked.
    deeds: Vec<Deed>,
    printed: Vec<Document>,
}

/// A good card of a person, as its chip has it.
pub(crate) fn card_of(person: &InsuredPerson) -> Credential {
    Credential {
        kind: CredentialKind::ResidentIdCard,
        name: person.name.clone(),
        number: Some(person.id_number.clone()),
        former_number: None,
        birth_date: None,
        valid_from: None,
        valid_until: ValidUntil::LongTerm,
    }
}

impl Hall {
    /// A kiosk in order, with data, before its first visit.
    pub(crate) fn open(people: impl IntoIterator<Item = InsuredPerson>) -> Self {
        Self::open_with([Reader::IdCard], people)
    }

    /// The same with these readers; the ID-card reader alone is in order yet.
    pub(crate) fn open_with(
        readers: impl IntoIterator<Item = Reader>,
        people: impl IntoIterator<Item = InsuredPerson>,
    ) -> Self {
        let readers = readers.into_iter().collect();
        let mut hall = Self::with(readers, people, Parameters::bundled(), 0);
        hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Ready));
        hall.printer(PrinterState::Ready);
        hall.network(true);
        hall
    }

    /// A kiosk that knows nothing yet of its surroundings.
    pub(crate) fn dark(
        people: impl IntoIterator<Item = InsuredPerson>,
        parameters: Parameters,
        seed: u64,
    ) -> Self {
        Self::with(vec![Reader::IdCard], people, parameters, seed)
    }

    /// The same with these readers.
    pub(crate) fn with(
        readers: Vec<Reader>,
        people: impl IntoIterator<Item = InsuredPerson>,
        parameters: Parameters,
        seed: u64,
    ) -> Self {
        let terminal = Terminal { number: 7, readers };
        Self {
            desk: Desk::new(parameters, Forms::bundled(), Catalog::bundled(), terminal),
            ledger: Ledger::of(people),
            up: Duration::from_secs(1000),
            ids: 0,
            seed,
            deeds: Vec::new(),
            printed: Vec::new(),
        }
    }

    /// 09:30 on 24 November 2026 in Nanchuan, and what has passed since.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let opened: DateTime<Utc> = "2026-11-24T01:13:20Z".parse().unwrap();
        opened + self.up
    }

    pub(crate) fn up(&self) -> Uptime {
        self.up
    }

    fn moment(&mut self) -> Moment {
        let mut id = || {
            self.ids += 1;
            Uuid::from_u64_pair(self.seed, self.ids)
        };
        let fresh = [id(), id()];
        Moment { up: self.up, at: self.now(), fresh }
    }

    /// Something happens; effects are carried out one after the other, each with its answer.
    pub(crate) fn happens(&mut self, event: Event) {
        let moment = self.moment();
        for effect in self.desk.on(event, &moment) {
            self.deeds.push(deed(&effect));
            if let Effect::Print(document) = &effect {
                self.printed.push((**document).clone());
            }
            let now = self.now();
            if let Some(answer) = self.ledger.carry_out(effect, now) {
                self.happens(answer);
            }
        }
    }

    /// Time passes, and the desk is woken when it wants to be.
    pub(crate) fn passes(&mut self, time: Duration) {
        let until = self.up + time;
        while let Some(at) = self.desk.wakes_at().filter(|at| *at <= until) {
            self.up = self.up.max(at);
            self.happens(Event::Tick);
            let next = self.desk.wakes_at();
            assert!(
                next.is_none_or(|next| self.up < next),
                "woken for nothing: {:?}",
                self.desk.visit()
            );
        }
        self.up = until;
    }

    pub(crate) fn seconds_pass(&mut self, seconds: u64) {
        self.passes(Duration::from_secs(seconds));
    }

    pub(crate) fn touch(&mut self, touch: Touch) {
        self.happens(Event::Touched(touch));
    }

    /// Touches what bears this label.
    pub(crate) fn press(&mut self, label: &str) {
        let actions = actions(&self.view().page);
        let found = actions.iter().find(|action| action.label == label);
        let labels: Vec<&str> = actions.iter().map(|action| action.label.as_str()).collect();
        let action = found.unwrap_or_else(|| panic!("no {label} among {labels:?}"));
        self.touch(action.touch.clone());
    }

    pub(crate) fn offers(&self, label: &str) -> bool {
        actions(&self.view().page).iter().any(|action| action.label == label)
    }

    pub(crate) fn view(&self) -> View {
        self.desk.view(&Moment { up: self.up, at: self.now(), fresh: [Uuid::nil(); 2] })
    }

    pub(crate) fn page(&self) -> Page {
        self.view().page
    }

    /// The largest words of the page.
    pub(crate) fn title(&self) -> String {
        match self.page() {
            Page::Welcome(page) => page.title,
            Page::Working(page) => page.title,
            Page::Services(page) => page.greeting,
            Page::Enrolment(page) => page.title,
            Page::Question(page) => page.title,
            Page::Preview(page) => page.title,
            Page::Take(page) => page.title,
            Page::MoreTime(page) => page.title,
            Page::Trouble(page) => page.title,
            Page::GuideList(page) => page.title,
            Page::Guide(page) => page.title,
            Page::Parting(page) => page.title,
            Page::OutOfService(page) => page.title,
        }
    }

    /// Whether these words stand anywhere on the screen.
    pub(crate) fn says(&self, words: &str) -> bool {
        texts(&self.view()).iter().any(|text| text.contains(words))
    }

    /// What the desk had done since this was last asked.
    pub(crate) fn deeds(&mut self) -> Vec<Deed> {
        std::mem::take(&mut self.deeds)
    }

    /// The sheets that went to the printer, oldest first.
    pub(crate) fn printed(&self) -> &[Document] {
        &self.printed
    }

    /// The last of them.
    pub(crate) fn sheet(&self) -> &Document {
        self.printed.last().expect("a sheet went to the printer")
    }

    /// Somebody puts a card down and it is read.
    pub(crate) fn puts_down(&mut self, card: Credential) {
        self.happens(Event::CardFound(card.kind.reader()));
        self.happens(Event::CardRead(Box::new(card)));
    }

    pub(crate) fn comes(&mut self, person: &InsuredPerson) {
        self.puts_down(card_of(person));
    }

    pub(crate) fn takes_the_card(&mut self) {
        self.happens(Event::CardLifted(Reader::IdCard));
    }

    /// The printer's word on the last sheet.
    pub(crate) fn sheet_is(&mut self, news: SheetNews) {
        let sheet = self.sheet().id;
        self.happens(Event::Sheet(sheet, news));
    }

    /// The last sheet comes out and is taken.
    pub(crate) fn takes_the_paper(&mut self) {
        self.sheet_is(SheetNews::Presented);
        self.sheet_is(SheetNews::Taken);
    }

    pub(crate) fn printer(&mut self, state: PrinterState) {
        self.happens(Event::Printer(PrinterHealth { state, paper_low: false }));
    }

    pub(crate) fn network(&mut self, reachable: bool) {
        let data_as_of = Some(people::data_as_of());
        self.happens(Event::District(DistrictHealth { reachable, data_as_of }));
    }

    /// The case that was stored last.
    pub(crate) fn case(&self) -> CaseId {
        self.ledger.cases.last().expect("a case is stored").case.id
    }

    /// The district decides a case: its word is in the ledger before the desk hears of it.
    pub(crate) fn district_says(&mut self, case: CaseId, answer: Answer) {
        let standing = match &answer {
            Answer::Accepted => Standing::Accepted { serial: "S1".to_owned() },
            Answer::Refused(reason) => Standing::Refused { reason: reason.clone() },
        };
        self.ledger.settle(case, standing);
        self.happens(Event::Answered(case, answer));
    }

    pub(crate) fn district_accepts(&mut self) {
        self.district_says(self.case(), Answer::Accepted);
    }

    pub(crate) fn district_refuses(&mut self, reason: &str) {
        self.district_says(self.case(), Answer::Refused(reason.to_owned()));
    }

    /// From the services to the sheet on its way, with a district that agrees at once.
    pub(crate) fn orders_a_voucher(&mut self) {
        self.previews_a_voucher();
        self.press("没有问题，打印");
        self.district_accepts();
    }

    /// From the services to the voucher on the screen.
    pub(crate) fn previews_a_voucher(&mut self) {
        self.press("打印参保凭证");
        self.press("重庆市以外");
        if matches!(self.page(), Page::Question(_)) {
            self.press("职工基本医疗保险");
        }
    }

    /// From the services to the last page of the record.
    pub(crate) fn orders_a_slip(&mut self) {
        self.press("查我的参保信息");
        self.press("打印查询单");
    }

    /// Whether anybody is known to the desk at this moment.
    pub(crate) fn knows_somebody(&self) -> bool {
        match self.desk.visit() {
            Visit::LookingUp { .. } | Visit::Serving(_) => true,
            Visit::Errand(errand) => errand.session.is_some() || errand.case().is_some(),
            Visit::Parting { session, .. } => session.is_some(),
            Visit::Idle
            | Visit::Reading { .. }
            | Visit::Checking { .. }
            | Visit::Told { .. }
            | Visit::Browsing { .. } => false,
        }
    }

    pub(crate) fn paper_of(&self, document: DocumentId) -> PaperState {
        self.ledger.last_state(document)
    }
}

fn deed(effect: &Effect) -> Deed {
    match effect {
        Effect::FindPerson(_) => Deed::LookedUp,
        Effect::Resolve(_) => Deed::Resolved,
        Effect::CheckVoucher(_) => Deed::Checked,
        Effect::ReserveNumber => Deed::Reserved,
        Effect::StoreCase(..) => Deed::Stored,
        Effect::AddStep(_, step) => Deed::Stepped(step.step),
        Effect::AskPaper(_) => Deed::AskedPaper,
        Effect::RecordPaper(_, state) => Deed::Paper(*state),
        Effect::Print(document) => Deed::Printed(document.copy),
        Effect::Forget => Deed::Forgot,
        Effect::Note(_) => Deed::Noted,
    }
}
