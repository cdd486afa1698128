//! A baseline in a published release: cargo finds and downloads its source, with the user's registries, source replacement,
//! patches and cache; a copy of it is built.

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Error, Result, anyhow, bail};
use cargo_metadata::{MetadataCommand, Package};
use semver::Version;
use stability::Contract;
use stability_policy::Policy;
use tempfile::TempDir;
use toml::{Table, Value};

use super::cache::{Inputs, cached};
use super::environment::BuildEnvironment;
use super::{lockfile, manifest};
use crate::args::Selection;
use crate::build::{Build, Covering};
use crate::context::Context;
use crate::scope::{ContractPackage, Scope};
use crate::source::{self, Source};
use crate::workspace::{self, Workspace, folder_of, is_publishable, quoted_list};
use crate::{coverage, files, interrupt, read, shape};

/// The contract of the packages as published at a version.
pub(super) fn build(version: &Version, source: &Source, selection: &Selection, context: &Context) -> Result<Contract> {
    let packages = source.scope.packages.iter().map(|it| &it.package);
    let packages: Vec<&Package> = packages.filter(|package| is_publishable(package)).collect();
    let names: Vec<String> = packages.iter().map(|it| it.name.to_string()).collect();
    if names.is_empty() {
        let names = source.scope.names();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let names = quoted_list(&names);
        bail!("{names} {verb} not published (`publish = false`): compare with a git revision, `--baseline-rev`");
    }
    let folder = source.target.join("published");
    let inputs = Inputs {
        id: version.to_string(),
        packages: names.clone(),
        selection: selection.clone(),
        default: source.scope.policy.default.clone(),
        counts_unmarked: source.scope.policy.ratchets.unmarked,
        patches: manifest::patches(source.workspace.root(), &names),
        lockfile: lockfile::read(source.workspace.root()),
        environment: BuildEnvironment::read(&context.folder, context)?,
        ..Inputs::default()
    };
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
    cached(&folder, &inputs, || Ok((release.contract(&packages)?, true)))
}

/// The name of the package that asks cargo for a release.
const REQUESTER: &str = "asks-for-a-release";

/// A release that is built.
struct Release<'a> {
    version: &'a Version,
    inputs: &'a Inputs,
    folder: &'a Path,
    selection: &'a Selection,
    context: &'a Context,
}

/// What came of the builds of packages.
#[derive(Default)]
struct Built {
    packages: Vec<ContractPackage>,
    paths: Vec<PathBuf>,
    lines: Vec<String>,
    shapes: Vec<shape::Package>,
    counted: Vec<(String, u32)>,
}

impl Release<'_> {
    fn contract(&self, packages: &[&Package]) -> Result<Contract> {
        // The folders that hold the sources are removed before it.
        let _deferred = interrupt::defer();
        let mut built = Built::default();
        for package in packages {
            let name = package.name.as_str();
            let source = self.source(package)?;
            let what = format_args!("{name} {} as published", self.version);
            self.context.output.step("Building", what);
            self.build(source.path(), name, &mut built)
                .map_err(|reason| self.no_contract(name, reason))?;
        }
        let names = &self.inputs.packages;
        let contract = read::collect(&built.paths, &built.lines);
        let contract = contract.map_err(|reason| self.no_contract(&names.join(", "), reason))?;
        if contract.packages().is_empty() {
            let (version, names) = (self.version, quoted_list(names));
            bail!("version {version} of {names} was built and holds no record: compare with a later version");
        }
        let joined = shape::join(&built.paths, &built.lines, contract, &built.shapes, self.covering())?;
        let contract = source::with_manifests(joined.contract, &built.packages);
        Ok(source::with_unmarked(contract, built.counted))
    }

    fn covering(&self) -> Covering<'_> {
        Covering {
            default: &self.inputs.default,
            known_ids: None,
            is_earlier: true,
        }
    }

    /// A copy of the source of a package, in a folder that is removed with it.
    fn source(&self, package: &Package) -> Result<TempDir> {
        let cannot_copy = |reason| {
            let folder = self.folder.display();
            anyhow!("cannot copy the source of a release into `{folder}`: {reason}")
        };
        let requester = self.requester(package).map_err(cannot_copy)?;
        let found = self.find(package, requester.path()).map_err(|reason| {
            let (name, version) = (&package.name, self.version);
            anyhow!("cannot have `{name}` {version}: cargo says: {reason}")
        })?;
        self.copy(folder_of(&found)).map_err(cannot_copy)
    }

    /// A package that depends on the release.
    fn requester(&self, package: &Package) -> io::Result<TempDir> {
        fs::create_dir_all(self.folder)?;
        let folder = tempfile::tempdir_in(self.folder)?;
        fs::create_dir(folder.path().join("src"))?;
        fs::write(folder.path().join("src/lib.rs"), "")?;
        let registry = match package.publish.as_deref() {
            Some([registry, ..]) if registry != "crates-io" => format!("registry = {registry:?}\n"),
            _ => String::new(),
        };
        let patches = Table::from_iter([("patch".to_owned(), Value::Table(self.inputs.patches.clone()))]);
        let manifest = format!(
            "[package]\nname = \"{REQUESTER}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n\
             [dependencies.release]\npackage = \"{}\"\nversion = \"={}\"\n{registry}{patches}",
            package.name, self.version
        );
        fs::write(folder.path().join("Cargo.toml"), manifest)?;
        Ok(folder)
    }

    /// Lets cargo find and download the package, as the dependency of another. An error is what cargo says.
    fn find(&self, package: &Package, requester: &Path) -> Result<Package, String> {
        let ask = |offline: bool| {
            let mut command = MetadataCommand::new();
            if offline {
                command.other_options(["--offline".to_owned()]);
            }
            let manifest = requester.join("Cargo.toml");
            workspace::metadata(&mut command, &self.context.cargo, &self.context.folder, &manifest)
        };
        // A release never changes: where it has been downloaded, the registry has nothing to add.
        let metadata = match ask(true) {
            Err(_) if !self.selection.offline => ask(false),
            asked => asked,
        };
        let metadata = metadata.map_err(|reason| {
            // The rest is about the package that asks.
            let lines: Vec<&str> = reason.lines().filter(|line| !line.contains(REQUESTER)).collect();
            lines.join("\n")
        })?;
        let is_release =
            |found: &Package| found.source.is_some() && found.name == package.name && found.version == *self.version;
        let found = metadata.packages.into_iter().find(is_release);
        found.ok_or_else(|| "no such package in what it downloaded".to_owned())
    }

    fn copy(&self, source: &Path) -> io::Result<TempDir> {
        let copy = tempfile::Builder::new().prefix(".source-").tempdir_in(self.folder)?;
        copy_folder(source, copy.path())?;
        manifest::make_standalone(&copy.path().join("Cargo.toml"), &self.inputs.patches)?;
        lockfile::write_if_absent(copy.path(), self.inputs.lockfile.as_deref())?;
        Ok(copy)
    }

    fn scope(&self, folder: &Path, package: &str) -> Result<Scope> {
        let context = self.context;
        let manifest = folder.join("Cargo.toml");
        let workspace = Workspace::at(&context.cargo, &context.folder, &manifest, self.selection)?;
        // What a release says of its default tier is in the repository; today's is what is compared.
        let mut policy = Policy::default();
        policy.default = self.inputs.default.clone();
        let mut scope = Scope::in_folder(&workspace, folder, Some(policy), self.selection)?;
        for feature in scope.remove_unknown_features() {
            let is_of_another = feature.split_once('/').is_some_and(|(owner, _)| owner != package);
            if !is_of_another {
                let version = self.version;
                context.output.note(format_args!(
                    "`{package}` {version} has no feature `{feature}`, so it is built without"
                ));
            }
        }
        Ok(scope)
    }

    fn build(&self, folder: &Path, package: &str, results: &mut Built) -> Result<()> {
        let scope = self.scope(folder, package)?;
        let build = Build {
            folder: &self.context.folder,
            manifest: &folder.join("Cargo.toml"),
            packages: &scope.packages,
            selection: &scope.selection,
            target: &self.folder.join("target"),
            counts_unmarked: self.inputs.counts_unmarked,
            has_shapes: true,
            covering: self.covering(),
            is_baseline: true,
            is_downloaded: false,
        };
        let build = build.prepared(self.context)?;
        let (files, mut lines) = source::lines(&build, self.context)?;
        if !self.inputs.default.is_empty() {
            lines.extend(scope.packages.iter().map(|it| source::first_line(&it.package)));
        }
        results.shapes.extend(shape::describe(&build, &files, self.context)?);
        let paths = source::paths(&files);
        if build.counts_unmarked {
            let contract = read::collect(&paths, &lines)?;
            let counted = coverage::count_unmarked(&contract, &build, &files, self.context)?;
            results.counted.extend(counted);
        }
        results.paths.extend(paths);
        results.lines.extend(lines);
        results.packages.extend(scope.packages);
        Ok(())
    }

    fn no_contract(&self, package: &str, reason: Error) -> Error {
        anyhow!("`{package}` {} as published gives no contract: {reason}", self.version)
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            let bytes = files::read_bytes(&from, files::MAX_OBJECT).map_err(io::Error::other)?;
            // Not copied as a file: what a registry keeps may be read-only.
            fs::write(&to, bytes)?;
        }
    }
    Ok(())
}
