//! The faces as a PDF sets them: glyphs with their own widths instead of a printer's cells.

use std::{cell::OnceCell, path::Path, sync::Arc};

use ab_glyph::{Font as _, FontRef};
use faces::Faces;
use krilla::{
    Data,
    geom::{Point, Transform},
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};

use crate::{PaperError, layout::SQUARE_DOTS};

/// How much narrower than designed ASCII is set, as in the printer's cells: a digit then takes
/// half a square.
const ASCII_NARROWED: f32 = 0.9;
/// Where the characters stand in their square, in dots from its top.
const FOOT: f32 = 0.88 * SQUARE_DOTS as f32;
/// Which of the faces is the bold one.
const BOLD: usize = 1;

/// The faces, in the order in which they back each other up.
pub(crate) struct TypeCase<'a>(Vec<Face<'a>>);

struct Face<'a> {
    path: &'a Path,
    outlines: FontRef<'a>,
    file: Data,
    /// Made when it is first used: it takes a look at the whole file.
    embedded: OnceCell<Font>,
}

/// A stretch of text of one face, either ASCII or not.
struct Piece<'a> {
    face: &'a Face<'a>,
    ascii: bool,
    text: String,
    glyphs: Vec<KrillaGlyph>,
}

/// One of the mapped files, kept mapped for as long as the PDF needs it.
struct Mapped(Faces, usize);

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        self.0.bytes().nth(self.1).unwrap_or_default()
    }
}

impl<'a> TypeCase<'a> {
    /// Opens the faces.
    ///
    /// # Errors
    /// A file is no font.
    pub(crate) fn open(faces: &'a Faces) -> Result<Self, PaperError> {
        let open = |(index, (path, bytes)): (usize, (&'a Path, &'a [u8]))| {
            let outlines =
                FontRef::try_from_slice(bytes).map_err(|_| PaperError::Font(path.to_path_buf()))?;
            let file: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Mapped(faces.clone(), index));
            Ok(Face { path, outlines, file: file.into(), embedded: OnceCell::new() })
        };
        faces.paths().zip(faces.bytes()).enumerate().map(open).collect::<Result<_, _>>().map(Self)
    }

    /// Draws a text within `room` dots from the origin, its square's top at the origin's height.
    /// `before` says how many of the dots that are left over stand before it.
    ///
    /// # Errors
    /// A font cannot be embedded.
    pub(crate) fn draw(
        &self,
        surface: &mut Surface<'_>,
        text: &str,
        bold: bool,
        room: f32,
        before: impl Fn(f32) -> f32,
    ) -> Result<(), PaperError> {
        let pieces = self.pieces(text, bold);
        let width = |ascii: bool| -> f32 {
            pieces.iter().filter(|piece| piece.ascii == ascii).map(Piece::designed_width).sum()
        };
        // Wide letters are pressed into their cells, as the printer does it.
        let fits = (room - width(false)) / width(true).max(1.0);
        let narrowed = ASCII_NARROWED.min(fits);
        let mut x = before(room - width(false) - width(true) * narrowed);
        for piece in &pieces {
            let across = if piece.ascii { narrowed } else { 1.0 };
            surface.push_transform(&Transform::from_row(across, 0.0, 0.0, 1.0, x, FOOT));
            let font = piece.face.embedded()?;
            let (origin, size) = (Point::from_xy(0.0, 0.0), SQUARE_DOTS as f32);
            surface.draw_glyphs(origin, &piece.glyphs, font, &piece.text, size, false);
            surface.pop();
            x += piece.designed_width() * across;
        }
        Ok(())
    }

    fn pieces(&self, text: &str, bold: bool) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece<'_>> = Vec::new();
        for character in text.chars() {
            let Some(face) = self.face_of(character, bold) else { continue };
            let same = |piece: &&mut Piece<'_>| {
                std::ptr::eq(piece.face, face) && piece.ascii == character.is_ascii()
            };
            match pieces.last_mut().filter(same) {
                Some(piece) => piece.push(character),
                None => pieces.push(Piece::of(face, character)),
            }
        }
        pieces
    }

    /// The face that a character is set in. The missing ones are marked before, and the mark is in
    /// all of them.
    fn face_of(&self, character: char, bold: bool) -> Option<&Face<'_>> {
        let strong = self.0.get(BOLD).filter(|_| bold);
        let holds = |face: &&Face<'_>| face.outlines.glyph_id(character).0 != 0;
        strong.into_iter().chain(&self.0).find(holds)
    }
}

impl Face<'_> {
    fn embedded(&self) -> Result<Font, PaperError> {
        if let Some(font) = self.embedded.get() {
            return Ok(font.clone());
        }
        let font = Font::new(self.file.clone(), 0)
            .ok_or_else(|| PaperError::Font(self.path.to_path_buf()))?;
        Ok(self.embedded.get_or_init(|| font).clone())
    }
}

impl<'a> Piece<'a> {
    fn of(face: &'a Face<'a>, character: char) -> Self {
        let (text, glyphs) = (String::new(), Vec::new());
        let mut piece = Self { face, ascii: character.is_ascii(), text, glyphs };
        piece.push(character);
        piece
    }

    fn push(&mut self, character: char) {
        let outlines = &self.face.outlines;
        let glyph = outlines.glyph_id(character);
        let advance =
            outlines.h_advance_unscaled(glyph) / outlines.units_per_em().unwrap_or(1000.0);
        let start = self.text.len();
        self.text.push(character);
        let (id, range) = (GlyphId::new(glyph.0.into()), start..self.text.len());
        self.glyphs.push(KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, range, None));
    }

    /// Its width before ASCII is narrowed, in dots.
    fn designed_width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * SQUARE_DOTS as f32
    }
}
