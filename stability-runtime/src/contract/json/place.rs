//! Where a value is in a text.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The way from the text as a whole to a value.
#[derive(Clone, Default)]
pub(in crate::contract) struct Path(pub Vec<Step>);

#[derive(Clone)]
pub(in crate::contract) enum Step {
    Key(String),
    Index(usize),
}

impl Path {
    /// The way to `key` of the element `at` of the list that `list` has.
    pub(in crate::contract) fn element(list: &str, at: usize, key: Option<&str>) -> Self {
        let mut steps = Vec::from([Step::Key(list.into()), Step::Index(at)]);
        steps.extend(key.map(|key| Step::Key(key.into())));
        Self(steps)
    }

    pub(in crate::contract) fn key(key: &str) -> Self {
        Self(Vec::from([Step::Key(key.into())]))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a message names it.
    pub(super) fn shown(&self) -> String {
        if self.is_empty() {
            "the document".to_string()
        } else {
            format!("`{self}`")
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(at) => write!(f, "[{at}]")?,
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// Finds values in a text that is JSON.
#[derive(Clone, Copy)]
pub(in crate::contract) struct Place<'a> {
    text: &'a str,
}

impl<'a> Place<'a> {
    pub(in crate::contract) fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// Where the value starts that `path` leads to, or as much of it as can be found.
    pub(in crate::contract) fn value(self, path: &Path) -> usize {
        self.offset(self.find(path))
    }

    /// Where `key` itself starts in the object that `path` leads to: the first one of that name, or one after it.
    pub(super) fn key(self, path: &Path, key: &str, nth: usize) -> usize {
        let object = self.find(path);
        let entries = entries(object);
        let mut named = entries.iter().filter(|(raw, _)| is_named(raw, key));
        self.offset(named.nth(nth).map_or(object, |(raw, _)| raw.get()))
    }

    /// `line 3, column 7`.
    pub(in crate::contract) fn shown(self, offset: usize) -> String {
        let (line, column) = line_and_column(&self.text[..offset]);
        format!("line {line}, column {column}")
    }

    /// The text of the value that `path` leads to.
    pub(in crate::contract) fn find(self, path: &Path) -> &'a str {
        let mut raw = serde_json::from_str::<&RawValue>(self.text).map_or(self.text, RawValue::get);
        for step in &path.0 {
            let inner = match step {
                Step::Index(at) => serde_json::from_str::<Vec<&RawValue>>(raw)
                    .ok()
                    .and_then(|list| list.get(*at).copied()),
                Step::Key(key) => {
                    let entries = entries(raw);
                    let found = entries.iter().find(|(raw, _)| is_named(raw, key));
                    found.map(|(_, value)| *value)
                }
            };
            match inner {
                Some(inner) => raw = inner.get(),
                None => break,
            }
        }
        raw
    }

    /// Every piece is borrowed from the text.
    fn offset(self, piece: &str) -> usize {
        piece.as_ptr().addr() - self.text.as_ptr().addr()
    }
}

/// The line and the column of what follows `before`.
pub(super) fn line_and_column(before: &str) -> (usize, usize) {
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

fn is_named(raw: &RawValue, key: &str) -> bool {
    serde_json::from_str::<String>(raw.get()).is_ok_and(|name| name == key)
}

/// The keys and values of an object as they are in the text.
fn entries(object: &str) -> Vec<(&RawValue, &RawValue)> {
    serde_json::from_str::<Entries<'_>>(object).map_or_else(|_| Vec::new(), |entries| entries.0)
}

struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}
