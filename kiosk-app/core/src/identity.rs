//! Who a credential says its holder is, and whether it may be relied on today.

use chrono::NaiveDate;
use codes::CitizenIdNumber;

use crate::{case::CredentialKind, parameters::IdentityRules};

/// What a credential says. `Debug` says nothing of it.
#[derive(Clone, PartialEq)]
pub struct Credential {
    /// Its kind.
    pub kind: CredentialKind,
    /// 姓名 as the chip has it.
    pub name: String,
    /// 公民身份号码, where it is sound.
    pub number: Option<CitizenIdNumber>,
    /// First day of validity, where readable.
    pub valid_from: Option<NaiveDate>,
    /// Last day of validity.
    pub valid_until: ValidUntil,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credential({:?})", self.kind)
    }
}

/// 有效期限.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValidUntil {
    /// A day.
    Day(NaiveDate),
    /// 长期
    LongTerm,
    /// The chip has nothing readable there; that alone refuses nobody.
    Unreadable,
}

/// A person whom the credential proves. `Debug` says nothing of them.
#[derive(Clone, PartialEq)]
pub struct Identity {
    /// What proved it.
    pub kind: CredentialKind,
    /// 姓名 as the chip has it.
    pub name: String,
    /// 公民身份号码.
    pub number: CitizenIdNumber,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({:?})", self.kind)
    }
}

/// Why a credential does not do today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAccepted {
    /// The validity ended on this day.
    Expired(NaiveDate),
    /// The validity begins on this day.
    NotYetValid(NaiveDate),
    /// The number on the chip is damaged.
    NumberDamaged,
    /// The holder is too young to use the machine alone.
    TooYoung,
}

impl Credential {
    /// Who it proves on `today`.
    ///
    /// # Errors
    /// [`NotAccepted`] says why it proves nobody.
    pub fn accept(&self, today: NaiveDate, rules: &IdentityRules) -> Result<Identity, NotAccepted> {
        let number = self.number.clone().ok_or(NotAccepted::NumberDamaged)?;
        match (self.valid_from, self.valid_until) {
            (_, ValidUntil::Day(last)) if last < today => return Err(NotAccepted::Expired(last)),
            (Some(first), _) if today < first => return Err(NotAccepted::NotYetValid(first)),
            _ => {}
        }
        if number.age_on(today) < rules.own_business_from_age.try_into().unwrap_or(i32::MAX) {
            return Err(NotAccepted::TooYoung);
        }
        Ok(Identity { kind: self.kind, name: self.name.clone(), number })
    }
}

/// Whether a chip and a record mean the same name.
///
/// Middle dots and spaces are written in many ways. A private-use character stands for one that
/// an old code table lacked, so it equals whatever the other side has in its place: nobody is
/// refused for a rare character.
pub fn same_name(chip: &str, record: &str) -> bool {
    let normal = |name: &str| -> Vec<char> {
        name.chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '\u{2022}' | '\u{30FB}' | '\u{FF0E}' | '\u{2027}' | '.' => '·',
                other => other,
            })
            .collect()
    };
    let private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
    let (chip, record) = (normal(chip), normal(record));
    chip.len() == record.len()
        && chip.iter().zip(&record).all(|(a, b)| a == b || private(*a) || private(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(until: ValidUntil) -> Credential {
        Credential {
            kind: CredentialKind::ResidentIdCard,
            name: "林知远".into(),
            number: CitizenIdNumber::parse("500119196109271236").ok(),
            valid_from: NaiveDate::from_ymd_opt(2016, 8, 1),
            valid_until: until,
        }
    }

    fn accept(card: &Credential, year: i32, month: u32, day: u32) -> Result<Identity, NotAccepted> {
        let rules = IdentityRules { own_business_from_age: 16 };
        card.accept(NaiveDate::from_ymd_opt(year, month, day).unwrap(), &rules)
    }

    #[test]
    fn a_card_counts_on_its_last_day_and_not_on_the_next() {
        let last = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert!(accept(&card(ValidUntil::Day(last)), 2026, 11, 24).is_ok());
        assert_eq!(
            accept(&card(ValidUntil::Day(last)), 2026, 11, 25),
            Err(NotAccepted::Expired(last))
        );
    }

    #[test]
    fn a_long_term_card_and_one_without_a_readable_date_count() {
        assert!(accept(&card(ValidUntil::LongTerm), 2026, 11, 24).is_ok());
        assert!(accept(&card(ValidUntil::Unreadable), 2026, 11, 24).is_ok());
    }

    #[test]
    fn a_card_before_its_first_day_a_damaged_number_and_a_child_are_told_apart() {
        let early = accept(&card(ValidUntil::LongTerm), 2016, 7, 31);
        assert!(matches!(early, Err(NotAccepted::NotYetValid(_))));
        let damaged = Credential { number: None, ..card(ValidUntil::LongTerm) };
        assert_eq!(accept(&damaged, 2026, 11, 24), Err(NotAccepted::NumberDamaged));
        let child = Credential { valid_from: None, ..card(ValidUntil::LongTerm) };
        assert_eq!(accept(&child, 1977, 9, 26), Err(NotAccepted::TooYoung));
        assert!(accept(&child, 1977, 9, 27).is_ok());
    }

    #[test]
    fn nobody_is_refused_for_a_rare_character_or_a_dot() {
        assert!(same_name("龙\u{E863}", "龙䶮"));
        assert!(same_name("买买提•吐尔逊", "买买提·吐尔逊"));
        assert!(!same_name("林知远", "林致远"));
        assert!(!same_name("林知", "林知远"));
    }
}
