//! A strip of the panel as wide as it is: what embedded-graphics draws on.

use core::convert::Infallible;

use embedded_graphics::{
    Pixel,
    draw_target::DrawTarget,
    geometry::{OriginDimensions, Size},
    pixelcolor::{Gray4, GrayColor},
};

use super::{HEIGHT, Picture, ROW, WIDTH};
use crate::Region;

/// Rows of a band.
const ROWS: usize = 16;

/// How many bands make the panel.
pub(super) const COUNT: usize = HEIGHT / ROWS;

/// A strip, black at first.
pub(super) struct Band {
    top: usize,
    rows: [[u8; ROW]; ROWS],
}

impl Band {
    /// The n-th from the top.
    pub(super) fn at(number: usize) -> Self {
        Self { top: number.saturating_mul(ROWS), rows: [[0; ROW]; ROWS] }
    }

    /// Whether rows from `top` on, so many of them, reach into the band.
    pub(super) fn meets(&self, top: u32, height: u32) -> bool {
        let (top, height) = (top as usize, height as usize);
        top < self.top.saturating_add(ROWS) && self.top < top.saturating_add(height)
    }

    /// Puts the band into the picture; says which region of it differs from what was there, or the
    /// whole band where `all` of it counts.
    pub(super) fn replace(&self, picture: &mut Picture, all: bool) -> Option<Region> {
        let mut changed: Option<Changed> = all.then_some(Changed::ALL);
        let there = picture.iter_mut().skip(self.top);
        for (place, (new, old)) in self.rows.iter().zip(there).enumerate() {
            let differs = |column: &usize| new.get(*column) != old.get(*column);
            let first = (0..ROW).find(differs);
            let last = (0..ROW).rev().find(differs);
            if let (Some(first), Some(last)) = (first, last) {
                let row = Changed { first, last, upper: place, lower: place };
                changed = Some(changed.map_or(row, |it| it.with(row)));
                *old = *new;
            }
        }
        changed.map(|changed| changed.region(self.top))
    }
}

/// Bounds of what differs, in bytes and rows of the band, all of them inside.
#[derive(Clone, Copy)]
struct Changed {
    first: usize,
    last: usize,
    upper: usize,
    lower: usize,
}

impl Changed {
    const ALL: Self = Self { first: 0, last: ROW - 1, upper: 0, lower: ROWS - 1 };

    fn with(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            upper: self.upper.min(other.upper),
            lower: self.lower.max(other.lower),
        }
    }

    /// The region in dots of the panel, none of which passes 128.
    fn region(self, top: usize) -> Region {
        Region {
            x: (self.first * 2) as u8,
            y: (top + self.upper) as u8,
            width: ((self.last + 1 - self.first) * 2) as u8,
            height: (self.lower + 1 - self.upper) as u8,
        }
    }
}

impl OriginDimensions for Band {
    fn size(&self) -> Size {
        Size::new(WIDTH as u32, HEIGHT as u32)
    }
}

impl DrawTarget for Band {
    type Color = Gray4;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Gray4>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        for Pixel(at, colour) in pixels {
            let (Ok(x), Ok(y)) = (usize::try_from(at.x), usize::try_from(at.y)) else { continue };
            let row = y.checked_sub(self.top).and_then(|row| self.rows.get_mut(row));
            let Some(pair) = row.and_then(|row| row.get_mut(x / 2)) else { continue };
            *pair = match x % 2 {
                0 => *pair & 0x0F | colour.luma() << 4,
                _ => *pair & 0xF0 | colour.luma(),
            };
        }
        Ok(())
    }
}
