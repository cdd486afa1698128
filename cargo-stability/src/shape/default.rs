//! Which public items have no record, and which of them a default tier covers.
//!
//! What is covered becomes a line as a macro would write it, so that it gets its area and its place among the other items in the
//! same way.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use serde::Serialize;
use serde_json::{Map, Value, json};
use stability::contract::lines::{DefaultTier, default_tiers};
use stability::contract::{Location, Since};
use stability::{Contract, Kind, Tier};
use stability_policy::shape::compare::owner;
use stability_policy::shape::model::{Detail, ItemShape};
use stability_policy::shape::text::package;

use super::join::{Join, Package, keys_of};
use super::origin::{DeprecatedPart, Place, is_below};
use super::paths::is_unofficial;
use super::rustdoc::Deprecation;
use crate::build::Covering;

/// A public item of which the contract promises nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Uncovered {
    /// Its package.
    #[serde(skip)]
    pub package: String,
    /// Its path.
    pub item: String,
    /// What kind of thing it is.
    #[serde(skip)]
    pub kind: Kind,
    /// Where it begins, below the folder of its package.
    #[serde(skip)]
    pub location: Location,
    /// Of a method: where its `impl` begins.
    #[serde(skip)]
    pub block: Option<Location>,
    /// Why there is no promise.
    pub reason: &'static str,
}

const UNMARKED: &str = "it has no attribute, and no default tier covers it";
const FOREIGN: &str = "it is a re-export of another package, which no default tier covers";
const UNKNOWN: &str = "rustdoc describes it in a form that this program does not know";

/// The tiers of what has no record.
pub struct Defaults {
    modules: Vec<Stated>,
    implementations: Vec<DefaultTier>,
    /// The modules that the policy names and that no library has.
    pub unknown_modules: BTreeSet<String>,
}

struct Stated {
    package: String,
    module: String,
    tier: Tier,
    since: Option<Since>,
    /// Of two for the same module the higher one is in force.
    rank: u8,
}

impl Defaults {
    /// What the policy, `contract!` and attributes on modules and `impl`s say.
    pub fn of(lines: &[String], contract: &Contract, packages: &[Package], covering: Covering<'_>) -> Result<Self> {
        let mut modules = Vec::new();
        for package in packages {
            let stated = |module: &String, tier| Stated {
                package: package.name.clone(),
                module: module.clone(),
                tier,
                since: None,
                rank: 0,
            };
            modules.extend(covering.default.tier.map(|tier| stated(&package.library, tier)));
            let of_package = covering
                .default
                .modules
                .iter()
                .filter(|(module, _)| package.has(module));
            modules.extend(of_package.map(|(module, tier)| Stated {
                rank: 1,
                ..stated(module, *tier)
            }));
        }
        let named = covering.default.modules.keys().filter(|_| !covering.is_earlier);
        let unknown = named.filter(|module| !packages.iter().any(|package| package.has(module)));
        let unknown_modules = unknown.cloned().collect();
        let read = default_tiers(lines.iter().map(String::as_str));
        let read = read.map_err(|errors| anyhow!("{}", errors.first().map(ToString::to_string).unwrap_or_default()))?;
        let (implementations, stated): (Vec<_>, Vec<_>) = read.into_iter().partition(|it| it.implementation.is_some());
        modules.extend(stated.into_iter().map(|it| Stated {
            package: it.package,
            module: it.module,
            tier: it.tier,
            since: it.since,
            rank: 2,
        }));
        // What a macro call writes into a module under an attribute has no record.
        let marked = contract.items().iter().filter(|item| item.kind == Kind::Mod);
        modules.extend(marked.map(|item| Stated {
            package: item.package_name().to_owned(),
            module: item.id.clone(),
            tier: item.tier,
            since: item.since.clone(),
            rank: 3,
        }));
        Ok(Self {
            modules,
            implementations,
            unknown_modules,
        })
    }

    /// The tier of the innermost module that leads to one of the paths.
    fn of_paths(&self, package: &str, paths: [&str; 2]) -> Option<(Tier, Option<&Since>)> {
        let leads = |module: &str| paths.iter().any(|path| is_within(path, module));
        let of_package = self
            .modules
            .iter()
            .filter(|it| it.package == package && leads(&it.module));
        let innermost = of_package.max_by_key(|it| (it.module.matches("::").count(), it.rank));
        innermost.map(|it| (it.tier, it.since.as_ref()))
    }

    /// The tier of the `impl` that is at this place.
    fn of_block(&self, package: &str, block: &Place) -> Option<(Tier, Option<&Since>)> {
        let mut implementations = self.implementations.iter();
        let found = implementations.find(|it| {
            let lines = block.first..=block.last;
            it.package == package && lines.contains(&it.location.line) && is_below(&block.file, &it.location.file)
        });
        found.map(|it| (it.tier, it.since.as_ref()))
    }

    fn has_modules_of(&self, package: &str) -> bool {
        self.modules.iter().any(|it| it.package == package)
    }
}

impl Package {
    /// Whether its library has the module.
    fn has(&self, module: &str) -> bool {
        module == self.library
            || self.described.origins.iter().any(|(key, origin)| {
                let path = key.split_once(' ').map_or(key.as_str(), |(_, path)| path);
                is_within(path, module) || is_within(&origin.definition, module)
            })
    }
}

fn is_within(path: &str, module: &str) -> bool {
    let rest = path.strip_prefix(module);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The lines of what a default tier covers, and what is not covered.
pub fn cover(
    join: &Join<'_>,
    packages: &[Package],
    contract: &Contract,
    defaults: &Defaults,
    known_ids: Option<&BTreeSet<String>>,
) -> (Vec<String>, Vec<Uncovered>) {
    let mut promised = BTreeMap::<String, (Tier, String)>::new();
    for item in join.items(contract) {
        for key in join.keys(item).into_iter().flatten() {
            let known = promised.entry(key).or_insert_with(|| (item.tier, item.id.clone()));
            // The item's own record says more than a `use` that brings it.
            if item.kind != Kind::Use {
                *known = (item.tier, item.id.clone());
            }
        }
    }
    let mut cover = Cover {
        join,
        libraries: packages.iter().map(|it| it.library.as_str()).collect(),
        defaults,
        known_ids,
        promised,
        version: version(join, contract),
        lines: Vec::new(),
        uncovered: Vec::new(),
    };
    // A method has no more than its type, which comes first.
    let items = &join.described.shape.items;
    let of_type = |key: &String| owner(key).is_some_and(|owner| is_type(items.get(&owner)));
    let (methods, others): (Vec<_>, Vec<_>) = items.iter().partition(|(key, _)| of_type(key));
    for (key, item) in others {
        cover.item(key, item);
    }
    for (key, item) in methods {
        cover.method(key, item);
    }
    cover.uncovered.sort();
    (cover.lines, cover.uncovered)
}

fn version(join: &Join<'_>, contract: &Contract) -> String {
    let mut sources = contract.packages().iter();
    let found = sources.find(|source| source.package.name == join.package.name);
    found
        .map(|source| source.package.version.to_string())
        .unwrap_or_default()
}

fn is_type(item: Option<&ItemShape>) -> bool {
    matches!(
        item.map(|it| &it.detail),
        Some(Detail::Struct(_) | Detail::Enum(_) | Detail::Union(_) | Detail::Trait(_))
    )
}

struct Cover<'a> {
    join: &'a Join<'a>,
    /// Those of the contract.
    libraries: Vec<&'a str>,
    defaults: &'a Defaults,
    known_ids: Option<&'a BTreeSet<String>>,
    /// The tier and the id of each key that is promised.
    promised: BTreeMap<String, (Tier, String)>,
    version: String,
    lines: Vec<String>,
    uncovered: Vec<Uncovered>,
}

impl Cover<'_> {
    fn item(&mut self, key: &str, item: &ItemShape) {
        let Some((_, path)) = key.split_once(' ').filter(|(_, path)| path.contains("::")) else {
            return;
        };
        let id = self.id(path, item);
        if self.promised.contains_key(key) || is_unofficial(&id) {
            return;
        }
        let origin = self.join.described.origins.get(key);
        let definition = origin.map_or(path, |origin| origin.definition.as_str());
        let package = &self.join.package.name;
        let default = self.defaults.of_paths(package, [path, definition]);
        let kind = kind_of(&item.detail, false);
        let (tier, since) = match (&item.detail, default) {
            (Detail::Unknown, _) => return self.leave(key, &id, kind, UNKNOWN),
            // What was promised by its path still is.
            (Detail::ReExport { of }, Some(_)) if self.is_foreign(of) && !self.is_known(&id) => {
                return self.leave(key, &id, kind, FOREIGN);
            }
            (Detail::Module | Detail::ReExport { .. }, None) => {
                // A variant has the tier of its enum.
                let is_variant = matches!(&item.detail, Detail::ReExport { of } if of.starts_with("variant "));
                if is_variant || matches!(item.detail, Detail::Module) || self.defaults.has_modules_of(package) {
                    return;
                }
                return self.leave(key, &id, kind, UNMARKED);
            }
            (_, None) => return self.leave(key, &id, kind, UNMARKED),
            (_, Some(default)) => default,
        };
        let definition = match item.detail {
            Detail::ReExport { .. } => path,
            _ => definition,
        };
        self.add(key, &id, tier, since.cloned().as_ref(), definition, 1, item);
        let mut keys = self.members_of(key);
        if let Detail::ReExport { .. } = item.detail {
            keys.extend(keys_of(path));
        }
        for key in keys {
            self.promised.insert(key, (tier, id.clone()));
        }
    }

    fn method(&mut self, key: &str, item: &ItemShape) {
        let whole = key.split(" for ").next().unwrap_or(key);
        let (Some(of), Some((_, name))) = (owner(key), whole.rsplit_once("::")) else {
            return;
        };
        let items = &self.join.described.shape.items;
        if self.promised.contains_key(key) || matches!(items[&of].detail, Detail::Trait(_)) {
            return;
        }
        let owner = self.promised.get(&of).cloned();
        let path = of.strip_prefix("type ").unwrap_or(&of);
        let id = format!("{}::{name}", owner.as_ref().map_or(path, |(_, id)| id));
        if is_unofficial(&id) {
            return;
        }
        let package = &self.join.package.name;
        let origin = self.join.described.origins.get(key);
        let block = origin.and_then(|it| self.defaults.of_block(package, it.block.as_ref()?));
        let definition = origin.map_or(path, |origin| origin.definition.as_str());
        let default = self.defaults.of_paths(package, [path, definition]).zip(owner);
        let default =
            default.map(|((tier, since), (of_type, _))| (tier.min(of_type), since.filter(|_| tier <= of_type)));
        let Some((tier, since)) = block.or(default) else {
            return self.leave(key, &id, kind_of(&item.detail, true), UNMARKED);
        };
        self.add(key, &id, tier, since.cloned().as_ref(), definition, 2, item);
        // One item for the methods of all instances.
        let of_instance = format!("{whole} for ");
        let instances = items.keys().filter(|it| *it == whole || it.starts_with(&of_instance));
        self.promised
            .extend(instances.map(|key| (key.clone(), (tier, id.clone()))));
    }

    fn members_of(&self, of: &str) -> Vec<String> {
        let keys = self.join.described.shape.items.keys();
        let is_trait = |key: &str| matches!(self.join.described.shape.items[key].detail, Detail::Trait(_));
        let members = keys.filter(|key| is_trait(of) && owner(key).as_deref() == Some(of));
        members.cloned().chain([of.to_owned()]).collect()
    }

    /// The id that it was promised by, while that path leads to it; else its shortest path.
    fn id(&self, path: &str, item: &ItemShape) -> String {
        let mut paths = std::iter::once(path).chain(item.paths.iter().map(String::as_str));
        let known = paths.find(|path| self.known_ids.is_some_and(|known| known.contains(*path)));
        known.unwrap_or(path).to_owned()
    }

    /// Whether a `use` brings what no package of the contract defines.
    fn is_foreign(&self, of: &str) -> bool {
        !of.starts_with("variant ") && !self.libraries.contains(&package(of).0)
    }

    fn is_known(&self, id: &str) -> bool {
        self.known_ids.is_some_and(|known| known.contains(id))
    }

    fn leave(&mut self, key: &str, path: &str, kind: Kind, reason: &'static str) {
        let origin = self.join.described.origins.get(key);
        let folder = &self.join.package.folder;
        let location = |place: &Place| Location::new(place.below(folder), place.first);
        self.uncovered.push(Uncovered {
            package: self.join.package.name.clone(),
            item: path.to_owned(),
            kind,
            location: origin
                .and_then(|it| it.place.as_ref())
                .or_else(|| self.join.described.re_exports.get(key))
                .map(location)
                .unwrap_or_default(),
            block: origin.and_then(|it| it.block.as_ref()).map(location),
            reason,
        });
    }

    /// Adds the line of an item whose name has so many segments.
    #[expect(clippy::too_many_arguments, reason = "each is a part of the line")]
    fn add(
        &mut self,
        key: &str,
        id: &str,
        tier: Tier,
        since: Option<&Since>,
        definition: &str,
        segments: usize,
        item: &ItemShape,
    ) {
        let parts: Vec<&str> = definition.split("::").collect();
        let (module, name) = parts.split_at(parts.len().saturating_sub(segments));
        let (package, version) = (&self.join.package.name, &self.version);
        let mut record = Map::new();
        record.insert("kind".to_owned(), json!(kind_of(&item.detail, segments > 1).as_str()));
        record.insert("name".to_owned(), json!(name.join("::")));
        record.insert("id".to_owned(), json!(id));
        record.insert("tier".to_owned(), json!(tier.as_str()));
        if let Some(since) = since {
            record.insert("since".to_owned(), json!(since.to_string()));
        }
        let origin = self.join.described.origins.get(key);
        if let Some(stated) = origin.and_then(|it| it.deprecated.as_ref()) {
            record.insert("deprecated".to_owned(), deprecated(stated));
        }
        if let Some(origin) = origin.filter(|it| !it.deprecated_parts.is_empty()) {
            record.insert("members".to_owned(), members(&origin.deprecated_parts));
        }
        if let Some(exhaustive) = exhaustive(&item.detail) {
            record.insert("exhaustive".to_owned(), json!(exhaustive));
        }
        if let Some(place) = origin.and_then(|it| it.place.as_ref()) {
            let file = place.below(&self.join.package.folder);
            record.insert("location".to_owned(), json!({ "file": file, "line": place.first }));
        }
        let module = module.join("::");
        let head = format!(r#"{{"stability":2,"package":"{package}","version":"{version}","module":"{module}"}}"#);
        self.lines.extend([head, Value::Object(record).to_string()]);
        self.promised.insert(key.to_owned(), (tier, id.to_owned()));
    }
}

/// The members that are deprecated by themselves; the others have no line of their own.
fn members(parts: &[DeprecatedPart]) -> Value {
    let member = |part: &DeprecatedPart| {
        let mut member = Map::new();
        member.insert("name".to_owned(), json!(part.name));
        member.insert("kind".to_owned(), json!(part.kind.as_str()));
        if let Some(stated) = &part.deprecated {
            member.insert("deprecated".to_owned(), deprecated(stated));
        }
        if !part.parts.is_empty() {
            member.insert("members".to_owned(), members(&part.parts));
        }
        Value::Object(member)
    };
    parts.iter().map(member).collect()
}

fn deprecated(Deprecation { since, note }: &Deprecation) -> Value {
    let mut deprecated = Map::new();
    // rustc takes any text as a version.
    if let Some(since) = since.as_ref().filter(|since| since.parse::<Since>().is_ok()) {
        deprecated.insert("since".to_owned(), json!(since));
    }
    if let Some(note) = note {
        deprecated.insert("note".to_owned(), json!(note));
    }
    Value::Object(deprecated)
}

/// Whether users can write or match all of it, where that is a question.
fn exhaustive(detail: &Detail) -> Option<bool> {
    match detail {
        Detail::Struct(it) => Some(!it.non_exhaustive && !it.fields.as_ref().is_some_and(|fields| fields.has_private)),
        Detail::Enum(it) => Some(!it.non_exhaustive),
        _ => None,
    }
}

fn kind_of(detail: &Detail, is_member: bool) -> Kind {
    match detail {
        Detail::Module => Kind::Mod,
        Detail::Struct(_) => Kind::Struct,
        Detail::Enum(_) => Kind::Enum,
        Detail::Union(_) => Kind::Union,
        Detail::Trait(_) => Kind::Trait,
        Detail::Function(_) if is_member => Kind::Method,
        Detail::Function(_) => Kind::Fn,
        Detail::Constant { .. } if is_member => Kind::AssociatedConst,
        Detail::Constant { .. } => Kind::Const,
        Detail::Static { .. } => Kind::Static,
        Detail::AssociatedType { .. } => Kind::AssociatedType,
        Detail::Alias { .. } | Detail::ExternType => Kind::TypeAlias,
        Detail::Macro { .. } | Detail::ProcMacro { .. } => Kind::Macro,
        Detail::ReExport { .. } | Detail::Unknown => Kind::Use,
    }
}
