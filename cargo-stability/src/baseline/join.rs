//! One contract out of several, package by package.

use std::collections::BTreeMap;

use anyhow::Result;
use semver::Version;
use serde_json::{Map, Value};
use stability::Contract;

/// What a contract has of one package.
pub struct Part {
    pub contract: Contract,
    pub package: String,
    /// The version that the package has there, where it is not as the contract says.
    pub version: Option<Version>,
}

/// The lists of a contract that name the package of each entry, and how.
const LISTS: [(&str, &str); 4] = [
    ("packages", "name"),
    ("items", "package"),
    ("areas", "package"),
    ("tombstones", "package"),
];

/// The contract of all parts. It is put together as JSON, which has all that there is.
pub fn joined(parts: Vec<Part>) -> Result<Contract> {
    let mut whole = Map::new();
    for part in &parts {
        add(&mut whole, part)?;
    }
    // The principal package follows from `packages`.
    whole.insert("contract".to_owned(), Value::Null);
    whole.insert("package".to_owned(), Value::Null);
    for (list, _) in LISTS {
        whole.entry(list).or_insert_with(|| Value::Array(Vec::new()));
    }
    whole
        .entry("schema")
        .or_insert_with(|| Value::from(stability::contract::SCHEMA));
    read(&Value::Object(whole), parts.iter().map(|part| &part.contract))
}

/// The contract of a document that was made of others. Shapes are texts, and have the form that they had there.
fn read<'a>(document: &Value, made_of: impl Iterator<Item = &'a Contract> + Clone) -> Result<Contract> {
    let form = made_of.clone().map(Contract::shape_form).max().unwrap_or_default();
    let items = made_of.flat_map(Contract::items);
    let shapes: BTreeMap<_, _> = items.map(|item| ((item.key(), &item.builds), &item.shape)).collect();
    let contract = Contract::from_json(&document.to_string())?;
    Ok(contract.with_shapes(form, |item| {
        let shape = shapes.get(&(item.key(), &item.builds));
        shape.map_or_else(|| item.shape.clone(), |shape| (*shape).clone())
    }))
}

/// The contract as it is when these versions of its packages are released: what is so since the next release is so since that version.
pub fn with_versions(contract: &Contract, versions: &BTreeMap<String, Version>) -> Result<Contract> {
    let mut document: Value = serde_json::from_str(&contract.to_json())?;
    document["contract"] = Value::Null;
    document["package"] = Value::Null;
    for package in document["packages"].as_array_mut().into_iter().flatten() {
        if let Some(version) = package["name"].as_str().and_then(|name| versions.get(name)) {
            package["version"] = Value::from(version.to_string());
        }
    }
    for item in document["items"].as_array_mut().into_iter().flatten() {
        let package = item["package"].as_str().and_then(|label| label.split('@').next());
        if let Some(version) = package.and_then(|name| versions.get(name)) {
            resolve_next(item, &version.to_string());
        }
    }
    read(&document, std::iter::once(contract))
}

/// Writes the version where an object says `next`.
fn resolve_next(value: &mut Value, version: &str) {
    /// The keys whose value may be `next`.
    const KEYS: [&str; 5] = ["since", "announced", "warned", "denied", "hidden"];
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                if KEYS.contains(&key.as_str()) && value.as_str() == Some("next") {
                    *value = Value::from(version);
                } else {
                    resolve_next(value, version);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| resolve_next(value, version)),
        _ => {}
    }
}

fn add(whole: &mut Map<String, Value>, part: &Part) -> Result<()> {
    let Part {
        contract,
        package,
        version,
    } = part;
    let mut document: Map<String, Value> = serde_json::from_str(&contract.to_json())?;
    for (list, key) in LISTS {
        let Some(Value::Array(entries)) = document.remove(list) else {
            continue;
        };
        let mut own: Vec<Value> = entries
            .into_iter()
            .filter(|entry| is_of(&entry[key], package))
            .collect();
        for entry in &mut own {
            if let (Some(version), Some(before)) = (version, entry.get_mut("version")) {
                *before = Value::from(version.to_string());
            }
        }
        if let Value::Array(all) = whole.entry(list).or_insert_with(|| Value::Array(Vec::new())) {
            all.extend(own);
        }
    }
    for (key, value) in document {
        match (whole.get_mut(&key), value) {
            // The builds of all.
            (Some(Value::Object(known)), Value::Object(more)) => {
                for (name, value) in more {
                    known.entry(name).or_insert(value);
                }
            }
            (Some(_), _) => {}
            (None, value) => drop(whole.insert(key, value)),
        }
    }
    Ok(())
}

/// Whether this is the package, with or without its version.
fn is_of(label: &Value, package: &str) -> bool {
    let label = label.as_str().unwrap_or_default();
    label.split('@').next() == Some(package)
}

#[cfg(test)]
mod tests {
    use stability::Contract;

    use super::{Part, joined, with_versions};

    fn contract(version: &str, items: &[&str]) -> Contract {
        let item = |id: &&str| {
            let package = id.split("::").next().unwrap();
            format!(r#"{{ "id": "{id}", "kind": "struct", "name": "X", "tier": "stable", "package": "{package}" }}"#)
        };
        let items: Vec<String> = items.iter().map(item).collect();
        let text = format!(
            r#"{{ "schema": "stability/contract@1", "contract": null, "package": null, "packages": [
            {{ "name": "one", "version": "{version}" }}, {{ "name": "two", "version": "{version}" }}],
            "items": [{}], "tombstones": [{{ "id": "one::Gone", "kind": "struct", "tier": "stable", "package": "one",
            "removed_in": "1.0.0" }}], "x-kept": 1 }}"#,
            items.join(",")
        );
        Contract::from_json(&text).unwrap()
    }

    #[test]
    fn each_package_is_as_its_own_part_has_it() {
        let part = |version: &str, items: &[&str], package: &str, stated: Option<&str>| Part {
            contract: contract(version, items),
            package: package.to_owned(),
            version: stated.map(|version| version.parse().unwrap()),
        };
        let whole = joined(vec![
            part("1.0.0", &["one::A", "two::A"], "one", Some("1.1.0")),
            part("2.0.0", &["one::B", "two::B"], "two", None),
        ]);
        let whole = whole.unwrap();
        let packages: Vec<String> = whole.packages().iter().map(|it| it.package.to_string()).collect();
        assert_eq!(packages, ["one 1.1.0", "two 2.0.0"]);
        let ids: Vec<&str> = whole.items().iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["one::A", "two::B"]);
        assert_eq!(whole.tombstones().len(), 1);
        assert_eq!(whole.extensions()["x-kept"], "1");
    }

    #[test]
    fn what_is_so_since_the_next_release_is_so_since_its_version() {
        let text = r#"{ "schema": "stability/contract@1", "contract": null, "package": { "name": "one", "version": "1.0.0" }, "items": [
            { "id": "one::next", "kind": "fn", "name": "next", "tier": "stable", "since": "next", "package": "one",
              "shape": { "fn one::next": {"kind":"fn","fields":{}} } }] }"#;
        let contract = Contract::from_json(text).unwrap();
        let versions = [("one".to_owned(), "1.1.0".parse().unwrap())].into();
        let released = with_versions(&contract, &versions).unwrap();
        assert_eq!(released.packages()[0].package.to_string(), "one 1.1.0");
        let item = &released.items()[0];
        assert_eq!(item.since.as_ref().map(ToString::to_string).as_deref(), Some("1.1.0"));
        assert_eq!(item.shape, contract.items()[0].shape, "it has the same bytes");
    }

    #[test]
    fn nothing_is_a_contract_without_items() {
        assert_eq!(joined(Vec::new()).unwrap(), Contract::default());
    }
}
