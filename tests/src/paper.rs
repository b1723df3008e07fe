//! What came out of the printer.

use faces::Dots;
use kiosk_core::number::VoucherNumber;
use receipt_printer::{
    sim::Ending,
    wire::{Command, Decoder},
};

/// What the printer's driver has a scrap say.
const VOID: &str = "本张作废";

/// A piece of paper that came out, whole or not.
#[derive(Clone)]
pub struct Piece {
    /// Counts the pieces of a printer from 1.
    pub place: u64,
    /// What the printer received for it.
    pub bytes: Vec<u8>,
    /// What is on it.
    pub dots: Dots,
    /// How it came off.
    pub ending: Ending,
    /// It left the mouth in somebody's hand, and did not fall.
    pub taken: bool,
    text: String,
}

/// How it came off and what it is; what is printed on it is a person's.
impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Piece")
            .field("ending", &self.ending)
            .field("rows", &self.dots.height())
            .field("is_voucher", &self.is_voucher())
            .field("is_reissue", &self.is_reissue())
            .field("taken", &self.taken)
            .finish()
    }
}

impl Piece {
    /// A piece that has just come out.
    pub fn new(place: u64, bytes: Vec<u8>, dots: Dots, ending: Ending) -> Self {
        let text = text_of(&bytes);
        Self { place, bytes, dots, ending, taken: false, text }
    }

    /// The picture of it, a dot a pixel, as a PGM file.
    pub fn pgm(&self) -> Vec<u8> {
        let (width, height) = (self.dots.width(), self.dots.height());
        let mut file = format!("P5 {width} {height} 255\n").into_bytes();
        for y in 0..height {
            file.extend((0..width).map(|x| if self.dots.is_black(x, y) { 0x00 } else { 0xFF }));
        }
        file
    }

    /// What can be read on it, line after line; characters that the ROM lacks are drawn, and missing here.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this picture is somewhere on it, dot for dot.
    pub fn shows(&self, picture: &Dots) -> bool {
        let (width, height) = (picture.width(), picture.height());
        let all = || (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        // Paper is mostly white: one black dot rules out most places.
        let Some((ink_x, ink_y)) = all().find(|(x, y)| picture.is_black(*x, *y)) else {
            return false;
        };
        let is_at = |left: usize, top: usize| {
            self.dots.is_black(left + ink_x, top + ink_y)
                && all()
                    .all(|(x, y)| self.dots.is_black(left + x, top + y) == picture.is_black(x, y))
        };
        let columns = self.dots.width().saturating_sub(width);
        let rows = self.dots.height().saturating_sub(height);
        (0..=rows).any(|top| (0..=columns).any(|left| is_at(left, top)))
    }

    /// Whether it is part of something, torn off or called void.
    pub fn is_spoilt(&self) -> bool {
        self.ending == Ending::Torn || self.text.contains(VOID)
    }

    /// Whether it was cut off, has all of a voucher from its title to its last line, and does not
    /// call itself void.
    pub fn is_voucher(&self) -> bool {
        let begins = self.text.contains("基本医疗保险参保凭证");
        let ends = self.text.contains("编号和校验码可到窗口核验");
        !self.is_spoilt() && begins && ends
    }

    /// The number of a voucher, `None` where noise on the wire has made it unreadable: nothing that
    /// goes to such a printer has a checksum, but for the last digit of the number.
    pub fn number(&self) -> Option<String> {
        let words = self.text.split(|c: char| !c.is_ascii_digit() && c != '-' && c != 'X');
        let mut numbers = words.filter(|word| word.parse::<VoucherNumber>().is_ok());
        numbers.next().map(str::to_owned)
    }

    /// Whether it says 补打: the one thing on any sheet that is drawn in white on black.
    pub fn is_reissue(&self) -> bool {
        commands(&self.bytes).any(|command| match command {
            Command::Raster { rows, .. } => {
                let black: usize = rows.iter().map(|byte| byte.count_ones() as usize).sum();
                rows.len() * 8 / 2 < black
            }
            _ => false,
        })
    }
}

fn commands(bytes: &[u8]) -> impl Iterator<Item = Command> {
    Decoder::new(false).feed(bytes).into_iter().map(|(command, _)| command)
}

fn text_of(bytes: &[u8]) -> String {
    let mut text = String::new();
    for command in commands(bytes) {
        match command {
            Command::Characters(codes) => {
                text.push_str(&encoding_rs::GB18030.decode_without_bom_handling(&codes).0);
            }
            Command::LineFeed | Command::FeedDots(_) | Command::FeedLines(_) => text.push('\n'),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_on_a_sheet_where_all_of_it_is_and_nothing_else() {
        let mut corner = Dots::white(2, 2);
        corner.blacken(0, 1);
        let mut sheet = Dots::white(8, 9);
        sheet.stamp(&corner, 6, 7, (1, 1));
        let on = |sheet: &Dots, picture: &Dots| {
            Piece::new(1, Vec::new(), sheet.clone(), Ending::Cut).shows(picture)
        };
        assert!(on(&sheet, &corner));
        sheet.blacken(7, 8);
        assert!(!on(&sheet, &corner), "a dot too many");
        assert!(!on(&sheet, &Dots::white(2, 2)), "nothing is on no sheet");
    }
}
