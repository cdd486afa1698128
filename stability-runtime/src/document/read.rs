//! Reading: every key is looked at before the derive of serde sees it.
//!
//! A key is given to the derive while it is being read, so that an error of the derive has the place of the key too.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::{Bounded, Document};
use crate::document::{Marker, Namespaces};
use crate::nearest::nearest;

/// The deserializer from which the derive of serde reads the fields of a document.
pub struct Reader<'a, D> {
    inner: D,
    document: &'static Document,
    extensions: &'a mut BTreeMap<String, Value>,
}

impl<'a, D> Reader<'a, D> {
    /// Reads from `inner`, and puts the keys of the document's namespaces into `extensions`.
    pub fn new(inner: D, document: &'static Document, extensions: &'a mut BTreeMap<String, Value>) -> Self {
        Self {
            inner,
            document,
            extensions,
        }
    }

    fn watch<V>(self, visitor: V, fields: &'static [&'static str]) -> (D, Watch<'a, V>) {
        let watch = Watch {
            inner: visitor,
            document: self.document,
            fields,
            extensions: self.extensions,
            marked: false,
        };
        (self.inner, watch)
    }
}

/// The derive asks for a struct, or, where a field is flattened into it, for a map.
impl<'de, D: Deserializer<'de>> Deserializer<'de> for Reader<'_, D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let (inner, watch) = self.watch(visitor, fields);
        inner.deserialize_map(watch)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let (inner, watch) = self.watch(visitor, &[]);
        inner.deserialize_map(watch)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A visitor, and then its map, of which the marker and the extension fields are kept back.
struct Watch<'a, I> {
    inner: I,
    document: &'static Document,
    fields: &'static [&'static str],
    extensions: &'a mut BTreeMap<String, Value>,
    marked: bool,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watch<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Watch {
            inner: map,
            document: self.document,
            fields: self.fields,
            extensions: self.extensions,
            marked: false,
        })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Watch<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, mut seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.next_key(seed)? {
            match key {
                Key::Field(field) => return Ok(Some(field)),
                Key::Marker(marker, unused) => {
                    self.marked = true;
                    self.inner.next_value_seed(Expected(marker))?;
                    seed = unused;
                }
                Key::Extension(key, namespaces, unused) => {
                    let bounded = Bounded::new(Some(&key), namespaces.max_depth);
                    let value = self.inner.next_value_seed(bounded)?;
                    self.extensions.insert(key, value);
                    seed = unused;
                }
            }
        }
        match self.document.marker {
            Some(Marker { key, value }) if !self.marked => Err(A::Error::custom(format!(
                "`{key}` is missing in `{}`: write `{key}: {value}`",
                self.document.name
            ))),
            _ => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}

impl<'de, A: MapAccess<'de>> Watch<'_, A> {
    fn next_key<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<Key<K, K::Value>>, A::Error> {
        self.inner.next_key_seed(AnyKey {
            document: self.document,
            fields: self.fields,
            extensions: self.extensions,
            marked: self.marked,
            seed,
        })
    }
}

/// The kind of a key. If the derive does not have the key, the seed of the derive is unused.
enum Key<K, F> {
    Field(F),
    Marker(Marker, K),
    Extension(String, Namespaces, K),
}

/// Reads a key, and refuses it at once, or lets the derive do so: an error that comes later would point to another place.
struct AnyKey<'a, K> {
    document: &'static Document,
    fields: &'static [&'static str],
    extensions: &'a BTreeMap<String, Value>,
    marked: bool,
    /// Of the derive.
    seed: K,
}

impl<'de, K: DeserializeSeed<'de>> AnyKey<'_, K> {
    fn read<E: Error>(self, key: &str) -> Result<Key<K, K::Value>, E> {
        let twice = || E::custom(format_args!("`{key}` is written twice: keep one"));
        if let Some(marker) = self.document.marker.filter(|marker| marker.key == key) {
            return if self.marked {
                Err(twice())
            } else {
                Ok(Key::Marker(marker, self.seed))
            };
        }
        let Some(namespaces) = self.document.namespaces.filter(|_| !self.fields.contains(&key)) else {
            return self.seed.deserialize(key.into_deserializer()).map(Key::Field);
        };
        if !namespaces.has(key) {
            Err(E::custom(refusal(self.document.name, key, self.fields, namespaces)))
        } else if self.extensions.contains_key(key) {
            Err(twice())
        } else if self.extensions.len() >= namespaces.max_keys {
            let most = namespaces.max_keys;
            Err(E::custom(format_args!(
                "`{key}` is one extension field too many, because at most {most} are read: remove some"
            )))
        } else {
            Ok(Key::Extension(String::from(key), namespaces, self.seed))
        }
    }
}

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for AnyKey<'_, K> {
    type Value = Key<K, K::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, K: DeserializeSeed<'de>> Visitor<'de> for AnyKey<'_, K> {
    type Value = Key<K, K::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a text")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.read(key)
    }
}

/// The error for a key that is neither a field nor in a namespace.
fn refusal(name: &str, key: &str, fields: &[&'static str], namespaces: Namespaces) -> String {
    let Namespaces { core, community, .. } = namespaces;
    if let Some(field) = nearest(key, fields.iter().copied()) {
        return format!("unknown key `{key}` in `{name}`: did you mean `{field}`?");
    }
    if key == core || key == community {
        return format!("`{key}` in `{name}` is only a prefix: write a name after it");
    }
    if key.contains(['.', '-', ':', '/']) {
        return format!(
            "`{key}` is not in a namespace of `{name}`: its own extension fields start with `{core}`, those of \
             others with `{community}`"
        );
    }
    format!(
        "unknown key `{key}` in `{name}`: a key of your own starts with `{community}`, for example \
         `{community}{key}`"
    )
}

/// Whether `found` is a later version of what `read` is a version of.
fn is_later(found: &str, read: &str) -> bool {
    let parts = |text: &str| {
        let at = text.rfind(['@', 'v'])?;
        let version: u64 = text[at + 1..].parse().ok()?;
        Some((String::from(&text[..at]), version))
    };
    match (parts(found), parts(read)) {
        (Some((found, later)), Some((read, version))) => found == read && later > version,
        _ => false,
    }
}

/// Reads the value of the marker, and refuses any other.
struct Expected(Marker);

impl<'de> DeserializeSeed<'de> for Expected {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Expected {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Marker { key, value } = self.0;
        write!(f, "the text of the marker, `{key}: {value}`")
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        let Marker { key, value } = self.0;
        if found == value {
            return Ok(());
        }
        let (later, advice) = if is_later(found, value) {
            (", a later version", ": use a release of the program that reads it")
        } else {
            ("", "")
        };
        Err(E::custom(format!(
            "`{key}` is `{found}`{later}; this program reads `{value}`{advice}"
        )))
    }
}
