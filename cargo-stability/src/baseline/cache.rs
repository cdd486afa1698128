//! Contracts of what never changes, kept below the target folder.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use stability::Contract;
use stability_policy::Build;

use super::surroundings::Surroundings;
use crate::args::Selection;
use crate::{read, store};

/// Everything that the contract of a commit or release depends on. Its build reads the command line and the policy from here and
/// from nowhere else, so that whatever it reads is part of the key.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    /// The commit or version.
    pub what: String,
    /// The packages that the contract speaks for now.
    pub packages: Vec<String>,
    /// Where the folder of the contract and that of the workspace are in the repository.
    pub folders: Vec<PathBuf>,
    /// How the command line says that it is built.
    pub selection: Selection,
    /// How the policy says that it is built, where the command line does not.
    pub build: Build,
    /// Whether the public items without a tier are counted.
    pub counts_unmarked: bool,
    /// What the workspace patches.
    pub patches: toml::Table,
    /// The lock file that is lent to it.
    pub lock: Option<String>,
    /// Compiler, configuration and environment; nothing is kept where they are not known.
    pub surroundings: Option<Surroundings>,
}

impl Inputs {
    /// A key that is another one wherever an input is; `None` where not all of them are known.
    fn key(&self) -> Option<String> {
        let Self {
            what,
            packages,
            folders,
            selection,
            build,
            counts_unmarked,
            patches,
            lock,
            surroundings,
        } = self;
        let Selection {
            features,
            all_features,
            no_default_features,
            target,
            // Said by the fields above: which source is built, and where to.
            manifest_path: _,
            packages: _,
            target_dir: _,
            // These refuse a build, and do not change it.
            offline: _,
            locked: _,
        } = selection;
        // Another hash in another version of the compiler is a miss, and nothing worse.
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        (packages, folders, lock, surroundings.as_ref()?).hash(&mut hasher);
        (features, all_features, no_default_features, target).hash(&mut hasher);
        (format!("{build:?}"), counts_unmarked, patches.to_string()).hash(&mut hasher);
        Some(format!("{what}-{:016x}.json", hasher.finish()))
    }
}

/// Where the contract of a commit or release is kept.
#[derive(Debug)]
pub(super) struct Cached {
    path: Option<PathBuf>,
}

impl Cached {
    /// The place in `folder` for the contract that is built out of these inputs.
    pub(super) fn new(folder: &Path, inputs: &Inputs) -> Self {
        Self {
            path: inputs.key().map(|key| folder.join(key)),
        }
    }

    /// The contract that is kept; `None` where there is none that can be read.
    pub(super) fn contract(&self) -> Option<Contract> {
        read::json(self.path.as_ref()?).ok()
    }

    /// Keeps a contract. Where that is not possible, the next time builds again.
    pub(super) fn keep(&self, contract: &Contract) {
        if let Some(path) = &self.path {
            let _ = store::write(path, &contract.to_json());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use stability::Contract;

    use super::{Cached, Inputs};
    use crate::baseline::surroundings::Surroundings;

    fn inputs() -> Inputs {
        Inputs {
            what: "abc".to_owned(),
            surroundings: Some(Surroundings::sample("rustc 1", "{}", "")),
            ..Inputs::default()
        }
    }

    type Change = fn(&mut Inputs);

    #[test]
    fn each_input_is_part_of_the_key() {
        let changes: [(&str, Change); 12] = [
            ("what", |it| it.what = "abd".to_owned()),
            ("packages", |it| it.packages = vec!["one".to_owned()]),
            ("folders", |it| it.folders = vec!["one".into()]),
            ("features", |it| it.selection.features = vec!["x".to_owned()]),
            ("target", |it| it.selection.target = Some("wasm32".to_owned())),
            ("the policy's features", |it| it.build.features = vec!["x".to_owned()]),
            ("counts_unmarked", |it| it.counts_unmarked = true),
            ("patches", |it| {
                it.patches.insert("crates-io".to_owned(), toml::Value::Boolean(true));
            }),
            ("lock", |it| it.lock = Some(String::new())),
            ("compiler", |it| {
                it.surroundings = Some(Surroundings::sample("rustc 2", "{}", ""));
            }),
            ("configuration", |it| {
                it.surroundings = Some(Surroundings::sample("rustc 1", "{\"build\":{}}", ""));
            }),
            ("variables", |it| {
                it.surroundings = Some(Surroundings::sample("rustc 1", "{}", "--cfg x"));
            }),
        ];
        let plain = inputs();
        assert_eq!(plain.key(), inputs().key());
        for (name, change) in changes {
            let mut other = inputs();
            change(&mut other);
            assert_ne!(other.key(), plain.key(), "{name}");
        }
    }

    #[test]
    fn what_only_refuses_a_build_is_no_part_of_the_key() {
        let mut other = inputs();
        (other.selection.offline, other.selection.locked) = (true, true);
        assert_eq!(other.key(), inputs().key());
    }

    #[test]
    fn nothing_is_kept_where_the_compiler_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        let unknown = Inputs {
            surroundings: None,
            ..inputs()
        };
        let cached = Cached::new(folder.path(), &unknown);
        cached.keep(&Contract::default());
        assert!(cached.contract().is_none());
    }

    #[test]
    fn what_was_damaged_is_built_again() {
        let folder = tempfile::tempdir().unwrap();
        let cached = Cached::new(folder.path(), &inputs());
        assert!(cached.contract().is_none());
        cached.keep(&Contract::default());
        assert!(cached.contract().is_some());
        let path: &Path = cached.path.as_deref().unwrap();
        fs::write(path, "{").unwrap();
        assert!(cached.contract().is_none());
    }
}
