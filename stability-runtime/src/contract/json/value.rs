//! Pieces of JSON that know where they stand.
//!
//! A piece is raw text until it is asked for what it should be. The scan that cuts it out does not recurse, so no nesting
//! of a text can exhaust the stack.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{JsonError, line_and_column};
use super::form::Form;
use crate::nearest::nearest;

/// A value in the text of a document.
#[derive(Clone)]
pub(in crate::contract) struct Value<'a> {
    text: &'a str,
    offset: usize,
    raw: &'a str,
    path: Path,
}

/// The way from the document to a value. It is put together only where an error tells it: each path holds those above it, and
/// keys may be long.
#[derive(Clone, Default)]
struct Path(Option<Rc<(Path, Step)>>);

enum Step {
    Key(String),
    Index(usize),
}

impl Path {
    fn with(&self, step: Step) -> Self {
        Self(Some(Rc::new((self.clone(), step))))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((above, step)) = self.0.as_deref() else {
            return Ok(());
        };
        write!(f, "{above}")?;
        match step {
            Step::Index(at) => write!(f, "[{at}]"),
            Step::Key(key) if above.0.is_none() => f.write_str(key),
            Step::Key(key) => write!(f, ".{key}"),
        }
    }
}

impl<'a> Value<'a> {
    /// The document as a whole.
    pub(in crate::contract) fn document(text: &'a str) -> Result<Self, JsonError> {
        let raw: &'a RawValue =
            serde_json::from_str(text).map_err(|error| JsonError::in_part(text, 0, text, "", &error))?;
        Ok(Self::new(text, raw, Path::default()))
    }

    fn new(text: &'a str, raw: &'a RawValue, path: Path) -> Self {
        let raw = raw.get();
        // Every piece is borrowed from the text.
        let offset = raw.as_ptr().addr() - text.as_ptr().addr();
        Self {
            text,
            offset,
            raw,
            path,
        }
    }

    /// The value as what it should be.
    pub(in crate::contract) fn read<T: Deserialize<'a>>(&self) -> Result<T, JsonError> {
        serde_json::from_str(self.raw)
            .map_err(|error| JsonError::in_part(self.text, self.offset, self.raw, &self.path.to_string(), &error))
    }

    /// The value as a text of a form.
    pub(in crate::contract) fn text(&self, form: Form) -> Result<String, JsonError> {
        let text: String = self.read()?;
        form(&text).map_err(|wrong| self.error(format!("{}: `{text}` {wrong}", self.shown_path())))?;
        Ok(text)
    }

    /// The value as an array.
    pub(in crate::contract) fn array(&self) -> Result<impl Iterator<Item = Self>, JsonError> {
        let elements: Vec<&'a RawValue> = self.read()?;
        Ok(elements
            .into_iter()
            .enumerate()
            .map(|(at, raw)| Self::new(self.text, raw, self.path.with(Step::Index(at)))))
    }

    /// The value as an object, whose keys are all different.
    pub(in crate::contract) fn object(&self) -> Result<Object<'a>, JsonError> {
        let Entries(entries) = self.read()?;
        let mut object = Object {
            whole: self.clone(),
            entries: BTreeMap::new(),
            known: Vec::new(),
        };
        for (raw, value) in entries {
            let key = Self::new(self.text, raw, self.path.clone());
            let name: String = key.read()?;
            let value = Self::new(self.text, value, self.path.with(Step::Key(name.clone())));
            if let Some((first, _)) = object.entries.get(&name) {
                return Err(key.error(format!(
                    "the key `{name}` stands twice in {}, first at {}",
                    self.shown_path(),
                    first.place(),
                )));
            }
            object.entries.insert(name, (key, value));
        }
        Ok(object)
    }

    /// An error about the value.
    pub(in crate::contract) fn error(&self, message: String) -> JsonError {
        JsonError::at(self.text, self.offset, message)
    }

    /// `line 3, column 7`.
    pub(in crate::contract) fn place(&self) -> String {
        let (line, column) = line_and_column(&self.text[..self.offset]);
        format!("line {line}, column {column}")
    }

    fn shown_path(&self) -> String {
        match &self.path.0 {
            None => "the document".to_string(),
            Some(_) => format!("`{}`", self.path),
        }
    }

    pub(in crate::contract) fn is_null(&self) -> bool {
        self.raw == "null"
    }
}

/// An object whose keys are asked for one by one; the keys that nobody asked for are then refused.
pub(in crate::contract) struct Object<'a> {
    whole: Value<'a>,
    entries: BTreeMap<String, (Value<'a>, Value<'a>)>,
    known: Vec<&'static str>,
}

impl<'a> Object<'a> {
    /// The value of `key`.
    pub(in crate::contract) fn value(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.known.push(key);
        self.entries.remove(key).map(|(_, value)| value)
    }

    /// The value of `key`, which must be there.
    pub(in crate::contract) fn required_value(&mut self, key: &'static str) -> Result<Value<'a>, JsonError> {
        self.value(key).ok_or_else(|| {
            // A slip of the hand is better told as the unknown key that it is.
            match nearest(key, self.entries.keys().map(String::as_str)) {
                Some(slip) => self.unknown(slip, &format!("write `{key}`")),
                None => self
                    .whole
                    .error(format!("the key `{key}` is missing in {}", self.whole.shown_path())),
            }
        })
    }

    /// The value of `key`, which must be there, as what it should be.
    pub(in crate::contract) fn required<T: Deserialize<'a>>(&mut self, key: &'static str) -> Result<T, JsonError> {
        self.required_value(key)?.read()
    }

    /// The value of `key` as what it should be, if it is there.
    pub(in crate::contract) fn optional<T: Deserialize<'a>>(
        &mut self,
        key: &'static str,
    ) -> Result<Option<T>, JsonError> {
        self.value(key).map(|value| value.read()).transpose()
    }

    /// The value of `key`, which must be there, as a text of a form.
    pub(in crate::contract) fn required_text(&mut self, key: &'static str, form: Form) -> Result<String, JsonError> {
        self.required_value(key)?.text(form)
    }

    /// The value of `key` as a text of a form, if it is there.
    pub(in crate::contract) fn optional_text(
        &mut self,
        key: &'static str,
        form: Form,
    ) -> Result<Option<String>, JsonError> {
        self.value(key).map(|value| value.text(form)).transpose()
    }

    /// The value of `key` as `read` takes it, if it is there.
    pub(in crate::contract) fn nested<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&Value<'a>) -> Result<T, JsonError>,
    ) -> Result<Option<T>, JsonError> {
        self.value(key).map(|value| read(&value)).transpose()
    }

    /// Every key, whatever it is called, with its value.
    pub(super) fn into_values(self) -> impl Iterator<Item = (String, Value<'a>)> {
        self.entries.into_iter().map(|(name, (_, value))| (name, value))
    }

    /// Keeps the keys that start with `x-`, and refuses the rest.
    pub(in crate::contract) fn extensions(mut self) -> Result<BTreeMap<String, String>, JsonError> {
        let mut extensions = BTreeMap::new();
        self.entries.retain(|name, (_, value)| {
            let owned = name.starts_with("x-");
            if owned {
                extensions.insert(name.clone(), value.raw.to_string());
            }
            !owned
        });
        self.refuse_rest(true)?;
        Ok(extensions)
    }

    /// Refuses every key that nobody asked for.
    pub(in crate::contract) fn finish(self) -> Result<(), JsonError> {
        self.refuse_rest(false)
    }

    fn refuse_rest(&self, extensible: bool) -> Result<(), JsonError> {
        let first = self.entries.iter().min_by_key(|(_, (key, _))| key.offset);
        let Some((name, _)) = first else {
            return Ok(());
        };
        let advice = match nearest(name, self.known.iter().copied()) {
            Some(meant) => format!("write `{meant}`"),
            None if extensible => format!("write `x-{name}` for a key of your own"),
            None if name.starts_with("x-") => {
                "keys of your own stand at the top level, on items and on members".to_string()
            }
            None => format!("the keys here are {}", self.known.join(", ")),
        };
        Err(self.unknown(name, &advice))
    }

    fn unknown(&self, name: &str, advice: &str) -> JsonError {
        let key = self.entries.get(name).map_or(&self.whole, |(key, _)| key);
        let whole = self.whole.shown_path();
        key.error(format!("unknown key `{name}` in {whole}: {advice}"))
    }
}

/// The keys and values of an object as they stand.
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
