//! Draws the panel's faces: every character that its texts hold, in 16 levels of grey, out of the
//! open type faces (SIL OFL 1.1) that the rest of the kiosk uses.

use std::{collections::BTreeSet, env, error::Error, fmt::Write, fs, path::Path};

use ab_glyph::{Font, FontRef, Glyph, PxScale, point};

macro_rules! texts {
    ($($face:ident { $($name:ident = $text:literal;)* })*) => {
        const TEXTS: &[(&str, &[&str])] = &[$((stringify!($face), &[$($text),*])),*];
    };
}
include!("src/panel/texts.rs");

const FACES: &str = "../../drivers/faces/files";

/// The file and the height of each face of the texts.
const DESIGNS: [(&str, &str, u16); 2] =
    [("LARGE", "NotoSansSC-Bold.ttf", 24), ("SMALL", "NotoSansSC-Regular.ttf", 16)];

/// How far above the bottom of its square a character's foot stands, in parts of the square.
const DEPTH: f32 = 0.12;

/// How much narrower than designed a digit is drawn, so that it fits half a square.
const ASCII_NARROWED: f32 = 0.9;

fn main() -> Result<(), Box<dyn Error>> {
    let dir = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(FACES);
    let mut source = String::new();
    for (face, file, height) in DESIGNS {
        let path = dir.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let font = FontRef::try_from_slice(&bytes)?;
        let texts = TEXTS.iter().filter(|(name, _)| *name == face).flat_map(|(_, texts)| *texts);
        let characters: BTreeSet<char> =
            texts.flat_map(|text| text.chars()).chain('0'..='9').collect();
        writeln!(source, "pub(super) const {face}: Face = Face {{ height: {height}, glyphs: &[")?;
        for character in characters {
            let (width, dots) = draw(&font, character, height)?;
            writeln!(
                source,
                "    Glyph {{ character: {character:?}, width: {width}, dots: &{dots:?} }},"
            )?;
        }
        writeln!(source, "] }};")?;
    }
    println!("cargo::rerun-if-changed=src/panel/texts.rs");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("faces.rs"), source)?;
    Ok(())
}

/// Draws a character into its cell, row by row, two dots to a byte and the left one in the upper
/// half: a square, or half of one for ASCII.
fn draw(font: &FontRef<'_>, character: char, height: u16) -> Result<(u16, Vec<u8>), String> {
    let id = font.glyph_id(character);
    if id.0 == 0 {
        return Err(format!("the type face lacks {character}"));
    }
    let ascii = character.is_ascii();
    let (width, narrowed) = if ascii { (height / 2, ASCII_NARROWED) } else { (height, 1.0) };
    let mut grey = vec![0_u8; usize::from(width) * usize::from(height)];
    // ab_glyph measures a font by the height of its line; a cell is measured by the square.
    let em = font.units_per_em().ok_or("the type face has no square")?;
    let tall = f32::from(height) * font.height_unscaled() / em;
    let scale = PxScale { x: tall * narrowed, y: tall };
    let foot = (f32::from(height) * (1.0 - DEPTH)).round();
    let glyph = Glyph { id, scale, position: point(0.0, foot) };
    let advance = font.h_advance_unscaled(id) * scale.x / font.height_unscaled();
    if let Some(outlined) = font.outline_glyph(glyph) {
        let left = ((f32::from(width) - advance) / 2.0).round();
        let bounds = outlined.px_bounds();
        outlined.draw(|x, y, covered| {
            let (x, y) = (bounds.min.x + left + x as f32, bounds.min.y + y as f32);
            let inside = 0.0 <= x && x < f32::from(width) && 0.0 <= y && y < f32::from(height);
            if inside {
                grey[y as usize * usize::from(width) + x as usize] = (covered * 15.0).round() as u8;
            }
        });
    }
    Ok((width, grey.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()))
}
