//! A baseline in a published release: cargo finds and downloads its source, with the user's registries, source replacement,
//! patches and cache; a copy of it is built.

use std::path::Path;
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
use crate::builds::{self, NamedBuild};
use crate::context::Context;
use crate::scope::{ContractPackage, Scope};
use crate::source::{self, Built, Source};
use crate::workspace::{self, Workspace, folder_of, is_publishable, quoted_list};
use crate::{files, interrupt, read};

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
        builds: source.scope.policy.builds.clone(),
        default: source.scope.policy.default.clone(),
        counts_unmarked: source.scope.policy.ratchets.unmarked,
        patches: manifest::patches(source.workspace.root(), &names),
        lockfile: lockfile::read(source.workspace.root()),
        environment: BuildEnvironment::read(&context.folder, context)?,
        ..Inputs::default()
    };
    let (builds, missing) = builds::possible(&source.scope.builds, &context.folder, context)?;
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
        builds: &builds,
        context,
    };
    cached(&folder, &inputs, || {
        Ok((release.contract(&packages)?, missing.is_empty()))
    })
}

/// The name of the package that asks cargo for a release.
const REQUESTER: &str = "asks-for-a-release";

/// A release that is built.
struct Release<'a> {
    version: &'a Version,
    inputs: &'a Inputs,
    folder: &'a Path,
    selection: &'a Selection,
    /// The builds that are made, where they have names.
    builds: &'a [NamedBuild],
    context: &'a Context,
}

impl Release<'_> {
    fn contract(&self, packages: &[&Package]) -> Result<Contract> {
        // The folders that hold the sources are removed before it.
        let _deferred = interrupt::defer();
        let mut sources = Vec::new();
        for package in packages {
            sources.push((package.name.as_str(), self.source(package)?));
        }
        let contract = if self.builds.is_empty() {
            self.of_build(&sources, self.selection)?
        } else {
            let mut contracts = Vec::new();
            for NamedBuild { name, build, selection } in self.builds {
                let selection = Selection {
                    target: selection.target.clone(),
                    features: selection.features.clone(),
                    all_features: selection.all_features,
                    no_default_features: selection.no_default_features,
                    ..self.selection.clone()
                };
                contracts.push((name.clone(), build.clone(), self.of_build(&sources, &selection)?));
            }
            Contract::of_builds(contracts)
        };
        if contract.packages().is_empty() {
            let (version, names) = (self.version, quoted_list(&self.inputs.packages));
            bail!("version {version} of {names} was built and promises nothing: compare with a later version");
        }
        Ok(contract)
    }

    /// The contract of these sources, of packages by name, in one build.
    fn of_build(&self, sources: &[(&str, TempDir)], selection: &Selection) -> Result<Contract> {
        let mut built = Built::default();
        let mut manifests = Vec::new();
        for (name, source) in sources {
            let what = format_args!("{name} {} as published", self.version);
            self.context.output.step("Building", what);
            let (of_package, packages) = self
                .build(source.path(), name, selection)
                .map_err(|reason| self.no_contract(name, reason))?;
            built.extend(of_package);
            manifests.extend(packages);
        }
        let names = &self.inputs.packages;
        let contract = read::collect(&built.paths(), &built.lines);
        let contract = contract.map_err(|reason| self.no_contract(&names.join(", "), reason))?;
        let reading = built.reading(contract, self.covering())?;
        Ok(source::with_manifests(reading.contract, &manifests))
    }

    fn covering(&self) -> Covering<'_> {
        Covering {
            has_shapes: true,
            counts_unmarked: self.inputs.counts_unmarked,
            takes_unmarked: false,
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
            anyhow!("cannot get `{name}` {version}; cargo reports: {reason}")
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
        found.ok_or_else(|| "the download does not contain the package".to_owned())
    }

    fn copy(&self, source: &Path) -> io::Result<TempDir> {
        let copy = tempfile::Builder::new().prefix(".source-").tempdir_in(self.folder)?;
        copy_folder(source, copy.path())?;
        manifest::make_standalone(&copy.path().join("Cargo.toml"), &self.inputs.patches)?;
        lockfile::write_if_absent(copy.path(), self.inputs.lockfile.as_deref())?;
        Ok(copy)
    }

    fn scope(&self, folder: &Path, package: &str, selection: &Selection) -> Result<Scope> {
        let context = self.context;
        let manifest = folder.join("Cargo.toml");
        let workspace = Workspace::at(&context.cargo, &context.folder, &manifest, selection)?;
        // What a release says of its default tier is in the repository; today's is what is compared.
        let mut policy = Policy::default();
        policy.default = self.inputs.default.clone();
        let mut scope = Scope::in_folder(&workspace, folder, Some(policy), selection)?;
        for feature in scope.remove_unknown_features() {
            let is_of_another = feature.split_once('/').is_some_and(|(owner, _)| owner != package);
            if !is_of_another {
                let version = self.version;
                context.output.note(format_args!(
                    "`{package}` {version} has no feature `{feature}`, so it is built without that feature"
                ));
            }
        }
        Ok(scope)
    }

    fn build(&self, folder: &Path, package: &str, selection: &Selection) -> Result<(Built, Vec<ContractPackage>)> {
        let scope = self.scope(folder, package, selection)?;
        let build = Build {
            folder: &self.context.folder,
            manifest: &folder.join("Cargo.toml"),
            packages: &scope.packages,
            selection: &scope.selection,
            target: &self.folder.join("target"),
            covering: self.covering(),
            is_baseline: true,
            is_downloaded: false,
        };
        let found = Built::new(&build.prepared(self.context)?, self.context)?;
        Ok((found, scope.packages))
    }

    fn no_contract(&self, package: &str, reason: Error) -> Error {
        anyhow!("`{package}` {} as published has no contract: {reason}", self.version)
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
