//! The picture of a sheet, brought to the size at which it is shown.

use slint::{Image, Rgb8Pixel, SharedPixelBuffer};

/// A sheet of paper as it comes out: 8-bit grey, row after row, 0 black and 255 white, one pixel
/// a dot of the printer.
#[derive(Clone)]
pub struct Paper {
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
    /// `width` × `height` greys.
    pub grey: Vec<u8>,
}

/// The picture at its size on the screen: as large as fits, but never larger than the dots, which
/// would only blur. A picture whose greys are too few for its size is drawn as nothing.
///
/// Slint scales roughly, so the picture is scaled here, each pixel the mean of the area of dots
/// that it covers.
pub(crate) fn fit(paper: &Paper, max_width: u32, max_height: u32) -> Image {
    let (across, down) = (paper.width as usize, paper.height as usize);
    if across == 0 || down == 0 || paper.grey.len() < across * down {
        return Image::default();
    }
    let scale = (f64::from(max_width) / f64::from(paper.width))
        .min(f64::from(max_height) / f64::from(paper.height))
        .min(1.0);
    let shrunk = |dots: u32| ((f64::from(dots) * scale).floor() as u32).max(1);
    let (width, height) = (shrunk(paper.width), shrunk(paper.height));
    let rows: Vec<f32> = paper.grey[..across * down]
        .chunks_exact(across)
        .flat_map(|row| squeeze(row.iter().map(|grey| f32::from(*grey)), across, width as usize))
        .collect();
    let columns: Vec<Vec<f32>> = (0..width as usize)
        .map(|x| {
            squeeze(rows.iter().skip(x).step_by(width as usize).copied(), down, height as usize)
        })
        .collect();
    let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(width, height);
    for (index, pixel) in buffer.make_mut_slice().iter_mut().enumerate() {
        let (x, y) = (index % width as usize, index / width as usize);
        let grey = columns[x][y].round() as u8;
        *pixel = Rgb8Pixel { r: grey, g: grey, b: grey };
    }
    Image::from_rgb8(buffer)
}

/// Squeezes a line of `from` values into `to`, each the mean of the stretch that it covers.
fn squeeze(line: impl Iterator<Item = f32>, from: usize, to: usize) -> Vec<f32> {
    let per_pixel = from as f32 / to as f32;
    let mut squeezed = vec![0.0; to];
    for (index, value) in line.take(from).enumerate() {
        let (start, end) = (index as f32 / per_pixel, (index + 1) as f32 / per_pixel);
        for (target, sum) in
            squeezed.iter_mut().enumerate().take(end.ceil() as usize).skip(start.floor() as usize)
        {
            let overlap = end.min((target + 1) as f32) - start.max(target as f32);
            *sum += value * overlap.max(0.0);
        }
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn striped(width: u32, height: u32) -> Paper {
        let grey = (0..width * height).map(|i| if i % 2 == 0 { 0 } else { 255 }).collect();
        Paper { width, height, grey }
    }

    fn greys(image: &Image) -> Vec<u8> {
        image.to_rgb8().unwrap().as_slice().iter().map(|pixel| pixel.g).collect()
    }

    #[test]
    fn a_sheet_that_fits_is_shown_dot_for_dot() {
        let paper = striped(8, 5);
        assert_eq!(greys(&fit(&paper, 8, 5)), paper.grey);
        assert_eq!(fit(&paper, 800, 500).size(), [8, 5].into());
    }

    #[test]
    fn a_long_sheet_keeps_its_shape_and_its_greyness() {
        let image = fit(&striped(64, 200), 64, 100);
        assert_eq!(image.size(), [32, 100].into());
        assert!(greys(&image).iter().all(|grey| (127..=128).contains(grey)));
    }

    #[test]
    fn a_line_of_dots_stays_visible_where_pixels_do_not_meet_dots() {
        let grey = (0..30).flat_map(|y| [if y == 13 { 0 } else { 255 }; 10]).collect();
        let image = fit(&Paper { width: 10, height: 30, grey }, 10, 21);
        let dark: f32 = greys(&image).chunks(7).map(|row| 1.0 - f32::from(row[3]) / 255.0).sum();
        assert!((dark - 0.7).abs() < 0.02, "{dark}");
    }

    #[test]
    fn a_damaged_picture_draws_nothing() {
        let image = fit(&Paper { width: 10, height: 10, grey: vec![0; 99] }, 10, 10);
        assert_eq!(image.size(), [0, 0].into());
    }
}
