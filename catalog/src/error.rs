//! Why a data file is refused.

use thiserror::Error;

use crate::cell::CellFault;

/// A data file is wrong; nothing of the catalog is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {fault}")]
pub struct CatalogError {
    /// The name under which the file was given.
    pub file: String,
    /// The line of the fault, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong in a data file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The file is no TOML, or has a key that no data file has, or lacks one, or a value of
    /// another kind stands where a text, a number or a list belongs.
    #[error("{0}")]
    Form(String),
    /// A file without an item.
    #[error("the file holds no item: add an [[item]] or take the file away")]
    NoItem,
    /// A key in other signs than small letters, figures and single hyphens.
    #[error("`{key}` is no key: use small letters, figures and single hyphens between them")]
    Key {
        /// The key as it stands.
        key: String,
    },
    /// Two items bear one key.
    #[error("the key `{key}` is already that of an item above or in an earlier file")]
    KeyTaken {
        /// The key.
        key: String,
    },
    /// An item of neither list.
    #[error("the item stands on neither list: give it [item.handling], [item.public] or both")]
    OnNoList,
    /// A number out of turn. A number that comes twice is one, too.
    #[error("the {list} numbers its items from 1 without a gap, and this one should be {due}")]
    NumberOutOfTurn {
        /// The list's name.
        list: &'static str,
        /// The number that comes next.
        due: u16,
    },
    /// A file with items of the handling list that does not name their group.
    #[error("the item is on the handling list: name its group at the top of the file")]
    GroupMissing,
    /// A file with a group that holds an item of no group.
    #[error("the item is not on the handling list: move it to the file without a group")]
    GroupNotItsOwn,
    /// Two files for one group.
    #[error("an earlier file holds this group: put the items together there")]
    GroupTaken,
    /// A text that must not be empty is.
    #[error("the text is empty: fill it in, or take the line out if it may be left out")]
    Blank,
    /// A line with a tab, another control character, or a space at either end.
    #[error("a tab, or a space at the beginning or end of a line: take it out")]
    Untidy,
    /// A cell whose numbering is wrong.
    #[error(transparent)]
    Cell(#[from] CellFault),
    /// Something else than words and hyphens in the steps.
    #[error("steps are words with one hyphen (-) between them, and `{found}` is neither")]
    Steps {
        /// The sign that is neither, or a hyphen that stands at an end or next to another.
        found: char,
    },
    /// A level of exercise that is none.
    #[error("`{found}` is no level: use 市级, 区县级 or 乡镇级 with 、 between them, each once")]
    Level {
        /// The word that is no level, or comes twice.
        found: String,
    },
    /// An item with remarks of its own that also points to another's.
    #[error("the item has both remarks and remarks_from: keep one")]
    RemarksTwice,
    /// `remarks_from` names an item whose remarks do not reach down to this one.
    #[error(
        "no remarks of `{key}` reach down to this row: a cell spans rows that follow each other \
         in one group, so name the item in whose row its words stand"
    )]
    RemarksFrom {
        /// The key as it stands.
        key: String,
    },
    /// An item of the list of public services without a legal basis.
    #[error("the item has no legal basis: cite at least one law or document")]
    NoBasis,
    /// A citation's title within title marks.
    #[error("write the title without its outer 《》")]
    TitleMarks,
    /// A document number that does not end in 号.
    #[error("`{number}` is no document number, such as 渝府发〔2001〕120号 or 主席令第35号")]
    DocumentNumber {
        /// The number as it stands.
        number: String,
    },
    /// An article in another form than 第五十七条.
    #[error("`{article}` is no article, such as 第五十七条")]
    Article {
        /// The article as it stands.
        article: String,
    },
    /// A title, or an article within one title, that is cited twice.
    #[error("`{what}` is cited twice in one item")]
    CitedTwice {
        /// The title or article.
        what: String,
    },
}
