//! Numbers and code tables of the field.
//!
//! Everything here is fixed by a national standard or by the interface specification of the
//! medical-insurance platform; nothing here is about one kiosk. A code that no table defines
//! keeps its value, so that it can be shown and sent on as it came.

mod enrolment;
mod identity;
mod nation;

pub use enrolment::{InsuranceStatus, PersonCategory, Scheme};
pub use identity::{CitizenIdNumber, NumberError, Sex, check_character};
pub use nation::Nation;
