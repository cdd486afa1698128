//! What promised items show of other types, and by which paths they are reached, as the compiler knows it.

use std::collections::{BTreeMap, BTreeSet};

use stability::contract::{Contract, Item};
use stability::{Kind, Namespace, Tier};

use crate::diff::mark_of;
use crate::shape::compare::owner;
use crate::shape::model::{Detail, ItemShape, UNREACHABLE};
use crate::shape::text::{package, paths, without_version};
use crate::shape::types::{Part, each_text};

/// The shapes of a contract.
#[derive(Default)]
pub struct Exposures<'a> {
    shapes: Vec<Shape<'a>>,
    /// The items that have no shape that can be read.
    unknown: Vec<&'a Item>,
    /// The item that promises each key; of several, not the `use` that brings it.
    owners: BTreeMap<&'a str, &'a Item>,
    /// Where in `shapes` those of each key are; of several, not those of a `use`.
    places: BTreeMap<&'a str, usize>,
    /// The types that no path leads to, by package and name.
    hidden: BTreeMap<(&'a str, &'a str), Vec<&'a Item>>,
    /// The modules by each of their paths.
    modules: BTreeMap<String, &'a Item>,
    /// The libraries of the contract.
    libraries: BTreeSet<&'a str>,
    contract: Option<&'a Contract>,
}

struct Shape<'a> {
    item: &'a Item,
    key: &'a str,
    is: ItemShape,
}

/// A type or trait that a part of an item shows.
pub struct Shown<'s, 'a> {
    pub item: &'a Item,
    /// The member that shows it, with the variant that has it.
    pub member: Option<String>,
    /// The header of the implementation that shows it.
    pub implementation: Option<&'s str>,
    /// Whether it is in that header.
    pub is_header: bool,
    /// The tier of what shows it.
    pub tier: Tier,
    /// Its path in canonical form.
    pub path: &'s str,
    /// Its item, where the contract has it.
    pub named: Option<&'a Item>,
    permitted: Vec<&'a String>,
}

impl Shown<'_, '_> {
    /// Whether `may_expose` names it.
    pub fn is_permitted(&self) -> bool {
        let mut permitted = self.permitted.iter();
        match self.named {
            Some(named) => permitted.any(|written| may_name(written, &named.id)),
            None => permitted.any(|written| may_name_foreign(written, &without_version(self.path))),
        }
    }
}

/// Whether `path`, as the source has it, may name the item of this id.
pub fn may_name(path: &str, id: &str) -> bool {
    let mut rest = id.rsplit("::");
    let names = path.rsplit("::");
    let mut names = names.filter(|name| !matches!(*name, "crate" | "self" | "super" | ""));
    names.all(|name| rest.next() == Some(name))
}

/// The same for a path of another package, of which only the definition is known: the modules between may be others.
fn may_name_foreign(path: &str, definition: &str) -> bool {
    let first = |path: &'_ str| path.split("::").next().unwrap_or_default().to_owned();
    let is_same_package = match path.trim_start_matches("::") {
        path if path.contains("::") => ["crate", "self", "super", &first(definition)].contains(&first(path).as_str()),
        _ => true,
    };
    is_same_package && path.rsplit("::").next() == definition.rsplit("::").next()
}

impl<'a> Exposures<'a> {
    pub fn of(contract: &'a Contract) -> Self {
        let mut found = Self {
            contract: Some(contract),
            ..Self::default()
        };
        let is_asked = |item: &&Item| is_rust(item) && item.kind != Kind::Impl;
        // What a `use` brings has its own item.
        let (imports, others): (Vec<&Item>, Vec<&Item>) = contract
            .items()
            .iter()
            .filter(is_asked)
            .partition(|it| it.kind == Kind::Use);
        for item in imports.into_iter().chain(others) {
            found.add(item);
        }
        found
    }

    fn add(&mut self, item: &'a Item) {
        self.libraries.extend(item.id.split("::").next());
        if item.kind == Kind::Mod {
            self.modules.insert(item.id.clone(), item);
        }
        let mut is_known = item.has_shape();
        for (key, text) in &item.shape.0 {
            if key == UNREACHABLE {
                let name = item.id.rsplit("::").next().unwrap_or(&item.id);
                self.hidden.entry((&item.package, name)).or_default().push(item);
                continue;
            }
            self.owners.insert(key, item);
            let Ok(shape) = serde_json::from_str::<ItemShape>(text) else {
                is_known = false;
                continue;
            };
            is_known &= !matches!(shape.detail, Detail::Unknown);
            if item.kind == Kind::Mod && matches!(shape.detail, Detail::Module) {
                let own = key.strip_prefix("type ").map(str::to_owned);
                self.modules
                    .extend(own.into_iter().chain(shape.paths.clone()).map(|path| (path, item)));
            }
            self.places.insert(key, self.shapes.len());
            self.shapes.push(Shape { item, key, is: shape });
        }
        if !is_known {
            self.unknown.push(item);
        }
    }

    /// The items of at least this tier that could not be looked at, by package.
    pub fn not_checked(&self, tier: Tier) -> BTreeMap<&'a str, Vec<&'a str>> {
        let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for item in self.unknown.iter().filter(|item| item.tier >= tier) {
            found.entry(&item.package).or_default().push(&item.id);
        }
        found
    }

    /// Whether the contract has a type or trait that promises less.
    pub fn has_weaker_type_than(&self, tier: Tier) -> bool {
        let items = self.contract.map(Contract::items).unwrap_or_default().iter();
        let mut types = items.filter(|item| item.kind.namespace() == Namespace::Type && item.kind != Kind::Impl);
        types.any(|item| item.tier < tier)
    }

    /// Whether the library is one of the contract.
    pub fn has_library(&self, library: &str) -> bool {
        self.libraries.contains(library)
    }

    /// Visits all that items show, but for themselves, what they belong to, and the standard library.
    pub fn each_shown<'s>(&'s self, visit: &mut impl FnMut(Shown<'s, 'a>)) {
        for Shape { item, key, is: shape } in &self.shapes {
            // The items that it brings show what they show themselves.
            if item.kind == Kind::Use && !matches!(shape.detail, Detail::ReExport { .. }) {
                self.brought(item, key, visit);
                continue;
            }
            let (space, own) = key.split_once(' ').unwrap_or(("type", key));
            let own = own.split(" for ").next().unwrap_or(own);
            let around = owner(key);
            let of_member = around.as_ref().filter(|of| item.shape.0.contains_key(*of));
            let of_member = of_member.and_then(|_| own.rsplit("::").next());
            each_text(shape, &mut |part, text| {
                let member = match part {
                    Part::Member(name) => Some(name.clone()),
                    _ => of_member.map(str::to_owned),
                };
                let (implementation, is_header) = match part {
                    Part::Header(header) => (Some(*header), true),
                    Part::Inside(header) => (Some(*header), false),
                    Part::Whole | Part::Member(_) => (None, false),
                };
                for path in paths(text) {
                    let is_own = path == own || around.as_ref().and_then(|it| it.strip_prefix("type ")) == Some(path);
                    if is_own || package(path).0 == "std" {
                        continue;
                    }
                    let space = if item.kind == Kind::Use { space } else { "type" };
                    let (tier, permitted) = promise(item, member.as_deref());
                    visit(Shown {
                        item,
                        member: member.clone(),
                        implementation,
                        is_header,
                        tier,
                        path,
                        named: self.named(item, space, path),
                        permitted,
                    });
                }
            });
        }
    }

    /// What a `use` brings.
    fn brought<'s>(&'s self, item: &'a Item, key: &'s str, visit: &mut impl FnMut(Shown<'s, 'a>)) {
        let path = key.split_once(' ').map_or(key, |(_, path)| path);
        if let Some(named) = self.owners.get(key).filter(|named| named.kind != Kind::Use) {
            let (tier, permitted) = promise(item, None);
            visit(Shown {
                item,
                member: None,
                implementation: None,
                is_header: false,
                tier,
                path,
                named: Some(named),
                permitted,
            });
        }
    }

    /// The item of the contract that a path of `item` leads to.
    fn named(&self, item: &Item, space: &str, path: &str) -> Option<&'a Item> {
        if let Some(name) = path.strip_prefix('~') {
            // Of several types of one name, it may be the strongest that is meant.
            let hidden = self.hidden.get(&(item.package.as_str(), name));
            return hidden?.iter().copied().max_by_key(|item| item.tier);
        }
        let key = format!("{space} {}", without_version(path));
        self.owners.get(key.as_str()).copied()
    }

    /// The tier of an implementation of a type or trait with this tier: its own mark's, or that of the weakest that its header names.
    pub fn tier_of_implementation(&self, item: &Item, header: &str, tier: Tier) -> Tier {
        let mark = self.contract.and_then(|contract| mark_of(header, item, contract));
        if let Some(mark) = mark {
            return mark.tier;
        }
        let named = paths(header)
            .into_iter()
            .filter_map(|path| self.named(item, "type", path));
        named.map(|named| named.tier).chain([tier]).min().unwrap_or(tier)
    }

    /// The items that all paths lead to through a module or type that promises less, each with that of the best path.
    pub fn behind_weaker(&self) -> Vec<(&'a Item, &'a Item)> {
        let is_member = |shape: &&Shape<'_>| owner(shape.key).is_some_and(|of| shape.item.shape.0.contains_key(&of));
        let mut found: Vec<(&Item, &Item)> = Vec::new();
        for shape in self.shapes.iter().filter(|shape| !is_member(shape)) {
            // A method of several instances of its type has several shapes.
            let is_known = found.last().is_some_and(|(item, _)| std::ptr::eq(*item, shape.item));
            let weaker = self.weakest_segment(shape).filter(|it| it.tier < shape.item.tier);
            found.extend(weaker.filter(|_| !is_known).map(|weaker| (shape.item, weaker)));
        }
        found
    }

    /// The items that no public path leads to.
    pub fn unreachable(&self) -> impl Iterator<Item = &'a Item> {
        self.hidden.values().flatten().copied()
    }

    /// Of the path that promises most, the segment that promises least; `None` where no segment of one has a promise.
    fn weakest_segment(&self, of: &Shape<'a>) -> Option<&'a Item> {
        let around = owner(of.key).and_then(|key| self.shapes.get(*self.places.get(key.as_str())?));
        if let Some(around) = around.filter(|it| !matches!(it.is.detail, Detail::Module)) {
            let before = self.weakest_segment(around);
            return before.into_iter().chain([around.item]).min_by_key(|item| item.tier);
        }
        let own = match (of.item.kind, of.key.split_once(' ')) {
            (Kind::Use, _) | (_, None) => of.item.id.as_str(),
            (_, Some((_, path))) => path,
        };
        let others = of
            .is
            .paths
            .iter()
            .map(String::as_str)
            .filter(|_| of.item.kind != Kind::Use);
        let mut best: Option<&Item> = None;
        for path in std::iter::once(own).chain(others) {
            let prefixes = path.match_indices("::").map(|(at, _)| &path[..at]);
            let modules = prefixes.filter_map(|prefix| self.modules.get(prefix).copied());
            let weakest = modules.min_by_key(|module| module.tier)?;
            best = best.filter(|best| best.tier >= weakest.tier).or(Some(weakest));
        }
        best
    }
}

/// The tier of a member or, with `None`, of the item itself, and what it may show.
fn promise<'a>(item: &'a Item, member: Option<&str>) -> (Tier, Vec<&'a String>) {
    let mut tier = item.tier;
    let mut permitted: Vec<&String> = item.may_expose.iter().collect();
    let mut members = item.members.as_slice();
    for name in member.into_iter().flat_map(|path| path.split("::")) {
        let Some(member) = members.iter().find(|member| member.name == name) else {
            break;
        };
        tier = member.tier_in(tier);
        permitted.extend(&member.may_expose);
        members = &member.members;
    }
    (tier, permitted)
}

/// Whether it is an item of Rust that can show types.
pub fn is_rust(item: &Item) -> bool {
    matches!(
        item.kind.namespace(),
        Namespace::Type | Namespace::Value | Namespace::Import
    )
}
