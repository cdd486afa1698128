//! From a document to a contract.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::value::{Object, Value};
use super::{JsonError, SCHEMA, form};
use crate::contract::header::labels;
use crate::contract::{
    Area, Contract, Deprecated, Feature, Header, Item, Location, Manifest, Marker, Member, Namespaces, Package,
    Planned, Sealed, Source, Tombstone,
};
use crate::kind::Kind;

/// How deep members may stand inside each other. A variant's fields are at 2.
pub(in crate::contract) const MAX_DEPTH: usize = 32;

pub(super) fn contract(text: &str) -> Result<Contract, JsonError> {
    // Some editors write a byte order mark, which is no part of the document.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut document = Value::document(text)?.object()?;
    check_schema(&document.required_value("schema")?)?;
    let principal = principal(&mut document)?;
    let packages = document.nested("packages", |value| distinct_sources(value))?;
    let areas = document.nested("areas", read_areas)?.unwrap_or_default();
    let items = document.required_value("items")?;
    let tombstones = document.nested("tombstones", read_tombstones)?.unwrap_or_default();
    let extensions = document.extensions()?;

    let mut sources = match packages {
        Some(packages) => packages,
        None => principal.source.iter().cloned().collect(),
    };
    sources.sort_by(|a, b| a.package.cmp(&b.package));
    let items = distinct_items(&items, &labels(&sources))?;
    let mut contract = Contract::assemble(sources, items, areas).with_tombstones(tombstones);
    contract.extensions = extensions;
    principal.check(&contract)?;
    Ok(contract)
}

/// Before anything else, so that a later schema is refused as such and not for a key that came with it.
fn check_schema(value: &Value<'_>) -> Result<(), JsonError> {
    let found: String = value.read()?;
    if found == SCHEMA {
        return Ok(());
    }
    let (name, read) = SCHEMA.split_once('@').unwrap_or((SCHEMA, ""));
    let version = |text: &str| text.parse::<u64>().ok();
    let later = found
        .strip_prefix(name)
        .and_then(|rest| version(rest.strip_prefix('@')?))
        .filter(|found| Some(*found) > version(read));
    Err(value.error(match later {
        Some(later) => format!(
            "the schema is `{found}`, version {later}; this program reads version {read}: \
             use a later version of `stability-runtime`, or write the contract again with this one",
        ),
        None => format!("the schema is `{found}`; this program reads `{SCHEMA}`"),
    }))
}

/// What the document says of the principal package, and where.
struct Principal<'a> {
    header: Option<Value<'a>>,
    package: Option<Value<'a>>,
    source: Option<Source>,
}

fn principal<'a>(document: &mut Object<'a>) -> Result<Principal<'a>, JsonError> {
    let mut present = |key| document.value(key).filter(|value| !value.is_null());
    let (header, package) = (present("contract"), present("package"));
    let source = match (&header, &package) {
        (Some(header), None) => {
            return Err(header.error("`contract` without `package`: write whose contract it is".into()));
        }
        (_, None) => None,
        (header, Some(package)) => Some(Source {
            package: read_package(package)?,
            header: header.as_ref().map(read_header).transpose()?,
            manifest: None,
            unmarked: None,
        }),
    };
    Ok(Principal {
        header,
        package,
        source,
    })
}

impl Principal<'_> {
    /// `contract` and `package` say again what `packages` says; they may not say another thing.
    fn check(&self, contract: &Contract) -> Result<(), JsonError> {
        let stated = self.source.as_ref();
        if let Some(package) = &self.package
            && stated.map(|source| &source.package) != contract.package()
        {
            return Err(package.error("`package` is not the principal package of `packages`".into()));
        }
        if let Some(header) = &self.header
            && stated.and_then(|source| source.header.as_ref()) != contract.header()
        {
            return Err(header.error("`contract` is not the header of the principal package in `packages`".into()));
        }
        Ok(())
    }
}

fn read_header(value: &Value<'_>) -> Result<Header, JsonError> {
    let mut object = value.object()?;
    let header = Header {
        name: object.required("name")?,
        state: object.required("state")?,
        scope: object.optional("scope")?,
        areas: object.optional("areas")?.unwrap_or_default(),
    };
    object.finish()?;
    Ok(header)
}

fn read_package(value: &Value<'_>) -> Result<Package, JsonError> {
    let mut object = value.object()?;
    let package = package_of(&mut object)?;
    object.finish()?;
    Ok(package)
}

fn package_of(object: &mut Object<'_>) -> Result<Package, JsonError> {
    Ok(Package {
        name: object.required_text("name", form::package)?,
        version: object.required("version")?,
    })
}

fn distinct_sources(value: &Value<'_>) -> Result<Vec<Source>, JsonError> {
    let mut taken: BTreeMap<Package, Value<'_>> = BTreeMap::new();
    let mut sources = Vec::new();
    for element in value.array()? {
        let mut object = element.object()?;
        let source = Source {
            package: package_of(&mut object)?,
            header: object.nested("contract", read_header)?,
            manifest: object.nested("manifest", read_manifest)?,
            unmarked: object.optional("unmarked")?,
        };
        object.finish()?;
        if let Some(first) = taken.insert(source.package.clone(), element.clone()) {
            let package = &source.package;
            return Err(element.error(format!(
                "the package `{package}` stands twice in `packages`, first at {}",
                first.place(),
            )));
        }
        sources.push(source);
    }
    Ok(sources)
}

fn read_manifest(value: &Value<'_>) -> Result<Manifest, JsonError> {
    let mut object = value.object()?;
    let manifest = Manifest {
        rust_version: object.optional("rust_version")?,
        features: object.nested("features", read_features)?.unwrap_or_default(),
    };
    object.finish()?;
    Ok(manifest)
}

fn read_features(value: &Value<'_>) -> Result<BTreeMap<String, Feature>, JsonError> {
    let read = |(name, value): (String, Value<'_>)| {
        let mut object = value.object()?;
        let feature = Feature {
            since: object.optional("since")?,
            enables: object.optional("enables")?.unwrap_or_default(),
        };
        object.finish()?;
        Ok((name, feature))
    };
    value.object()?.into_values().map(read).collect()
}

fn read_tombstones(value: &Value<'_>) -> Result<Vec<Tombstone>, JsonError> {
    let read = |element: Value<'_>| {
        let mut object = element.object()?;
        let id = object.required_value("id")?;
        let kind: Kind = object.required("kind")?;
        let tombstone = Tombstone {
            id: id.text(form::id(kind))?,
            kind,
            tier: object.required("tier")?,
            removed_in: object.required("removed_in")?,
            package: object.required_text("package", form::label)?,
        };
        object.finish()?;
        Ok(tombstone)
    };
    value.array()?.map(read).collect()
}

fn distinct_items(value: &Value<'_>, labels: &[String]) -> Result<Vec<Item>, JsonError> {
    let mut taken = BTreeMap::new();
    let mut items = Vec::new();
    for element in value.array()? {
        let mut object = element.object()?;
        let id = object.required_value("id")?;
        let package = object.required_value("package")?;
        let item = read_item(object, &id, package.read()?)?;
        if !labels.contains(&item.package) {
            return Err(package.error(format!(
                "the package `{}` of `{}` is not one that the contract heard from: {}",
                item.package,
                item.id,
                match labels {
                    [] => "name it in `package` or `packages`".into(),
                    labels => format!("write one of {}", labels.join(", ")),
                },
            )));
        }
        let name = item.identity();
        if let Some(first) = taken.get(&name) {
            let first: &Value<'_> = first;
            return Err(id.error(format!(
                "the id `{}` is taken by another item of the package `{}`, at {}",
                item.id,
                item.package,
                first.place(),
            )));
        }
        taken.insert(name, id);
        items.push(item);
    }
    Ok(items)
}

fn read_areas(value: &Value<'_>) -> Result<Vec<Area>, JsonError> {
    let mut taken: BTreeMap<(String, String), Value<'_>> = BTreeMap::new();
    let mut areas = Vec::new();
    for element in value.array()? {
        let mut object = element.object()?;
        let area = Area {
            name: object.required("name")?,
            package: object.required("package")?,
            tier: object.optional("tier")?,
            text: object.optional("text")?,
            note: object.optional("note")?,
            excludes: object.optional("excludes")?.unwrap_or_default(),
            planned: object.nested("planned", read_planned)?.unwrap_or_default(),
        };
        object.finish()?;
        if let Some(first) = taken.insert((area.package.clone(), area.name.clone()), element.clone()) {
            let (name, package) = (&area.name, &area.package);
            return Err(element.error(format!(
                "the area `{name}` of the package `{package}` stands twice in `areas`, first at {}",
                first.place(),
            )));
        }
        areas.push(area);
    }
    Ok(areas)
}

pub(in crate::contract) fn read_planned(value: &Value<'_>) -> Result<Vec<Planned>, JsonError> {
    let read = |element: Value<'_>| {
        let mut object = element.object()?;
        let planned = Planned {
            name: object.required("name")?,
            text: object.optional("text")?,
        };
        object.finish()?;
        Ok(planned)
    };
    value.array()?.map(read).collect()
}

fn read_item(mut object: Object<'_>, id: &Value<'_>, package: String) -> Result<Item, JsonError> {
    let kind: Kind = object.required("kind")?;
    Ok(Item {
        id: id.text(form::id(kind))?,
        kind,
        name: object.required_text("name", form::named)?,
        tier: object.required("tier")?,
        since: object.optional("since")?,
        area: object.optional("area")?,
        text: object.optional("text")?,
        note: object.optional("note")?,
        issue: object.optional("issue")?,
        docs: object.optional("docs")?,
        until: object.optional("until")?,
        feature: object.optional("feature")?,
        deprecated: object.nested("deprecated", read_deprecated)?,
        members: object
            .nested("members", |value| read_members(value, 1))?
            .unwrap_or_default(),
        signature: object.optional_text("signature", form::signature(kind))?,
        exhaustive: object.optional("exhaustive")?,
        sealed: object.nested("sealed", read_sealed)?,
        implements: object.optional("implements")?,
        schema: object.nested("schema", read_marker)?,
        namespaces: object.nested("namespaces", read_namespaces)?,
        document: object.optional("document")?.unwrap_or_default(),
        erased: object.optional("erased")?,
        may_expose: object.optional("may_expose")?.unwrap_or_default(),
        location: object.nested("location", read_location)?.unwrap_or_default(),
        package,
        extensions: object.extensions()?,
    })
}

fn read_members(value: &Value<'_>, depth: usize) -> Result<Vec<Member>, JsonError> {
    if depth > MAX_DEPTH {
        return Err(value.error(format!("members stand more than {MAX_DEPTH} deep")));
    }
    value.array()?.map(|element| read_member(&element, depth)).collect()
}

fn read_member(value: &Value<'_>, depth: usize) -> Result<Member, JsonError> {
    let mut object = value.object()?;
    Ok(Member {
        name: object.required("name")?,
        kind: object.required("kind")?,
        tier: object.optional("tier")?,
        since: object.optional("since")?,
        note: object.optional("note")?,
        issue: object.optional("issue")?,
        docs: object.optional("docs")?,
        until: object.optional("until")?,
        feature: object.optional("feature")?,
        deprecated: object.nested("deprecated", read_deprecated)?,
        reserved: object.optional("reserved")?.unwrap_or_default(),
        provided: object.optional("provided")?.unwrap_or_default(),
        signature: object.optional("signature")?,
        may_expose: object.optional("may_expose")?.unwrap_or_default(),
        members: object
            .nested("members", |value| read_members(value, depth + 1))?
            .unwrap_or_default(),
        extensions: object.extensions()?,
    })
}

fn read_deprecated(value: &Value<'_>) -> Result<Deprecated, JsonError> {
    let mut object = value.object()?;
    let deprecated = Deprecated {
        since: object.optional("since")?,
        note: object.optional("note")?,
        replacement: object.optional("replacement")?,
        remove_in: object.optional("remove_in")?,
        on: object.optional_text("on", form::date)?,
        sunset: object.optional_text("sunset", form::date)?,
        link: object.optional_text("link", form::uri)?,
        successor: object.optional_text("successor", form::uri)?,
    };
    object.finish()?;
    Ok(deprecated)
}

fn read_sealed(value: &Value<'_>) -> Result<Sealed, JsonError> {
    let mut object = value.object()?;
    let mut sealed = Sealed {
        friends: object.optional("friends")?.unwrap_or_default(),
        implementations: object.optional("implementations")?.unwrap_or_default(),
    };
    object.finish()?;
    sealed.implementations.sort();
    sealed.implementations.dedup();
    Ok(sealed)
}

pub(in crate::contract) fn read_marker(value: &Value<'_>) -> Result<Marker, JsonError> {
    let mut object = value.object()?;
    let marker = Marker {
        key: object.required("key")?,
        value: object.required("value")?,
    };
    object.finish()?;
    Ok(marker)
}

pub(in crate::contract) fn read_namespaces(value: &Value<'_>) -> Result<Namespaces, JsonError> {
    let mut object = value.object()?;
    let namespaces = Namespaces {
        core: object.required("core")?,
        community: object.required("community")?,
    };
    object.finish()?;
    Ok(namespaces)
}

fn read_location(value: &Value<'_>) -> Result<Location, JsonError> {
    let mut object = value.object()?;
    let location = Location {
        file: object.optional("file")?.unwrap_or_default(),
        line: object.optional("line")?.unwrap_or_default(),
    };
    object.finish()?;
    Ok(location)
}
