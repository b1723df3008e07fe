//! A piece of paper that left the printer.

use faces::Dots;

use crate::Profile;

/// A row of dots, black for true; what is missing at its end is white.
pub(super) type Row = Vec<bool>;

/// How the piece came off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By the cutter.
    Cut,
    /// By hand, in the middle of whatever was being printed.
    Torn,
}

/// A piece of paper, and what made it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Counts the pieces of this printer from 1.
    pub number: u64,
    /// The bytes that the printer obeyed since the piece before.
    pub bytes: Vec<u8>,
    /// The whole width of the paper.
    pub dots: Dots,
    /// How it came off.
    pub ending: Ending,
    dots_per_metre: u32,
}

impl Sheet {
    pub(super) fn new(
        number: u64,
        bytes: Vec<u8>,
        rows: &[Row],
        profile: &Profile,
        ending: Ending,
    ) -> Self {
        let margin = (profile.paper_dots - profile.dots) / 2;
        let mut dots = Dots::white(profile.paper_dots, rows.len());
        for (y, row) in rows.iter().enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(_, black)| **black) {
                dots.blacken(margin + x, y);
            }
        }
        Self { number, bytes, dots, ending, dots_per_metre: 1000 * profile.dots_per_mm as u32 }
    }

    /// Whether nothing is printed on it.
    pub fn is_blank(&self) -> bool {
        self.dots.ink() == 0
    }

    /// The piece as the citizen holds it, a dot a pixel, at its true size.
    pub fn png(&self) -> Vec<u8> {
        let (width, height) = (self.dots.width(), self.dots.height());
        let grey: Vec<u8> = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| if self.dots.is_black(x, y) { 0x00 } else { 0xFF })
            .collect();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width as u32, height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: self.dots_per_metre,
            yppu: self.dots_per_metre,
            unit: png::Unit::Meter,
        }));
        // Writing to memory fails only for a picture of no size, and a sheet has one.
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&grey));
        debug_assert!(written.is_ok(), "{written:?}");
        out
    }
}

/// Counts only: what is printed is a person's.
impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sheet({}, {} rows, {:?})", self.number, self.dots.height(), self.ending)
    }
}
