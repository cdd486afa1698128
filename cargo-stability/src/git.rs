//! What is asked of git, by calling it, so that the user's configuration is in force.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use stability::render::escape::line;

use crate::child::{ChildError, Children, Said};
use crate::output::shown;

/// What a hook of git sets for its own call, and would lead another call to another repository.
const OF_A_HOOK: [&str; 5] = [
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_WORK_TREE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
];

/// Why git gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// It was not called.
    #[error(transparent)]
    Child(#[from] ChildError),
    /// The folder is in no repository.
    #[error("`{}` is in no git repository: {reason}", shown(.folder))]
    NoRepository {
        /// The folder.
        folder: PathBuf,
        /// What git says.
        reason: String,
    },
    /// There is no such revision.
    #[error(
        "the repository has no revision `{}`: see `git log` and `git tag`; in CI, fetch the whole history \
         (`fetch-depth: 0`)",
        line(.0)
    )]
    NoRevision(String),
    /// Git failed.
    #[error("`git {}` failed: {reason}", line(.call))]
    Failed {
        /// What was asked.
        call: String,
        /// What git says.
        reason: String,
    },
    /// Git said something else than it was asked.
    #[error("`git {}` gave what cannot be read: {}", line(.call), line(.found))]
    Unreadable {
        /// What was asked.
        call: String,
        /// What it gave.
        found: String,
    },
}

/// A repository.
#[derive(Clone, Debug)]
pub struct Git {
    children: Children,
    root: PathBuf,
}

impl Git {
    /// The repository that `folder` is in.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn of(folder: &Path, children: &Children) -> Result<Self, GitError> {
        let git = Self {
            children: children.clone(),
            root: folder.to_owned(),
        };
        let said = git.call(&["rev-parse", "--show-toplevel"])?;
        if !said.ended.success() {
            return Err(GitError::NoRepository {
                folder: folder.to_owned(),
                reason: said.complaint(),
            });
        }
        let root = String::from_utf8_lossy(&said.stdout);
        Ok(Self {
            root: PathBuf::from(root.trim_end_matches(['\r', '\n'])),
            ..git
        })
    }

    /// The folder of its work tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path of a folder below the root, as git writes it: with `/`, and empty for the root.
    ///
    /// # Errors
    ///
    /// That it is not in this repository.
    pub fn below(&self, path: &Path) -> Result<PathBuf, GitError> {
        let outside = |reason: &str| GitError::NoRepository {
            folder: path.to_owned(),
            reason: reason.to_owned(),
        };
        let (path_whole, root) = (path.canonicalize(), self.root.canonicalize());
        let (Ok(whole), Ok(root)) = (path_whole, root) else {
            return Err(outside("the folder cannot be found"));
        };
        let below = whole.strip_prefix(root);
        below
            .map(Path::to_owned)
            .map_err(|_| outside(&format!("it is outside of `{}`", self.root.display())))
    }

    /// The whole id of the commit that a revision names.
    ///
    /// # Errors
    ///
    /// That there is none.
    pub fn commit(&self, revision: &str) -> Result<String, GitError> {
        let commit = format!("{revision}^{{commit}}");
        let said = self.call(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let id = String::from_utf8_lossy(&said.stdout).trim().to_owned();
        if !said.ended.success() || id.is_empty() {
            return Err(GitError::NoRevision(revision.to_owned()));
        }
        Ok(id)
    }

    /// The date of a commit, in UTC.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn date(&self, commit: &str) -> Result<Date, GitError> {
        let text = self.text(&["show", "--no-patch", "--format=%ct", commit])?;
        date_of(text.trim()).ok_or_else(|| GitError::Unreadable {
            call: format!("show --format=%ct {commit}"),
            found: text,
        })
    }

    /// The text of a file at a commit; `None` where it is not there.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn file_at(&self, commit: &str, path: &Path) -> Result<Option<Vec<u8>>, GitError> {
        let path = path.to_string_lossy().replace('\\', "/");
        let listed = self.call(&["ls-tree", "-z", "--full-tree", commit, "--", &path])?;
        if !listed.ended.success() || listed.stdout.is_empty() {
            return Ok(None);
        }
        self.bytes(&["cat-file", "blob", &format!("{commit}:{path}")]).map(Some)
    }

    /// The last commit of the one that is checked out, and of those before it, that touched a file; `None` where none did.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn last_that_touched(&self, path: &Path) -> Result<Option<String>, GitError> {
        let path = path.to_string_lossy().replace('\\', "/");
        let file = format!(":(top,literal){path}");
        let said = self.call(&["log", "--max-count=1", "--format=%H", "HEAD", "--", &file])?;
        let id = String::from_utf8_lossy(&said.stdout).trim().to_owned();
        // In a repository without any commit git fails, and none touched it.
        Ok((said.ended.success() && !id.is_empty()).then_some(id))
    }

    /// Whether the history was cut off at a commit, as in a shallow clone, so that git does not know what is before it.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn is_cut_off_at(&self, commit: &str) -> Result<bool, GitError> {
        let shallow = self.text(&["rev-parse", "--git-path", "shallow"])?;
        let path = self.root.join(shallow.trim_end());
        Ok(std::fs::read_to_string(path).is_ok_and(|commits| commits.lines().any(|line| line == commit)))
    }

    /// Checks a commit out into a work tree of its own in `folder`. No hook is run.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn add_work_tree(&self, folder: &Path, commit: &str) -> Result<(), GitError> {
        let folder = folder.to_string_lossy();
        let no_hooks = "core.hooksPath=/dev/null";
        self.bytes(&[
            "-c", no_hooks, "worktree", "add", "--force", "--quiet", "--detach", &folder, commit,
        ])
        .map(drop)
    }

    /// Removes such a work tree, also after an interrupt.
    pub fn remove_work_tree(&self, folder: &Path) {
        // What was interrupted must not keep this from being called.
        let git = Self {
            children: Children::default(),
            root: self.root.clone(),
        };
        let path = folder.to_string_lossy();
        let removed = git.bytes(&["worktree", "remove", "--force", "--force", &path]);
        if removed.is_err() {
            // Git does not know it, or not any more: then it is a folder like any other.
            let _ = std::fs::remove_dir_all(folder);
            let _ = git.bytes(&["worktree", "prune"]);
        }
    }

    /// What git says to stdout.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        let said = self.call(arguments)?;
        if !said.ended.success() {
            return Err(GitError::Failed {
                call: arguments.join(" "),
                reason: said.complaint(),
            });
        }
        Ok(said.stdout)
    }

    /// The same as text; what is not UTF-8 is replaced.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn text(&self, arguments: &[&str]) -> Result<String, GitError> {
        let bytes = self.bytes(arguments)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn call(&self, arguments: &[&str]) -> Result<Said, ChildError> {
        let mut call = Command::new("git");
        call.arg("-C").arg(&self.root).args(arguments);
        // Reading must not wait for another git that holds the index.
        call.env("GIT_OPTIONAL_LOCKS", "0");
        without_hook(&mut call);
        self.children.said_by(&mut call)
    }
}

/// Takes what a hook of git has set out of the environment of a call.
pub fn without_hook(call: &mut Command) {
    for name in OF_A_HOOK {
        call.env_remove(name);
    }
}

/// The date of a count of seconds since 1970, in UTC.
pub(crate) fn date_of(seconds: &str) -> Option<Date> {
    let timestamp = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Some(timestamp.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Git, GitError, date_of};
    use crate::child::Children;

    #[test]
    fn a_commit_is_dated_in_utc() {
        assert_eq!(date_of("0"), Some(date(1970, 1, 1)));
        assert_eq!(date_of("1767225599"), Some(date(2025, 12, 31)));
        assert_eq!(date_of("1767225600"), Some(date(2026, 1, 1)));
        for broken in ["", "yesterday", "99999999999999999999", "999999999999999"] {
            assert_eq!(date_of(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_folder_outside_of_any_repository_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = Git::of(folder.path(), &Children::default()).unwrap_err();
        assert!(matches!(error, GitError::NoRepository { .. }), "{error}");
        assert!(error.to_string().contains("not a git repository"), "{error}");
    }
}
