//! The files: where they lie, what they hold, in which order they back each other up.

use std::{
    env,
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use ab_glyph::{Font, FontRef};
use memmap2::Mmap;

use crate::{Dots, cell};

/// The files in the order in which they back each other up, and how far above the bottom of its
/// square each draws the foot of its characters, in parts of the square (the faces' own design).
const FILES: [(&str, f32); 4] = [
    ("NotoSansSC-Regular.ttf", 0.12),
    ("NotoSansSC-Bold.ttf", 0.12),
    ("HanaMinB.ttf", 0.14),
    ("BabelStoneHan-cut.ttf", 0.14),
];
const BOLD: usize = 1;

/// Names the folder to be used instead of the installed one.
const OVERRIDE: &str = "YIBAO_FONTS";
const INSTALLED: &str = "/usr/share/yibao-kiosk/fonts";
const IN_THE_SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/files");

/// Why there are no faces.
#[derive(Debug, thiserror::Error)]
pub enum FacesError {
    /// A file is not there or cannot be read.
    #[error(
        "cannot read the font {path}: install the fonts there, or name their folder in YIBAO_FONTS"
    )]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is there but is no font.
    #[error("{path} is no TrueType font: install the fonts again")]
    NoFont {
        /// Which file.
        path: PathBuf,
    },
}

struct Face {
    path: PathBuf,
    map: Mmap,
    depth: f32,
}

impl Face {
    fn open(dir: &Path, name: &str, depth: f32) -> Result<Self, FacesError> {
        let path = dir.join(name);
        // The file is installed by a package and replaced as a whole, never written in place, so
        // that the mapped bytes stay as they are for as long as they are mapped.
        #[allow(unsafe_code)]
        let map = File::open(&path).and_then(|file| unsafe { Mmap::map(&file) });
        match map {
            Ok(map) if FontRef::try_from_slice(&map).is_ok() => Ok(Self { path, map, depth }),
            Ok(_) => Err(FacesError::NoFont { path }),
            Err(source) => Err(FacesError::File { path, source }),
        }
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::try_from_slice(&self.map).ok()
    }

    fn covers(&self, character: char) -> bool {
        self.font().is_some_and(|font| font.glyph_id(character).0 != 0)
    }
}

/// The faces, mapped into memory: tens of megabytes of files, of which only what is drawn is read.
#[derive(Clone)]
pub struct Faces(Arc<[Face]>);

impl Faces {
    /// Maps the files of a folder.
    ///
    /// # Errors
    /// A file is missing or is no font.
    pub fn open(dir: &Path) -> Result<Self, FacesError> {
        FILES
            .iter()
            .map(|(name, depth)| Face::open(dir, name, *depth))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Maps the files that come with the kiosk: of the folder that `YIBAO_FONTS` names, else of the
    /// installed one, else of the source tree.
    ///
    /// # Errors
    /// A file is missing or is no font.
    pub fn shipped() -> Result<Self, FacesError> {
        match env::var_os(OVERRIDE) {
            Some(dir) => Self::open(Path::new(&dir)),
            None if Path::new(INSTALLED).is_dir() => Self::open(Path::new(INSTALLED)),
            None => Self::open(Path::new(IN_THE_SOURCES)),
        }
    }

    /// The files, in the order in which they back each other up.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|face| face.path.as_path())
    }

    /// The contents of the files, in the order of [`Faces::paths`].
    pub fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|face| &face.map[..])
    }

    /// Whether a face holds the character.
    pub fn covers(&self, character: char) -> bool {
        self.0.iter().any(|face| face.covers(character))
    }

    /// The characters of a text that no face holds, each once; spaces and controls draw nothing
    /// and are never missing.
    pub fn missing_in(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for character in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
            if !self.covers(character) && !missing.contains(&character) {
                missing.push(character);
            }
        }
        missing
    }

    /// Draws a character as a font ROM holds it: into a square of `dots` by `dots`, or of half the
    /// width where the character is ASCII. `None` where no face holds it: never a box in its place.
    ///
    /// `bold` asks for the bold face; a character that it lacks is drawn in a plain one.
    pub fn draw(&self, character: char, dots: u16, bold: bool) -> Option<Dots> {
        let (plain, strong) = (self.0.iter(), self.0.get(BOLD).filter(|_| bold));
        let face = strong.into_iter().chain(plain).find(|face| face.covers(character))?;
        Some(cell::draw(&face.font()?, face.depth, character, dots))
    }
}

impl std::fmt::Debug for Faces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.paths()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> Faces {
        Faces::open(Path::new(IN_THE_SOURCES)).unwrap()
    }

    #[test]
    fn names_with_rare_characters_are_drawn() {
        let faces = faces();
        // Basic block, Extension A twice, Extension B, E and G; the last two from HanaMinB and BabelStone Han.
        for character in ['沅', '䶮', '㛃', '𠂇', '𬱖', '𰻝', '𠀂', '\u{30000}'] {
            let drawn = faces.draw(character, 24, false).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (24, 24));
            assert!(40 < drawn.ink(), "{character} is almost blank:\n{drawn:?}");
        }
    }

    #[test]
    fn every_code_of_gb2312_is_covered() {
        let faces = faces();
        let level_one_and_two =
            (0xB0..=0xF7u8).flat_map(|row| (0xA1..=0xFEu8).map(move |cell| [row, cell]));
        let known: Vec<String> = level_one_and_two
            .filter_map(|code| {
                encoding_rs::GBK
                    .decode_without_bom_handling_and_without_replacement(&code)
                    .map(Into::into)
            })
            .collect();
        let han = known
            .iter()
            .flat_map(|text| text.chars())
            .filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c));
        assert_eq!(han.clone().count(), 6763);
        assert_eq!(faces.missing_in(&han.collect::<String>()), []);
    }

    #[test]
    fn a_private_use_character_is_missing_and_a_space_is_not() {
        let faces = faces();
        assert_eq!(faces.missing_in("龙\u{E863} \u{3000}\u{E863}\n吉"), ['\u{E863}']);
        assert_eq!(faces.draw('\u{E863}', 24, false), None);
        assert_eq!(faces.draw('　', 24, false).map(|blank| blank.ink()), Some(0));
    }

    #[test]
    fn bold_has_more_ink_and_falls_back_to_a_plain_face() {
        let faces = faces();
        let ink = |bold| faces.draw('参', 24, bold).unwrap().ink();
        assert!(ink(false) < ink(true));
        assert_eq!(faces.draw('𠀂', 24, true), faces.draw('𠀂', 24, false));
    }

    #[test]
    fn ascii_takes_half_a_square_and_stays_inside_it() {
        let faces = faces();
        for character in ' '..='~' {
            let drawn = faces.draw(character, 24, false).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (12, 24));
            assert_eq!(drawn.ink() == 0, character == ' ', "{character}:\n{drawn:?}");
        }
    }

    #[test]
    fn characters_of_a_line_stand_on_one_foot() {
        let faces = faces();
        let foot = |character| {
            let drawn = faces.draw(character, 24, false).unwrap();
            (0..24).rev().find(|y| (0..drawn.width()).any(|x| drawn.is_black(x, *y)))
        };
        assert!("ABDEHIKLMNPRTXZ1247hiklmnrx".chars().all(|c| foot(c) == foot('H')));
    }

    #[test]
    fn a_folder_without_the_files_says_which_one_is_missing() {
        let error = Faces::open(Path::new("/nowhere")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/NotoSansSC-Regular.ttf"));
    }
}
