//! Fields into bytes and back, little endian.

use heapless::Vec;

use crate::BadMessage;

/// The longest message.
pub const MAX_BODY: usize = 32;

/// A message in bytes: its kind, then its fields.
pub type Body = Vec<u8, MAX_BODY>;

/// Lays fields one behind the other.
pub(crate) struct Writer(Body);

impl Writer {
    pub(crate) fn of_kind(kind: u8) -> Self {
        Self(Body::new()).u8(kind)
    }

    pub(crate) fn u8(self, value: u8) -> Self {
        self.bytes(&[value])
    }

    pub(crate) fn u16(self, value: u16) -> Self {
        self.bytes(&value.to_le_bytes())
    }

    pub(crate) fn i16(self, value: i16) -> Self {
        self.bytes(&value.to_le_bytes())
    }

    pub(crate) fn u32(self, value: u32) -> Self {
        self.bytes(&value.to_le_bytes())
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        // No message has more fields than fit; golden bytes in the tests hold every one of them.
        let _ = self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn done(self) -> Body {
        self.0
    }
}

/// Takes fields off the front.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], BadMessage> {
        let (field, rest) = self.0.split_first_chunk().ok_or(BadMessage::Length)?;
        self.0 = rest;
        Ok(*field)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, BadMessage> {
        self.take::<1>().map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, BadMessage> {
        self.take().map(u16::from_le_bytes)
    }

    pub(crate) fn i16(&mut self) -> Result<i16, BadMessage> {
        self.take().map(i16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, BadMessage> {
        self.take().map(u32::from_le_bytes)
    }

    /// A byte of which `from_code` knows the meaning.
    pub(crate) fn code<T>(&mut self, from_code: fn(u8) -> Option<T>) -> Result<T, BadMessage> {
        let code = self.u8()?;
        from_code(code).ok_or(BadMessage::Code(code))
    }

    pub(crate) fn end(self) -> Result<(), BadMessage> {
        if self.0.is_empty() { Ok(()) } else { Err(BadMessage::Length) }
    }
}
