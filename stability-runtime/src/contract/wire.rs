//! The form in which serde writes and reads a type, as its attributes state it.
//!
//! What differs from the plain derive is stated, and a type without serde states nothing. Public fields and variants are members
//! of the item; one that is not listed here is written and read under its own name, and must be there. Private fields are no
//! members, so all of them are listed.

use alloc::string::String;
use alloc::vec::Vec;

use super::json::fields::object;
use crate::tier::Tier;

object! {
    /// How serde writes and reads a type.
    #[cfg_attr(
        feature = "promises",
        stability::evolving(since = "0.1.0", until = "0.3.0")
    )]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Wire {
        /// The strength of the promise of this form, where it is another one than that of the item. `wire = "free"` is
        /// `internal`.
        pub tier: Option<Tier>,
        /// Whether `Serialize` is derived, as far as the attribute sees.
        pub writes: bool,
        /// Whether `Deserialize` is derived, as far as the attribute sees.
        pub reads: bool,
        /// How it is laid out, where that is neither a map of its fields nor a variant under its name: `newtype`, `tuple of 2`, `unit`,
        /// `transparent`, `untagged`, `tag = "kind"`.
        pub form: Option<String>,
        /// Whether a document with an unknown key is refused.
        pub denies_unknown: bool,
        /// The fields or variants that differ from the plain derive, and private fields.
        pub parts: Vec<WirePart>,
        /// The words of serde that leave the form to code, each with its value: `into = "String"`.
        pub unknown: Vec<String>,
    }
}

object! {
    /// How serde writes and reads a field or a variant.
    #[cfg_attr(
        feature = "promises",
        stability::evolving(since = "0.1.0", until = "0.3.0")
    )]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct WirePart {
        /// Its name in the source.
        pub name: String => required,
        /// The name under which it is written, where that is another one.
        pub written: Option<String>,
        /// The name under which it is read, where that is another one.
        pub read: Option<String>,
        /// The other names under which it is read.
        pub aliases: Vec<String>,
        /// Whether it is never written.
        pub unwritten: bool,
        /// Whether it is never read.
        pub unread: bool,
        /// Whether documents without it are read.
        pub optional: bool,
        /// Whether it is written under a condition.
        pub conditional: bool,
        /// Whether its keys are written in its place (serde `flatten`).
        pub flattened: bool,
        /// Of a private field: its type as written.
        pub of: Option<String>,
        /// Of a variant: whether it is read for every unknown name.
        pub other: bool,
        /// Of a variant that is laid out in another way than its fields say: `untagged`, `empty map`.
        pub form: Option<String>,
        /// The fields of a variant that differ from the plain derive.
        pub parts: Vec<WirePart>,
        /// The words of serde that leave the form to code, each with its value: `with = "hex"`.
        pub unknown: Vec<String>,
    }
}
