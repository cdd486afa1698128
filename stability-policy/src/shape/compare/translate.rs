//! A shorter path that was added changes the id of an item, and with it every text that names it. The new shape is compared under the
//! ids of the old one, as long as those paths lead to the items still.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::owner;
use crate::shape::model::{Detail, Form, ItemShape, Shape};
use crate::shape::text::{package, paths, without_version};
use crate::shape::types::each_text;

/// `new`, in which each item has the id that it has in `old`.
pub fn to_ids_of(old: &Shape, new: &Shape) -> Shape {
    let brought = brought(old, new);
    let new = &with_uses_as_paths(&brought, with_aliases_as_paths(old, new));
    let mut keys = BTreeMap::new();
    let mut types = BTreeMap::new();
    for (key, item) in &new.items {
        let Some((space, id)) = key.split_once(' ') else {
            continue;
        };
        if old.items.contains_key(key) {
            continue;
        }
        let is_old = |path: &&String| {
            let key = format!("{space} {path}");
            old.items.contains_key(&key) && !new.items.contains_key(&key)
        };
        if let Some(path) = item.paths.iter().find(is_old) {
            keys.insert(key.as_str(), path.as_str());
            if !matches!(item.detail, Detail::Module) {
                types.insert(id, path.as_str());
            }
        }
    }
    // What another package defines now is still named by the path of this one.
    for import in &brought {
        if !old.items.contains_key(&format!("{} {}", import.space, import.id)) {
            types.insert(import.of, import.path);
        }
    }
    let packages = packages(old, new);
    let unnamed = unnamed(old, new);
    let id_of = |path: &str| {
        let known = types
            .get(path)
            .or_else(|| unnamed.get(path))
            .copied()
            .or_else(|| packages.get(path).map(String::as_str));
        known.map(str::to_owned)
    };
    let mut shape = Shape {
        package: new.package.clone(),
        items: BTreeMap::new(),
    };
    for (key, item) in &new.items {
        let mut item = item.clone();
        let (space, id) = key.split_once(' ').unwrap_or(("", key));
        let key = match keys.get(key.as_str()) {
            Some(path) => {
                item.paths.remove(*path);
                item.paths.insert(id.to_owned());
                format!("{space} {path}")
            }
            None => format!("{space} {}", translated(id, &id_of)),
        };
        shape.items.insert(key, with_ids(&item, &id_of));
    }
    shape
}

/// Both without the version of a package of the contract, as long as only one is named: from inside of that package, none is.
pub fn without_versions<'s>(old: &'s Shape, new: &'s Shape) -> [Cow<'s, Shape>; 2] {
    let (before, after) = (packages_of(old), packages_of(new));
    let own = |shape: &'s Shape| -> BTreeSet<&'s str> {
        let ids = shape.items.keys().filter_map(|key| key.split_once(' '));
        ids.map(|(_, id)| package(id).0).collect()
    };
    let (own_before, own_after) = (own(old), own(new));
    let mut names = BTreeMap::new();
    for library in own_before.intersection(&own_after) {
        let versions = [&before, &after].into_iter().filter_map(|it| it.get(library)).flatten();
        let versions: BTreeSet<&str> = versions.copied().flatten().collect();
        if let (Some(version), 1) = (versions.first(), versions.len()) {
            names.insert(format!("{library}@{version}"), (*library).to_owned());
        }
    }
    if names.is_empty() {
        return [Cow::Borrowed(old), Cow::Borrowed(new)];
    }
    let id_of = |path: &str| names.get(path).cloned();
    [old, new].map(|shape| {
        let items = shape.items.iter();
        Cow::Owned(Shape {
            package: shape.package.clone(),
            items: items
                .map(|(key, item)| (translated(key, &id_of), with_ids(item, &id_of)))
                .collect(),
        })
    })
}

/// What `old` calls the types without a public path that have moved in `new`, or whose name another one has now, too: by their last name,
/// where it tells.
fn unnamed<'s>(old: &'s Shape, new: &'s Shape) -> BTreeMap<&'s str, &'s str> {
    let names = |shape: &'s Shape| -> BTreeSet<&'s str> {
        let keys = shape.items.values().flat_map(|item| item.unnamed.keys());
        let shown = keys.filter_map(|key| key.strip_prefix("type "));
        shown.chain(names_in(shape)).collect()
    };
    let (before, after) = (names(old), names(new));
    let last = |name: &&'s str| name.trim_start_matches('~').rsplit("::").next().unwrap_or_default();
    let mut by_last = BTreeMap::<&str, [Vec<&'s str>; 2]>::new();
    for name in before.difference(&after) {
        by_last.entry(last(name)).or_default()[0].push(name);
    }
    for name in after.difference(&before) {
        by_last.entry(last(name)).or_default()[1].push(name);
    }
    let pairs = by_last
        .values()
        .filter_map(|[before, after]| match (&before[..], &after[..]) {
            ([before], [after]) => Some((*after, *before)),
            _ => None,
        });
    pairs.collect()
}

/// The types without a public path that the texts of the items name.
fn names_in(shape: &Shape) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for item in shape.items.values() {
        each_text(item, &mut |_, text| {
            found.extend(paths(text).into_iter().filter(|path| path.starts_with('~')));
        });
    }
    found
}

/// What `old` calls the packages of which one of the two does not know the version, by what `new` calls them.
fn packages(old: &Shape, new: &Shape) -> BTreeMap<String, String> {
    let (before, after) = (packages_of(old), packages_of(new));
    let mut found = BTreeMap::new();
    for (name, versions) in &after {
        let Some(known) = before.get(name) else { continue };
        let [known, versions]: [Vec<_>; 2] = [known, versions].map(|it| it.iter().copied().collect());
        match (&known[..], &versions[..]) {
            ([None], [Some(version)]) => {
                found.insert(format!("{name}@{version}"), (*name).to_owned());
            }
            ([Some(version)], [None]) => {
                found.insert((*name).to_owned(), format!("{name}@{version}"));
            }
            _ => {}
        }
    }
    found
}

/// The packages that the shapes name, with their versions where these are known.
fn packages_of(shape: &Shape) -> BTreeMap<&str, BTreeSet<Option<&str>>> {
    let mut found = BTreeMap::<&str, BTreeSet<Option<&str>>>::new();
    for item in shape.items.values() {
        each_text(item, &mut |_, text| {
            for path in paths(text).into_iter().filter(|path| !path.starts_with('~')) {
                let (name, version) = package(path);
                found.entry(name).or_default().insert(version);
            }
        });
    }
    found
}

/// A `use` in the place of what the other shape defines.
struct Brought<'s> {
    key: &'s str,
    space: &'s str,
    path: &'s str,
    /// What it brings, with the version of its package where that is known.
    of: &'s str,
    id: String,
}

/// `old`, in which a function, constant or macro that a `use` brought is what another package of the contract defined, where `new` has one
/// of its own.
pub fn with_brought(old: &Shape, new: &Shape) -> Shape {
    let mut shape = old.clone();
    for Brought { key, space, id, .. } in brought(new, old) {
        let definition = old.items.get(&format!("{space} {id}")).filter(|_| space != "type");
        if let Some(definition) = definition {
            let own = ItemShape {
                paths: BTreeSet::new(),
                ..definition.clone()
            };
            shape.items.insert(key.to_owned(), own);
        }
    }
    shape
}

/// The uses of `new` in the place of what `old` defines.
fn brought<'s>(old: &Shape, new: &'s Shape) -> Vec<Brought<'s>> {
    let is_own = |item: &ItemShape| !matches!(item.detail, Detail::ReExport { .. });
    let brought = new.items.iter().filter_map(|(key, item)| {
        let Detail::ReExport { of } = &item.detail else {
            return None;
        };
        let (space, path) = key.split_once(' ').filter(|_| old.items.get(key).is_some_and(is_own))?;
        let id = without_version(of);
        Some(Brought {
            key,
            space,
            path,
            of,
            id,
        })
    });
    brought.collect()
}

/// `new`, in which a `use` is a path of what it brings, and of all in it, where another package of the contract defines that.
fn with_uses_as_paths(brought: &[Brought<'_>], mut new: Shape) -> Shape {
    for Brought {
        key, space, path, id, ..
    } in brought
    {
        if !new.items.contains_key(&format!("{space} {id}")) {
            continue;
        }
        new.items.remove(*key);
        let within = new.items.keys().filter_map(|key| {
            let (found, inner) = key.split_once(' ')?;
            let rest = inner.strip_prefix(id.as_str())?;
            let is_it = rest.is_empty() && found == *space;
            let is_member = || owner(key).is_some_and(|owner| new.has_members(&owner));
            let is_in_module = || *space == "type" && rest.starts_with("::") && !is_member();
            (is_it || is_in_module()).then(|| (key.clone(), format!("{path}{rest}")))
        });
        for (key, path) in within.collect::<Vec<_>>() {
            new.items.entry(key).and_modify(|item| {
                item.paths.insert(path);
            });
        }
    }
    new
}

/// `new`, in which an alias in the place of a type of `old` is a path of the type that it is of: users can do all by it, but construct
/// what has no named fields.
fn with_aliases_as_paths(old: &Shape, new: &Shape) -> Shape {
    let mut shape = new.clone();
    for (key, item) in &new.items {
        let (Detail::Alias { generics, of }, paths) = (&item.detail, &item.paths) else {
            continue;
        };
        let target = format!("type {}", of.split('<').next().unwrap_or(of));
        let is_type = |item: &ItemShape| match &item.detail {
            Detail::Struct(it) => it.fields.as_ref().is_some_and(|it| it.form == Form::Named),
            Detail::Enum(it) => it.variants.is_empty(),
            Detail::Union(_) => true,
            _ => false,
        };
        let is_whole = *of == whole(&target, generics);
        let was_type = old.items.get(key).is_some_and(is_type);
        if let (Some(path), true) = (
            key.strip_prefix("type "),
            is_whole && was_type && new.items.get(&target).is_some_and(is_type),
        ) {
            shape.items.remove(key);
            if let Some(item) = shape.items.get_mut(&target) {
                item.paths.insert(path.to_owned());
                item.paths.extend(paths.iter().cloned());
            }
        }
    }
    shape
}

/// The type with all its parameters in their order.
fn whole(key: &str, generics: &[String]) -> String {
    let id = key.trim_start_matches("type ");
    let lifetimes = generics.iter().filter(|it| *it == "'").count();
    let args = (0..generics.len()).map(|at| match at.checked_sub(lifetimes) {
        Some(at) => format!("T{at}"),
        None => format!("'T{at}"),
    });
    match args.collect::<Vec<_>>().join(", ") {
        args if args.is_empty() => id.to_owned(),
        args => format!("{id}<{args}>"),
    }
}

/// The item, in whose texts each path that has another id has that; its own paths stay.
pub fn with_ids(item: &ItemShape, id_of: &dyn Fn(&str) -> Option<String>) -> ItemShape {
    let value = serde_json::to_value(item).map(|value| translated_value(value, id_of));
    let mut translated: ItemShape = value.and_then(serde_json::from_value).unwrap_or_else(|_| item.clone());
    translated.paths.clone_from(&item.paths);
    translated
}

fn translated_value(value: Value, id_of: &dyn Fn(&str) -> Option<String>) -> Value {
    match value {
        Value::String(text) => Value::String(translated(&text, id_of)),
        Value::Array(values) => values.into_iter().map(|value| translated_value(value, id_of)).collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (translated(&key, id_of), translated_value(value, id_of)))
            .collect(),
        other => other,
    }
}

/// A text with other ids for types, also where they begin a path.
fn translated(text: &str, id_of: &dyn Fn(&str) -> Option<String>) -> String {
    // The version of a package has a point: `http@0.2::Request`.
    let is_path = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '@' | '~' | '.');
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.find(|it| !is_path(it)).unwrap_or(rest.len());
        let (path, after) = rest.split_at(length);
        let trimmed = path.trim_end_matches(':');
        let mut head = trimmed;
        let replaced = loop {
            match (id_of(head), head.rfind("::")) {
                (Some(id), _) => break Some(id),
                (None, Some(at)) => head = &head[..at],
                (None, None) => break None,
            }
        };
        match replaced {
            Some(id) => {
                out.push_str(&id);
                out.push_str(&path[head.len()..]);
            }
            None => out.push_str(path),
        }
        let other = after.find(is_path).unwrap_or(after.len());
        out.push_str(&after[..other]);
        rest = &after[other..];
    }
    out
}
