//! `Cargo.lock`: the packages that the dependencies were resolved to.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use semver::Version;
use serde::Deserialize;

use super::Workspace;
use crate::files;
use crate::output::printable;

/// What the file says, as far as it is asked.
#[derive(Default, Deserialize)]
pub struct LockFile {
    #[serde(default)]
    pub package: Vec<Locked>,
}

/// A package in it.
#[derive(Deserialize)]
pub struct Locked {
    pub name: String,
    pub version: Version,
    /// What it depends on: `name`, and where several packages have that name, `name 1.0.0`.
    #[serde(default)]
    pub dependencies: Vec<String>,
}

impl LockFile {
    /// That of a workspace; without packages, if the workspace has no such file.
    pub fn of(workspace: &Workspace) -> Result<Self> {
        let path = workspace.root().join("Cargo.lock");
        let Some(text) = files::read_text_if_present(&path, files::MAX_TEXT)? else {
            return Ok(Self::default());
        };
        toml::from_str(&text).map_err(|reason| anyhow!("`{}` cannot be read: {reason}", printable(path)))
    }

    /// The versions of each package.
    pub fn versions(self) -> BTreeMap<String, Vec<Version>> {
        let mut versions: BTreeMap<String, Vec<Version>> = BTreeMap::new();
        for Locked { name, version, .. } in self.package {
            versions.entry(name).or_default().push(version);
        }
        versions
    }
}
