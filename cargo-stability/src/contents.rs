//! What is stored of generated artefacts, as the contract records it.

use std::collections::BTreeMap;

use anyhow::Result;
use stability::__internal::Terms;
use stability::{Contract, Kind};

use crate::files;
use crate::scope::ContractPackage;
use crate::workspace::folder_of;

/// The contract with what is stored of each artefact in the folder of its package.
pub fn with_contents(contract: Contract, packages: &[ContractPackage]) -> Result<Contract> {
    let mut stored = BTreeMap::new();
    for item in contract.items().iter().filter(|item| item.kind == Kind::Artefact) {
        let package = packages.iter().find(|package| package.name() == item.package_name());
        let terms = item.signature.as_deref().and_then(Terms::of_signature);
        let (Some(package), Some(terms)) = (package, terms) else {
            continue;
        };
        let path = folder_of(&package.package).join(&item.name);
        let bytes = files::read_bytes_if_present(&path, files::MAX_TEXT)?;
        stored.insert(
            (item.package.clone(), item.id.clone()),
            terms.contents(bytes.as_deref()),
        );
    }
    Ok(contract.with_contents(|item| stored.get(&(item.package.clone(), item.id.clone())).cloned().flatten()))
}
