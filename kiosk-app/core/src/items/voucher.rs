//! 出具《参保凭证》, item 18 of both lists: issued here by the place that is being left (转出地).
//!
//! Legal ground: 社会保险法 art. 32; 人社部发〔2009〕191号.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use codes::{InsuranceStatus, Scheme};

use super::{Office, figures::yuan};
use crate::{
    case::{IssuedPaper, Matter, Standing},
    document::{CopyKind, Document, DocumentId},
    form::Source,
    identity::Identity,
    number::VoucherNumber,
    person::{Enrolment, InsuredPerson, Month, Record},
    time,
};

/// The item's key in the catalog.
pub const KEY: &str = "enrolment-voucher";

/// Why no voucher is issued here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// 已故.
    Deceased,
    /// 人员多号: several records that are not merged yet.
    Unmerged,
    /// The name on the card is not that of the record.
    NameDiffers,
    /// Never insured here in one of the two basic schemes.
    NeverInsured,
    /// Still enrolled, and the bureau's parameter wants the enrolment ended first.
    StillActive,
    /// The move stays within Chongqing, one pooling area.
    WithinChongqing,
}

/// The enrolments that a voucher can be issued for, one a scheme: the running one, else the latest.
///
/// # Errors
/// [`Refusal`] says why there is none.
pub fn eligible<'a>(
    identity: &Identity,
    person: &'a InsuredPerson,
    for_active: bool,
) -> Result<Vec<&'a Enrolment>, Refusal> {
    if person.deceased {
        return Err(Refusal::Deceased);
    }
    if person.unmerged {
        return Err(Refusal::Unmerged);
    }
    if !identity.is_named(&person.name) {
        return Err(Refusal::NameDiffers);
    }
    let insured: Vec<_> = [Scheme::Employee, Scheme::Resident]
        .iter()
        .filter_map(|scheme| main_spell(person, scheme))
        .collect();
    if insured.is_empty() {
        return Err(Refusal::NeverInsured);
    }
    let allowed: Vec<_> = insured
        .into_iter()
        .filter(|enrolment| for_active || enrolment.status != InsuranceStatus::Active)
        .collect();
    if allowed.is_empty() { Err(Refusal::StillActive) } else { Ok(allowed) }
}

/// The spells in which somebody was insured here in a scheme.
fn spells<'a>(
    person: &'a InsuredPerson,
    scheme: &'a Scheme,
) -> impl Iterator<Item = &'a Enrolment> {
    person.enrolments.iter().filter(move |enrolment| {
        enrolment.scheme == *scheme && enrolment.status != InsuranceStatus::NotInsured
    })
}

/// The spell that tells how somebody stands in a scheme: the running one, else the latest.
fn main_spell<'a>(person: &'a InsuredPerson, scheme: &'a Scheme) -> Option<&'a Enrolment> {
    spells(person, scheme).max_by_key(|enrolment| {
        (enrolment.status == InsuranceStatus::Active, enrolment.current_since)
    })
}

/// How the case stands, as the paper says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// 已办结: the district accepted it.
    Completed,
    /// 已受理: stored here; the district has not answered yet.
    Accepted,
}

/// What a voucher is made of, besides the person's record.
#[derive(Debug, Clone, PartialEq)]
pub struct Particulars {
    /// The document's id.
    pub id: DocumentId,
    /// Its number.
    pub number: VoucherNumber,
    /// For which scheme.
    pub scheme: Scheme,
    /// First copy, or 补打.
    pub copy: CopyKind,
    /// How the case stands.
    pub stands: Stands,
    /// 打印时间.
    pub printed_at: DateTime<Utc>,
}

/// The voucher as it is printed. `None` where the person has no enrolment in the scheme.
pub fn document(
    office: &Office<'_>,
    record: &Record,
    particulars: &Particulars,
) -> Option<Document> {
    let person = &record.person;
    let enrolment = main_spell(person, &particulars.scheme)?;
    let value = |source: Source| match source {
        Source::Name => Some(person.shown_name()),
        Source::Sex => Some(person.sex.word().to_owned()),
        Source::IdNumber => Some(person.id_number.as_str().to_owned()),
        Source::BirthDate => Some(time::paper_date(person.birth_date)),
        Source::Scheme => Some(enrolment.scheme.name().to_owned()),
        Source::Status => Some(enrolment.status.word().to_owned()),
        Source::Period => Some(period(office, person, enrolment)),
        Source::StoppedOn => enrolment.stopped_on().map(time::paper_date),
        Source::MonthsPaid => Some(time_paid(person, &enrolment.scheme)),
        Source::Balance => balance(person, enrolment),
        Source::Arrears => Some(match missing_months(person, enrolment, record.as_of).len() {
            0 => "否".to_owned(),
            months => format!("{months} 个月没有缴费记录，请到窗口核对"),
        }),
        Source::DataAsOf => Some(time::long_date_and_clock(record.as_of)),
        Source::PrintedAt => Some(time::long_date_and_clock(particulars.printed_at)),
        Source::Standing => Some(standing_words(office, particulars.stands)),
        _ => None,
    };
    let form = &office.forms.enrolment_voucher;
    let number = Some(particulars.number.to_string());
    Some(office.fill(form, particulars.id, number, particulars.copy, value, Vec::new()))
}

fn standing_words(office: &Office<'_>, stands: Stands) -> String {
    match stands {
        Stands::Completed => "已办结".to_owned(),
        Stands::Accepted => {
            format!("已受理，{}答复后办结", office.parameters.bureau_short)
        }
    }
}

/// First and last month insured here in the scheme, over all its spells; one that runs has no last.
fn period(office: &Office<'_>, person: &InsuredPerson, enrolment: &Enrolment) -> String {
    let word = |day: NaiveDate| day.format("%Y年%m月").to_string();
    let first = spells(person, &enrolment.scheme)
        .map(|spell| spell.first_on.min(spell.current_since))
        .min()
        .map_or(String::new(), word);
    match (enrolment.status, enrolment.stopped_on()) {
        (_, Some(last)) => format!("{first}—{}", word(last)),
        (InsuranceStatus::Active, None) => format!("{first}至今"),
        (_, None) => {
            format!("{first}起，停保日期请到{}核对", office.parameters.windows.enquiries)
        }
    }
}

/// How long somebody has contributed, as far as contributions are on record.
///
/// Assumed, for the bureau's rule is not known: time that counts without a contribution (视同缴费)
/// is not on record at a kiosk and is left to the transfer itself.
fn time_paid(person: &InsuredPerson, scheme: &Scheme) -> String {
    if *scheme != Scheme::Resident {
        return format!("{} 个月", paid_months(person, scheme));
    }
    // Residents pay once for a year: a line stands for all of it.
    let lines = person.contributions.iter().filter(|c| c.scheme == *scheme && c.counts());
    let years: BTreeSet<i32> = lines.map(|line| line.month.year).collect();
    format!("{} 年（按年缴费）", years.len())
}

/// Months with a contribution on record, each counted once.
pub(super) fn paid_months(person: &InsuredPerson, scheme: &Scheme) -> usize {
    months_on_record(person, scheme).len()
}

fn months_on_record(person: &InsuredPerson, scheme: &Scheme) -> BTreeSet<Month> {
    let lines = person.contributions.iter().filter(|c| c.scheme == *scheme && c.counts());
    lines.map(|line| line.month).collect()
}

/// Months of this enrolment without a contribution on record, oldest first.
///
/// Only the employee scheme is paid by the month, and retired people pay no more. The month in
/// which the data end is not counted, for its contribution may still be on its way.
pub(super) fn missing_months(
    person: &InsuredPerson,
    enrolment: &Enrolment,
    as_of: DateTime<Utc>,
) -> Vec<Month> {
    if enrolment.scheme != Scheme::Employee || enrolment.category.is_retired() {
        return Vec::new();
    }
    let running = enrolment.status == InsuranceStatus::Active;
    let paid = months_on_record(person, &enrolment.scheme);
    let (Some(first), Some(latest)) = (paid.first().copied(), paid.last().copied()) else {
        return Vec::new();
    };
    let last = match enrolment.stopped_on().map(Month::of) {
        Some(last) => last,
        None if running => Month::of(time::day(as_of)),
        // It stopped, and nobody knows when.
        None => latest,
    };
    Month::of(enrolment.current_since)
        // Months before the first contribution on record lie before the record begins.
        .max(first)
        .until(last)
        .filter(|month| !(paid.contains(month) || running && *month == last))
        .collect()
}

fn balance(person: &InsuredPerson, enrolment: &Enrolment) -> Option<String> {
    let account = person.account.as_ref().filter(|_| enrolment.scheme == Scheme::Employee)?;
    Some(format!("{} 元", yuan(account.balance_fen)))
}

/// What was issued before for the same scheme with the same content.
///
/// A second copy carries the number of the first; other content is another certificate.
pub fn issued_before<'a>(
    office: &Office<'_>,
    record: &Record,
    scheme: &Scheme,
    issued: &'a [IssuedPaper],
) -> Option<&'a IssuedPaper> {
    issued.iter().find(|paper| {
        let Matter::EnrolmentVoucher { voucher_number, scheme: of, .. } = &paper.matter else {
            return false;
        };
        let Ok(number) = voucher_number.parse::<VoucherNumber>() else { return false };
        let particulars = Particulars {
            id: paper.document.id,
            number,
            scheme: scheme.clone(),
            copy: CopyKind::Original,
            stands: Stands::Completed,
            printed_at: record.as_of,
        };
        of == scheme
            && !matches!(paper.standing, Standing::Refused { .. })
            && document(office, record, &particulars)
                .is_some_and(|now| now.content_hash == paper.document.content_hash)
    })
}

#[cfg(test)]
mod tests;
