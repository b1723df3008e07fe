//! Forms as data: title, ordered fields, clauses, edition. The bureau can replace one without a build.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::document::Block;

/// A form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its key, `enrolment-voucher`.
    pub key: String,
    /// Its edition.
    pub version: String,
    /// From which day it is used.
    pub valid_from: NaiveDate,
    /// What people call it.
    pub name: String,
    /// What stands at its head.
    pub title: String,
    /// The fields between the rules, in order.
    pub fields: Vec<Field>,
    /// The lines below, in order.
    pub foot: Vec<Field>,
    /// The sentences at its end; `{enquiries}` and `{register-within}` stand for parameters.
    pub clauses: Vec<String>,
}

/// A line of a form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// 姓名.
    pub label: String,
    /// Where its value comes from.
    pub value: Source,
    /// Bold.
    #[serde(default)]
    pub strong: bool,
}

/// Where the value of a field comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// 姓名 as the district has it.
    Name,
    /// 姓名 with its middle covered.
    MaskedName,
    /// 性别
    Sex,
    /// 公民身份号码 in full.
    IdNumber,
    /// 公民身份号码, covered.
    MaskedIdNumber,
    /// 出生日期
    BirthDate,
    /// 险种
    Scheme,
    /// 参保状态
    Status,
    /// First and last month of enrolment here.
    Period,
    /// 停保日期; left out where the enrolment runs.
    StoppedOn,
    /// Months with a contribution on record; years of a scheme that is paid by the year.
    MonthsPaid,
    /// 个人账户余额; left out where there is no account.
    Balance,
    /// Whether a month without contribution is on record.
    Arrears,
    /// 经办机构
    Agency,
    /// This machine.
    Terminal,
    /// 数据截至
    DataAsOf,
    /// 打印时间
    PrintedAt,
    /// 已办结, or 已受理 while the district has not answered.
    Standing,
}

impl Source {
    /// Whether the value belongs to what the document certifies, and so to its hash. When and
    /// where a copy was printed, and how its case stood then, do not.
    pub fn is_content(self) -> bool {
        !matches!(self, Self::Terminal | Self::PrintedAt | Self::Standing | Self::DataAsOf)
    }
}

/// A form that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// No such TOML; the message has the line.
    #[error("the form {name} cannot be read: {cause}; correct the file")]
    Syntax {
        /// Of the file.
        name: String,
        /// What is wrong.
        #[source]
        cause: toml::de::Error,
    },
    /// A sentence refers to a parameter that does not exist.
    #[error("the form {name} speaks of {{{word}}}, which is no parameter; correct the file")]
    Placeholder {
        /// Of the file.
        name: String,
        /// The word between the braces.
        word: String,
    },
    /// It has no title or no version.
    #[error("the form {name} needs a key, a version, a name and a title; add them")]
    Nameless {
        /// Of the file.
        name: String,
    },
}

/// Words that clauses may hold in braces.
pub const PLACEHOLDERS: [&str; 2] = ["enquiries", "register-within"];

impl Form {
    /// Reads and checks a form; `name` is said in the error.
    ///
    /// # Errors
    /// [`FormError`] says what is wrong and where.
    pub fn parse(name: &str, text: &str) -> Result<Self, FormError> {
        let form: Self = toml::from_str(text)
            .map_err(|cause| FormError::Syntax { name: name.to_owned(), cause })?;
        if [&form.key, &form.version, &form.name, &form.title].iter().any(|word| word.is_empty()) {
            return Err(FormError::Nameless { name: name.to_owned() });
        }
        for clause in &form.clauses {
            for word in clause.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                if !PLACEHOLDERS.contains(&word) {
                    return Err(FormError::Placeholder {
                        name: name.to_owned(),
                        word: word.to_owned(),
                    });
                }
            }
        }
        Ok(form)
    }

    /// The fields as blocks; a field without a value is left out.
    pub fn field_blocks(&self, value: impl Fn(Source) -> Option<String>) -> Vec<Block> {
        let block = |field: &Field| {
            let label = field.label.clone();
            Some(Block::Field { label, value: value(field.value)?, strong: field.strong })
        };
        self.fields.iter().filter_map(block).collect()
    }

    /// The foot as blocks.
    pub fn foot_blocks(&self, value: impl Fn(Source) -> Option<String>) -> Vec<Block> {
        let block =
            |field: &Field| Some(Block::Text(format!("{}：{}", field.label, value(field.value)?)));
        self.foot.iter().filter_map(block).collect()
    }

    /// The clauses as blocks, with the parameters put in.
    pub fn clause_blocks(&self, word: impl Fn(&str) -> String) -> Vec<Block> {
        let clause = |text: &String| {
            let filled = PLACEHOLDERS
                .iter()
                .fold(text.clone(), |text, name| text.replace(&format!("{{{name}}}"), &word(name)));
            Block::Text(filled)
        };
        self.clauses.iter().map(clause).collect()
    }

    /// What the document certifies, a line a field, for its hash.
    pub fn content(&self, value: impl Fn(Source) -> Option<String>) -> String {
        let line = |field: &Field| {
            let text = field.value.is_content().then(|| value(field.value)).flatten()?;
            Some(format!("{}={text}\n", field.label))
        };
        self.fields.iter().chain(&self.foot).filter_map(line).collect()
    }
}

/// The forms that the kiosk prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Forms {
    /// 参保凭证
    pub enrolment_voucher: Form,
    /// 参保信息查询单
    pub enrolment_slip: Form,
    /// 一次性告知单
    pub one_time_notice: Form,
}

impl Forms {
    /// The forms that come with the kiosk.
    ///
    /// # Panics
    /// Never: a test reads the files.
    pub fn bundled() -> Self {
        let form = |name, text| Form::parse(name, text).expect("the bundled forms are tested");
        Self {
            enrolment_voucher: form(
                "enrolment-voucher.toml",
                include_str!("../data/forms/enrolment-voucher.toml"),
            ),
            enrolment_slip: form(
                "enrolment-slip.toml",
                include_str!("../data/forms/enrolment-slip.toml"),
            ),
            one_time_notice: form(
                "one-time-notice.toml",
                include_str!("../data/forms/one-time-notice.toml"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_forms_are_sound() {
        assert_eq!(Forms::bundled().enrolment_voucher.title, "基本医疗保险参保凭证");
    }

    #[test]
    fn a_form_with_an_unknown_source_is_refused_with_its_line() {
        let text =
            include_str!("../data/forms/enrolment-voucher.toml").replace("\"sex\"", "\"sexe\"");
        let said = Form::parse("voucher.toml", &text).unwrap_err().to_string();
        assert!(said.contains("voucher.toml"), "{said}");
        let cause = std::error::Error::source(&Form::parse("voucher.toml", &text).unwrap_err())
            .unwrap()
            .to_string();
        assert!(cause.contains("line") && cause.contains("sexe"), "{cause}");
    }

    #[test]
    fn a_clause_may_speak_of_parameters_only() {
        let text =
            include_str!("../data/forms/enrolment-slip.toml").replace("{enquiries}", "{window}");
        assert!(matches!(
            Form::parse("slip.toml", &text),
            Err(FormError::Placeholder { word, .. }) if word == "window"
        ));
    }

    #[test]
    fn a_field_without_a_value_is_left_out() {
        let form = Forms::bundled().enrolment_voucher;
        let blocks = form.field_blocks(|source| (source == Source::Sex).then(|| "男".to_owned()));
        assert_eq!(blocks.len(), 1);
    }
}
