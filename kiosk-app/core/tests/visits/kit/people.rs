//! Made-up people, put together word by word.

use chrono::{DateTime, NaiveDate, Utc};
use codes::{CitizenIdNumber, InsuranceStatus, PersonCategory, Scheme};
use kiosk_core::person::{Account, Contribution, Enrolment, InsuredPerson, Month, Record};

/// 09:28 on 24 November 2026 in Nanchuan.
pub(crate) fn data_as_of() -> DateTime<Utc> {
    "2026-11-24T01:28:00Z".parse().unwrap()
}

/// A day written 2026-11-24.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A month written 2026-11.
pub(crate) fn month(text: &str) -> Month {
    Month::try_from(text.to_owned()).unwrap()
}

/// Somebody with this name and number whom nothing more is known of.
pub(crate) fn somebody(name: &str, number: &str) -> InsuredPerson {
    let id_number = CitizenIdNumber::parse(number).unwrap();
    InsuredPerson {
        id: format!("ZG{}", &number[8..17]),
        name: name.to_owned(),
        sex: id_number.sex(),
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

/// An enrolment that runs since this day.
pub(crate) fn enrolled(scheme: Scheme, category: &str, since: &str) -> Enrolment {
    Enrolment {
        scheme,
        category: PersonCategory::from_code(category),
        status: InsuranceStatus::Active,
        first_on: day(since),
        current_since: day(since),
        paused_on: None,
        ended_on: None,
        unit_name: None,
        division: "500119".to_owned(),
    }
}

/// The same, paused on this day.
pub(crate) fn paused(enrolment: Enrolment, on: &str) -> Enrolment {
    Enrolment { status: InsuranceStatus::Paused, paused_on: Some(day(on)), ..enrolment }
}

/// The same, ended on this day.
pub(crate) fn ended(enrolment: Enrolment, on: &str) -> Enrolment {
    Enrolment { status: InsuranceStatus::Ended, ended_on: Some(day(on)), ..enrolment }
}

/// A contribution of 421.80 yuan that arrived in its month.
pub(crate) fn paid(scheme: Scheme, month: Month) -> Contribution {
    Contribution {
        scheme,
        month,
        base_fen: 421_800,
        personal_fen: 42_180,
        unit_fen: 0,
        subsidy_fen: 0,
        to_account_fen: 8_436,
        paid_on: NaiveDate::from_ymd_opt(month.year, month.month, 15),
    }
}

/// A contribution of the employee scheme for every month from one to another, both included.
pub(crate) fn paid_months(from: &str, to: &str) -> Vec<Contribution> {
    month(from).until(month(to)).map(|month| paid(Scheme::Employee, month)).collect()
}

/// 林知远: enrolled as an individual, May 2026 missing; a resident until February 2021.
pub(crate) fn lin_zhiyuan() -> InsuredPerson {
    let resident = enrolled(Scheme::Resident, "1501", "2012-01-01");
    let mut contributions = paid_months("2021-03", "2026-11");
    contributions.retain(|line| line.month != month("2026-05"));
    InsuredPerson {
        enrolments: vec![
            enrolled(Scheme::Employee, "1103", "2021-03-01"),
            ended(resident, "2021-02-28"),
        ],
        contributions,
        account: Some(Account { balance_fen: 128_640, as_of: day("2026-11-23") }),
        ..somebody("林知远", "500119196109271236")
    }
}

/// 谭桂兰: retired worker.
pub(crate) fn tan_guilan() -> InsuredPerson {
    let credited = |line| Contribution { personal_fen: 0, to_account_fen: 12_000, ..line };
    InsuredPerson {
        enrolments: vec![enrolled(Scheme::Employee, "1201", "1996-01-01")],
        contributions: paid_months("2026-01", "2026-11").into_iter().map(credited).collect(),
        account: Some(Account { balance_fen: 352_218, as_of: day("2026-11-23") }),
        ..somebody("谭桂兰", "500119195803162043")
    }
}

/// 周默: enrolled through a unit, with its supplements.
pub(crate) fn zhou_mo() -> InsuredPerson {
    let of_unit = |scheme| Enrolment {
        unit_name: Some("重庆市南川区青竹木制品有限公司".to_owned()),
        ..enrolled(scheme, "1101", "2015-07-01")
    };
    InsuredPerson {
        enrolments: [Scheme::LargeExpense, Scheme::Maternity, Scheme::Employee].map(of_unit).into(),
        contributions: paid_months("2024-01", "2026-11"),
        ..somebody("周默", "50011919920711203X")
    }
}

/// 冉光明: paused since the end of June 2026.
pub(crate) fn ran_guangming() -> InsuredPerson {
    InsuredPerson {
        enrolments: vec![paused(enrolled(Scheme::Employee, "1103", "2018-01-01"), "2026-06-30")],
        contributions: paid_months("2018-01", "2026-06"),
        ..somebody("冉光明", "500119197505204136")
    }
}

/// Their record, as the replica has it.
pub(crate) fn on_record(person: InsuredPerson) -> Record {
    Record { person, as_of: data_as_of() }
}
