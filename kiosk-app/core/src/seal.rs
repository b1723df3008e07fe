//! The content hash of a document and the code that its QR holds.

use sm3::{Digest, Sm3};

use crate::number::VoucherNumber;

/// SM3 (GB/T 32905) over form, edition, number and content, in capital hex.
pub fn content_hash(form: &str, version: &str, number: Option<&str>, content: &str) -> String {
    let mut sm3 = Sm3::new();
    for part in [form, version, number.unwrap_or(""), content] {
        // A length before each part keeps two parts from being read as one.
        sm3.update((part.len() as u64).to_be_bytes());
        sm3.update(part.as_bytes());
    }
    sm3.finalize().iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The code on a certificate: `YBPZ1:500119-07-20261124-00031-3:9F86D081884C7D65`.
///
/// It names the certificate and the first sixteen digits of its hash. It proves nothing to
/// somebody who has no ledger to compare it with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateCode {
    /// 凭证编号.
    pub number: VoucherNumber,
    /// Sixteen capital hex digits.
    pub hash_head: String,
}

/// Why a text is no certificate code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Something else was scanned.
    #[error("this is no code of a voucher; scan the square code on the paper")]
    Shape,
    /// The number inside is wrong.
    #[error(transparent)]
    Number(#[from] crate::number::NumberError),
}

const PREFIX: &str = "YBPZ1";

impl CertificateCode {
    /// The code of a certificate with this number and hash.
    pub fn new(number: VoucherNumber, content_hash: &str) -> Self {
        Self { number, hash_head: content_hash.chars().take(16).collect() }
    }

    /// Reads a code.
    ///
    /// # Errors
    /// [`CodeError`] says what was scanned instead.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let [PREFIX, number, hash_head] = parts[..] else { return Err(CodeError::Shape) };
        let is_hash = hash_head.len() == 16
            && hash_head.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte));
        if !is_hash {
            return Err(CodeError::Shape);
        }
        Ok(Self { number: number.parse()?, hash_head: hash_head.to_owned() })
    }
}

impl std::fmt::Display for CertificateCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{PREFIX}:{}:{}", self.number, self.hash_head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_character_changes_the_hash() {
        let hash = content_hash("enrolment-voucher", "2026.11", Some("1"), "姓名=林知远\n");
        assert_eq!(hash.len(), 64);
        assert_ne!(hash, content_hash("enrolment-voucher", "2026.11", Some("1"), "姓名=林致远\n"));
        assert_ne!(hash, content_hash("enrolment-voucher", "2026.111", Some(""), "姓名=林知远\n"));
    }

    #[test]
    fn a_code_reads_back_and_a_foreign_one_is_told_apart() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let number = VoucherNumber::new("500119", 7, day, 31).unwrap();
        let code = CertificateCode::new(number, &content_hash("f", "1", None, ""));
        assert_eq!(CertificateCode::parse(&code.to_string()), Ok(code));
        assert_eq!(CertificateCode::parse("https://example.cn/pay"), Err(CodeError::Shape));
    }
}
