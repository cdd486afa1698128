//! The dependencies of which nothing is known, since they have no attributes: told by the lock file, which lists what each package
//! depends on.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde::Deserialize;

use crate::files;
use crate::workspace::{RUNTIME, Workspace};

#[derive(Deserialize)]
struct LockFile {
    #[serde(default)]
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    #[serde(default)]
    dependencies: Vec<String>,
}

/// The direct dependencies of the packages that do not depend on the runtime themselves, by name.
pub fn unpromised(workspace: &Workspace, users: super::Users<'_>) -> Result<Vec<String>> {
    let text = files::read_text(&workspace.root().join("Cargo.lock"), files::MAX_TEXT)?;
    let locked: LockFile = toml::from_str(&text)?;
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
