//! The contract as the source says it now.
//!
//! A source without records, compared with a contract, is a contract without items: each removal is a finding, also where the
//! records are behind a feature that is off.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Component, Path, PathBuf};

use anyhow::{Error, Result, anyhow};
use cargo_metadata::Package;
use semver::Version;
use stability::Contract;
use stability::contract::{Feature, Manifest};
use stability_policy::{DefaultTier, NotBuilt};

use crate::args::Selection;
use crate::build::{Build, BuiltFile, Covering};
use crate::builds;
use crate::contents::with_contents;
use crate::context::Context;
use crate::lock::with_lock;
use crate::probe;
use crate::read;
use crate::scope::{ContractPackage, Scope};
use crate::shape::{self, Uncovered};
use crate::workspace::{Workspace, quoted_list};

/// The folder below a target folder that holds all that is built here.
pub const FOLDER: &str = "stability";

/// The workspace of the caller, and the contract that was asked for.
#[derive(Clone, Debug)]
pub struct Source {
    /// The workspace.
    pub workspace: Workspace,
    /// What the contract is about.
    pub scope: Scope,
    /// The folder that is built into.
    pub target: PathBuf,
    /// Whether the compiler is asked what it knows of each item.
    pub has_shapes: bool,
    /// The ids that were promised before.
    pub known_ids: BTreeSet<String>,
    /// Whether packages are read that have no record.
    pub takes_unmarked: bool,
}

/// What a source says.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub contract: Contract,
    /// The public items of which it promises nothing, by path; `None` where the compiler was not asked.
    pub uncovered: Option<Vec<Uncovered>>,
    /// What was built of it.
    pub files: Vec<BuiltFile>,
    /// The modules that a default tier names and that no library has.
    pub unknown_modules: BTreeSet<String>,
    /// The builds that the policy lists and that were not made.
    pub not_built: Vec<NotBuilt>,
}

impl Source {
    /// What the selection asks for.
    pub fn find(context: &Context, selection: &Selection) -> Result<Self> {
        Self::find_with(context, selection, &DefaultTier::default())
    }

    /// The same, with the tier of what has no attribute, where there is no policy yet.
    pub fn find_with(context: &Context, selection: &Selection, default: &DefaultTier) -> Result<Self> {
        let workspace = Workspace::find(&context.cargo, &context.folder, selection)?;
        let scope = Scope::find(&workspace, selection, default)?;
        let target = match &selection.target_dir {
            Some(folder) => context.folder.join(folder),
            None => workspace.target().join(FOLDER),
        };
        let target = target_folder(&target, workspace.root());
        Ok(Self {
            workspace,
            scope,
            target,
            has_shapes: false,
            known_ids: BTreeSet::new(),
            takes_unmarked: false,
        })
    }

    /// The same, with what the compiler knows of each item.
    pub fn with_shapes(self) -> Self {
        Self {
            has_shapes: true,
            ..self
        }
    }

    /// The same with every public item, whether or not anything is promised of it.
    pub fn with_unmarked(self) -> Self {
        Self {
            takes_unmarked: true,
            ..self.with_shapes()
        }
    }

    /// The same, after this contract was promised.
    pub fn after(mut self, promised: &Contract) -> Self {
        self.known_ids.extend(ids(promised));
        self
    }

    /// The same, in the form in which it was recorded last: with the ids by which items were promised, and with shapes if that has some.
    pub fn in_recorded_form(self) -> Self {
        // The comparison reports what is wrong with the file.
        match read::json_if_present(&self.scope.baseline()).ok().flatten() {
            Some(recorded) => Self {
                has_shapes: recorded.has_shapes(),
                ..self.after(&recorded)
            },
            None => self,
        }
    }

    /// Builds the source, and reads its contract. Where none is recorded yet, a source without any record is refused, with what
    /// to write into it.
    pub fn contract(&self, context: &Context) -> Result<Contract> {
        self.read(context)
            .map(|reading| builds::without_missing(reading, context))
    }

    /// The same, with what the contract does not cover.
    pub fn read(&self, context: &Context) -> Result<Reading> {
        if self.scope.baseline().is_file() {
            return self.read_or_empty(context);
        }
        self.build(context)?.ok_or_else(|| no_records(&self.scope.names()))
    }

    /// The same, for the comparison with another contract: a source without any record has a contract without items, so that
    /// each item of the other is removed.
    pub fn read_or_empty(&self, context: &Context) -> Result<Reading> {
        if let Some(reading) = self.build(context)? {
            return Ok(reading);
        }
        let names = self.scope.names();
        context.output.warning(format_args!(
            "{} promise{} nothing, so the contract has no item: if the attributes are behind a feature, add `--features`",
            quoted_list(&names),
            if names.len() == 1 { "s" } else { "" }
        ));
        // The names of the packages, their versions, their manifests.
        let Scope {
            packages,
            without_runtime,
            ..
        } = &self.scope;
        let covered = packages.iter().map(|it| &it.package).chain(without_runtime);
        let lines: Vec<String> = covered.map(first_line).collect();
        let contract = read::collect(&[], &lines)?;
        Ok(Reading {
            contract: builds::in_each(&self.scope.builds, with_manifests(contract, packages)),
            ..Reading::default()
        })
    }

    fn build(&self, context: &Context) -> Result<Option<Reading>> {
        if self.scope.packages.is_empty() {
            return Ok(None);
        }
        let build = Build {
            folder: &context.folder,
            manifest: &self.workspace.manifest,
            packages: &self.scope.packages,
            selection: &self.scope.selection,
            target: &self.target,
            covering: Covering {
                has_shapes: self.has_shapes,
                counts_unmarked: self.scope.policy.ratchets.unmarked,
                takes_unmarked: self.takes_unmarked,
                default: &self.scope.policy.default,
                known_ids: Some(&self.known_ids),
                is_earlier: false,
            },
            is_baseline: false,
            is_downloaded: false,
        };
        builds::read(&build, &self.scope.builds, &self.scope.not_selected, context)
    }
}

/// The ids that a contract promises.
pub fn ids(contract: &Contract) -> BTreeSet<String> {
    contract.items().iter().map(|item| item.id.clone()).collect()
}

/// The folder that a workspace in `root` is built into, where `folder` was named.
///
/// A folder outside of the workspace may be that of other checkouts too: to cargo their packages are the same, and what was built
/// last of any of them is fresh for all whose files are older. So each has its own below it.
pub fn target_folder(folder: &Path, root: &Path) -> PathBuf {
    let root = resolved(root);
    if resolved(folder).starts_with(&root) {
        return folder.to_owned();
    }
    let mut hasher = DefaultHasher::new();
    root.hash(&mut hasher);
    folder.join(format!("{:016x}", hasher.finish()))
}

/// Where a path leads, of which the last parts need not be there.
fn resolved(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
        if let Ok(whole) = resolved.canonicalize() {
            resolved = whole;
        }
    }
    resolved
}

/// Builds, and reads the contract of what was built; `None` where no package has a record.
pub fn contract(build: &Build<'_>, context: &Context) -> Result<Option<Reading>> {
    let found = Built::new(build, context)?;
    let contract = read::collect(&found.paths(), &found.lines)?;
    let has_records = |name: &str| contract.packages().iter().any(|source| source.package.name == name);
    let without: Vec<String> = build.names().into_iter().filter(|name| !has_records(name)).collect();
    if without.len() == build.packages.len() {
        return Ok(None);
    }
    for name in without {
        context.output.warning(format_args!(
            "`{name}` was built and promises nothing: give its promised items a tier, enable the feature of its attributes, or remove it from `packages` in stability.toml"
        ));
    }
    let reading = found.reading(contract, build.covering)?;
    Ok(Some(Reading {
        contract: with_contents(with_manifests(reading.contract, build.packages), build.packages)?,
        files: found.files,
        ..reading
    }))
}

/// The line that names a package, which may have no record.
pub fn first_line(package: &Package) -> String {
    let (name, version) = (&package.name, &package.version);
    format!(r#"{{"stability":2,"package":"{name}","version":"{version}","module":"{name}"}}"#)
}

/// The error of a source in which no package has a record.
pub fn no_records(packages: &[String]) -> Error {
    let (was, ending) = if packages.len() == 1 {
        ("was", "s")
    } else {
        ("were", "")
    };
    anyhow!(
        "{} {was} built and promise{ending} nothing: give the promised items a tier, for example \
         `#[stability::stable(since = \"1.0.0\")]`; if the attributes are behind a feature, add `--features`",
        quoted_list(packages)
    )
}

/// What came of the build of packages.
#[derive(Default)]
pub struct Built {
    /// The files that were built.
    pub files: Vec<BuiltFile>,
    /// The lines in them.
    pub lines: Vec<String>,
    /// What the compiler knows of the libraries; none where nobody asks for it.
    pub libraries: Vec<shape::Package>,
}

impl Built {
    /// Builds, and reads what was built.
    pub fn new(build: &Build<'_>, context: &Context) -> Result<Self> {
        with_lock(build.target, context, || {
            let Covering {
                has_shapes,
                counts_unmarked,
                default,
                ..
            } = build.covering;
            let describes = has_shapes || counts_unmarked || !default.is_empty();
            let files = build.run(describes, context)?;
            if let Some(found) = Self::of(build, &files, context)? {
                return Ok(found);
            }
            // The records ask for a description, or it was built before without one, so that cargo had nothing to do.
            build.clean(context)?;
            let found = Self::of(build, &build.run(true, context)?, context)?;
            found.ok_or_else(|| anyhow!("cargo does not call rustc through this program, so no library is described"))
        })
    }

    /// Reads what was built; `None` where a library is not described.
    fn of(build: &Build<'_>, files: &[BuiltFile], context: &Context) -> Result<Option<Self>> {
        let names = build.names();
        let mut found = Self {
            files: files.to_vec(),
            ..Self::default()
        };
        for file in files {
            context.processes.check_interrupt()?;
            found.lines.extend(read::lines_of(&names, &file.path)?);
        }
        if !build.covering.default.is_empty() || build.covering.takes_unmarked {
            found
                .lines
                .extend(build.packages.iter().map(|it| first_line(&it.package)));
        }
        let Covering {
            has_shapes,
            counts_unmarked,
            ..
        } = build.covering;
        if !has_shapes && !counts_unmarked && !shape::states_default(&found.lines, build.covering) {
            return Ok(Some(found));
        }
        for file in files.iter().filter(|it| it.is_library) {
            let Some(package) = build.packages.iter().find(|it| it.name() == file.package) else {
                continue;
            };
            let Some(library) = shape::Package::read(package, &file.path, &build.descriptions())? else {
                return Ok(None);
            };
            found.libraries.push(library);
        }
        shape::expand_globs(&mut found.libraries);
        found.lines = shape::with_types(found.lines, &found.libraries);
        found.libraries = probe::complete(found.libraries, build, files, context)?;
        Ok(Some(found))
    }

    /// Where its files are.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.path.clone()).collect()
    }

    /// Adds what came of another build.
    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        self.lines.extend(other.lines);
        self.libraries.extend(other.libraries);
    }

    /// The contract of its lines, with what the compiler knows.
    pub fn reading(&self, contract: Contract, covering: Covering<'_>) -> Result<Reading> {
        if self.libraries.is_empty() {
            return Ok(Reading {
                contract,
                ..Reading::default()
            });
        }
        let mut reading = shape::join(&self.paths(), &self.lines, contract.clone(), &self.libraries, covering)?;
        if !covering.has_shapes && !shape::states_default(&self.lines, covering) {
            reading.contract = contract;
        }
        if covering.counts_unmarked {
            let uncovered = reading.uncovered.iter().flatten();
            let names: Vec<&str> = uncovered.map(|it| it.package.as_str()).collect();
            for library in &self.libraries {
                let number = names.iter().filter(|name| **name == library.name).count();
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                reading.contract = reading.contract.with_unmarked(&library.name, number);
            }
        }
        Ok(reading)
    }
}

/// The contract with what the manifests promise: features, and the minimum supported Rust version.
pub fn with_manifests(contract: Contract, packages: &[ContractPackage]) -> Contract {
    packages.iter().fold(contract, |contract, it| {
        let features = it.package.features.iter();
        let mut manifest = Manifest::new();
        // A version of Rust is three numbers and nothing else.
        let version = it.package.rust_version.as_ref();
        manifest.rust_version = version.map(|it| Version::new(it.major, it.minor, it.patch));
        manifest.features = features
            .map(|(name, enables)| (name.clone(), Feature::new(enables)))
            .collect();
        contract.with_manifest(it.name(), manifest)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::target_folder;

    #[test]
    fn a_folder_outside_of_the_workspace_is_divided() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        for root in [&one, &other] {
            fs::create_dir(root).unwrap();
        }
        let shared = folder.path().join("shared");
        let below = one.join("target/stability");
        assert_eq!(target_folder(&below, &one), below);
        assert_ne!(target_folder(&shared, &one), target_folder(&shared, &other));
        let around = one.join("../shared");
        assert!(target_folder(&around, &one) != around, "it leads out of the workspace");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_workspace_leads_outside() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("one");
        fs::create_dir(&root).unwrap();
        let link = root.join("target");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        assert_ne!(target_folder(&link, &root), link);
    }
}
