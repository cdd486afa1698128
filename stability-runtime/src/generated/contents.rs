//! What is recorded of a stored artefact, so that a later state can be compared with it where the file itself is not at hand.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::json::{below, elements, name_of, parse, type_of};
use super::terms::Terms;
use crate::contract::Contents;

impl Terms<'_> {
    /// What is recorded of the stored file, where that is there; nothing of what may become anything. Of what is not the JSON that
    /// the policy is about, there are no parts.
    pub fn contents(&self, stored: Option<&[u8]>) -> Option<Contents> {
        let mut parts = BTreeMap::new();
        match self {
            Self::Free => return None,
            Self::Frozen => {}
            Self::Additive => {
                if let Some(Ok(value)) = stored.map(|stored| parse(stored, "stored")) {
                    add_parts(&value, String::new(), &mut parts);
                }
            }
            Self::FrozenByKey { key, fields } => {
                let value = stored
                    .and_then(|stored| parse(stored, "stored").ok())
                    .unwrap_or_default();
                for (name, element) in elements(&value, key, "stored").unwrap_or_default() {
                    parts.insert(name.to_string(), hash_of_element(element, fields));
                }
            }
        }
        Some(Contents {
            hash: stored.map(hash_of_file),
            parts,
        })
    }
}

/// What is recorded of several files, each by its path, of which each stays as it is.
pub fn contents_of_files(files: &[(String, Vec<u8>)]) -> Contents {
    let parts: BTreeMap<String, String> = files
        .iter()
        .map(|(path, bytes)| (path.clone(), hash_of_file(bytes)))
        .collect();
    let mut hash = Hash::new();
    for (path, part) in &parts {
        hash.add(path.as_bytes());
        hash.add(part.as_bytes());
    }
    Contents {
        hash: (!parts.is_empty()).then(|| hash.shown()),
        parts,
    }
}

/// Each part by a path in which what names an element of a list is in the place of its number.
fn add_parts(value: &Value, path: String, parts: &mut BTreeMap<String, String>) {
    let children: BTreeMap<String, &Value> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (below(&path, key), value)).collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, it)| (below(&path, &element(at, it)), it))
            .collect(),
        _ => BTreeMap::new(),
    };
    let deprecated = match value.get("deprecated") {
        Some(Value::Bool(true)) => " deprecated",
        _ => "",
    };
    parts.insert(path, format!("{}{deprecated}", type_of(value)));
    for (path, child) in children {
        add_parts(child, path, parts);
    }
}

/// How an element of a list is found again.
fn element(at: usize, value: &Value) -> String {
    match (name_of(value), value) {
        (Some(names), _) => {
            let names = names.iter().filter_map(|name| name.as_str());
            names.collect::<Vec<_>>().join(" ")
        }
        (None, Value::Object(_) | Value::Array(_)) => at.to_string(),
        (None, scalar) => scalar.to_string(),
    }
}

fn hash_of_element(element: &Map<String, Value>, fields: &[&str]) -> String {
    let mut hash = Hash::new();
    let kept: BTreeMap<&String, &Value> = element
        .iter()
        .filter(|(field, _)| fields.is_empty() || fields.contains(&field.as_str()))
        .collect();
    for (field, value) in kept {
        hash.add(field.as_bytes());
        hash.add_value(value);
    }
    hash.shown()
}

/// Lines may end in another way on another machine.
fn hash_of_file(bytes: &[u8]) -> String {
    let mut hash = Hash::new();
    match core::str::from_utf8(bytes) {
        Ok(text) => hash.add(text.replace("\r\n", "\n").as_bytes()),
        Err(_) => hash.add(bytes),
    }
    hash.shown()
}

/// FNV-1a with 64 bits: it finds changes, and withstands nobody who forges one, as nothing does that the same commit rewrites.
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        // The end of a part does not belong to its bytes.
        let bytes = bytes.iter().map(|byte| u64::from(*byte)).chain([0x100]);
        self.0 = bytes.fold(self.0, |hash, byte| (hash ^ byte).wrapping_mul(0x0100_0000_01b3));
    }

    /// Adds a value whatever the order of its keys.
    fn add_value(&mut self, value: &Value) {
        self.add(type_of(value).as_bytes());
        match value {
            Value::Object(object) => {
                for (key, value) in object.iter().collect::<BTreeMap<_, _>>() {
                    self.add(key.as_bytes());
                    self.add_value(value);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| self.add_value(value)),
            scalar => self.add(scalar.to_string().as_bytes()),
        }
        self.add(b"end");
    }

    fn shown(&self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use crate::generated::terms::Terms;

    fn parts(policy: &str, stored: &str) -> Vec<String> {
        let contents = Terms::of_signature(policy).and_then(|terms| terms.contents(Some(stored.as_bytes())));
        let parts = contents.map(|contents| contents.parts).unwrap_or_default();
        parts
            .into_iter()
            .map(|(path, what)| format!("{path}: {what}"))
            .collect()
    }

    #[test]
    fn additive_content_is_recorded_part_by_part() {
        let document = r#"{ "a": [1, "b", { "name": "c", "deprecated": true }], "d/e": null }"#;
        assert_eq!(
            parts("additive", document),
            [
                ": object",
                "/a: array",
                "/a/\"b\": string",
                "/a/1: number",
                "/a/c: object deprecated",
                "/a/c/deprecated: boolean",
                "/a/c/name: string",
                "/d~1e: null",
            ]
        );
        assert_eq!(parts("additive", "no JSON"), [""; 0]);
        assert_eq!(parts("frozen", document), [""; 0]);
    }

    #[test]
    fn an_element_is_the_same_whatever_the_order_of_its_keys() {
        let one = parts(
            "frozen by name: schema",
            r#"[{ "name": "a", "schema": { "b": 1, "c": [] }, "d": 1 }]"#,
        );
        let same = parts(
            "frozen by name: schema",
            r#"[{ "d": 2, "schema": { "c": [], "b": 1 }, "name": "a" }]"#,
        );
        let other = parts(
            "frozen by name: schema",
            r#"[{ "name": "a", "schema": { "b": 1, "c": {} }, "d": 1 }]"#,
        );
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_ne!(
            parts("frozen by name", r#"[{ "name": "a", "d": 1 }]"#),
            parts("frozen by name", r#"[{ "name": "a" }]"#)
        );
    }

    #[test]
    fn a_file_has_one_hash_on_every_machine() {
        let hash = |stored: Option<&[u8]>| Terms::Frozen.contents(stored).and_then(|contents| contents.hash);
        assert_eq!(hash(Some(b"a\r\nb\r\n")), hash(Some(b"a\nb\n")));
        assert_ne!(hash(Some(b"a\nb\n")), hash(Some(b"a\nb")));
        assert_eq!(hash(None), None);
        assert_eq!(Terms::Free.contents(Some(b"a")), None);
    }
}
