//! What the I/O board's panel shows, as a file and for whoever asks.

use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use io_board::sim::{Board, Picture, png};

/// Every dot of the panel is a square of so many pixels in the file.
const MAGNIFIED: usize = 4;

/// What the panel shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Dots in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// A byte a dot, row by row, from 0 (dark) to 255.
    pub grey: Vec<u8>,
}

impl Panel {
    fn of(picture: &Picture) -> Self {
        let dots = picture.iter().flatten().flat_map(|pair| [pair >> 4, pair & 0x0F]);
        Self {
            width: picture[0].len() * 2,
            height: picture.len(),
            grey: dots.map(|level| level * 17).collect(),
        }
    }
}

/// The panel as others see it. Clones show the same.
#[derive(Clone)]
pub(crate) struct View(Arc<Mutex<Picture>>);

impl View {
    /// What it shows now.
    pub(crate) fn panel(&self) -> Panel {
        Panel::of(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The panel as the board has it: a file that shows what it shows, and goes when this is dropped.
pub(crate) struct Screen {
    path: PathBuf,
    shown: View,
}

impl Screen {
    /// One that shows what a board shows that has just been given power: nothing.
    pub(crate) fn open(path: PathBuf) -> io::Result<Self> {
        let dark = *Board::new().picture();
        let screen = Self { path, shown: View(Arc::new(Mutex::new(dark))) };
        screen.write(&dark)?;
        Ok(screen)
    }

    /// For others to see.
    pub(crate) fn view(&self) -> View {
        self.shown.clone()
    }

    /// Shows a picture. The file is written where it differs from the last one.
    pub(crate) fn show(&self, picture: &Picture) {
        let mut shown = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *shown == *picture {
            return;
        }
        *shown = *picture;
        drop(shown);
        if let Err(error) = self.write(picture) {
            tracing::error!(%error, "the panel's picture could not be written");
        }
    }

    /// The file is never there in part.
    fn write(&self, picture: &Picture) -> io::Result<()> {
        let part = self.path.with_extension("png.part");
        fs::write(&part, png(picture, MAGNIFIED))?;
        fs::rename(&part, &self.path)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path); // It may have been taken away already.
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_written_when_the_panel_shows_something_else_and_goes_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("panel.png");
        let dark = *Board::new().picture();
        let screen = Screen::open(path.clone()).unwrap();
        assert_eq!(fs::read(&path).unwrap(), png(&dark, MAGNIFIED));
        fs::remove_file(&path).unwrap();
        screen.show(&dark);
        assert!(!path.exists());

        let mut lit = dark;
        lit[1][0] = 0xF8;
        screen.show(&lit);
        assert_eq!(fs::read(&path).unwrap(), png(&lit, MAGNIFIED));
        let panel = screen.view().panel();
        assert_eq!((panel.width, panel.height, panel.grey.len()), (128, 64, 128 * 64));
        assert_eq!(panel.grey[127..131], [0, 255, 136, 0]);
        drop(screen);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
