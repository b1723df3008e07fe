//! 参保人员参保信息查询, item 16 of both lists: one's own record, free of charge.
//!
//! Legal ground: 社会保险法 art. 74. Completed by the kiosk alone: nothing in the record changes.

use chrono::Datelike;
use codes::{InsuranceStatus, Scheme};

use super::{
    Office,
    figures::{years_and_months, yuan},
    measure,
    voucher::{missing_months, paid_months},
};
use crate::{
    document::{Block, Cell, CopyKind, Document, DocumentId},
    form::Source,
    mask,
    person::{Contribution, Enrolment, InsuredPerson, Month, Record},
    screen::{Bar, BarState, Card, Chip, Column, Fact, Tone},
    time::{self, Moment},
};

/// The item's key in the catalog.
pub const KEY: &str = "person-enrolment-query";

/// The most recent months that the screen and the slip list; older ones are asked for at a window.
const MONTHS_LISTED: usize = 24;
const LINES_A_PAGE: usize = 12;

/// The pages of one's own record, each a few cards that fit the screen.
pub fn pages(office: &Office<'_>, record: &Record, now: &Moment) -> Vec<Vec<Card>> {
    let person = &record.person;
    let mut cards: Vec<Card> =
        in_order(person).into_iter().map(|enrolment| scheme_card(person, enrolment)).collect();
    cards.extend(year_card(office, record, now));
    cards.extend(month_cards(person));
    cards.push(account_card(person));
    cards.push(person_card(person));
    pack(cards)
}

/// Enrolments as people look for them: running ones first, the basic schemes before the supplements.
fn in_order(person: &InsuredPerson) -> Vec<&Enrolment> {
    let mut enrolments: Vec<_> = person.enrolments.iter().collect();
    enrolments.sort_by_key(|enrolment| {
        let ended = enrolment.status == InsuranceStatus::Ended;
        (ended, !enrolment.scheme.is_basic(), std::cmp::Reverse(enrolment.current_since))
    });
    enrolments
}

fn fact(label: &str, value: String) -> Fact {
    Fact { label: label.to_owned(), value, strong: false }
}

/// 2021年3月.
fn month_words(day: chrono::NaiveDate) -> String {
    format!("{}年{}月", day.year(), day.month())
}

fn scheme_card(person: &InsuredPerson, enrolment: &Enrolment) -> Card {
    let ended = enrolment.ended_on.map(|day| format!("已终止 {}", month_words(day)));
    let paused = enrolment.paused_on.map(|day| format!("已暂停 {}", month_words(day)));
    let word = enrolment.status.word().to_owned();
    let (tone, text) = match enrolment.status {
        InsuranceStatus::Active => (Tone::Good, word),
        InsuranceStatus::Paused => (Tone::Attention, paused.unwrap_or(word)),
        InsuranceStatus::Ended => (Tone::Closed, ended.unwrap_or(word)),
        InsuranceStatus::NotInsured | InsuranceStatus::Unknown(_) => (Tone::Closed, word),
    };
    let mut facts = Vec::new();
    if enrolment.status != InsuranceStatus::Ended {
        facts.push(fact("参保身份", enrolment.category.word().to_owned()));
        facts.extend(enrolment.unit_name.clone().map(|unit| fact("参保单位", unit)));
        if enrolment.first_on != enrolment.current_since {
            facts.push(fact("首次参保", month_words(enrolment.first_on)));
        }
        facts.push(fact("本次参保", format!("{}起", month_words(enrolment.current_since))));
        if enrolment.scheme == Scheme::Employee {
            let months = paid_months(person, &enrolment.scheme);
            facts.push(fact("累计缴费", years_and_months(months)));
            facts.extend(person.account.as_ref().map(|account| Fact {
                label: "账户余额".to_owned(),
                value: format!("{} 元", yuan(account.balance_fen)),
                strong: true,
            }));
        }
    }
    Card::Facts {
        title: enrolment.scheme.name().to_owned(),
        chip: Some(Chip { tone, text }),
        facts,
    }
}

/// The months of this year as bars, for a scheme that is paid by the month.
fn year_card(office: &Office<'_>, record: &Record, now: &Moment) -> Option<Card> {
    let person = &record.person;
    let enrolment = in_order(person).into_iter().find(|enrolment| {
        enrolment.scheme == Scheme::Employee
            && enrolment.status != InsuranceStatus::Ended
            && !enrolment.category.is_retired()
    })?;
    let year = time::day(now.at).year();
    let missing = missing_months(person, enrolment, record.as_of);
    let paid_in = |month: Month| {
        person
            .contributions
            .iter()
            .any(|c| c.scheme == enrolment.scheme && c.month == month && c.counts())
    };
    let state = |month: Month| match () {
        () if paid_in(month) => BarState::Paid,
        () if missing.contains(&month) => BarState::Missing,
        () => BarState::Empty,
    };
    let months = (1..=12).map(|month| Month { year, month });
    let bars: Vec<Bar> =
        months.map(|month| Bar { label: month.month.to_string(), state: state(month) }).collect();
    let paid = bars.iter().filter(|bar| bar.state == BarState::Paid).count();
    let gaps: Vec<&str> = bars
        .iter()
        .filter(|bar| bar.state == BarState::Missing)
        .map(|bar| bar.label.as_str())
        .collect();
    let window = &office.parameters.windows.enquiries;
    let remark = match gaps.as_slice() {
        [] => None,
        gaps => Some((
            Tone::Attention,
            format!("{} 月没有缴费记录。要问原因，请到 {window}。", gaps.join("、")),
        )),
    };
    Some(Card::Year {
        title: format!("{year} 年缴费"),
        summary: format!("已缴 {paid} 个月"),
        bars,
        remark,
    })
}

/// The latest contributions of the basic schemes, newest first.
fn latest(person: &InsuredPerson) -> Vec<&Contribution> {
    let mut latest: Vec<_> = person.contributions.iter().filter(|c| c.scheme.is_basic()).collect();
    latest.sort_by_key(|contribution| std::cmp::Reverse(contribution.month));
    latest.truncate(MONTHS_LISTED);
    latest
}

fn month_cards(person: &InsuredPerson) -> Vec<Card> {
    let column = |title: &str, parts, right| Column { title: title.to_owned(), parts, right };
    let lines: Vec<Vec<String>> = latest(person)
        .into_iter()
        .map(|contribution| {
            vec![
                format!("{}年{}月", contribution.month.year, contribution.month.month),
                scheme_word(&contribution.scheme).to_owned(),
                yuan(contribution.personal_fen),
                yuan(contribution.unit_fen + contribution.subsidy_fen),
                paid_word(contribution),
            ]
        })
        .collect();
    let pages = lines.len().div_ceil(LINES_A_PAGE);
    lines
        .chunks(LINES_A_PAGE)
        .enumerate()
        .map(|(page, lines)| Card::Table {
            title: "缴费记录".to_owned(),
            summary: match pages {
                1 => "单位：元".to_owned(),
                _ => format!("单位：元 ・ 第 {} 张，共 {pages} 张", page + 1),
            },
            columns: vec![
                column("月份", 5, false),
                column("险种", 3, false),
                column("个人", 4, true),
                column("单位、补助", 5, true),
                column("到账", 3, true),
            ],
            lines: lines.to_vec(),
        })
        .collect()
}

fn scheme_word(scheme: &Scheme) -> &'static str {
    if *scheme == Scheme::Employee { "职工" } else { "居民" }
}

fn paid_word(contribution: &Contribution) -> String {
    if contribution.is_paid() { "已到账" } else { "未到账" }.to_owned()
}

fn account_card(person: &InsuredPerson) -> Card {
    let facts = match &person.account {
        Some(account) => vec![
            Fact {
                label: "账户余额".to_owned(),
                value: format!("{} 元", yuan(account.balance_fen)),
                strong: true,
            },
            fact("余额日期", time::long_date(account.as_of)),
        ],
        None => vec![fact("账户余额", "没有个人账户".to_owned())],
    };
    Card::Facts { title: "个人账户".to_owned(), chip: None, facts }
}

fn person_card(person: &InsuredPerson) -> Card {
    let facts = vec![
        fact("姓名", mask::name(&person.shown_name())),
        fact("身份证号", mask::id_number(person.id_number.as_str())),
        fact("性别", person.sex.word().to_owned()),
    ];
    Card::Facts { title: "登记信息".to_owned(), chip: None, facts }
}

/// Height of a card in pixels.
fn height(card: &Card) -> usize {
    let head = 136;
    head + match card {
        Card::Facts { facts, .. } if facts.is_empty() => 0,
        Card::Facts { facts, .. } => {
            let lines: usize = facts.iter().map(|fact| measure::lines(&fact.value, 34)).sum();
            12 + 12 * facts.len() + 52 * lines
        }
        Card::Year { remark, .. } => {
            225 + remark.as_ref().map_or(0, |(_, text)| 68 + 49 * measure::lines(text, 42))
        }
        Card::Table { lines, .. } => 82 + 56 * lines.len(),
    }
}

fn pack(cards: Vec<Card>) -> Vec<Vec<Card>> {
    let mut pages: Vec<(usize, Vec<Card>)> = Vec::new();
    for card in cards {
        let height = height(&card);
        match pages.last_mut() {
            Some((used, page)) if *used + measure::GAP + height <= measure::RECORD => {
                *used += measure::GAP + height;
                page.push(card);
            }
            _ => pages.push((height, vec![card])),
        }
    }
    pages.into_iter().map(|(_, page)| page).collect()
}

/// 参保信息查询单, masked as the screen is.
pub fn slip(office: &Office<'_>, record: &Record, id: DocumentId, now: &Moment) -> Document {
    let person = &record.person;
    let value = |source: Source| match source {
        Source::MaskedName => Some(mask::name(&person.shown_name())),
        Source::MaskedIdNumber => Some(mask::id_number(person.id_number.as_str())),
        Source::DataAsOf => Some(time::long_date_and_clock(record.as_of)),
        Source::PrintedAt => Some(time::long_date_and_clock(now.at)),
        _ => None,
    };
    let mut middle = Vec::new();
    for enrolment in in_order(person) {
        middle.push(Block::Heading(enrolment.scheme.name().to_owned()));
        if let Card::Facts { chip: Some(chip), facts, .. } = scheme_card(person, enrolment) {
            middle
                .push(Block::Field { label: "状态".to_owned(), value: chip.text, strong: true });
            middle.extend(facts.into_iter().map(|fact| Block::Field {
                label: fact.label,
                value: fact.value,
                strong: false,
            }));
        }
    }
    if let Some(account) = &person.account {
        middle.push(Block::Heading("个人账户".to_owned()));
        middle.push(Block::Field {
            label: "余额".to_owned(),
            value: format!("{} 元", yuan(account.balance_fen)),
            strong: true,
        });
    }
    let months = latest(person);
    if !months.is_empty() {
        middle.push(Block::Heading(format!("最近 {} 笔缴费（元）", months.len())));
        let row = |texts: [String; 4]| {
            let cell = |(text, (columns, right))| Cell { text, columns, right };
            let widths = [(12, false), (8, false), (14, true), (14, true)];
            Block::Row(texts.into_iter().zip(widths).map(cell).collect())
        };
        middle.push(row(["月份", "险种", "个人", "单位、补助"].map(str::to_owned)));
        middle.extend(months.into_iter().map(|c| {
            row([
                c.month.to_string(),
                scheme_word(&c.scheme).to_owned(),
                if c.is_paid() { yuan(c.personal_fen) } else { "未到账".to_owned() },
                yuan(c.unit_fen + c.subsidy_fen),
            ])
        }));
    }
    let form = &office.forms.enrolment_slip;
    office.fill(form, id, None, CopyKind::Original, value, middle)
}

#[cfg(test)]
mod tests;
