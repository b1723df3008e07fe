//! Why there is no sheet.

/// Why a document became no sheet.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// No QR code holds that much.
    #[error("the text of a QR code is too long for any code: shorten it in the form")]
    CodeTooLong,
    /// The printer's commands cannot say it.
    #[error("the sheet cannot be composed for the printer")]
    Compose(#[from] receipt_printer::job::ComposeError),
    /// The picture could not be written.
    #[error("the picture of the sheet could not be written")]
    Picture(#[from] png::EncodingError),
    /// A font cannot be used in a PDF.
    #[error("the font {0} cannot be read: install the fonts again")]
    Font(std::path::PathBuf),
    /// The PDF could not be written.
    #[error("the PDF could not be written")]
    Pdf(#[source] krilla::error::KrillaError),
}
