//! Writing a sheet, line after line.

use faces::{Dots, Faces};
use qrcode::{EcLevel, QrCode};

use super::{
    ComposeError, Job,
    picture::{bands, bit_image},
};
use crate::{
    Profile, code128,
    wire::{Align, Command, Qr, QrLevel, alike, code_of, columns, find_real_time},
};

/// The side of a Chinese character and the height of a Latin one, in dots.
const FONT_DOTS: u16 = 24;
const HALF_DOTS: usize = 12;
/// Dots from line to line unless asked otherwise.
const LINE_SPACING: u8 = 30;
/// What stands for a character that neither the ROM nor a face has (〓, as in GB 2312 practice).
const MARK: char = '〓';

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
            self.job.commands.extend(bands(&drawn));
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
            self.job.commands.extend(bands(picture));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn compose(write: impl FnOnce(&mut Composer<'_>)) -> Result<Job, ComposeError> {
        let (profile, faces) = (Profile::generic_80mm(), Faces::shipped().unwrap());
        let mut sheet = Composer::new(&profile, &faces);
        write(&mut sheet);
        sheet.finish()
    }

    fn line(text: &str) -> Job {
        let write = |sheet: &mut Composer<'_>| {
            sheet.line(text);
        };
        compose(write).unwrap()
    }

    fn bytes(job: &Job) -> Vec<u8> {
        job.commands().iter().flat_map(Command::bytes).collect()
    }

    #[test]
    fn a_rare_character_goes_into_the_line_as_a_picture_of_77_bytes() {
        let job = line("姓名：张㛃洁");
        let [.., before, picture, after, Command::LineFeed] = job.commands() else {
            panic!("{:?}", job.commands());
        };
        assert_eq!(before.bytes(), [0xD0, 0xD5, 0xC3, 0xFB, 0xA3, 0xBA, 0xD5, 0xC5]);
        assert_eq!(picture.bytes().len(), 77);
        assert_eq!(picture.bytes()[..5], [0x1B, 0x2A, 0x21, 0x18, 0x00]);
        assert_eq!(after.bytes(), [0xBD, 0xE0]);
    }

    #[test]
    fn a_setting_is_sent_when_it_changes_and_only_then() {
        let job = compose(|sheet| {
            sheet.align(Align::Centre).size(2, 2).line("参保凭证").line("参保凭证");
            sheet.align(Align::Left).size(1, 1).line("A");
        })
        .unwrap();
        let title = [0xB2, 0xCE, 0xB1, 0xA3, 0xC6, 0xBE, 0xD6, 0xA4, 0x0A];
        let wanted = [
            &[0x1B, 0x40, 0x1C, 0x26, 0x1B, 0x33, 0x1E, 0x1B, 0x61, 0x01, 0x1D, 0x21, 0x11][..],
            &title,
            &title,
            &[0x1B, 0x61, 0x00, 0x1D, 0x21, 0x00, 0x41, 0x0A],
        ];
        assert_eq!(bytes(&job), wanted.concat());
        assert_eq!(job.height_dots(), 48 + 48 + 30);
    }

    #[test]
    fn what_nobody_can_draw_stands_as_a_mark_and_is_told() {
        let job = line("龙\u{E863}");
        assert_eq!(job.missing(), ['\u{E863}']);
        assert!(bytes(&job).ends_with(&[0xC1, 0xFA, 0xA1, 0xFE, 0x0A]));
    }

    #[test]
    fn controls_in_a_name_never_reach_the_printer() {
        let job = line("A\u{10}\u{14}\u{8}\u{1B}@\n");
        let mark = [0xA1, 0xFE];
        let wanted = [&b"A"[..], &mark, &mark, &mark, &mark, b"@", &mark, b"\n"].concat();
        assert!(bytes(&job).ends_with(&wanted));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = |write: &dyn Fn(&mut Composer<'_>)| compose(|sheet| write(sheet)).err();
        let qr = |text: &str, dots| {
            refused(&|sheet| {
                sheet.qr(text, dots, QrLevel::M);
            })
        };
        assert_eq!(qr("PZ1", 16), None);
        let too_wide = ComposeError::TooWide { needed: 69 * 16, available: 576 };
        assert_eq!(qr(&"长".repeat(100), 16), Some(too_wide));
        assert_eq!(qr(&"长".repeat(1000), 1), Some(ComposeError::QrTooLong));
        assert_eq!(qr("\u{10}\u{4}\u{1}", 4), Some(ComposeError::QrControls));
        let bar = |text: &str| {
            refused(&|sheet| {
                sheet.code128(text, 80, 3);
            })
        };
        assert_eq!(bar("PZ20260715"), None);
        assert_eq!(bar("凭证"), Some(ComposeError::BarcodeText));
        assert!(matches!(bar("PZ20260715ABCDEFGHIJ"), Some(ComposeError::TooWide { .. })));
    }
}
