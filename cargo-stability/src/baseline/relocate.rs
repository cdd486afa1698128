//! Paths to what a revision needs and its repository does not hold: they are made to lead into the checkout.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use toml::{Table, Value};

use crate::files;

/// The keys whose text is a path, in manifests and in the configuration of cargo.
const PATHS: [&str; 5] = ["path", "workspace", "build", "directory", "local-registry"];
/// The keys whose list holds paths.
const LISTS: [&str; 3] = ["members", "default-members", "paths"];

/// Rewrites every path that leads out of the work tree in `tree`, or to a folder that only the checkout has, so that it leads to the
/// same place as in the checkout in `root`. Returns the folders that they lead to now.
pub(super) fn rewrite_paths(tree: &Path, root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    rewrite_below(tree, &Trees { tree, root }, &mut found)?;
    Ok(found)
}

struct Trees<'a> {
    tree: &'a Path,
    root: &'a Path,
}

fn rewrite_below(folder: &Path, trees: &Trees<'_>, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            rewrite_below(&path, trees, found)?;
            continue;
        }
        // What the configuration names is seen from the folder around its own.
        let base = match entry.file_name().to_str() {
            Some("Cargo.toml") => folder,
            Some("config.toml" | "config") if folder.ends_with(".cargo") => folder.parent().unwrap_or(folder),
            _ => continue,
        };
        let text = files::read_text(&path, files::MAX_TEXT).unwrap_or_default();
        let Ok(mut table) = text.parse::<Table>() else {
            // Cargo refuses it, if it is read at all.
            continue;
        };
        let before = found.len();
        trees.visit(&mut table, base, found);
        if found.len() > before {
            fs::write(&path, table.to_string())?;
        }
    }
    Ok(())
}

impl Trees<'_> {
    fn visit(&self, table: &mut Table, base: &Path, found: &mut Vec<PathBuf>) {
        for (key, value) in table {
            let is_path = PATHS.contains(&key.as_str());
            let is_list = LISTS.contains(&key.as_str());
            match value {
                Value::Table(table) => self.visit(table, base, found),
                Value::String(path) if is_path => self.rewrite(path, base, found),
                Value::Array(values) => {
                    for value in values {
                        match value {
                            Value::Table(table) => self.visit(table, base, found),
                            Value::String(path) if is_list => self.rewrite(path, base, found),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn rewrite(&self, path: &mut String, base: &Path, found: &mut Vec<PathBuf>) {
        if Path::new(&*path).is_absolute() {
            return;
        }
        let below = base.strip_prefix(self.tree).unwrap_or(base).join(&*path);
        let in_checkout = normalized(&self.root.join(&below));
        let leaves = !normalized(&self.tree.join(&below)).starts_with(self.tree);
        if leaves || !self.tree.join(&below).exists() && in_checkout.is_dir() {
            *path = in_checkout.to_string_lossy().into_owned();
            found.push(in_checkout);
        }
    }
}

/// A path without `.` and `..`.
fn normalized(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                normalized.pop();
            }
            Component::CurDir => {}
            part => normalized.push(part),
        }
    }
    normalized
}

#[cfg(test)]
mod tests {
    use std::fs;

    use toml::Table;

    use super::rewrite_paths;

    #[test]
    fn paths_out_of_the_work_tree_lead_to_the_checkout() {
        let folder = tempfile::tempdir().unwrap();
        let (tree, root) = (folder.path().join("a/b/tree"), folder.path().join("checkout"));
        for below in ["one/.cargo", "inside"] {
            fs::create_dir_all(tree.join(below)).unwrap();
        }
        fs::create_dir_all(root.join("untracked")).unwrap();
        let manifest = "[lib]\npath = \"src/lib.rs\"\n[dependencies]\ninside = { path = \"../inside\" }\n\
                        sibling = { path = \"../../sibling\" }\nuntracked = { path = \"../untracked\" }\n\
                        [target.'cfg(unix)'.dependencies]\nother = { path = \"../../other\" }\n\
                        [workspace]\nmembers = [\"../../member\", \"two\"]\n";
        fs::write(tree.join("one/Cargo.toml"), manifest).unwrap();
        fs::write(tree.join("one/.cargo/config.toml"), "paths = [\"../../patched\"]").unwrap();
        let found = rewrite_paths(&tree, &root).unwrap();
        assert_eq!(found.len(), 5, "{found:?}");
        let table: Table = fs::read_to_string(tree.join("one/Cargo.toml"))
            .unwrap()
            .parse()
            .unwrap();
        let outside = |name: &str| folder.path().join(name).to_str().map(ToOwned::to_owned);
        let dependencies = &table["dependencies"];
        assert_eq!(dependencies["inside"]["path"].as_str(), Some("../inside"));
        assert_eq!(dependencies["sibling"]["path"].as_str(), outside("sibling").as_deref());
        assert_eq!(
            dependencies["untracked"]["path"].as_str(),
            outside("checkout/untracked").as_deref()
        );
        assert_eq!(table["lib"]["path"].as_str(), Some("src/lib.rs"));
        let other = &table["target"]["cfg(unix)"]["dependencies"]["other"];
        assert_eq!(other["path"].as_str(), outside("other").as_deref());
        let members = table["workspace"]["members"].as_array().unwrap();
        assert_eq!(members[0].as_str(), outside("member").as_deref());
        assert_eq!(members[1].as_str(), Some("two"));
        let configuration = fs::read_to_string(tree.join("one/.cargo/config.toml")).unwrap();
        assert!(configuration.contains(&outside("patched").unwrap()), "{configuration}");
    }
}
