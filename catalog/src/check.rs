//! Checks of single values, and what they are read as.

use crate::cell::NumberedCell;
use crate::error::{CatalogError, Fault};
use crate::item::{LegalBasis, Level};
use crate::rows::{CitationRow, Source, Text};

/// A text of one line.
pub(crate) fn line(source: &Source<'_>, text: &Text) -> Result<String, CatalogError> {
    let words = text.get_ref();
    if words.is_empty() {
        return Err(source.fault(text, Fault::Blank));
    }
    if untidy(words) {
        return Err(source.fault(text, Fault::Untidy));
    }
    Ok(words.clone())
}

/// Whether a line has signs at which nobody can see that they are there.
fn untidy(line: &str) -> bool {
    line.trim() != line || line.contains(char::is_control)
}

/// A cell with its entries; an empty one is none of this function's business.
pub(crate) fn cell(source: &Source<'_>, text: &Text) -> Result<NumberedCell, CatalogError> {
    if let Some(at) = text.get_ref().lines().position(untidy) {
        return Err(source.fault_below(text, at, Fault::Untidy));
    }
    NumberedCell::parse(text.get_ref())
        .map_err(|(at, fault)| source.fault_below(text, at, Fault::Cell(fault)))
}

/// The words of 办理环节, such as 申请-受理-审核-办结.
pub(crate) fn step_words(source: &Source<'_>, text: &Text) -> Result<Vec<String>, CatalogError> {
    let words = line(source, text)?;
    // A dash of another kind would otherwise pass as part of a word.
    let foreign = words.chars().find(|&sign| sign != '-' && !sign.is_alphabetic());
    if let Some(found) = foreign.or(words.split('-').any(str::is_empty).then_some('-')) {
        return Err(source.fault(text, Fault::Steps { found }));
    }
    Ok(words.split('-').map(str::to_owned).collect())
}

/// The words of 行使层级, such as 区县级、乡镇级.
pub(crate) fn level_words(source: &Source<'_>, text: &Text) -> Result<Vec<Level>, CatalogError> {
    let words = line(source, text)?;
    let mut levels = Vec::new();
    for word in words.split('、') {
        match Level::from_word(word).filter(|level| !levels.contains(level)) {
            Some(level) => levels.push(level),
            None => return Err(source.fault(text, Fault::Level { found: word.to_owned() })),
        }
    }
    Ok(levels)
}

/// A citation that is none of the `earlier` ones of its item.
pub(crate) fn citation(
    source: &Source<'_>,
    row: &CitationRow,
    earlier: &[LegalBasis],
) -> Result<LegalBasis, CatalogError> {
    let title = line(source, &row.title)?;
    if title.starts_with('《') {
        return Err(source.fault(&row.title, Fault::TitleMarks));
    }
    if earlier.iter().any(|basis| basis.title == title) {
        return Err(source.fault(&row.title, Fault::CitedTwice { what: title }));
    }
    let number = row.number.as_ref().map(|text| document_number(source, text)).transpose()?;
    let mut articles = Vec::new();
    for text in &row.articles {
        let article = article(source, text)?;
        if articles.contains(&article) {
            return Err(source.fault(text, Fault::CitedTwice { what: article }));
        }
        articles.push(article);
    }
    Ok(LegalBasis { title, number, articles })
}

/// A document number: ends in figures and 号.
fn document_number(source: &Source<'_>, text: &Text) -> Result<String, CatalogError> {
    let number = line(source, text)?;
    let figures = number.strip_suffix('号').and_then(|rest| rest.chars().next_back());
    if figures.is_none_or(|figure| !figure.is_ascii_digit()) {
        return Err(source.fault(text, Fault::DocumentNumber { number }));
    }
    Ok(number)
}

/// An article: 第, Chinese figures, 条.
fn article(source: &Source<'_>, text: &Text) -> Result<String, CatalogError> {
    let article = line(source, text)?;
    let figures = article.strip_prefix('第').and_then(|rest| rest.strip_suffix('条'));
    let is_figure = |sign| "〇零一二三四五六七八九十百千".contains(sign);
    if figures.is_none_or(|figures| figures.is_empty() || !figures.chars().all(is_figure)) {
        return Err(source.fault(text, Fault::Article { article }));
    }
    Ok(article)
}
