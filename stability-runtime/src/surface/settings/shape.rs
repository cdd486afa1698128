//! What serde asks for when it reads a type.
//!
//! serde describes no types, but a type says what it wants while it is read. So each field of a struct is read by itself, with
//! a value that stops there: it does not matter that the others are missing then, or that the field does not accept the value.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

/// One setting: the keys that lead to it, and its type.
pub(super) struct Setting {
    pub path: Vec<String>,
    pub type_name: String,
}

impl Setting {
    /// The keys joined by dots.
    pub fn key(&self) -> String {
        self.path.join(".")
    }
}

/// A struct that contains itself would never end.
const MAX_DEPTH: usize = 8;

/// Every setting of `T`, in the order of its fields.
pub(super) fn trace<T: DeserializeOwned>() -> Vec<Setting> {
    let mut settings = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let mut shape = Shape::default();
        let tracer = Tracer {
            path: &path,
            shape: &mut shape,
        };
        // A value was refused, which is of no matter.
        let _ = T::deserialize(tracer);
        match shape.fields {
            Some(fields) if path.len() < MAX_DEPTH => {
                let below = fields.iter().rev().map(|field| {
                    let mut below = path.clone();
                    below.push((*field).to_string());
                    below
                });
                open.extend(below);
            }
            _ if path.is_empty() => {}
            _ => settings.push(Setting {
                type_name: shape.type_name.unwrap_or_else(|| "map".to_string()),
                path,
            }),
        }
    }
    settings
}

/// What was asked for at the end of the path.
#[derive(Default)]
struct Shape {
    fields: Option<&'static [&'static str]>,
    type_name: Option<String>,
}

/// Follows the path, and notes the type that is requested at its end.
struct Tracer<'a> {
    path: &'a [String],
    shape: &'a mut Shape,
}

/// Reading stops here.
#[derive(Debug)]
struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped")
    }
}

impl core::error::Error for Stopped {}

impl Error for Stopped {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl Tracer<'_> {
    fn leaf<T>(self, type_name: &str) -> Result<T, Stopped> {
        if self.path.is_empty() {
            self.shape.type_name = Some(type_name.to_string());
        }
        Err(Stopped)
    }

    /// A type around another: what is inside is asked, and the name put around its answer.
    fn around<T>(self, name: &str, inside: impl FnOnce(Tracer<'_>) -> Result<T, Stopped>) -> Result<T, Stopped> {
        let mut shape = Shape::default();
        let answer = inside(Tracer {
            path: &[],
            shape: &mut shape,
        });
        let inner = match (shape.type_name, shape.fields) {
            (Some(inner), _) => inner,
            (None, Some(_)) => "struct".to_string(),
            (None, None) => "map".to_string(),
        };
        self.shape.type_name = Some(format!("{name}<{inner}>"));
        answer
    }
}

macro_rules! leaves {
    ($($method:ident $name:literal,)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stopped> {
            self.leaf($name)
        }
    )*};
}

impl<'de> Deserializer<'de> for Tracer<'_> {
    type Error = Stopped;

    leaves! {
        deserialize_any "any",
        deserialize_bool "bool",
        deserialize_i8 "i8",
        deserialize_i16 "i16",
        deserialize_i32 "i32",
        deserialize_i64 "i64",
        deserialize_i128 "i128",
        deserialize_u8 "u8",
        deserialize_u16 "u16",
        deserialize_u32 "u32",
        deserialize_u64 "u64",
        deserialize_u128 "u128",
        deserialize_f32 "f32",
        deserialize_f64 "f64",
        deserialize_char "char",
        deserialize_str "String",
        deserialize_string "String",
        deserialize_bytes "bytes",
        deserialize_byte_buf "bytes",
        deserialize_unit "()",
        deserialize_identifier "String",
        deserialize_ignored_any "any",
        deserialize_map "map",
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stopped> {
        // An optional struct has keys like any other.
        let mut shape = Shape::default();
        let answer = visitor.visit_some(Tracer {
            path: self.path,
            shape: &mut shape,
        });
        match (&shape.type_name, self.path.is_empty()) {
            (Some(inner), true) => self.shape.type_name = Some(format!("Option<{inner}>")),
            _ => *self.shape = shape,
        }
        answer
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Stopped> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stopped> {
        self.around("Vec", |inner| visitor.visit_seq(One(Some(inner))))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, _: V) -> Result<V::Value, Stopped> {
        self.leaf(&format!("tuple of {len}"))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        _: V,
    ) -> Result<V::Value, Stopped> {
        self.leaf(name)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, _: V) -> Result<V::Value, Stopped> {
        self.leaf(name)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Stopped> {
        self.leaf(name)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stopped> {
        let Some((field, rest)) = self.path.split_first() else {
            self.shape.fields = Some(fields);
            return Err(Stopped);
        };
        visitor.visit_map(Field {
            name: Some(field),
            value: Tracer {
                path: rest,
                shape: self.shape,
            },
        })
    }
}

/// One element.
struct One<'a>(Option<Tracer<'a>>);

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Stopped;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Stopped> {
        self.0.take().map(|tracer| seed.deserialize(tracer)).transpose()
    }
}

/// One field of a struct.
struct Field<'a> {
    name: Option<&'a str>,
    value: Tracer<'a>,
}

impl<'de> MapAccess<'de> for Field<'_> {
    type Error = Stopped;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stopped> {
        let name: Option<StrDeserializer<'_, Stopped>> = self.name.take().map(IntoDeserializer::into_deserializer);
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Stopped> {
        seed.deserialize(Tracer {
            path: self.value.path,
            shape: self.value.shape,
        })
    }
}

/// The types that a deserializer requests by name.
const NAMED: [&str; 18] = [
    "bool", "i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128", "f32", "f64", "char", "String",
    "bytes", "()", "map",
];

/// Whether a setting that is promised as `promised` may be read as `found`.
pub(super) fn accepts(promised: &str, found: &str) -> bool {
    if promised == found || found == "any" {
        return true;
    }
    for outer in ["Option<", "Vec<"] {
        let inside = |text: &str| text.strip_prefix(outer)?.strip_suffix('>').map(ToString::to_string);
        match (inside(promised), inside(found)) {
            (Some(promised), Some(found)) => return accepts(&promised, &found),
            (None, None) => {}
            _ => return false,
        }
    }
    let last = promised.rsplit("::").next().unwrap_or(promised);
    let base = last.split('<').next().unwrap_or(last);
    match base {
        // `usize` asks for `u64`.
        "usize" => found == "u64",
        "isize" => found == "i64",
        "str" => found == "String",
        "HashMap" | "BTreeMap" => found == "map",
        base if NAMED.contains(&base) => false,
        base => found == "String" || found == base,
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeMap;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;
    use core::num::NonZeroU16;

    use serde::Deserialize;
    use serde::de::Error as _;

    use super::{accepts, trace};

    #[expect(dead_code, reason = "only its shape is of interest")]
    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct Settings {
        debug: bool,
        worker_count: Option<u16>,
        #[serde(default)]
        hosts: Vec<String>,
        #[serde(rename = "db")]
        database: Database,
        backup: Option<Database>,
        mode: Mode,
        port: NonZeroU16,
        address: Address,
        labels: BTreeMap<String, String>,
        nested: Wrapper,
    }

    #[expect(dead_code, reason = "only its shape is of interest")]
    #[derive(Deserialize)]
    struct Database {
        url: String,
        #[serde(skip)]
        open: bool,
    }

    #[derive(Deserialize)]
    enum Mode {
        Fast,
        Safe,
    }

    #[expect(dead_code, reason = "only its shape is of interest")]
    #[derive(Deserialize)]
    struct Wrapper(f64);

    /// Accepts few values.
    struct Address;

    impl<'de> Deserialize<'de> for Address {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            match String::deserialize(deserializer)?.as_str() {
                "here" => Ok(Self),
                _ => Err(D::Error::custom("nowhere")),
            }
        }
    }

    #[test]
    fn every_field_is_found_with_its_type() {
        let found: Vec<_> = trace::<Settings>()
            .into_iter()
            .map(|setting| (setting.key(), setting.type_name))
            .collect();
        let expected = [
            ("debug", "bool"),
            ("worker-count", "Option<u16>"),
            ("hosts", "Vec<String>"),
            ("db.url", "String"),
            ("backup.url", "String"),
            ("mode", "Mode"),
            ("port", "u16"),
            ("address", "String"),
            ("labels", "map"),
            ("nested", "f64"),
        ];
        assert_eq!(found, expected.map(|(key, name)| (key.to_string(), name.to_string())));
    }

    #[test]
    fn a_promised_type_accepts_what_it_is_read_from() {
        for (promised, found) in [
            ("bool", "bool"),
            ("PathBuf", "String"),
            ("std::path::PathBuf", "String"),
            ("Option<PathBuf>", "Option<String>"),
            ("Mode", "Mode"),
            ("usize", "u64"),
            ("HashMap<String, u8>", "map"),
        ] {
            assert!(accepts(promised, found), "{promised} {found}");
        }
        for (promised, found) in [
            ("bool", "String"),
            ("u8", "u16"),
            ("Option<bool>", "bool"),
            ("bool", "Option<bool>"),
            ("PathBuf", "u16"),
            ("Vec<bool>", "Vec<u8>"),
        ] {
            assert!(!accepts(promised, found), "{promised} {found}");
        }
    }
}
