//! What a contract is about: the folder that it belongs to, the packages that it speaks for, the file of its baseline.

use std::path::{Path, PathBuf};

use cargo_metadata::Package;
use stability_policy::Policy;

use crate::args::Selection;
use crate::output::shown;
use crate::settings::{self, SettingsError};
use crate::workspace::{
    Dependence, RUNTIME, Workspace, WorkspaceError, dependence, enabled, folder_of, same, takes, that_turn_on,
};

/// Why it is not known what the contract is about.
#[derive(Debug, thiserror::Error)]
pub enum ScopeError {
    /// The workspace is not known.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The policy was not read.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Two packages were named that have a contract each.
    #[error(
        "`{one}` and `{other}` have a contract each, in `{}` and in `{}`: ask for one at a time",
        shown(.one_folder), shown(.other_folder)
    )]
    TwoContracts {
        /// A package.
        one: String,
        /// The folder of its contract.
        one_folder: PathBuf,
        /// Another package.
        other: String,
        /// The folder of its contract.
        other_folder: PathBuf,
    },
    /// No package depends on the runtime.
    #[error(
        "no package of the workspace in `{}` depends on `{RUNTIME}`: add it with \
         `cargo add {RUNTIME}`, and put a tier on what is promised",
        shown(.0)
    )]
    NothingPromised(PathBuf),
    /// A package does not depend on the runtime.
    #[error(
        "`{0}` does not depend on `{RUNTIME}`, so it promises nothing: add it with \
         `cargo add -p {0} {RUNTIME}`, or name another package with `-p`"
    )]
    NotPromising(String),
    /// Only tests or the build script depend on it.
    #[error(
        "`{0}` depends on `{RUNTIME}` only for its tests or its build script: move it to `[dependencies]`, so that \
         what users get can be promised"
    )]
    NotInWhatIsBuilt(String),
    /// The features that are on do not turn it on.
    #[error(
        "`{package}` depends on `{RUNTIME}` only with a feature that is off: add {}",
        cure(.features)
    )]
    FeatureOff {
        /// The package.
        package: String,
        /// What turns it on.
        features: Vec<String>,
    },
}

fn cure(features: &[String]) -> String {
    match features {
        [] => "`--features`; none that it has turns the dependency on".to_owned(),
        features => {
            let flags: Vec<String> = features
                .iter()
                .map(|feature| format!("`--features {feature}`"))
                .collect();
            flags.join(" or ")
        }
    }
}

/// A package that a contract speaks for.
#[derive(Clone, Debug)]
pub struct Governed {
    /// The package.
    pub package: Package,
    /// The name under which it depends on the runtime.
    pub dependency: String,
}

impl Governed {
    /// The name of the package.
    pub fn name(&self) -> &str {
        self.package.name.as_str()
    }

    /// The package, if a build with this selection lets it state anything.
    fn of(package: &Package, selection: &Selection) -> Result<Self, ScopeError> {
        let name = package.name.to_string();
        let dependency = match dependence(package) {
            Dependence::Itself => RUNTIME.to_owned(),
            Dependence::Always(dependency) => dependency,
            Dependence::Optional(dependency) => {
                if !enabled(package, selection).contains(&format!("dep:{dependency}")) {
                    return Err(ScopeError::FeatureOff {
                        package: name,
                        features: that_turn_on(package, &dependency),
                    });
                }
                dependency
            }
            Dependence::NotInWhatIsBuilt => return Err(ScopeError::NotInWhatIsBuilt(name)),
            Dependence::None => return Err(ScopeError::NotPromising(name)),
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
    /// The packages that it speaks for, by name.
    pub governed: Vec<Governed>,
    /// Those which no longer depend on the runtime, and so promise nothing, although a contract is recorded here.
    pub silent: Vec<Package>,
    /// What was asked for, with the features that the policy builds with.
    pub selection: Selection,
}

impl Scope {
    /// The contract that the selection asks for.
    ///
    /// Without `-p` it belongs to the folder of the manifest, or to the next one above that has a `stability.toml`. With `-p` it
    /// is the one that speaks for these packages.
    ///
    /// # Errors
    ///
    /// See [`ScopeError`].
    pub fn find(workspace: &Workspace, selection: &Selection) -> Result<Self, ScopeError> {
        let Some((first, others)) = selection.packages.split_first() else {
            let start = workspace.manifest.parent().unwrap_or(workspace.root());
            return Self::from(workspace, start, selection);
        };
        let scope_of = |name: &String| Self::of_package(workspace, name, selection);
        let scope = scope_of(first)?;
        for other in others {
            let other_folder = scope_of(other)?.folder;
            if other_folder != scope.folder {
                return Err(ScopeError::TwoContracts {
                    one: first.clone(),
                    one_folder: scope.folder,
                    other: other.clone(),
                    other_folder,
                });
            }
        }
        Ok(scope)
    }

    /// The contract that speaks for a package: that of its own folder, or of one above that names the package.
    fn of_package(workspace: &Workspace, name: &str, selection: &Selection) -> Result<Self, ScopeError> {
        let package = workspace.package(name)?;
        for folder in folders(folder_of(package), workspace.root()) {
            let Some(policy) = settings::read(folder)? else {
                continue;
            };
            if candidates(workspace, folder, &policy)?
                .iter()
                .any(|candidate| candidate.name == package.name)
            {
                return Self::of_today(workspace, folder, Some(policy), selection);
            }
        }
        Ok(Self {
            folder: folder_of(package).to_owned(),
            has_settings: false,
            policy: Policy::default(),
            governed: vec![Governed::of(package, selection)?],
            silent: Vec::new(),
            selection: selection.clone(),
        })
    }

    /// The contract of `start`, or of the next folder above that has a `stability.toml`.
    fn from(workspace: &Workspace, start: &Path, selection: &Selection) -> Result<Self, ScopeError> {
        for folder in folders(start, workspace.root()) {
            if let Some(policy) = settings::read(folder)? {
                return Self::of_today(workspace, folder, Some(policy), selection);
            }
        }
        Self::of_today(workspace, start, None, selection)
    }

    /// The contract of `folder` as it is now. Where one is recorded, a package that has dropped the runtime has removed what it
    /// promised.
    fn of_today(
        workspace: &Workspace,
        folder: &Path,
        policy: Option<Policy>,
        selection: &Selection,
    ) -> Result<Self, ScopeError> {
        let mut policy_now = policy.clone().unwrap_or_default();
        if !folder.join(&policy_now.baseline).is_file() {
            return Self::in_folder(workspace, folder, policy, selection);
        }
        let has_dropped =
            |package: &Package| matches!(dependence(package), Dependence::None | Dependence::NotInWhatIsBuilt);
        let packages = candidates(workspace, folder, &policy_now)?;
        let (silent, promising): (Vec<&Package>, Vec<&Package>) =
            packages.into_iter().partition(|package| has_dropped(package));
        let silent: Vec<Package> = silent.into_iter().cloned().collect();
        if promising.is_empty() && !silent.is_empty() {
            return Ok(Self {
                folder: folder.to_owned(),
                has_settings: policy.is_some(),
                selection: selection.or_built(&policy_now.build),
                policy: policy_now,
                governed: Vec::new(),
                silent,
            });
        }
        if silent.is_empty() {
            return Self::in_folder(workspace, folder, policy, selection);
        }
        policy_now.packages = promising.iter().map(|package| package.name.to_string()).collect();
        let scope = Self::in_folder(workspace, folder, Some(policy_now), selection)?;
        Ok(Self {
            has_settings: policy.is_some(),
            policy: policy.unwrap_or_default(),
            silent,
            ..scope
        })
    }

    /// The contract of `folder`.
    ///
    /// # Errors
    ///
    /// See [`ScopeError`].
    pub fn in_folder(
        workspace: &Workspace,
        folder: &Path,
        policy: Option<Policy>,
        selection: &Selection,
    ) -> Result<Self, ScopeError> {
        let has_settings = policy.is_some();
        let policy = policy.unwrap_or_default();
        let selection = selection.or_built(&policy.build);
        let packages = candidates(workspace, folder, &policy)?;
        if packages.is_empty() {
            return Err(ScopeError::NothingPromised(workspace.root().to_owned()));
        }
        let mut governed: Vec<Governed> = packages
            .into_iter()
            .map(|package| Governed::of(package, &selection))
            .collect::<Result<_, _>>()?;
        governed.sort_by(|a, b| a.name().cmp(b.name()));
        governed.dedup_by(|a, b| a.name() == b.name());
        Ok(Self {
            folder: folder.to_owned(),
            has_settings,
            policy,
            governed,
            silent: Vec::new(),
            selection,
        })
    }

    /// The file of its baseline.
    pub fn baseline(&self) -> PathBuf {
        self.folder.join(&self.policy.baseline)
    }

    /// The names of the packages that it speaks for.
    pub fn names(&self) -> Vec<String> {
        let governed = self.governed.iter().map(|it| it.name().to_owned());
        governed
            .chain(self.silent.iter().map(|it| it.name.to_string()))
            .collect()
    }

    /// Takes the features away that none of the packages has, as at another time, and gives them.
    pub fn without_unknown_features(&mut self) -> Vec<String> {
        let asked: Vec<String> = self.selection.feature_names().map(ToOwned::to_owned).collect();
        let is_known = |feature: &String| self.governed.iter().any(|it| takes(&it.package, feature));
        let (known, unknown) = asked.into_iter().partition(is_known);
        self.selection.features = known;
        unknown
    }

    /// The same contract, of the packages that the selection names alone, where it names any.
    #[must_use]
    pub fn narrowed(mut self, selection: &Selection) -> Self {
        if !selection.packages.is_empty() {
            let is_named = |package: &str| selection.packages.iter().any(|name| name == package);
            self.governed.retain(|it| is_named(it.name()));
            self.silent.retain(|it| is_named(it.name.as_str()));
        }
        self
    }
}

/// The packages that a contract in `folder` speaks for: those named; or else the one of the folder; or, in the folder of a
/// workspace, every one that depends on the runtime.
fn candidates<'a>(
    workspace: &'a Workspace,
    folder: &Path,
    policy: &Policy,
) -> Result<Vec<&'a Package>, WorkspaceError> {
    if !policy.packages.is_empty() {
        return policy.packages.iter().map(|name| workspace.package(name)).collect();
    }
    if let Some(package) = workspace.package_in(folder) {
        return Ok(vec![package]);
    }
    let packages = workspace.packages().into_iter();
    Ok(packages
        .filter(|package| !matches!(dependence(package), Dependence::None | Dependence::NotInWhatIsBuilt))
        .collect())
}

/// `start` and the folders above it, up to `root`.
fn folders<'a>(start: &'a Path, root: &Path) -> Vec<&'a Path> {
    let mut folders = Vec::new();
    for folder in start.ancestors() {
        folders.push(folder);
        if same(folder, root) {
            return folders;
        }
    }
    // A member may stand outside of the folder of its workspace.
    vec![start]
}
