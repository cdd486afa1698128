//! Contracts from elsewhere, of dependencies without attributes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Error, Result, anyhow, bail};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use stability::contract::{Item as Promised, Member};
use stability::{Contract, Kind, Tier};

use super::marks::{self, CONTRACT, MARKED, Marked, PATHS, Unseen};
use super::note::{Note, Short};
use super::{Item, Use};
use crate::files;
use crate::output::printable;
use crate::read;

/// The file with the promises of all contracts, which is read sooner than they are.
const PROMISES: &str = "promises.json";

/// The number of the form of notes and files. What was built in another one is left alone.
const LAYOUT: u8 = 2;

/// What contracts from elsewhere promise.
#[derive(Debug, Default)]
pub struct Promises {
    packages: BTreeSet<String>,
    /// What is not written down yet.
    new: Option<New>,
    hash: u64,
}

/// What contracts promise that were not read before.
#[derive(Debug, Default)]
struct New {
    /// The text of the contract that has each package.
    contracts: BTreeMap<String, String>,
    promises: Index<'static>,
}

/// The items and the members with a promise of their own, by package, in the order of their paths.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Index<'a>(#[serde(borrow)] BTreeMap<Cow<'a, str>, Vec<Promise<'a>>>);

#[derive(Debug, Deserialize, Serialize)]
struct Promise<'a> {
    /// Which item of the contract it is; `None` of members.
    number: Option<usize>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    path: Cow<'a, str>,
    tier: Tier,
    implement: Option<Tier>,
    #[serde(borrow)]
    since: Option<Cow<'a, str>>,
    #[serde(borrow)]
    area: Option<Cow<'a, str>>,
    /// For whom it holds that has no promise of its own.
    covers: Covers,
}

/// What has the promise of an item that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
enum Covers {
    /// All members.
    All,
    /// Fields and variants: methods are items of their own.
    Fields,
    None,
}

/// What came of the marks of a package.
pub struct MarkedPackage {
    pub package: String,
    pub marked: Marked,
    /// The item of the contract to which each path leads that is not its own, in order.
    paths: Vec<(String, String)>,
}

impl Promises {
    /// Reads the contracts that are in these files, for builds below `target`.
    pub fn read(paths: &[PathBuf], target: &Path) -> Result<Self> {
        let mut promises = Self::default();
        if paths.is_empty() {
            return Ok(promises);
        }
        let mut hasher = DefaultHasher::new();
        // Another version of this program marks otherwise.
        (env!("CARGO_PKG_VERSION"), LAYOUT).hash(&mut hasher);
        let read = |path: &PathBuf| Ok((path.clone(), files::read_text(path, files::MAX_CONTRACT)?));
        let texts: Vec<(PathBuf, String)> = paths.iter().map(read).collect::<Result<_>>()?;
        for (_, text) in &texts {
            text.hash(&mut hasher);
        }
        promises.hash = hasher.finish();
        let folder = Self::folder(&target.join(promises.name()));
        if folder.join(PROMISES).is_file() {
            promises.packages = packages_in(&folder)?;
            return Ok(promises);
        }
        let mut new = New::default();
        for (path, text) in &texts {
            new.add(&read::json_text(path, text)?, text, path)?;
        }
        promises.packages = new.contracts.keys().cloned().collect();
        promises.new = Some(new);
        Ok(promises)
    }

    pub fn is_empty(&self) -> bool {
        self.packages.is_empty()
    }

    /// Whether a package has a contract here.
    pub fn has(&self, package: &str) -> bool {
        self.packages.contains(package)
    }

    /// The folder that is built into, below the one without contracts: cargo does not see that a contract has changed.
    pub fn target(&self, target: &Path) -> PathBuf {
        if self.is_empty() {
            target.to_owned()
        } else {
            target.join(self.name())
        }
    }

    fn name(&self) -> String {
        format!("contract-{:016x}", self.hash)
    }

    /// The folder in which the copies of the packages are.
    pub fn folder(target: &Path) -> PathBuf {
        target.join("marks")
    }

    /// Writes down what is promised of each package, for the calls that compile them.
    pub fn write(&self, target: &Path) -> Result<()> {
        let folder = Self::folder(target);
        if let Some(New { contracts, promises }) = &self.new {
            for (package, text) in contracts {
                files::write(&folder.join(package).join(CONTRACT), text)?;
            }
            files::write(&folder.join(PROMISES), &serde_json::to_string(promises)?)?;
        }
        for package in &self.packages {
            for file in marked_files(target, package)? {
                marks::refresh(&file)?;
            }
        }
        Ok(())
    }

    /// What came of the marks in the libraries that are `compiled`, by the names of their files; an error where a package is not.
    pub fn marked(&self, target: &Path, compiled: &BTreeSet<String>) -> Result<Vec<MarkedPackage>> {
        let mut found = Vec::new();
        for package in &self.packages {
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
                let (package, marked) = (package.clone(), stored(&file)?);
                let paths = stored(&file.with_file_name(PATHS))?;
                found.push(MarkedPackage { package, marked, paths });
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

    /// The text of the index of what is promised; it is empty without contracts.
    pub fn index(&self, target: &Path) -> Result<String> {
        if self.is_empty() {
            return Ok(String::new());
        }
        files::read_text(&Self::folder(target).join(PROMISES), files::MAX_CONTRACT)
    }
}

impl<'a> Index<'a> {
    /// Reads the text of an index.
    pub fn read(text: &'a str) -> Result<Self> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(text).map_err(|reason| anyhow!("cannot read `{PROMISES}`: {reason}"))
    }

    /// What the note of an item says that is in short.
    pub fn note(&self, short: Short<'_>) -> Option<Note> {
        let promises = self.0.get(short.package)?;
        let note = Note {
            package: Some(short.package.to_owned()),
            version: Some(short.version.to_owned()),
            ..Note::default()
        };
        let Some(number) = short.number else {
            return Some(Note {
                kind: "crate".to_owned(),
                ..note
            });
        };
        let promise = promises.iter().find(|it| it.number == Some(number))?;
        Some(Note {
            id: Some(promise.path.to_string()),
            kind: promise.kind.to_string(),
            name: promise.path.rsplit("::").next().unwrap_or_default().to_owned(),
            tier: promise.tier.as_str().to_owned(),
            implement: promise.implement.map(|tier| tier.as_str().to_owned()),
            since: promise.since.as_deref().map(ToOwned::to_owned),
            area: promise.area.as_deref().map(ToOwned::to_owned),
            ..note
        })
    }

    /// Gives each use the promise of its item, and leaves out those of what is neither promised nor deprecated.
    pub fn apply(&self, uses: &mut Vec<Use>, marked: &[MarkedPackage]) {
        uses.retain_mut(|used| {
            let item = &mut used.item;
            let Some(promises) = self.0.get(item.package.as_str()) else {
                return true;
            };
            // The contract promises nothing of another version.
            let is_it = |it: &&MarkedPackage| it.package == item.package && it.marked.version == item.version;
            let of_version: Vec<_> = marked.iter().filter(is_it).collect();
            if of_version.is_empty() {
                return item.deprecated.is_some();
            }
            let mut ids = of_version.iter().filter_map(|it| it.id_of(&item.path));
            if let (None, Some(id)) = (of_path(promises, &item.path), ids.next()) {
                id.clone_into(&mut item.path);
            }
            // What a container hands down, and what is deprecated, may have a promise of its own.
            if let Some(promise) = promise(promises, item) {
                let implement = promise.implement.filter(|_| item.is_implemented);
                item.tier = Some(implement.unwrap_or(promise.tier));
                item.since = promise.since.as_deref().map(ToOwned::to_owned);
                item.area = promise.area.as_deref().map(ToOwned::to_owned);
            }
            item.tier.is_some() || item.deprecated.is_some()
        });
    }
}

impl New {
    fn add(&mut self, contract: &Contract, text: &str, path: &Path) -> Result<()> {
        if contract.packages().is_empty() {
            bail!("`{}` is the contract of no package", printable(path));
        }
        for source in contract.packages() {
            let name = &source.package.name;
            let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
            if name.is_empty() || !name.chars().all(is_name) {
                bail!("`{}` has a package without a valid name", printable(path));
            }
            if self.contracts.insert(name.clone(), text.to_owned()).is_some() {
                bail!("`--contract` was given twice for `{name}`: leave one out");
            }
            self.promises.0.entry(name.clone().into()).or_default();
        }
        let mut promises = BTreeMap::new();
        for item in contract.items() {
            add_members(&mut promises, &item.id, &item.members, item);
        }
        for (number, item) in contract.items().iter().enumerate() {
            let promise = Promise {
                number: Some(number),
                ..Promise::of(item, item.id.clone(), item.tier, item.since.as_ref())
            };
            promises.insert((item.package_name(), item.id.clone(), Some(number)), promise);
        }
        for ((package, ..), promise) in promises {
            if let Some(of_package) = self.promises.0.get_mut(package) {
                of_package.push(promise);
            }
        }
        Ok(())
    }
}

fn add_members<'a>(
    promises: &mut BTreeMap<(&'a str, String, Option<usize>), Promise<'static>>,
    of: &str,
    members: &[Member],
    item: &'a Promised,
) {
    for member in members {
        let path = format!("{of}::{}", member.name);
        add_members(promises, &path, &member.members, item);
        if let Some(tier) = member.tier {
            let promise = Promise::of(item, path.clone(), tier, member.since.as_ref());
            promises.insert((item.package_name(), path, None), promise);
        }
    }
}

impl MarkedPackage {
    fn id_of(&self, path: &str) -> Option<&str> {
        let found = self.paths.binary_search_by(|(it, _)| it.as_str().cmp(path));
        found.ok().map(|at| self.paths[at].1.as_str())
    }
}

/// What is promised of exactly this path: of an item before that of a member.
fn of_path<'a, 'b>(promises: &'a [Promise<'b>], path: &str) -> Option<&'a Promise<'b>> {
    let end = promises.partition_point(|it| *it.path <= *path);
    promises[..end].last().filter(|it| it.path == path)
}

/// What is promised of an item or of a member.
fn promise<'a, 'b>(promises: &'a [Promise<'b>], item: &Item) -> Option<&'a Promise<'b>> {
    if item.tier.is_some() {
        return of_path(promises, &item.path);
    }
    let is_member = item.kind == "field" || item.kind.ends_with("variant");
    let has_it = |promise: &&Promise<'_>| match promise.covers {
        Covers::All => true,
        Covers::Fields => is_member,
        Covers::None => false,
    };
    let mut path = item.path.as_str();
    loop {
        let found = of_path(promises, path).filter(|it| path == item.path || has_it(it));
        let Some((outer, _)) = path.rsplit_once("::") else {
            return found;
        };
        if found.is_some() {
            return found;
        }
        path = outer;
    }
}

/// The packages of the contracts that are written down in a folder.
fn packages_in(folder: &Path) -> Result<BTreeSet<String>> {
    let mut packages = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().join(CONTRACT).is_file() {
            packages.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(packages)
}

/// What this program has stored.
fn stored<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let text = files::read_text(file, files::MAX_CONTRACT)?;
    serde_json::from_str(&text).map_err(|reason| cannot_read(file, &reason))
}

fn cannot_read(file: &Path, reason: &serde_json::Error) -> Error {
    anyhow!("cannot read `{}`: {reason}", printable(file))
}

/// The files that say what came of the marks in the libraries of a package.
fn marked_files(target: &Path, package: &str) -> Result<Vec<PathBuf>> {
    let units = fs::read_dir(Promises::folder(target).join(package))?;
    let files = units.map(|unit| Ok(unit?.path().join(MARKED)));
    let mut files = files.collect::<Result<Vec<PathBuf>>>()?;
    files.retain(|file| file.is_file());
    Ok(files)
}

impl Promise<'static> {
    fn of(item: &Promised, path: String, tier: Tier, since: Option<&stability::contract::Since>) -> Self {
        Self {
            number: None,
            kind: item.kind.as_str().into(),
            path: path.into(),
            tier,
            implement: item.implement.filter(|_| tier == item.tier),
            since: since.map(|it| it.to_string().into()),
            area: item.area.clone().map(Into::into),
            covers: match item.kind {
                Kind::Trait => Covers::All,
                Kind::Struct | Kind::Enum | Kind::Union => Covers::Fields,
                _ => Covers::None,
            },
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
