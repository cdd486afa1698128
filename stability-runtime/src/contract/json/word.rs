//! Values that JSON spells as one word.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use semver::Version;
use serde::de::{Deserializer, Error, Visitor};

use super::read::{Read, Reading};
use crate::kind::Kind;
use crate::nearest::nearest;
use crate::tier::Tier;

/// Serialises the type as its word, and reads it back with the accepted words in the refusal.
macro_rules! word {
    ($($word:ident $what:literal,)*) => {$(
        impl serde::Serialize for $word {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $word {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::contract::json::word::read_word(deserializer, $what, |word| {
                    word.parse().map_err(|_| {
                        let accepted = Self::ALL.iter().map(|one| one.as_str());
                        $crate::contract::json::word::refusal($what, word, accepted)
                    })
                })
            }
        }

        impl<'de> $crate::contract::json::read::Read<'de> for $word {
            fn read<D: serde::Deserializer<'de>>(
                deserializer: D,
                _: &$crate::contract::json::read::Reading,
            ) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer)
            }
        }
    )*};
}

pub(in crate::contract) use word;

word! {
    Tier "tier",
    Kind "kind",
}

impl<'de> Read<'de> for Version {
    fn read<D: Deserializer<'de>>(deserializer: D, _: &Reading) -> Result<Self, D::Error> {
        read_word(deserializer, "version", |word| {
            word.parse()
                .map_err(|reason| format!("`{word}` is no version ({reason}): write a full one such as `1.0.0`"))
        })
    }
}

/// Reads a value that is spelled as one word.
pub(in crate::contract) fn read_word<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &'static str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Word { what, parse })
}

/// Why a word is refused, with the accepted ones.
pub(in crate::contract) fn refusal<'a>(what: &str, word: &str, accepted: impl Iterator<Item = &'a str>) -> String {
    let accepted: Vec<&str> = accepted.collect();
    let near = match nearest(word, accepted.iter().copied()) {
        Some(meant) => format!("`{meant}` is near; "),
        None => String::new(),
    };
    format!("no {what} `{word}`: {near}write one of {}", accepted.join(", "))
}

struct Word<F> {
    what: &'static str,
    parse: F,
}

impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Word<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {}", self.what)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<T, E> {
        (self.parse)(word).map_err(E::custom)
    }
}
