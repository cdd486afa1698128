//! The dependencies of which nothing is known, since they have no attributes: told by the lock file, which lists what each package
//! depends on.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::workspace::{LockFile, RUNTIME, Workspace};

/// The direct dependencies of the packages that do not depend on the runtime themselves, by name.
pub fn unpromised(workspace: &Workspace, users: super::Users<'_>) -> Result<Vec<String>> {
    let locked = LockFile::of(workspace)?;
    let mut promises: BTreeMap<&str, bool> = BTreeMap::new();
    for package in &locked.package {
        let mut names = package
            .dependencies
            .iter()
            .map(|it| it.split(' ').next().unwrap_or_default());
        *promises.entry(&package.name).or_default() |= names.any(|name| name == RUNTIME);
    }
    let direct = users
        .iter()
        .flat_map(|user| &user.dependencies)
        .map(|it| it.name.as_str());
    let without = direct.filter(|name| *name != RUNTIME && promises.get(name) == Some(&false));
    Ok(without
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(ToOwned::to_owned)
        .collect())
}
