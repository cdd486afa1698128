//! `release` prepares a release: it judges what is to be released, and then writes everything that a release says of itself.
//!
//! All texts are made in memory and judged as if they were written, so that nothing is written where something refuses. The recorded
//! contract comes last: whatever interrupts a call, the next one finds what is left to do.

mod changelog;
mod manifest;
mod next;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use semver::Version;
use stability::Contract;
use stability_policy::{Evidence, Verdict};

use super::bless::{check_builds, next_record};
use super::check::report;
use crate::args::ReleaseArgs;
use crate::baseline::{Baseline, with_versions};
use crate::context::Context;
use crate::evidence::{self, Options, tag};
use crate::exit::Outcome;
use crate::git::Git;
use crate::output::sanitize::Syntax;
use crate::report::{Judgement, ReportFormat};
use crate::repository::Repository;
use crate::scope::ContractPackage;
use crate::source::{Reading, Source};
use crate::workspace::{folder_of, quoted_list};
use crate::{files, judge, read, settings, witness};

/// A version for each package that is released.
type Versions = BTreeMap<String, Version>;

/// What is to be released, and how it was judged.
struct Prepared {
    source: Source,
    baseline: Baseline,
    promised: Contract,
    /// What is promised now, with the versions of the release.
    current: Contract,
    evidence: Evidence,
    versions: Versions,
    /// The texts that files are to have, where they have others now; that of the recorded contract is not among them.
    texts: BTreeMap<PathBuf, String>,
    /// The files that are to be removed: the changesets that only speak of this release.
    removed: BTreeSet<PathBuf>,
    record: Contract,
}

pub fn run(args: &ReleaseArgs, context: &Context) -> Result<Outcome> {
    let prepared = Prepared::new(args, context)?;
    if args.check && prepared.versions.is_empty() {
        let text = "no release is prepared: each version in Cargo.toml is released; call `cargo stability release`\n";
        context.output.result(text, Syntax::Text)?;
        return Ok(Outcome::Findings);
    }
    let verdict = prepared.verdict()?;
    if !verdict.is_kept() {
        if !args.check {
            context.output.note("nothing was written");
        }
        return prepared.report(&verdict, context);
    }
    let open = prepared.open()?;
    if args.check {
        return prepared.check(&open, context);
    }
    let record = prepared.write(args, context)?;
    prepared.print(&open, &record, context)
}

impl Prepared {
    fn new(args: &ReleaseArgs, context: &Context) -> Result<Self> {
        let source = Source::find(context, &args.selection)?.with_shapes();
        check_builds(&source)?;
        let baseline = Baseline::released(&source, args.version.as_ref(), &args.selection, context)?;
        let promised = baseline.contract(&source, &args.selection, context)?;
        let source = source.after(&promised).in_recorded_form().with_shapes();
        let Reading {
            contract,
            files: built,
            not_built,
            ..
        } = source.read_or_empty(context)?;
        let options = Options {
            // A release is made today, whenever the last commit was.
            today: Some(args.today.unwrap_or(context.date)),
            releasing: true,
            without_gates: args.no_gates,
            ..Options::default()
        };
        let mut evidence = evidence::gather(&source, &baseline, Some(&promised), &options, context)?;
        evidence.not_built.clone_from(&not_built);
        evidence.witnesses = witness::answers(&promised, &contract, &built, &source, context)?;
        let versions = versions(args, &source, &baseline, (&promised, &contract), &evidence)?;
        if let Some(day) = tagged_on(args, &versions, &evidence) {
            evidence.today = Some(day);
        }
        let current = with_versions(&contract, &versions)?;
        let recorded = read::json_if_present(&source.scope.baseline())?;
        let record = record(current.clone(), recorded, &baseline, &versions, &evidence);
        let mut prepared = Self {
            texts: BTreeMap::new(),
            removed: BTreeSet::new(),
            source,
            baseline,
            promised,
            current,
            evidence,
            versions,
            record,
        };
        prepared.add_manifests()?;
        prepared.add_sources()?;
        prepared.add_changelog(prepared.evidence.today.unwrap_or(context.date), args.check)?;
        prepared.add_changesets()?;
        prepared.add_documents()?;
        // As it will be when all of it is written.
        prepared.evidence.recorded = Some(prepared.record.to_json());
        Ok(prepared)
    }

    fn verdict(&self) -> Result<Verdict> {
        judge::verdict(&self.promised, &self.current, &self.source.scope.policy, &self.evidence)
    }

    fn report(&self, verdict: &Verdict, context: &Context) -> Result<Outcome> {
        let judgement = Judgement {
            verdict,
            packages: judge::packages(&self.promised, &self.current, None),
            baseline: self.baseline.description(&self.source),
            today: self.evidence.today,
            uncovered: None,
            sources: &Repository::around(&self.source, &context.processes),
        };
        report(&judgement, ReportFormat::Text, Some(&self.source), context)
    }

    /// The covered packages that are released.
    fn packages(&self) -> impl Iterator<Item = (&ContractPackage, &Version)> {
        let packages = self.source.scope.packages.iter();
        packages.filter_map(|it| Some((it, self.versions.get(it.name())?)))
    }

    /// The text that a file is to have, so far.
    fn text(&self, path: &Path) -> Result<Option<String>> {
        match self.texts.get(path) {
            Some(text) => Ok(Some(text.clone())),
            None => files::read_text_if_present(path, files::MAX_TEXT),
        }
    }

    /// The versions of the manifests.
    fn add_manifests(&mut self) -> Result<()> {
        let outdated = self.packages().filter(|(it, version)| it.package.version != **version);
        let outdated: Vec<(PathBuf, Version)> = outdated
            .map(|(it, version)| (it.package.manifest_path.clone().into(), version.clone()))
            .collect();
        for (path, version) in outdated {
            let of = |path: &Path| format!("`{}`", path.display());
            let text = self.text(&path)?.unwrap_or_default();
            let place = manifest::package_version(&text).with_context(|| of(&path))?;
            let (path, text, place) = match place {
                manifest::Place::Own(place) => (path, text, place),
                manifest::Place::Workspace => {
                    let root = self.source.workspace.root().join("Cargo.toml");
                    let text = self.text(&root)?.unwrap_or_default();
                    let place = manifest::workspace_version(&text).with_context(|| of(&root))?;
                    (root, text, place)
                }
            };
            self.texts.insert(path, manifest::with_version(&text, &place, &version));
        }
        Ok(())
    }

    /// The version in the place of `"next"` in the sources of libraries and programs.
    fn add_sources(&mut self) -> Result<()> {
        let mut found = Vec::new();
        for (package, version) in self.packages() {
            let library = package.dependency.as_deref().unwrap_or("stability").replace('-', "_");
            for path in sources_of(package)? {
                let text = files::read_text(&path, files::MAX_TEXT)?;
                let resolved = next::resolved(&text, &library, version);
                let resolved =
                    resolved.map_err(|reason| anyhow!("`{}` cannot be read as Rust: {reason}", path.display()))?;
                found.extend(resolved.map(|text| (path, text)));
            }
        }
        self.texts.extend(found);
        Ok(())
    }

    /// The section of the changelog.
    fn add_changelog(&mut self, date: jiff::civil::Date, checked: bool) -> Result<()> {
        let mut versions = self.versions.values();
        let (Some(settings), Some(version)) = (&self.source.scope.policy.changelog, versions.next()) else {
            return Ok(());
        };
        if versions.any(|other| other != version) {
            // Of several versions nobody knows which one an entry is about.
            return Ok(());
        }
        let path = self.source.scope.folder.join(&settings.path);
        let text = self.text(&path)?.unwrap_or_default();
        if let Some(text) = changelog::with_section(&text, version, date, checked) {
            self.evidence.changelog = Some(evidence::parse_changelog(&text)?);
            self.texts.insert(path, text);
        }
        Ok(())
    }

    /// The changesets that were used up: each is removed, or, where it is also about packages that are not released, no longer names
    /// those that are.
    fn add_changesets(&mut self) -> Result<()> {
        let mut waiting = Vec::new();
        for mut changeset in self.evidence.changesets.take().unwrap_or_default() {
            let is_used = |package: &String| self.versions.contains_key(package);
            if changeset.bumps.is_empty() || changeset.bumps.keys().any(is_used) {
                let path = self.source.scope.folder.join(&changeset.file);
                if changeset.bumps.keys().all(is_used) {
                    self.removed.insert(path);
                    continue;
                }
                let text = files::read_text(&path, files::MAX_TEXT)?;
                self.texts.insert(path, evidence::changeset_without(&text, is_used));
                changeset.bumps.retain(|package, _| !is_used(package));
            }
            waiting.push(changeset);
        }
        if self.source.scope.policy.changesets.is_some() {
            self.evidence.changesets = Some(waiting);
        }
        Ok(())
    }

    /// The documents that say what the contract says: the one place where a release writes documents.
    fn add_documents(&mut self) -> Result<()> {
        for document in &mut self.evidence.documents {
            if let Some(text) = document.brought_up_to_date(&self.current)?
                && document.text.as_ref() != Some(&text)
            {
                self.texts
                    .insert(self.source.scope.folder.join(&document.path), text.clone());
                document.text = Some(text);
            }
        }
        Ok(())
    }

    /// The files that do not say yet what they are to say.
    fn open(&self) -> Result<Vec<PathBuf>> {
        let mut open: Vec<PathBuf> = self.texts.keys().cloned().collect();
        let path = self.source.scope.baseline();
        if read::json_if_present(&path)?.as_ref() != Some(&self.record) {
            open.push(path);
        }
        Ok(open)
    }

    fn check(&self, open: &[PathBuf], context: &Context) -> Result<Outcome> {
        let (names, day) = (shown_versions(&self.versions), self.day());
        if open.is_empty() && self.removed.is_empty() {
            context
                .output
                .result(&format!("{names} is ready to be released{day}\n"), Syntax::Text)?;
            return Ok(Outcome::Success);
        }
        let mut text = format!("{names} is not ready to be released{day}.");
        for (does, files) in [
            ("write", open.iter().collect::<Vec<_>>()),
            ("remove", self.removed.iter().collect()),
        ] {
            if !files.is_empty() {
                text += &format!(" `cargo stability release` would {does}:\n");
                text.extend(files.into_iter().map(|path| format!("  {}\n", self.shown(path))));
            }
        }
        context.output.result(&text, Syntax::Text)?;
        Ok(Outcome::Findings)
    }

    /// The day by which it is judged, as the end of a sentence.
    fn day(&self) -> String {
        let day = self.evidence.today;
        day.map_or(String::new(), |day| format!(", judged as of {day}"))
    }

    /// A file as it is named from the folder of the policy.
    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.source.scope.folder).unwrap_or(path);
        crate::output::printable(below)
    }

    /// Writes all of it, and returns what is recorded: the contract of what was written, as it is built.
    fn write(&self, args: &ReleaseArgs, context: &Context) -> Result<Contract> {
        for (path, text) in &self.texts {
            context.processes.check_interrupt()?;
            files::write(path, text)?;
        }
        // Once the version is in the manifest, no changeset has to say it.
        for path in &self.removed {
            context.processes.check_interrupt()?;
            std::fs::remove_file(path).map_err(|reason| anyhow!("cannot remove `{}`: {reason}", path.display()))?;
        }
        let path = self.source.scope.baseline();
        let recorded = read::json_if_present(&path)?;
        let mut record = self.record.clone();
        if !self.texts.is_empty() {
            let source = Source::find(context, &args.selection)?.with_shapes();
            let source = source.after(&self.promised).in_recorded_form().with_shapes();
            let built = source.read_or_empty(context)?;
            record = self::record(
                built.contract,
                recorded.clone(),
                &self.baseline,
                &self.versions,
                &self.evidence,
            );
            let open = evidence_of_next(&record);
            if !open.is_empty() {
                bail!(
                    "{} still {} `since = \"next\"`, and the command did not find it, because a macro or another file writes it: \
                     write the version there, and call the command again",
                    quoted_list(&open),
                    if open.len() == 1 { "has" } else { "have" }
                );
            }
        }
        if recorded.as_ref() != Some(&record) {
            files::write(&path, &record.to_json())?;
        }
        Ok(record)
    }

    /// The files of the release that are not committed as they are, by whomever they were written: those of this call, of an earlier one,
    /// and the version that a maintainer wrote into a manifest. Where git cannot say, those that this call wrote.
    fn uncommitted(&self, open: &[PathBuf], context: &Context) -> Result<Vec<String>> {
        let root = self.source.workspace.root();
        let changed = Git::around(root, &context.processes).and_then(|git| Ok((git.changed()?, git)));
        let Ok((changed, git)) = changed else {
            return Ok(open.iter().map(|path| self.shown(path)).collect());
        };
        let is_changed = |path: &&PathBuf| {
            let found = || Some(git.relative(path.parent()?).ok()?.join(path.file_name()?));
            found().is_some_and(|path| changed.contains(&path))
        };
        let changesets = self.source.scope.policy.changesets.as_ref();
        let changesets = changesets.and_then(|it| git.relative(&self.source.scope.folder.join(&it.folder)).ok());
        let changesets = changed
            .iter()
            .filter(|path| changesets.as_ref().is_some_and(|it| path.starts_with(it)));
        let changesets = changesets.map(|path| git.root().join(path));
        let files: BTreeSet<PathBuf> = self.files()?.into_iter().chain(changesets).collect();
        let last = [self.source.scope.baseline(), root.join("Cargo.lock")];
        let files = files.iter().filter(|path| !last.contains(path)).chain(&last);
        Ok(files.filter(is_changed).map(|path| self.shown(path)).collect())
    }

    /// The files that say what is released.
    fn files(&self) -> Result<Vec<PathBuf>> {
        let scope = &self.source.scope;
        let mut files = vec![
            self.source.workspace.root().join("Cargo.toml"),
            scope.folder.join(settings::FILE),
        ];
        files.extend(scope.policy.changelog.iter().map(|it| scope.folder.join(&it.path)));
        files.extend(scope.policy.documents.iter().map(|it| scope.folder.join(&it.path)));
        for (package, _) in self.packages() {
            files.push(package.package.manifest_path.clone().into());
            files.extend(sources_of(package)?);
        }
        Ok(files)
    }

    /// Whether each package has the tag of its release.
    fn is_tagged(&self) -> bool {
        let tags = self.evidence.tags.as_deref().unwrap_or_default();
        self.versions.iter().all(|version| tag_of(tags, version).is_some())
    }

    /// Says what to commit, and which tags to make.
    fn print(&self, open: &[PathBuf], record: &Contract, context: &Context) -> Result<Outcome> {
        let names = shown_versions(&self.versions);
        let items = match record.items().len() {
            1 => "1 item is".to_owned(),
            count => format!("{count} items are"),
        };
        let mut text = format!("{names} is prepared{}: {items} promised\n", self.day());
        for path in &self.removed {
            text += &format!("`{}` was used up and removed\n", self.shown(path));
        }
        let files = self.uncommitted(open, context)?;
        if !files.is_empty() {
            text += &format!(
                "commit it:\n  git add {}\n  git commit -m \"Release {names}\"\n",
                files.join(" ")
            );
        }
        let is_tagged = files.is_empty() && open.is_empty() && self.is_tagged();
        text += if is_tagged {
            "the tag is there; push it, if that was not done:\n"
        } else {
            "when the commit is on its branch, tag it, and push the tag:\n"
        };
        for (package, version) in &self.versions {
            let last = self.baseline.last_release(package);
            let settings = &self.source.scope.policy.release;
            let name = tag::name_of(package, version, settings, last, self.source.scope.names().len() == 1);
            if !is_tagged {
                text += &format!("  git tag {name}\n");
            }
            text += &format!("  git push origin {name}\n");
        }
        context.output.result(&text, Syntax::Text)?;
        Ok(Outcome::Success)
    }
}

/// The day of a release that was made already, whose commit is checked: that of its tags, so that the answer does not change later.
fn tagged_on(args: &ReleaseArgs, versions: &Versions, evidence: &Evidence) -> Option<jiff::civil::Date> {
    let tags = evidence
        .tags
        .as_deref()
        .filter(|_| args.check && args.today.is_none())?;
    let days: Option<Vec<_>> = versions
        .iter()
        .map(|version| Some(tag_of(tags, version)?.date))
        .collect();
    days?.into_iter().max()
}

fn tag_of<'t>(
    tags: &'t [stability_policy::Tag],
    (package, version): (&String, &Version),
) -> Option<&'t stability_policy::Tag> {
    let is_of = |tag: &&stability_policy::Tag| {
        tag.version == *version && tag.package.as_ref().is_none_or(|name| name == package)
    };
    tags.iter().find(is_of)
}

/// The version of each package that is released: the one that was asked for, or that of its manifest if that is higher than the last
/// release, or else the smallest one that permits the changes. A release without a contract counts too: its version is taken.
fn versions(
    args: &ReleaseArgs,
    source: &Source,
    baseline: &Baseline,
    (promised, current): (&Contract, &Contract),
    evidence: &Evidence,
) -> Result<Versions> {
    let policy = &source.scope.policy;
    let verdict = judge::verdict(promised, current, policy, evidence)?;
    let asked = &args.selection.packages;
    let packages = source.scope.packages.iter();
    let packages: Vec<&ContractPackage> = packages
        .filter(|it| asked.is_empty() || asked.iter().any(|name| name == it.name()))
        .collect();
    let is_due = |it: &&&ContractPackage| {
        let version = &it.package.version;
        let last = baseline.last_release(it.name());
        // What changed since a release without a contract is not known.
        let may_have_changes =
            verdict.smallest.contains_key(it.name()) || baseline.without_contract(it.name()).is_some();
        last.is_none_or(|last| last.version < *version) || may_have_changes && !args.check
    };
    let due: Vec<&ContractPackage> = packages.iter().filter(is_due).copied().collect();
    let takes_all = due.is_empty() && !args.check || args.version.is_some();
    let due = if takes_all { packages } else { due };
    let mut versions = Versions::new();
    for it in due {
        let (name, own) = (it.name(), &it.package.version);
        let Some(last) = baseline.last_release(name) else {
            versions.insert(name.to_owned(), args.version.clone().unwrap_or_else(|| own.clone()));
            continue;
        };
        let is_open = last.version < *own;
        let version = match &args.version {
            Some(version) => version.clone(),
            None if is_open => own.clone(),
            // What changed since is not known, so no version can be chosen.
            None if baseline.without_contract(name).is_some() => bail!(
                "the release {0} of `{name}` has no contract, so the changes since it are not known here: \
                 `cargo stability check --baseline-rev {0}` names the version that they need; then write \
                 `cargo stability release VERSION`",
                last.name
            ),
            None if !own.pre.is_empty() => bail!(
                "`{name}` {own} is a pre-release, and both another pre-release and the full release can follow: write \
                 `cargo stability release VERSION`"
            ),
            None => {
                let waiting = evidence.changesets.iter().flatten();
                let waiting = waiting.filter_map(|it| it.bumps.get(name)).max();
                let waiting = waiting.unwrap_or(&stability_policy::Bump::Patch).after(&last.version);
                let smallest = verdict.smallest.get(name).cloned();
                smallest.map_or(waiting.clone(), |smallest| smallest.max(waiting))
            }
        };
        if version.cmp_precedence(&last.version).is_le() {
            bail!(
                "{version} of `{name}` was released already, or a later version ({}): write a higher one, such as \
                 `cargo stability release {}`",
                last.name,
                verdict
                    .smallest
                    .get(name)
                    .cloned()
                    .unwrap_or_else(|| stability_policy::Bump::Patch.after(&last.version))
            );
        }
        versions.insert(name.to_owned(), version);
    }
    Ok(versions)
}

/// What is recorded for the release.
fn record(
    current: Contract,
    recorded: Option<Contract>,
    baseline: &Baseline,
    versions: &Versions,
    evidence: &Evidence,
) -> Contract {
    let recorded: Vec<Contract> = recorded.into_iter().collect();
    let record = next_record(current, &recorded, baseline, &evidence.not_built);
    let named = versions.iter();
    named.fold(record, |record, (package, version)| {
        record.with_released(package, version)
    })
}

/// The items that are so since the next release.
fn evidence_of_next(contract: &Contract) -> Vec<String> {
    let items = contract.items().iter();
    let is_next = |item: &&stability::contract::Item| item.since == Some(stability::contract::Since::Next);
    items.filter(is_next).map(|item| item.id.clone()).collect()
}

/// `greet 1.1.0`, `a 1.1.0, b 2.0.0`.
fn shown_versions(versions: &Versions) -> String {
    let shown: Vec<String> = versions
        .iter()
        .map(|(package, version)| format!("{package} {version}"))
        .collect();
    shown.join(", ")
}

/// The Rust files beside the roots of a package's libraries and programs, and below them.
fn sources_of(package: &ContractPackage) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let targets = package.package.targets.iter();
    let own = targets.filter(|it| !it.is_test() && !it.is_example() && !it.is_bench() && !it.is_custom_build());
    let folders: BTreeSet<PathBuf> = own
        .filter_map(|it| it.src_path.as_std_path().parent().map(Path::to_owned))
        .collect();
    for folder in folders {
        add_sources(&folder, folder_of(&package.package), &mut found)?;
    }
    Ok(found)
}

fn add_sources(folder: &Path, package: &Path, found: &mut BTreeSet<PathBuf>) -> Result<()> {
    let unreadable = |reason| anyhow!("cannot list `{}`: {reason}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(unreadable)?);
        // Beside a root in the folder of the package there are other things than its modules.
        let is_other = folder == package
            && ["target", "tests", "examples", "benches"]
                .iter()
                .any(|it| entry.file_name() == *it);
        if kind.is_dir() && !is_other && !path.join("Cargo.toml").exists() {
            add_sources(&path, package, found)?;
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "rs") {
            found.insert(path);
        }
    }
    Ok(())
}
