//! What this district accepts: parameters, and one pure function that judges a case.

use district_api::{Case, Payload, Person, Reason};
use serde::Deserialize;
use uuid::Uuid;

/// The district's parameters, as `district serve --rules FILE` reads them (TOML). Whatever the
/// file leaves out has the value of [`Rules::default`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// The district's own division (医保区划), six digits: the front of every serial.
    pub division: String,
    /// The front digits that all divisions of the pooling area (统筹区) share. A relation that
    /// moves inside it needs no voucher.
    pub pooling_area: String,
    /// Whether somebody whose enrolment is active gets a 参保凭证. The bureau's published list of
    /// items does not say; a district that wants the enrolment stopped first sets it to `false`.
    pub voucher_for_active: bool,
    /// Whether the code of a 医保电子凭证 resolves one time only, as long as the district runs.
    /// Assumed is that how long and how often a code is good is the matter of the platform that
    /// gives it out; made-up codes never change, and may then be shown again.
    pub one_time_codes: bool,
    /// Whether the district answers cards with keys that everybody knows, as a stand-in for a
    /// 加密机. A real card must never be shown such an answer: it costs the card one of few tries.
    pub test_keys: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            division: "500119".to_owned(),
            pooling_area: "50".to_owned(),
            voucher_for_active: true,
            one_time_codes: false,
            test_keys: false,
        }
    }
}

/// What the books hold about a case that has just come in.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The row of the person whom it names.
    pub person: Option<Person>,
    /// The accepted voucher that has the number which the case carries.
    pub voucher: Option<IssuedVoucher>,
}

/// A 参保凭证 in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedVoucher {
    /// The case that first issued it.
    pub case: Uuid,
    /// 人员编号 of whom it is about.
    pub person: String,
}

/// Why a case is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No such record here.
    PersonUnknown,
    /// 已故.
    PersonDeceased,
    /// The record has been merged into another one, which holds.
    PersonMerged,
    /// 人员多号: several records, not yet merged, so that none of them is the whole truth.
    NumbersUnmerged,
    /// Neither the employee nor the resident scheme: no relation that moves.
    SchemeNotCertified,
    /// Never enrolled in that scheme here.
    NeverInsured,
    /// Still enrolled, where [`Rules::voucher_for_active`] says no.
    StillInsured,
    /// The relation moves inside the pooling area.
    DestinationInside,
    /// Another voucher has that number.
    VoucherNumberTaken,
    /// 补打 of a voucher that is not in the books.
    ReissueUnknown,
    /// The id belongs to a case with other content.
    IdConflict,
}

impl Refusal {
    /// The code for programs. A code once released keeps its meaning.
    pub fn code(self) -> &'static str {
        match self {
            Self::PersonUnknown => "person-unknown",
            Self::PersonDeceased => "person-deceased",
            Self::PersonMerged => "person-merged",
            Self::NumbersUnmerged => "numbers-unmerged",
            Self::SchemeNotCertified => "scheme-not-certified",
            Self::NeverInsured => "never-insured",
            Self::StillInsured => "still-insured",
            Self::DestinationInside => "destination-inside",
            Self::VoucherNumberTaken => "voucher-number-taken",
            Self::ReissueUnknown => "reissue-unknown",
            Self::IdConflict => "id-conflict",
        }
    }

    /// The sentence for the citizen.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::PersonUnknown => "本区没有查到您的参保登记，请到窗口核实。",
            Self::PersonDeceased => "该人员登记状态异常，请由家属到窗口办理。",
            Self::PersonMerged => "该人员编号已合并到另一编号，请重新查询后办理。",
            Self::NumbersUnmerged => "您名下有多个人员编号尚未合并，请先到窗口办理合并。",
            Self::SchemeNotCertified => "只有职工医保和居民医保可以出具参保凭证。",
            Self::NeverInsured => "您没有在本区参加过该险种，不能出具参保凭证。",
            Self::StillInsured => "您在本区仍是正常参保状态，请先办理停保，再出具参保凭证。",
            Self::DestinationInside => "在本统筹区内转移不需要参保凭证。",
            Self::VoucherNumberTaken => "该凭证编号已被另一笔业务使用，请到窗口核实。",
            Self::ReissueUnknown => "没有查到要补打的参保凭证，请到窗口核实。",
            Self::IdConflict => "该业务编号已被内容不同的另一笔业务使用，请到窗口核实。",
        }
    }
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        Self { code: refusal.code().to_owned(), sentence: refusal.sentence().to_owned() }
    }
}

/// Judges a case that has not come before.
///
/// # Errors
/// The first [`Refusal`] that applies: those about the person come before those about the item.
pub fn judge(case: &Case, record: &Record, rules: &Rules) -> Result<(), Refusal> {
    let person = record.person.as_ref().ok_or(Refusal::PersonUnknown)?;
    if person.deceased {
        return Err(Refusal::PersonDeceased);
    }
    if person.merged_into.is_some() {
        return Err(Refusal::PersonMerged);
    }
    match &case.payload {
        Payload::EnrolmentQuery { .. } => Ok(()),
        Payload::EnrolmentVoucher { scheme, destination, reissue_of, .. } => {
            judge_voucher(person, scheme, destination.as_deref(), rules)?;
            judge_number(person, record.voucher.as_ref(), *reissue_of)
        }
    }
}

fn judge_voucher(
    person: &Person,
    scheme: &str,
    destination: Option<&str>,
    rules: &Rules,
) -> Result<(), Refusal> {
    if person.several_numbers {
        return Err(Refusal::NumbersUnmerged);
    }
    if !matches!(scheme, "310" | "390") {
        return Err(Refusal::SchemeNotCertified);
    }
    let mut enrolments =
        person.enrolments.iter().filter(|of| of.scheme == scheme && of.status != 0).peekable();
    if enrolments.peek().is_none() {
        return Err(Refusal::NeverInsured);
    }
    if !rules.voucher_for_active && enrolments.any(|of| of.status == 1) {
        return Err(Refusal::StillInsured);
    }
    if destination.is_some_and(|division| division.starts_with(&rules.pooling_area)) {
        return Err(Refusal::DestinationInside);
    }
    Ok(())
}

/// A first voucher has a number of its own; a 补打 has that of the case which it repeats.
fn judge_number(
    person: &Person,
    issued: Option<&IssuedVoucher>,
    reissue_of: Option<Uuid>,
) -> Result<(), Refusal> {
    match (issued, reissue_of) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Refusal::ReissueUnknown),
        (Some(voucher), Some(first)) if voucher.case == first && voucher.person == person.id => {
            Ok(())
        }
        (Some(_), _) => Err(Refusal::VoucherNumberTaken),
    }
}
