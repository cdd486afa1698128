//! The submodules of a revision, out of the objects that the checkout has of them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::git::{Git, Submodule};
use crate::output::printable;
use crate::process::Processes;

/// Writes the files of all submodules of `commit` below `tree`, those of submodules too, without the network. `git` is the
/// repository whose work tree has them now.
///
/// Returns those whose commit the checkout does not have, as messages for the user.
pub(super) fn write_files(git: &Git, commit: &str, tree: &Path, processes: &Processes) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    for submodule in git.submodules(commit)? {
        let (checked_out, folder) = (git.root().join(&submodule.path), tree.join(&submodule.path));
        let Some(git_dir) = git_dir(git, &submodule, &checked_out, processes)? else {
            missing.push(format!("`{}` at {}", printable(&submodule.path), submodule.commit));
            continue;
        };
        git.with_git_dir(git_dir.clone(), folder.clone())
            .write_files(&submodule.commit)?;
        let inside = git.with_git_dir(git_dir, checked_out);
        missing.extend(write_files(&inside, &submodule.commit, &folder, processes)?);
    }
    Ok(missing)
}

/// The git directory that has the commit of a submodule: the one that git keeps for it, or that of a repository in its place.
fn git_dir(git: &Git, submodule: &Submodule, checked_out: &Path, processes: &Processes) -> Result<Option<PathBuf>> {
    let mut candidates = vec![git.git_dir()?.join("modules").join(&submodule.name)];
    if checked_out.join(".git").exists() {
        candidates.push(Git::around(checked_out, processes)?.git_dir()?);
    }
    let has_commit = |candidate: &PathBuf| {
        let inside = git.with_git_dir(candidate.clone(), git.root().to_owned());
        candidate.is_dir() && inside.commit(&submodule.commit).is_ok()
    };
    Ok(candidates.into_iter().find(has_commit))
}
