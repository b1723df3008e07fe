//! The panel as a file.

use board_core::{HEIGHT, Picture, WIDTH};

/// The picture as a PNG in 256 levels of grey, every dot a square of `scale` by `scale` pixels.
pub fn png(picture: &Picture, scale: usize) -> Vec<u8> {
    let mut grey = Vec::with_capacity(WIDTH * HEIGHT * scale * scale);
    for row in picture {
        let dots = row.iter().flat_map(|pair| [pair >> 4, pair & 0x0F]);
        let pixels: Vec<u8> =
            dots.flat_map(|level| std::iter::repeat_n(level * 17, scale)).collect();
        for _ in 0..scale {
            grey.extend(&pixels);
        }
    }
    let mut out = Vec::new();
    let (width, height) = ((WIDTH * scale) as u32, (HEIGHT * scale) as u32);
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    // Writing to memory fails only for a picture of no size.
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&grey));
    debug_assert!(written.is_ok(), "{written:?}");
    out
}
