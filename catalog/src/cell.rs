//! A cell of the handling list: its words as they stand, and the entries that they make.

use thiserror::Error;

/// A cell of the handling list (办理材料 or 备注).
///
/// A cell holds one text, or entries that are numbered from 1 in the lists' two ways, `1、` and
/// `1.`, even mixed within one cell. A line without a number goes on with the entry above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberedCell {
    verbatim: String,
    entries: Vec<String>,
}

impl NumberedCell {
    /// Divides a cell into its entries. One line end after the last entry does not count.
    ///
    /// # Errors
    /// What is wrong, and on which line of the cell, counted from 0.
    pub(crate) fn parse(text: &str) -> Result<Self, (usize, CellFault)> {
        let verbatim = text.replace("\r\n", "\n");
        let verbatim = verbatim.strip_suffix('\n').unwrap_or(&verbatim).to_owned();
        let mut entries: Vec<String> = Vec::new();
        let mut numbered = false;
        // The lists leave a line free above some cells' first entry, and nowhere else.
        for (at, line) in verbatim.lines().enumerate().skip_while(|(_, line)| line.is_empty()) {
            if line.trim().is_empty() {
                return Err((at, CellFault::EmptyLine));
            }
            let due = entries.len() + 1;
            match (split_number(line), entries.last_mut()) {
                (_, Some(_)) if !numbered => return Err((at, CellFault::NotNumbered)),
                (Some((number, _)), _) if number != due.to_string() => {
                    return Err((at, CellFault::NumberOutOfTurn { due }));
                }
                (Some((_, words)), _) => {
                    numbered = true;
                    entries.push(words.to_owned());
                }
                (None, Some(entry)) => entry.push_str(line),
                (None, None) => entries.push(line.to_owned()),
            }
        }
        Ok(Self { verbatim, entries })
    }

    /// The words as they stand in the cell, with numbers and line ends (`\n`).
    pub fn verbatim(&self) -> &str {
        &self.verbatim
    }

    /// The entries without their numbers, each on one line. Empty where the cell is.
    pub fn entries(&self) -> &[String] {
        &self.entries
    }
}

/// Parts `1、words` and `1.words` into number and words.
fn split_number(line: &str) -> Option<(&str, &str)> {
    let words = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &line[..line.len() - words.len()];
    let words = words.strip_prefix(['、', '.'])?;
    (!number.is_empty()).then_some((number, words))
}

/// What can be wrong in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CellFault {
    /// A line within the cell is empty.
    #[error("a line between the entries is empty: take it out")]
    EmptyLine,
    /// An entry bears another number than its place.
    #[error("the entries are numbered from 1 without a gap, and this one should be {due}")]
    NumberOutOfTurn {
        /// The number that comes next.
        due: usize,
    },
    /// Several lines, and the first bears no number.
    #[error("a cell of several lines needs numbers: begin its entries with 1、 2、 and so on")]
    NotNumbered,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<String> {
        NumberedCell::parse(text).unwrap().entries
    }

    #[test]
    fn a_cell_of_one_text_is_one_entry() {
        assert_eq!(entries("单位有效证明文件"), ["单位有效证明文件"]);
    }

    #[test]
    fn an_empty_cell_has_no_entry() {
        assert!(entries("").is_empty());
    }

    #[test]
    fn both_ways_of_numbering_are_taken_off_even_mixed() {
        assert_eq!(entries("1、甲\n2.乙\n"), ["甲", "乙"]);
    }

    #[test]
    fn a_wrapped_line_goes_on_with_its_entry() {
        assert_eq!(entries("1.由公检\n法部门出具\n2.乙"), ["由公检法部门出具", "乙"]);
    }

    #[test]
    fn a_free_line_above_the_first_entry_stays_in_the_words_alone() {
        let cell = NumberedCell::parse("\n1、甲\n2、乙").unwrap();
        assert_eq!((cell.verbatim(), cell.entries().len()), ("\n1、甲\n2、乙", 2));
    }

    #[test]
    fn line_ends_of_another_system_make_no_difference() {
        assert_eq!(NumberedCell::parse("1、甲\r\n2、乙\r\n"), NumberedCell::parse("1、甲\n2、乙"));
    }

    #[test]
    fn a_cell_is_refused_with_the_line_at_fault() {
        let fault = |text| NumberedCell::parse(text).unwrap_err();
        assert_eq!(fault("1、甲\n3、乙"), (1, CellFault::NumberOutOfTurn { due: 2 }));
        assert_eq!(fault("\n2、甲"), (1, CellFault::NumberOutOfTurn { due: 1 }));
        assert_eq!(fault("甲\n乙"), (1, CellFault::NotNumbered));
        assert_eq!(fault("1、甲\n \n2、乙"), (1, CellFault::EmptyLine));
    }
}
