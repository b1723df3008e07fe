//! Numbers and code tables of the field.
//!
//! Everything here is fixed by a national standard or by the interface specification of the
//! medical-insurance platform; nothing here is about one kiosk. A code that no table defines
//! keeps its value, so that it can be shown and sent on as it came.

mod enrolment;
mod foreigner;
mod identity;
pub mod names;
mod nation;
mod nationality;
mod person_number;

pub use enrolment::{InsuranceStatus, PersonCategory, Scheme};
pub use foreigner::{ForeignerNumber2017, ForeignerNumber2023};
pub use identity::{CitizenIdNumber, NumberError, Origin, Sex, check_character};
pub use nation::Nation;
pub use nationality::{Nationality, NotThreeLetters};
pub use person_number::PersonNumber;
