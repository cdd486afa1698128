//! What the references of a document lead to.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

/// How many references after one another are followed: more lead nowhere, or in a circle.
const LONGEST: usize = 32;

/// The references inside a document, counted by what they lead to.
#[derive(Debug)]
pub struct References<'d> {
    document: &'d Value,
    counts: BTreeMap<Cow<'d, str>, usize>,
}

impl<'d> References<'d> {
    pub fn of(document: &'d Value) -> Self {
        let mut counts = BTreeMap::new();
        // Not by recursion: a document that was built and not parsed can be of any depth.
        let mut left = Vec::from([document]);
        while let Some(value) = left.pop() {
            match value {
                Value::Object(members) => {
                    if let Some(pointer) = members.get("$ref").and_then(pointer_of) {
                        *counts.entry(pointer).or_default() += 1;
                    }
                    left.extend(members.values());
                }
                Value::Array(values) => left.extend(values),
                _ => {}
            }
        }
        Self { document, counts }
    }

    /// How many references lead to a pointer.
    pub fn count(&self, pointer: &str) -> usize {
        self.counts.get(pointer).copied().unwrap_or_default()
    }

    /// The target of a chain of references; the value itself if it is not a reference. `None` where they lead out of the document,
    /// or to nothing.
    pub fn follow(&self, value: &'d Value) -> Option<&'d Value> {
        let mut value = value;
        for _ in 0..LONGEST {
            match value.get("$ref") {
                None => return Some(value),
                Some(reference) => value = self.document.pointer(&pointer_of(reference)?)?,
            }
        }
        None
    }

    /// The target of one reference, with its pointer.
    pub fn target(&self, reference: &'d Value) -> Option<(Cow<'d, str>, &'d Value)> {
        let pointer = pointer_of(reference)?;
        let target = self.document.pointer(&pointer)?;
        Some((pointer, target))
    }
}

/// The pointer in a reference inside its document, without the percent-encoding of a URI fragment; `None` where it leads
/// elsewhere.
fn pointer_of(reference: &Value) -> Option<Cow<'_, str>> {
    let pointer = reference.as_str()?.strip_prefix('#')?;
    if !pointer.contains('%') {
        return Some(Cow::Borrowed(pointer));
    }
    let mut decoded = Vec::with_capacity(pointer.len());
    let mut left = pointer.as_bytes();
    while let [first, rest @ ..] = left {
        let escaped = if *first == b'%' { hexadecimal(rest) } else { None };
        let (byte, rest) = escaped.unwrap_or((*first, rest));
        decoded.push(byte);
        left = rest;
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

/// The byte of two hexadecimal digits, and what follows.
fn hexadecimal(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = text.split_at_checked(2)?;
    let digits = str::from_utf8(digits).ok()?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let byte = u8::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    Some((byte, rest))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_is_followed_to_its_end() {
        let document = json!({
            "a/b": { "{c}": 1 },
            "first": { "$ref": "#/second" },
            "second": { "$ref": "#/a~1b" },
            "circle": { "$ref": "#/circle" },
            "out": { "$ref": "other.json#/a" },
        });
        let references = References::of(&document);
        assert_eq!(references.follow(&document["first"]), Some(&document["a/b"]));
        assert_eq!(references.follow(&document["a/b"]), Some(&document["a/b"]));
        for nowhere in ["circle", "out"] {
            assert_eq!(references.follow(&document[nowhere]), None, "{nowhere}");
        }
        assert_eq!((references.count("/a~1b"), references.count("/first")), (1, 0));
    }

    #[test]
    fn a_fragment_is_decoded() {
        for (reference, expected) in [
            ("#/paths/~1a~1%7Bid%7d/get", Some("/paths/~1a~1{id}/get")),
            ("#/a%c3%a9", Some("/aé")),
            ("#/a%", Some("/a%")),
            ("#/a%+1", Some("/a%+1")),
            ("#/a%ff", None),
            ("#", Some("")),
            ("a.json#/b", None),
        ] {
            assert_eq!(pointer_of(&json!(reference)).as_deref(), expected, "{reference}");
        }
    }
}
