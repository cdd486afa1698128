//! Values that JSON spells as one word.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use semver::Version;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::contract::{DeprecationStage, Since, State};
use crate::kind::Kind;
use crate::nearest::nearest;
use crate::tier::Tier;

/// Serialises the type as its word, and reads it back with the accepted words in the refusal.
macro_rules! word {
    ($($word:ident $what:literal,)*) => {$(
        impl Serialize for $word {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $word {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Word {
                    what: $what,
                    parse: |word: &str| word.parse().map_err(|_| {
                        let accepted = Self::ALL.iter().map(|one| one.as_str());
                        refusal($what, word, accepted)
                    }),
                })
            }
        }
    )*};
}

word! {
    Tier "tier",
    Kind "kind",
    State "state",
    DeprecationStage "stage",
}

impl Serialize for Since {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Since {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Word {
            what: "version or `next`",
            parse: |word: &str| {
                word.parse().map_err(|reason| {
                    format!(
                        "`{word}` is not a version ({reason}): write a full version, for example `1.0.0`, or `next`"
                    )
                })
            },
        })
    }
}

/// Reads a version.
pub(super) fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Version, D::Error> {
    deserializer.deserialize_str(Word {
        what: "version",
        parse: |word: &str| {
            word.parse().map_err(|reason| {
                format!("`{word}` is not a version ({reason}): write a full version, for example `1.0.0`")
            })
        },
    })
}

fn refusal<'a>(what: &str, word: &str, accepted: impl Iterator<Item = &'a str>) -> String {
    let accepted: Vec<&str> = accepted.collect();
    let near = match nearest(word, accepted.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`? "),
        None => String::new(),
    };
    format!("unknown {what} `{word}`: {near}write one of {}", accepted.join(", "))
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
