//! Rows of data files into items that agree with each other.

use toml::Spanned;

use crate::cell::NumberedCell;
use crate::check::{cell, citation, level_words, line, step_words};
use crate::error::{CatalogError, Fault};
use crate::item::{
    Departments, HandlingEntry, ItemKey, PublicEntry, Remarks, ServiceItem, TimeLimit,
};
use crate::rows::{HandlingRow, ItemRow, PublicRow, Source, Text};

/// Reads the files in the order of their names.
pub(crate) fn items<N, T>(
    files: impl IntoIterator<Item = (N, T)>,
) -> Result<Vec<ServiceItem>, CatalogError>
where
    N: AsRef<str>,
    T: AsRef<str>,
{
    let mut files: Vec<(N, T)> = files.into_iter().collect();
    files.sort_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
    let mut loaded = Loaded { items: Vec::new(), handling_due: 1, public_due: 1 };
    for (name, text) in &files {
        loaded.add(&Source { name: name.as_ref(), text: text.as_ref() })?;
    }
    Ok(loaded.items)
}

/// What has been read so far.
struct Loaded {
    items: Vec<ServiceItem>,
    /// The number that the handling list gives next.
    handling_due: u16,
    /// The number that the list of public services gives next.
    public_due: u16,
}

impl Loaded {
    fn add(&mut self, source: &Source<'_>) -> Result<(), CatalogError> {
        let file = source.rows()?;
        if file.item.is_empty() {
            return Err(source.fault_of_file(Fault::NoItem));
        }
        let group = file.group.as_ref().map(|group| self.group(source, group)).transpose()?;
        // The item whose remarks the row above shows, its own or those of a cell that spans it.
        let mut above = None;
        for row in &file.item {
            let item = self.item(source, row, group.as_deref(), above.as_ref())?;
            above = match item.handling.as_ref().map(|entry| &entry.remarks) {
                Some(Remarks::From(spanning)) => Some(spanning.clone()),
                Some(Remarks::Own(cell)) if !cell.entries().is_empty() => Some(item.key.clone()),
                _ => None,
            };
            self.items.push(item);
        }
        Ok(())
    }

    fn group(&self, source: &Source<'_>, group: &Text) -> Result<String, CatalogError> {
        let heading = line(source, group)?;
        let mut entries = self.items.iter().filter_map(|item| item.handling.as_ref());
        if entries.any(|entry| entry.group == heading) {
            return Err(source.fault(group, Fault::GroupTaken));
        }
        Ok(heading)
    }

    fn item(
        &mut self,
        source: &Source<'_>,
        row: &ItemRow,
        group: Option<&str>,
        above: Option<&ItemKey>,
    ) -> Result<ServiceItem, CatalogError> {
        let key = self.key(source, &row.key)?;
        if row.handling.is_none() && row.public.is_none() {
            return Err(source.fault(&row.key, Fault::OnNoList));
        }
        let handling = match (&row.handling, group) {
            (Some(handling), Some(group)) => Some(self.handling(source, handling, group, above)?),
            (Some(_), None) => return Err(source.fault(&row.key, Fault::GroupMissing)),
            (None, Some(_)) => return Err(source.fault(&row.key, Fault::GroupNotItsOwn)),
            (None, None) => None,
        };
        let public = row.public.as_ref().map(|public| self.public(source, public)).transpose()?;
        Ok(ServiceItem { key, at_this_kiosk: row.at_this_kiosk, handling, public })
    }

    fn key(&self, source: &Source<'_>, text: &Text) -> Result<ItemKey, CatalogError> {
        let key: ItemKey =
            text.get_ref().parse().map_err(|fault: Fault| source.fault(text, fault))?;
        if self.items.iter().any(|item| item.key == key) {
            return Err(source.fault(text, Fault::KeyTaken { key: key.to_string() }));
        }
        Ok(key)
    }

    fn handling(
        &mut self,
        source: &Source<'_>,
        row: &HandlingRow,
        group: &str,
        above: Option<&ItemKey>,
    ) -> Result<HandlingEntry, CatalogError> {
        let number = in_turn(source, &row.number, "handling list", &mut self.handling_due)?;
        let full_title = line(source, &row.title)?;
        let title = full_title.strip_prefix('★').unwrap_or(&full_title).to_owned();
        if title.is_empty() {
            return Err(source.fault(&row.title, Fault::Blank));
        }
        let materials = cell(source, &row.materials)?;
        if materials.entries().is_empty() {
            return Err(source.fault(&row.materials, Fault::Blank));
        }
        Ok(HandlingEntry {
            number,
            starred: title != full_title,
            title,
            group: group.to_owned(),
            materials,
            time_limit: TimeLimit(line(source, &row.time_limit)?),
            steps: step_words(source, &row.steps)?,
            remarks: remarks(source, row, above)?,
        })
    }

    fn public(
        &mut self,
        source: &Source<'_>,
        row: &PublicRow,
    ) -> Result<PublicEntry, CatalogError> {
        let number = in_turn(source, &row.number, "list of public services", &mut self.public_due)?;
        if row.legal_basis.get_ref().is_empty() {
            return Err(source.fault(&row.legal_basis, Fault::NoBasis));
        }
        let mut legal_basis = Vec::new();
        for cited in row.legal_basis.get_ref() {
            legal_basis.push(citation(source, cited, &legal_basis)?);
        }
        let optional = |text: &Option<Text>| text.as_ref().map(|it| line(source, it)).transpose();
        Ok(PublicEntry {
            number,
            title: line(source, &row.title)?,
            levels: row.levels.as_ref().map(|text| level_words(source, text)).transpose()?,
            departments: Departments {
                municipal: optional(&row.municipal)?,
                district: optional(&row.district)?,
            },
            legal_basis,
        })
    }
}

/// A number that is the one due.
fn in_turn(
    source: &Source<'_>,
    number: &Spanned<u8>,
    list: &'static str,
    due: &mut u16,
) -> Result<u8, CatalogError> {
    if u16::from(*number.get_ref()) != *due {
        return Err(source.fault(number, Fault::NumberOutOfTurn { list, due: *due }));
    }
    *due += 1;
    Ok(*number.get_ref())
}

/// A row's own remarks, or the item above in whose row they stand.
fn remarks(
    source: &Source<'_>,
    row: &HandlingRow,
    above: Option<&ItemKey>,
) -> Result<Remarks, CatalogError> {
    match (&row.remarks, &row.remarks_from) {
        (Some(_), Some(from)) => Err(source.fault(from, Fault::RemarksTwice)),
        (Some(remarks), None) => cell(source, remarks).map(Remarks::Own),
        (None, None) => Ok(Remarks::Own(NumberedCell::default())),
        (None, Some(from)) => {
            let key = from.get_ref();
            match above {
                Some(above) if above == key.as_str() => Ok(Remarks::From(above.clone())),
                _ => Err(source.fault(from, Fault::RemarksFrom { key: key.clone() })),
            }
        }
    }
}
