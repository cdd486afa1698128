//! Manifests of sources that are built elsewhere than where they were written.

use std::io;
use std::path::Path;

use toml::{Table, Value};

use crate::files;

fn read(manifest: &Path) -> io::Result<String> {
    files::read_text(manifest, files::MAX_TEXT).map_err(io::Error::other)
}

/// Keeps cargo from looking above `root` for a workspace: where none of the manifests from `manifest` up to `root` is one, the
/// manifest is made one.
///
/// Cargo would take the workspace around the target folder for that of the source.
pub(super) fn isolate(manifest: &Path, root: &Path) -> io::Result<()> {
    let folders = manifest.parent().into_iter().flat_map(Path::ancestors);
    for folder in folders.take_while(|folder| folder.starts_with(root)) {
        let text = read(&folder.join("Cargo.toml")).unwrap_or_default();
        if text.parse::<Table>().is_ok_and(|table| table.contains_key("workspace")) {
            return Ok(());
        }
    }
    let text = read(manifest)?;
    // Cargo refuses a manifest that is not TOML.
    let Ok(mut table) = text.parse::<Table>() else {
        return Ok(());
    };
    let package = table.get("package");
    if package.is_none_or(|package| package.get("workspace").is_none()) {
        table.insert("workspace".to_owned(), Value::Table(Table::new()));
        files::replace(manifest, &table.to_string())?;
    }
    Ok(())
}

/// Makes the manifest of a published package one that can be built by itself: without what only its tests need, without lints,
/// which are those of the compiler of its time, and with the patches of the workspace.
pub(super) fn make_standalone(manifest: &Path, patches: &Table) -> io::Result<()> {
    let text = read(manifest)?;
    let mut table: Table = text.parse().map_err(io::Error::other)?;
    for key in ["dev-dependencies", "dev_dependencies", "lints", "workspace"] {
        table.remove(key);
    }
    if let Some(Value::Table(platforms)) = table.get_mut("target") {
        for platform in platforms.iter_mut().filter_map(|(_, it)| it.as_table_mut()) {
            platform.remove("dev-dependencies");
        }
    }
    for target in ["test", "bench", "example"] {
        table.remove(target);
    }
    if let Some(Value::Table(package)) = table.get_mut("package") {
        for key in ["autotests", "autobenches", "autoexamples"] {
            package.insert(key.to_owned(), Value::Boolean(false));
        }
    }
    table.insert("workspace".to_owned(), Value::Table(Table::new()));
    if !patches.is_empty() {
        table.insert("patch".to_owned(), Value::Table(patches.clone()));
    }
    files::replace(manifest, &table.to_string())
}

/// What the manifest of a workspace patches, with absolute paths, but for `packages` themselves: these are to be had as they were
/// published.
pub(super) fn patches(root: &Path, packages: &[String]) -> Table {
    let text = read(&root.join("Cargo.toml")).unwrap_or_default();
    let mut table: Table = text.parse().unwrap_or_default();
    let Some(Value::Table(mut patches)) = table.remove("patch") else {
        return Table::new();
    };
    for (_, registry) in &mut patches {
        let Some(registry) = registry.as_table_mut() else {
            continue;
        };
        registry.retain(|name, patch| {
            let package = patch.get("package").and_then(Value::as_str).unwrap_or(name);
            !packages.iter().any(|known| known == package)
        });
        for (_, patch) in registry.iter_mut() {
            let Some(Value::String(path)) = patch.get_mut("path") else {
                continue;
            };
            *path = root.join(&*path).to_string_lossy().into_owned();
        }
    }
    patches.retain(|_, registry| registry.as_table().is_some_and(|registry| !registry.is_empty()));
    patches
}

#[cfg(test)]
mod tests {
    use std::fs;

    use toml::Table;

    use super::{isolate, make_standalone, patches};

    #[test]
    fn a_package_is_closed_off_from_the_workspace_around_it() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("Cargo.toml");
        fs::write(&manifest, "\u{feff}[package]\nname = \"one\"").unwrap();
        isolate(&manifest, folder.path()).unwrap();
        let table: Table = fs::read_to_string(&manifest).unwrap().parse().unwrap();
        assert!(table["workspace"].is_table() && table["package"].is_table());
    }

    #[test]
    fn a_member_stays_a_member() {
        let folder = tempfile::tempdir().unwrap();
        let member = folder.path().join("one/Cargo.toml");
        fs::create_dir(folder.path().join("one")).unwrap();
        fs::write(folder.path().join("Cargo.toml"), "[workspace]\nmembers = [\"one\"]").unwrap();
        fs::write(&member, "[package]\nname = \"one\"").unwrap();
        isolate(&member, folder.path()).unwrap();
        assert_eq!(fs::read_to_string(&member).unwrap(), "[package]\nname = \"one\"");
    }

    #[test]
    fn a_published_package_is_alone() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("Cargo.toml");
        fs::write(
            &manifest,
            "[package]\nname = \"one\"\n[dependencies]\na = \"1\"\n[dev-dependencies]\nb = \"1\"\n[lints.rust]\nwarnings = \"deny\"\n\
             [target.'cfg(unix)'.dev-dependencies]\nc = \"1\"\n[[test]]\nname = \"t\"\n",
        )
        .unwrap();
        make_standalone(&manifest, &"[crates-io]\nd = { path = \"/d\" }".parse().unwrap()).unwrap();
        let table: Table = fs::read_to_string(&manifest).unwrap().parse().unwrap();
        let keys: Vec<&str> = table.keys().map(String::as_str).collect();
        assert_eq!(keys, ["dependencies", "package", "patch", "target", "workspace"]);
        assert!(!table["target"].to_string().contains("dev-dependencies"));
    }

    #[test]
    fn patches_are_kept_except_those_of_the_published_packages() {
        let folder = tempfile::tempdir().unwrap();
        let text =
            "[patch.crates-io]\none = { path = \".\" }\ntwo = { path = \"two\" }\nthree = { git = \"https://x\" }";
        fs::write(folder.path().join("Cargo.toml"), text).unwrap();
        let patches = patches(folder.path(), &["one".to_owned()]);
        let registry = patches["crates-io"].as_table().unwrap();
        assert_eq!(registry.keys().collect::<Vec<_>>(), ["three", "two"]);
        let path = folder.path().join("two");
        assert_eq!(registry["two"]["path"].as_str(), path.to_str());
    }
}
