//! The submodules of a revision, out of the objects that the checkout has of them.

use std::path::{Path, PathBuf};

use crate::child::Children;
use crate::git::{Git, GitError, Submodule};
use crate::output::shown;

/// Writes the files of all submodules of `commit` below `tree`, those of submodules too, without the network. `git` is the
/// repository whose work tree has them now.
///
/// Gives those whose commit the checkout does not have, as messages for the user.
///
/// # Errors
///
/// See [`GitError`].
pub(super) fn fill(git: &Git, commit: &str, tree: &Path, children: &Children) -> Result<Vec<String>, GitError> {
    let mut missing = Vec::new();
    for submodule in git.submodules(commit)? {
        let (checked_out, folder) = (git.root().join(&submodule.path), tree.join(&submodule.path));
        let Some(own_folder) = store(git, &submodule, &checked_out, children)? else {
            missing.push(format!("`{}` at {}", shown(&submodule.path), submodule.commit));
            continue;
        };
        git.beside(own_folder.clone(), folder.clone())
            .write_files(&submodule.commit)?;
        let inside = git.beside(own_folder, checked_out);
        missing.extend(fill(&inside, &submodule.commit, &folder, children)?);
    }
    Ok(missing)
}

/// The folder of git's own that has the commit of a submodule: the one that git keeps for it, or that of a repository in its
/// place.
fn store(
    git: &Git,
    submodule: &Submodule,
    checked_out: &Path,
    children: &Children,
) -> Result<Option<PathBuf>, GitError> {
    let mut stores = vec![git.own_folder()?.join("modules").join(&submodule.name)];
    if checked_out.join(".git").exists() {
        stores.push(Git::of(checked_out, children)?.own_folder()?);
    }
    let has_commit = |store: &PathBuf| {
        let inside = git.beside(store.clone(), git.root().to_owned());
        store.is_dir() && inside.commit(&submodule.commit).is_ok()
    };
    Ok(stores.into_iter().find(has_commit))
}
