//! The ids of items whose records state none.
//!
//! A macro knows in which module an item is defined, the compiler by which paths users reach it. The id is the one that was promised
//! before, where such a path leads to the item still; else the path for which `contract!` names the module, as in a running program;
//! else the shortest. A macro that does not see the type of a method leaves that out, too.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::Value;
use stability::Kind;
use stability::contract::lines::is_first;
use stability_policy::shape::compare::owner;

use super::join::{Package, space};
use super::origin::Origin;
use super::paths::Space;
use crate::build::Covering;

/// The lines, in which each item of Rust that users can name states its id.
pub fn with_ids(lines: &[String], packages: &[Package], covering: Covering<'_>) -> Result<Vec<String>> {
    let mut head = Head::default();
    let mut modules = Vec::new();
    for line in lines {
        if is_first(line) {
            head = Head::of(line);
        } else if line.starts_with("{\"contract\":") {
            modules.extend(head.public_modules(line));
        }
    }
    let mut stated = Vec::with_capacity(lines.len());
    let mut ids = None;
    for line in lines {
        if is_first(line) {
            head = Head::of(line);
            let package = packages.iter().find(|it| it.name == head.package);
            ids = package.map(|package| Ids {
                package,
                modules: modules.iter().filter(|it| it.package == head.package).collect(),
                covering,
            });
        }
        let id = match &ids {
            Some(ids) if !is_first(line) => ids.of_line(line, &head.module)?,
            _ => None,
        };
        stated.push(match (id, line.split_once('{')) {
            (Some(id), Some((_, rest))) => format!("{{\"id\":{},{rest}", Value::String(id)),
            _ => line.clone(),
        });
    }
    Ok(stated)
}

/// The lines, in which methods and constants of an `impl` have the name of its type. With an attribute of its own in an `impl` without
/// one, a macro does not see the type, nor always that there is an `impl`. The compiler knows what is at that place.
pub fn with_types(lines: Vec<String>, packages: &[Package]) -> Vec<String> {
    let mut package = None;
    let stated = lines.into_iter().map(|line| {
        if is_first(&line) {
            let name = Head::of(&line).package;
            package = packages.iter().find(|it| it.name == name);
            return line;
        }
        package.and_then(|package| with_type(&line, package)).unwrap_or(line)
    });
    stated.collect()
}

fn with_type(line: &str, package: &Package) -> Option<String> {
    let mut record: Value = serde_json::from_str(line).ok()?;
    let kind = match record["kind"].as_str()?.parse().ok()? {
        Kind::Fn | Kind::Method => Kind::Method,
        Kind::Const | Kind::AssociatedConst => Kind::AssociatedConst,
        _ => return None,
    };
    let written = record["name"].as_str()?;
    let name = match written.rsplit_once("::") {
        None => written,
        Some((block, name)) if block.starts_with("{impl#") => name,
        // It is known, because the `impl` has an attribute.
        Some(_) => return None,
    };
    let (file, at) = (
        record["location"]["file"].as_str()?,
        record["location"]["line"].as_u64()?,
    );
    let is_it = |(key, origin): &(&String, &Origin)| {
        let place = origin.place.as_ref();
        let is_there = place.is_some_and(|it| u64::from(it.first) == at && it.below(&package.folder) == file);
        is_there && key.starts_with("value ") && origin.definition.rsplit("::").next() == Some(name)
    };
    // A macro can write several items of one name in a line.
    let mut found = package.described.origins.iter().filter(is_it);
    let (Some((_, origin)), None) = (found.next(), found.next()) else {
        return None;
    };
    origin.block.as_ref()?;
    let of = origin.definition.rsplit("::").nth(1)?;
    let name = format!("{of}::{name}");
    record["kind"] = kind.as_str().into();
    record["name"] = name.into();
    Some(record.to_string())
}

/// What the first line of a submission says.
#[derive(Default)]
struct Head {
    package: String,
    module: String,
}

/// A module for which `contract!` names the public one.
struct PublicModule {
    package: String,
    module: String,
    public: String,
}

impl Head {
    fn of(line: &str) -> Self {
        let head = serde_json::from_str::<Value>(line).unwrap_or_default();
        let text = |key: &str| head[key].as_str().unwrap_or_default().to_owned();
        Self {
            package: text("package"),
            module: text("module"),
        }
    }

    fn public_modules(&self, line: &str) -> Vec<PublicModule> {
        let line = serde_json::from_str::<Value>(line).unwrap_or_default();
        let root = self.module.split("::").next().unwrap_or_default();
        let mut found = Vec::new();
        for path in line["contract"]["paths"].as_array().into_iter().flatten() {
            let modules = path["modules"].as_array().into_iter().flatten();
            for module in modules.filter_map(Value::as_str) {
                let (first, rest) = module.split_once("::").unwrap_or((module, ""));
                let within = if first == "crate" { root } else { &self.module };
                found.push(PublicModule {
                    package: self.package.clone(),
                    module: format!("{within}::{rest}").trim_end_matches(':').to_owned(),
                    public: path["public"].as_str().unwrap_or_default().to_owned(),
                });
            }
        }
        found
    }
}

struct Ids<'a> {
    package: &'a Package,
    modules: Vec<&'a PublicModule>,
    covering: Covering<'a>,
}

impl Ids<'_> {
    /// The id for a record that is in a module and states none.
    fn of_line(&self, line: &str, module: &str) -> Result<Option<String>> {
        let record = serde_json::from_str::<Value>(line).unwrap_or_default();
        let kind = record["kind"].as_str().and_then(|kind| kind.parse::<Kind>().ok());
        let (Some(kind), Some(name), None) = (kind, record["name"].as_str(), record.get("id")) else {
            return Ok(None);
        };
        let definition = format!("{module}::{name}");
        match kind {
            _ if self.is_known(&definition) => Ok(None),
            // It is known by where it is written.
            Kind::Use => Ok(None),
            Kind::Method | Kind::AssociatedConst => {
                let Some((of, name)) = definition.rsplit_once("::") else {
                    return Ok(None);
                };
                let key = self
                    .key(Space::Type, of)
                    .or_else(|| self.type_of_block(of, name, &record));
                let of = key.map(|key| self.best_path(&key, of)).transpose()?.flatten();
                Ok(of.map(|of| format!("{of}::{name}")))
            }
            _ => {
                let key = space(kind).and_then(|space| self.key(space, &definition));
                Ok(key.map(|key| self.best_path(&key, &definition)).transpose()?.flatten())
            }
        }
    }

    fn is_known(&self, id: &str) -> bool {
        self.covering.known_ids.is_some_and(|known| known.contains(id))
    }

    /// The key of what is defined at a path.
    fn key(&self, space: Space, definition: &str) -> Option<String> {
        let definitions = &self.package.described.definitions;
        definitions.get(&(space, definition.to_owned())).cloned()
    }

    fn best_path(&self, key: &str, definition: &str) -> Result<Option<String>> {
        let (Some((_, shortest)), Some(item)) = (key.split_once(' '), self.package.described.shape.items.get(key))
        else {
            return Ok(None);
        };
        let mut paths = std::iter::once(shortest).chain(item.paths.iter().map(String::as_str));
        if let Some(known) = paths.clone().find(|path| self.is_known(path)) {
            return Ok(Some(known.to_owned()));
        }
        let (module, name) = definition.rsplit_once("::").unwrap_or(("", definition));
        let Some(stated) = self.modules.iter().find(|it| it.module == module) else {
            return Ok(Some(shortest.to_owned()));
        };
        let id = format!("{}::{name}", stated.public);
        if !paths.any(|path| path == id) && !self.covering.is_earlier {
            bail!(
                "`paths` in the `contract!` of `{}` maps the module `{}` to `{}`, and `{id}` is not a public path. Users name the item \
                 `{shortest}`: map the module to that path, or write `path = \"{shortest}\"` in the attribute of the item",
                stated.package,
                stated.module,
                stated.public
            );
        }
        Ok(Some(id))
    }

    /// The type of a method whose `impl` is in another module than it: the only one of its name that has such a method there.
    fn type_of_block(&self, of: &str, method: &str, record: &Value) -> Option<String> {
        let described = &self.package.described;
        let name = of.rsplit("::").next()?;
        let file = record["location"]["file"].as_str()?;
        let is_it = |(key, origin): &(&String, &Origin)| {
            let mut parts = origin.definition.rsplit("::");
            let is_named = parts.next() == Some(method) && parts.next() == Some(name) && key.starts_with("value ");
            let block = origin.block.as_ref();
            is_named && block.is_some_and(|block| block.below(&self.package.folder) == file)
        };
        let found = described.origins.iter().filter(is_it).filter_map(|(key, _)| owner(key));
        let mut found = found.collect::<BTreeSet<String>>().into_iter();
        found.next().filter(|_| found.next().is_none())
    }
}
