//! As much of rustdoc's JSON as a shape is made of: <https://docs.rs/rustdoc-types>.
//!
//! The format changes with nearly every compiler. Here only the needed keys are read; a key that a version lacks is `None`, and an
//! item of a form that this reader does not know is [`Tolerant::Unknown`], so that one new form does not make the rest unreadable.

mod attributes;

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::ShapeError;

/// The oldest format that is read: that of Rust 1.88.
pub const OLDEST: u32 = 45;

pub type Id = u32;

#[derive(Debug, Deserialize)]
pub struct Document {
    pub root: Id,
    pub index: HashMap<Id, Item>,
    #[serde(default)]
    pub paths: HashMap<Id, Summary>,
    #[serde(default)]
    pub external_crates: HashMap<u32, ExternalCrate>,
}

/// Where an item is defined, also one of another package.
#[derive(Debug, Deserialize)]
pub struct Summary {
    pub crate_id: u32,
    pub path: Vec<String>,
    pub kind: String,
}

#[derive(Debug, Deserialize)]
pub struct ExternalCrate {
    pub name: String,
    pub html_root_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Item {
    pub id: Id,
    /// 0 for the package itself.
    pub crate_id: u32,
    pub name: Option<String>,
    pub visibility: Tolerant<Visibility>,
    #[serde(default)]
    pub attrs: Vec<Value>,
    pub span: Option<Span>,
    pub deprecation: Option<Deprecation>,
    pub inner: Tolerant<Inner>,
}

#[derive(Debug, Deserialize)]
pub struct Span {
    pub filename: String,
    /// Line and column, from 1.
    pub begin: (u32, u32),
    pub end: (u32, u32),
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Deprecation {
    pub since: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Tolerant<T> {
    Known(T),
    Unknown(IgnoredAny),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    Public,
    /// That of what belongs to a trait, a variant, an implementation.
    Default,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inner {
    Module(Module),
    ExternCrate {
        name: String,
    },
    Use(Use),
    Struct(Struct),
    StructField(Type),
    Union(Union),
    Enum(Enum),
    Variant(Variant),
    Function(Function),
    Trait(Trait),
    Impl(Impl),
    TypeAlias(TypeAlias),
    Constant {
        #[serde(rename = "type")]
        type_: Type,
        #[serde(rename = "const")]
        value: Constant,
    },
    Static(Static),
    ExternType,
    Macro(String),
    ProcMacro(ProcMacro),
    AssocConst {
        #[serde(rename = "type")]
        type_: Type,
        value: Option<String>,
    },
    AssocType {
        generics: Generics,
        bounds: Vec<Bound>,
        #[serde(rename = "type")]
        type_: Option<Type>,
    },
}

#[derive(Debug, Deserialize)]
pub struct Module {
    pub items: Vec<Id>,
}

#[derive(Debug, Deserialize)]
pub struct Use {
    pub source: String,
    pub name: String,
    pub id: Option<Id>,
    pub is_glob: bool,
}

#[derive(Debug, Deserialize)]
pub struct Struct {
    pub kind: FieldsKind,
    pub generics: Generics,
}

/// The fields of a struct; `None` is one that rustdoc left out.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldsKind {
    Unit,
    Tuple(Vec<Option<Id>>),
    Plain { fields: Vec<Id> },
}

#[derive(Debug, Deserialize)]
pub struct Union {
    pub generics: Generics,
    pub fields: Vec<Id>,
}

#[derive(Debug, Deserialize)]
pub struct Enum {
    pub generics: Generics,
    pub variants: Vec<Id>,
}

#[derive(Debug, Deserialize)]
pub struct Variant {
    pub kind: VariantKind,
    pub discriminant: Option<Discriminant>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VariantKind {
    Plain,
    Tuple(Vec<Option<Id>>),
    Struct { fields: Vec<Id> },
}

#[derive(Debug, Deserialize)]
pub struct Discriminant {
    pub value: String,
}

#[derive(Debug, Deserialize)]
pub struct Function {
    pub sig: Signature,
    pub generics: Generics,
    pub header: Header,
    pub has_body: bool,
}

#[derive(Debug, Deserialize)]
pub struct Signature {
    pub inputs: Vec<(String, Type)>,
    pub output: Option<Type>,
    #[serde(default)]
    pub is_c_variadic: bool,
}

#[derive(Debug, Deserialize)]
pub struct Header {
    pub is_const: bool,
    pub is_unsafe: bool,
    pub is_async: bool,
    pub abi: Value,
}

#[derive(Debug, Deserialize)]
pub struct Generics {
    pub params: Vec<Param>,
    pub where_predicates: Vec<Predicate>,
}

impl Generics {
    /// Whether a type parameter must have a trait.
    pub fn is_bounded_by(&self, is_asked: impl Fn(&Path) -> bool) -> bool {
        let of_params = self.params.iter().filter_map(|param| match &param.kind {
            ParamKind::Type { bounds, .. } => Some(bounds),
            _ => None,
        });
        let of_predicates = self.where_predicates.iter().filter_map(|predicate| match predicate {
            Predicate::Bound {
                type_: Type::Generic(_),
                bounds,
                ..
            } => Some(bounds),
            _ => None,
        });
        let mut bounds = of_params.chain(of_predicates).flatten();
        bounds.any(|bound| matches!(bound, Bound::Trait { trait_, .. } if is_asked(trait_)))
    }
}

#[derive(Debug, Deserialize)]
pub struct Param {
    pub name: String,
    pub kind: ParamKind,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParamKind {
    Lifetime {
        outlives: Vec<String>,
    },
    Type {
        bounds: Vec<Bound>,
        default: Option<Type>,
        is_synthetic: bool,
    },
    Const {
        #[serde(rename = "type")]
        type_: Type,
        default: Option<String>,
    },
}

#[derive(Debug, Deserialize)]
pub enum Predicate {
    #[serde(rename = "bound_predicate")]
    Bound {
        #[serde(rename = "type")]
        type_: Type,
        bounds: Vec<Bound>,
        #[serde(default)]
        generic_params: Vec<Param>,
    },
    #[serde(rename = "lifetime_predicate")]
    Lifetime { lifetime: String, outlives: Vec<String> },
    #[serde(rename = "eq_predicate")]
    Eq { lhs: Type, rhs: Term },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    #[serde(rename = "trait_bound")]
    Trait {
        #[serde(rename = "trait")]
        trait_: Path,
        #[serde(default)]
        generic_params: Vec<Param>,
        modifier: String,
    },
    Outlives(String),
    Use(Vec<Value>),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    Type(Type),
    Constant(Constant),
}

#[derive(Debug, Deserialize)]
pub struct Constant {
    pub expr: String,
    pub value: Option<String>,
    #[serde(default)]
    pub is_literal: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    ResolvedPath(Path),
    DynTrait(DynTrait),
    Generic(String),
    Primitive(String),
    FunctionPointer(Box<FunctionPointer>),
    Tuple(Vec<Type>),
    Slice(Box<Type>),
    Array {
        #[serde(rename = "type")]
        type_: Box<Type>,
        len: String,
    },
    ImplTrait(Vec<Bound>),
    Infer,
    RawPointer {
        is_mutable: bool,
        #[serde(rename = "type")]
        type_: Box<Type>,
    },
    BorrowedRef {
        lifetime: Option<String>,
        is_mutable: bool,
        #[serde(rename = "type")]
        type_: Box<Type>,
    },
    QualifiedPath {
        name: String,
        args: Option<Box<Args>>,
        self_type: Box<Type>,
        #[serde(rename = "trait")]
        trait_: Option<Path>,
    },
}

#[derive(Debug, Deserialize)]
pub struct Path {
    /// The path as it is written, which decides nothing.
    #[serde(rename = "path", alias = "name")]
    pub written: String,
    pub id: Id,
    pub args: Option<Box<Args>>,
}

#[derive(Debug, Deserialize)]
pub struct DynTrait {
    pub traits: Vec<PolyTrait>,
    pub lifetime: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct PolyTrait {
    #[serde(rename = "trait")]
    pub trait_: Path,
    #[serde(default)]
    pub generic_params: Vec<Param>,
}

#[derive(Debug, Deserialize)]
pub struct FunctionPointer {
    pub sig: Signature,
    #[serde(default)]
    pub generic_params: Vec<Param>,
    pub header: Header,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Args {
    AngleBracketed {
        args: Vec<Arg>,
        constraints: Vec<Constraint>,
    },
    Parenthesized {
        inputs: Vec<Type>,
        output: Option<Type>,
    },
    ReturnTypeNotation,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    Lifetime(String),
    Type(Type),
    Const(Constant),
    Infer,
}

#[derive(Debug, Deserialize)]
pub struct Constraint {
    pub name: String,
    pub args: Option<Box<Args>>,
    pub binding: Binding,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    Equality(Term),
    Constraint(Vec<Bound>),
}

#[derive(Debug, Deserialize)]
pub struct Trait {
    pub is_auto: bool,
    pub is_unsafe: bool,
    pub is_dyn_compatible: Option<bool>,
    pub items: Vec<Id>,
    pub generics: Generics,
    pub bounds: Vec<Bound>,
}

#[derive(Debug, Deserialize)]
pub struct Impl {
    pub generics: Generics,
    #[serde(rename = "trait")]
    pub trait_: Option<Path>,
    #[serde(rename = "for")]
    pub for_: Type,
    pub items: Vec<Id>,
    pub is_negative: bool,
    #[serde(rename = "blanket_impl")]
    pub blanket: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
pub struct TypeAlias {
    #[serde(rename = "type")]
    pub type_: Type,
    pub generics: Generics,
}

#[derive(Debug, Deserialize)]
pub struct Static {
    #[serde(rename = "type")]
    pub type_: Type,
    pub is_mutable: bool,
    #[serde(default)]
    pub is_unsafe: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub struct ProcMacro {
    pub kind: String,
    pub helpers: Vec<String>,
}

impl Param {
    pub fn is_lifetime(&self) -> bool {
        matches!(self.kind, ParamKind::Lifetime { .. })
    }
}

/// The last version of Rust, as its second number, whose rustdoc was seen to write the attributes of derives: a later one leaves them out.
const WRITES_DERIVE_ATTRIBUTES: u32 = 95;

impl Document {
    /// Whether an item without an attribute of serde is known to have none.
    pub fn shows_serde(&self) -> bool {
        let mut urls = self
            .external_crates
            .values()
            .filter_map(|it| it.html_root_url.as_deref());
        let minor = urls.find_map(|url| {
            url.strip_prefix("https://doc.rust-lang.org/1.")?
                .split('.')
                .next()?
                .parse::<u32>()
                .ok()
        });
        minor.is_some_and(|minor| minor <= WRITES_DERIVE_ATTRIBUTES)
            || self.index.values().any(|item| item.serde_attributes().next().is_some())
    }

    pub fn read(json: &[u8]) -> Result<Self, ShapeError> {
        #[derive(Deserialize)]
        struct Version {
            format_version: u32,
        }

        let Version { format_version: found } = serde_json::from_slice(json).map_err(ShapeError::Malformed)?;
        if found < OLDEST {
            return Err(ShapeError::TooOld { found });
        }
        serde_json::from_slice(json).map_err(|reason| ShapeError::Unreadable { found, reason })
    }

    pub fn item(&self, id: Id) -> Option<&Item> {
        self.index.get(&id)
    }

    /// What an item of the package is; `None` for one that is not described or is of an unknown form.
    pub fn inner(&self, id: Id) -> Option<&Inner> {
        self.item(id).and_then(Item::inner)
    }
}

impl Item {
    pub fn inner(&self) -> Option<&Inner> {
        match &self.inner {
            Tolerant::Known(inner) => Some(inner),
            Tolerant::Unknown(_) => None,
        }
    }

    pub fn is_public(&self) -> bool {
        matches!(self.visibility, Tolerant::Known(Visibility::Public))
    }

    /// Whether it has the visibility of what contains it, or is public itself.
    pub fn is_visible(&self) -> bool {
        matches!(self.visibility, Tolerant::Known(_))
    }
}

#[cfg(test)]
mod tests {
    use super::Document;

    #[test]
    fn words_of_serde_are_known_where_rustdoc_writes_the_attributes_of_derives() {
        let text = include_str!("tests/rust-1.97.json");
        let shows = |text: &str| Document::read(text.as_bytes()).expect("rustdoc wrote it").shows_serde();
        assert!(!shows(text));
        for (version, shown) in [("1.88.0", true), ("1.95.0", true), ("1.96.0", false), ("beta", false)] {
            let text = text.replace("doc.rust-lang.org/nightly/", &format!("doc.rust-lang.org/{version}/"));
            assert_eq!(shows(&text), shown, "{version}");
        }
        let with_one = text.replacen(r#""attrs": []"#, r##""attrs": [{ "other": "#[serde(skip)]" }]"##, 1);
        assert!(shows(&with_one));
    }
}
