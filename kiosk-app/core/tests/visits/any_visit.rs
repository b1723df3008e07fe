//! Whatever happens in whatever order, some things always hold.

use std::{collections::HashMap, time::Duration};

use kiosk_core::{
    case::{CaseId, CredentialKind, Matter},
    happenings::{
        Answer, CardFailure, Code, Doors, Event, LedgerHealth, PrinterState, ReaderHealth,
        Resolution, SheetNews, Token,
    },
    identity::{Credential, Reader, ValidUntil},
    items,
    parameters::Parameters,
    screen::{Destination, Page, Touch},
    visit::Visit,
};
use proptest::{prelude::*, sample::Index};

use crate::kit::{
    Deed, Hall, Mood, actions, card_of,
    people::{day, lin_zhiyuan, ran_guangming, somebody, tan_guilan, zhou_mo},
    texts,
};

/// Something that can happen in a hall.
#[derive(Debug, Clone)]
enum Incident {
    CardFound(Reader),
    /// One of the people, by a credential of some kind, or the expired one of one.
    CardRead(Index, CredentialKind, bool),
    CardFailed(Reader, CardFailure),
    CardLifted(Reader),
    CodeShown(Code),
    /// A code is somebody's, or not.
    Resolved(Option<Index>),
    /// What the page offers; mostly people touch what they see.
    Pressed(Index),
    /// A touch meant for a page that has just gone.
    Stray(Index),
    Waited(u64),
    Printer(PrinterState),
    Sheet(Index, SheetNews),
    LastSheet(SheetNews),
    Answered(Index, bool),
    Network(bool),
    Reader(Reader, ReaderHealth),
    Ledger(LedgerHealth),
    LedgerIs(Mood),
    LedgerAnswers,
    Doors(Doors),
}

fn incident() -> impl Strategy<Value = Incident> {
    use Incident as I;
    let news = prop_oneof![
        (0_u8..=100).prop_map(SheetNews::Progress),
        Just(SheetNews::Printed),
        Just(SheetNews::Presented),
        Just(SheetNews::Taken),
        Just(SheetNews::Failed),
        Just(SheetNews::Unknown),
    ];
    let printer = prop_oneof![
        4 => Just(PrinterState::Ready),
        1 => Just(PrinterState::PaperOut),
        1 => Just(PrinterState::CoverOpen),
        1 => Just(PrinterState::MouthFull),
        1 => Just(PrinterState::Gone),
    ];
    let failure = prop_oneof![
        Just(CardFailure::Interrupted),
        Just(CardFailure::Damaged),
        Just(CardFailure::Unsupported),
        Just(CardFailure::WrongWay),
        Just(CardFailure::BankCard),
        Just(CardFailure::NeedsDistrict),
    ];
    let reader = prop_oneof![3 => Just(Reader::IdCard), 2 => Just(Reader::SocialCard), 1 => Just(Reader::Scanner)];
    let kind = prop_oneof![
        4 => Just(CredentialKind::ResidentIdCard),
        2 => Just(CredentialKind::SocialSecurityCard),
        1 => Just(CredentialKind::PermanentResidentCard),
    ];
    let token = || Token::new("4242002977276931098018500000".to_owned().into());
    let code = prop_oneof![
        4 => Just(()).prop_map(move |()| Code::Credential(token())),
        1 => Just(Code::Payment),
        1 => Just(Code::Other),
        1 => Just(Code::Voucher("YBPZ1:".to_owned())),
    ];
    let health = prop_oneof![Just(ReaderHealth::Ready), Just(ReaderHealth::Suspended)];
    let mood = prop_oneof![4 => Just(Mood::Well), 1 => Just(Mood::Fails), 1 => Just(Mood::Slow)];
    prop_oneof![
        2 => reader.clone().prop_map(I::CardFound),
        6 => (any::<Index>(), kind, prop::bool::weighted(0.1))
            .prop_map(|(who, kind, old)| I::CardRead(who, kind, old)),
        1 => (reader.clone(), failure).prop_map(|(reader, failure)| I::CardFailed(reader, failure)),
        2 => reader.clone().prop_map(I::CardLifted),
        2 => code.prop_map(I::CodeShown),
        2 => prop::option::weighted(0.7, any::<Index>()).prop_map(I::Resolved),
        30 => any::<Index>().prop_map(I::Pressed),
        3 => any::<Index>().prop_map(I::Stray),
        6 => (1_u64..200).prop_map(I::Waited),
        3 => printer.prop_map(I::Printer),
        2 => (any::<Index>(), news.clone()).prop_map(|(which, news)| I::Sheet(which, news)),
        8 => news.prop_map(I::LastSheet),
        5 => (any::<Index>(), prop::bool::weighted(0.8)).prop_map(|(which, yes)| I::Answered(which, yes)),
        2 => any::<bool>().prop_map(I::Network),
        1 => (reader, health).prop_map(|(reader, health)| I::Reader(reader, health)),
        1 => prop_oneof![3 => Just(LedgerHealth::Sound), 1 => Just(LedgerHealth::Broken)].prop_map(I::Ledger),
        1 => mood.prop_map(I::LedgerIs),
        3 => Just(I::LedgerAnswers),
        1 => prop_oneof![2 => Just(Doors::Shut), 1 => Just(Doors::Open)].prop_map(I::Doors),
    ]
}

fn stray_touches() -> Vec<Touch> {
    let item = |key: &str| key.parse().unwrap();
    vec![
        Touch::OpenItem(item(items::voucher::KEY)),
        Touch::OpenItem(item(items::enrolment_query::KEY)),
        Touch::OpenItem(item("no-such-item")),
        Touch::AskWhy(item(items::voucher::KEY)),
        Touch::OpenGuides,
        Touch::OpenGuide(item("no-such-item")),
        Touch::Back,
        Touch::NextPage,
        Touch::PreviousPage,
        Touch::ToggleName,
        Touch::MoveTo(Destination::Elsewhere),
        Touch::PickScheme(codes::Scheme::Employee),
        Touch::PickScheme(codes::Scheme::LargeExpense),
        Touch::Confirm,
        Touch::Print,
        Touch::Wait,
        Touch::HaveIt,
        Touch::HaveNot,
        Touch::StillHere,
        Touch::MoreToDo,
        Touch::EndVisit,
        Touch::CallStaff,
    ]
}

fn takes_place(hall: &mut Hall, incident: Incident) {
    let people = [
        lin_zhiyuan(),
        ran_guangming(),
        zhou_mo(),
        tan_guilan(),
        somebody("李想", "510107198801237419"),
    ];
    match incident {
        Incident::CardFound(reader) => hall.happens(Event::CardFound(reader)),
        Incident::CardRead(who, kind, expired) => {
            let mut card = Credential { kind, ..card_of(who.get(&people)) };
            if expired {
                card.valid_until = ValidUntil::Day(day("2025-03-01"));
            }
            hall.happens(Event::CardRead(Box::new(card)));
        }
        Incident::CardFailed(reader, failure) => hall.happens(Event::CardFailed(reader, failure)),
        Incident::CardLifted(reader) => hall.happens(Event::CardLifted(reader)),
        Incident::CodeShown(code) => hall.happens(Event::CodeShown(code)),
        Incident::Resolved(who) => hall.happens(Event::Resolved(match who {
            Some(who) => Resolution::Holder(Box::new(Credential {
                kind: CredentialKind::ElectronicCredential,
                ..card_of(who.get(&people))
            })),
            None => Resolution::NotValid,
        })),
        Incident::Pressed(which) => {
            let actions = actions(&hall.page());
            if !actions.is_empty() {
                hall.touch(which.get(&actions).touch.clone());
            }
        }
        Incident::Stray(which) => hall.touch(which.get(&stray_touches()).clone()),
        Incident::Waited(seconds) => hall.seconds_pass(seconds),
        Incident::Printer(state) => hall.printer(state),
        Incident::Sheet(which, news) => {
            if !hall.printed().is_empty() {
                let sheet = which.get(hall.printed()).id;
                hall.happens(Event::Sheet(sheet, news));
            }
        }
        Incident::LastSheet(news) => {
            if !hall.printed().is_empty() {
                hall.sheet_is(news);
            }
        }
        Incident::Answered(which, accepted) => {
            if !hall.ledger.cases.is_empty() {
                let case = which.get(&hall.ledger.cases).case.id;
                let refused = || Answer::Refused("您正在住院，出院后再来".to_owned());
                hall.district_says(case, if accepted { Answer::Accepted } else { refused() });
            }
        }
        Incident::Network(reachable) => hall.network(reachable),
        Incident::Reader(reader, health) => hall.happens(Event::Reader(reader, health)),
        Incident::Ledger(health) => hall.happens(Event::Ledger(health)),
        Incident::Doors(doors) => hall.happens(Event::Doors(doors)),
        Incident::LedgerIs(mood) => hall.ledger.mood = mood,
        Incident::LedgerAnswers => {
            if let Some(answer) = hall.ledger.fetch() {
                hall.happens(answer);
            }
        }
    }
}

/// No page leaves somebody standing: time leads on from it, or nobody is here.
fn leads_on(hall: &Hall) -> bool {
    let nobody_is_here = *hall.desk.visit() == Visit::Idle;
    let waits = hall.desk.wakes_at().is_some_and(|at| hall.up() < at);
    nobody_is_here || waits
}

/// Words for citizens: no English, no path, no code. The X of an identity number is none.
fn is_plain(text: &str) -> bool {
    let text = text.strip_suffix("203X").unwrap_or(text);
    !text.contains(|c: char| c.is_ascii_alphabetic() || "/\\_{}".contains(c))
}

/// What the screen shows is for citizens, names nobody who did not ask for it, and no log will.
fn is_fit_to_be_seen(hall: &Hall) -> Result<(), TestCaseError> {
    let view = hall.view();
    let shown = texts(&view);
    let logged = format!("{:?} {:?} {view:?}", hall.desk.visit(), hall.desk.hall());
    for text in &shown {
        prop_assert!(is_plain(text), "not for citizens: {text}");
        prop_assert!(!text.contains("50011919"), "a number in full");
    }
    let may_name = matches!(view.page, Page::Services(_));
    for name in ["林知远", "冉光明", "周默", "谭桂兰"] {
        prop_assert!(!logged.contains(name), "a name in the log");
        prop_assert!(may_name || !shown.concat().contains(name), "a name on the screen");
    }
    Ok(())
}

/// A number is printed as an original under one case only; every other case says 补打.
fn originals_are_single(hall: &Hall) -> bool {
    let mut first: HashMap<&str, CaseId> = HashMap::new();
    hall.ledger.cases.iter().all(|stored| match &stored.case.matter {
        Matter::EnrolmentVoucher { voucher_number, reissue_of: None, .. } => {
            first.insert(voucher_number, stored.case.id).is_none()
        }
        Matter::EnrolmentVoucher { voucher_number, reissue_of: Some(of), .. } => {
            first.get(voucher_number.as_str()) == Some(of)
        }
        Matter::EnrolmentQuery { .. } => true,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The ledger of this hall stands by, too: it lets no sheet be printed that is not put down as
    /// sent, no certificate without its case, no second original and no number twice.
    #[test]
    fn whatever_happens_in_whatever_order(
        seed: u64,
        incidents in prop::collection::vec(incident(), 1..80),
    ) {
        let people = [lin_zhiyuan(), ran_guangming(), zhou_mo(), tan_guilan()];
        let all = vec![Reader::IdCard, Reader::SocialCard, Reader::Scanner];
        let mut hall = Hall::with(all.clone(), people, Parameters::bundled(), seed);
        hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Ready));
        hall.printer(PrinterState::Ready);
        hall.network(true);
        for incident in incidents {
            let knew_somebody = hall.knows_somebody();
            hall.deeds();
            takes_place(&mut hall, incident);
            // What is overdue is done on the next waking, and then nothing is overdue any more.
            hall.passes(Duration::ZERO);
            prop_assert!(leads_on(&hall), "nothing leads on from {:?}", hall.desk.visit());
            if knew_somebody && !hall.knows_somebody() {
                prop_assert!(hall.deeds().contains(&Deed::Forgot), "not forgotten");
            }
            is_fit_to_be_seen(&hall)?;
            prop_assert!(originals_are_single(&hall), "a number under two cases");
        }
        // However it stood, a card that is lifted and time bring the welcome page back.
        for reader in all {
            hall.happens(Event::CardLifted(reader));
        }
        hall.seconds_pass(1_000);
        prop_assert_eq!(hall.desk.visit(), &Visit::Idle);
    }
}
