//! What is kept of each public item: texts in a canonical form, sorted, without places.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The key of a shape without items: the compiler knows no path by which users reach what the record is about.
pub const UNREACHABLE: &str = "unreachable";

/// The public items of one package.
///
/// The key is the namespace and the id: `type nika::Frame`, `value nika::run`, `macro nika::say`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    pub package: String,
    pub items: BTreeMap<String, ItemShape>,
}

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemShape {
    /// The public paths besides the id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub paths: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub must_use: bool,
    /// What the item shows and no user can name: types with their methods, by keys as in [`Shape`]: `type ~Inner`, `value ~Inner::run`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unnamed: BTreeMap<String, ItemShape>,
    #[serde(flatten)]
    pub detail: Detail,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Detail {
    Module,
    Struct(Adt),
    Enum(Adt),
    Union(Adt),
    Trait(TraitShape),
    Function(Function),
    Constant {
        #[serde(rename = "type")]
        type_: String,
        /// `None` where it is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// Of an associated constant of a trait: whether implementers can leave it out.
        #[serde(default, skip_serializing_if = "is_false")]
        has_default: bool,
    },
    AssociatedType {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        generics: Vec<String>,
        /// What its users can rely on.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        bounds: BTreeSet<String>,
        /// What its users must fulfil.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        requires: BTreeSet<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        default: Option<String>,
    },
    Static {
        #[serde(rename = "type")]
        type_: String,
        is_mutable: bool,
        /// `None` where it is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_unsafe: Option<bool>,
    },
    Alias {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        generics: Vec<String>,
        of: String,
    },
    ExternType,
    Macro {
        /// The patterns of its arms, in their order.
        arms: Vec<String>,
    },
    ProcMacro {
        form: String,
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        helpers: BTreeSet<String>,
    },
    /// Something of another package, or a variant.
    ReExport {
        of: String,
    },
    /// A form that this program cannot read.
    Unknown,
}

/// A struct, an enum or a union.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adt {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub generics: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub bounds: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub repr: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub non_exhaustive: bool,
    /// Of an enum: whether it has variants that the documentation hides, so that nobody is to match all of them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_hidden: bool,
    /// Whether its last field, and so itself, has no size that the compiler knows.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_unsized: bool,
    /// Of a struct or a union.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Fields>,
    /// Of an enum.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variants: BTreeMap<String, Variant>,
    /// Where `repr` promises a layout: all fields in their order, `pub a: u8` those that users see, and of others the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Vec<String>>,
    /// Of a public type, by parameter (`'T0`, `T0`): `covariant`, `contravariant`, `invariant` or `bivariant`, where a probe could tell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variance: BTreeMap<String, String>,
    /// Of a public type, by parameter (`'T0`, `T0`): whether a value can be dropped after what is borrowed for the parameter, where a
    /// probe could tell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub may_dangle: BTreeMap<String, bool>,
    /// Where `repr` promises a layout: the size and the alignment, as `64-bit: 16 bytes aligned to 8`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The traits of serde that code implements without a derive: the form in documents is not known.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub serde_by_hand: BTreeSet<String>,
    /// The words of serde on a type that a derive of it writes or reads, sorted, by the field or variant that has them, and on the type
    /// itself by an empty name; `None` where they are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serde_words: Option<BTreeMap<String, String>>,
    /// The private fields of a struct that a derive of serde writes or reads, with their types.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub serde_private: BTreeMap<String, String>,
    /// Traits, or whole headers, with what an implementation requires beyond what the type does.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub implements: BTreeMap<String, Implementation>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    pub form: Form,
    /// The public ones; those of a tuple by number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub public: BTreeMap<String, String>,
    /// Whether there are others.
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_private: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    #[default]
    Unit,
    Tuple,
    Named,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    pub fields: Fields,
    #[serde(default, skip_serializing_if = "is_false")]
    pub non_exhaustive: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Explicit or counted, where users can read it with `as` or by the `repr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discriminant: Option<String>,
    /// Where `repr` promises a layout: the types of its fields in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layout: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Implementation {
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub bounds: BTreeSet<String>,
    /// Its associated types.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraitShape {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub generics: Vec<String>,
    /// Supertraits and where clauses.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub bounds: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_auto: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_unsafe: bool,
    /// `None` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_dyn_compatible: Option<bool>,
    /// Whether no other package can implement it, since it has a supertrait or a type that nobody can name.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_sealed: bool,
    /// What implements it and is not a public type of the package; those list it themselves.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub implementations: BTreeMap<String, Implementation>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a word that a declaration has or has not")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Where it belongs to a type and not to every instance of it: that instance.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// The parameters that a caller can name, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub generics: Vec<String>,
    /// How many lifetimes are bound early.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub early: usize,
    /// A receiver begins with `self: `; the type of a method is `Self`, however it is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
    pub output: String,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub bounds: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_const: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_async: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_unsafe: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_variadic: bool,
    /// Empty for that of Rust.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub abi: String,
    /// Where the type of the output has no name (`impl Trait`, the future of an `async fn`): the auto traits that it implements for
    /// all arguments. `None` where it has a name, or where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_implements: Option<BTreeSet<String>>,
    /// What the processor must have.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub target_features: BTreeSet<String>,
    /// The name under which linkers know it, where the declaration states one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub export_name: String,
    /// Of a method of a trait: whether implementers can leave it out.
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_default: bool,
    /// Of a function that takes the fields of the type that it returns: their names, which tell equal types apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(it: &bool) -> bool {
    !it
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(it: &usize) -> bool {
    *it == 0
}
