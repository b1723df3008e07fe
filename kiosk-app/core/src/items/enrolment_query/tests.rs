use proptest::prelude::*;

use super::*;
use crate::{
    form::Forms,
    parameters::Parameters,
    people::{
        data_as_of, ended, enrolled, lin_zhiyuan, month, on_record, paid_months, ran_guangming,
        somebody, tan_guilan, zhou_mo,
    },
};

fn with_office<T>(test: impl FnOnce(&Office<'_>) -> T) -> T {
    let (parameters, forms) = (Parameters::bundled(), Forms::bundled());
    test(&Office { parameters: &parameters, forms: &forms, terminal: "自助服务终端 07" })
}

fn now() -> Moment {
    Moment { up: time::Uptime::ZERO, at: data_as_of(), fresh: [uuid::Uuid::from_u128(7); 2] }
}

fn pages_of(person: InsuredPerson) -> Vec<Vec<Card>> {
    with_office(|office| pages(office, &on_record(person), &now()))
}

fn title(card: &Card) -> &str {
    let (Card::Facts { title, .. } | Card::Year { title, .. } | Card::Table { title, .. }) = card;
    title
}

fn titles(person: InsuredPerson) -> Vec<String> {
    pages_of(person).iter().flatten().map(|card| title(card).to_owned()).collect()
}

fn card(person: InsuredPerson, of: &str) -> Card {
    pages_of(person).into_iter().flatten().find(|card| title(card) == of).unwrap()
}

fn facts(card: Card) -> Vec<(String, String)> {
    let Card::Facts { facts, .. } = card else { panic!("no facts") };
    facts.into_iter().map(|fact| (fact.label, fact.value)).collect()
}

#[test]
fn what_runs_comes_first_and_the_basic_schemes_before_their_supplements() {
    assert_eq!(titles(zhou_mo())[..3], ["职工基本医疗保险", "大额医疗费用补助", "生育保险"]);
    assert_eq!(titles(lin_zhiyuan())[..2], ["职工基本医疗保险", "城乡居民基本医疗保险"]);
}

#[test]
fn an_ended_enrolment_says_when_and_nothing_more() {
    let Card::Facts { chip, facts, .. } = card(lin_zhiyuan(), "城乡居民基本医疗保险")
    else {
        panic!("no facts")
    };
    assert_eq!(chip.unwrap().text, "已终止 2021年2月");
    assert!(facts.is_empty());
}

#[test]
fn an_individual_reads_since_when_and_how_long_they_have_paid() {
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    assert_eq!(
        facts(card(lin_zhiyuan(), "职工基本医疗保险")),
        [
            fact("参保身份", "灵活就业人员（个人身份）"),
            fact("本次参保", "2021年3月起"),
            fact("累计缴费", "5年8个月"),
            fact("账户余额", "1,286.40 元"),
        ]
    );
}

#[test]
fn the_gap_of_the_year_is_explained_and_says_where_to_ask() {
    let Card::Year { summary, bars, remark, .. } = card(lin_zhiyuan(), "2026 年缴费") else {
        panic!("no year")
    };
    assert_eq!(summary, "已缴 10 个月");
    let states: Vec<BarState> = bars.iter().map(|bar| bar.state).collect();
    assert_eq!((states[3], states[4]), (BarState::Paid, BarState::Missing));
    assert_eq!(states[11], BarState::Empty, "December is still to come");
    let remark = remark.unwrap();
    assert_eq!(remark.1, "5 月没有缴费记录。要问原因，请到 3 号窗口。");
}

#[test]
fn retired_people_see_no_missing_months_for_they_pay_no_more() {
    assert!(!titles(tan_guilan()).iter().any(|title| title.ends_with("年缴费")));
}

#[test]
fn a_pause_is_no_gap() {
    let Card::Year { bars, remark, .. } = card(ran_guangming(), "2026 年缴费") else {
        panic!("no year")
    };
    assert_eq!(bars[6].state, BarState::Empty);
    assert_eq!(remark, None);
}

#[test]
fn the_latest_months_are_listed_newest_first_and_no_more_than_two_years() {
    let lines: Vec<String> = pages_of(lin_zhiyuan())
        .into_iter()
        .flatten()
        .filter_map(|card| match card {
            Card::Table { lines, .. } => Some(lines),
            _ => None,
        })
        .flatten()
        .map(|line| line[0].clone())
        .collect();
    assert_eq!(lines.len(), MONTHS_LISTED);
    assert_eq!(lines[0], "2026年11月");
    assert_eq!(lines[6], "2026年4月", "May is missing");
}

#[test]
fn a_bystander_reads_neither_name_nor_number_of_the_record() {
    let shown = facts(card(lin_zhiyuan(), "登记信息"));
    assert_eq!(shown[0].1, "林*远");
    assert_eq!(shown[1].1, "500***********1236");
}

#[test]
fn somebody_without_anything_on_record_still_has_a_page() {
    assert_eq!(titles(somebody("吴秀兰", "500119198310158023")), ["个人账户", "登记信息"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_on_record_no_page_is_empty_or_too_full(
        spells in prop::collection::vec((0_usize..6, 0_i64..4, 0_usize..60), 0..12),
        months in 0_u32..40,
    ) {
        let schemes = ["310", "390", "330", "510", "320", "39901"];
        let enrolments = spells.iter().map(|(scheme, years, unit)| {
            let since = format!("20{:02}-03-01", 10 + years);
            let spell = enrolled(Scheme::from_code(schemes[*scheme]), "1101", &since);
            let first_on = spell.first_on - chrono::Days::new(400);
            let unit_name = (0 < *unit).then(|| "厂".repeat(*unit));
            let spell = Enrolment { unit_name, first_on, ..spell };
            if *years == 0 { ended(spell, "2026-02-28") } else { spell }
        });
        let mut contributions = paid_months("2023-08", "2026-11");
        contributions.retain(|line| line.month.month % (months % 11 + 1) == 0);
        let person = InsuredPerson { enrolments: enrolments.collect(), contributions, ..zhou_mo() };
        let pages = pages_of(person.clone());
        let expected: Vec<&str> =
            in_order(&person).into_iter().map(|enrolment| enrolment.scheme.name()).collect();
        let shown: Vec<&str> = pages.iter().flatten().map(title).collect();
        prop_assert_eq!(&shown[..expected.len()], &expected[..]);
        for page in &pages {
            let gaps = measure::GAP * page.len().saturating_sub(1);
            prop_assert!(!page.is_empty());
            prop_assert!(page.iter().map(height).sum::<usize>() + gaps <= measure::RECORD);
        }
    }
}

fn slip_of(person: InsuredPerson) -> Document {
    let id = DocumentId(uuid::Uuid::from_u128(9));
    with_office(|office| slip(office, &on_record(person), id, &now()))
}

#[test]
fn the_slip_is_masked_has_no_number_and_says_that_it_proves_nothing() {
    let slip = slip_of(lin_zhiyuan());
    assert_eq!(slip.number, None);
    let texts: Vec<String> = slip
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Field { value: text, .. } | Block::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert!(texts.iter().any(|text| text == "林*远"));
    assert!(texts.iter().all(|text| !text.contains("知") && !text.contains("19610927")));
    assert!(texts.iter().any(|text| text.contains("不作证明使用")));
}

#[test]
fn the_rows_of_the_slip_fill_the_width_of_the_paper() {
    let rows: Vec<Vec<Cell>> = slip_of(lin_zhiyuan())
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Row(cells) => Some(cells),
            _ => None,
        })
        .collect();
    assert_eq!(rows.len(), 1 + MONTHS_LISTED);
    for row in &rows {
        assert_eq!(row.iter().map(|cell| u32::from(cell.columns)).sum::<u32>(), 48);
    }
    assert_eq!(rows[1][0].text, "2026-11");
    assert_eq!(rows[1][2].text, "421.80");
}

#[test]
fn money_on_its_way_is_called_so_on_the_slip() {
    let mut person = ran_guangming();
    let last = person.contributions.last_mut().unwrap();
    assert_eq!(last.month, month("2026-06"));
    last.paid_on = None;
    let said = slip_of(person).blocks.into_iter().any(|block| match block {
        Block::Row(cells) => cells[2].text == "未到账",
        _ => false,
    });
    assert!(said);
}
