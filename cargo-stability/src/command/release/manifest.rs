//! The version of a package in its `Cargo.toml`, changed in its place.

use std::ops::Range;

use anyhow::{Result, anyhow};
use semver::Version;
use toml::de::{DeTable, DeValue};

/// Where the version of a package is.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// In its own manifest, at these bytes.
    Own(Range<usize>),
    /// In that of the workspace.
    Workspace,
}

/// The text of a manifest with another version at a place.
pub fn with_version(text: &str, place: &Range<usize>, version: &Version) -> String {
    format!("{}\"{version}\"{}", &text[..place.start], &text[place.end..])
}

/// Where `[package] version` is.
pub fn package_version(text: &str) -> Result<Place> {
    let root = DeTable::parse(text)?;
    let package = root.get_ref().get("package").and_then(|it| it.get_ref().as_table());
    let version = package.and_then(|package| package.get("version"));
    let version = version.ok_or_else(|| anyhow!("`[package]` has no `version`"))?;
    Ok(match version.get_ref() {
        DeValue::String(_) => Place::Own(version.span()),
        _ => Place::Workspace,
    })
}

/// Where `[workspace.package] version` is.
pub fn workspace_version(text: &str) -> Result<Range<usize>> {
    let root = DeTable::parse(text)?;
    let workspace = root.get_ref().get("workspace").and_then(|it| it.get_ref().as_table());
    let package = workspace.and_then(|it| it.get("package")?.get_ref().as_table());
    let version = package.and_then(|package| package.get("version"));
    let version = version.ok_or_else(|| anyhow!("`[workspace.package]` has no `version`"))?;
    Ok(version.span())
}

#[cfg(test)]
mod tests {
    use super::{Place, package_version, with_version, workspace_version};

    #[test]
    fn the_version_alone_changes() {
        let text = "# version = \"1.0.0\"\n[package]\nname = 'a'\nversion = '1.0.0' # of the package\n[dependencies]\nb = \"1.0.0\"\n";
        let Place::Own(place) = package_version(text).unwrap() else {
            panic!("it is in the manifest")
        };
        let expected = text.replace("'1.0.0'", "\"1.1.0\"");
        assert_eq!(with_version(text, &place, &"1.1.0".parse().unwrap()), expected);
    }

    #[test]
    fn a_version_of_the_workspace_is_found() {
        for inherits in ["version.workspace = true", "version = { workspace = true }"] {
            let text = format!("[package]\nname = \"a\"\n{inherits}\n");
            assert_eq!(package_version(&text).unwrap(), Place::Workspace);
        }
        let root = "[workspace.package]\nversion = \"1.0.0\"\n";
        let place = workspace_version(root).unwrap();
        assert_eq!(&root[place], "\"1.0.0\"");
        assert!(package_version("[package]\nname = \"a\"\n").is_err());
        assert!(workspace_version("").is_err());
    }
}
