//! The panel for staff: 128 by 64 dots in 16 levels of grey.
//!
//! [`page`] says what is to be read, [`Panel`] draws it band by band, compares each band with what
//! the display shows, and hands on the smallest region that differs. So a page costs a kilobyte for
//! the band besides the picture itself, and a digit that changes costs its own few bytes on the wire.

mod band;
mod face;
mod line;
mod page;

use embedded_graphics::{
    geometry::{Point, Size},
    pixelcolor::Gray4,
    prelude::*,
    primitives::Rectangle,
};

use crate::Region;
use band::Band;
use line::Line;
pub(crate) use page::{Page, Situation};

/// Dots in a row of the panel.
pub const WIDTH: usize = 128;
/// Rows of the panel.
pub const HEIGHT: usize = 64;
/// Bytes in a row: a byte holds two dots.
pub const ROW: usize = WIDTH / 2;

/// What the panel shows, two dots to a byte, the left one in the upper half.
pub type Picture = [[u8; ROW]; HEIGHT];

/// What the display shows, and what it is to show.
#[derive(Debug)]
pub(crate) struct Panel {
    page: Page,
    /// What the display holds, as far as it has been told.
    picture: Picture,
    /// The next band to be compared; none where the display shows the page.
    next: Option<usize>,
    /// What the display holds before it is told is unknown: everything is sent once.
    blank: bool,
}

impl Panel {
    pub(crate) fn new(page: Page) -> Self {
        Self { page, picture: [[0; ROW]; HEIGHT], next: Some(0), blank: true }
    }

    /// What the display shows.
    pub(crate) fn picture(&self) -> &Picture {
        &self.picture
    }

    /// Has this page shown.
    pub(crate) fn turn_to(&mut self, page: Page) {
        if self.page != page {
            self.page = page;
            self.next = Some(0);
        }
    }

    /// Whether the display shows the page.
    pub(crate) fn is_shown(&self) -> bool {
        self.next.is_none()
    }

    /// Draws the next band, and hands what differs in it to `show`.
    pub(crate) fn step(&mut self, show: impl FnOnce(Region, &mut dyn Iterator<Item = &[u8]>)) {
        let Some(number) = self.next else { return };
        let mut band = Band::at(number);
        draw(&self.page, &mut band);
        if let Some(region) = band.replace(&mut self.picture, self.blank) {
            let (x, y) = (usize::from(region.x / 2), usize::from(region.y));
            let (width, height) = (usize::from(region.width / 2), usize::from(region.height));
            let rows = self.picture.iter().skip(y).take(height);
            show(region, &mut rows.filter_map(|row| row.get(x..)?.get(..width)));
        }
        self.next = Some(number.saturating_add(1)).filter(|next| *next < band::COUNT);
        // Every page is drawn to its end once before anything of it counts as known.
        self.blank &= self.next.is_some();
    }
}

/// Draws what of a page lies in a band.
fn draw(page: &Page, band: &mut Band) {
    let height: u32 = page.lines().map(Line::height).sum();
    let free = (HEIGHT as u32).saturating_sub(height);
    let gaps = (page.lines().count() as u32).saturating_sub(1).max(1);
    let gap = free.checked_div(gaps).unwrap_or(0);
    let mut top = 0;
    for (place, line) in page.lines().enumerate() {
        draw_line(line, top, page.alarm && place == 0, band);
        top = top.saturating_add(line.height()).saturating_add(gap);
    }
}

/// Draws a line in the middle of the row that begins at `top`; an alarm in black on a bright bar.
fn draw_line(line: &Line, top: u32, alarm: bool, band: &mut Band) {
    if !band.meets(top, line.height()) {
        return;
    }
    if alarm {
        let bar = Rectangle::new(Point::new(0, top as i32), Size::new(WIDTH as u32, line.height()));
        let _ = band.fill_solid(&bar, Gray4::WHITE);
    }
    let mut left = (WIDTH as u32).saturating_sub(line.width()) / 2;
    for glyph in line.glyphs() {
        let width = u32::from(glyph.width);
        let cell =
            Rectangle::new(Point::new(left as i32, top as i32), Size::new(width, line.height()));
        let levels = glyph.dots.iter().flat_map(|pair| [pair >> 4, pair & 0x0F]);
        let greys = levels.map(|level| Gray4::new(if alarm { 15 - level } else { level }));
        let _ = band.fill_contiguous(&cell, greys);
        left = left.saturating_add(width);
    }
}

#[cfg(test)]
mod tests {
    use board_proto::{KioskState, Mode, Network, Positions, Task};

    use super::*;
    use crate::Standing;

    fn page(sheets: u16, task: Task) -> Page {
        let kiosk = KioskState {
            mode: Mode::Waiting,
            network: Network::Connected,
            sheets: Some(sheets),
            task,
            fault: 0,
        };
        Page::of(&Situation {
            positions: Positions::default(),
            standing: Standing::Alive,
            too_hot: None,
            kiosk: Some(kiosk),
        })
    }

    /// A panel and the display behind it, which holds what it has been told and no more.
    struct Display {
        panel: Panel,
        dots: Picture,
        regions: Vec<Region>,
    }

    impl Display {
        fn new(page: Page) -> Self {
            Self { panel: Panel::new(page), dots: [[0xA5; ROW]; HEIGHT], regions: Vec::new() }
        }

        /// Draws to the end; returns how many bytes that took.
        fn draw(&mut self) -> usize {
            self.regions.clear();
            while !self.panel.is_shown() {
                self.panel.step(|region, rows| {
                    self.regions.push(region);
                    let (x, y) = (usize::from(region.x / 2), usize::from(region.y));
                    let mut count = 0;
                    for (shown, row) in self.dots[y..].iter_mut().zip(rows) {
                        assert_eq!(row.len(), usize::from(region.width / 2));
                        shown[x..x + row.len()].copy_from_slice(row);
                        count += 1;
                    }
                    assert_eq!(count, usize::from(region.height));
                });
            }
            assert_eq!(&self.dots, self.panel.picture());
            self.regions.iter().map(|region| region.bytes()).sum()
        }
    }

    #[test]
    fn a_display_of_which_nothing_is_known_is_told_every_dot() {
        let mut display = Display::new(page(340, Task::Nothing));
        assert_eq!(display.draw(), 4096);
        assert_eq!(display.draw(), 0);
    }

    #[test]
    fn a_digit_that_changes_costs_its_own_bytes() {
        let mut display = Display::new(page(340, Task::Nothing));
        display.draw();
        display.panel.turn_to(page(341, Task::Nothing));
        let sent = display.draw();
        assert!(0 < sent && sent <= 8 / 2 * 16, "{sent} bytes for one digit of 8 by 16 dots");
    }

    #[test]
    fn a_page_that_turns_while_it_is_drawn_ends_as_the_last_one() {
        let mut display = Display::new(page(340, Task::Nothing));
        display.draw();
        display.panel.turn_to(page(340, Task::PaperLow));
        display.panel.step(|region, rows| {
            let (x, y) = (usize::from(region.x / 2), usize::from(region.y));
            for (shown, row) in display.dots[y..].iter_mut().zip(rows) {
                shown[x..x + row.len()].copy_from_slice(row);
            }
        });
        display.panel.turn_to(page(12, Task::PaperOut));
        display.draw();
        let mut fresh = Display::new(page(12, Task::PaperOut));
        fresh.draw();
        assert_eq!(display.dots, fresh.dots);
    }

    #[test]
    fn the_same_page_is_not_sent_again() {
        let mut display = Display::new(page(340, Task::PaperLow));
        display.draw();
        display.panel.turn_to(page(340, Task::PaperLow));
        assert!(display.panel.is_shown());
    }
}
