//! What one package promises to others.

use std::collections::BTreeMap;

use stability::contract::{Contract, Item};
use stability::{Kind, Tier};

use crate::{Comparison, Policy};

/// What one package of a contract promises to others.
pub struct PackageItems<'a> {
    pub contract: &'a Contract,
    /// The contract last promised, where it is known.
    pub baseline: Option<&'a Contract>,
    /// What the project permits, where it is known.
    pub policy: Option<&'a Policy>,
    /// The package, as [`Item::package`] has it.
    pub package: &'a str,
    pub items: Vec<&'a Item>,
}

impl<'a> PackageItems<'a> {
    /// Those of each package that promises something, by package.
    pub fn of_each(comparison: &Comparison<'a>) -> impl Iterator<Item = Self> {
        let (contract, baseline, policy) = (comparison.current, comparison.baseline, comparison.policy);
        let promised = promised_by_package(contract).into_iter();
        promised.map(move |(package, items)| Self {
            contract,
            baseline,
            policy: Some(policy),
            package,
            items,
        })
    }

    /// Whether the contract last promised has an item, so that a break of it breaks users.
    pub fn is_released(&self, item: &Item) -> bool {
        let before = self.baseline.into_iter().flat_map(Contract::items);
        let mut promised = before.filter(|before| before.tier > Tier::Internal);
        promised.any(|before| before.kind == item.kind && before.id == item.id)
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
