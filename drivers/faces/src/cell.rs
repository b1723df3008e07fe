//! A character into the dots of a font cell.

use ab_glyph::{Font, FontRef, Glyph, PxScale, point};

use crate::Dots;

/// From how much of a dot is covered on the dot is burnt. Lower makes thin strokes whole and
/// narrow gaps close; at 24 dots this keeps both.
const COVERED: f32 = 0.42;

/// How much narrower than designed ASCII is drawn, so that a digit fits half a square.
const ASCII_NARROWED: f32 = 0.9;

/// Draws a character that the font holds, with the foot of the square's characters `depth` of the
/// square above its bottom.
pub(crate) fn draw(font: &FontRef<'_>, depth: f32, character: char, dots: u16) -> Dots {
    let ascii = character.is_ascii();
    let (side, width) = (usize::from(dots), usize::from(if ascii { dots / 2 } else { dots }));
    let mut cell = Dots::white(width, side);
    // ab_glyph measures a font by the height of its line; a cell is measured by the square.
    let em = font.units_per_em().unwrap_or(1000.0);
    let tall = f32::from(dots) * font.height_unscaled() / em;
    let foot = (f32::from(dots) * (1.0 - depth)).round();
    let outline = |narrowed: f32| {
        let scale = PxScale { x: tall * narrowed, y: tall };
        let glyph = Glyph { id: font.glyph_id(character), scale, position: point(0.0, foot) };
        let advance = font.h_advance_unscaled(glyph.id) * scale.x / font.height_unscaled();
        font.outline_glyph(glyph).map(|outlined| (advance, outlined))
    };
    let narrowed = if ascii { ASCII_NARROWED } else { 1.0 };
    let Some((advance, mut outlined)) = outline(narrowed) else { return cell };
    let mut left = ((width as f32 - advance) / 2.0).round();
    let room = if ascii { width as f32 - 1.0 } else { width as f32 };
    let ink = outlined.px_bounds();
    if room < ink.width() {
        // A wide letter (W, m, @) is pressed into its half square, as font ROMs do.
        if let Some((_, pressed)) = outline(narrowed * room / ink.width()) {
            left = -pressed.px_bounds().min.x;
            outlined = pressed;
        }
    }
    let (at_x, at_y) = (outlined.px_bounds().min.x + left, outlined.px_bounds().min.y);
    outlined.draw(|x, y, covered| {
        let (x, y) = (at_x + x as f32, at_y + y as f32);
        if COVERED <= covered && 0.0 <= x && 0.0 <= y {
            cell.blacken(x as usize, y as usize);
        }
    });
    cell
}
