//! What one package promises to others.

use std::collections::BTreeMap;

use stability::contract::{Contract, Item};
use stability::{Kind, Tier};

/// What one package of a contract promises to others.
pub struct PackageItems<'a> {
    pub contract: &'a Contract,
    /// The package, as [`Item::package`] has it.
    pub package: &'a str,
    pub items: Vec<&'a Item>,
}

impl<'a> PackageItems<'a> {
    /// Those of each package that promises something, by package.
    pub fn of_each(contract: &'a Contract) -> impl Iterator<Item = Self> {
        let promised = promised_by_package(contract).into_iter();
        promised.map(move |(package, items)| Self {
            contract,
            package,
            items,
        })
    }

    /// Those of one kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Item> {
        self.items.iter().copied().filter(move |item| item.kind == kind)
    }
}

/// What each package promises to others.
pub fn promised_by_package(contract: &Contract) -> BTreeMap<&str, Vec<&Item>> {
    let mut promised: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in contract.items().iter().filter(|item| item.tier > Tier::Internal) {
        promised.entry(&item.package).or_default().push(item);
    }
    promised
}
