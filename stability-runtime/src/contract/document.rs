//! The contract as JSON, and back.
//!
//! The document names every package (`packages`) beside the principal one (`contract`, `package`), and keeps the order of
//! areas in the header, since a program is made of several packages. Every text with a form is checked when it is read: a rule
//! that cannot read a date or a policy would report nothing.

#[cfg(test)]
mod tests;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use semver::Version;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::header::labels;
use super::json::fields::object;
use super::json::place::{Path, Place};
use super::json::read::{Nullable, Object, Text, parse};
use super::json::{JsonError, write_raw};
use super::{Area, Build, Contract, Header, Item, Package, Source, Tombstone};

/// The schema that this version writes, and the only one that it reads.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub const SCHEMA: &str = "stability/contract@1";

/// The interchange form.
struct Document<'a>(&'a Contract);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(contract) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        if let Some(minimum) = minimum(contract) {
            map.serialize_entry("minimum", minimum)?;
        }
        if contract.shape_form > 0 {
            map.serialize_entry("shape_form", &contract.shape_form)?;
        }
        map.serialize_entry("contract", &contract.header())?;
        map.serialize_entry("package", &contract.package())?;
        if !contract.sources.is_empty() {
            map.serialize_entry("packages", &contract.sources)?;
        }
        if !contract.builds.is_empty() {
            map.serialize_entry("builds", &contract.builds)?;
        }
        if !contract.areas.is_empty() {
            map.serialize_entry("areas", &contract.areas)?;
        }
        map.serialize_entry("items", &contract.items)?;
        if !contract.tombstones.is_empty() {
            map.serialize_entry("tombstones", &contract.tombstones)?;
        }
        write_raw(&mut map, &contract.extensions)?;
        map.end()
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Contract"))]
impl Contract {
    /// The contract as JSON of the schema [`SCHEMA`]: keys in a fixed order, two spaces of indentation, a newline at the
    /// end. Equal contracts give equal bytes.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let json = Contract::default().to_json();
    /// assert_eq!(json, r#"{
    ///   "schema": "stability/contract@1",
    ///   "contract": null,
    ///   "package": null,
    ///   "items": []
    /// }
    /// "#);
    /// ```
    #[expect(clippy::missing_panics_doc, reason = "it does not panic")]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(&Document(self))
            .expect("keys are strings, and the JSON text of an extension was read as such");
        json.push('\n');
        json
    }

    /// Reads what [`to_json`](Self::to_json) or another tool wrote. Items may be in any order.
    ///
    /// Keys that start with `x-` are kept unchanged, at the top level, on items and on members.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, with its place: text that is no JSON, another schema or a later version of this one,
    /// a key that is missing, doubled or unknown, a value of the wrong type, an item whose id is taken.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let error = Contract::from_json(r#"{
    ///   "schema": "stability/contract@1",
    ///   "contract": null,
    ///   "package": { "name": "nika", "version": "1.0.0" },
    ///   "items": [
    ///     { "id": "nika::Foo", "kind": "struct", "name": "Foo", "teir": "stable", "package": "nika" }
    ///   ]
    /// }"#).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "line 6, column 59: unknown key `teir` in `items[0]`: write `tier`",
    /// );
    /// ```
    pub fn from_json(json: &str) -> Result<Self, JsonError> {
        read(json)
    }
}

object! {
    /// A document as it is written.
    read struct Written {
        pub schema: String => required,
        pub minimum: Option<Version>,
        pub shape_form: Option<u32>,
        pub contract: Nullable<Header>,
        pub package: Nullable<Package>,
        pub packages: Option<Vec<Source>>,
        pub builds: BTreeMap<String, Build>,
        pub areas: Vec<Area>,
        pub items: Vec<Item> => required,
        pub tombstones: Vec<Tombstone>,
        ..extensions
    }
}

fn read(text: &str) -> Result<Contract, JsonError> {
    // Some editors write a byte order mark, which is no part of the document.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = parse::<Written, _>(text, Text::Document, Written::finish);
    // The first of all, since it says what to do about whatever is not known.
    if !matches!(&document, Ok(Written { minimum: None, .. })) {
        check_minimum(text)?;
    }
    // Before anything else, so that a later schema is refused as such and not for a key that came with it.
    if document.as_ref().map_or(true, |document| document.schema != SCHEMA) {
        check_schema(text)?;
    }
    let mut document = document?;
    for sealed in document.items.iter_mut().filter_map(|item| item.sealed.as_mut()) {
        sealed.implementations.sort();
        sealed.implementations.dedup();
    }
    let place = Place::new(text);
    let refuse = |path: &Path, message: String| JsonError::at(text, place.value(path), message);

    let (header, package) = (document.contract.0, document.package.0);
    if header.is_some() && package.is_none() {
        let message = "`contract` is there, but `package` is missing: write the package of the contract";
        return Err(refuse(&Path::key("contract"), message.into()));
    }
    let sources = match document.packages {
        Some(packages) => packages,
        None => package
            .iter()
            .map(|package| Source::new(package.clone(), header.clone()))
            .collect(),
    };
    distinct(&sources, |source| &source.package).map_err(|(first, second)| {
        let package = &sources[second].package;
        let first = place.shown(place.value(&Path::element("packages", first, None)));
        let message = format!("the package `{package}` is written twice in `packages`, first at {first}: remove one");
        refuse(&Path::element("packages", second, None), message)
    })?;
    distinct(&document.areas, |area| (&area.package, &area.name)).map_err(|(first, second)| {
        let Area { name, package, .. } = &document.areas[second];
        let first = place.shown(place.value(&Path::element("areas", first, None)));
        let message = format!(
            "the area `{name}` of the package `{package}` is written twice in `areas`, first at {first}: remove one"
        );
        refuse(&Path::element("areas", second, None), message)
    })?;
    let mut sources = sources;
    sources.sort_by(|a, b| a.package.cmp(&b.package));
    let labels = labels(&sources);
    let is_label: BTreeSet<&String> = labels.iter().collect();
    for (at, item) in document.items.iter().enumerate() {
        if !is_label.contains(&item.package) {
            let message = format!(
                "the package `{}` of `{}` is not a package of the contract: {}",
                item.package,
                item.id,
                match labels.as_slice() {
                    [] => "name it in `package` or `packages`".into(),
                    labels => format!("write one of {}", labels.join(", ")),
                },
            );
            return Err(refuse(&Path::element("items", at, Some("package")), message));
        }
    }
    let in_builds = in_builds(&document.items, &document.builds, refuse)?;
    distinct(&in_builds, |(_, item, build)| (item.identity(), *build)).map_err(|(first, second)| {
        let (first, (second, item, _)) = (in_builds[first].0, in_builds[second]);
        let first = place.shown(place.value(&Path::element("items", first, Some("id"))));
        let message = format!(
            "the id `{}` is already the id of another item of the package `{}`, at {first}: remove one",
            item.id, item.package,
        );
        refuse(&Path::element("items", second, Some("id")), message)
    })?;

    let mut contract = Contract::assemble(sources, Vec::new(), document.areas).with_tombstones(document.tombstones);
    contract.builds = document.builds;
    contract.set_items(document.items);
    contract.extensions = document.extensions;
    contract.shape_form = document.shape_form.unwrap_or_default();
    // `contract` and `package` say again what `packages` says; they may not say another thing.
    if package.is_some() && package.as_ref() != contract.package() {
        let message = "`package` is not the principal package of `packages`";
        return Err(refuse(&Path::key("package"), message.into()));
    }
    if header.is_some() && header.as_ref() != contract.header() {
        let message = "`contract` is not the header of the principal package in `packages`";
        return Err(refuse(&Path::key("contract"), message.into()));
    }
    Ok(contract)
}

/// Each item with its place in the list, once for each build that it names.
fn in_builds<'d>(
    items: &'d [Item],
    builds: &'d BTreeMap<String, Build>,
    refuse: impl Fn(&Path, String) -> JsonError,
) -> Result<Vec<(usize, &'d Item, &'d str)>, JsonError> {
    let mut all = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        if let Some(build) = item.builds.iter().find(|build| !builds.contains_key(*build)) {
            let known: Vec<&str> = builds.keys().map(String::as_str).collect();
            let advice = match known.as_slice() {
                [] => "leave the key out".into(),
                known => format!("write one of {}", known.join(", ")),
            };
            let message = format!("the build `{build}` of `{}` is not one of `builds`: {advice}", item.id);
            return Err(refuse(&Path::element("items", at, Some("builds")), message));
        }
        if item.builds.is_empty() && !builds.is_empty() {
            all.extend(builds.keys().map(|build| (at, item, build.as_str())));
        } else if item.builds.is_empty() {
            all.push((at, item, ""));
        }
        all.extend(item.builds.iter().map(|build| (at, item, build.as_str())));
    }
    Ok(all)
}

/// The version of the first program that can read a contract, where not all can. A key that comes later gets a row.
fn minimum(contract: &Contract) -> Option<&'static str> {
    (!contract.builds.is_empty()).then_some("0.1.0")
}

/// Refuses a contract that only a later program can read, with the version that it needs.
fn check_minimum(text: &str) -> Result<(), JsonError> {
    let place = Place::new(text);
    let path = Path::key("minimum");
    let found = serde_json::from_str::<Version>(place.find(&path)).ok();
    let own = env!("CARGO_PKG_VERSION");
    let is_later = |found: &Version| own.parse().is_ok_and(|own: Version| own < *found);
    match found.filter(is_later) {
        Some(found) => {
            let message = format!(
                "the contract needs version {found} of `cargo stability`, but this is {own}: install a later one \
                 with `cargo install cargo-stability --locked`"
            );
            Err(JsonError::at(text, place.value(&path), message))
        }
        None => Ok(()),
    }
}

/// Refuses another schema than ours, where the text has one.
fn check_schema(text: &str) -> Result<(), JsonError> {
    let place = Place::new(text);
    let path = Path::key("schema");
    let Ok(found) = serde_json::from_str::<String>(place.find(&path)) else {
        return Ok(());
    };
    if found == SCHEMA {
        return Ok(());
    }
    let (name, read) = SCHEMA.split_once('@').unwrap_or((SCHEMA, ""));
    let version = |text: &str| text.parse::<u64>().ok();
    let later = found
        .strip_prefix(name)
        .and_then(|rest| version(rest.strip_prefix('@')?))
        .filter(|found| Some(*found) > version(read));
    let message = match later {
        Some(later) => format!(
            "the schema is `{found}`, version {later}; this program reads version {read}: \
             use a later version of `stability-runtime`, or write the contract again with this one",
        ),
        None => format!("the schema is `{found}`; this program reads `{SCHEMA}`"),
    };
    Err(JsonError::at(text, place.value(&path), message))
}

/// The first two elements that have the same key, by their places in the list.
fn distinct<'a, T, K: Ord>(elements: &'a [T], key: impl Fn(&'a T) -> K) -> Result<(), (usize, usize)> {
    // A document that was written here is sorted, and nothing in it needs to be looked up.
    if elements.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])) {
        return Ok(());
    }
    let mut taken = BTreeMap::new();
    for (at, element) in elements.iter().enumerate() {
        if let Some(first) = taken.insert(key(element), at) {
            return Err((first, at));
        }
    }
    Ok(())
}
