//! How a judged case becomes an answer that stands. Pure: the stores do the remembering.

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};
use district_api::{Case, CaseAnswer, Outcome};

use crate::rules::{Refusal, Rules};

/// The answer to a case that has not come before: accepted under `serial`, or refused.
pub(crate) fn first_answer(
    case: &Case,
    decision: Result<String, Refusal>,
    now: DateTime<Utc>,
) -> CaseAnswer {
    let (outcome, serial, reason) = match decision {
        Ok(serial) => (Outcome::Accepted, Some(serial), None),
        Err(refusal) => (Outcome::Refused, None, Some(refusal.into())),
    };
    CaseAnswer { id: case.id, outcome, serial, reason, at: now.trunc_subsecs(0) }
}

/// The answer to a case whose id has come before, with the case and the answer of then.
pub(crate) fn answer_again(
    case: &Case,
    first: &Case,
    answer: CaseAnswer,
    now: DateTime<Utc>,
) -> CaseAnswer {
    if case != first {
        return first_answer(case, Err(Refusal::IdConflict), now);
    }
    match answer.outcome {
        Outcome::Accepted => CaseAnswer { outcome: Outcome::Duplicate, ..answer },
        Outcome::Duplicate | Outcome::Refused => answer,
    }
}

/// The day, in China, whose running numbers a case of this moment draws from.
pub(crate) fn business_day(now: DateTime<Utc>) -> NaiveDate {
    const CHINA: FixedOffset = FixedOffset::east_opt(8 * 3600).expect("eight hours are an offset");
    now.with_timezone(&CHINA).date_naive()
}

/// 业务流水号: division, day and the day's running number, 20 digits.
pub(crate) fn serial(rules: &Rules, day: NaiveDate, number: i64) -> String {
    format!("{}{}{number:06}", rules.division, day.format("%Y%m%d"))
}
