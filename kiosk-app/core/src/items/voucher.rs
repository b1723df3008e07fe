//! 出具《参保凭证》, item 18 of both lists: issued here by the place that is being left (转出地).
//!
//! Legal ground: 社会保险法 art. 32; 人社部发〔2009〕191号.

use chrono::{DateTime, Utc};
use codes::{InsuranceStatus, Scheme};

use super::{Office, figures::yuan};
use crate::{
    case::{IssuedPaper, Matter, Standing},
    document::{CopyKind, Document, DocumentId},
    form::Source,
    identity::{Identity, same_name},
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
    if !same_name(&identity.name, &person.name) {
        return Err(Refusal::NameDiffers);
    }
    let insured = [Scheme::Employee, Scheme::Resident].into_iter().filter_map(|scheme| {
        let of_scheme = person.enrolments.iter().filter(|enrolment| {
            enrolment.scheme == scheme && enrolment.status != InsuranceStatus::NotInsured
        });
        of_scheme.max_by_key(|enrolment| {
            (enrolment.status == InsuranceStatus::Active, enrolment.current_since)
        })
    });
    let insured: Vec<_> = insured.collect();
    if insured.is_empty() {
        return Err(Refusal::NeverInsured);
    }
    let allowed: Vec<_> = insured
        .into_iter()
        .filter(|enrolment| for_active || enrolment.status != InsuranceStatus::Active)
        .collect();
    if allowed.is_empty() { Err(Refusal::StillActive) } else { Ok(allowed) }
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
    let of_scheme = person.enrolments.iter().filter(|e| e.scheme == particulars.scheme);
    let enrolment =
        of_scheme.max_by_key(|e| (e.status == InsuranceStatus::Active, e.current_since))?;
    let value = |source: Source| match source {
        Source::Name => Some(person.name.clone()),
        Source::Sex => Some(person.sex.word().to_owned()),
        Source::IdNumber => Some(person.id_number.as_str().to_owned()),
        Source::BirthDate => Some(time::long_date(person.birth_date)),
        Source::Scheme => Some(enrolment.scheme.name().to_owned()),
        Source::Status => Some(enrolment.status.word().to_owned()),
        Source::Period => Some(period(person, enrolment)),
        Source::MonthsPaid => Some(format!("{} 个月", paid_months(person, &enrolment.scheme))),
        Source::Balance => balance(person, enrolment),
        Source::Arrears => Some(
            if missing_months(person, enrolment, record.as_of).is_empty() {
                "否"
            } else {
                "有，请到窗口核对"
            }
            .to_owned(),
        ),
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
            format!("已受理，网络恢复后报{}办结", office.parameters.bureau_short)
        }
    }
}

/// First to last month of the enrolment here; an enrolment that runs has no last one.
fn period(person: &InsuredPerson, enrolment: &Enrolment) -> String {
    let word = |month: Month| format!("{}年{:02}月", month.year, month.month);
    let paid = person.contributions.iter().filter(|c| c.scheme == enrolment.scheme && c.is_paid());
    let first = paid.map(|c| c.month).min().unwrap_or(Month::of(enrolment.first_on));
    let last = enrolment.ended_on.or(enrolment.paused_on).map(Month::of);
    match last {
        Some(last) => format!("{}—{}", word(first), word(last)),
        None => format!("{}起", word(first)),
    }
}

/// Months with a contribution on record, each counted once.
pub(super) fn paid_months(person: &InsuredPerson, scheme: &Scheme) -> usize {
    let paid = person.contributions.iter().filter(|c| c.scheme == *scheme && c.is_paid());
    paid.map(|c| c.month).collect::<std::collections::BTreeSet<_>>().len()
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
    let end = enrolment.ended_on.or(enrolment.paused_on).unwrap_or(time::day(as_of));
    let last = Month::of(end);
    let running = enrolment.status == InsuranceStatus::Active;
    let paid: std::collections::BTreeSet<Month> = person
        .contributions
        .iter()
        .filter(|c| c.scheme == enrolment.scheme && c.is_paid())
        .map(|c| c.month)
        .collect();
    // Months before the first contribution on record lie before the record begins.
    let Some(first) = paid.first().copied() else { return Vec::new() };
    Month::of(enrolment.current_since)
        .max(first)
        .until(last)
        .filter(|month| !paid.contains(month) && !(running && *month == last))
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
