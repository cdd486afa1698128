//! What is asked of git, by calling it, so that the user's configuration is in force.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use stability::render::escape::line;

use crate::child::{ChildError, Children, Said};
use crate::limit;
use crate::output::shown;

/// The variables that say which repository a call is about, as `git rev-parse --local-env-vars` lists them. A hook of git has
/// them for its own call; another call would find another repository, or the objects of another one.
///
/// Those with configuration are left out of this list, as git leaves them to the calls that it makes in submodules.
const OF_A_REPOSITORY: [&str; 12] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_NAMESPACE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// The variables of one call of git, which are never those of another: its index, its folder, how it reads paths, and that no
/// reference may be written while objects are received.
const OF_A_CALL: [&str; 7] = [
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
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
    found: Found,
}

/// Another repository at a path of this one, as a commit of this one names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submodule {
    /// What it is called in the folder of git's own.
    pub name: String,
    /// Where its files are.
    pub path: PathBuf,
    /// Its commit.
    pub commit: String,
}

/// How a repository was found.
#[derive(Clone, Debug)]
enum Found {
    /// Its work tree has a folder of git's own, or a file that says where that is.
    InFolder,
    /// The variables of the environment say where it is.
    InEnvironment,
    /// This is the folder of git's own.
    At(PathBuf),
}

impl Git {
    /// The repository that `folder` is in.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn of(folder: &Path, children: &Children) -> Result<Self, GitError> {
        let around = Self {
            children: children.clone(),
            root: folder.to_owned(),
            found: Found::InFolder,
        };
        let said = around.call(&["rev-parse", "--show-toplevel"])?;
        if said.ended.success() {
            return Ok(Self {
                root: path_in(&said.stdout),
                ..around
            });
        }
        let no_repository = GitError::NoRepository {
            folder: folder.to_owned(),
            reason: said.complaint(),
        };
        // No folder says where it is: the user does, with `GIT_DIR` and `GIT_WORK_TREE`.
        let named = Self {
            found: Found::InEnvironment,
            ..around
        };
        let said = named.call(&["rev-parse", "--show-toplevel"])?;
        let named = Self {
            root: path_in(&said.stdout),
            ..named
        };
        if said.ended.success() && named.below(folder).is_ok() {
            return Ok(named);
        }
        Err(no_repository)
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
        let path = self.called_in().join(shallow.trim_end());
        Ok(match limit::text(&path, limit::TEXT) {
            Ok(commits) => commits.lines().any(|line| line == commit),
            // A list that cannot be read may name it.
            Err(error) => !error.is_absent(),
        })
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
            ..self.clone()
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
        succeeded(arguments, &said)?;
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

    /// The submodules of a commit.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn submodules(&self, commit: &str) -> Result<Vec<Submodule>, GitError> {
        let listed = self.text(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let mut found: Vec<Submodule> = listed
            .split('\0')
            .filter_map(|entry| {
                let (what, path) = entry.split_once('\t')?;
                Some(Submodule {
                    name: path.to_owned(),
                    path: PathBuf::from(path),
                    commit: what.strip_prefix("160000 commit ")?.to_owned(),
                })
            })
            .collect();
        if found.is_empty() {
            return Ok(found);
        }
        let file = format!("{commit}:.gitmodules");
        let paths = [
            "config",
            "-z",
            "--blob",
            &file,
            "--get-regexp",
            r"^submodule\..*\.path$",
        ];
        // Without the file, a submodule is called by its path.
        let named = self.text(&paths).unwrap_or_default();
        for (key, path) in named.split('\0').filter_map(|entry| entry.split_once('\n')) {
            let name = key.strip_prefix("submodule.").and_then(|key| key.strip_suffix(".path"));
            let submodule = found.iter_mut().find(|it| it.path == Path::new(path));
            if let (Some(name), Some(submodule)) = (name, submodule) {
                name.clone_into(&mut submodule.name);
            }
        }
        Ok(found)
    }

    /// The folder of git's own files, which all work trees share.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn own_folder(&self) -> Result<PathBuf, GitError> {
        if let Found::At(own_folder) = &self.found {
            return Ok(own_folder.clone());
        }
        let said = self.bytes(&["rev-parse", "--git-common-dir"])?;
        Ok(self.called_in().join(path_in(&said)))
    }

    /// The repository whose own folder is `own_folder`, with a work tree in `root`.
    #[must_use]
    pub fn beside(&self, own_folder: PathBuf, root: PathBuf) -> Self {
        Self {
            children: self.children.clone(),
            root,
            found: Found::At(own_folder),
        }
    }

    /// Writes the files of a commit into the work tree, and leaves everything else as it is, also in the folder of git's own.
    ///
    /// # Errors
    ///
    /// See [`GitError`].
    pub fn write_files(&self, commit: &str) -> Result<(), GitError> {
        let folder = tempfile::tempdir().map_err(|reason| ChildError::Call {
            program: "git".to_owned(),
            reason,
        })?;
        let index = folder.path().join("index");
        for arguments in [&["read-tree", commit][..], &["checkout-index", "--all", "--force"]] {
            let mut call = self.prepared(arguments);
            call.env("GIT_INDEX_FILE", &index);
            let said = self.children.said_by(&mut call)?;
            succeeded(arguments, &said)?;
        }
        Ok(())
    }

    fn called_in(&self) -> &Path {
        match self.found {
            // Paths in variables are relative to the folder of the caller.
            Found::InEnvironment => Path::new("."),
            Found::InFolder | Found::At(_) => &self.root,
        }
    }

    fn call(&self, arguments: &[&str]) -> Result<Said, ChildError> {
        self.children.said_by(&mut self.prepared(arguments))
    }

    fn prepared(&self, arguments: &[&str]) -> Command {
        let mut call = Command::new("git");
        call.arg("-C").arg(self.called_in());
        // Reading must not wait for another git that holds the index.
        call.env("GIT_OPTIONAL_LOCKS", "0");
        without(&mut call, &OF_A_CALL);
        match &self.found {
            Found::InEnvironment => {}
            Found::InFolder => without(&mut call, &OF_A_REPOSITORY),
            Found::At(own_folder) => {
                without(&mut call, &OF_A_REPOSITORY);
                call.arg("--git-dir").arg(own_folder).arg("--work-tree").arg(&self.root);
            }
        }
        call.args(arguments);
        call
    }
}

fn succeeded(arguments: &[&str], said: &Said) -> Result<(), GitError> {
    if said.ended.success() {
        return Ok(());
    }
    Err(GitError::Failed {
        call: arguments.join(" "),
        reason: said.complaint(),
    })
}

fn without(call: &mut Command, names: &[&str]) {
    for name in names {
        call.env_remove(name);
    }
}

/// The path that git has printed.
fn path_in(stdout: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(stdout).trim_end_matches(['\r', '\n']))
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
