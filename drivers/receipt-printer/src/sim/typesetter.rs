//! Commands into rows of dots: the font ROM, the line being set, codes and pictures.

use faces::{Dots, Faces};
use qrcode::{Color, EcLevel, QrCode};

use super::sheet::Row;
use crate::{
    code128,
    wire::{Align, Command, Qr, QrLevel, RomClass, character_of},
};

const FONT_DOTS: u16 = 24;
const DEFAULT_SPACING: usize = 30;

/// Settings, and the line that is not printed yet.
pub(super) struct Typesetter {
    width: usize,
    rom: RomClass,
    faces: Faces,
    settings: Settings,
    line: Vec<(usize, Dots)>,
    x: usize,
    /// What `GS a` asked for; ends with the settings.
    pub(super) automatic_status: u8,
}

struct Settings {
    size: (usize, usize),
    bold: bool,
    align: Align,
    spacing: usize,
    qr_module: usize,
    qr_level: QrLevel,
    qr_data: Vec<u8>,
    barcode_height: usize,
    barcode_module: usize,
    barcode_text: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            size: (1, 1),
            bold: false,
            align: Align::Left,
            spacing: DEFAULT_SPACING,
            qr_module: 3,
            qr_level: QrLevel::L,
            qr_data: Vec::new(),
            barcode_height: 162,
            barcode_module: 3,
            barcode_text: 0,
        }
    }
}

impl Typesetter {
    pub(super) fn new(width: usize, rom: RomClass, faces: Faces) -> Self {
        Self {
            width,
            rom,
            faces,
            settings: Settings::default(),
            line: Vec::new(),
            x: 0,
            automatic_status: 0,
        }
    }

    /// As after power-on.
    pub(super) fn reset(&mut self) {
        self.settings = Settings::default();
        self.automatic_status = 0;
        self.drop_line();
    }

    pub(super) fn drop_line(&mut self) {
        self.line.clear();
        self.x = 0;
    }

    pub(super) fn at_line_start(&self) -> bool {
        self.x == 0
    }

    /// Obeys a command; the rows are what it prints.
    pub(super) fn obey(&mut self, command: Command) -> Vec<Row> {
        let settings = &mut self.settings;
        match command {
            Command::Initialise => self.reset(),
            Command::LineSpacing(dots) => settings.spacing = usize::from(dots),
            Command::Size { width, height } => {
                settings.size = (usize::from(width), usize::from(height));
            }
            Command::Bold(on) => settings.bold = on,
            Command::Align(align) if self.x == 0 => settings.align = align,
            Command::MoveTo(dots) => self.x = usize::from(dots).min(self.width),
            Command::BarcodeHeight(dots) => settings.barcode_height = usize::from(dots),
            Command::BarcodeModule(dots @ 2..=6) => settings.barcode_module = usize::from(dots),
            Command::BarcodeText(place) => settings.barcode_text = place & 3,
            Command::AutomaticStatus(kinds) => self.automatic_status = kinds,
            Command::Qr(Qr::Module(dots @ 1..=16)) => settings.qr_module = usize::from(dots),
            Command::Qr(Qr::Level(level)) => settings.qr_level = level,
            Command::Qr(Qr::Store(data)) => settings.qr_data = data,
            Command::Qr(Qr::Print) => return self.qr(),
            Command::Code128(data) => return self.code128(&data),
            Command::Characters(code) => return self.character(&code),
            Command::BitImage(columns) => return self.place(bit_image(&columns)),
            Command::Raster { width_bytes, rows } => return self.raster(width_bytes, &rows),
            Command::LineFeed => return self.print_line(self.settings.spacing),
            Command::FeedDots(dots) => return self.print_line(usize::from(dots)),
            Command::FeedLines(lines) => {
                return self.print_line(usize::from(lines) * self.settings.spacing);
            }
            // Settings out of their range keep the old value; the rest is no printing.
            Command::Align(_)
            | Command::BarcodeModule(_)
            | Command::Qr(Qr::Model2 | Qr::Module(_))
            | Command::Chinese(_)
            | Command::Cut(_)
            | Command::AskInOrder(_)
            | Command::Identify(_)
            | Command::EchoInOrder(_)
            | Command::RealTime(_)
            | Command::Unknown(_) => {}
        }
        Vec::new()
    }

    fn character(&mut self, code: &[u8]) -> Vec<Row> {
        let known = self.rom.draws(code).then(|| character_of(code)).flatten();
        let glyph = known
            .and_then(|character| self.faces.draw(character, FONT_DOTS, self.settings.bold))
            .unwrap_or_else(|| garbage(if code.len() == 1 { 12 } else { 24 }));
        let scale = self.settings.size;
        let mut scaled = Dots::white(glyph.width() * scale.0, glyph.height() * scale.1);
        scaled.stamp(&glyph, 0, 0, scale);
        self.place(scaled)
    }

    /// Puts a picture at the end of the line; a line that is full is printed first.
    fn place(&mut self, picture: Dots) -> Vec<Row> {
        let full = self.width < self.x + picture.width() && 0 < self.x;
        let rows = if full { self.print_line(self.settings.spacing) } else { Vec::new() };
        let width = picture.width();
        self.line.push((self.x, picture));
        self.x += width;
        rows
    }

    /// Prints the line and feeds: as far as asked, and no less than the line is high.
    fn print_line(&mut self, feed: usize) -> Vec<Row> {
        let height = self.line.iter().map(|(_, picture)| picture.height()).max().unwrap_or(0);
        let mut set = Dots::white(self.x, height);
        for (x, picture) in &self.line {
            set.stamp(picture, *x, height - picture.height(), (1, 1));
        }
        self.drop_line();
        let mut rows = self.aligned(&set);
        rows.resize(height.max(feed), Row::new());
        rows
    }

    fn aligned(&self, picture: &Dots) -> Vec<Row> {
        let room = self.width.saturating_sub(picture.width());
        let left = match self.settings.align {
            Align::Left => 0,
            Align::Centre => room / 2,
            Align::Right => room,
        };
        let row = |y| -> Row {
            let printed = (0..picture.width()).map(|x| picture.is_black(x, y));
            std::iter::repeat_n(false, left).chain(printed).take(self.width).collect()
        };
        (0..picture.height()).map(row).collect()
    }

    fn raster(&mut self, width_bytes: u16, rows: &[u8]) -> Vec<Row> {
        let width_bytes = usize::from(width_bytes);
        let mut picture = Dots::white(width_bytes * 8, rows.len() / width_bytes);
        for (place, bits) in rows.iter().enumerate() {
            for bit in (0..8).filter(|bit| bits & (0x80 >> bit) != 0) {
                picture.blacken(place % width_bytes * 8 + bit, place / width_bytes);
            }
        }
        self.on_its_own(&picture)
    }

    /// What needs an empty line: while one is begun, it is not printed.
    fn on_its_own(&mut self, picture: &Dots) -> Vec<Row> {
        if self.x == 0 { self.aligned(picture) } else { Vec::new() }
    }

    fn qr(&mut self) -> Vec<Row> {
        let Settings { qr_module: module, qr_level, qr_data, .. } = &self.settings;
        let level = match qr_level {
            QrLevel::L => EcLevel::L,
            QrLevel::M => EcLevel::M,
            QrLevel::Q => EcLevel::Q,
            QrLevel::H => EcLevel::H,
        };
        let Ok(code) = QrCode::with_error_correction_level(qr_data, level) else {
            return Vec::new();
        };
        let (module, side) = (*module, code.width());
        // One that is too wide, or empty, is not printed at all.
        if qr_data.is_empty() || self.width < side * module {
            return Vec::new();
        }
        let mut small = Dots::white(side, side);
        for (place, _) in code.to_colors().iter().enumerate().filter(|(_, c)| **c == Color::Dark) {
            small.blacken(place % side, place / side);
        }
        let mut picture = Dots::white(side * module, side * module);
        picture.stamp(&small, 0, 0, (module, module));
        self.on_its_own(&picture)
    }

    fn code128(&mut self, data: &[u8]) -> Vec<Row> {
        let Some((bars, text)) = code128::bars(data) else { return Vec::new() };
        let Settings { barcode_height: height, barcode_module: module, .. } = self.settings;
        let width = bars.len() * module;
        if self.width < width {
            return Vec::new();
        }
        let line_of_text = usize::from(FONT_DOTS);
        let above = self.settings.barcode_text & 1 != 0;
        let below = self.settings.barcode_text & 2 != 0;
        let texts = usize::from(above) + usize::from(below);
        let mut picture = Dots::white(width, height + texts * line_of_text);
        let top = if above { line_of_text } else { 0 };
        for (place, _) in bars.iter().enumerate().filter(|(_, black)| **black) {
            for x in place * module..(place + 1) * module {
                (top..top + height).for_each(|y| picture.blacken(x, y));
            }
        }
        let left = width.saturating_sub(text.len() * 12) / 2;
        for y in [above.then_some(0), below.then_some(top + height)].into_iter().flatten() {
            for (place, character) in text.chars().enumerate() {
                if let Some(glyph) = self.faces.draw(character, FONT_DOTS, false) {
                    picture.stamp(&glyph, left + place * 12, y, (1, 1));
                }
            }
        }
        self.on_its_own(&picture)
    }
}

fn bit_image(columns: &[[u8; 3]]) -> Dots {
    let mut picture = Dots::white(columns.len(), usize::from(FONT_DOTS));
    for (x, column) in columns.iter().enumerate() {
        for y in (0..24).filter(|y| column[y / 8] & (0x80 >> (y % 8)) != 0) {
            picture.blacken(x, y);
        }
    }
    picture
}

/// What stands where the ROM has no such character: a hatched field.
fn garbage(width: usize) -> Dots {
    let mut field = Dots::white(width, usize::from(FONT_DOTS));
    for y in 2..22 {
        (1..width - 1).filter(|x| (x + y) % 4 < 2).for_each(|x| field.blacken(x, y));
    }
    field
}
