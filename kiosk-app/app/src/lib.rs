//! The kiosk: core, ledger, paper, sync, screen and drivers, joined.
//!
//! [`Kiosk`] joins all that decides into one machine that owns no thread, no port, no connection
//! and no clock. [`live`] runs it in a hall: a thread a port, one for the district, one for the
//! kiosk itself, and the display's. The tests run the very same [`Kiosk`] in virtual time.

pub mod config;
pub mod doctor;
mod ids;
mod io_board;
mod kiosk;
pub mod live;
mod press;
mod readers;
mod urgent;
pub mod verify;

pub use ids::Ids;
pub use kiosk::{Fittings, Input, Kiosk, Now, Output};
pub use urgent::Ticket;

use kiosk_core::document::Document;

/// The picture of a document for the screen's preview: the sheet as it will come out.
pub fn preview(faces: &faces::Faces, document: &Document) -> kiosk_ui::Paper {
    match kiosk_paper::picture(document, faces) {
        Ok(picture) => kiosk_ui::Paper {
            width: picture.width as u32,
            height: picture.height as u32,
            grey: picture.grey,
        },
        Err(error) => {
            tracing::error!(%error, form = document.form, "no picture of a document can be drawn");
            kiosk_ui::Paper { width: 0, height: 0, grey: Vec::new() }
        }
    }
}
