//! What stands behind every code.

/// What an engine sends behind every code. Carriage return is the usual setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Suffix {
    /// `0D`
    #[default]
    Cr,
    /// `0A`
    Lf,
    /// `0D 0A`: a lone carriage return inside a code ends nothing.
    CrLf,
    /// `09`
    Tab,
    /// Nothing: a code ends when nothing follows it.
    None,
}

impl Suffix {
    /// The bytes.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Cr => b"\r",
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
            Self::Tab => b"\t",
            Self::None => b"",
        }
    }

    /// Where the first line of `bytes` ends.
    pub(super) fn find(self, bytes: &[u8]) -> Option<usize> {
        match self.bytes() {
            b"" => None,
            end => bytes.windows(end.len()).position(|window| window == end),
        }
    }
}
