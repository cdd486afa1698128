//! What is asked of git, by calling it, so that the user's configuration is in force.
//!
//! Git is called and not linked: a library for it takes longer to compile than everything else here, and the program has the
//! user's configuration.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Result, anyhow, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use stability::render::escape::line;

use crate::files;
use crate::output::printable;
use crate::process::{Processes, cannot_call, error_text};

/// The variables that say which repository a call is about, as `git rev-parse --local-env-vars` lists them. A hook of git has
/// them for its own call; another call would find another repository, or the objects of another one.
///
/// Those with configuration are left out of this list, as git leaves them to the calls that it makes in submodules.
const REPOSITORY_VARIABLES: [&str; 12] = [
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
const CALL_VARIABLES: [&str; 7] = [
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
];

/// The commands that read what this program never changes: commits, references, options, where a repository is. Several parts of a
/// command ask the same, and each call of git is a process.
const READING: [&str; 7] = [
    "cat-file",
    "config",
    "for-each-ref",
    "ls-tree",
    "merge-base",
    "rev-parse",
    "show",
];

/// A repository.
#[derive(Clone, Debug)]
pub struct Git {
    processes: Processes,
    root: PathBuf,
    location: Location,
}

/// Another repository at a path of this one, as a commit of this one names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submodule {
    /// Its name in the git directory.
    pub name: String,
    /// Where its files are.
    pub path: PathBuf,
    /// Its commit.
    pub commit: String,
}

/// How git finds the repository.
#[derive(Clone, Debug)]
enum Location {
    /// By its work tree, which has a git directory, or a file that says where that is.
    WorkTree,
    /// By the variables of the environment.
    Environment,
    /// By this git directory.
    GitDir(PathBuf),
}

impl Git {
    /// The repository that `folder` is in.
    pub fn around(folder: &Path, processes: &Processes) -> Result<Self> {
        let mut git = Self {
            processes: processes.clone(),
            root: folder.to_owned(),
            location: Location::WorkTree,
        };
        let output = git.call(&["rev-parse", "--show-toplevel"])?;
        if output.status.success() {
            git.root = printed_path(&output.stdout);
            return Ok(git);
        }
        // No folder says where it is: the user does, with `GIT_DIR` and `GIT_WORK_TREE`.
        git.location = Location::Environment;
        let named = git.call(&["rev-parse", "--show-toplevel"])?;
        git.root = printed_path(&named.stdout);
        if named.status.success() && git.relative(folder).is_ok() {
            return Ok(git);
        }
        bail!(not_in_repository(folder, &error_text(&output.stderr)))
    }

    /// The folder of its work tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path of a folder relative to the root. An error says that it is not in this repository.
    pub fn relative(&self, folder: &Path) -> Result<PathBuf> {
        let (Ok(whole), Ok(root)) = (folder.canonicalize(), self.root.canonicalize()) else {
            bail!(not_in_repository(folder, "the folder cannot be found"));
        };
        let relative = whole.strip_prefix(root).map(Path::to_owned);
        relative.map_err(|_| {
            let reason = format!("it is outside of `{}`", self.root.display());
            anyhow!(not_in_repository(folder, &reason))
        })
    }

    /// The whole id of the commit that a revision names.
    pub fn commit(&self, revision: &str) -> Result<String> {
        let commit = format!("{revision}^{{commit}}");
        let output = self.call(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        printed_id(&output).ok_or_else(|| {
            anyhow!(
                "the repository has no revision `{}`: see `git log` and `git tag`; in CI, fetch the whole history \
                 (`fetch-depth: 0`)",
                line(revision)
            )
        })
    }

    /// The date of a commit, in UTC.
    pub fn date(&self, commit: &str) -> Result<Date> {
        let text = self.text(&["show", "--no-patch", "--format=%ct", commit])?;
        date_of(text.trim()).ok_or_else(|| {
            let (commit, found) = (line(commit), line(&text));
            anyhow!("`git show --format=%ct {commit}` printed text that cannot be read: {found}")
        })
    }

    /// The tags of the commits that come before the one that is checked out, and of that one; none without any commit.
    pub fn tags_in_history(&self) -> Result<BTreeSet<String>> {
        let output = self.call(&[
            "for-each-ref",
            "--merged=HEAD",
            "--format=%(refname:lstrip=2)",
            "refs/tags",
        ])?;
        if !output.status.success() && self.commit("HEAD").is_err() {
            return Ok(BTreeSet::new());
        }
        let listed = check_status(&["for-each-ref", "--merged=HEAD"], output)?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        Ok(listed.lines().map(ToOwned::to_owned).collect())
    }

    /// The last commit that two revisions have in common; `None` where they have none, or one of them is not there.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>> {
        let (Ok(one), Ok(other)) = (self.commit(one), self.commit(other)) else {
            return Ok(None);
        };
        Ok(printed_id(&self.call(&["merge-base", &one, &other])?))
    }

    /// The command that fetches the tags and commits that may be missing here: because the history was cut off, or because the clone
    /// leaves tags out. `None` where nothing is missing.
    pub fn fetch_missing(&self) -> Result<Option<&'static str>> {
        let is_shallow = self.text(&["rev-parse", "--is-shallow-repository"])?;
        Ok(match (is_shallow.trim() == "true", self.leaves_tags_out()?) {
            (true, true) => Some("git config --unset remote.origin.tagOpt; git fetch --unshallow --tags"),
            (true, false) => Some("git fetch --unshallow --tags"),
            (false, true) => Some("git config --unset remote.origin.tagOpt; git fetch --tags"),
            (false, false) => None,
        })
    }

    /// Whether the clone is configured to fetch no tags.
    pub fn leaves_tags_out(&self) -> Result<bool> {
        let options = self.text(&["config", "--list"])?;
        Ok(options
            .lines()
            .any(|line| line.starts_with("remote.") && line.ends_with(".tagopt=--no-tags")))
    }

    /// Whether files that git knows differ from the commit that is checked out. Cargo may write the lock file of any build.
    pub fn is_modified(&self) -> Result<bool> {
        let changed = self.call(&[
            "diff",
            "--quiet",
            "HEAD",
            "--",
            ":/",
            ":(exclude,top,glob)**/Cargo.lock",
        ])?;
        Ok(!changed.status.success())
    }

    /// The files that are not committed as they are, by their paths below the root; without those that git ignores.
    pub fn changed(&self) -> Result<BTreeSet<PathBuf>> {
        let listed = self.bytes(&[
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
        ])?;
        let entries = listed.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..));
        Ok(entries
            .map(|path| PathBuf::from(String::from_utf8_lossy(path).into_owned()))
            .collect())
    }

    /// The text of a file at a commit; `None` where it is not there.
    pub fn file_at(&self, commit: &str, path: &Path) -> Result<Option<Vec<u8>>> {
        let path = path.to_string_lossy().replace('\\', "/");
        let listed = self.call(&["ls-tree", "-z", "--full-tree", commit, "--", &path])?;
        if !listed.status.success() || listed.stdout.is_empty() {
            return Ok(None);
        }
        self.bytes(&["cat-file", "blob", &format!("{commit}:{path}")]).map(Some)
    }

    /// What one side of an unfinished merge has at a path; `None` where git has none: of the sides, ours is 2 and theirs is 3.
    pub fn staged(&self, side: u8, path: &Path) -> Option<Vec<u8>> {
        let folder = self.relative(path.parent()?).ok()?;
        let path = folder.join(path.file_name()?);
        let path = path.to_string_lossy().replace('\\', "/");
        let output = self.call(&["cat-file", "blob", &format!(":{side}:{path}")]).ok()?;
        output.status.success().then_some(output.stdout)
    }

    /// The last commit in the history of the one that is checked out that touched a file; `None` where none did.
    pub fn last_commit_of(&self, path: &Path) -> Result<Option<String>> {
        let path = path.to_string_lossy().replace('\\', "/");
        let file = format!(":(top,literal){path}");
        // In a repository without any commit git fails, and none touched it.
        let output = self.call(&["log", "--max-count=1", "--format=%H", "HEAD", "--", &file])?;
        Ok(printed_id(&output))
    }

    /// Whether the history was cut off at a commit, as in a shallow clone, so that git does not know what is before it.
    pub fn is_shallow_at(&self, commit: &str) -> Result<bool> {
        let shallow = self.text(&["rev-parse", "--git-path", "shallow"])?;
        let path = self.working_folder().join(shallow.trim_end());
        let commits = files::read_text_if_present(&path, files::MAX_TEXT);
        // A list that cannot be read may name it.
        Ok(commits.map_or(true, |list| {
            list.is_some_and(|list| list.lines().any(|line| line == commit))
        }))
    }

    /// Checks a commit out into a work tree of its own in `folder`. No hook is run.
    pub fn add_work_tree(&self, folder: &Path, commit: &str) -> Result<()> {
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
            processes: Processes::default(),
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

    /// What git prints.
    pub fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        check_status(arguments, self.call(arguments)?)
    }

    /// The same as text; what is not UTF-8 is replaced.
    pub fn text(&self, arguments: &[&str]) -> Result<String> {
        let bytes = self.bytes(arguments)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The submodules of a commit.
    pub fn submodules(&self, commit: &str) -> Result<Vec<Submodule>> {
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

    /// The git directory, which all work trees share.
    pub fn git_dir(&self) -> Result<PathBuf> {
        if let Location::GitDir(git_dir) = &self.location {
            return Ok(git_dir.clone());
        }
        let printed = self.bytes(&["rev-parse", "--git-common-dir"])?;
        Ok(self.working_folder().join(printed_path(&printed)))
    }

    /// The repository with this git directory, and with a work tree in `root`.
    #[must_use]
    pub fn with_git_dir(&self, git_dir: PathBuf, root: PathBuf) -> Self {
        Self {
            processes: self.processes.clone(),
            root,
            location: Location::GitDir(git_dir),
        }
    }

    /// Writes the files of a commit into the work tree, and leaves everything else as it is, also in the git directory.
    pub fn write_files(&self, commit: &str) -> Result<()> {
        let folder = tempfile::tempdir().map_err(|reason| cannot_call("git".as_ref(), reason))?;
        let index = folder.path().join("index");
        for arguments in [&["read-tree", commit][..], &["checkout-index", "--all", "--force"]] {
            let mut call = self.command(arguments);
            call.env("GIT_INDEX_FILE", &index);
            check_status(arguments, self.processes.output(&mut call)?)?;
        }
        Ok(())
    }

    fn working_folder(&self) -> &Path {
        match self.location {
            // Paths in variables are relative to the folder of the caller.
            Location::Environment => Path::new("."),
            Location::WorkTree | Location::GitDir(_) => &self.root,
        }
    }

    fn call(&self, arguments: &[&str]) -> Result<Output> {
        let mut call = self.command(arguments);
        if arguments.first().is_some_and(|command| READING.contains(command)) {
            self.processes.answer(&mut call)
        } else {
            self.processes.output(&mut call)
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut call = Command::new("git");
        call.arg("-C").arg(self.working_folder());
        // Reading must not wait for another git that holds the index.
        call.env("GIT_OPTIONAL_LOCKS", "0");
        remove_variables(&mut call, &CALL_VARIABLES);
        if !matches!(self.location, Location::Environment) {
            remove_variables(&mut call, &REPOSITORY_VARIABLES);
        }
        if let Location::GitDir(git_dir) = &self.location {
            call.arg("--git-dir").arg(git_dir).arg("--work-tree").arg(&self.root);
        }
        call.args(arguments);
        call
    }
}

fn not_in_repository(folder: &Path, reason: &str) -> String {
    format!("`{}` is not in a git repository: {reason}", printable(folder))
}

/// What a call printed, if it succeeded.
fn check_status(arguments: &[&str], output: Output) -> Result<Vec<u8>> {
    if !output.status.success() {
        let call = line(&arguments.join(" "));
        bail!("`git {call}` failed: {}", error_text(&output.stderr));
    }
    Ok(output.stdout)
}

fn remove_variables(call: &mut Command, names: &[&str]) {
    for name in names {
        call.env_remove(name);
    }
}

/// The id that git has printed, where it succeeded and found one.
fn printed_id(output: &Output) -> Option<String> {
    let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !id.is_empty()).then_some(id)
}

/// The path that git has printed.
fn printed_path(stdout: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(stdout).trim_end_matches(['\r', '\n']))
}

/// The date of a count of seconds since 1970, in UTC.
pub fn date_of(seconds: &str) -> Option<Date> {
    let timestamp = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Some(timestamp.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Git, date_of};
    use crate::process::Processes;

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
        let error = Git::around(folder.path(), &Processes::default()).unwrap_err();
        assert!(error.to_string().contains("is not in a git repository"), "{error}");
        assert!(error.to_string().contains("not a git repository"), "{error}");
    }
}
