//! Contracts of what never changes, kept below the target folder.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use stability::Contract;

use crate::args::Selection;
use crate::{read, store};

/// Where the contract of a commit or release is kept.
#[derive(Debug)]
pub(super) struct Cached {
    path: PathBuf,
}

impl Cached {
    /// The place in `folder` for the contract of `what`, of these packages, built so.
    pub(super) fn new(folder: &Path, what: &str, packages: &[String], selection: &Selection, more: &impl Hash) -> Self {
        let Selection {
            features,
            all_features,
            no_default_features,
            target,
            manifest_path: _,
            packages: _,
            target_dir: _,
            offline: _,
            locked: _,
        } = selection;
        // Another hash in another version of the compiler is a miss, and nothing worse.
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        packages.hash(&mut hasher);
        (features, all_features, no_default_features, target).hash(&mut hasher);
        more.hash(&mut hasher);
        let name = format!("{what}-{:016x}.json", hasher.finish());
        Self {
            path: folder.join(name),
        }
    }

    /// The contract that is kept; `None` where there is none that can be read.
    pub(super) fn contract(&self) -> Option<Contract> {
        read::json(&self.path).ok()
    }

    /// Keeps a contract. Where that is not possible, the next time builds again.
    pub(super) fn keep(&self, contract: &Contract) {
        let _ = store::write(&self.path, &contract.to_json());
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use stability::Contract;

    use super::Cached;
    use crate::args::Selection;

    #[test]
    fn what_is_kept_depends_on_how_it_was_built() {
        let folder = tempfile::tempdir().unwrap();
        let cached = |selection: &Selection| Cached::new(folder.path(), "abc", &["one".to_owned()], selection, &());
        let plain = cached(&Selection::default());
        assert!(plain.contract().is_none());
        plain.keep(&Contract::default());
        assert!(plain.contract().is_some());
        let with_feature = Selection {
            features: vec!["x".to_owned()],
            ..Selection::default()
        };
        assert!(cached(&with_feature).contract().is_none());
    }

    #[test]
    fn what_was_damaged_is_built_again() {
        let folder = tempfile::tempdir().unwrap();
        let cached = Cached::new(folder.path(), "abc", &[], &Selection::default(), &());
        cached.keep(&Contract::default());
        fs::write(&cached.path, "{").unwrap();
        assert!(cached.contract().is_none());
    }
}
