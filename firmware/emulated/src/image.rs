//! The image, and what stands where in it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use object::{Object, ObjectSymbol};

use crate::BoardError;

/// What `firmware/build` ends with where a tool is missing.
const TOOL_MISSING: i32 = 69;

/// An image for the chip.
#[derive(Debug, Clone)]
pub struct Image {
    path: PathBuf,
    symbols: BTreeMap<String, u32>,
}

impl Image {
    /// Builds it from the sources beside this crate.
    ///
    /// # Errors
    /// A tool is missing, or the sources do not compile.
    pub fn build() -> Result<Self, BoardError> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../build");
        let built = Command::new(script).output()?;
        let complaint = || String::from_utf8_lossy(&built.stderr).trim_end().to_owned();
        match built.status.code() {
            Some(0) => {}
            Some(TOOL_MISSING) => return Err(BoardError::Tools(complaint())),
            _ => return Err(BoardError::Build(complaint())),
        }
        let said = String::from_utf8_lossy(&built.stdout);
        let path = said.lines().next_back().unwrap_or_default();
        Self::read(path.as_ref())
    }

    /// Reads one that is built.
    ///
    /// # Errors
    /// There is no file at `path`, or it is no image.
    pub fn read(path: &Path) -> Result<Self, BoardError> {
        let bytes = fs::read(path)?;
        let file = object::File::parse(&*bytes)?;
        let symbols = file.symbols().filter_map(|symbol| {
            Some((symbol.name().ok()?.to_owned(), u32::try_from(symbol.address()).ok()?))
        });
        Ok(Self { symbols: symbols.collect(), path: path.to_owned() })
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The address that `symbol` stands for.
    ///
    /// # Errors
    /// There is no such symbol.
    pub fn address(&self, symbol: &'static str) -> Result<u32, BoardError> {
        self.symbols.get(symbol).copied().ok_or(BoardError::Symbol(symbol))
    }

    /// The names of all symbols.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        self.symbols.keys().map(String::as_str)
    }
}
