//! Pictures as commands, free of bytes that a printer would obey.

use faces::Dots;

use crate::wire::{Command, find_real_time};

/// A picture goes in bands of about so many bytes, so that whole commands fill chunks well.
const BAND_BYTES: usize = 1024;

/// A picture on lines of its own.
pub(super) fn bands(picture: &Dots) -> Vec<Command> {
    let width_bytes = picture.width().div_ceil(8).max(1);
    let byte = |(byte, y): (usize, usize)| {
        (0..8).fold(0, |bits, bit| bits << 1 | u8::from(picture.is_black(byte * 8 + bit, y)))
    };
    let places = (0..picture.height()).flat_map(|y| (0..width_bytes).map(move |byte| (byte, y)));
    let rows: Vec<u8> = places.map(byte).collect();
    let band = (BAND_BYTES / width_bytes).max(1) * width_bytes;
    rows.chunks(band)
        .map(|rows| {
            let mut rows = rows.to_vec();
            defuse(&mut rows);
            Command::Raster { width_bytes: width_bytes as u16, rows }
        })
        .collect()
}

/// A picture of 24 dots or fewer in height, within a line.
pub(super) fn bit_image(picture: &Dots) -> Command {
    let column = |x| {
        [0, 8, 16].map(|top| {
            (top..top + 8).fold(0, |bits, y| bits << 1 | u8::from(picture.is_black(x, y)))
        })
    };
    let mut bytes: Vec<u8> = (0..picture.width()).flat_map(column).collect();
    defuse(&mut bytes);
    Command::BitImage(bytes.as_chunks::<3>().0.to_vec())
}

/// Adds a dot wherever the bits of a picture would make a real-time command.
fn defuse(bits: &mut [u8]) {
    while let Some(at) = find_real_time(bits) {
        bits[at] |= 0x08;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_hold_no_bytes_that_wake_the_printer() {
        // Every row is 10 04 01 10 05, as a picture can be by chance.
        let mut picture = Dots::white(40, 3);
        for y in 0..3 {
            [3, 13, 23, 27, 37, 39].into_iter().for_each(|x| picture.blacken(x, y));
        }
        let [Command::Raster { width_bytes: 5, rows }] = &bands(&picture)[..] else {
            panic!("one small picture is one band");
        };
        assert_eq!(rows[..5], [0x18, 0x04, 0x01, 0x18, 0x05]);
        assert_eq!(find_real_time(rows), None);
    }

    #[test]
    fn a_column_goes_top_bit_first() {
        let mut picture = Dots::white(2, 24);
        picture.blacken(0, 0);
        picture.blacken(1, 23);
        assert_eq!(bit_image(&picture), Command::BitImage(vec![[0x80, 0, 0], [0, 0, 0x01]]));
    }

    #[test]
    fn a_tall_picture_goes_in_bands_that_fit_a_chunk() {
        let bands = bands(&Dots::white(576, 100));
        assert!(bands.iter().all(|band| band.bytes().len() <= BAND_BYTES + 8));
        let rows =
            |band: &Command| if let Command::Raster { rows, .. } = band { rows.len() } else { 0 };
        assert_eq!(bands.iter().map(rows).sum::<usize>(), 72 * 100);
    }
}
