//! A sheet of paper as data: one description gives the picture on the screen, the receipt and the PDF.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The id of a document, made once, before anything is stored or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub Uuid);

/// A sheet of paper: what stands on it, top to bottom.
///
/// `Debug` prints no block, for most of them are about a person.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its id; copies of one certificate share it.
    pub id: DocumentId,
    /// Which form, for example `enrolment-voucher`.
    pub form: String,
    /// Which edition of the form.
    pub form_version: String,
    /// What people call it: 参保凭证.
    pub name: String,
    /// The number of a certificate; slips have none.
    pub number: Option<String>,
    /// Whether this is the first copy that was meant to leave the machine.
    pub copy: CopyKind,
    /// SM3 over number and content, in capital hex; the same for every copy.
    pub content_hash: String,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Document({:?}, {}, {:?})", self.id, self.form, self.copy)
    }
}

/// Whether a sheet is the first or a later copy of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyKind {
    /// The first.
    Original,
    /// 补打: the same number and content once more, and marked so.
    Reissue,
}

/// A piece of a sheet. Widths are those of an 80 mm receipt: 48 half-width columns.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// The title, centred, double size where it fits (12 characters), else double height.
    Title(String),
    /// A line under the title, centred: 编号 ….
    Subtitle(String),
    /// A mark that nobody overlooks, centred, in reverse: 补打.
    Mark(String),
    /// A rule across the sheet.
    Rule,
    /// A heading in bold.
    Heading(String),
    /// A label and its value: the value begins at column 16 and wraps there.
    Field {
        /// 姓名.
        label: String,
        /// As it is printed.
        value: String,
        /// Bold.
        strong: bool,
    },
    /// Running text, wrapped at the full width.
    Text(String),
    /// A row of columns, each `(text, width in half-width columns, right-aligned)`; texts are cut to nothing, they wrap.
    Row(Vec<Cell>),
    /// A thing to tick: a box and the text.
    Tick(String),
    /// A QR code, centred, with a line under it.
    Qr {
        /// What it holds.
        data: String,
        /// The line under it.
        caption: String,
    },
    /// Empty paper, in dots (8 to the millimetre).
    Space(u16),
}

/// A cell of a [`Block::Row`].
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// Its width in half-width columns; a row has 48.
    pub columns: u8,
    /// Numbers stand at the right.
    pub right: bool,
}
