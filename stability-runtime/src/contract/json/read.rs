//! How objects of JSON are read, whether they are in a document or in lines.
//!
//! The text is read once, from the front. Where something is wrong is found out afterwards, on the way that the reader took to
//! it, so that reading costs nothing for errors that do not occur.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::marker::PhantomData;

use semver::{Version, VersionReq};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::RawKeys;
use super::error::JsonError;
use super::form::Form;
use super::place::{Path, Place, Step};
use super::word::version;
use crate::contract::{DeprecationStage, Since, State};
use crate::kind::Kind;
use crate::nearest::nearest;
use crate::tier::Tier;

/// How deep members may be inside each other. A variant's fields are at 2.
const MAX_DEPTH: usize = 32;

/// How deep objects may be inside each other: the item, its members, and what the innermost of them has.
const MAX_OBJECTS: usize = MAX_DEPTH + 2;

/// The document of the JSON.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::contract) enum Text {
    /// A document, in which other tools may have keys of their own.
    Document,
    /// A line of a macro, in which lists may start with `null`: where the first element of a list may be left out by a `#[cfg]`,
    /// each element has a comma before it.
    Line,
}

/// The state while a text is read.
pub(in crate::contract) struct Reading {
    text: Text,
    depth: Cell<usize>,
    /// From the innermost step outwards, where reading failed.
    way: RefCell<Vec<Step>>,
    fault: RefCell<Option<Fault>>,
}

/// An error in an object, or in the value of one of its keys.
pub(in crate::contract) enum Fault {
    /// A key that has no meaning here.
    Unknown {
        key: String,
        known: &'static [&'static str],
        extensible: bool,
    },
    /// A key that was there before.
    Twice(String),
    /// A key that must be there.
    Missing(&'static str),
    /// The text of a key does not have its form; with what is wrong as the rest of a sentence about it.
    Misshapen {
        key: &'static str,
        text: String,
        wrong: String,
    },
    /// Anything else.
    Other(String),
}

impl Fault {
    /// Refuses the text of a key that does not have its form.
    pub(in crate::contract) fn unless(form: Form, key: &'static str, text: &str) -> Result<(), Self> {
        form(text).map_err(|wrong| Self::Misshapen {
            key,
            text: text.into(),
            wrong,
        })
    }

    /// The same where there is a text.
    pub(in crate::contract) fn unless_none(form: Form, key: &'static str, text: Option<&String>) -> Result<(), Self> {
        text.map_or(Ok(()), |text| Self::unless(form, key, text))
    }
}

impl Reading {
    fn fail<E: Error>(&self, fault: Fault) -> E {
        self.fault.replace(Some(fault));
        E::custom("")
    }

    fn on_the_way<E>(&self, step: impl FnOnce() -> Step) -> impl FnOnce(E) -> E {
        |error| {
            self.way.borrow_mut().push(step());
            error
        }
    }

    /// The error in `text`, with its place.
    fn explain(self, text: &str, error: &serde_json::Error) -> JsonError {
        // A text that is not JSON is refused as such, wherever reading stopped.
        if let Err(error) = serde_json::from_str::<&RawValue>(text) {
            return JsonError::in_part(text, 0, &Path::default(), &error);
        }
        let mut way = self.way.into_inner();
        way.reverse();
        let way = Path(way);
        let place = Place::new(text);
        let Some(fault) = self.fault.into_inner() else {
            return JsonError::in_part(text, place.value(&way), &way, error);
        };
        let shown = way.shown();
        match fault {
            Fault::Unknown { key, known, extensible } => {
                let advice = match nearest(&key, known.iter().copied()) {
                    Some(meant) => format!("write `{meant}`"),
                    None if extensible => format!("write `x-{key}` for a key of your own"),
                    None if key.starts_with("x-") && self.text == Text::Document => {
                        "your own keys are only allowed at the top level, on items and on members".to_string()
                    }
                    None => format!("the keys here are {}", known.join(", ")),
                };
                let at = place.key(&way, &key, 0);
                JsonError::at(text, at, format!("unknown key `{key}` in {shown}: {advice}"))
            }
            Fault::Twice(key) => {
                let first = place.shown(place.key(&way, &key, 0));
                let message = format!("the key `{key}` is written twice in {shown}, first at {first}");
                JsonError::at(text, place.key(&way, &key, 1), message)
            }
            Fault::Missing(key) => {
                let message = format!("the key `{key}` is missing in {shown}");
                JsonError::at(text, place.value(&way), message)
            }
            Fault::Misshapen {
                key,
                text: found,
                wrong,
            } => {
                let mut way = way;
                way.0.push(Step::Key(key.into()));
                let message = format!("{}: `{found}` {wrong}", way.shown());
                JsonError::at(text, place.value(&way), message)
            }
            Fault::Other(message) => JsonError::at(text, place.value(&way), message),
        }
    }
}

/// Reads one object, and makes of its keys what `finish` makes of them.
pub(in crate::contract) fn parse<'de, T: Object<'de>, R>(
    text: &'de str,
    of: Text,
    finish: impl FnOnce(T::Draft) -> Result<R, Fault>,
) -> Result<R, JsonError> {
    let reading = Reading {
        text: of,
        // An item is inside a document, or it is the whole line.
        depth: Cell::new(usize::from(of == Text::Line)),
        way: RefCell::default(),
        fault: RefCell::default(),
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = draft::<T, _>(&mut deserializer, &reading)
        .and_then(|draft| finish(*draft).map_err(|fault| reading.fail(fault)))
        .and_then(|read| deserializer.end().map(|()| read));
    read.map_err(|error| reading.explain(text, &error))
}

/// A value that can be read.
pub(in crate::contract) trait Read<'de>: Sized {
    fn read<D: Deserializer<'de>>(deserializer: D, reading: &Reading) -> Result<Self, D::Error>;
}

/// An object; see [`object!`](super::fields::object).
pub(in crate::contract) trait Object<'de>: Sized {
    /// The keys that were read so far.
    type Draft: Default;

    /// The keys that have a meaning.
    const KEYS: &'static [&'static str];

    /// Reads the value of `key` into the draft, where it is one of [`KEYS`](Self::KEYS).
    fn read_key<A: MapAccess<'de>>(
        draft: &mut Self::Draft,
        key: &str,
        map: &mut A,
        reading: &Reading,
    ) -> Result<Found, A::Error>;

    /// Where keys are kept that start with `x-`.
    fn extensions(draft: &mut Self::Draft) -> Option<&mut RawKeys>;

    /// The object, if every required key was read.
    fn finish(draft: Self::Draft) -> Result<Self, Fault>;
}

/// The result of reading a key.
pub(in crate::contract) enum Found {
    /// Its value was read.
    Known,
    /// It was there before.
    Twice,
    /// It has no meaning.
    Unknown,
}

/// Reads the value of a key into its place.
pub(in crate::contract) fn fill<'de, T: Read<'de>, A: MapAccess<'de>>(
    place: &mut Option<T>,
    map: &mut A,
    reading: &Reading,
) -> Result<Found, A::Error> {
    if place.is_some() {
        return Ok(Found::Twice);
    }
    *place = Some(map.next_value_seed(Seed::new(reading))?);
    Ok(Found::Known)
}

/// Whether a value says what it says where its key is left out.
pub(in crate::contract) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Reads an object.
pub(in crate::contract) fn object<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
    reading: &Reading,
) -> Result<T, D::Error> {
    let depth = reading.depth.get() + 1;
    if depth > MAX_OBJECTS {
        let message = format!("members are nested more than {MAX_DEPTH} levels deep");
        return Err(reading.fail(Fault::Other(message)));
    }
    reading.depth.set(depth);
    let draft = draft::<T, D>(deserializer, reading)?;
    reading.depth.set(depth - 1);
    T::finish(*draft).map_err(|fault| reading.fail(fault))
}

/// The fields of an object that were read so far. It is large, and is passed on without being moved.
fn draft<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
    reading: &Reading,
) -> Result<Box<T::Draft>, D::Error> {
    deserializer.deserialize_map(ObjectVisitor::<T>(Seed::new(reading)))
}

struct ObjectVisitor<'r, T>(Seed<'r, T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = Box<T::Draft>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Box<T::Draft>, A::Error> {
        let reading = self.0.reading;
        let mut draft = Box::<T::Draft>::default();
        while let Some(Key(key)) = map.next_key()? {
            let found = T::read_key(&mut draft, &key, &mut map, reading)
                .map_err(reading.on_the_way(|| Step::Key(key.to_string())))?;
            match found {
                Found::Known => continue,
                Found::Twice => return Err(reading.fail(Fault::Twice(key.into()))),
                Found::Unknown => {}
            }
            let mut extensions = T::extensions(&mut draft).filter(|_| reading.text == Text::Document);
            match &mut extensions {
                Some(extensions) if key.starts_with("x-") => {
                    if extensions.contains_key(&*key) {
                        return Err(reading.fail(Fault::Twice(key.into())));
                    }
                    let value: &RawValue = map.next_value()?;
                    extensions.insert(key.into(), value.get().to_string());
                }
                _ => {
                    return Err(reading.fail(Fault::Unknown {
                        key: key.into(),
                        known: T::KEYS,
                        extensible: extensions.is_some(),
                    }));
                }
            }
        }
        Ok(draft)
    }
}

/// A key, which is a piece of the text where nothing in it is escaped.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.into())))
            }
        }

        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Hands the reading on to what is inside.
struct Seed<'r, T> {
    reading: &'r Reading,
    of: PhantomData<T>,
}

impl<'r, T> Seed<'r, T> {
    fn new(reading: &'r Reading) -> Self {
        Self {
            reading,
            of: PhantomData,
        }
    }
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer, self.reading)
    }
}

/// Values without parts are read by serde alone.
macro_rules! simple {
    ($($type:ty,)*) => {$(
        impl<'de> Read<'de> for $type {
            fn read<D: Deserializer<'de>>(deserializer: D, _: &Reading) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

simple! {
    bool, u32, u64, String, DeprecationStage, Kind, Since, State, Tier, VersionReq,
}

impl<'de> Read<'de> for Version {
    fn read<D: Deserializer<'de>>(deserializer: D, _: &Reading) -> Result<Self, D::Error> {
        version(deserializer)
    }
}

/// A key that is there has a value: `null` is refused.
impl<'de, T: Read<'de>> Read<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, reading: &Reading) -> Result<Self, D::Error> {
        T::read(deserializer, reading).map(Some)
    }
}

/// A key whose value may be `null`.
#[derive(PartialEq)]
pub(in crate::contract) struct Nullable<T>(pub Option<T>);

impl<T> Default for Nullable<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Nullable<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, reading: &Reading) -> Result<Self, D::Error> {
        deserializer
            .deserialize_option(NullableVisitor(Seed::new(reading)))
            .map(Self)
    }
}

struct NullableVisitor<'r, T>(Seed<'r, T>);

impl<'de, T: Read<'de>> Visitor<'de> for NullableVisitor<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        self.0.deserialize(deserializer).map(Some)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, reading: &Reading) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(Seed::new(reading)))
    }
}

struct ListVisitor<'r, T>(Seed<'r, T>);

impl<'de, T: Read<'de>> Visitor<'de> for ListVisitor<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let reading = self.0.reading;
        let mut list = Vec::new();
        for at in 0.. {
            let next = match reading.text {
                Text::Document => elements
                    .next_element_seed(Seed::<T>::new(reading))
                    .map(|it| it.map(Some)),
                Text::Line => elements
                    .next_element_seed(Seed::<Nullable<T>>::new(reading))
                    .map(|it| it.map(|element| element.0)),
            };
            let Some(element) = next.map_err(reading.on_the_way(|| Step::Index(at)))? else {
                break;
            };
            list.extend(element);
        }
        Ok(list)
    }
}

impl<'de, T: Read<'de>> Read<'de> for BTreeMap<String, T> {
    fn read<D: Deserializer<'de>>(deserializer: D, reading: &Reading) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TableVisitor(Seed::new(reading)))
    }
}

struct TableVisitor<'r, T>(Seed<'r, T>);

impl<'de, T: Read<'de>> Visitor<'de> for TableVisitor<'_, T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let reading = self.0.reading;
        let mut table = BTreeMap::new();
        while let Some(Key(key)) = map.next_key()? {
            if table.contains_key(&*key) {
                return Err(reading.fail(Fault::Twice(key.into())));
            }
            let value = map
                .next_value_seed(Seed::new(reading))
                .map_err(reading.on_the_way(|| Step::Key(key.to_string())))?;
            table.insert(key.into(), value);
        }
        Ok(table)
    }
}
