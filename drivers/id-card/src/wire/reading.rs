//! What `30 01`, `30 10` and `30 03` bring.

/// How many bytes the text of a card has, of whatever kind the card is.
pub const TEXT_SIZE: usize = 256;

/// How many bytes a photo has, in a closed compressed format (WLT) that stays opaque here.
pub const PHOTO_SIZE: usize = 1024;

/// How many bytes one changed address has: 35 units of UTF-16LE, as on the face of the card.
pub const ADDRESS_SIZE: usize = 70;

/// How many bytes a fingerprint record has.
const FINGERPRINT_SIZE: usize = 512;

/// The payload of a reading, borrowed from the frame. All of it is about a person.
///
/// On the wire big-endian lengths come first: text and photo (`30 01`), and the fingerprints
/// (`30 10`); then the three parts themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The text, UTF-16LE in fixed fields.
    pub text: &'a [u8; TEXT_SIZE],
    /// The photo (照片), 1024 opaque bytes.
    pub photo: &'a [u8],
    /// None, one or two fingerprint records of 512 bytes.
    pub fingerprints: &'a [u8],
}

/// Why a payload is no [`Reading`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// The payload ends before its lengths say so, or goes on behind them.
    #[error("the reading is not as long as its own lengths say; read again")]
    Size,
    /// The text is not 256 bytes, the photo not 1024, or the fingerprints are no whole records.
    #[error("the reading announces parts of sizes that no card has; read again")]
    Parts,
}

impl<'a> Reading<'a> {
    /// Reads the data of an answer to `30 01`.
    ///
    /// # Errors
    /// [`ReadingError`]: nothing of the payload may then be used.
    pub fn parse(data: &'a [u8]) -> Result<Self, ReadingError> {
        let ([text, photo], rest) = lengths(data)?;
        Self::split(rest, text, photo, 0)
    }

    /// Reads the data of an answer to `30 10`.
    ///
    /// # Errors
    /// [`ReadingError`]: nothing of the payload may then be used.
    pub fn parse_with_fingerprints(data: &'a [u8]) -> Result<Self, ReadingError> {
        let ([text, photo, fingerprints], rest) = lengths(data)?;
        Self::split(rest, text, photo, fingerprints)
    }

    fn split(
        rest: &'a [u8],
        text: usize,
        photo: usize,
        fingerprints: usize,
    ) -> Result<Self, ReadingError> {
        let whole_records = [0, FINGERPRINT_SIZE, 2 * FINGERPRINT_SIZE].contains(&fingerprints);
        if text != TEXT_SIZE || photo != PHOTO_SIZE || !whole_records {
            return Err(ReadingError::Parts);
        }
        let (text, rest) = rest.split_first_chunk().ok_or(ReadingError::Size)?;
        if rest.len() != photo + fingerprints {
            return Err(ReadingError::Size);
        }
        let (photo, fingerprints) = rest.split_at(photo);
        Ok(Self { text, photo, fingerprints })
    }
}

fn lengths<const N: usize>(data: &[u8]) -> Result<([usize; N], &[u8]), ReadingError> {
    let (head, rest) = data.split_at_checked(2 * N).ok_or(ReadingError::Size)?;
    let length = |i: usize| usize::from(u16::from_be_bytes([head[2 * i], head[2 * i + 1]]));
    Ok((std::array::from_fn(length), rest))
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reading(..)")
    }
}

/// The data of an answer to `30 01`.
pub fn encode_reading(text: &[u8; TEXT_SIZE], photo: &[u8; PHOTO_SIZE]) -> Vec<u8> {
    let mut data = vec![0x01, 0x00, 0x04, 0x00];
    data.extend(text);
    data.extend(photo);
    data
}

/// The data of an answer to `30 10`; `fingerprints` is 0, 512 or 1024 bytes long.
pub fn encode_reading_with_fingerprints(
    text: &[u8; TEXT_SIZE],
    photo: &[u8; PHOTO_SIZE],
    fingerprints: &[u8],
) -> Vec<u8> {
    let mut data = vec![0x01, 0x00, 0x04, 0x00];
    data.extend((fingerprints.len() as u16).to_be_bytes());
    data.extend(text);
    data.extend(photo);
    data.extend(fingerprints);
    data
}

/// The records in an answer to `30 03` that hold an address, blank ones left out.
///
/// A rest that is no whole record is ignored. Older interfaces bring up to four records, newer
/// ones a single one.
pub fn addresses(data: &[u8]) -> impl Iterator<Item = &[u8; ADDRESS_SIZE]> {
    let (records, _) = data.as_chunks::<ADDRESS_SIZE>();
    records.iter().filter(|record| record.as_chunks().0.iter().any(|unit| !is_blank(*unit)))
}

fn is_blank(unit: [u8; 2]) -> bool {
    matches!(u16::from_le_bytes(unit), 0x0000 | 0x0020 | 0x3000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_read_as_it_was_written() {
        let (text, photo) = ([1; TEXT_SIZE], [2; PHOTO_SIZE]);
        let data = encode_reading(&text, &photo);
        assert_eq!(data.len(), 1284);
        let reading = Reading { text: &text, photo: &photo, fingerprints: &[] };
        assert_eq!(Reading::parse(&data), Ok(reading));
        for fingers in [0, 512, 1024] {
            let prints = vec![0x43; fingers];
            let data = encode_reading_with_fingerprints(&text, &photo, &prints);
            assert_eq!(data.len(), 1286 + fingers);
            let reading = Reading { text: &text, photo: &photo, fingerprints: &prints };
            assert_eq!(Reading::parse_with_fingerprints(&data), Ok(reading));
        }
    }

    #[test]
    fn every_reading_that_ends_early_is_refused() {
        let data = encode_reading(&[1; TEXT_SIZE], &[2; PHOTO_SIZE]);
        for end in 0..data.len() {
            assert!(Reading::parse(&data[..end]).is_err(), "{end} bytes");
        }
        assert_eq!(Reading::parse(&[data, vec![0]].concat()), Err(ReadingError::Size));
    }

    #[test]
    fn parts_of_other_sizes_are_refused() {
        let good = encode_reading_with_fingerprints(&[1; TEXT_SIZE], &[2; PHOTO_SIZE], &[3; 512]);
        for at in 0..6 {
            let mut wrong = good.clone();
            wrong[at] ^= 0x03;
            assert!(Reading::parse_with_fingerprints(&wrong).is_err(), "length byte {at}");
        }
        let mut wrong = encode_reading(&[1; TEXT_SIZE], &[2; PHOTO_SIZE]);
        wrong[3] = 1;
        assert_eq!(Reading::parse(&wrong), Err(ReadingError::Parts));
    }

    #[test]
    fn blank_addresses_are_skipped() {
        let mut data = [0x20, 0x00].repeat(70);
        data[70..72].copy_from_slice(&[0x57, 0x53]);
        assert_eq!(addresses(&data).count(), 1);
        assert_eq!(addresses(&data[..139]).count(), 0);
        assert_eq!(addresses(&[0; 280]).count(), 0);
        assert_eq!(addresses(&[]).count(), 0);
    }
}
