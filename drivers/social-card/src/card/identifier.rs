//! 卡识别码: which card of which place it is.

use std::fmt;

use zeroize::Zeroize;

use super::field::hex;

/// 卡识别码: region (3 bytes), `D1 56 00 00 05`, serial number (4), authentication code (4, `FF`
/// where it is not used). `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct CardIdentifier([u8; 16]);

impl CardIdentifier {
    /// The identifier of these bytes.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub(crate) fn from_field(field: &[u8]) -> Option<Self> {
        field.first_chunk().map(|bytes| Self(*bytes))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The identifier as 32 hexadecimal digits, which is how systems exchange it.
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// 发卡地区行政区划代码: the six digits of the place where the card was issued.
    pub fn region(&self) -> String {
        hex(&self.0[..3])
    }
}

impl Drop for CardIdentifier {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for CardIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardIdentifier(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_is_in_front() {
        let bytes = [
            0x50, 0x01, 0x19, // 重庆市南川区
            0xD1, 0x56, 0x00, 0x00, 0x05, // registered application provider
            0x00, 0x00, 0x00, 0x01, // serial number
            0xFF, 0xFF, 0xFF, 0xFF, // no authentication code
        ];
        let identifier = CardIdentifier::from_field(&bytes).unwrap();
        assert_eq!(identifier.region(), "500119");
        assert_eq!(identifier.to_hex(), "500119D15600000500000001FFFFFFFF");
        assert_eq!(CardIdentifier::from_field(&bytes[..15]), None);
        assert_eq!(format!("{identifier:?}"), "CardIdentifier(..)");
    }
}
