//! Whether a program may promise something besides what its library does: linking it takes time, and most promise nothing.

use std::path::Path;

use crate::limit;

/// The words without one of which nothing is promised: attributes that stand on items, and the macros that declare.
const WORDS: [&str; 15] = [
    "area",
    "beta",
    "contract",
    "deprecated_route",
    "entry",
    "ErrorCode",
    "evolving",
    "experimental",
    "frozen",
    "generated",
    "guarantee",
    "internal",
    "route",
    "stable",
    "surface",
];

/// How many files of a program are looked at; one with more is built.
const MAX_FILES: usize = 500;

/// Whether the program whose root is `root` may promise something. `dependency` is the package's name for the runtime.
///
/// It may where one of its files names the runtime and a word that promises. A file that cannot be read, or whose modules stand
/// where they are not looked for (`#[path]`, `include!`, a macro that declares modules), counts as one that may.
pub fn may_promise(root: &Path, dependency: &str) -> bool {
    let is_root = true;
    let mut open = vec![(root.to_owned(), is_root)];
    let (mut names_runtime, mut promises) = (false, false);
    let crate_name = dependency.replace('-', "_");
    for _ in 0..MAX_FILES {
        let Some((file, is_root)) = open.pop() else {
            return names_runtime && promises;
        };
        let Ok(text) = limit::text(&file, limit::TEXT) else {
            return true;
        };
        if text.contains("#[path") || text.contains("include!") {
            return true;
        }
        let identifiers = || text.split(|c: char| !c.is_alphanumeric() && c != '_');
        // A marked item that is made by a macro of another package names neither; `crate = ::facade::path` names a key.
        names_runtime |= identifiers().any(|word| word == "stability" || word == crate_name);
        promises |= identifiers().any(|word| WORDS.contains(&word));
        for module in modules(&text) {
            let Some(found) = find(&file, is_root, module) else {
                return true;
            };
            open.push((found, false));
        }
    }
    true
}

/// The modules that a file declares without a body: `mod name;`.
fn modules(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let (before, rest) = line.split_once("mod ")?;
        let name = rest.trim_end().strip_suffix(';')?.trim();
        let is_declaration = before.trim().is_empty() || before.trim_start().starts_with("pub") || before.contains(']');
        (is_declaration && !name.contains(char::is_whitespace)).then_some(name)
    })
}

/// The file of the module `name` that `parent` declares.
fn find(parent: &Path, is_root: bool, name: &str) -> Option<std::path::PathBuf> {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let beside = parent.parent()?;
    let folder = if is_root || parent.file_name()? == "mod.rs" {
        beside.to_owned()
    } else {
        beside.join(parent.file_stem()?)
    };
    let candidates = [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")];
    candidates.into_iter().find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::may_promise;

    fn program(files: &[(&str, &str)]) -> bool {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        may_promise(&folder.path().join("main.rs"), "stability-runtime")
    }

    #[test]
    fn a_program_that_names_no_promise_is_left_out() {
        assert!(!program(&[("main.rs", "fn main() { println!(\"stable\"); }")]));
        assert!(!program(&[("main.rs", "use stability::Contract;\nfn main() {}")]));
        assert!(!program(&[
            ("main.rs", "mod a;"),
            ("a.rs", "pub(crate) mod b;"),
            ("a/b.rs", "")
        ]));
    }

    #[test]
    fn a_promise_is_found_in_any_file_of_the_program() {
        let promise = "stability::surface! { command \"x\"; }";
        assert!(program(&[("main.rs", promise)]));
        assert!(program(&[("main.rs", "mod a;"), ("a.rs", promise)]));
        assert!(program(&[
            ("main.rs", "mod a;"),
            ("a/mod.rs", "pub mod b;"),
            ("a/b.rs", promise)
        ]));
        assert!(program(&[("main.rs", "    #[cfg(unix)] mod a;"), ("a.rs", promise)]));
        assert!(program(&[
            ("main.rs", "use stability as s; mod a;\nmod b;"),
            ("b.rs", "#[s::stable] pub fn f() {}")
        ]));
    }

    #[test]
    fn what_cannot_be_followed_counts() {
        assert!(program(&[("main.rs", "mod nowhere;")]));
        assert!(program(&[("main.rs", "#[path = \"x.rs\"] mod a;")]));
        assert!(program(&[("main.rs", "include!(\"x.rs\");")]));
        assert!(may_promise(Path::new("nowhere/main.rs"), "stability-runtime"));
    }
}
