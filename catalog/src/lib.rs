//! The service items (事项) of the bureau's two lists, as data and types.
//!
//! 南川区医保局 publishes a *handling list* (what to bring, how long it takes, in which steps) and
//! a *list of public services* (公共服务事项清单, 2024年版: on which legal basis, by whom). Items
//! 1–35 stand on both under the same number; number 36 is a different item on each, and 37 stands
//! on the list of public services alone. [`Catalog`] joins the two, under keys that do not depend
//! on either list's numbering.
//!
//! The data are files that a clerk can read and mend (`data/README.md` tells how). They are part
//! of the program, see [`Catalog::bundled`], and the same checks read them from anywhere else, see
//! [`Catalog::from_files`].
//!
//! ```
//! let catalog = catalog::Catalog::bundled();
//! let voucher = catalog.get("enrolment-voucher").expect("item 18 of both lists");
//! assert_eq!(voucher.guide_title(), "出具《参保凭证》");
//! assert_eq!(voucher.remarks(catalog), ["由转出地受理；", "可通过线上渠道自行打印；"]);
//! ```

mod cell;
mod check;
mod error;
mod item;
mod json;
mod load;
mod rows;

use std::slice;
use std::sync::LazyLock;

pub use cell::{CellFault, NumberedCell};
pub use error::{CatalogError, Fault};
pub use item::{
    AtThisKiosk, Departments, HandlingEntry, ItemKey, LegalBasis, Level, Numbers, Proof,
    PublicEntry, Remarks, ServiceItem, TimeLimit,
};

/// All service items, in the order of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    items: Vec<ServiceItem>,
}

/// The data files that are part of the program: one for each group of the handling list, and one
/// for the items that only the list of public services has.
const BUNDLED: [(&str, &str); 11] = [
    ("01-enrolment.toml", include_str!("../data/01-enrolment.toml")),
    ("02-queries-and-account.toml", include_str!("../data/02-queries-and-account.toml")),
    ("03-transfer.toml", include_str!("../data/03-transfer.toml")),
    ("04-care-filing.toml", include_str!("../data/04-care-filing.toml")),
    ("05-chronic-entitlement.toml", include_str!("../data/05-chronic-entitlement.toml")),
    ("06-reimbursement.toml", include_str!("../data/06-reimbursement.toml")),
    ("07-maternity.toml", include_str!("../data/07-maternity.toml")),
    ("08-medical-aid.toml", include_str!("../data/08-medical-aid.toml")),
    ("09-agreements.toml", include_str!("../data/09-agreements.toml")),
    ("10-settlement.toml", include_str!("../data/10-settlement.toml")),
    ("11-public-list-only.toml", include_str!("../data/11-public-list-only.toml")),
];

impl Catalog {
    /// The catalog that is part of the program.
    ///
    /// # Panics
    /// Never in a program whose tests have passed: they load the very files that are built in.
    pub fn bundled() -> &'static Self {
        static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
            Catalog::from_files(BUNDLED).expect("the tests have loaded the bundled files")
        });
        &CATALOG
    }

    /// Reads and checks data files, each given as its name and its text; their names give their
    /// order.
    ///
    /// # Errors
    /// The first fault found, with the file and the line it is on.
    pub fn from_files<N, T>(files: impl IntoIterator<Item = (N, T)>) -> Result<Self, CatalogError>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        load::items(files).map(|items| Self { items })
    }

    /// The item that bears this key.
    pub fn get(&self, key: &str) -> Option<&ServiceItem> {
        self.items.iter().find(|item| item.key == *key)
    }

    /// The items in the order of the lists.
    pub fn iter(&self) -> slice::Iter<'_, ServiceItem> {
        self.items.iter()
    }
}

impl<'a> IntoIterator for &'a Catalog {
    type Item = &'a ServiceItem;
    type IntoIter = slice::Iter<'a, ServiceItem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
