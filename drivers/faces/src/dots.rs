//! A small black-and-white picture.

/// Rows of dots, black or white, as a print head burns them.
#[derive(Clone, PartialEq, Eq)]
pub struct Dots {
    width: usize,
    height: usize,
    black: Vec<bool>,
}

impl Dots {
    /// A white picture.
    pub fn white(width: usize, height: usize) -> Self {
        Self { width, height, black: vec![false; width * height] }
    }

    /// The dots of one row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Whether the dot at column `x` of row `y` is black. What lies outside is white.
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.black[y * self.width + x]
    }

    /// Blackens the dot at column `x` of row `y`. What lies outside is lost.
    pub fn blacken(&mut self, x: usize, y: usize) {
        if x < self.width && y < self.height {
            self.black[y * self.width + x] = true;
        }
    }

    /// Blackens what `picture` has black, each of its dots `scale` dots wide and high, with its
    /// corner at column `x` of row `y`.
    pub fn stamp(&mut self, picture: &Dots, x: usize, y: usize, scale: (usize, usize)) {
        for from_y in 0..picture.height * scale.1 {
            for from_x in 0..picture.width * scale.0 {
                if picture.is_black(from_x / scale.0, from_y / scale.1) {
                    self.blacken(x + from_x, y + from_y);
                }
            }
        }
    }

    /// How many dots are black.
    pub fn ink(&self) -> usize {
        self.black.iter().filter(|black| **black).count()
    }
}

/// One line a row, `#` for black.
impl std::fmt::Debug for Dots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for y in 0..self.height {
            let row = (0..self.width).map(|x| if self.is_black(x, y) { '#' } else { '.' });
            writeln!(f, "{}", row.collect::<String>())?;
        }
        Ok(())
    }
}
