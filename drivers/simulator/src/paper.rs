//! The folder into which every cut sheet falls.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A sheet that was cut, as two files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Counted from 1 in its folder.
    pub number: u32,
    /// The bytes that the printer received for it: `NNNN.bin`.
    pub bytes: PathBuf,
    /// What is on it: `NNNN.png`.
    pub picture: PathBuf,
}

/// A folder of sheets, numbered on from those that are in it.
#[derive(Debug)]
pub(crate) struct Tray {
    dir: PathBuf,
    last: u32,
}

impl Tray {
    pub(crate) fn open(dir: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&dir)?;
        let mut last = 0;
        for entry in fs::read_dir(&dir)? {
            let number = Path::new(&entry?.file_name())
                .file_stem()
                .and_then(|stem| stem.to_str()?.parse::<u32>().ok());
            last = last.max(number.unwrap_or(0));
        }
        Ok(Self { dir, last })
    }

    /// Puts a sheet into the folder. Neither file has its name before it is whole, and the
    /// picture comes last.
    pub(crate) fn put(&mut self, bytes: &[u8], png: &[u8]) -> io::Result<Sheet> {
        self.last += 1;
        Ok(Sheet {
            number: self.last,
            bytes: self.write("bin", bytes)?,
            picture: self.write("png", png)?,
        })
    }

    fn write(&self, kind: &str, content: &[u8]) -> io::Result<PathBuf> {
        let path = self.dir.join(format!("{:04}.{kind}", self.last));
        let part = path.with_extension(format!("{kind}.part"));
        fs::write(&part, content)?;
        fs::rename(&part, &path)?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_numbered_on_where_others_lie_already() {
        let dir = tempfile::tempdir().unwrap();
        let paper = dir.path().join("paper");
        let first = Tray::open(paper.clone()).unwrap().put(b"a", b"A").unwrap();
        assert_eq!((first.number, first.picture), (1, paper.join("0001.png")));
        let mut tray = Tray::open(paper.clone()).unwrap();
        tray.put(b"b", b"B").unwrap();
        let third = tray.put(b"c", b"C").unwrap();
        assert_eq!((third.number, third.bytes), (3, paper.join("0003.bin")));
        assert_eq!(fs::read(paper.join("0002.bin")).unwrap(), b"b");
        assert_eq!(fs::read_dir(&paper).unwrap().count(), 6);
    }
}
