//! What the bureau decides: texts of the hall, waiting times, rules that the lists leave open.

use std::time::Duration;

use serde::Deserialize;

/// The parameters of a hall, from a TOML file that the bureau can edit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Name of the bureau.
    pub bureau: String,
    /// What citizens call it, 区医保局.
    pub bureau_short: String,
    /// 医保区划, six digits.
    pub division: String,
    /// What the machine is called; its number follows.
    pub terminal_name: String,
    /// The windows.
    pub windows: Windows,
    /// The idle clock.
    pub idle: Idle,
    /// Who may use the machine alone.
    pub identity: IdentityRules,
    /// Rules of 出具《参保凭证》.
    pub voucher: VoucherRules,
    /// Rules of the paper in the mouth.
    pub paper: PaperRules,
}

/// What the hall calls its windows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// Where questions about one's record are answered.
    pub enquiries: String,
    /// Where everything else is done.
    pub counter: String,
}

/// When a silent citizen is asked, and how long for an answer is waited.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Idle {
    /// Seconds without a touch before the question.
    pub ask_after_seconds: u32,
    /// Seconds from the question to the end of the visit.
    pub answer_within_seconds: u32,
}

/// Who may use the machine alone.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityRules {
    /// Years of age.
    pub own_business_from_age: u32,
}

/// What the list leaves open about the voucher.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoucherRules {
    /// Whether somebody whose enrolment is running may have one.
    pub for_active_insured: bool,
    /// How long the district's answer is waited for.
    pub ask_district_within_seconds: u32,
    /// The hint on the voucher, in months (人社部发〔2009〕191号 art. 6).
    pub register_within_months: u32,
}

/// How long paper may hang in the mouth.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperRules {
    /// Seconds before the visit ends without it.
    pub take_within_seconds: u32,
}

/// A parameters file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ParametersError {
    /// The file is no such TOML; the message has the line.
    #[error("the parameters cannot be read: {0}; correct the file")]
    Syntax(#[from] toml::de::Error),
    /// A value makes no sense.
    #[error("the parameter {name} is {problem}; correct the file")]
    Value {
        /// Which.
        name: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl Parameters {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`ParametersError`] says which value is wrong and where.
    pub fn parse(text: &str) -> Result<Self, ParametersError> {
        let parameters: Self = toml::from_str(text)?;
        let six_digits = parameters.division.len() == 6
            && parameters.division.bytes().all(|b| b.is_ascii_digit());
        let checks = [
            ("division", "not six digits", six_digits),
            ("bureau", "empty", !parameters.bureau.is_empty()),
            (
                "idle.ask_after_seconds",
                "shorter than 20 seconds",
                20 <= parameters.idle.ask_after_seconds,
            ),
            // WCAG 2.2.1: at least 20 seconds to answer by one simple action.
            (
                "idle.answer_within_seconds",
                "shorter than 20 seconds",
                20 <= parameters.idle.answer_within_seconds,
            ),
            (
                "voucher.ask_district_within_seconds",
                "not between 1 and 60 seconds",
                (1..=60).contains(&parameters.voucher.ask_district_within_seconds),
            ),
            (
                "paper.take_within_seconds",
                "shorter than 30 seconds",
                30 <= parameters.paper.take_within_seconds,
            ),
        ];
        match checks.into_iter().find(|(_, _, holds)| !holds) {
            Some((name, problem, _)) => Err(ParametersError::Value { name, problem }),
            None => Ok(parameters),
        }
    }

    /// The parameters that come with the kiosk.
    ///
    /// # Panics
    /// Never: a test reads the file.
    pub fn bundled() -> Self {
        Self::parse(include_str!("../data/parameters.toml")).expect("the bundled file is tested")
    }
}

impl Idle {
    /// Time without a touch before the question.
    pub fn ask_after(&self) -> Duration {
        Duration::from_secs(self.ask_after_seconds.into())
    }

    /// Time from the question to the end.
    pub fn answer_within(&self) -> Duration {
        Duration::from_secs(self.answer_within_seconds.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_parameters_are_sound() {
        assert_eq!(Parameters::bundled().division, "500119");
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_reason() {
        let good = include_str!("../data/parameters.toml");
        let refused = |from: &str, to: &str| {
            Parameters::parse(&good.replace(from, to)).unwrap_err().to_string()
        };
        assert!(refused("500119", "50011").contains("division"));
        assert!(
            refused("answer_within_seconds = 30", "answer_within_seconds = 5")
                .contains("20 seconds")
        );
        assert!(refused("bureau_short", "bureau_shrt").contains("bureau_shrt"));
    }
}
