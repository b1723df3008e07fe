//! A document as the printer's own commands.

use faces::Faces;
use kiosk_core::document::Document;
use receipt_printer::{
    Profile,
    job::{Composer, Job},
    wire::{Align, QrLevel},
};

use crate::{
    PaperError,
    layout::{Item, Line, RULE},
    missing::laid_out,
    picture::draw_run,
};

/// A sheet for the printer.
#[derive(Clone, PartialEq, Eq)]
pub struct Printed {
    /// What is sent, but for the cut, which is the driver's.
    pub job: Job,
    /// The characters that no face holds, each once: 〓 stands in their places.
    pub missing: Vec<char>,
}

/// Counts only: what is missing is a piece of a person's name.
impl std::fmt::Debug for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Printed({:?}, {} missing)", self.job, self.missing.len())
    }
}

/// Composes a document for a printer.
///
/// Text goes through the font ROM, and what the ROM lacks is drawn. White on black alone is a
/// picture: not all printers know it.
///
/// # Errors
/// A QR code's text is too long, or holds bytes that a printer would obey.
pub fn print(document: &Document, profile: &Profile, faces: &Faces) -> Result<Printed, PaperError> {
    let (layout, missing) = laid_out(document, faces)?;
    let mut sheet = Composer::new(profile, faces);
    for item in &layout.items {
        match item {
            Item::Line(line) => print_line(&mut sheet, line, faces),
            Item::Rule { advance } => {
                sheet.align(Align::Left).size(1, 1).bold(false).line_spacing(*advance);
                sheet.line(RULE);
            }
            Item::Code(code) => {
                sheet.align(Align::Centre).qr(&code.data, code.module_dots, QrLevel::M);
            }
            Item::Feed(dots) => {
                sheet.feed(usize::from(*dots));
            }
        }
    }
    Ok(Printed { job: sheet.finish()?, missing })
}

fn print_line(sheet: &mut Composer<'_>, line: &Line, faces: &Faces) {
    if line.reverse {
        sheet.align(Align::Centre);
        for run in &line.runs {
            let picture = draw_run(run, line.size, true, faces);
            sheet.picture(&picture).feed(usize::from(line.advance) - picture.height());
        }
        return;
    }
    sheet.align(Align::Left).size(line.size.across() as u8, line.size.down() as u8);
    for run in &line.runs {
        // Centred text as well, for where a printer centres a line that goes as a picture depends
        // on how its width divides into bytes.
        if 0 < run.x {
            sheet.at(run.x);
        }
        sheet.bold(run.bold).text(&run.text);
    }
    sheet.line_spacing(line.advance).end_line();
}
