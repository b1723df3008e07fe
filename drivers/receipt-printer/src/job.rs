//! A sheet as whole commands: composed once, sent by the [`Client`](crate::Client).

use faces::{Dots, Faces};
use qrcode::{EcLevel, QrCode};

use crate::{
    Profile, code128,
    wire::{Align, Command, Qr, QrLevel, alike, code_of, columns, find_real_time},
};

/// The side of a Chinese character and the height of a Latin one, in dots.
const FONT_DOTS: u16 = 24;
const HALF_DOTS: usize = 12;
/// Dots from line to line unless asked otherwise.
const LINE_SPACING: u8 = 30;
/// A picture goes in bands of about so many bytes, so that whole commands fill chunks well.
const BAND_BYTES: usize = 1024;
/// What stands for a character that neither the ROM nor a face has (〓, as in GB 2312 practice).
const MARK: char = '〓';

/// Why a sheet cannot be composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// A picture, code or barcode is wider than the paper.
    #[error("{needed} dots wide, and the paper has {available}: make it smaller")]
    TooWide {
        /// Dots that it needs.
        needed: usize,
        /// Dots that there are.
        available: usize,
    },
    /// A QR code cannot hold the text.
    #[error("the text is too long for a QR code: shorten it")]
    QrTooLong,
    /// The text of a QR code holds bytes that a printer obeys as a real-time command.
    #[error("the text of the QR code holds control characters: remove them")]
    QrControls,
    /// A barcode holds printable ASCII only.
    #[error("the text of the barcode is not printable ASCII: change it")]
    BarcodeText,
}

/// A sheet, ready to be sent; the cut is the client's.
#[derive(Clone, PartialEq, Eq)]
pub struct Job {
    commands: Vec<Command>,
    height_dots: usize,
    missing: Vec<char>,
}

impl Job {
    /// The commands in their order.
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// The length of the print, which tells how long it takes.
    pub fn height_dots(&self) -> usize {
        self.height_dots
    }

    /// Characters that neither the ROM nor a face has; each stands as 〓 on the sheet.
    pub fn missing(&self) -> &[char] {
        &self.missing
    }
}

/// Counts only: what is printed is a person's.
impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Job({} commands, {} dots)", self.commands.len(), self.height_dots)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    width: u8,
    height: u8,
    bold: bool,
}

const PLAIN: Style = Style { width: 1, height: 1, bold: false };

enum Piece {
    Text(String, Style),
    Picture(Dots),
    At(usize),
}

/// Writes a sheet, line after line.
///
/// Text goes through the printer's ROM; a character that the ROM lacks is drawn with the faces and
/// goes into the line as a picture. Only changes of the printer's settings are sent.
pub struct Composer<'a> {
    profile: &'a Profile,
    faces: &'a Faces,
    job: Job,
    line: Vec<Piece>,
    align: Align,
    style: Style,
    line_spacing: u8,
    /// What the printer has been told.
    told: (Align, Style, u8),
    error: Option<ComposeError>,
}

impl<'a> Composer<'a> {
    /// Begins a sheet: left-aligned, plain, 30 dots from line to line.
    pub fn new(profile: &'a Profile, faces: &'a Faces) -> Self {
        let commands =
            vec![Command::Initialise, Command::Chinese(true), Command::LineSpacing(LINE_SPACING)];
        Self {
            profile,
            faces,
            job: Job { commands, height_dots: 0, missing: Vec::new() },
            line: Vec::new(),
            align: Align::Left,
            style: PLAIN,
            line_spacing: LINE_SPACING,
            told: (Align::Left, PLAIN, LINE_SPACING),
            error: None,
        }
    }

    /// Where the lines stand from the present one on.
    pub fn align(&mut self, align: Align) -> &mut Self {
        self.align = align;
        self
    }

    /// How many times as wide and as high the following text is, 1…8.
    pub fn size(&mut self, width: u8, height: u8) -> &mut Self {
        self.style = Style { width: width.clamp(1, 8), height: height.clamp(1, 8), ..self.style };
        self
    }

    /// Whether the following text is emphasised.
    pub fn bold(&mut self, bold: bool) -> &mut Self {
        self.style.bold = bold;
        self
    }

    /// Dots from line to line, from the present one on; a taller line takes what it needs.
    pub fn line_spacing(&mut self, dots: u8) -> &mut Self {
        self.line_spacing = dots;
        self
    }

    /// Adds text to the line.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let text = text.chars().map(|character| self.printable(alike(character))).collect();
        self.line.push(Piece::Text(text, self.style));
        self
    }

    /// Adds a picture of 24 dots or fewer in height to the line.
    pub fn inline(&mut self, picture: &Dots) -> &mut Self {
        self.line.push(Piece::Picture(picture.clone()));
        self
    }

    /// What follows in the line begins so many dots from the left margin.
    pub fn at(&mut self, dots: usize) -> &mut Self {
        self.line.push(Piece::At(dots));
        self
    }

    /// Ends the line.
    pub fn end_line(&mut self) -> &mut Self {
        let line = std::mem::take(&mut self.line);
        self.tell_align();
        if self.told.2 != self.line_spacing {
            self.told.2 = self.line_spacing;
            self.push(Command::LineSpacing(self.line_spacing));
        }
        let scaled_and_drawn = line.iter().any(|piece| match piece {
            Piece::Text(text, style) => {
                (style.width, style.height) != (1, 1)
                    && text.chars().any(|character| !self.profile.rom.has(character))
            }
            _ => false,
        });
        let tallest = line.iter().map(Piece::height).max().unwrap_or(0);
        self.job.height_dots += tallest.max(usize::from(self.line_spacing));
        if scaled_and_drawn {
            // An inline picture is not scaled by the printer: the whole line goes as a picture.
            let drawn = self.draw_line(&line);
            self.raster(&drawn);
            let rest = usize::from(self.line_spacing).saturating_sub(drawn.height());
            self.feed_only(rest);
        } else {
            line.iter().for_each(|piece| self.write(piece));
            self.push(Command::LineFeed);
        }
        self
    }

    /// Adds text and ends the line.
    pub fn line(&mut self, text: &str) -> &mut Self {
        self.text(text).end_line()
    }

    /// Feeds blank paper.
    pub fn feed(&mut self, dots: usize) -> &mut Self {
        self.job.height_dots += dots;
        self.feed_only(dots);
        self
    }

    /// Prints a picture on lines of its own.
    pub fn picture(&mut self, picture: &Dots) -> &mut Self {
        if self.fits(picture.width()) {
            self.tell_align();
            self.job.height_dots += picture.height();
            self.raster(picture);
        }
        self
    }

    /// Prints a QR code (model 2) with its quiet zone above and below. A module is 1…16 dots wide.
    pub fn qr(&mut self, text: &str, module_dots: u8, level: QrLevel) -> &mut Self {
        let correction = match level {
            QrLevel::L => EcLevel::L,
            QrLevel::M => EcLevel::M,
            QrLevel::Q => EcLevel::Q,
            QrLevel::H => EcLevel::H,
        };
        let module_dots = module_dots.clamp(1, 16);
        let Ok(code) = QrCode::with_error_correction_level(text, correction) else {
            return self.fail(ComposeError::QrTooLong);
        };
        if find_real_time(text.as_bytes()).is_some() {
            return self.fail(ComposeError::QrControls);
        }
        let side = code.width() * usize::from(module_dots);
        if self.fits(side) {
            let quiet = 4 * usize::from(module_dots);
            self.tell_align();
            self.feed(quiet);
            for step in [
                Qr::Model2,
                Qr::Module(module_dots),
                Qr::Level(level),
                Qr::Store(text.as_bytes().to_vec()),
                Qr::Print,
            ] {
                self.push(Command::Qr(step));
            }
            self.job.height_dots += side;
            self.feed(quiet);
        }
        self
    }

    /// Prints a text as Code 128 with the text below it. A module is 2…6 dots wide.
    pub fn code128(&mut self, text: &str, height_dots: u8, module_dots: u8) -> &mut Self {
        let module_dots = module_dots.clamp(2, 6);
        let Some((data, bars)) = code128::data(text).and_then(|data| {
            let (bars, _) = code128::bars(&data)?;
            Some((data, bars.len()))
        }) else {
            return self.fail(ComposeError::BarcodeText);
        };
        if self.fits(bars * usize::from(module_dots)) {
            self.tell_align();
            self.tell_style(PLAIN);
            self.push(Command::BarcodeHeight(height_dots));
            self.push(Command::BarcodeModule(module_dots));
            self.push(Command::BarcodeText(2));
            self.push(Command::Code128(data));
            self.job.height_dots += usize::from(height_dots) + usize::from(FONT_DOTS);
        }
        self
    }

    /// Ends the sheet.
    ///
    /// # Errors
    /// The first thing that could not be put on it.
    pub fn finish(mut self) -> Result<Job, ComposeError> {
        if !self.line.is_empty() {
            self.end_line();
        }
        self.error.map_or(Ok(self.job), Err)
    }

    fn push(&mut self, command: Command) {
        self.job.commands.push(command);
    }

    fn fail(&mut self, error: ComposeError) -> &mut Self {
        self.error.get_or_insert(error);
        self
    }

    fn fits(&mut self, needed: usize) -> bool {
        let available = self.profile.dots;
        if available < needed {
            self.fail(ComposeError::TooWide { needed, available });
        }
        needed <= available
    }

    /// The character, or the mark that stands for one that cannot be drawn. Controls, which a chip's
    /// data may hold, never reach the printer.
    fn printable(&mut self, character: char) -> char {
        let drawn = !character.is_control()
            && (self.profile.rom.has(character) || self.faces.covers(character));
        if drawn {
            return character;
        }
        if !self.job.missing.contains(&character) {
            self.job.missing.push(character);
        }
        MARK
    }

    fn tell_align(&mut self) {
        if self.told.0 != self.align {
            self.told.0 = self.align;
            self.push(Command::Align(self.align));
        }
    }

    fn tell_style(&mut self, style: Style) {
        let told = std::mem::replace(&mut self.told.1, style);
        if (told.width, told.height) != (style.width, style.height) {
            self.push(Command::Size { width: style.width, height: style.height });
        }
        if told.bold != style.bold {
            self.push(Command::Bold(style.bold));
        }
    }

    fn write(&mut self, piece: &Piece) {
        match piece {
            Piece::At(dots) => self.push(Command::MoveTo(*dots as u16)),
            Piece::Picture(picture) => self.push(bit_image(picture)),
            Piece::Text(text, style) => {
                self.tell_style(*style);
                let mut codes = Vec::new();
                for character in text.chars() {
                    if self.profile.rom.has(character) {
                        codes.extend(code_of(character));
                    } else if let Some(glyph) = self.faces.draw(character, FONT_DOTS, style.bold) {
                        self.push_codes(&mut codes);
                        self.push(bit_image(&glyph));
                    }
                }
                self.push_codes(&mut codes);
            }
        }
    }

    fn push_codes(&mut self, codes: &mut Vec<u8>) {
        if !codes.is_empty() {
            self.push(Command::Characters(std::mem::take(codes)));
        }
    }

    fn draw_line(&self, line: &[Piece]) -> Dots {
        let width = line.iter().fold(0, |x, piece| piece.end(x)).min(self.profile.dots);
        let height = line.iter().map(Piece::height).max().unwrap_or(0);
        let mut drawn = Dots::white(width, height);
        let mut x = 0;
        for piece in line {
            let top = height - piece.height();
            match piece {
                Piece::At(_) => {}
                Piece::Picture(picture) => drawn.stamp(picture, x, top, (1, 1)),
                Piece::Text(text, style) => {
                    let scale = (usize::from(style.width), usize::from(style.height));
                    let mut x = x;
                    for character in text.chars() {
                        if let Some(glyph) = self.faces.draw(character, FONT_DOTS, style.bold) {
                            drawn.stamp(&glyph, x, top, scale);
                            x += glyph.width() * scale.0;
                        }
                    }
                }
            }
            x = piece.end(x);
        }
        drawn
    }

    fn raster(&mut self, picture: &Dots) {
        let width_bytes = picture.width().div_ceil(8);
        let rows: Vec<u8> = (0..picture.height())
            .flat_map(|y| (0..width_bytes).map(move |byte| (byte, y)))
            .map(|(byte, y)| {
                (0..8)
                    .fold(0, |bits, bit| bits << 1 | u8::from(picture.is_black(byte * 8 + bit, y)))
            })
            .collect();
        let band = (BAND_BYTES / width_bytes.max(1)).max(1) * width_bytes;
        for rows in rows.chunks(band.max(1)) {
            let mut rows = rows.to_vec();
            defuse(&mut rows);
            self.push(Command::Raster { width_bytes: width_bytes as u16, rows });
        }
    }

    fn feed_only(&mut self, dots: usize) {
        let mut left = dots;
        while 0 < left {
            let step = left.min(255);
            self.push(Command::FeedDots(step as u8));
            left -= step;
        }
    }
}

impl Piece {
    fn height(&self) -> usize {
        match self {
            Self::Text(_, style) => usize::from(FONT_DOTS) * usize::from(style.height),
            Self::Picture(_) => usize::from(FONT_DOTS),
            Self::At(_) => 0,
        }
    }

    /// Where the line stands after this piece.
    fn end(&self, x: usize) -> usize {
        match self {
            Self::Text(text, style) => x + columns(text) * HALF_DOTS * usize::from(style.width),
            Self::Picture(picture) => x + picture.width(),
            Self::At(dots) => *dots,
        }
    }
}

fn bit_image(picture: &Dots) -> Command {
    let column = |x| {
        [0, 8, 16].map(|top| {
            (top..top + 8).fold(0, |bits, y| bits << 1 | u8::from(picture.is_black(x, y)))
        })
    };
    let mut bytes: Vec<u8> = (0..picture.width()).flat_map(column).collect();
    defuse(&mut bytes);
    Command::BitImage(bytes.as_chunks::<3>().0.to_vec())
}

/// Adds a dot wherever the bits of a picture would make a real-time command.
fn defuse(bits: &mut [u8]) {
    while let Some(at) = find_real_time(bits) {
        bits[at] |= 0x08;
    }
}
