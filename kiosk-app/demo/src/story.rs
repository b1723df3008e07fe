//! What a journey left behind, for `story.json`.

use kiosk_core::document::{Block, Document};
use serde::Serialize;

/// All journeys.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Story {
    /// In the order in which they were walked.
    pub(crate) journeys: Vec<Journey>,
}

/// One journey.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Journey {
    /// Its folder.
    pub(crate) folder: String,
    /// What happens, in a sentence.
    pub(crate) title: String,
    /// The pictures of its screens, in order.
    pub(crate) screens: Vec<String>,
    /// The sheets of paper that came out, in order.
    pub(crate) sheets: Vec<PaperSheet>,
    /// What the district holds of it in the end.
    pub(crate) district: Vec<HeldCase>,
}

/// A sheet of paper.
#[derive(Debug, Serialize)]
pub(crate) struct PaperSheet {
    /// Its picture.
    pub(crate) picture: String,
    /// The document as PDF; a scrap has none.
    pub(crate) pdf: Option<String>,
    /// What it is: 参保凭证.
    pub(crate) name: String,
    /// Its number.
    pub(crate) number: Option<String>,
    /// Whether it came out whole. A scrap is torn up.
    pub(crate) whole: bool,
}

/// A case in the district's books.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct HeldCase {
    /// Its id.
    pub(crate) id: String,
    /// The item.
    pub(crate) item: String,
    /// accepted or refused.
    pub(crate) outcome: String,
    /// 业务流水号.
    pub(crate) serial: Option<String>,
    /// 凭证编号.
    pub(crate) voucher_number: Option<String>,
}

impl From<&(district_api::Case, district_api::CaseAnswer)> for HeldCase {
    fn from((case, answer): &(district_api::Case, district_api::CaseAnswer)) -> Self {
        let (item, voucher_number) = match &case.payload {
            district_api::Payload::EnrolmentQuery { .. } => ("enrolment-query", None),
            district_api::Payload::EnrolmentVoucher { voucher_number, .. } => {
                ("enrolment-voucher", Some(voucher_number.clone()))
            }
        };
        let outcome = match answer.outcome {
            district_api::Outcome::Accepted => "accepted",
            district_api::Outcome::Duplicate => "duplicate",
            district_api::Outcome::Refused => "refused",
        };
        Self {
            id: case.id.to_string(),
            item: item.to_owned(),
            outcome: outcome.to_owned(),
            serial: answer.serial.clone(),
            voucher_number,
        }
    }
}

impl PaperSheet {
    /// A sheet of `document`, or of nothing that is known.
    pub(crate) fn of(document: Option<&Document>, picture: String, whole: bool) -> Self {
        Self {
            picture,
            pdf: None,
            name: document.map_or_else(String::new, |document| document.name.clone()),
            number: document.and_then(|document| document.number.clone()),
            whole,
        }
    }
}

/// What the code on a sheet says.
pub(crate) fn code_on(document: &Document) -> Option<&str> {
    document.blocks.iter().find_map(|block| match block {
        Block::Qr { data, .. } => Some(data.as_str()),
        _ => None,
    })
}
