//! One card of a file, by its kind: what is written there, what must agree, and the chip.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use codes::{CitizenIdNumber, ForeignerNumber2017, Nation, Nationality, Sex};
use id_card::{
    CardNumber, ForeignerCard2017, ForeignerCard2023, HmtResidentCard, IdCard, Name, ResidentCard,
    Validity,
};
use serde::Deserialize;
use toml::Spanned;

/// What `valid_to` says where a card does not end.
const FOR_EVER: &str = "长期";

/// What is wrong, and where in the text.
pub(super) struct Wrong(pub(super) Range<usize>, pub(super) String);

/// What the file says of a card of some kind.
pub(super) trait Entry {
    /// By which a hand picks the card up.
    fn key(&self) -> &Spanned<String>;

    /// What people call the holder.
    fn name(&self) -> &str;

    /// Where a field is, by the name that it has on the chip.
    fn field(&self, name: &str) -> &Spanned<String>;

    /// The card, if all of it agrees.
    fn card(&self) -> Result<IdCard, Wrong>;
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Resident {
    key: Spanned<String>,
    name: Spanned<String>,
    name_raw: Option<Vec<u16>>,
    sex: Spanned<String>,
    nation: Spanned<String>,
    birth: Spanned<String>,
    address: Spanned<String>,
    number: Spanned<String>,
    issuer: Spanned<String>,
    valid_from: Spanned<String>,
    valid_to: Spanned<String>,
}

impl Entry for Resident {
    fn key(&self) -> &Spanned<String> {
        &self.key
    }

    fn name(&self) -> &str {
        self.name.get_ref()
    }

    fn field(&self, name: &str) -> &Spanned<String> {
        match name {
            "address" => &self.address,
            "issuer" => &self.issuer,
            "number" => &self.number,
            _ => &self.name,
        }
    }

    fn card(&self) -> Result<IdCard, Wrong> {
        let (birth, sex) = holder(&self.number, &self.birth, &self.sex)?;
        Ok(IdCard::Resident(ResidentCard {
            name: name(&self.name, self.name_raw.as_deref()),
            sex,
            nation: Some(read_as(&self.nation, nation)?),
            birth: Some(birth),
            address: self.address.get_ref().clone(),
            number: number(&self.number),
            issuer: self.issuer.get_ref().clone(),
            valid_from: Some(read_as(&self.valid_from, day)?),
            valid_to: read_as(&self.valid_to, last_day)?,
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HmtResident {
    key: Spanned<String>,
    name: Spanned<String>,
    name_raw: Option<Vec<u16>>,
    sex: Spanned<String>,
    birth: Spanned<String>,
    address: Spanned<String>,
    number: Spanned<String>,
    issuer: Spanned<String>,
    valid_from: Spanned<String>,
    valid_to: Spanned<String>,
    pass_number: Spanned<String>,
    issue_count: u8,
}

impl Entry for HmtResident {
    fn key(&self) -> &Spanned<String> {
        &self.key
    }

    fn name(&self) -> &str {
        self.name.get_ref()
    }

    fn field(&self, name: &str) -> &Spanned<String> {
        match name {
            "address" => &self.address,
            "issuer" => &self.issuer,
            "number" => &self.number,
            "pass_number" => &self.pass_number,
            _ => &self.name,
        }
    }

    fn card(&self) -> Result<IdCard, Wrong> {
        let (birth, sex) = holder(&self.number, &self.birth, &self.sex)?;
        Ok(IdCard::HmtResident(HmtResidentCard {
            name: name(&self.name, self.name_raw.as_deref()),
            sex,
            birth: Some(birth),
            address: self.address.get_ref().clone(),
            number: number(&self.number),
            issuer: self.issuer.get_ref().clone(),
            valid_from: Some(read_as(&self.valid_from, day)?),
            valid_to: read_as(&self.valid_to, last_day)?,
            pass_number: self.pass_number.get_ref().clone(),
            issue_count: Some(self.issue_count),
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Foreigner2017 {
    key: Spanned<String>,
    name: Option<Spanned<String>>,
    english_name: Spanned<String>,
    sex: Spanned<String>,
    birth: Spanned<String>,
    number: Spanned<String>,
    nationality: Spanned<String>,
    valid_from: Spanned<String>,
    valid_to: Spanned<String>,
    edition: Spanned<String>,
    office: Spanned<String>,
}

impl Entry for Foreigner2017 {
    fn key(&self) -> &Spanned<String> {
        &self.key
    }

    fn name(&self) -> &str {
        self.name.as_ref().unwrap_or(&self.english_name).get_ref()
    }

    fn field(&self, name: &str) -> &Spanned<String> {
        match (name, &self.name) {
            ("chinese_name", Some(name)) => name,
            ("number", _) => &self.number,
            ("edition", _) => &self.edition,
            ("office", _) => &self.office,
            _ => &self.english_name,
        }
    }

    fn card(&self) -> Result<IdCard, Wrong> {
        let birth = read_as(&self.birth, day)?;
        let nationality = read_as(&self.nationality, nationality)?;
        let checked = read_as(&self.number, |text| {
            ForeignerNumber2017::parse(text)
                .map_err(|_| "the number is not three letters and twelve digits".to_owned())
        })?;
        if !checked.check_matches() {
            return Err(wrong(&self.number, "the last digit does not match the others"));
        }
        if checked.nationality() != Some(nationality) {
            return Err(wrong(&self.nationality, "the number is one of another nationality"));
        }
        let inside = &checked.as_str()[7..13];
        let digits = format!("{:02}{:02}{:02}", birth.year() % 100, birth.month(), birth.day());
        if inside != digits {
            return Err(wrong(&self.birth, OTHER_BIRTH));
        }
        Ok(IdCard::Foreigner2017(ForeignerCard2017 {
            english_name: Name::from_text(self.english_name.get_ref()),
            sex: read_as(&self.sex, sex)?,
            number: number(&self.number),
            nationality: Some(nationality),
            chinese_name: chinese_name(self.name.as_ref()),
            valid_from: Some(read_as(&self.valid_from, day)?),
            valid_to: read_as(&self.valid_to, last_day)?,
            birth: Some(birth),
            edition: self.edition.get_ref().clone(),
            office: self.office.get_ref().clone(),
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Foreigner2023 {
    key: Spanned<String>,
    name: Option<Spanned<String>>,
    english_name: Spanned<String>,
    sex: Spanned<String>,
    birth: Spanned<String>,
    number: Spanned<String>,
    nationality: Spanned<String>,
    valid_from: Spanned<String>,
    valid_to: Spanned<String>,
    renewals: u8,
    former_number_link: Option<Spanned<String>>,
}

impl Entry for Foreigner2023 {
    fn key(&self) -> &Spanned<String> {
        &self.key
    }

    fn name(&self) -> &str {
        self.name.as_ref().unwrap_or(&self.english_name).get_ref()
    }

    fn field(&self, name: &str) -> &Spanned<String> {
        match (name, &self.name, &self.former_number_link) {
            ("chinese_name", Some(name), _) => name,
            ("former_number_link", _, Some(link)) => link,
            ("number", ..) => &self.number,
            _ => &self.english_name,
        }
    }

    fn card(&self) -> Result<IdCard, Wrong> {
        let (birth, sex) = holder(&self.number, &self.birth, &self.sex)?;
        let link = self.former_number_link.as_ref();
        Ok(IdCard::Foreigner2023(ForeignerCard2023 {
            chinese_name: chinese_name(self.name.as_ref()),
            sex,
            renewals: Some(self.renewals),
            birth: Some(birth),
            english_name: Name::from_text(self.english_name.get_ref()),
            number: number(&self.number),
            valid_from: Some(read_as(&self.valid_from, day)?),
            valid_to: read_as(&self.valid_to, last_day)?,
            nationality: Some(read_as(&self.nationality, nationality)?),
            former_number_link: link.map(|it| it.get_ref().clone()).unwrap_or_default(),
        }))
    }
}

const OTHER_BIRTH: &str = "the date of birth is not the one inside the number";

/// Birth and sex, if they are those inside a number of eighteen characters.
fn holder(
    number: &Spanned<String>,
    birth: &Spanned<String>,
    stated_sex: &Spanned<String>,
) -> Result<(NaiveDate, Sex), Wrong> {
    let number =
        read_as(number, |text| CitizenIdNumber::parse(text).map_err(|error| error.to_string()))?;
    if read_as(birth, day)? != number.birth_date() {
        return Err(wrong(birth, OTHER_BIRTH));
    }
    if read_as(stated_sex, sex)? != number.sex() {
        return Err(wrong(stated_sex, "the number is one of the other sex"));
    }
    Ok((number.birth_date(), number.sex()))
}

fn name(text: &Spanned<String>, units: Option<&[u16]>) -> Name {
    units.map_or_else(|| Name::from_text(text.get_ref()), Name::from_units)
}

fn chinese_name(text: Option<&Spanned<String>>) -> Name {
    Name::from_text(text.map_or("", |text| text.get_ref()))
}

fn number(text: &Spanned<String>) -> CardNumber {
    CardNumber::from_text(&text.get_ref().to_ascii_uppercase())
}

pub(super) fn wrong(field: &Spanned<String>, reason: &str) -> Wrong {
    Wrong(field.span(), reason.to_owned())
}

fn read_as<T>(
    text: &Spanned<String>,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, Wrong> {
    read(text.get_ref()).map_err(|reason| Wrong(text.span(), reason))
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("{text:?} is no day: write it as 2016-08-01"))
}

fn last_day(text: &str) -> Result<Validity, String> {
    match text {
        FOR_EVER => Ok(Validity::LongTerm),
        text => day(text).map(Validity::Until),
    }
}

fn sex(text: &str) -> Result<Sex, String> {
    [Sex::Male, Sex::Female]
        .into_iter()
        .find(|sex| sex.word() == text)
        .ok_or_else(|| format!("{text:?} is no sex: write 男 or 女"))
}

fn nation(text: &str) -> Result<Nation, String> {
    (0..100)
        .map(Nation::from_code)
        .find(|nation| nation.name() == Some(text))
        .ok_or_else(|| format!("{text:?} is no nation of GB/T 3304: write 汉 or 土家, without 族"))
}

fn nationality(text: &str) -> Result<Nationality, String> {
    Nationality::from_alpha3(text)
        .ok_or_else(|| format!("{text:?} is no nationality: write three capital letters, PAK"))
}
