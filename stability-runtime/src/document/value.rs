//! Any value of a document, as JSON, no deeper than is allowed.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The key under which `toml` hands out its dates, which JSON does not have.
const TOML_DATE: &str = "$__toml_private_datetime";

/// Reads a value with at most `depth` lists and maps inside each other.
#[derive(Clone, Copy)]
pub struct Bounded<'a> {
    key: Option<&'a str>,
    /// How many lists and maps may still be opened.
    left: usize,
    /// How many could be opened at first.
    depth: usize,
}

impl<'a> Bounded<'a> {
    /// The value of `key`, or of one that messages do not name.
    pub fn new(key: Option<&'a str>, depth: usize) -> Self {
        Self {
            key,
            left: depth,
            depth,
        }
    }

    fn refused<E: Error>(self, what: impl fmt::Display) -> E {
        match self.key {
            Some(key) => E::custom(format!("the value of `{key}` {what}")),
            None => E::custom(format!("the value {what}")),
        }
    }

    /// The allowed levels inside.
    fn inner<E: Error>(self) -> Result<Self, E> {
        match self.left.checked_sub(1) {
            Some(left) => Ok(Self { left, ..self }),
            None => Err(self.refused(TooDeep(self.depth))),
        }
    }

    fn number<E: Error>(self, number: Option<Number>, found: impl fmt::Display) -> Result<Value, E> {
        number.map(Value::Number).ok_or_else(|| {
            self.refused(format_args!(
                "has the number {found}, which JSON does not have: write it in quotes"
            ))
        })
    }
}

/// The error for a value that is nested more than this many levels deep.
pub struct TooDeep(pub usize);

impl fmt::Display for TooDeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "is nested more than {} levels deep: nest it less", self.0)
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.number(Number::from_i128(value), value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.number(Number::from_u128(value), value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.number(Number::from_f64(value), value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_string()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut values = Vec::new();
        while let Some(value) = access.next_element_seed(inner)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut values = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            if key == TOML_DATE {
                return Err(self.refused("has a date, which JSON does not have: write it in quotes"));
            }
            if values.contains_key(&key) {
                return Err(self.refused(format_args!("has the key `{key}` twice: keep one")));
            }
            let value = access.next_value_seed(inner)?;
            values.insert(key, value);
        }
        Ok(Value::Object(values))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(self.refused("has a tag, which JSON does not have: remove the tag"))
    }
}
