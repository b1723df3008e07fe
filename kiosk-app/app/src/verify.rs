//! Checks the code printed on a voucher, without a network.

use kiosk_core::happenings::VoucherCheck;
use kiosk_core::seal::{CertificateCode, CodeError};
use kiosk_ledger::{Ledger, LedgerError};

/// What can be said of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// This machine's ledger has the voucher, with this content.
    IssuedHere,
    /// This machine's ledger has the number, with other content: the paper is not what was issued.
    ContentDiffers,
    /// The code is well-formed and this machine's ledger does not have its number. Another machine
    /// may have issued it; this one cannot tell.
    NotIssuedHere,
    /// The code is well-formed; no ledger was looked into.
    WellFormed,
}

impl Verdict {
    /// In a sentence, for staff.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::IssuedHere => "本机开具，内容一致。",
            Self::ContentDiffers => {
                "编号是本机开具的，但内容不一致：这张纸不可信，请按编号查原件。"
            }
            Self::NotIssuedHere => {
                "编号和校验码格式正确，但不是本机开具的：请到开具的终端或区平台核对。"
            }
            Self::WellFormed => "编号和校验码格式正确。加 --config 可与本机台账核对。",
        }
    }

    /// Whether nothing speaks against the paper.
    pub fn is_sound(&self) -> bool {
        *self != Self::ContentDiffers
    }
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The text is no code.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Checks a code, against a ledger where there is one.
///
/// # Errors
/// [`VerifyError`] where the text is no code, or was misread.
pub fn verify(code: &str, ledger: Option<&Ledger>) -> Result<Verdict, VerifyError> {
    let code = CertificateCode::parse(code)?;
    let Some(ledger) = ledger else { return Ok(Verdict::WellFormed) };
    let known = ledger.content_hash_of(&code.number.to_string())?;
    Ok(match known {
        None => Verdict::NotIssuedHere,
        Some(hash) if hash.starts_with(&code.hash_head) => Verdict::IssuedHere,
        Some(_) => Verdict::ContentDiffers,
    })
}

/// What a citizen hears who holds a voucher before the scanner.
pub(crate) fn for_citizen(code: &str, ledger: &Ledger) -> VoucherCheck {
    match verify(code, Some(ledger)) {
        Ok(Verdict::IssuedHere) => VoucherCheck::IssuedHere,
        Ok(Verdict::ContentDiffers) => VoucherCheck::ContentDiffers,
        Ok(Verdict::NotIssuedHere | Verdict::WellFormed) => VoucherCheck::NotIssuedHere,
        Err(VerifyError::Code(_)) => VoucherCheck::NoVoucher,
        Err(VerifyError::Ledger(error)) => {
            tracing::error!(%error, "a voucher cannot be looked up");
            VoucherCheck::NotIssuedHere
        }
    }
}
