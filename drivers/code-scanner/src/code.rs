//! What the text of a code is.
//!
//! Told by its outside alone; what it is worth is for others to say, the district for a
//! credential and the seal for a voucher.

use std::fmt;

use zeroize::Zeroizing;

use crate::wire::Text;

/// What the kiosk's own vouchers (参保凭证) begin with.
pub const VOUCHER_PREFIX: &str = "YBPZ1:";

/// Characters in the code of a 医保电子凭证.
pub const CREDENTIAL_LEN: usize = 28;

/// A code that was read. `Debug` says of what kind it is and nothing of what is in it.
///
/// Codes of no use to the kiosk have lost their text already. There is no `Clone`: a credential is
/// used once.
#[derive(PartialEq, Eq)]
pub enum Code {
    /// 医保电子凭证: stands for a person for about a minute. The district resolves it.
    ElectronicCredential(Secret),
    /// The code on a voucher that a kiosk has printed, from [`VOUCHER_PREFIX`] on.
    Voucher(String),
    /// 付款码 or 收款码: it pays somebody, or has somebody paid.
    Payment,
    /// 健康码, or the code of a 居民电子健康卡: it belongs to the health authorities.
    Health,
    /// A web address, or a link into an app.
    WebAddress,
    /// Anything else of so many bytes, such as a parcel's number or another authority's code.
    Other {
        /// How many.
        len: usize,
    },
}

/// The kind of a [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// [`Code::ElectronicCredential`]
    ElectronicCredential,
    /// [`Code::Voucher`]
    Voucher,
    /// [`Code::Payment`]
    Payment,
    /// [`Code::Health`]
    Health,
    /// [`Code::WebAddress`]
    WebAddress,
    /// [`Code::Other`]
    Other,
}

/// The text of a credential: in memory only, overwritten when dropped, shown by nobody's `Debug`.
#[derive(PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text, for the one request that resolves it.
    pub fn into_text(self) -> Zeroizing<String> {
        self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret(..{})", self.0.len())
    }
}

/// What differs from place to place, and what nobody publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What the code of a 医保电子凭证 begins with. Of its inside nothing else is looked at.
    ///
    /// Assumed: `424` stands in the comments of a kit for developers; `opc` (open platform) and
    /// `ano` (authorised after a look at the face) in a single source each.
    pub credential_prefixes: Vec<String>,
    /// Words in the host of a web address that make it a 健康码. Every province has its own form;
    /// assumed are `jkm` (健康码) and `healthcode`.
    pub health_hosts: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            credential_prefixes: words(&["424", "opc", "ano"]),
            health_hosts: words(&["jkm", "healthcode"]),
        }
    }
}

impl Code {
    /// What a text is.
    pub fn of(text: &Text, rules: &Rules) -> Self {
        let other = Self::Other { len: text.len() };
        let Ok(text) = std::str::from_utf8(text) else { return other };
        if is_credential(text, &rules.credential_prefixes) {
            Self::ElectronicCredential(Secret(Zeroizing::new(text.to_owned())))
        } else if text.starts_with(VOUCHER_PREFIX) {
            Self::Voucher(text.to_owned())
        } else if is_payment(text) {
            Self::Payment
        } else if is_health_card(text) {
            Self::Health
        } else if let Some(address) = Address::parse(text) {
            address.kind(&rules.health_hosts)
        } else {
            other
        }
    }

    /// Whether its outside shows that it is whole, and no end of a longer one whose beginning is lost.
    pub fn is_surely_whole(&self) -> bool {
        matches!(self, Self::ElectronicCredential(_) | Self::Voucher(_))
    }

    /// Its kind.
    pub fn kind(&self) -> CodeKind {
        match self {
            Self::ElectronicCredential(_) => CodeKind::ElectronicCredential,
            Self::Voucher(_) => CodeKind::Voucher,
            Self::Payment => CodeKind::Payment,
            Self::Health => CodeKind::Health,
            Self::WebAddress => CodeKind::WebAddress,
            Self::Other { .. } => CodeKind::Other,
        }
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Voucher(text) => write!(f, "Voucher(..{})", text.len()),
            Self::Other { len } => write!(f, "Other(..{len})"),
            other => write!(f, "{:?}", other.kind()),
        }
    }
}

/// 28 digits and letters, with one of the prefixes.
fn is_credential(text: &str, prefixes: &[String]) -> bool {
    text.len() == CREDENTIAL_LEN
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && prefixes.iter().any(|prefix| text.starts_with(prefix))
}

/// A number to pay by, as the interfaces for merchants have it: 微信 18 digits from 10 to 15,
/// 支付宝 16 to 24 digits from 25 to 30; 银联 19 digits from 62 (one public source).
fn is_payment(text: &str) -> bool {
    let Some(Ok(head)) = text.get(..2).map(str::parse) else { return false };
    text.bytes().all(|byte| byte.is_ascii_digit())
        && matches!((head, text.len()), (10..=15_u8, 18) | (25..=30, 16..=24) | (62, 19))
}

/// 居民电子健康卡: 64 hexadecimal digits, a colon and a digit for static or dynamic, perhaps with
/// more behind another colon. Seen so in the data of public clients of such cards.
fn is_health_card(text: &str) -> bool {
    let mut parts = text.split(':');
    let (Some(id), Some(kind)) = (parts.next(), parts.next()) else { return false };
    id.len() == 64
        && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        && matches!(kind.as_bytes(), [digit] if digit.is_ascii_digit())
}

/// `scheme://host/…`, in small letters, or `www.…`.
struct Address {
    scheme: String,
    host: String,
}

impl Address {
    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = match text.split_once("://") {
            Some(parts) => parts,
            None if text.to_ascii_lowercase().starts_with("www.") => ("http", text),
            None => return None,
        };
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        is_scheme
            .then(|| Self { scheme: scheme.to_ascii_lowercase(), host: host.to_ascii_lowercase() })
    }

    /// 收款码 of 微信 (`wxp://…`) and 支付宝 (`https://qr.alipay.com/…`) are links too.
    fn kind(&self, health_hosts: &[String]) -> Code {
        if self.scheme == "wxp" || self.host == "qr.alipay.com" {
            Code::Payment
        } else if health_hosts.iter().any(|word| self.host.contains(word)) {
            Code::Health
        } else {
            Code::WebAddress
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code::of(&Text::new(text.as_bytes().to_vec()), &Rules::default())
    }

    fn kind(text: &str) -> CodeKind {
        code(text).kind()
    }

    #[test]
    fn a_credential_is_known_by_length_alphabet_and_prefix() {
        for text in [
            "4240000000000000000000110000",
            "opc0000000000000000000110000",
            "anoAbCdEfGhIjKlMnOpQrStUvWxY",
        ] {
            let Code::ElectronicCredential(secret) = code(text) else { panic!("{text}") };
            assert_eq!(*secret.into_text(), text);
        }
        for text in [
            "424000000000000000000011000",   // 27
            "42400000000000000000001100000", // 29
            "4240000000000000000000 10000",
            "4230000000000000000000110000",
            "４２４000000000000000000011",
        ] {
            assert_eq!(kind(text), CodeKind::Other, "{text}");
        }
    }

    #[test]
    fn a_district_may_know_other_prefixes() {
        let rules = Rules { credential_prefixes: vec!["86".to_owned()], ..Rules::default() };
        let text = Text::new(b"8640000000000000000000110000".to_vec());
        assert_eq!(Code::of(&text, &rules).kind(), CodeKind::ElectronicCredential);
    }

    #[test]
    fn a_voucher_of_a_kiosk_keeps_its_text() {
        let text = "YBPZ1:500119-07-20261124-00031-3:9F86D081884C7D65";
        assert_eq!(code(text), Code::Voucher(text.to_owned()));
        assert_eq!(kind("YBPZ2:500119"), CodeKind::Other);
    }

    #[test]
    fn codes_that_pay_are_known_by_their_first_digits_and_length() {
        for (head, len, pays) in [
            ("10", 18, true),
            ("15", 18, true),
            ("13", 17, false),
            ("16", 18, false),
            ("25", 16, true),
            ("28", 18, true),
            ("30", 24, true),
            ("30", 25, false),
            ("24", 16, false),
            ("31", 16, false),
            ("62", 19, true),
            ("62", 18, false),
        ] {
            let wanted = if pays { CodeKind::Payment } else { CodeKind::Other };
            assert_eq!(kind(&format!("{head:0<len$}")), wanted, "{len} digits from {head}");
        }
        for text in ["wxp://f2f0abc", "https://qr.alipay.com/fkx1", "HTTPS://QR.ALIPAY.COM/FKX1"] {
            assert_eq!(kind(text), CodeKind::Payment, "{text}");
        }
    }

    #[test]
    fn health_codes_are_told_from_other_links() {
        let id = "E1D1".repeat(16);
        for text in
            [format!("{id}:1"), format!("{id}:0:abc"), "https://jkm.example.cn/a".to_owned()]
        {
            assert_eq!(kind(&text), CodeKind::Health, "{text}");
        }
        assert_eq!(kind(&id), CodeKind::Other);
        for text in [
            "http://example.cn/jkm",
            "https://example.cn?a=qr.alipay.com",
            "weixin://dl/business/?t=abc",
            "alipays://platformapi/startapp",
            "WWW.example.cn",
        ] {
            assert_eq!(kind(text), CodeKind::WebAddress, "{text}");
        }
    }

    #[test]
    fn what_is_in_a_code_never_shows_in_debug() {
        for (text, shown) in [
            ("4240000000000000000000110000", "ElectronicCredential"),
            ("YBPZ1:500119", "Voucher(..12)"),
            ("134567890123456789", "Payment"),
            ("500119196109271236", "Other(..18)"),
            ("林知远", "Other(..9)"),
        ] {
            assert_eq!(format!("{:?}", code(text)), shown);
        }
        let Code::ElectronicCredential(secret) = code("4240000000000000000000110000") else {
            panic!("a credential");
        };
        assert_eq!(format!("{secret:?}"), "Secret(..28)");
    }

    #[test]
    fn bytes_that_are_no_text_are_something_else() {
        let text = Text::new(b"\xB2\xCE\xB1\xA3".to_vec());
        assert_eq!(Code::of(&text, &Rules::default()), Code::Other { len: 4 });
        assert_eq!(kind("://"), CodeKind::Other);
        assert_eq!(kind("1"), CodeKind::Other);
    }
}
