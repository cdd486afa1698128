//! What the project is like besides its contract, gathered for the policy. Each part is a parser of text, and this file is the
//! one place that reads files and asks git.

mod artefact;
mod changelog;
mod changeset;
mod commit;
mod decision;
mod field;
mod gate;
mod semver_checks;
pub mod tag;
mod trusted;
mod usage;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use jiff::civil::Date;
use semver::Version;
use stability::Contract;
use stability::render::escape::line;
use stability_policy::{Document, Evidence, Policy, Tag};

pub use self::changelog::{date_in, parse as parse_changelog};
pub use self::changeset::without as changeset_without;
pub use self::semver_checks::SemverChecks;
pub use self::trusted::take_over;
use crate::args::Range;
use crate::baseline::Baseline;
use crate::conflict;
use crate::context::Context;
use crate::files;
use crate::git::Git;
use crate::output::printable;
use crate::source::Source;
use crate::workspace::{LockFile, quoted_list};

/// What the command line says of the judgement.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
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

/// Gathers what the policy asks for; the state of stored artefacts only where `promised`, the contract of the baseline, is given.
pub fn gather(
    source: &Source,
    baseline: &Baseline,
    promised: Option<&Contract>,
    options: &Options<'_>,
    context: &Context,
) -> Result<Evidence> {
    let folder = &source.scope.folder;
    let policy = &source.scope.policy;
    let git = Git::around(folder, &context.processes);
    let mut evidence = Evidence {
        today: Some(today(options, git.as_ref().ok(), context)),
        version: options.version.clone(),
        releasing: options.releasing,
        packages: source.scope.names(),
        locked: LockFile::of(&source.workspace)?.versions(),
        ..Evidence::default()
    };
    match (&git, options.range) {
        (Ok(git), range) => {
            evidence.tags = Some(tags(git, source, context)?);
            evidence.lacks_tags = git.leaves_tags_out()?;
            if let Some(range) = range {
                add_commits(range, git, source, &mut evidence)?;
            }
        }
        (Err(reason), Some(_)) => bail!("{reason}"),
        (Err(_), None) => {}
    }
    add_files(folder, policy, &mut evidence)?;
    add_released(baseline, source, git.as_ref().ok(), &mut evidence)?;
    evidence.usage = policy
        .usage
        .as_ref()
        .map(|settings| usage::read(folder, settings))
        .transpose()?;
    if options.releasing {
        evidence.gates = Some(gate::results(folder, &policy.gates, !options.without_gates, context)?);
    }
    if !baseline.is_working_tree() {
        let path = source.scope.baseline();
        evidence.recorded = files::read_text_if_present(&path, files::MAX_CONTRACT)?;
        conflict::refuse(&path, evidence.recorded.as_deref().unwrap_or_default())?;
    }
    if let Some(promised) = promised {
        evidence.artefacts = artefact::states(source, baseline, promised, context)?;
    }
    Ok(evidence)
}

/// The releases of each package that were tagged. Tags that could be of one package or of another count for none of them.
fn tags(git: &Git, source: &Source, context: &Context) -> Result<Vec<Tag>> {
    let packages = tag::Package::all(source);
    let tag::ReleaseTags { tags, unclear } = tag::ReleaseTags::read(git, &packages, &source.scope.policy.release)?;
    if !unclear.is_empty() {
        context.output.warning(format_args!(
            "tags such as `v1.2.0` do not say which package was released, and {} have different versions, so these tags are ignored: tag releases as `{}-v1.2.0`",
            quoted_list(&unclear),
            unclear[0],
        ));
    }
    Ok(tags.iter().map(Tag::from).collect())
}

/// Adds what the last releases promised, or else what was recorded at the revision that is compared with.
fn add_released(baseline: &Baseline, source: &Source, git: Option<&Git>, evidence: &mut Evidence) -> Result<()> {
    if let Some(shipped) = baseline.shipped() {
        evidence.shipped = Some(shipped.versions());
        // What was recorded since is promised to nobody.
        evidence.recorded_before = None;
        if !source.scope.baseline().exists() {
            bail!(
                "the recorded contract `{}` is missing, and {} has one: write it again with `cargo stability bless`",
                line(&source.scope.policy.baseline),
                shipped.description()
            );
        }
        return Ok(());
    }
    if matches!(baseline, Baseline::Unreleased(..)) {
        evidence.shipped = Some(BTreeMap::new());
    }
    match (baseline.revision(), git) {
        (Some(revision), Some(git)) => add_recorded_before(revision, git, source, evidence),
        _ => Ok(()),
    }
}

/// The date that was given, or else that of the commit that is checked out, so that a verdict never changes by itself; or else,
/// without any commit, the real one.
fn today(options: &Options<'_>, git: Option<&Git>, context: &Context) -> Date {
    let of_commit = || {
        let git = git?;
        git.commit("HEAD").and_then(|head| git.date(&head)).ok()
    };
    options.today.or_else(of_commit).unwrap_or_else(|| {
        let note = "there is no commit date, so today's date is used; `--today` sets another date";
        context.output.note(note);
        context.date
    })
}

/// Adds what the commits under judgement say and touch, and what was recorded before them.
fn add_commits(range: &Range, git: &Git, source: &Source, evidence: &mut Evidence) -> Result<()> {
    let (from, to) = (git.commit(&range.from)?, git.commit(&range.to)?);
    evidence.commits = Some(commit::commits(git, &from, &to)?);
    evidence.changed_files = Some(commit::changed_files(git, &from, &to)?);
    evidence.recorded_before = recorded_at(git, &from, source)?;
    Ok(())
}

/// Adds what was recorded at the revision that is compared with, where no range says what was recorded before.
fn add_recorded_before(revision: &str, git: &Git, source: &Source, evidence: &mut Evidence) -> Result<()> {
    let recorded = recorded_at(git, &git.commit(revision)?, source)?;
    // What was recorded there is not lost because the file is.
    if recorded.is_some() && !source.scope.baseline().exists() {
        let (path, revision) = (line(&source.scope.policy.baseline), line(revision));
        bail!(
            "`{path}` is recorded at the revision {revision} and is missing here: restore it with `git checkout {revision} -- {path}`, \
             and write it with `cargo stability bless`"
        );
    }
    evidence.recorded_before = evidence.recorded_before.take().or(recorded);
    Ok(())
}

/// The text of the recorded contract at a commit; `None` where there was none.
fn recorded_at(git: &Git, commit: &str, source: &Source) -> Result<Option<String>> {
    let baseline = &source.scope.policy.baseline;
    let path = git.relative(&source.scope.folder)?.join(baseline);
    let text = git.file_at(commit, &path)?.map(files::decode).transpose();
    text.map_err(|_| {
        let (path, commit) = (line(baseline), line(commit));
        anyhow!("`{path}` at the commit {commit} is not text in UTF-8: compare with a commit whose recorded contract can be read")
    })
}

/// Adds the files that the policy names.
fn add_files(folder: &Path, policy: &Policy, evidence: &mut Evidence) -> Result<()> {
    let read = |path: &Path| files::read_text_if_present(path, files::MAX_TEXT);
    if let Some(settings) = &policy.changelog {
        let path = folder.join(&settings.path);
        let releases = changelog::parse(&read(&path)?.unwrap_or_default());
        let releases =
            releases.map_err(|reason| anyhow!("`{}`: the changelog cannot be read: {reason}", printable(path)))?;
        evidence.changelog = Some(releases);
    }
    if let Some(settings) = &policy.changesets {
        let mut changesets = matching(folder, &format!("{}/*.md", settings.folder))?;
        let is_readme = |name: &std::ffi::OsStr| name.eq_ignore_ascii_case("README.md");
        changesets.retain(|(file, _)| !Path::new(file).file_name().is_some_and(is_readme));
        let changesets = changesets.iter().map(|(file, text)| {
            changeset::parse(file, text).map_err(|reason| anyhow!("`{}`: {reason}", printable(folder.join(file))))
        });
        evidence.changesets = Some(changesets.collect::<Result<_>>()?);
    }
    if let Some(settings) = &policy.decisions {
        let decisions = matching(folder, &settings.files)?.into_iter();
        evidence.decisions = Some(decisions.map(|(file, text)| decision::parse(file, text)).collect());
    }
    let named = policy
        .exceptions
        .iter()
        .filter_map(|exception| exception.decision.as_ref());
    let present = named.filter(|file| folder.join(file).is_file());
    evidence.decision_files = Some(present.cloned().collect());
    for settings in &policy.documents {
        evidence.documents.push(Document {
            path: settings.path.clone(),
            format: settings.format,
            text: read(&folder.join(&settings.path))?,
            pages: BTreeMap::new(),
        });
    }
    Ok(())
}

/// The files below `folder` that match a pattern, in the order of their names, with their texts.
fn matching(folder: &Path, pattern: &str) -> Result<Vec<(String, String)>> {
    let found = files::matching(folder, pattern)?.into_iter();
    let read = found.map(|name| {
        let text = files::read_text(&folder.join(&name), files::MAX_TEXT)?;
        Ok((name, text))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::matching;

    #[test]
    fn files_are_found_in_order_and_folders_are_not() {
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
    fn an_invalid_pattern_is_refused() {
        let error = matching("/".as_ref(), "docs/***.md").unwrap_err();
        assert!(error.to_string().contains("is not a pattern of files"), "{error}");
    }
}
