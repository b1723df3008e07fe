//! What the panel shows.

use std::fmt;

use crate::BoardError;

/// The emulator draws every dot of the panel as a square of so many pixels.
const MAGNIFIED: usize = 4;

/// The panel's dots, row by row, from 0 (dark) to 15.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(Vec<u8>);

impl Picture {
    /// Dots in a row.
    pub const WIDTH: usize = 128;
    /// Rows.
    pub const HEIGHT: usize = 64;

    /// A picture of these dots.
    ///
    /// # Panics
    /// They are not as many as the panel has.
    pub fn of(dots: Vec<u8>) -> Self {
        assert_eq!(dots.len(), Self::WIDTH * Self::HEIGHT);
        Self(dots)
    }

    /// Its dots, row by row.
    pub fn dots(&self) -> &[u8] {
        &self.0
    }

    /// Takes the dots out of a screen dump (PPM, three bytes a pixel).
    pub(crate) fn from_dump(ppm: &[u8]) -> Result<Self, BoardError> {
        let header = format!("P6\n{} {}\n255\n", Self::WIDTH * MAGNIFIED, Self::HEIGHT * MAGNIFIED);
        let pixels = ppm.strip_prefix(header.as_bytes()).ok_or(BoardError::Answer("picture"))?;
        let line = Self::WIDTH * MAGNIFIED * 3;
        if pixels.len() != line * Self::HEIGHT * MAGNIFIED {
            return Err(BoardError::Answer("picture"));
        }
        let rows = pixels.chunks_exact(line).step_by(MAGNIFIED);
        let dots = rows.flat_map(|row| row.chunks_exact(3).step_by(MAGNIFIED));
        // A grey of the panel, twice in one byte, is the grey of a pixel.
        Ok(Self(dots.map(|pixel| pixel[0] >> 4).collect()))
    }
}

/// A character a dot, so that a picture that differs can be looked at.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHADES: &[u8; 16] = b" .:-=+*ocaO0&8#@";
        for row in self.0.chunks(Self::WIDTH) {
            let row = row.iter().map(|dot| char::from(SHADES[usize::from(dot & 0xf)]));
            writeln!(f, "{}", row.collect::<String>().trim_end())?;
        }
        Ok(())
    }
}
