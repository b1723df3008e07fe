//! A document as PDF: a page as wide as the paper and as long as the sheet.
//!
//! The text is text, in embedded subsets of the faces, so that it can be searched and copied; it
//! conforms to PDF/A-2u (ISO 19005-2), the form for archives.

use chrono::{Datelike, Timelike};
use faces::Faces;
use kiosk_core::document::Document;
use krilla::{
    SerializeSettings,
    color::luma,
    configure::{Archival, ConfigurationBuilder},
    geom::{PathBuilder, Rect, Transform},
    metadata::{DateTime, Metadata},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
};

use crate::{
    PaperError,
    layout::{ABOVE_ALL, Code, Item, Line, PRINTABLE_DOTS, SQUARE_DOTS, Side},
    missing::laid_out,
    type_case::TypeCase,
};

/// A dot, an eighth of a millimetre, in PostScript points.
const DOT: f32 = 72.0 / 25.4 / 8.0;
/// The empty paper at both sides, in dots: the paper is 640 dots wide.
const MARGIN: f32 = 32.0;

/// Sets a document as PDF.
///
/// # Errors
/// A QR code's text is too long, or a font cannot be embedded.
pub fn pdf(document: &Document, faces: &Faces) -> Result<Vec<u8>, PaperError> {
    let (layout, _) = laid_out(document, faces)?;
    let case = TypeCase::open(faces)?;
    let mut file = krilla::Document::new_with(archival());
    // The name of the form, never that of a person: a viewer shows it, and lists of files do.
    let about = Metadata::new().title(document.name.clone()).language("zh-CN".to_owned());
    file.set_metadata(about.creation_date(made_at(document)));
    let width = PRINTABLE_DOTS as f32 + 2.0 * MARGIN;
    let height = (ABOVE_ALL + layout.height()) as f32;
    let page = PageSettings::from_wh(width * DOT, height * DOT).unwrap_or_default();
    let mut page = file.start_page_with(page);
    let mut surface = page.surface();
    // From here on all is in dots, from the top of the page and from the left of what can be
    // printed.
    let dots = Transform::from_row(DOT, 0.0, 0.0, DOT, MARGIN * DOT, 0.0);
    surface.push_transform(&dots);
    let mut y = ABOVE_ALL as f32;
    for item in &layout.items {
        match item {
            Item::Line(line) => set_line(&mut surface, &case, line, y)?,
            Item::Rule { .. } => set_rule(&mut surface, y),
            Item::Code(code) => set_code(&mut surface, code, y + code.quiet_dots() as f32),
            Item::Feed(_) => {}
        }
        y += item.height() as f32;
    }
    surface.pop();
    surface.finish();
    page.finish();
    file.finish().map_err(PaperError::Pdf)
}

fn archival() -> SerializeSettings {
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_U);
    // One standard cannot be at odds with itself, which is all that could fail here.
    let configuration = configuration.finish().unwrap_or_default();
    SerializeSettings { configuration, ..SerializeSettings::default() }
}

/// When the document was made, by its id, which is a UUID of version 7 and begins with the moment.
fn made_at(document: &Document) -> DateTime {
    let timestamp = document.id.0.get_timestamp().map_or(0, |timestamp| timestamp.to_unix().0);
    let at = chrono::DateTime::from_timestamp(timestamp as i64, 0).unwrap_or_default();
    let date = DateTime::new(at.year() as u16).month(at.month() as u8).day(at.day() as u8);
    let time = date.hour(at.hour() as u8).minute(at.minute() as u8).second(at.second() as u8);
    time.utc_offset_hour(0)
}

fn ink(lightness: u8) -> Option<Fill> {
    Some(Fill { paint: luma::Color::new(lightness).into(), ..Fill::default() })
}

fn set_line(
    surface: &mut Surface<'_>,
    case: &TypeCase<'_>,
    line: &Line,
    y: f32,
) -> Result<(), PaperError> {
    let (across, down) = (line.size.across() as f32, line.size.down() as f32);
    for run in &line.runs {
        let (x, width) = (run.x as f32, run.width(line.size) as f32);
        if line.reverse {
            fill(surface, [(x, y, width, SQUARE_DOTS as f32 * down)]);
        }
        surface.set_fill(ink(if line.reverse { 255 } else { 0 }));
        surface.push_transform(&Transform::from_row(across, 0.0, 0.0, down, x, y));
        // ASCII is narrower here than in the printer's cells; a run keeps to its side of them.
        let before = |spare: f32| match run.side {
            Side::Left => 0.0,
            Side::Centre => spare / 2.0,
            Side::Right => spare,
        };
        case.draw(surface, &run.text, run.bold, width / across, before)?;
        surface.pop();
    }
    Ok(())
}

/// Dashes in the middle of the line's height, three to a square, as the printer's rule has them.
fn set_rule(surface: &mut Surface<'_>, y: f32) {
    let from_dash = SQUARE_DOTS / 3;
    let middle = y + SQUARE_DOTS as f32 / 2.0;
    let lefts = (0..PRINTABLE_DOTS).step_by(from_dash);
    fill(surface, lefts.map(|left| (left as f32 + 1.5, middle, 5.0, 1.0)));
}

fn set_code(surface: &mut Surface<'_>, code: &Code, y: f32) {
    let side = f32::from(code.module_dots);
    let left = ((PRINTABLE_DOTS - code.side()) / 2) as f32;
    let modules = code.modules.width();
    let places = (0..modules).flat_map(|row| (0..modules).map(move |column| (column, row)));
    let black = places.filter(|(column, row)| code.modules.is_black(*column, *row));
    let squares =
        black.map(|(column, row)| (left + column as f32 * side, y + row as f32 * side, side, side));
    fill(surface, squares);
}

/// Blackens rectangles, each `(x, y, width, height)`.
fn fill(surface: &mut Surface<'_>, rectangles: impl IntoIterator<Item = (f32, f32, f32, f32)>) {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in rectangles {
        if let Some(rectangle) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rectangle);
        }
    }
    surface.set_fill(ink(0));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}
