//! Contracts from elsewhere, of dependencies without attributes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use stability::contract::{Item as Promised, Member};
use stability::{Contract, Kind, Tier};

use super::marks::{self, CONTRACT, MARKED, Marked, Unseen};
use super::{Item, Use};
use crate::files;
use crate::output::printable;
use crate::read;

/// What contracts from elsewhere promise.
#[derive(Debug, Default)]
pub struct Promises {
    /// The text of the contract that has each package.
    contracts: BTreeMap<String, String>,
    /// The items and the members with a promise of their own, by package and path.
    items: BTreeMap<(String, String), Promise>,
    hash: u64,
}

#[derive(Debug)]
struct Promise {
    tier: Tier,
    implement: Option<Tier>,
    since: Option<String>,
    area: Option<String>,
    kind: Kind,
}

/// What came of the marks of a package.
pub struct MarkedPackage {
    pub package: String,
    pub marked: Marked,
}

impl Promises {
    /// Reads the contracts that are in these files.
    pub fn read(paths: &[PathBuf]) -> Result<Self> {
        let mut promises = Self::default();
        let mut hasher = DefaultHasher::new();
        // Another version of this program marks otherwise.
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        for path in paths {
            let contract = read::json(path)?;
            let text = files::read_text(path, files::MAX_CONTRACT)?;
            text.hash(&mut hasher);
            if contract.packages().is_empty() {
                bail!("`{}` is the contract of no package", printable(path));
            }
            promises.add(&contract, &text, path)?;
        }
        promises.hash = hasher.finish();
        Ok(promises)
    }

    fn add(&mut self, contract: &Contract, text: &str, path: &Path) -> Result<()> {
        for source in contract.packages() {
            let name = &source.package.name;
            let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
            if name.is_empty() || !name.chars().all(is_name) {
                bail!("`{}` has a package without a valid name", printable(path));
            }
            if self.contracts.insert(name.clone(), text.to_owned()).is_some() {
                bail!("`--contract` was given twice for `{name}`: leave one out");
            }
        }
        for item in contract.items() {
            let package = item.package_name().to_owned();
            self.add_members(&package, &item.id, &item.members, item);
            self.items.insert(
                (package, item.id.clone()),
                Promise::of(item, item.tier, item.since.as_ref()),
            );
        }
        Ok(())
    }

    fn add_members(&mut self, package: &str, of: &str, members: &[Member], item: &Promised) {
        for member in members {
            let path = format!("{of}::{}", member.name);
            self.add_members(package, &path, &member.members, item);
            if let Some(tier) = member.tier {
                let promise = Promise::of(item, tier, member.since.as_ref());
                self.items.insert((package.to_owned(), path), promise);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.contracts.is_empty()
    }

    /// Whether a package has a contract here.
    pub fn has(&self, package: &str) -> bool {
        self.contracts.contains_key(package)
    }

    /// The folder that is built into, below the one without contracts: cargo does not see that a contract has changed.
    pub fn target(&self, target: &Path) -> PathBuf {
        if self.is_empty() {
            target.to_owned()
        } else {
            target.join(format!("contract-{:016x}", self.hash))
        }
    }

    /// The folder in which the copies of the packages are.
    pub fn folder(target: &Path) -> PathBuf {
        target.join("marks")
    }

    /// Writes down what is promised of each package, for the call that compiles it.
    pub fn write(&self, target: &Path) -> Result<()> {
        for (package, text) in &self.contracts {
            let file = Self::folder(target).join(package).join(CONTRACT);
            if files::is_absent(&file) {
                files::write(&file, text)?;
            }
            for file in marked_files(target, package)? {
                marks::refresh(&file)?;
            }
        }
        Ok(())
    }

    /// What came of the marks in the libraries that are `compiled`, by the names of their files; an error where a package is not.
    pub fn marked(&self, target: &Path, compiled: &BTreeSet<String>) -> Result<Vec<MarkedPackage>> {
        let mut found = Vec::new();
        for package in self.contracts.keys() {
            let count = found.len();
            let is_compiled = |file: &PathBuf| {
                let unit = file
                    .parent()
                    .and_then(Path::file_name)
                    .unwrap_or_default()
                    .to_string_lossy();
                compiled.contains(unit.strip_prefix("lib").unwrap_or(&unit))
            };
            for file in marked_files(target, package)?.into_iter().filter(is_compiled) {
                let text = files::read_text(&file, files::MAX_CONTRACT)?;
                let marked = serde_json::from_str(&text)
                    .map_err(|reason| anyhow!("cannot read `{}`: {reason}", printable(&file)))?;
                let package = package.clone();
                found.push(MarkedPackage { package, marked });
            }
            if found.len() == count {
                bail!(
                    "nothing that was built depends on the `{package}` of the contract, or on a version that is compatible with it: \
                     leave out the contract, or give that of the version in Cargo.lock"
                );
            }
        }
        Ok(found)
    }

    /// Gives each use the promise of its item, and leaves out those of what is neither promised nor deprecated.
    pub fn apply(&self, uses: &mut Vec<Use>, marked: &[MarkedPackage]) {
        uses.retain_mut(|used| {
            let item = &mut used.item;
            if !self.has(&item.package) {
                return true;
            }
            // The contract promises nothing of another version.
            let is_it = |it: &&MarkedPackage| it.package == item.package && it.marked.version == item.version;
            let of_version: Vec<_> = marked.iter().filter(is_it).collect();
            if of_version.is_empty() {
                return item.deprecated.is_some();
            }
            let mut ids = of_version.iter().filter_map(|it| it.marked.paths.get(&item.path));
            let is_id = self.items.contains_key(&(item.package.clone(), item.path.clone()));
            if let (false, Some(id)) = (is_id, ids.next()) {
                item.path.clone_from(id);
            }
            // What a container hands down, and what is deprecated, may have a promise of its own.
            if let Some(promise) = self.promise(item) {
                let implement = promise.implement.filter(|_| item.is_implemented);
                item.tier = Some(implement.unwrap_or(promise.tier));
                item.since.clone_from(&promise.since);
                item.area.clone_from(&promise.area);
            }
            item.tier.is_some() || item.deprecated.is_some()
        });
    }

    /// What is promised of an item or of a member.
    fn promise(&self, item: &Item) -> Option<&Promise> {
        let of = |path: &str| self.items.get(&(item.package.clone(), path.to_owned()));
        if item.tier.is_some() {
            return of(&item.path);
        }
        let is_member = item.kind == "field" || item.kind.ends_with("variant");
        let has_it = |promise: &&Promise| match promise.kind {
            Kind::Trait => true,
            Kind::Struct | Kind::Enum | Kind::Union => is_member,
            _ => false,
        };
        let mut path = item.path.as_str();
        loop {
            let found = of(path).filter(|it| path == item.path || has_it(it));
            let Some((outer, _)) = path.rsplit_once("::") else {
                return found;
            };
            if found.is_some() {
                return found;
            }
            path = outer;
        }
    }
}

/// The files that say what came of the marks in the libraries of a package.
fn marked_files(target: &Path, package: &str) -> Result<Vec<PathBuf>> {
    let units = fs::read_dir(Promises::folder(target).join(package))?;
    let files = units.map(|unit| Ok(unit?.path().join(MARKED)));
    let mut files = files.collect::<Result<Vec<PathBuf>>>()?;
    files.retain(|file| file.is_file());
    Ok(files)
}

impl Promise {
    fn of(item: &Promised, tier: Tier, since: Option<&stability::contract::Since>) -> Self {
        Self {
            tier,
            implement: item.implement.filter(|_| tier == item.tier),
            since: since.map(ToString::to_string),
            area: item.area.clone(),
            kind: item.kind,
        }
    }
}

/// What of several libraries of one package no mark is in, each once.
pub fn unseen(marked: Vec<MarkedPackage>) -> Vec<(String, Unseen)> {
    let all = marked.into_iter().flat_map(|it| {
        let package = it.package;
        it.marked
            .unseen
            .into_iter()
            .map(move |unseen| (package.clone(), unseen))
    });
    all.collect::<BTreeSet<_>>().into_iter().collect()
}
