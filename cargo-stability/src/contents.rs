//! What is stored of generated artefacts, as the contract records it.

use std::collections::BTreeMap;

use anyhow::Result;
use stability::__internal::{Terms, contents_of_files};
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
        let folder = folder_of(&package.package);
        let contents = if item.name.contains('*') {
            let found = files::matching(folder, &item.name)?;
            let read = found.into_iter().map(|name| {
                let bytes = files::read_bytes(&folder.join(&name), files::MAX_TEXT)?;
                Ok((name, bytes))
            });
            Some(contents_of_files(&read.collect::<Result<Vec<_>>>()?))
        } else {
            let bytes = files::read_bytes_if_present(&folder.join(&item.name), files::MAX_TEXT)?;
            terms.contents(bytes.as_deref())
        };
        stored.insert((item.package.clone(), item.id.clone()), contents);
    }
    Ok(contract.with_contents(|item| stored.get(&(item.package.clone(), item.id.clone())).cloned().flatten()))
}
