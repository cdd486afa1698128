//! A baseline in a published release: cargo finds and downloads its source, with the user's registries, source replacement,
//! patches and cache; a copy of it is built.

use std::path::{Path, PathBuf};
use std::{fs, io};

use cargo_metadata::{MetadataCommand, Package};
use semver::Version;
use stability::Contract;
use toml::{Table, Value};

use super::cache::{Cached, Inputs};
use super::surroundings::Surroundings;
use super::{lent, manifest};
use crate::args::Selection;
use crate::child::{ChildError, complaint};
use crate::compile::Build;
use crate::context::Context;
use crate::coverage;
use crate::current::{self, CurrentError, Source};
use crate::scope::{Governed, Scope};
use crate::workspace::{Workspace, folder_of, list};
use crate::{interrupt, limit, read};

/// Why a release gave no baseline.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// Cargo was not called, or ended by an interrupt.
    #[error(transparent)]
    Child(#[from] ChildError),
    /// None of the packages is published at all.
    #[error("{} not published (`publish = false`): compare with a git revision, `--baseline-rev`", said_of(.0))]
    NeverPublished(Vec<String>),
    /// Cargo does not have it.
    #[error("cannot have `{package}` {version}: cargo says: {reason}")]
    NotToBeHad {
        /// The package.
        package: String,
        /// The version.
        version: Version,
        /// What cargo says.
        reason: String,
    },
    /// Its source gave no contract.
    #[error("`{package}` {version} as published gives no contract: {reason}")]
    Source {
        /// The package.
        package: String,
        /// The version.
        version: Version,
        /// Why.
        reason: Box<CurrentError>,
    },
    /// The release holds nothing.
    #[error("version {version} of {} was built and holds no record: compare with a later version", list(.packages))]
    WithoutRecords {
        /// The packages.
        packages: Vec<String>,
        /// The version.
        version: Version,
    },
    /// There is no room for its source.
    #[error("cannot copy the source of a release into `{}`: {reason}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

fn said_of(packages: &[String]) -> String {
    let verb = if packages.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", list(packages))
}

/// The contract of the packages as published at a version.
pub(super) fn built(
    version: &Version,
    source: &Source,
    selection: &Selection,
    context: &Context,
) -> Result<Contract, PublishedError> {
    let publishable = |it: &&Governed| {
        it.package
            .publish
            .as_ref()
            .is_none_or(|registries| !registries.is_empty())
    };
    let packages: Vec<&Governed> = source.scope.governed.iter().filter(publishable).collect();
    let names: Vec<String> = packages.iter().map(|it| it.name().to_owned()).collect();
    if names.is_empty() {
        return Err(PublishedError::NeverPublished(source.scope.names()));
    }
    let patches = manifest::patches(source.workspace.root(), &names);
    let folder = source.target.join("published");
    let inputs = Inputs {
        what: version.to_string(),
        packages: names.clone(),
        selection: selection.clone(),
        counts_unmarked: source.scope.policy.ratchets.unmarked,
        patches,
        lock: lent::of(source.workspace.root()),
        surroundings: Surroundings::of(&context.folder, context)?,
        ..Inputs::default()
    };
    let cached = Cached::new(&folder, &inputs);
    if let Some(contract) = cached.contract() {
        return Ok(contract);
    }
    let release = Release {
        version,
        inputs: &inputs,
        folder: &folder,
        selection: &Selection {
            manifest_path: None,
            packages: Vec::new(),
            // The lock of the workspace is not that of the release.
            locked: false,
            ..inputs.selection.clone()
        },
        context,
    };
    // The folders that hold the sources go before it.
    let _begun = interrupt::begun();
    let (mut paths, mut lines, mut built, mut counted) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for governed in packages {
        let source = release.source(&governed.package)?;
        context
            .output
            .step("Building", format_args!("{} {version} as published", governed.name()));
        let scope = release.scope(source.path(), governed.name())?;
        let more = release.built(source.path(), &scope)?;
        paths.extend(more.paths);
        lines.extend(more.lines);
        counted.extend(more.counted);
        built.extend(scope.governed);
    }
    let contract = read::collect(&paths, &lines).map_err(|error| release.failed(&names.join(", "), error))?;
    if contract.packages().is_empty() {
        return Err(PublishedError::WithoutRecords {
            packages: names,
            version: version.clone(),
        });
    }
    let contract = current::with_unmarked(current::with_manifests(contract, &built), counted);
    cached.keep(&contract);
    Ok(contract)
}

/// A release that is built.
struct Release<'a> {
    version: &'a Version,
    inputs: &'a Inputs,
    folder: &'a Path,
    selection: &'a Selection,
    context: &'a Context,
}

impl Release<'_> {
    /// A copy of the source of a package, in a folder that goes with it.
    fn source(&self, package: &Package) -> Result<tempfile::TempDir, PublishedError> {
        let room = |reason| PublishedError::Folder {
            folder: self.folder.to_owned(),
            reason,
        };
        fs::create_dir_all(self.folder).map_err(room)?;
        let asking = tempfile::tempdir_in(self.folder).map_err(room)?;
        let found = self.find(package, asking.path()).map_err(room)??;
        let copy = tempfile::Builder::new()
            .prefix(".source-")
            .tempdir_in(self.folder)
            .map_err(room)?;
        copy_folder(folder_of(&found), copy.path()).map_err(room)?;
        manifest::stand_alone(&copy.path().join("Cargo.toml"), &self.inputs.patches).map_err(room)?;
        lent::to(copy.path(), self.inputs.lock.as_deref()).map_err(room)?;
        Ok(copy)
    }

    /// Lets cargo find and download the package, as the dependency of one that is made for it.
    fn find(&self, package: &Package, asking: &Path) -> io::Result<Result<Package, PublishedError>> {
        let not_to_be_had = |reason: String| PublishedError::NotToBeHad {
            package: package.name.to_string(),
            version: self.version.clone(),
            reason,
        };
        fs::create_dir(asking.join("src"))?;
        fs::write(asking.join("src/lib.rs"), "")?;
        fs::write(asking.join("Cargo.toml"), self.asking_manifest(package).to_string())?;
        let ask = |offline: bool| {
            let mut command = MetadataCommand::new();
            command
                .cargo_path(&self.context.cargo)
                .manifest_path(asking.join("Cargo.toml"))
                .current_dir(&self.context.folder);
            if offline {
                command.other_options(["--offline".to_owned()]);
            }
            command.exec()
        };
        // A release never changes: where it has been downloaded, the registry has nothing to add.
        let asked = match ask(true) {
            Err(_) if !self.selection.offline => ask(false),
            asked => asked,
        };
        let metadata = match asked {
            Ok(metadata) => metadata,
            Err(cargo_metadata::Error::CargoMetadata { stderr }) => return Ok(Err(not_to_be_had(gist(&stderr)))),
            Err(other) => return Ok(Err(not_to_be_had(other.to_string()))),
        };
        let is_it = |found: &Package| found.name == package.name && found.version == *self.version;
        let found = metadata
            .packages
            .into_iter()
            .find(|found| found.source.is_some() && is_it(found));
        Ok(found.ok_or_else(|| not_to_be_had("no such package in what it downloaded".to_owned())))
    }

    fn asking_manifest(&self, package: &Package) -> Table {
        let text = |text: &str| Value::String(text.to_owned());
        let mut dependency = Table::new();
        dependency.insert("package".to_owned(), text(&package.name));
        dependency.insert("version".to_owned(), Value::String(format!("={}", self.version)));
        if let Some([registry, ..]) = package.publish.as_deref()
            && registry != "crates-io"
        {
            dependency.insert("registry".to_owned(), text(registry));
        }
        let mut asking = Table::new();
        for (key, value) in [
            ("name", "asks-for-a-release"),
            ("version", "0.0.0"),
            ("edition", "2021"),
        ] {
            asking.insert(key.to_owned(), text(value));
        }
        let mut manifest = Table::new();
        let tables = [
            ("package", asking),
            ("workspace", Table::new()),
            (
                "dependencies",
                Table::from_iter([("release".to_owned(), Value::Table(dependency))]),
            ),
            ("patch", self.inputs.patches.clone()),
        ];
        manifest.extend(tables.map(|(key, table)| (key.to_owned(), Value::Table(table))));
        manifest
    }

    fn scope(&self, folder: &Path, package: &str) -> Result<Scope, PublishedError> {
        let manifest = folder.join("Cargo.toml");
        let workspace = Workspace::at(&self.context.cargo, &self.context.folder, &manifest, self.selection)
            .map_err(|error| self.failed(package, error))?;
        let mut scope =
            Scope::in_folder(&workspace, folder, None, self.selection).map_err(|error| self.failed(package, error))?;
        for feature in scope.without_unknown_features() {
            let is_of_another = feature.split_once('/').is_some_and(|(owner, _)| owner != package);
            if !is_of_another {
                self.context.output.note(format_args!(
                    "`{package}` {} has no feature `{feature}`, so it is built without",
                    self.version
                ));
            }
        }
        Ok(scope)
    }

    fn built(&self, folder: &Path, scope: &Scope) -> Result<Parts, PublishedError> {
        let failed = |error: CurrentError| self.failed(&scope.names().join(", "), error);
        let build = Build {
            folder: &self.context.folder,
            manifest: &folder.join("Cargo.toml"),
            governed: &scope.governed,
            selection: &scope.selection,
            target: &self.folder.join("target"),
            counts_unmarked: self.inputs.counts_unmarked,
            is_of_the_past: true,
            is_complete: false,
        };
        let build = build.prepared(self.context).map_err(|error| failed(error.into()))?;
        let (files, lines) = current::lines(&build, self.context).map_err(failed)?;
        let paths = current::paths(&files);
        let counted = if build.counts_unmarked {
            let contract = read::collect(&paths, &lines).map_err(|error| failed(error.into()))?;
            coverage::unmarked_of(&contract, &build, &files, self.context).map_err(|error| failed(error.into()))?
        } else {
            Vec::new()
        };
        Ok(Parts { paths, lines, counted })
    }

    fn failed(&self, package: &str, reason: impl Into<CurrentError>) -> PublishedError {
        PublishedError::Source {
            package: package.to_owned(),
            version: self.version.clone(),
            reason: Box::new(reason.into()),
        }
    }
}

/// What came of the build of one package.
struct Parts {
    paths: Vec<PathBuf>,
    lines: Vec<String>,
    counted: Vec<(String, u32)>,
}

/// What of cargo's complaint is about the release, and not about the package that asks.
fn gist(stderr: &str) -> String {
    let complaint = complaint(stderr);
    let lines = complaint.lines().filter(|line| !line.contains("asks-for-a-release"));
    lines.collect::<Vec<_>>().join("\n")
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            let text = limit::bytes(&from, limit::OBJECT).map_err(io::Error::other)?;
            // Not copied as a file: what a registry keeps may be read-only.
            fs::write(&to, text)?;
        }
    }
    Ok(())
}
