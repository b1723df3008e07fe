//! A data file as it is written, before anything in it is compared with anything else.

use serde::Deserialize;
use toml::Spanned;

use crate::AtThisKiosk;
use crate::error::{CatalogError, Fault};

/// A text and the place where it stands in its file.
pub(crate) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileRows {
    pub(crate) group: Option<Text>,
    #[serde(default)]
    pub(crate) item: Vec<ItemRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemRow {
    pub(crate) key: Text,
    pub(crate) at_this_kiosk: AtThisKiosk,
    pub(crate) handling: Option<HandlingRow>,
    pub(crate) public: Option<PublicRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandlingRow {
    pub(crate) number: Spanned<u8>,
    pub(crate) title: Text,
    pub(crate) materials: Text,
    pub(crate) time_limit: Text,
    pub(crate) steps: Text,
    pub(crate) remarks: Option<Text>,
    pub(crate) remarks_from: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicRow {
    pub(crate) number: Spanned<u8>,
    pub(crate) title: Text,
    pub(crate) levels: Option<Text>,
    pub(crate) municipal: Option<Text>,
    pub(crate) district: Option<Text>,
    pub(crate) legal_basis: Spanned<Vec<CitationRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CitationRow {
    pub(crate) title: Text,
    pub(crate) number: Option<Text>,
    #[serde(default)]
    pub(crate) articles: Vec<Text>,
}

/// A file's name and text, to say where a fault is.
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
}

impl Source<'_> {
    pub(crate) fn rows(&self) -> Result<FileRows, CatalogError> {
        toml::from_str(self.text).map_err(|error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            self.fault_at(start, 0, Fault::Form(error.message().replace('\n', ", ")))
        })
    }

    /// A fault of the file as a whole.
    pub(crate) fn fault_of_file(&self, fault: Fault) -> CatalogError {
        self.fault_at(0, 0, fault)
    }

    /// A fault of a value.
    pub(crate) fn fault<T>(&self, value: &Spanned<T>, fault: impl Into<Fault>) -> CatalogError {
        self.fault_at(value.span().start, 0, fault.into())
    }

    /// A fault `lines` below the first line of a text. Only a text between `'''` has its lines in
    /// the file as they are; any other text is found by its beginning.
    pub(crate) fn fault_below(
        &self,
        text: &Text,
        lines: usize,
        fault: impl Into<Fault>,
    ) -> CatalogError {
        let written = self.text.get(text.span()).unwrap_or_default();
        let below = match written.strip_prefix("'''") {
            // A line end right after the opening marks is not part of the text.
            Some(inner) if inner.starts_with(['\n', '\r']) => lines + 1,
            Some(_) => lines,
            None => 0,
        };
        self.fault_at(text.span().start, below, fault.into())
    }

    fn fault_at(&self, start: usize, below: usize, fault: Fault) -> CatalogError {
        let above = self.text.bytes().take(start).filter(|&byte| byte == b'\n').count();
        CatalogError { file: self.name.to_owned(), line: above + below + 1, fault }
    }
}
