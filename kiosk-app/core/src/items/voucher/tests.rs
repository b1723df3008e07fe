use codes::PersonCategory;

use super::*;
use crate::{
    case::{CaseId, CredentialKind, PaperState},
    document::Block,
    form::Forms,
    parameters::Parameters,
    people::{
        data_as_of, day, ended, enrolled, lin_zhiyuan, month, on_record, paid, paid_months, paused,
        ran_guangming, somebody, tan_guilan, zhou_mo,
    },
};

const SOMEBODY: (&str, &str) = ("吴秀兰", "500119198310158023");

fn with_office<T>(test: impl FnOnce(&Office<'_>) -> T) -> T {
    let (parameters, forms) = (Parameters::bundled(), Forms::bundled());
    test(&Office { parameters: &parameters, forms: &forms, terminal: "自助服务终端 07" })
}

fn identity_of(person: &InsuredPerson) -> Identity {
    Identity {
        kind: CredentialKind::ResidentIdCard,
        name: person.name.clone(),
        number: person.id_number.clone(),
        former_number: None,
    }
}

fn schemes_of(person: &InsuredPerson, for_active: bool) -> Result<Vec<Scheme>, Refusal> {
    let eligible = eligible(&identity_of(person), person, for_active)?;
    Ok(eligible.into_iter().map(|enrolment| enrolment.scheme.clone()).collect())
}

fn particulars(scheme: Scheme) -> Particulars {
    Particulars {
        id: DocumentId(uuid::Uuid::from_u128(1)),
        number: "500119-07-20261124-00031-3".parse().unwrap(),
        scheme,
        copy: CopyKind::Original,
        stands: Stands::Completed,
        printed_at: data_as_of(),
    }
}

/// What stands beside a label on the voucher of the employee scheme, or of another one.
fn field_of(person: InsuredPerson, scheme: Scheme, label: &str) -> Option<String> {
    let record = on_record(person);
    let document = with_office(|office| document(office, &record, &particulars(scheme))).unwrap();
    document.blocks.into_iter().find_map(|block| match block {
        Block::Field { label: of, value, .. } if of == label => Some(value),
        _ => None,
    })
}

fn field(person: InsuredPerson, label: &str) -> String {
    field_of(person, Scheme::Employee, label).unwrap()
}

fn with_enrolments(enrolments: Vec<Enrolment>) -> InsuredPerson {
    InsuredPerson { enrolments, ..somebody(SOMEBODY.0, SOMEBODY.1) }
}

#[test]
fn who_may_have_a_voucher_follows_from_the_record() {
    let employee = || enrolled(Scheme::Employee, "1103", "2020-01-01");
    let resident = || enrolled(Scheme::Resident, "1501", "2010-01-01");
    let not_insured = Enrolment { status: InsuranceStatus::NotInsured, ..employee() };
    let both = [Scheme::Employee, Scheme::Resident];
    let table = [
        ("nothing on record", vec![], true, Err(Refusal::NeverInsured)),
        ("未参保 is no enrolment", vec![not_insured], true, Err(Refusal::NeverInsured)),
        (
            "a supplement alone",
            vec![enrolled(Scheme::LargeExpense, "1101", "2020-01-01")],
            true,
            Err(Refusal::NeverInsured),
        ),
        ("running", vec![employee()], true, Ok(vec![Scheme::Employee])),
        ("running, not allowed", vec![employee()], false, Err(Refusal::StillActive)),
        ("paused", vec![paused(employee(), "2026-06-30")], false, Ok(vec![Scheme::Employee])),
        (
            "one runs, the other ended",
            vec![employee(), ended(resident(), "2019-12-31")],
            true,
            Ok(both.to_vec()),
        ),
        (
            "one runs, the other ended, running not allowed",
            vec![employee(), ended(resident(), "2019-12-31")],
            false,
            Ok(vec![Scheme::Resident]),
        ),
        (
            "two spells of one scheme are one choice",
            vec![ended(employee(), "2021-01-31"), employee()],
            true,
            Ok(vec![Scheme::Employee]),
        ),
    ];
    for (case, enrolments, for_active, expected) in table {
        assert_eq!(schemes_of(&with_enrolments(enrolments), for_active), expected, "{case}");
    }
}

#[test]
fn a_record_that_a_machine_cannot_judge_is_for_the_window() {
    assert_eq!(
        schemes_of(&InsuredPerson { deceased: true, ..lin_zhiyuan() }, true),
        Err(Refusal::Deceased)
    );
    assert_eq!(
        schemes_of(&InsuredPerson { unmerged: true, ..lin_zhiyuan() }, true),
        Err(Refusal::Unmerged)
    );
    let card = Identity { name: "林致远".to_owned(), ..identity_of(&lin_zhiyuan()) };
    assert_eq!(eligible(&card, &lin_zhiyuan(), true), Err(Refusal::NameDiffers));
}

#[test]
fn a_running_enrolment_has_no_last_month() {
    assert_eq!(field(lin_zhiyuan(), "参保起止"), "2021年03月至今");
    assert_eq!(field_of(lin_zhiyuan(), Scheme::Employee, "停保日期"), None);
}

#[test]
fn a_paused_or_ended_enrolment_ends_with_its_last_month_of_cover() {
    assert_eq!(field(ran_guangming(), "参保起止"), "2018年01月—2026年06月");
    assert_eq!(field(ran_guangming(), "停保日期"), "2026年06月30日");
    let resident = field_of(lin_zhiyuan(), Scheme::Resident, "参保起止");
    assert_eq!(resident.as_deref(), Some("2012年01月—2021年02月"));
}

#[test]
fn cover_ends_with_the_pause_although_the_enrolment_ended_later() {
    let spell = enrolled(Scheme::Employee, "1103", "2018-01-01");
    let person = with_enrolments(vec![ended(paused(spell, "2024-03-31"), "2025-03-31")]);
    assert_eq!(field(person, "参保起止"), "2018年01月—2024年03月");
}

#[test]
fn a_pause_before_this_spell_does_not_end_it() {
    let again = Enrolment {
        first_on: day("2015-02-01"),
        paused_on: Some(day("2019-05-31")),
        ..enrolled(Scheme::Employee, "1103", "2020-09-01")
    };
    let person = with_enrolments(vec![again.clone()]);
    assert_eq!(field(person, "参保起止"), "2015年02月至今");
    let person = with_enrolments(vec![ended(again, "2023-08-31")]);
    assert_eq!(field(person, "参保起止"), "2015年02月—2023年08月");
}

#[test]
fn several_spells_of_a_scheme_begin_with_the_first_of_them() {
    let earlier = ended(enrolled(Scheme::Employee, "1101", "2008-07-01"), "2012-10-31");
    let later = enrolled(Scheme::Employee, "1103", "2021-03-01");
    let person = with_enrolments(vec![later, earlier]);
    assert_eq!(field(person, "参保起止"), "2008年07月至今");
}

#[test]
fn an_end_that_nobody_knows_is_not_made_up() {
    let unknown = Enrolment {
        status: InsuranceStatus::Paused,
        ..enrolled(Scheme::Employee, "1103", "2018-01-01")
    };
    let person = with_enrolments(vec![unknown]);
    assert_eq!(field(person, "参保起止"), "2018年01月起，停保日期请到3 号窗口核对");
}

#[test]
fn a_month_that_was_paid_twice_counts_once() {
    let mut person = ran_guangming();
    assert_eq!(field(person.clone(), "累计缴费"), "102 个月");
    person.contributions.push(paid(Scheme::Employee, month("2026-06")));
    assert_eq!(field(person, "累计缴费"), "102 个月");
}

#[test]
fn residents_have_paid_for_years_and_retired_people_for_no_more_months() {
    let mut person = with_enrolments(vec![enrolled(Scheme::Resident, "1501", "2024-01-01")]);
    person.contributions =
        ["2024-01", "2025-01", "2026-01"].map(|text| paid(Scheme::Resident, month(text))).into();
    let years = field_of(person, Scheme::Resident, "累计缴费");
    assert_eq!(years.as_deref(), Some("3 年（按年缴费）"));
    assert_eq!(field(tan_guilan(), "累计缴费"), "0 个月");
    assert_eq!(field(tan_guilan(), "是否欠费"), "否");
}

#[test]
fn a_missing_month_is_named_on_the_voucher_but_not_called_a_debt() {
    assert_eq!(field(lin_zhiyuan(), "是否欠费"), "1 个月没有缴费记录，请到窗口核对");
    assert_eq!(field(ran_guangming(), "是否欠费"), "否");
}

fn missing(person: &InsuredPerson) -> Vec<String> {
    let months = missing_months(person, &person.enrolments[0], data_as_of());
    months.into_iter().map(|month| month.to_string()).collect()
}

#[test]
fn a_gap_over_the_turn_of_the_year_is_found_whole() {
    let mut person = lin_zhiyuan();
    let gap = month("2024-11")..=month("2025-02");
    person.contributions.retain(|line| !gap.contains(&line.month));
    assert_eq!(missing(&person), ["2024-11", "2024-12", "2025-01", "2025-02", "2026-05"]);
}

#[test]
fn this_month_may_still_be_on_its_way_but_last_month_may_not() {
    let mut person = zhou_mo();
    person.enrolments.rotate_right(1);
    person.contributions = paid_months("2024-01", "2026-10");
    assert_eq!(missing(&person), [""; 0]);
    person.contributions = paid_months("2024-01", "2026-09");
    assert_eq!(missing(&person), ["2026-10"]);
}

#[test]
fn money_that_has_not_arrived_leaves_its_month_missing() {
    let mut person = ran_guangming();
    person.contributions.last_mut().unwrap().paid_on = None;
    assert_eq!(missing(&person), ["2026-06"]);
}

#[test]
fn nothing_is_missing_before_the_record_begins_nor_without_one() {
    let mut person = lin_zhiyuan();
    person.contributions = paid_months("2025-01", "2026-11");
    assert_eq!(missing(&person), [""; 0]);
    person.contributions.clear();
    assert_eq!(missing(&person), [""; 0]);
}

#[test]
fn an_account_stands_on_the_voucher_of_its_scheme_only() {
    assert_eq!(field(lin_zhiyuan(), "账户余额"), "1,286.40 元");
    assert_eq!(field_of(lin_zhiyuan(), Scheme::Resident, "账户余额"), None);
}

#[test]
fn a_case_that_the_district_has_not_answered_says_so_on_paper() {
    let record = on_record(lin_zhiyuan());
    let waiting = Particulars { stands: Stands::Accepted, ..particulars(Scheme::Employee) };
    let paper = with_office(|office| document(office, &record, &waiting)).unwrap();
    let said = |words: &str| {
        paper.blocks.iter().any(|block| matches!(block, Block::Text(text) if text.contains(words)))
    };
    assert!(said("办理状态：已受理，区医保局答复后办结"));
    assert!(!said("已办结"));
}

fn issued(record: &Record, scheme: Scheme, standing: Standing) -> IssuedPaper {
    let particulars = particulars(scheme.clone());
    IssuedPaper {
        case: CaseId(uuid::Uuid::from_u128(2)),
        document: with_office(|office| document(office, record, &particulars)).unwrap(),
        matter: Matter::EnrolmentVoucher {
            voucher_number: particulars.number.to_string(),
            scheme,
            reissue_of: None,
        },
        standing,
        paper: PaperState::Taken,
        issued_at: data_as_of(),
    }
}

#[test]
fn the_same_content_is_the_same_certificate_and_other_content_is_another() {
    let record = on_record(lin_zhiyuan());
    let papers = [issued(&record, Scheme::Employee, Standing::Unknown)];
    let found = |record: &Record, scheme: Scheme| {
        with_office(|office| issued_before(office, record, &scheme, &papers).is_some())
    };
    assert!(found(&record, Scheme::Employee));
    assert!(!found(&record, Scheme::Resident), "another scheme");
    let mut later = record.clone();
    later.person.contributions.push(paid(Scheme::Employee, month("2026-05")));
    assert!(!found(&later, Scheme::Employee), "another month was paid");
    later = Record { as_of: later.as_of + chrono::TimeDelta::days(1), ..record };
    assert!(found(&later, Scheme::Employee), "the same data, seen a day later");
}

#[test]
fn a_certificate_that_the_district_refused_is_not_printed_again() {
    let record = on_record(lin_zhiyuan());
    let refused = Standing::Refused { reason: "正在住院".to_owned() };
    let papers = [issued(&record, Scheme::Employee, refused)];
    with_office(|office| {
        assert_eq!(issued_before(office, &record, &Scheme::Employee, &papers), None);
    });
}

#[test]
fn a_retired_person_is_told_by_the_category_however_long_its_code() {
    let mut person = lin_zhiyuan();
    for (code, expected) in [("12", 0), ("1203", 0), ("116032", 1)] {
        person.enrolments[0].category = PersonCategory::from_code(code);
        assert_eq!(missing(&person).len(), expected, "{code}");
    }
}
