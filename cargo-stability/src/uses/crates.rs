//! Which package an item is of that rustc calls by a path: its first segment may be the name of a library, or another name of it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_metadata::{Package, Target};

use crate::files;
use crate::tokens;

/// How crates are called.
#[derive(Debug, Default)]
pub struct Crates {
    /// The packages of the libraries that are built, by the names of the libraries.
    packages: BTreeMap<String, String>,
    /// The other names that the root of each target gives to crates, each with the name.
    renamed: RefCell<BTreeMap<PathBuf, Vec<(String, String)>>>,
}

impl Crates {
    /// Adds a target of a package if that is a library.
    pub fn add(&mut self, target: &Target, package: &str) {
        let is_library = |it: &Target| it.is_lib() || it.is_rlib() || it.is_dylib() || it.is_proc_macro();
        if is_library(target) {
            self.packages.insert(crate_name(&target.name), package.to_owned());
        }
    }

    /// The package that rustc calls by this name where it compiles a target of `user` with this root. That is the name in Cargo.toml, or
    /// the one of the library: where Cargo.toml renames it, rustc has both. An `extern crate` may give it another one.
    pub fn package_called(&self, name: &str, user: &Package, root: &Path) -> Option<String> {
        let known = |name: &str| in_manifest(name, user).or_else(|| self.packages.get(name).cloned());
        known(name).or_else(|| {
            let mut roots = self.renamed.borrow_mut();
            let renamed = roots.entry(root.to_owned()).or_insert_with(|| renamed(root));
            known(&renamed.iter().find(|(called, _)| called == name)?.1)
        })
    }
}

fn in_manifest(name: &str, user: &Package) -> Option<String> {
    let is_called = |known: &str| crate_name(known) == name;
    let mut dependencies = user.dependencies.iter();
    let called = dependencies.find(|it| is_called(it.rename.as_ref().unwrap_or(&it.name)));
    called.map(|it| it.name.clone())
}

fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}

/// The other names that the root of a target gives to crates: `extern crate other as name;`.
fn renamed(root: &Path) -> Vec<(String, String)> {
    let text = files::read_text(root, files::MAX_TEXT).unwrap_or_default();
    // Reading tokens takes long.
    let tokens = if text.contains("crate") && text.contains("extern") {
        tokens::read(&text).unwrap_or_default()
    } else {
        Vec::new()
    };
    let words: Vec<&str> = tokens.iter().map(|token| &*token.text).collect();
    let renamed = words.windows(5).filter_map(|words| match words {
        ["extern", "crate", other, "as", called] => Some(((*called).to_owned(), (*other).to_owned())),
        _ => None,
    });
    renamed.collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::renamed;

    #[test]
    fn an_extern_crate_gives_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lib.rs");
        fs::write(
            &file,
            "extern crate a;\n#[macro_use]\npub extern crate b as c;\nuse d as e;\n",
        )
        .unwrap();
        assert_eq!(renamed(&file), [("c".to_owned(), "b".to_owned())]);
    }
}
