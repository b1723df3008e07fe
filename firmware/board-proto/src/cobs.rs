//! Consistent Overhead Byte Stuffing: a frame without a zero in it, so that a zero ends it.
//!
//! Each zero is replaced by the distance to the next one, and the distance to the first one stands
//! in front. Frames here are shorter than 254 bytes, so that the code for "254 bytes and no zero"
//! never occurs and counts as damage.
//!
//! Source: S. Cheshire, M. Baker, "Consistent Overhead Byte Stuffing", IEEE/ACM Transactions on
//! Networking 7 (2), 1999.

use heapless::Vec;

/// Stuffs up to 253 bytes into `into`; what does not fit is left out.
pub(crate) fn stuff<const N: usize>(bytes: &[u8], into: &mut Vec<u8, N>) {
    for (place, part) in bytes.split(|byte| *byte == 0).enumerate() {
        debug_assert!(part.len() < 254, "frames are short (part {place})");
        let distance = u8::try_from(part.len().saturating_add(1)).unwrap_or(u8::MAX);
        let _ = into.push(distance);
        let _ = into.extend_from_slice(part);
    }
}

/// Undoes it. `None` where the distances lead nowhere.
pub(crate) fn unstuff<const N: usize>(mut stuffed: &[u8]) -> Option<Vec<u8, N>> {
    let mut bytes = Vec::new();
    loop {
        let (&distance, rest) = stuffed.split_first()?;
        let (part, rest) = rest.split_at_checked(usize::from(distance.checked_sub(1)?))?;
        bytes.extend_from_slice(part).ok()?;
        if rest.is_empty() {
            return Some(bytes);
        }
        bytes.push(0).ok()?;
        stuffed = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stuffed(bytes: &[u8]) -> Vec<u8, 64> {
        let mut into = Vec::new();
        stuff(bytes, &mut into);
        into
    }

    #[test]
    fn zeros_become_distances() {
        assert_eq!(stuffed(&[]), [1]);
        assert_eq!(stuffed(&[0]), [1, 1]);
        assert_eq!(stuffed(&[7, 0, 8, 9]), [2, 7, 3, 8, 9]);
        assert_eq!(stuffed(&[7, 0]), [2, 7, 1]);
    }

    #[test]
    fn what_was_stuffed_comes_out_again() {
        for bytes in [&[][..], &[0], &[0, 0, 1], &[1, 2, 3], &[1, 0, 0]] {
            assert_eq!(unstuff::<8>(&stuffed(bytes)).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn distances_that_lead_nowhere_are_damage() {
        assert_eq!(unstuff::<8>(&[]), None);
        assert_eq!(unstuff::<8>(&[3, 1]), None);
        assert_eq!(unstuff::<8>(&[0, 1]), None);
        assert_eq!(unstuff::<2>(&[4, 1, 2, 3]), None);
    }
}
