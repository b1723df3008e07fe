//! What is paid, and for which periods. The rates are made up, of about the right size.

use chrono::{Datelike, Days, Months, NaiveDate};
use district_api::Contribution;

/// What somebody pays.
#[derive(Debug, Clone, Copy)]
pub(super) enum Dues {
    /// 310 through a unit.
    Unit { wage_fen: i64 },
    /// 310 as an individual, the lower tier (一档), which has no account.
    IndividualLower,
    /// 310 as an individual, the higher tier (二档).
    IndividualHigher,
    /// 310 as a retired worker: nothing is paid, and the account is credited.
    Retired { credit_fen: i64 },
    /// 330, a fixed sum.
    LargeExpense,
    /// 510, by the unit alone.
    Maternity { wage_fen: i64 },
    /// 390, by the year.
    Resident,
}

impl Dues {
    /// 险种类型.
    pub(super) fn scheme(self) -> &'static str {
        match self {
            Self::LargeExpense => "330",
            Self::Maternity { .. } => "510",
            Self::Resident => "390",
            _ => "310",
        }
    }

    /// The lines of all periods from that of the day `from` to that of `to`, all of them paid.
    pub(super) fn lines(self, from: NaiveDate, to: NaiveDate) -> Vec<Contribution> {
        let (first, step) = match self {
            Self::Resident => (from.with_ordinal(1), Months::new(12)),
            _ => (from.with_day(1), Months::new(1)),
        };
        std::iter::successors(first, |month| month.checked_add_months(step))
            .take_while(|month| *month <= to)
            .map(|month| self.line(month, from))
            .collect()
    }

    fn line(self, month: NaiveDate, from: NaiveDate) -> Contribution {
        let (base_fen, personal_fen, unit_fen, subsidy_fen, to_account_fen) = match self {
            Self::Unit { wage_fen } => {
                (wage_fen, wage_fen * 2 / 100, wage_fen * 85 / 1_000, 0, wage_fen * 2 / 100)
            }
            Self::IndividualLower => (512_500, 25_625, 0, 0, 0),
            Self::IndividualHigher => (512_500, 56_375, 0, 0, 10_250),
            Self::Retired { credit_fen } => (0, 0, 0, 0, credit_fen),
            Self::LargeExpense => (0, 500, 0, 0, 0),
            Self::Maternity { wage_fen } => (wage_fen, 0, wage_fen * 5 / 1_000, 0, 0),
            Self::Resident => (0, 40_000, 0, 67_000, 0),
        };
        // The middle of the month, or the day of enrolment of those who came later.
        let paid_on = (month + Days::new(14)).max(from);
        Contribution {
            scheme: self.scheme().to_owned(),
            month: month.format("%Y-%m").to_string(),
            base_fen,
            personal_fen,
            unit_fen,
            subsidy_fen,
            to_account_fen,
            paid_on: Some(paid_on),
            arrears: false,
        }
    }
}

/// Turns a line into one whose money has not arrived.
pub(super) fn owe(line: &mut Contribution) {
    line.paid_on = None;
    line.arrears = true;
    line.to_account_fen = 0;
}
