//! Made-up people, cases and papers.

use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use codes::{CitizenIdNumber, InsuranceStatus, PersonCategory, Scheme, Sex, check_character};
use kiosk_core::case::{Case, CaseId, CaseStep, CredentialKind, DocumentNote, Matter, TimedStep};
use kiosk_core::document::{Block, CopyKind, Document, DocumentId};
use kiosk_core::person::{Account, Contribution, Enrolment, InsuredPerson, Month};
use rusqlite::Connection;
use uuid::Uuid;

/// Seconds after nine in the morning of 24 November 2026, and a little, for no clock stops at
/// whole seconds.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_482_000, 123_456_789).unwrap() + TimeDelta::seconds(seconds)
}

/// How many rows the tables of cases have, in a ledger that nobody holds: cases, documents, sheets.
/// A ledger tells only of whole cases, so half of one would be seen here alone.
pub(crate) fn case_rows(path: &Path) -> [usize; 3] {
    let connection = Connection::open(path).unwrap();
    ["cases", "documents", "sheets"].map(|table| {
        let count = format!("SELECT count(*) FROM {table}");
        connection.query_row(&count, [], |row| row.get::<_, u32>(0)).unwrap() as usize
    })
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn lin_zhiyuan() -> InsuredPerson {
    let first = Month { year: 2021, month: 3 };
    let paid = first
        .until(Month { year: 2026, month: 11 })
        .filter(|month| *month != Month { year: 2026, month: 5 });
    InsuredPerson {
        enrolments: vec![
            Enrolment {
                current_since: day(2021, 3, 1),
                ..enrolment(Scheme::Employee, "1103", InsuranceStatus::Active)
            },
            Enrolment {
                ended_on: Some(day(2021, 2, 28)),
                ..enrolment(Scheme::Resident, "1501", InsuranceStatus::Ended)
            },
        ],
        contributions: paid.map(contribution).collect(),
        account: Some(Account { balance_fen: 128_640, as_of: day(2026, 11, 23) }),
        ..insured("ZG5001000001", "林知远", "500119196109271236")
    }
}

pub(crate) fn zhou_mo() -> InsuredPerson {
    let unit_name = || Some("重庆市南川区青竹木制品有限公司".to_owned());
    let enrolments =
        [Scheme::Employee, Scheme::LargeExpense, Scheme::Maternity].map(|scheme| Enrolment {
            unit_name: unit_name(),
            paused_on: Some(day(2024, 1, 31)),
            ..enrolment(scheme, "1101", InsuranceStatus::Unknown(7))
        });
    InsuredPerson {
        enrolments: enrolments.into(),
        ..insured("ZG5001000003", "周默", "50011919920711203X")
    }
}

/// One of as many people as a test wants, enrolled, with a number of their own.
pub(crate) fn somebody(number: u32) -> InsuredPerson {
    let first = format!("50011919700101{:03}", number % 1_000);
    let id_number = format!("{first}{}", check_character(&first).unwrap());
    InsuredPerson {
        enrolments: vec![enrolment(Scheme::Resident, "1501", InsuranceStatus::Active)],
        contributions: vec![contribution(Month { year: 2026, month: 1 })],
        ..insured(&format!("ZG51{number:08}"), "某人", &id_number)
    }
}

fn insured(id: &str, name: &str, id_number: &str) -> InsuredPerson {
    let id_number = CitizenIdNumber::parse(id_number).unwrap();
    InsuredPerson {
        id: id.to_owned(),
        name: name.to_owned(),
        sex: Sex::Male,
        nation: 1,
        birth_date: id_number.birth_date(),
        id_number: id_number.into(),
        deceased: false,
        unmerged: false,
        enrolments: Vec::new(),
        contributions: Vec::new(),
        account: None,
    }
}

fn enrolment(scheme: Scheme, category: &str, status: InsuranceStatus) -> Enrolment {
    Enrolment {
        scheme,
        category: PersonCategory::from_code(category),
        status,
        first_on: day(2015, 7, 1),
        current_since: day(2015, 7, 1),
        paused_on: None,
        ended_on: None,
        unit_name: None,
        division: "500119".to_owned(),
    }
}

fn contribution(month: Month) -> Contribution {
    Contribution {
        scheme: Scheme::Employee,
        month,
        base_fen: 421_800,
        personal_fen: 42_180,
        unit_fen: 0,
        subsidy_fen: 0,
        to_account_fen: 8_436,
        paid_on: (month != Month { year: 2026, month: 11 })
            .then(|| NaiveDate::from_ymd_opt(month.year, month.month, 20).unwrap()),
    }
}

/// A voucher with the number that has this serial, and the case that issues it.
pub(crate) fn voucher(person: &str, serial: u32) -> (Case, Document) {
    let number = format!("500119-07-20261124-{serial:05}-0");
    let document = Document {
        id: DocumentId(Uuid::now_v7()),
        form: "enrolment-voucher".to_owned(),
        form_version: "2026-1".to_owned(),
        name: "参保凭证".to_owned(),
        number: Some(number),
        copy: CopyKind::Original,
        content_hash: format!("{serial:064X}"),
        blocks: vec![
            Block::Title("参保凭证".to_owned()),
            Block::Field { label: "姓名".to_owned(), value: SECRET.to_owned(), strong: true },
        ],
    };
    (case_of(person, &document, None), document)
}

/// What stands in the blocks of a voucher and nowhere else.
pub(crate) const SECRET: &str = "只在凭证上的内容";

/// A second copy of a voucher, and the case that asks for it.
pub(crate) fn reissue(person: &str, first: &Case, document: &Document) -> (Case, Document) {
    let document = Document { copy: CopyKind::Reissue, ..document.clone() };
    (case_of(person, &document, Some(first.id)), document)
}

/// A slip that belongs to no case.
pub(crate) fn guide_notice() -> Document {
    Document {
        form: "guide-notice".to_owned(),
        name: "一次性告知单".to_owned(),
        number: None,
        ..voucher("", 0).1
    }
}

fn case_of(person: &str, document: &Document, reissue_of: Option<CaseId>) -> Case {
    Case {
        id: CaseId(Uuid::now_v7()),
        item: "enrolment-voucher".parse().unwrap(),
        person: person.to_owned(),
        credential: CredentialKind::ResidentIdCard,
        steps: vec![
            TimedStep { step: CaseStep::Applied, at: at(1) },
            TimedStep { step: CaseStep::Accepted, at: at(2) },
        ],
        documents: vec![DocumentNote {
            id: document.id,
            form: document.form.clone(),
            form_version: document.form_version.clone(),
            number: document.number.clone(),
            content_hash: document.content_hash.clone(),
        }],
        matter: Matter::EnrolmentVoucher {
            voucher_number: document.number.clone().unwrap(),
            scheme: Scheme::Employee,
            reissue_of,
        },
    }
}
