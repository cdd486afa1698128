//! What globs bring from other packages of the contract: `pub use nika_core::*`.
//!
//! rustdoc describes one package at a time, and says of such a glob only where it leads. Each public item there becomes a re-export of
//! its own, as if its name were written.

use std::collections::{BTreeMap, BTreeSet};

use stability_policy::shape::model::{Detail, ItemShape};
use stability_policy::shape::text::{package, without_version};

use super::Described;
use super::join::Package;
use super::paths::Space;

/// Replaces the globs that bring what another of the packages has.
pub fn expand(packages: &mut [Package]) {
    // A glob can bring what another glob brought. In a circle, each waits for the other and stays.
    loop {
        let globs: Vec<Vec<Glob>> = packages.iter().map(|it| globs(it, packages)).collect();
        let is_ready = |of: &[Glob]| !of.is_empty() && of.iter().all(|glob| globs[glob.from].is_empty());
        let Some(at) = globs.iter().position(|of| is_ready(of)) else {
            return;
        };
        let brought = globs[at].iter().map(|glob| glob.items(&packages[glob.from])).collect();
        packages[at].described.replace(&globs[at], brought);
    }
}

struct Glob {
    key: String,
    item: ItemShape,
    /// The public path of the module that it is in.
    module: String,
    /// What it brings, as it is written, and by its definition with the version of its package.
    source: String,
    target: String,
    /// The place of the package that it brings this from.
    from: usize,
}

fn globs(of: &Package, packages: &[Package]) -> Vec<Glob> {
    let Described { shape, imports, .. } = &of.described;
    let globs = shape.items.iter().filter_map(|(key, item)| {
        let Detail::ReExport { of: target } = &item.detail else {
            return None;
        };
        let target = target.strip_suffix("::*")?;
        let from = packages.iter().position(|it| it.library == package(target).0)?;
        let path = key.strip_prefix("type ")?.strip_suffix("::*")?;
        let mut sources = imports
            .keys()
            .filter(|(.., name)| name == "*")
            .map(|(_, source, _)| source);
        let (source, module) =
            sources.find_map(|source| Some((source, path.strip_suffix(source.as_str())?.strip_suffix("::")?)))?;
        Some(Glob {
            key: key.clone(),
            item: item.clone(),
            module: module.to_owned(),
            source: source.clone(),
            target: target.to_owned(),
            from,
        })
    });
    globs.collect()
}

impl Glob {
    /// A re-export of each public item in the module that it brings, by key.
    fn items(&self, from: &Package) -> BTreeMap<String, ItemShape> {
        let Package { library, described, .. } = from;
        let definition = without_version(&self.target);
        let module = described.definitions.get(&(Space::Type, definition.clone()));
        let module = module.and_then(|key| key.strip_prefix("type ")).unwrap_or(&definition);
        let versioned = self.target.split("::").next().unwrap_or(library);
        let has_module = |name: &str| described.shape.items.contains_key(&format!("type {module}::{name}"));
        let name_of = |path: &str| {
            let name = path.strip_prefix(module)?.strip_prefix("::")?;
            let is_child = match name.split_once("::") {
                None => !name.contains(" for "),
                // A glob of the module itself, of which nothing is known.
                Some((first, _)) => name.ends_with("::*") && !has_module(first),
            };
            is_child.then(|| name.to_owned())
        };
        let mut found = BTreeMap::new();
        if let Some(Detail::Enum(of)) = described
            .shape
            .items
            .get(&format!("type {module}"))
            .map(|it| &it.detail)
        {
            for name in of.variants.keys() {
                let of = format!(
                    "{versioned}{}::{name}",
                    module.strip_prefix(library.as_str()).unwrap_or(module)
                );
                let brought = ItemShape {
                    detail: Detail::ReExport { of },
                    ..self.item.clone()
                };
                found.insert(format!("type {}::{name}", self.module), brought);
            }
        }
        for (key, item) in &described.shape.items {
            let Some((space, id)) = key.split_once(' ') else {
                continue;
            };
            let detail = match &item.detail {
                Detail::ReExport { .. } => item.detail.clone(),
                _ => Detail::ReExport {
                    of: format!("{versioned}{}", id.strip_prefix(library.as_str()).unwrap_or(id)),
                },
            };
            let paths = std::iter::once(id).chain(item.paths.iter().map(String::as_str));
            for name in paths.filter_map(name_of) {
                let brought = ItemShape {
                    detail: detail.clone(),
                    ..self.item.clone()
                };
                found.insert(format!("{space} {}::{name}", self.module), brought);
            }
        }
        found
    }
}

impl Described {
    /// Takes each glob for what it brings. What has a name of its own hides that; what two globs bring under one name, users cannot
    /// name.
    fn replace(&mut self, globs: &[Glob], brought: Vec<BTreeMap<String, ItemShape>>) {
        let own: BTreeSet<String> = self
            .shape
            .items
            .iter()
            .flat_map(|(key, item)| {
                let space = key.split(' ').next().unwrap_or_default();
                let paths = item.paths.iter().map(move |path| format!("{space} {path}"));
                paths.chain([key.clone()])
            })
            .collect();
        let mut given = BTreeMap::<&String, BTreeSet<String>>::new();
        for (key, item) in brought.iter().flatten() {
            let Detail::ReExport { of } = &item.detail else {
                continue;
            };
            given.entry(key).or_default().insert(of.clone());
        }
        let is_visible = |key: &String| !own.contains(key) && !self.taken.contains(key) && given[key].len() == 1;
        for (glob, brought) in globs.iter().zip(&brought) {
            self.shape.items.remove(&glob.key);
            let place = self.re_exports.remove(&glob.key);
            let brought: Vec<_> = brought.iter().filter(|(key, _)| is_visible(key)).collect();
            let definitions = self.definitions.iter();
            let mut modules = definitions
                .filter(|((space, _), key)| *space == Space::Type && key.strip_prefix("type ") == Some(&glob.module));
            if let Some(((_, module), _)) = modules.next() {
                let import = (module.clone(), glob.source.clone(), "*".to_owned());
                let keys = brought.iter().map(|(key, _)| (*key).clone());
                self.imports.entry(import).or_default().extend(keys);
            }
            for (key, item) in brought {
                self.shape.items.insert(key.clone(), item.clone());
                self.re_exports.extend(place.clone().map(|place| (key.clone(), place)));
            }
        }
    }
}
