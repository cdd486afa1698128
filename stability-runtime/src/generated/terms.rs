//! The policy of an artefact, in a program or as the words of a contract.

use alloc::vec::Vec;

use super::{Breach, Mismatch, json};

/// The allowed changes of an artefact, as [`Policy`](crate::artefact::Policy) has it, over names that need not be `'static`.
#[derive(Debug, PartialEq)]
pub enum Terms<'a> {
    /// Every byte stays.
    Frozen,
    /// No element of a list goes or changes.
    FrozenByKey {
        /// The field that names an element.
        key: &'a str,
        /// The fields that stay; all where none is named.
        fields: Vec<&'a str>,
    },
    /// Nothing goes, and no type changes.
    Additive,
    /// Anything.
    Free,
}

impl<'a> Terms<'a> {
    /// Reads the words that `generated!` writes for a policy into the signature of its item; `None` where they are others.
    pub fn of_signature(words: &'a str) -> Option<Self> {
        let keyed = |rest: &'a str| match rest.split_once(": ") {
            Some((key, fields)) => Self::FrozenByKey {
                key,
                fields: fields.split(", ").collect(),
            },
            None => Self::FrozenByKey {
                key: rest,
                fields: Vec::new(),
            },
        };
        match words {
            "frozen" => Some(Self::Frozen),
            "additive" => Some(Self::Additive),
            "free" => Some(Self::Free),
            words => words.strip_prefix("frozen by ").map(keyed),
        }
    }
}

impl Terms<'_> {
    /// The breaches between the `stored` and the `built` content of an artefact.
    ///
    /// # Errors
    ///
    /// [`Mismatch::NoJson`] where they are about JSON and one of the two is not JSON.
    pub fn breaches(&self, stored: &[u8], built: &[u8]) -> Result<Vec<Breach>, Mismatch> {
        match self {
            Self::Free => Ok(Vec::new()),
            Self::Frozen if stored == built => Ok(Vec::new()),
            Self::Frozen => Ok(Vec::from([Breach::bytes(stored, built)])),
            Self::FrozenByKey { key, fields } => json::frozen_by_key(
                &json::parse(stored, "stored")?,
                &json::parse(built, "built")?,
                key,
                fields,
            ),
            Self::Additive => Ok(json::additive(
                &json::parse(stored, "stored")?,
                &json::parse(built, "built")?,
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;

    #[test]
    fn terms_are_read_from_the_words_of_a_contract() {
        let keyed = |key, fields: &[&'static str]| Terms::FrozenByKey {
            key,
            fields: fields.to_vec(),
        };
        for (words, expected) in [
            ("frozen", Some(Terms::Frozen)),
            ("additive", Some(Terms::Additive)),
            ("free", Some(Terms::Free)),
            ("frozen by name", Some(keyed("name", &[]))),
            (
                "frozen by name: schema, title",
                Some(keyed("name", &["schema", "title"])),
            ),
            ("thawed", None),
        ] {
            assert_eq!(Terms::of_signature(words), expected, "{words}");
        }
    }
}
