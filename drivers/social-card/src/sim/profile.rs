//! What is written on a made-up card.

use chrono::NaiveDate;
use codes::{CitizenIdNumber, Nation};

use crate::{
    authority::{Algorithm, RootKeys},
    card::{FieldError, Generation, Records, Tag, check_character, from_digits, from_text},
};

/// What a made-up social-security card is to say, and how it guards it.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its generation.
    pub generation: Generation,
    /// The cipher that it names, if any.
    pub algorithm: Option<Algorithm>,
    /// The place that issued it, six digits.
    pub region: String,
    /// The serial number of the card.
    pub serial: u32,
    /// The holder's number.
    pub holder: CitizenIdNumber,
    /// The holder's name.
    pub name: String,
    /// The holder's nation.
    pub nation: Nation,
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// Its last day.
    pub valid_to: NaiveDate,
    /// The keys by which it knows an authority.
    pub keys: RootKeys,
}

impl Profile {
    /// A card of a generation for this person, issued in 2019 for ten years.
    pub fn of(generation: Generation, holder: CitizenIdNumber, name: &str, serial: u32) -> Self {
        Self {
            generation,
            algorithm: (generation == Generation::Third).then_some(Algorithm::Sm4),
            region: "500119".to_owned(),
            serial,
            holder,
            name: name.to_owned(),
            nation: Nation::from_code(1),
            issued_on: NaiveDate::from_ymd_opt(2019, 3, 1).unwrap_or_default(),
            valid_to: NaiveDate::from_ymd_opt(2029, 3, 1).unwrap_or_default(),
            keys: RootKeys::FOR_TESTS,
        }
    }

    /// 卡号 of the card: a letter, seven digits of the serial number, and the check character.
    pub fn card_number(&self) -> String {
        let eight = format!("D{:07}", self.serial % 10_000_000);
        let check = check_character(&eight).unwrap_or('0');
        format!("{eight}{check}")
    }

    /// The thirteen historical bytes of its answer to reset.
    pub fn reset_info(&self) -> Vec<u8> {
        let mut bytes = vec![0x00, 0x81, 0x54, 0x43, 0x4D, 0x86, 0x60];
        bytes.extend(from_digits(self.region.get(..4).unwrap_or_default(), 2));
        bytes.extend(self.serial.to_be_bytes());
        bytes
    }

    /// The records of both files.
    ///
    /// # Errors
    /// [`FieldError`] where the name does not fit.
    pub fn records(&self) -> Result<Records, FieldError> {
        let mut identifier = from_digits(&self.region, 3);
        identifier.extend([0xD1, 0x56, 0x00, 0x00, 0x05]);
        identifier.extend(self.serial.to_be_bytes());
        identifier.extend([0xFF; 4]);
        let mut initialised_by = vec![0x91, 0x56, 0x00, 0x00, 0x02];
        initialised_by.extend(from_digits(&self.region, 3));
        initialised_by.extend(from_digits(&self.region, 3));
        initialised_by.push(0x01);
        let day = |day: NaiveDate| from_digits(&day.format("%Y%m%d").to_string(), 4);

        let mut name = from_text(&self.name, self.name_room())?;
        let extension = name.split_off(usize::from(Tag::Name.size()));

        let mut records = Records::default();
        records.put(Tag::Identifier, &identifier);
        records.put(Tag::Category, b"3");
        records.put(Tag::Version, &self.generation.version());
        records.put(Tag::InitialisedBy, &initialised_by);
        records.put(Tag::IssuedOn, &day(self.issued_on));
        records.put(Tag::ValidTo, &day(self.valid_to));
        records.put(Tag::CardNumber, self.card_number().as_bytes());
        records.put(Tag::HolderNumber, self.holder.as_str().as_bytes());
        records.put(Tag::Name, &name);
        if !extension.is_empty() {
            records.put(Tag::NameExtension, &extension);
        }
        records.put(Tag::Sex, self.holder.sex().code().to_string().as_bytes());
        records.put(Tag::Nation, &from_digits(&format!("{:02}", self.nation.code()), 1));
        records.put(Tag::BirthPlace, &from_digits(&self.holder.as_str()[..6], 3));
        records.put(Tag::Birth, &day(self.holder.birth_date()));
        Ok(records)
    }

    /// How many bytes a name may have: cards of the first generation lack the second record.
    fn name_room(&self) -> usize {
        let extension = match self.generation {
            Generation::First => 0,
            _ => Tag::NameExtension.size(),
        };
        usize::from(Tag::Name.size()) + usize::from(extension)
    }
}
