//! As much of rustdoc's JSON as says what is public: <https://docs.rs/rustdoc-types>.
//!
//! The format has another number with nearly every compiler, and its crate reads one of them. What is read here has been the same
//! over many, so that it is read from each of them.
//!
//! A crate for the format reads one version of it; a compiler that is newer than this program writes another.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::CoverageError;

/// The oldest format that is read: that of Rust 1.88.
pub const OLDEST: u32 = 45;

/// The newest format that was tried: that of Rust 1.95.
pub const KNOWN: u32 = 57;

/// A library.
#[derive(Debug, Deserialize)]
pub struct Document {
    pub root: u32,
    pub index: HashMap<u32, Item>,
}

/// A thing in it, or one of another library that it names.
#[derive(Debug, Deserialize)]
pub struct Item {
    pub id: u32,
    /// 0 for the library itself.
    pub crate_id: u32,
    pub name: Option<String>,
    pub span: Option<Span>,
    pub visibility: Visibility,
    pub inner: Inner,
}

#[derive(Debug, Deserialize)]
pub struct Span {
    pub filename: String,
    /// Line and column, from 1.
    pub begin: (u32, u32),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    Public,
    /// What belongs to a trait, a variant, an implementation.
    Default,
    Crate,
    Restricted(IgnoredAny),
}

/// What kind of thing it is: one key, with its parts as the value.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Inner {
    Parts(Box<Parts>),
    /// A kind without parts, such as a foreign type.
    Word(String),
}

impl Inner {
    pub fn parts(&self) -> Option<&Parts> {
        match self {
            Self::Parts(parts) => Some(parts),
            Self::Word(_) => None,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Parts {
    pub module: Option<Module>,
    #[serde(rename = "use")]
    pub import: Option<Import>,
    #[serde(rename = "struct")]
    pub structure: Option<Type>,
    #[serde(rename = "enum")]
    pub enumeration: Option<Type>,
    pub union: Option<Type>,
    #[serde(rename = "impl")]
    pub implementation: Option<Implementation>,
    #[serde(rename = "trait")]
    pub interface: Option<IgnoredAny>,
    pub trait_alias: Option<IgnoredAny>,
    pub function: Option<IgnoredAny>,
    pub type_alias: Option<IgnoredAny>,
    pub constant: Option<IgnoredAny>,
    #[serde(rename = "static")]
    pub variable: Option<IgnoredAny>,
    pub assoc_const: Option<IgnoredAny>,
    /// Of a macro by example the value is its source; that there is one says the key alone.
    #[serde(rename = "macro")]
    pub declarative: Option<IgnoredAny>,
    pub proc_macro: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
pub struct Module {
    pub items: Vec<u32>,
}

/// One name that a `use` brings, or all of a module or an enum.
#[derive(Debug, Deserialize)]
pub struct Import {
    pub source: String,
    pub name: String,
    pub id: Option<u32>,
    pub is_glob: bool,
}

#[derive(Debug, Deserialize)]
pub struct Type {
    pub impls: Vec<u32>,
}

#[derive(Debug, Deserialize)]
pub struct Implementation {
    pub items: Vec<u32>,
    /// What it implements; nothing for an inherent one.
    #[serde(rename = "trait")]
    pub of: Option<IgnoredAny>,
}

impl Document {
    pub fn read(json: &[u8]) -> Result<Self, CoverageError> {
        #[derive(Deserialize)]
        struct Version {
            format_version: u32,
        }

        let Version { format_version: found } = serde_json::from_slice(json).map_err(CoverageError::Malformed)?;
        if found < OLDEST {
            return Err(CoverageError::TooOld { found });
        }
        serde_json::from_slice(json).map_err(|reason| match found {
            ..=KNOWN => CoverageError::Malformed(reason),
            _ => CoverageError::TooNew { found, reason },
        })
    }

    pub fn item(&self, id: u32) -> Result<&Item, CoverageError> {
        self.index.get(&id).ok_or(CoverageError::Missing { id })
    }
}
