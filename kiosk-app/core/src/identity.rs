//! Who a credential says its holder is, and whether it may be relied on today.

use chrono::NaiveDate;
use codes::{PersonNumber, names};

use crate::{case::CredentialKind, parameters::IdentityRules};

/// The room for 姓名 in Chinese on the chips of identity cards (GA 490), in UTF-16 units.
const CHIP_NAME_UNITS: usize = 15;

/// Where a credential is shown. In the order of the slots under the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reader {
    /// 身份证读卡器, which reads all cards of its family.
    IdCard,
    /// 社保卡读卡器
    SocialCard,
    /// 扫码窗
    Scanner,
}

impl CredentialKind {
    /// Where it is shown.
    pub fn reader(self) -> Reader {
        match self {
            Self::ResidentIdCard | Self::PermanentResidentCard | Self::ResidencePermit => {
                Reader::IdCard
            }
            Self::SocialSecurityCard => Reader::SocialCard,
            Self::ElectronicCredential => Reader::Scanner,
        }
    }
}

/// What a credential says. `Debug` says nothing of it.
#[derive(Clone, PartialEq)]
pub struct Credential {
    /// Its kind.
    pub kind: CredentialKind,
    /// 姓名 as the chip has it.
    pub name: String,
    /// 公民身份号码 or what stands in its place, where it is sound.
    pub number: Option<PersonNumber>,
    /// The number of a foreigner's card of 2017 that one of 2023 replaces: the district may know
    /// the holder by it.
    pub former_number: Option<PersonNumber>,
    /// The day of birth, where the credential says it apart from the number.
    pub birth_date: Option<NaiveDate>,
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
    /// 公民身份号码 or what stands in its place.
    pub number: PersonNumber,
    /// The number of the card that this one replaces.
    pub former_number: Option<PersonNumber>,
}

impl Identity {
    /// All numbers under which the district may know the person, the likeliest first.
    pub fn numbers(&self) -> Vec<PersonNumber> {
        [Some(&self.number), self.former_number.as_ref()].into_iter().flatten().cloned().collect()
    }

    /// Whether a record's name is the one on the credential.
    ///
    /// Assumed: where the chip of an identity card has no room for all of a name, it holds what fits,
    /// be it that it ends in half a character, and the record has the rest.
    pub fn is_named(&self, name: &str) -> bool {
        let units: Vec<u16> = name.encode_utf16().take(CHIP_NAME_UNITS).collect();
        let fills_its_field = self.name.encode_utf16().count() == CHIP_NAME_UNITS;
        names::same_person_name(&self.name, name)
            || fills_its_field
                && self.kind.reader() == Reader::IdCard
                && names::same_person_name(&self.name, &String::from_utf16_lossy(&units))
    }

    /// Whether a number is one of the person's.
    pub fn has(&self, number: &PersonNumber) -> bool {
        self.number == *number || self.former_number.as_ref() == Some(number)
    }
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
        let born_on = number.birth_date().or(self.birth_date);
        let age = born_on.and_then(|day| today.years_since(day));
        if born_on.is_some() && age < Some(rules.own_business_from_age) {
            return Err(NotAccepted::TooYoung);
        }
        let former_number = self.former_number.clone();
        Ok(Identity { kind: self.kind, name: self.name.clone(), number, former_number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(until: ValidUntil) -> Credential {
        Credential {
            kind: CredentialKind::ResidentIdCard,
            name: "林知远".into(),
            number: PersonNumber::parse("500119196109271236").ok(),
            former_number: None,
            birth_date: None,
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
    fn a_name_that_its_chip_had_no_room_for_is_the_name_of_the_record_that_goes_on() {
        let whole = "帕尔哈提江·吐尔逊买买提·阿不都热合曼";
        let named = |kind, name: &str| Identity {
            kind,
            name: name.to_owned(),
            number: PersonNumber::parse("500119196109271236").expect("it is sound"),
            former_number: None,
        };
        let cut: String = whole.chars().take(15).collect();
        assert!(named(CredentialKind::ResidentIdCard, &cut).is_named(whole));
        assert!(!named(CredentialKind::SocialSecurityCard, &cut).is_named(whole));
        let shorter: String = whole.chars().take(14).collect();
        assert!(!named(CredentialKind::ResidentIdCard, &shorter).is_named(whole));
        let other = cut.replace('帕', "马");
        assert!(!named(CredentialKind::ResidentIdCard, &other).is_named(whole));
        // Half of a pair is on the chip.
        let rare = "帕尔哈提江·吐尔逊买买提·阿𬱖都";
        let half = format!("{}\u{FFFD}", rare.chars().take(14).collect::<String>());
        assert!(named(CredentialKind::ResidentIdCard, &half).is_named(rare));
    }
}
