//! The item under an attribute: what a promise is about is parsed, bodies stay raw tokens.

mod parse;
mod print;
mod recursion;
mod target;
mod tokens;

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, Generics, LitStr, Path, Type, Visibility, parse_quote_spanned};

use crate::conditional::{self, Presence};
use crate::marks::RawMark;
use crate::model::{Deprecation, Marks, Place, Promise, Subject, Tier};
use crate::proc_macro_kind::ProcMacro;

pub use parse::parse;
use print::shown_in_documentation;
pub use print::split_inner_attributes;
pub use target::Target;
pub use tokens::{RawType, Tokens, is_punct, regroup, stream};

/// An item, or a member of one, in the order in which it is printed.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Node {
    /// As written, without ours.
    pub attrs: Vec<Attribute>,
    pub vis: Visibility,
    /// From the first token after the visibility to the children or the body.
    pub head: TokenStream,
    /// The supertraits of a trait.
    pub bounds: TokenStream,
    /// The where clause of a trait.
    pub trait_where: TokenStream,
    pub children: Option<Children>,
    pub body: Body,
    /// The tokens after the children: the where clause of a tuple struct, a discriminant, a semicolon.
    pub tail: TokenStream,

    pub kind: Kind,
    pub ident: Option<Ident>,
    /// The place of a field without a name.
    pub position: Option<usize>,
    pub generics: Generics,
    /// The types that its users can name through it, each parsed by those who ask.
    pub types: Vec<RawType>,
    pub implementation: Option<Implementation>,
    pub receiver: bool,
    /// Whether a function returns something.
    pub returns: bool,
    pub imports: Vec<Import>,
    /// The proc macro that a function is.
    pub proc_macro: Option<ProcMacro>,

    /// The package feature without which it is printed as `pub(crate)`.
    pub gate: Option<LitStr>,

    /// What leaves it out of a build.
    pub cfg_gate: Option<Box<CfgGate>>,

    /// The shape that is built around it.
    pub shape: Built,

    /// Whether an expansion has put it in.
    pub generated: bool,
    /// Whether it is the trait of methods that no implementation of another trait can override.
    pub is_extension: bool,

    /// Whether one of our attributes was taken off.
    pub has_ours: bool,
    pub raw_marks: Vec<RawMark>,
    pub marks: Marks,
    pub promise: Option<Promise>,
    /// The name of the container with which it is deprecated, where it is not deprecated itself.
    pub deprecated_with: Option<String>,
    /// The promise where the predicate around its own attribute does not hold.
    pub fallback: Option<Promise>,
}

/// A `#[cfg]` by which builds leave an item out, if they do not set a name. rustc says of most items that are named nevertheless by which
/// `cfg` they are gated, and shows where that is written: at the key.
#[derive(Clone)]
pub struct CfgGate {
    /// The name.
    pub name: Ident,
    /// Where the item is there.
    pub shown: TokenStream,
    pub attribute: Attribute,
    /// What is there where the item is left out.
    pub instead: TokenStream,
}

impl CfgGate {
    /// The gate of an attribute under `condition`: where that does not hold, nothing is gated.
    pub fn new(name: &Ident, condition: Option<&TokenStream>) -> Self {
        let shown = shown_in_documentation(&quote!(#name), condition);
        Self {
            name: name.clone(),
            attribute: parse_quote_spanned!(name.span()=> #[cfg(#shown)]),
            shown,
            instead: TokenStream::new(),
        }
    }
}

/// The shape that is built around an item.
#[derive(Clone, Default)]
pub struct Built {
    /// `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// A constructor of this name.
    pub constructor: Option<Ident>,
    /// The deprecation of the constructor alone.
    pub constructor_deprecated: Option<Deprecation>,
    /// The derives of serde.
    pub derived: Vec<Derived>,
    /// The tier of its form in documents, where it is another one.
    pub wire: Option<Tier>,
}

/// A trait of serde.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    Serialize,
    Deserialize,
}

/// A trait of serde that an item derives.
#[derive(Clone)]
pub struct Derived {
    pub of: Trait,
    /// As written in `derive(…)`.
    pub path: Path,
    /// The predicate of the `cfg_attr` around it.
    pub condition: Option<TokenStream>,
}

/// The content of a container.
pub struct Children {
    pub group: Group,
    /// Inner attributes, first in the group.
    pub inner: TokenStream,
    pub nodes: Vec<Node>,
    pub separated: bool,
}

/// Tokens that are never read.
pub enum Body {
    None,
    /// Of a function.
    Block(Group),
    /// Of a constant: the tokens after `=`.
    Init(TokenStream),
}

/// The trait and the type of an `impl`.
pub struct Implementation {
    pub trait_path: Option<Path>,
    pub self_type: Type,
}

/// One name that a `use` brings in.
pub struct Import {
    /// The name it has here; `*` for a glob.
    pub name: String,
    /// The path as written.
    pub path: String,
    pub span: Span,
}

/// The kind of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Struct,
    Enum,
    Union,
    Trait,
    TypeAlias,
    Mod,
    Fn,
    Method,
    Const,
    Static,
    AssociatedConst,
    AssociatedType,
    Field,
    Variant,
    Impl,
    Use,
    Macro,
    /// Something that no promise can be about, with its name in messages.
    Other(&'static str),
}

impl Kind {
    /// The word for the kind, as the contract spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Union => "union",
            Self::Trait => "trait",
            Self::TypeAlias => "type",
            Self::Mod => "mod",
            Self::Fn => "fn",
            Self::Method => "method",
            Self::Const => "const",
            Self::Static => "static",
            Self::AssociatedConst => "associated-const",
            Self::AssociatedType => "associated-type",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Impl => "impl",
            Self::Use => "use",
            Self::Macro | Self::Other(_) => "macro",
        }
    }

    /// How messages call it.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Union => "union",
            Self::Trait => "trait",
            Self::TypeAlias => "type alias",
            Self::Mod => "module",
            Self::Fn => "function",
            Self::Method => "method",
            Self::Const => "constant",
            Self::Static => "static",
            Self::AssociatedConst => "associated constant",
            Self::AssociatedType => "associated type",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Impl => "implementation",
            Self::Use => "re-export",
            Self::Macro => "macro",
            Self::Other(noun) => noun,
        }
    }

    /// Whether it declares a type, which other items can expose.
    pub const fn is_type(self) -> bool {
        matches!(self, Self::Struct | Self::Enum | Self::Union)
    }
}

impl Node {
    /// How messages call it.
    pub fn subject(&self) -> Subject {
        if let Some(ident) = self.ident.as_ref().filter(|_| self.proc_macro.is_none()) {
            return Subject::of(self.kind.noun(), ident);
        }
        match (self.kind, self.display_name()) {
            (Kind::Impl, name) => Subject::nameless(&format!("`impl {name}`")),
            (_, name) if name.is_empty() => Subject::nameless(self.kind.noun()),
            (_, name) => Subject::named(self.kind.noun(), name),
        }
    }

    /// Where an attribute on it is, inside a container of kind `outer`, which may be the `impl` of a trait; `None` where it is
    /// nothing that takes keys.
    pub fn place(&self, outer: Option<Kind>, of_trait: bool) -> Option<Place> {
        let is_braced = |children: &Children| children.group.delimiter() == proc_macro2::Delimiter::Brace;
        let of_trait_impl = self.implementation.as_ref().is_some_and(|it| it.trait_path.is_some());
        Some(match (self.kind, outer) {
            (Kind::Other(_), _) => return None,
            (_, Some(Kind::Trait)) => Place::TraitMember,
            (_, Some(Kind::Impl)) if of_trait => Place::TraitImplMember,
            (_, Some(Kind::Impl)) | (Kind::Method | Kind::AssociatedConst | Kind::AssociatedType, _) => {
                Place::ImplMember
            }
            (Kind::Struct, _) if self.children.as_ref().is_some_and(is_braced) => Place::NamedStruct,
            (Kind::Struct, _) => Place::TupleStruct,
            (Kind::Enum, _) => Place::Enum,
            (Kind::Union, _) => Place::Union,
            (Kind::Trait, _) => Place::Trait,
            (Kind::TypeAlias, _) => Place::TypeAlias,
            (Kind::Mod, _) => Place::Mod,
            (Kind::Fn, _) => Place::Fn,
            (Kind::Const, _) => Place::Const,
            (Kind::Static, _) => Place::Static,
            (Kind::Use, _) => Place::Use,
            (Kind::Macro, _) => Place::Macro,
            (Kind::Impl, _) if of_trait_impl => Place::TraitImpl,
            (Kind::Impl, _) => Place::Impl,
            (Kind::Variant, _) => Place::Variant,
            (Kind::Field, Some(Kind::Struct)) => Place::StructField,
            (Kind::Field, Some(Kind::Union)) => Place::UnionField,
            (Kind::Field, _) => Place::VariantField,
        })
    }

    /// The span of messages about the whole node.
    pub fn span(&self) -> Span {
        match (&self.ident, &self.implementation) {
            (Some(ident), _) => ident.span(),
            (None, Some(implementation)) => syn::spanned::Spanned::span(&implementation.self_type),
            (None, None) => self
                .head
                .clone()
                .into_iter()
                .next()
                .map_or_else(Span::call_site, |token| token.span()),
        }
    }

    /// Its name, or what replaces one.
    pub fn display_name(&self) -> String {
        use crate::signature::text;
        if let Some(proc_macro) = &self.proc_macro {
            return proc_macro.name.clone();
        }
        match (&self.ident, &self.implementation) {
            (Some(ident), _) => ident.unraw().to_string(),
            (
                None,
                Some(Implementation {
                    trait_path: Some(path),
                    self_type,
                }),
            ) => {
                format!("{} for {}", text(path), text(self_type))
            }
            (
                None,
                Some(Implementation {
                    trait_path: None,
                    self_type,
                }),
            ) => text(self_type),
            (None, None) => match (self.position, self.imports.as_slice()) {
                (Some(position), _) => position.to_string(),
                (None, [first, ..]) => first.name.clone(),
                (None, []) => String::new(),
            },
        }
    }

    /// Whether it is written as reachable from outside the package.
    pub fn is_public(&self) -> bool {
        match self.kind {
            Kind::Macro if self.proc_macro.is_none() => !matches!(self.exported(), Presence::Never),
            Kind::Impl => true,
            _ => matches!(self.vis, Visibility::Public(_)),
        }
    }

    /// When a `macro_rules!` is exported.
    pub fn exported(&self) -> Presence {
        conditional::presence(&self.attrs, "macro_export")
    }

    /// The attributes that decide whether the node is there, for everything generated from it.
    pub fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        let gate = self.cfg_gate.as_ref().map(|gate| &gate.attribute);
        self.written_cfgs().chain(gate)
    }

    /// Those that were written, for its record: what a gate leaves out of a build is in the contract still.
    pub fn written_cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
    }

    /// The predicate under which it says what it says.
    pub fn condition(&self) -> Option<&TokenStream> {
        self.marks.tier.as_ref().and_then(|mark| mark.condition.as_ref())
    }

    /// The name of the type or trait that `Self` in it represents.
    pub fn own_name(&self) -> Option<&Ident> {
        match &self.implementation {
            Some(Implementation {
                self_type: Type::Path(path),
                ..
            }) => path.path.segments.last().map(|last| &last.ident),
            Some(_) => None,
            None => self.ident.as_ref(),
        }
    }

    /// The name, behind that of the type or trait that a deprecated member belongs to; `outer` is its container.
    pub fn own_path(&self, outer: Option<Kind>) -> Vec<String> {
        let name = self.own_name().map(|name| name.unraw().to_string());
        let deprecation = self.marks.deprecated.as_ref().filter(|_| outer != Some(Kind::Mod));
        let owner = deprecation.and_then(|deprecation| deprecation.owner.clone());
        owner.into_iter().chain(name).collect()
    }

    /// Whether a path such as `Self::new` or `Type::new`, with this type or trait in front, names a member written here;
    /// `None` where it leads elsewhere.
    pub fn has_member(&self, path: &Path) -> Option<bool> {
        let (owner, member) = match path.segments.iter().collect::<Vec<_>>().as_slice() {
            [owner, member] => (owner.ident.to_string(), member.ident.unraw()),
            _ => return None,
        };
        let own = self.own_name();
        let leads_here = owner == "Self" || own.is_some_and(|own| *own == owner);
        let is_named = |child: &Node| child.ident.as_ref().is_some_and(|ident| ident.unraw() == member);
        leads_here.then(|| self.children().iter().any(is_named))
    }

    /// The nodes inside.
    pub fn children(&self) -> &[Node] {
        self.children.as_ref().map_or(&[], |children| &children.nodes)
    }
}

/// Where a node is, which decides what its attributes mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// Under the attribute itself.
    Top,
    /// In an inline module.
    Module,
    /// In a trait.
    Trait,
    /// In an inherent `impl`.
    Impl,
    /// In an `impl` of a trait.
    TraitImpl,
}

impl Context {
    /// Whether bare words are ours, because an outer attribute of ours consumes them.
    pub fn is_inside(self) -> bool {
        self != Self::Top
    }
}
