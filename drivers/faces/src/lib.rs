//! The type faces that screen, paper and the simulated printer share.
//!
//! A name must look the same on the glass and on the certificate, and a character that no face
//! holds must be known before it is printed or shown, for it would vanish without a word.
//! [`Faces`] maps the files, says what they cover, hands them to others in the order in which they
//! back each other up, and draws a character into the dots of a printer's font cell.

mod cell;
mod dots;
mod files;

pub use dots::Dots;
pub use files::{Faces, FacesError};
