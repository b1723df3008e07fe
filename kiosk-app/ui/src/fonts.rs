//! Hands the faces to Slint.

use std::{cell::Cell, sync::Arc};

use faces::Faces;
use slint::fontique_011::{fontique, shared_collection};

/// The scripts whose characters the rare faces back up: Han, and what belongs to no script or to
/// a private use, for Slint asks for a fallback by script.
const BACKED_UP: [[u8; 4]; 3] = [*b"Hani", *b"Zyyy", *b"Zzzz"];

/// The contents of one file, kept mapped for as long as Slint draws from it.
struct File {
    faces: Faces,
    index: usize,
}

impl AsRef<[u8]> for File {
    fn as_ref(&self) -> &[u8] {
        self.faces.bytes().nth(self.index).unwrap_or_default()
    }
}

/// Makes the faces known, in the order in which they back each other up. Slint's fonts belong to
/// the thread of the display: a second window of that thread finds them there.
///
/// To be called after the first window has been made, for only then are there fonts to add to.
pub(crate) fn register(faces: &Faces) {
    thread_local!(static REGISTERED: Cell<bool> = const { Cell::new(false) });
    if REGISTERED.replace(true) {
        return;
    }
    let mut collection = shared_collection();
    let mut families = Vec::new();
    for index in 0..faces.bytes().count() {
        let file = File { faces: faces.clone(), index };
        let found = collection.register_fonts(fontique::Blob::new(Arc::new(file)), None);
        families.extend(found.iter().map(|(family, _)| *family));
    }
    for script in BACKED_UP {
        let key = fontique::FallbackKey::new(fontique::Script::from_bytes(script), None);
        collection.set_fallbacks(key, families.iter().copied());
    }
}
