//! What a contract is about: the folder that it belongs to, the packages that it covers, the file of its baseline.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use cargo_metadata::Package;
use stability_policy::{DefaultTier, Policy};

use crate::args::Selection;
use crate::build::is_library;
use crate::builds::{self, NamedBuild};
use crate::output::printable;
use crate::settings;
use crate::workspace::{
    RUNTIME, RuntimeDependency, Workspace, accepts_feature, enabled_features, features_enabling, features_off,
    folder_of, is_same_path, runtime_dependency,
};

/// A package that a contract covers.
#[derive(Clone, Debug)]
pub struct ContractPackage {
    /// The package.
    pub package: Package,
    /// The name under which it depends on the runtime; `None` where it has no attribute and a default tier covers it.
    pub dependency: Option<String>,
}

impl ContractPackage {
    /// The name of the package.
    pub fn name(&self) -> &str {
        self.package.name.as_str()
    }

    /// Whether it has a library, whose public items users name.
    pub fn has_library(&self) -> bool {
        self.package.targets.iter().any(is_library)
    }

    /// The package, if a build with this selection lets it state anything.
    fn new(package: &Package, has_default: bool, selection: &Selection) -> Result<Self> {
        let name = &package.name;
        let dependency = match runtime_dependency(package) {
            RuntimeDependency::Itself => Some(RUNTIME.to_owned()),
            RuntimeDependency::Always(dependency) => Some(dependency),
            RuntimeDependency::Optional(dependency) => {
                if !enabled_features(package, selection).contains(&format!("dep:{dependency}")) {
                    let features = features_enabling(package, &dependency);
                    let flags: Vec<String> = features.iter().map(|it| format!("`--features {it}`")).collect();
                    let missing = if flags.is_empty() {
                        format!(
                            "a feature that contains `\"dep:{dependency}\"` to its Cargo.toml, and turn it on with `--features`"
                        )
                    } else {
                        flags.join(" or ")
                    };
                    bail!("`{name}` depends on `{RUNTIME}` only with a feature that is off: add {missing}");
                }
                Some(dependency)
            }
            RuntimeDependency::DevOrBuild | RuntimeDependency::None if has_default => None,
            RuntimeDependency::DevOrBuild => bail!(
                "`{name}` depends on `{RUNTIME}` only for its tests or its build script: move it to `[dependencies]`, so that it can make promises to users"
            ),
            RuntimeDependency::None => bail!(
                "`{name}` does not depend on `{RUNTIME}`, so it promises nothing: add it with \
                 `cargo add -p {name} {RUNTIME}`, cover all of it with `cargo stability init --default stable`, or \
                 `[default] tier = \"stable\"` in a stability.toml that is there, or name \
                 another package with `-p`"
            ),
        };
        Ok(Self {
            package: package.clone(),
            dependency,
        })
    }
}

/// What a contract is about.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The folder that it belongs to.
    pub folder: PathBuf,
    /// Whether there is a `stability.toml`.
    pub has_settings: bool,
    /// What that says.
    pub policy: Policy,
    /// The packages that it covers, by name.
    pub packages: Vec<ContractPackage>,
    /// Those which no longer depend on the runtime, and so promise nothing, although a contract is recorded here.
    pub without_runtime: Vec<Package>,
    /// What was asked for, built as the policy says; of several builds, the plain one, or else the first.
    pub selection: Selection,
    /// The builds that the policy lists, if several are made; none where there is one build without a name.
    pub builds: Vec<NamedBuild>,
    /// The builds that the policy lists and that the command line does not ask for.
    pub not_selected: Vec<String>,
}

impl Scope {
    /// The contract that the selection asks for.
    ///
    /// Without `-p` it belongs to the folder of the manifest, or to the next one above that has a `stability.toml`. With `-p` it
    /// is the one that covers these packages.
    ///
    /// `default` is the tier of what has no attribute, where there is no policy yet that could state it.
    pub fn find(workspace: &Workspace, selection: &Selection, default: &DefaultTier) -> Result<Self> {
        let Some((first, others)) = selection.packages.split_first() else {
            let start = workspace.folder();
            return match find_policy(start, workspace.root())? {
                Some((folder, policy)) => Self::of_today(workspace, folder, Some(policy), selection, default),
                None => Self::of_today(workspace, start, None, selection, default),
            };
        };
        let scope = Self::of_package(workspace, first, selection, default)?;
        for other in others {
            let other_folder = Self::of_package(workspace, other, selection, default)?.folder;
            if other_folder != scope.folder {
                bail!(
                    "`{first}` and `{other}` have a contract each, in `{}` and in `{}`: name one of them with `-p`",
                    printable(&scope.folder),
                    printable(&other_folder)
                );
            }
        }
        Ok(scope)
    }

    /// The contract that covers a package: that of its own folder, or of one above that names the package.
    fn of_package(workspace: &Workspace, name: &str, selection: &Selection, default: &DefaultTier) -> Result<Self> {
        let package = workspace.package(name)?;
        for folder in folders_up_to(folder_of(package), workspace.root()) {
            let Some(policy) = settings::read(folder)? else {
                continue;
            };
            let mut covered = candidates(workspace, folder, &policy)?.into_iter();
            if covered.any(|candidate| candidate.name == package.name) {
                return Self::of_today(workspace, folder, Some(policy), selection, default);
            }
        }
        Self::new(folder_of(package), None, vec![package], Vec::new(), selection, default)
    }

    /// The contract of `folder` as it is now. Where one is recorded, a package that has dropped the runtime has removed what it
    /// promised.
    fn of_today(
        workspace: &Workspace,
        folder: &Path,
        policy: Option<Policy>,
        selection: &Selection,
        default: &DefaultTier,
    ) -> Result<Self> {
        let without = policy_of(default);
        let effective = policy.as_ref().unwrap_or(&without);
        let (packages, without_runtime): (Vec<_>, Vec<_>) = candidates(workspace, folder, effective)?
            .into_iter()
            .partition(|package| is_covered(package, effective) || !folder.join(&effective.baseline).is_file());
        if packages.is_empty() && without_runtime.is_empty() {
            bail!(nothing_promised(workspace));
        }
        Self::new(folder, policy, packages, without_runtime, selection, default)
    }

    /// The contract of `folder`.
    pub fn in_folder(
        workspace: &Workspace,
        folder: &Path,
        policy: Option<Policy>,
        selection: &Selection,
    ) -> Result<Self> {
        let packages = candidates(workspace, folder, policy.as_ref().unwrap_or(&Policy::default()))?;
        if packages.is_empty() {
            bail!(nothing_promised(workspace));
        }
        Self::new(folder, policy, packages, Vec::new(), selection, &DefaultTier::default())
    }

    fn new(
        folder: &Path,
        policy: Option<Policy>,
        packages: Vec<&Package>,
        without_runtime: Vec<&Package>,
        selection: &Selection,
        default: &DefaultTier,
    ) -> Result<Self> {
        let has_settings = policy.is_some();
        let policy = policy.unwrap_or_else(|| policy_of(default));
        let has_default = !policy.default.is_empty();
        let (builds, not_selected) = builds::selected(&policy.builds, selection);
        let selection = match builds::plain(&builds) {
            Some(plain) => plain.selection.clone(),
            None => selection.with_policy_build(&policy.build),
        };
        for NamedBuild { name, selection, .. } in &builds {
            for package in &packages {
                ContractPackage::new(package, has_default, selection)
                    .map_err(|reason| anyhow!("in the build `{name}`, {reason}"))?;
            }
        }
        let packages = packages
            .into_iter()
            .map(|package| ContractPackage::new(package, has_default, &selection));
        let mut packages: Vec<_> = packages.collect::<Result<_>>()?;
        packages.sort_by(|a, b| a.name().cmp(b.name()));
        packages.dedup_by(|a, b| a.name() == b.name());
        Ok(Self {
            folder: folder.to_owned(),
            has_settings,
            policy,
            packages,
            without_runtime: without_runtime.into_iter().cloned().collect(),
            selection,
            builds,
            not_selected,
        })
    }

    /// The file of its baseline.
    pub fn baseline(&self) -> PathBuf {
        self.folder.join(&self.policy.baseline)
    }

    /// The package of this name, where the contract covers it.
    pub fn package(&self, name: &str) -> Option<&ContractPackage> {
        self.packages.iter().find(|it| it.name() == name)
    }

    /// The names of the packages that it covers.
    pub fn names(&self) -> Vec<String> {
        let covered = self.packages.iter().map(|it| &it.package);
        covered
            .chain(&self.without_runtime)
            .map(|it| it.name.to_string())
            .collect()
    }

    /// The features of its libraries that no build turns on; none where the command line selects one build of
    /// several.
    pub fn features_off(&self) -> Vec<String> {
        if !self.not_selected.is_empty() {
            return Vec::new();
        }
        let builds: Vec<Selection> = match self.builds.as_slice() {
            [] => vec![self.selection.clone()],
            builds => builds.iter().map(|it| it.selection.clone()).collect(),
        };
        let libraries = self.packages.iter().filter(|it| it.has_library());
        let off = libraries.flat_map(|it| {
            let names = features_off(&it.package, &builds).into_iter();
            names.map(|feature| match self.packages.as_slice() {
                [_] => feature,
                _ => format!("{}/{feature}", it.name()),
            })
        });
        off.collect()
    }

    /// Removes the features that none of the packages has, as at another time, and returns them.
    pub fn remove_unknown_features(&mut self) -> Vec<String> {
        let is_known = |feature: &String| self.packages.iter().any(|it| accepts_feature(&it.package, feature));
        let mut all_unknown = BTreeSet::new();
        let of_builds = self.builds.iter_mut().map(|it| &mut it.selection);
        for selection in std::iter::once(&mut self.selection).chain(of_builds) {
            let asked: Vec<String> = selection.feature_names().map(ToOwned::to_owned).collect();
            let (known, unknown): (Vec<_>, Vec<_>) = asked.into_iter().partition(is_known);
            selection.features = known;
            all_unknown.extend(unknown);
        }
        all_unknown.into_iter().collect()
    }

    /// The same contract, of the packages that the selection names alone, where it names any.
    #[must_use]
    pub fn restricted_to(mut self, selection: &Selection) -> Self {
        if !selection.packages.is_empty() {
            let is_named = |package: &Package| selection.packages.iter().any(|name| *name == package.name.as_str());
            self.packages.retain(|it| is_named(&it.package));
            self.without_runtime.retain(is_named);
        }
        self
    }
}

fn nothing_promised(workspace: &Workspace) -> String {
    format!(
        "no package of the workspace in `{}` depends on `{RUNTIME}`: add it with `cargo add {RUNTIME}`, and give the promised items a tier",
        printable(workspace.root())
    )
}

/// The policy of a contract that has none yet.
fn policy_of(default: &DefaultTier) -> Policy {
    let mut policy = Policy::default();
    policy.default = default.clone();
    policy
}

/// Whether a package can promise something: by attributes, or because a default tier covers what it has.
fn is_covered(package: &Package, policy: &Policy) -> bool {
    has_runtime(package) || !policy.default.is_empty()
}

fn has_runtime(package: &Package) -> bool {
    !matches!(
        runtime_dependency(package),
        RuntimeDependency::None | RuntimeDependency::DevOrBuild
    )
}

/// The packages that a contract in `folder` covers: those named; or else the one of the folder; or, in the folder of a workspace,
/// every one that depends on the runtime.
fn candidates<'a>(workspace: &'a Workspace, folder: &Path, policy: &Policy) -> Result<Vec<&'a Package>> {
    if !policy.packages.is_empty() {
        return policy.packages.iter().map(|name| workspace.package(name)).collect();
    }
    if let Some(package) = workspace.package_in(folder) {
        return Ok(vec![package]);
    }
    let packages = workspace.packages().into_iter();
    Ok(packages.filter(|package| is_covered(package, policy)).collect())
}

/// The policy of `start`, or of the next folder above that has one, up to `root`.
pub fn find_policy<'a>(start: &'a Path, root: &Path) -> Result<Option<(&'a Path, Policy)>> {
    for folder in folders_up_to(start, root) {
        if let Some(policy) = settings::read(folder)? {
            return Ok(Some((folder, policy)));
        }
    }
    Ok(None)
}

/// `start` and the folders above it, up to `root`.
fn folders_up_to<'a>(start: &'a Path, root: &Path) -> Vec<&'a Path> {
    let mut folders = Vec::new();
    for folder in start.ancestors() {
        folders.push(folder);
        if is_same_path(folder, root) {
            return folders;
        }
    }
    // A member may be outside of the folder of its workspace.
    vec![start]
}
