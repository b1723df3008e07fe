//! The catalog as `kiosk catalog --json` prints it. Field names and their order are a contract.

use serde::{Serialize, Serializer};

use crate::{
    AtThisKiosk, Catalog, Departments, ItemKey, LegalBasis, Level, Numbers, ServiceItem, TimeLimit,
};

#[derive(Serialize)]
struct CatalogView<'a> {
    items: Vec<ItemView<'a>>,
}

/// What a list that does not have the item would say is `None`, printed as null.
#[derive(Serialize)]
struct ItemView<'a> {
    key: &'a ItemKey,
    numbers: Numbers,
    title: Option<&'a str>,
    public_title: Option<&'a str>,
    starred: Option<bool>,
    group: Option<&'a str>,
    materials: Option<&'a [String]>,
    time_limit: Option<&'a TimeLimit>,
    instant: Option<bool>,
    steps: Option<&'a [String]>,
    remarks: Option<&'a [String]>,
    levels: Option<&'a [Level]>,
    departments: Option<&'a Departments>,
    legal_basis: Option<&'a [LegalBasis]>,
    at_this_kiosk: AtThisKiosk,
}

impl<'a> ItemView<'a> {
    fn of(item: &'a ServiceItem, catalog: &'a Catalog) -> Self {
        let handling = item.handling.as_ref();
        let public = item.public.as_ref();
        Self {
            key: &item.key,
            numbers: item.numbers(),
            title: handling.map(|entry| entry.title.as_str()),
            public_title: public.map(|entry| entry.title.as_str()),
            starred: handling.map(|entry| entry.starred),
            group: handling.map(|entry| entry.group.as_str()),
            materials: handling.map(|entry| entry.materials.entries()),
            time_limit: handling.map(|entry| &entry.time_limit),
            instant: handling.map(|entry| entry.time_limit.is_instant()),
            steps: handling.map(|entry| entry.steps.as_slice()),
            remarks: handling.map(|_| item.remarks(catalog)),
            levels: public.and_then(|entry| entry.levels.as_deref()),
            departments: public.map(|entry| &entry.departments),
            legal_basis: public.map(|entry| entry.legal_basis.as_slice()),
            at_this_kiosk: item.at_this_kiosk,
        }
    }
}

impl Serialize for Catalog {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items = self.iter().map(|item| ItemView::of(item, self)).collect();
        CatalogView { items }.serialize(serializer)
    }
}
