//! A document as the picture of its sheet.

use faces::{Dots, Faces};
use kiosk_core::document::Document;

use crate::{
    PaperError,
    layout::{ABOVE_ALL, Code, Item, Line, PRINTABLE_DOTS, RULE, Run, SQUARE_DOTS, Side, Size},
    missing::laid_out,
};

/// The dots across the paper of 80 mm, printable or not.
const PAPER_DOTS: usize = 640;

/// The picture of a sheet, an eighth of a millimetre a pixel: what comes out of the printer.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// The pixels, row by row: 0 is black, 255 white.
    pub grey: Vec<u8>,
}

impl Picture {
    /// The picture as a PNG file.
    ///
    /// # Errors
    /// The sheet is empty or too long for a PNG.
    pub fn png(&self) -> Result<Vec<u8>, PaperError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        // The file says how large a pixel is, so that a print of it has the sheet's own size.
        let (xppu, yppu, unit) = (8000, 8000, png::Unit::Meter);
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu, yppu, unit }));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.grey)?;
        writer.finish()?;
        Ok(file)
    }
}

/// Says its size only: what stands on a sheet is about a person.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

/// Draws a document's sheet, dot for dot as it is printed, but for the empty paper above it, of
/// which 4 mm show.
///
/// # Errors
/// A QR code's text is too long.
pub fn picture(document: &Document, faces: &Faces) -> Result<Picture, PaperError> {
    let (layout, _) = laid_out(document, faces)?;
    let mut sheet = Dots::white(PAPER_DOTS, ABOVE_ALL + layout.height());
    let left = (PAPER_DOTS - PRINTABLE_DOTS) / 2;
    let mut y = ABOVE_ALL;
    for item in &layout.items {
        match item {
            Item::Line(line) => draw_line(&mut sheet, line, left, y, faces),
            Item::Rule { .. } => sheet.stamp(&draw_rule(faces), left, y, (1, 1)),
            Item::Code(code) => draw_code(&mut sheet, code, left, y),
            Item::Feed(_) => {}
        }
        y += item.height();
    }
    let pixels = (0..sheet.height()).flat_map(|y| (0..sheet.width()).map(move |x| (x, y)));
    let grey = pixels.map(|(x, y)| if sheet.is_black(x, y) { 0 } else { 255 }).collect();
    Ok(Picture { width: sheet.width(), height: sheet.height(), grey })
}

fn draw_line(sheet: &mut Dots, line: &Line, left: usize, y: usize, faces: &Faces) {
    for run in &line.runs {
        sheet.stamp(&draw_run(run, line.size, line.reverse, faces), left + run.x, y, (1, 1));
    }
}

/// A run's dots, white on black where it is in reverse.
pub(crate) fn draw_run(run: &Run, size: Size, reverse: bool, faces: &Faces) -> Dots {
    let scale = (size.across(), size.down());
    let mut drawn = Dots::white(run.width(size), SQUARE_DOTS * scale.1);
    let mut x = 0;
    for character in run.text.chars() {
        // The layout holds only what a face draws.
        if let Some(glyph) = faces.draw(character, SQUARE_DOTS as u16, run.bold) {
            drawn.stamp(&glyph, x, 0, scale);
            x += glyph.width() * scale.0;
        }
    }
    if reverse { inverted(&drawn) } else { drawn }
}

fn draw_rule(faces: &Faces) -> Dots {
    let run = Run { x: 0, text: RULE.to_owned(), bold: false, side: Side::Left };
    draw_run(&run, Size::Normal, false, faces)
}

fn inverted(picture: &Dots) -> Dots {
    let mut inverse = Dots::white(picture.width(), picture.height());
    for y in 0..picture.height() {
        for x in 0..picture.width() {
            if !picture.is_black(x, y) {
                inverse.blacken(x, y);
            }
        }
    }
    inverse
}

fn draw_code(sheet: &mut Dots, code: &Code, left: usize, y: usize) {
    let x = left + (PRINTABLE_DOTS - code.side()) / 2;
    let module = usize::from(code.module_dots);
    sheet.stamp(&code.modules, x, y + code.quiet_dots(), (module, module));
}
