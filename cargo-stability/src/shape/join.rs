//! Brings the items of a contract and what the compiler knows of them together: by namespace and path, since all that one call of a
//! macro writes has the same place.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use cargo_metadata::semver::{Comparator, VersionReq};
use stability::Contract;
use stability::Kind;
use stability::contract::{Item, Shape as ItemShapes};
use stability_policy::shape::FORM;
use stability_policy::shape::compare::{owner, with_ids as with_ids_of_packages};
use stability_policy::shape::model::{Detail, ItemShape as Shape, UNREACHABLE};
use stability_policy::shape::text;

use super::default::{Defaults, cover};
use super::ids::with_ids;
use super::origin::Place;
use super::paths::Space;
use super::{Described, read};
use crate::build::{Covering, is_library};
use crate::scope::ContractPackage;
use crate::source::Reading;
use crate::workspace::folder_of;
use crate::{description, files};

/// A package that has a library, as the compiler describes it.
pub struct Package {
    pub name: String,
    /// The name of its library, as paths begin with it.
    pub library: String,
    /// Its folder.
    pub folder: PathBuf,
    pub described: Described,
}

impl Package {
    /// What the compiler knows of the library of a package, which is in this file; `None` where it was built without being described.
    pub fn read(package: &ContractPackage, file: &Path, folder: &Path) -> Result<Option<Self>> {
        let name = package.name();
        let Some(target) = package.package.targets.iter().find(|target| is_library(target)) else {
            return Ok(None);
        };
        let library = target.name.replace('-', "_");
        let bytes = files::read_bytes(file, files::MAX_OBJECT)?;
        let json = description::find(folder, &library, &bytes)
            .map_err(|reason| anyhow!("cannot describe the library of `{name}`: {reason}"))?;
        let Some(json) = json else { return Ok(None) };
        let described = read(&json, &versions(package), target.edition)
            .map_err(|reason| anyhow!("cannot read the output of rustdoc for `{name}`: {reason}"))?;
        Ok(Some(Self {
            name: name.to_owned(),
            library,
            folder: folder_of(&package.package).to_owned(),
            described,
        }))
    }
}

/// Whether there is a tier for what has no record, by the policy or by what the lines state.
pub fn states_default(lines: &[String], covering: Covering<'_>) -> bool {
    let states = |line: &String| {
        line.starts_with("{\"implementation\":") || line.starts_with("{\"contract\":") && line.contains("\"tiers\":")
    };
    !covering.default.is_empty() || lines.iter().any(states)
}

/// The contract of these lines with the shape of each item, and with an item for what a default tier covers.
pub fn join(
    files: &[PathBuf],
    lines: &[String],
    contract: Contract,
    packages: &[Package],
    covering: Covering<'_>,
) -> Result<Reading> {
    let mut all = with_ids(lines, packages, covering)?;
    let contract = if all == lines {
        contract
    } else {
        crate::read::collect(files, &all)?
    };
    let defaults = Defaults::of(&all, &contract, packages, covering)?;
    let count = all.len();
    let mut uncovered = Vec::new();
    for package in packages {
        let join = Join::new(&contract, package);
        let (covered, rest) = cover(&join, packages, &contract, &defaults, covering.known_ids);
        all.extend(covered);
        uncovered.extend(rest);
    }
    let contract = if all.len() == count {
        contract
    } else {
        crate::read::collect(files, &all)?
    };
    let joins = packages
        .iter()
        .map(|package| (package.name.clone(), Join::new(&contract, package)));
    let joins: BTreeMap<String, Join<'_>> = joins.collect();
    let shape = |item: &Item| match joins.get(item.package_name()) {
        Some(join) => join.shape(item, packages),
        None => ItemShapes::default(),
    };
    let contract = contract.with_shapes(FORM, shape);
    Ok(Reading {
        contract,
        uncovered: Some(uncovered),
        unknown_modules: defaults.unknown_modules,
        ..Reading::default()
    })
}

/// An item of a contract, in the package as it is.
pub struct Located<'c> {
    pub item: &'c Item,
    /// Where it is defined: nowhere where the package has no such item, or where that is not known.
    pub places: Vec<Place>,
    /// The paths that lead to it, and that of its definition.
    pub paths: BTreeSet<String>,
}

/// The items that a contract promises of the package.
pub fn located<'c>(contract: &'c Contract, package: &Package) -> Vec<Located<'c>> {
    let Described { shape, origins, .. } = &package.described;
    let join = Join::new(contract, package);
    let items = join.items(contract).map(|item| {
        let own = space(item.kind).and_then(|space| join.own.get(&(space, item.id.clone())));
        let mut located = Located {
            item,
            places: Vec::new(),
            paths: BTreeSet::new(),
        };
        for key in own.into_iter().flatten() {
            let path = key.split_once(' ').map_or(key.as_str(), |(_, path)| path);
            let path = path.split(" for ").next().unwrap_or(path);
            located.paths.insert(path.to_owned());
            located
                .paths
                .extend(shape.items.get(key).into_iter().flat_map(|it| it.paths.clone()));
            if let Some(origin) = origins.get(key) {
                located.paths.insert(origin.definition.clone());
                located.places.extend(origin.place.clone());
            }
        }
        located
    });
    items.collect()
}

/// The compatible version of each dependency, by the name of its library: of the requirement `1.2`, `1`; of `0.8.1`, `0.8`.
fn versions(package: &ContractPackage) -> BTreeMap<String, String> {
    let dependencies = package.package.dependencies.iter();
    let versions = dependencies.filter_map(|it| Some((it.name.replace('-', "_"), compatible(&it.req)?)));
    versions.collect()
}

fn compatible(requirement: &VersionReq) -> Option<String> {
    let Comparator { major, minor, .. } = requirement.comparators.first()?;
    match (major, minor) {
        (0, Some(minor)) => Some(format!("0.{minor}")),
        (0, None) => None,
        (major, _) => Some(major.to_string()),
    }
}

/// A package, and which keys have an item of their own.
pub struct Join<'a> {
    pub package: &'a Package,
    pub described: &'a Described,
    /// The keys of each item, by its id and namespace: of a method of several instances of its type, all of them.
    own: BTreeMap<(Space, String), Vec<String>>,
    taken: BTreeSet<String>,
    /// The ids of public items by each of their paths.
    paths: BTreeMap<(String, String), String>,
}

impl<'a> Join<'a> {
    fn new(contract: &Contract, package: &'a Package) -> Self {
        let described = &package.described;
        let mut paths = BTreeMap::new();
        for (key, item) in &described.shape.items {
            let (space, id) = key.split_once(' ').unwrap_or(("", key));
            for path in std::iter::once(id).chain(item.paths.iter().map(String::as_str)) {
                paths.insert((space.to_owned(), path.to_owned()), key.clone());
            }
        }
        let mut join = Self {
            package,
            described,
            own: BTreeMap::new(),
            taken: BTreeSet::new(),
            paths,
        };
        for item in join.items(contract) {
            if let Some((space, key)) = space(item.kind).and_then(|space| Some((space, join.key(space, &item.id)?))) {
                let keys = join.instances(&key);
                join.taken.extend(keys.iter().cloned());
                join.own.insert((space, item.id.clone()), keys);
            }
        }
        join
    }

    /// The items of the package.
    pub fn items<'c>(&self, contract: &'c Contract) -> impl Iterator<Item = &'c Item> + use<'c, 'a> {
        let package = self.package;
        let items = contract.items().iter();
        items.filter(move |item| item.package_name() == package.name)
    }

    /// The key, and those of the same method of other instances of its type.
    fn instances(&self, key: &str) -> Vec<String> {
        let whole = key.split(" for ").next().unwrap_or(key);
        let of_instance = format!("{whole} for ");
        let keys = self.described.shape.items.keys();
        keys.filter(|it| *it == whole || it.starts_with(&of_instance))
            .cloned()
            .collect()
    }

    /// The key of the item with the id: a public path, or the path of its definition.
    fn key(&self, space: Space, id: &str) -> Option<String> {
        if let Some(key) = self.paths.get(&(space.word().to_owned(), id.to_owned())) {
            return Some(key.clone());
        }
        if let Some(key) = self.described.definitions.get(&(space, id.to_owned())) {
            return Some(key.clone());
        }
        // A method, of a type that has another public path.
        let (of, name) = id.rsplit_once("::")?;
        let of = self.paths.get(&("type".to_owned(), of.to_owned()));
        let of = of.or_else(|| {
            self.described
                .definitions
                .get(&(Space::Type, id.rsplit_once("::")?.0.to_owned()))
        })?;
        let key = format!("{} {}::{name}", space.word(), of.strip_prefix("type ")?);
        let of_instance = format!("{key} for ");
        let mut keys = self.described.shape.items.keys();
        keys.find(|it| **it == key || it.starts_with(&of_instance)).cloned()
    }

    /// The keys of an item, and of those of its members that are not items themselves; `None` where it is no Rust item.
    pub fn keys(&self, item: &Item) -> Option<Vec<String>> {
        match (item.kind, space(item.kind)) {
            // A default tier covers the variant at this path, or what another package defines.
            (Kind::Use, _) if item.signature.is_none() => {
                let mut keys = Vec::from(keys_of(&item.id));
                keys.retain(|key| self.described.shape.items.contains_key(key));
                Some(keys)
            }
            (Kind::Use, _) => Some(self.brought(item)),
            (_, Some(space)) => {
                let own = self.own.get(&(space, item.id.clone()));
                Some(
                    own.into_iter()
                        .flatten()
                        .flat_map(|own| self.with_members(own))
                        .collect(),
                )
            }
            (_, None) => None,
        }
    }

    /// What the compiler knows of an item, and of those of its members that are not items themselves.
    fn shape(&self, item: &Item, packages: &[Package]) -> ItemShapes {
        let Some(keys) = self.keys(item) else {
            return ItemShapes::default();
        };
        let texts: BTreeMap<String, String> = keys
            .into_iter()
            .filter_map(|key| {
                let mut shape = Cow::Borrowed(self.described.shape.items.get(&key)?);
                if has_record(item) {
                    take_serde_words(&mut shape);
                }
                if packages.len() > 1 {
                    shape = Cow::Owned(with_ids_of_packages(&shape, &|path| self.id_elsewhere(path, packages)));
                }
                Some((key, serde_json::to_string(&shape).ok()?))
            })
            .collect();
        if texts.is_empty() {
            return ItemShapes(BTreeMap::from([(UNREACHABLE.to_owned(), "true".to_owned())]));
        }
        ItemShapes(texts)
    }

    /// The id of what another package of the contract defines at this path, which is all that rustdoc says here of its place.
    fn id_elsewhere(&self, path: &str, packages: &[Package]) -> Option<String> {
        let (library, version) = text::package(path);
        let mut others = packages.iter().filter(|it| it.library != self.package.library);
        let other = others.find(|it| it.library == library)?;
        let definition = text::without_version(path);
        let spaces = [Space::Type, Space::Value, Space::Macro].into_iter();
        let mut keys = spaces.filter_map(|space| other.described.definitions.get(&(space, definition.clone())));
        let (_, id) = keys.next()?.split_once(' ').filter(|(_, id)| *id != definition)?;
        match (version, id.strip_prefix(library)) {
            (Some(version), Some(rest)) => Some(format!("{library}@{version}{rest}")),
            _ => Some(id.to_owned()),
        }
    }

    /// A trait promises its items; the methods of a type state their tiers themselves.
    fn with_members(&self, own: &str) -> Vec<String> {
        let items = &self.described.shape.items;
        let is_trait = matches!(items.get(own).map(|it| &it.detail), Some(Detail::Trait(_)));
        let is_member = |key: &&String| is_trait && !self.taken.contains(*key) && owner(key).as_deref() == Some(own);
        let members = items.keys().filter(is_member).cloned();
        std::iter::once(own.to_owned()).chain(members).collect()
    }

    fn brought(&self, item: &Item) -> Vec<String> {
        let Some((module, name)) = item.id.rsplit_once("::") else {
            return Vec::new();
        };
        let source = item
            .signature
            .as_deref()
            .and_then(|it| it.strip_prefix("use "))
            .unwrap_or_default();
        let source = source.strip_suffix("::*").unwrap_or(source);
        let imports = self.described.imports.iter();
        let mut here = imports.filter(|((at, _, given), _)| at == module && given == name);
        let one = here
            .clone()
            .find(|((_, from, _), _)| from == source)
            .or_else(|| here.next());
        let keys = one.map(|(_, keys)| keys.clone()).unwrap_or_default();
        keys.iter().flat_map(|key| self.with_members(key)).collect()
    }
}

/// The key of each thing that a path can lead to.
pub fn keys_of(path: &str) -> [String; 3] {
    [Space::Value, Space::Type, Space::Macro].map(|space| format!("{} {path}", space.word()))
}

/// Whether an attribute has seen the item, and with it the words of serde.
fn has_record(item: &Item) -> bool {
    item.signature.is_some() || item.wire.is_some()
}

/// Takes the words of serde away. The record has them, and not every compiler tells them.
fn take_serde_words(shape: &mut Cow<'_, Shape>) {
    if matches!(&shape.detail, Detail::Struct(adt) | Detail::Enum(adt) if adt.serde_words.is_some())
        && let Detail::Struct(adt) | Detail::Enum(adt) = &mut shape.to_mut().detail
    {
        adt.serde_words = None;
    }
}

/// Whether rustdoc describes things of this kind.
pub fn is_rust(kind: Kind) -> bool {
    space(kind).is_some()
}

pub fn space(kind: Kind) -> Option<Space> {
    match kind {
        Kind::Struct
        | Kind::Enum
        | Kind::Union
        | Kind::Trait
        | Kind::TypeAlias
        | Kind::Mod
        | Kind::AssociatedType
        | Kind::Use => Some(Space::Type),
        Kind::Fn | Kind::Method | Kind::Const | Kind::Static | Kind::AssociatedConst => Some(Space::Value),
        Kind::Macro => Some(Space::Macro),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_serde_are_left_to_the_record() {
        let head = r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#;
        let has_words = |record: &str| {
            let contract = Contract::from_lines([head, record]).expect("these are lines");
            let json = r#"{"kind":"struct","serde_words":{"a":"skip"},"serde_private":{"a":"u8"}}"#;
            let mut shape = Cow::Owned(serde_json::from_str(json).expect("it is a shape"));
            if has_record(&contract.items()[0]) {
                take_serde_words(&mut shape);
            }
            match &shape.detail {
                Detail::Struct(adt) => (adt.serde_words.is_some(), adt.serde_private.len()),
                other => panic!("{other:?} is not a struct"),
            }
        };
        let record = r#"{"kind":"struct","name":"Skill","tier":"stable","signature":"struct Skill"}"#;
        assert_eq!(has_words(record), (false, 1));
        let of_default_tier = r#"{"kind":"struct","name":"Skill","tier":"stable"}"#;
        assert_eq!(has_words(of_default_tier), (true, 1));
    }
}
