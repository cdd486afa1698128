//! What the project is like besides its contract, gathered for the policy. Each part is a parser of text, and this file is the
//! one place that reads files and asks git.

mod artefact;
mod changelog;
mod changeset;
mod commit;
mod decision;
mod gate;
mod semver_checks;
mod tag;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use semver::Version;
use stability::render::escape::line;
use stability_policy::{Document, Evidence, Policy, Tag};

pub use self::artefact::artefacts;
pub use self::changelog::ChangelogError;
pub use self::changeset::ChangesetError;
pub use self::semver_checks::{SemverChecks, SemverChecksError};
use crate::args::Range;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::current::Source;
use crate::git::{Git, GitError};
use crate::limit::{self, FileError};
use crate::output::shown;
use crate::workspace::list;

/// Why something was not gathered.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// A file was not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// Git gave no answer.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The changelog was not understood.
    #[error("`{}`: {reason}", shown(.path))]
    Changelog {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: ChangelogError,
    },
    /// A changeset was not understood.
    #[error("`{}`: {reason}", shown(.path))]
    Changeset {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: ChangesetError,
    },
    /// A pattern in the policy is none.
    #[error("`{}` in stability.toml is no pattern of files: {reason}", line(.pattern))]
    Pattern {
        /// The pattern.
        pattern: String,
        /// Why.
        reason: glob::PatternError,
    },
    /// A folder was not listed.
    #[error("cannot list `{}`: {reason}", shown(.folder))]
    List {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// What was recorded at a commit cannot be read, so that nothing can be said of what was removed from it.
    #[error(
        "`{}` at the commit {} is not text in UTF-8: compare with a commit whose recorded contract can be read",
        line(path),
        line(commit)
    )]
    RecordUnreadable {
        /// The file, below the folder of the policy.
        path: String,
        /// The commit.
        commit: String,
    },
    /// The recorded contract was removed since the revision that is compared with.
    #[error(
        "`{}` is recorded at the revision {} and is not here: restore it with `git checkout {} -- {}`, and write it with \
         `cargo stability bless`",
        line(path),
        line(revision),
        line(revision),
        line(path)
    )]
    RecordLost {
        /// The file, below the folder of the policy.
        path: String,
        /// The revision.
        revision: String,
    },
    /// cargo-semver-checks gave no answer.
    #[error(transparent)]
    SemverChecks(#[from] SemverChecksError),
}

/// What is to be known besides what the policy asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// The date to judge on, where it was given.
    pub today: Option<Date>,
    /// The version to judge as.
    pub version: Option<Version>,
    /// Whether it is to be released.
    pub releasing: bool,
    /// The commits under judgement.
    pub range: Option<&'a Range>,
    /// Whether no gate may run its command.
    pub without_gates: bool,
}

/// Gathers what the policy asks for.
///
/// # Errors
///
/// See [`EvidenceError`].
pub fn gather(
    source: &Source,
    baseline: &Baseline,
    wanted: &Wanted<'_>,
    context: &Context,
) -> Result<Evidence, EvidenceError> {
    let folder = &source.scope.folder;
    let policy = &source.scope.policy;
    let git = Git::of(folder, &context.children);
    let mut circumstances = Evidence {
        today: Some(today(wanted, git.as_ref().ok(), context)),
        version: wanted.version.clone(),
        releasing: wanted.releasing,
        packages: source.scope.names(),
        ..Evidence::default()
    };
    if let Ok(git) = &git {
        circumstances.tags = Some(tags(git, source, context)?);
    }
    if let Some(range) = wanted.range {
        history(range, git?, source, &mut circumstances)?;
    }
    files(folder, policy, &mut circumstances)?;
    if let (Some(revision), Ok(git)) = (baseline.revision(), &Git::of(folder, &context.children)) {
        compared_with(revision, git, source, &mut circumstances)?;
    }
    if wanted.releasing {
        circumstances.gates = Some(gate::results(folder, &policy.gates, !wanted.without_gates, context)?);
    }
    if *baseline != Baseline::Recorded {
        circumstances.recorded = optional(&source.scope.baseline(), limit::CONTRACT)?;
    }
    Ok(circumstances)
}

/// The releases of each package that were tagged. Tags that could be of one package or of another count for none of them.
fn tags(git: &Git, source: &Source, context: &Context) -> Result<Vec<Tag>, GitError> {
    let packages = tag::Tagged::of(source);
    let (tags, unclear) = tag::tags(git, &packages)?;
    if !unclear.is_empty() {
        context.output.warning(format_args!(
            "tags such as `v1.2.0` do not say which package was released, and {} have different versions: they count as no \
             release; tag releases as `{}-v1.2.0`",
            list(&unclear),
            unclear[0],
        ));
    }
    Ok(tags)
}

/// The date that was given, or else that of the commit that is checked out, so that a verdict never changes by itself; or else,
/// without any commit, the real one.
fn today(wanted: &Wanted<'_>, git: Option<&Git>, context: &Context) -> Date {
    let of_commit = || {
        let git = git?;
        git.commit("HEAD").and_then(|head| git.date(&head)).ok()
    };
    wanted.today.or_else(of_commit).unwrap_or_else(|| {
        context
            .output
            .note("there is no commit whose date to judge by, so today's is taken; `--today` gives another");
        context.date
    })
}

/// What the commits under judgement say and touch, and what was recorded before them.
fn history(range: &Range, git: Git, source: &Source, circumstances: &mut Evidence) -> Result<(), EvidenceError> {
    let (from, to) = (git.commit(&range.from)?, git.commit(&range.to)?);
    circumstances.commits = Some(commit::commits(&git, &from, &to)?);
    circumstances.changed_files = Some(commit::changed_files(&git, &from, &to)?);
    circumstances.recorded_before = recorded_at(&git, &from, source)?;
    Ok(())
}

/// What was recorded at the revision that is compared with, where no range says what was recorded before.
fn compared_with(
    revision: &str,
    git: &Git,
    source: &Source,
    circumstances: &mut Evidence,
) -> Result<(), EvidenceError> {
    let recorded = recorded_at(git, &git.commit(revision)?, source)?;
    // What was recorded there is not lost because the file is.
    if recorded.is_some() && !source.scope.baseline().exists() {
        return Err(EvidenceError::RecordLost {
            path: source.scope.policy.baseline.clone(),
            revision: revision.to_owned(),
        });
    }
    circumstances.recorded_before = circumstances.recorded_before.take().or(recorded);
    Ok(())
}

/// The text of the recorded contract at a commit; `None` where there was none.
fn recorded_at(git: &Git, commit: &str, source: &Source) -> Result<Option<String>, EvidenceError> {
    let path = git.below(&source.scope.folder)?.join(&source.scope.policy.baseline);
    let Some(bytes) = git.file_at(commit, &path)? else {
        return Ok(None);
    };
    limit::decoded(bytes)
        .map(Some)
        .map_err(|_| EvidenceError::RecordUnreadable {
            path: source.scope.policy.baseline.clone(),
            commit: commit.to_owned(),
        })
}

/// The files that the policy names.
fn files(folder: &Path, policy: &Policy, circumstances: &mut Evidence) -> Result<(), EvidenceError> {
    if let Some(settings) = &policy.changelog {
        let path = folder.join(&settings.path);
        let text = optional(&path, limit::TEXT)?.unwrap_or_default();
        let releases = changelog::parse(&text).map_err(|reason| EvidenceError::Changelog { path, reason })?;
        circumstances.changelog = Some(releases);
    }
    if let Some(settings) = &policy.changesets {
        let mut changesets = Vec::new();
        for (file, text) in matching(folder, &format!("{}/*.md", settings.folder))? {
            if Path::new(&file)
                .file_name()
                .is_some_and(|name| name.eq_ignore_ascii_case("README.md"))
            {
                continue;
            }
            let read = changeset::parse(&file, &text);
            changesets.push(read.map_err(|reason| EvidenceError::Changeset {
                path: folder.join(&file),
                reason,
            })?);
        }
        circumstances.changesets = Some(changesets);
    }
    if let Some(settings) = &policy.decisions {
        let files = matching(folder, &settings.files)?;
        circumstances.decisions = Some(
            files
                .into_iter()
                .map(|(file, text)| decision::parse(file, text))
                .collect(),
        );
    }
    for settings in &policy.documents {
        circumstances.documents.push(Document {
            path: settings.path.clone(),
            format: settings.format,
            text: optional(&folder.join(&settings.path), limit::TEXT)?,
        });
    }
    Ok(())
}

/// The text of a file; `None` where it is not there.
fn optional(path: &Path, most: u64) -> Result<Option<String>, EvidenceError> {
    match limit::text(path, most) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.is_absent() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The files below `folder` that a pattern takes, in the order of their names, with their texts.
fn matching(folder: &Path, pattern: &str) -> Result<Vec<(String, String)>, EvidenceError> {
    let whole = format!("{}/{pattern}", glob::Pattern::escape(&folder.to_string_lossy()));
    let paths = glob::glob(&whole).map_err(|reason| EvidenceError::Pattern {
        pattern: pattern.to_owned(),
        reason,
    })?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|error| EvidenceError::List {
            folder: error.path().to_owned(),
            reason: error.into(),
        })?;
        if !path.is_dir() {
            let below = path.strip_prefix(folder).unwrap_or(&path);
            let name = below.to_string_lossy().replace('\\', "/");
            found.push((name, limit::text(&path, limit::TEXT)?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{EvidenceError, matching};

    #[test]
    fn files_are_found_in_order_and_folders_are_none() {
        let folder = tempfile::tempdir().unwrap();
        let docs = folder.path().join("docs");
        fs::create_dir_all(docs.join("0003.md")).unwrap();
        for name in ["0002.md", "0001.md", "other.txt"] {
            fs::write(docs.join(name), name).unwrap();
        }
        let found = matching(folder.path(), "docs/*.md").unwrap();
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["docs/0001.md", "docs/0002.md"]);
        assert!(matching(folder.path(), "none/*.md").unwrap().is_empty());
    }

    #[test]
    fn a_folder_whose_name_is_a_pattern_is_taken_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("a[1]*");
        fs::create_dir(&odd).unwrap();
        fs::write(odd.join("x.md"), "").unwrap();
        assert_eq!(matching(&odd, "*.md").unwrap().len(), 1);
    }

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        let error = matching("/".as_ref(), "docs/***.md").unwrap_err();
        assert!(matches!(error, EvidenceError::Pattern { .. }), "{error}");
    }
}
