//! Writing: the marker, then what the derive of serde writes, then the extension fields.

use alloc::collections::BTreeMap;
use alloc::string::String;

use serde::ser::{Error, Impossible, SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Document;

/// The serializer to which the derive of serde writes the fields of a document.
pub struct Writer<'a, S> {
    inner: S,
    document: &'static Document,
    extensions: &'a BTreeMap<String, Value>,
}

impl<'a, S: Serializer> Writer<'a, S> {
    /// Writes to `inner`, with these extension fields.
    pub fn new(inner: S, document: &'static Document, extensions: &'a BTreeMap<String, Value>) -> Self {
        Self {
            inner,
            document,
            extensions,
        }
    }

    fn start(self, fields: Option<usize>) -> Result<Entries<'a, S::SerializeMap>, S::Error> {
        let marker = self.document.marker;
        let more = self.extensions.len() + usize::from(marker.is_some());
        let mut map = self.inner.serialize_map(fields.map(|fields| fields + more))?;
        if let Some(marker) = marker {
            map.serialize_entry(marker.key, marker.value)?;
        }
        Ok(Entries {
            map,
            extensions: self.extensions,
        })
    }
}

/// The entries of a document that is being written.
pub struct Entries<'a, M> {
    map: M,
    extensions: &'a BTreeMap<String, Value>,
}

impl<M: SerializeMap> Entries<'_, M> {
    fn finish(mut self) -> Result<M::Ok, M::Error> {
        for (key, value) in self.extensions {
            self.map.serialize_entry(key, value)?;
        }
        self.map.end()
    }
}

impl<M: SerializeMap> SerializeStruct for Entries<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), M::Error> {
        self.map.serialize_entry(key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.finish()
    }
}

impl<M: SerializeMap> SerializeMap for Entries<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.map.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        self.map.serialize_value(value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.finish()
    }
}

/// Writes the methods of a serializer that no struct with named fields calls.
macro_rules! refuse {
    ($($method:ident($($argument:ty),*) -> $result:ty,)*) => {
        $(
            fn $method(self, $(_: $argument),*) -> Result<$result, S::Error> {
                Err(S::Error::custom("a document is a struct with named fields"))
            }
        )*
    };
}

/// The derive writes a struct, or, where a field is flattened into it, a map.
impl<'a, S: Serializer> Serializer for Writer<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Entries<'a, S::SerializeMap>;
    type SerializeStruct = Entries<'a, S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_struct(self, _: &'static str, fields: usize) -> Result<Self::SerializeStruct, S::Error> {
        self.start(Some(fields))
    }

    fn serialize_map(self, fields: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.start(fields)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        self.serialize_none()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<S::Ok, S::Error> {
        self.serialize_none()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        self.serialize_none()
    }

    refuse! {
        serialize_bool(bool) -> S::Ok,
        serialize_i8(i8) -> S::Ok,
        serialize_i16(i16) -> S::Ok,
        serialize_i32(i32) -> S::Ok,
        serialize_i64(i64) -> S::Ok,
        serialize_u8(u8) -> S::Ok,
        serialize_u16(u16) -> S::Ok,
        serialize_u32(u32) -> S::Ok,
        serialize_u64(u64) -> S::Ok,
        serialize_f32(f32) -> S::Ok,
        serialize_f64(f64) -> S::Ok,
        serialize_char(char) -> S::Ok,
        serialize_str(&str) -> S::Ok,
        serialize_bytes(&[u8]) -> S::Ok,
        serialize_none() -> S::Ok,
        serialize_unit() -> S::Ok,
        serialize_unit_struct(&'static str) -> S::Ok,
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok,
        serialize_seq(Option<usize>) -> Self::SerializeSeq,
        serialize_tuple(usize) -> Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
    }
}
