//! Contracts of what never changes, kept below the target folder.
//!
//! Where compiler or configuration cannot be asked, and where the source has parts from outside of the repository, nothing is
//! kept.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::Result;
use stability::Contract;
use stability::contract::Build;
use stability_policy::DefaultTier;
use stability_policy::shape::FORM;

use super::environment::BuildEnvironment;
use crate::args::Selection;
use crate::{files, read};

/// Everything that the contract of a commit or release depends on. Its build reads the command line and the policy from here and
/// from nowhere else, so that whatever it reads is part of the key.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    /// The commit or version.
    pub id: String,
    /// The packages that the contract covers now.
    pub packages: Vec<String>,
    /// Where the folder of the contract and that of the workspace are in the repository.
    pub folders: Vec<PathBuf>,
    /// How the command line says that it is built.
    pub selection: Selection,
    /// How the policy says that it is built, where the command line does not.
    pub build: Build,
    /// The builds that the policy lists.
    pub builds: BTreeMap<String, Build>,
    /// The tier of items without an attribute, where the source itself has no default.
    pub default: DefaultTier,
    /// Whether the public items without a tier are counted.
    pub counts_unmarked: bool,
    /// What the workspace patches.
    pub patches: toml::Table,
    /// The lock file that is written for it.
    pub lockfile: Option<String>,
    /// Compiler, configuration and environment; nothing is kept where they are not known.
    pub environment: Option<BuildEnvironment>,
}

impl Inputs {
    /// A key that is another one wherever an input is; `None` where not all of them are known.
    fn key(&self) -> Option<String> {
        let Self {
            id,
            packages,
            folders,
            selection,
            build,
            builds,
            default,
            counts_unmarked,
            patches,
            lockfile,
            environment,
        } = self;
        let Selection {
            features,
            all_features,
            no_default_features,
            target,
            // The fields above have them: which source is built, and where to.
            manifest_path: _,
            packages: _,
            target_dir: _,
            // These refuse a build, and do not change it.
            offline: _,
            locked: _,
        } = selection;
        // Another hash in another version of the compiler is a miss, and nothing worse.
        let mut hasher = DefaultHasher::new();
        (env!("CARGO_PKG_VERSION"), FORM).hash(&mut hasher);
        (packages, folders, lockfile, environment.as_ref()?).hash(&mut hasher);
        (features, all_features, no_default_features, target).hash(&mut hasher);
        (
            format!("{build:?} {builds:?} {default:?}"),
            counts_unmarked,
            patches.to_string(),
        )
            .hash(&mut hasher);
        Some(format!("{id}-{:016x}.json", hasher.finish()))
    }
}

/// The contract that is kept in `folder` for these inputs, or else the one that `build` returns, which also says whether it may be
/// kept. Where it cannot be kept, the next call builds again.
pub(super) fn cached(
    folder: &Path,
    inputs: &Inputs,
    build: impl FnOnce() -> Result<(Contract, bool)>,
) -> Result<Contract> {
    let path = inputs.key().map(|key| folder.join(key));
    if let Some(contract) = path.as_ref().and_then(|path| read::json(path).ok()) {
        return Ok(contract);
    }
    let (contract, is_constant) = build()?;
    if let Some(path) = path.filter(|_| is_constant) {
        let _ = files::write(&path, &contract.to_json());
    }
    Ok(contract)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use stability::contract::Build;
    use stability::{Contract, Tier};
    use stability_policy::DefaultTier;

    use super::{Inputs, cached};
    use crate::baseline::environment::BuildEnvironment;

    fn inputs() -> Inputs {
        Inputs {
            id: "abc".to_owned(),
            environment: Some(BuildEnvironment::sample("rustc 1", "{}", "")),
            ..Inputs::default()
        }
    }

    type Change = fn(&mut Inputs);

    #[test]
    fn each_input_is_part_of_the_key() {
        let changes: [(&str, Change); 14] = [
            ("id", |it| it.id = "abd".to_owned()),
            ("packages", |it| it.packages = vec!["one".to_owned()]),
            ("folders", |it| it.folders = vec!["one".into()]),
            ("features", |it| it.selection.features = vec!["x".to_owned()]),
            ("target", |it| it.selection.target = Some("wasm32".to_owned())),
            ("the policy's features", |it| it.build.features = vec!["x".to_owned()]),
            ("the policy's builds", |it| {
                it.builds.insert("all".to_owned(), Build::default());
            }),
            ("the policy's default tier", |it| {
                it.default = DefaultTier::of(Tier::Stable);
            }),
            ("counts_unmarked", |it| it.counts_unmarked = true),
            ("patches", |it| {
                it.patches.insert("crates-io".to_owned(), toml::Value::Boolean(true));
            }),
            ("lockfile", |it| it.lockfile = Some(String::new())),
            ("compiler", |it| {
                it.environment = Some(BuildEnvironment::sample("rustc 2", "{}", ""));
            }),
            ("configuration", |it| {
                it.environment = Some(BuildEnvironment::sample("rustc 1", "{\"build\":{}}", ""));
            }),
            ("variables", |it| {
                it.environment = Some(BuildEnvironment::sample("rustc 1", "{}", "--cfg x"));
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
    fn options_that_only_refuse_a_build_are_not_part_of_the_key() {
        let mut other = inputs();
        (other.selection.offline, other.selection.locked) = (true, true);
        assert_eq!(other.key(), inputs().key());
    }

    /// Whether a call with these inputs builds.
    fn builds(folder: &Path, inputs: &Inputs) -> bool {
        let mut builds = false;
        let built = cached(folder, inputs, || {
            builds = true;
            Ok((Contract::default(), true))
        });
        built.unwrap();
        builds
    }

    #[test]
    fn nothing_is_kept_where_the_compiler_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        let unknown = Inputs {
            environment: None,
            ..inputs()
        };
        assert!(builds(folder.path(), &unknown));
        assert!(builds(folder.path(), &unknown));
    }

    #[test]
    fn nothing_is_kept_that_may_be_another_one_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        cached(folder.path(), &inputs(), || Ok((Contract::default(), false))).unwrap();
        assert!(builds(folder.path(), &inputs()));
    }

    #[test]
    fn a_damaged_file_is_built_again() {
        let folder = tempfile::tempdir().unwrap();
        assert!(builds(folder.path(), &inputs()));
        assert!(!builds(folder.path(), &inputs()));
        fs::write(folder.path().join(inputs().key().unwrap()), "{").unwrap();
        assert!(builds(folder.path(), &inputs()));
    }
}
