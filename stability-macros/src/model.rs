//! The checked arguments, without attributes.

mod contract;
mod entry;
mod entry_kind;
mod error_code;
mod evidence;
mod place;
mod route;
mod stage;

use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use semver::{BuildMetadata, Prerelease, Version};
use syn::{Expr, Path, Type};

pub use self::contract::{Header, HeaderArea, HeaderPath, HeaderTier, Module};
pub use self::entry::{Artefact, Attributes, EntryPromise, Guarantee, Policy, Surface, SurfaceArea, SurfaceEntry};
pub use self::entry_kind::{EntryForm, EntryKind};
pub use self::error_code::{Code, ErrorCodes};
pub use self::evidence::{Evidence, Relation};
pub use self::place::{Place, Places};
pub use self::route::{Endpoint, Moment, Retirement, Route};
pub use self::stage::{Stage, Stages};

/// The strength of a promise, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tier {
    Internal,
    Experimental,
    Evolving,
    Beta,
    Stable,
    Frozen,
}

impl Tier {
    /// The variant of the runtime's `Tier`.
    pub const fn variant(self) -> &'static str {
        match self {
            Self::Internal => "Internal",
            Self::Experimental => "Experimental",
            Self::Evolving => "Evolving",
            Self::Beta => "Beta",
            Self::Stable => "Stable",
            Self::Frozen => "Frozen",
        }
    }

    /// Whether the promise lasts over minor releases, so that it must not lean on a weaker one.
    pub fn lasts(self) -> bool {
        self >= Self::Stable
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Internal => "internal",
            Self::Experimental => "experimental",
            Self::Evolving => "evolving",
            Self::Beta => "beta",
            Self::Stable => "stable",
            Self::Frozen => "frozen",
        })
    }
}

/// A value with the place of its key and its own.
#[derive(Clone)]
pub struct Spanned<T> {
    pub key: Span,
    pub span: Span,
    pub value: T,
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A version that an item can be promised since, or the one in preparation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Since {
    Version(Version),
    Next,
}

impl Since {
    /// Whether it is before `other`; the one in preparation comes after every version.
    pub fn is_before(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Version(this), Self::Version(other)) => this.cmp_precedence(other).is_lt(),
            (Self::Version(_), Self::Next) => true,
            (Self::Next, _) => false,
        }
    }

    /// Whether it is before `version`; of the one in preparation nothing is known.
    pub fn is_before_version(&self, version: &Version) -> bool {
        match self {
            Self::Version(this) => this.cmp_precedence(version).is_lt(),
            Self::Next => true,
        }
    }

    /// Whether the release `package` has it; the one in preparation is about to.
    pub fn is_reached_by(&self, package: &Version) -> bool {
        match self {
            Self::Version(version) => version.cmp_precedence(package).is_le(),
            Self::Next => true,
        }
    }

    /// Whether it is after the release `package` or one of its pre-releases.
    pub fn is_after_package(&self, package: &Version) -> bool {
        let release = Version {
            pre: Prerelease::EMPTY,
            build: BuildMetadata::EMPTY,
            ..package.clone()
        };
        match self {
            Self::Version(version) => version.cmp_precedence(&release).is_gt(),
            Self::Next => false,
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => version.fmt(f),
            Self::Next => f.write_str("next"),
        }
    }
}

/// The replacement of a deprecated item.
#[derive(Clone)]
pub enum Replacement {
    /// A path that must resolve.
    Path(syn::ExprPath),
    /// Words, where it is no Rust path.
    Text(String),
}

/// The content of `deprecated(…)`, or of a plain `#[deprecated]`.
#[derive(Clone)]
pub struct Deprecation {
    pub span: Span,
    pub since: Option<Spanned<Since>>,
    pub note: Option<Spanned<String>>,
    pub replacement: Option<Spanned<Replacement>>,
    pub remove_in: Option<Spanned<Version>>,
    /// The stage in every version.
    pub stage: Option<Spanned<Stage>>,
    /// The version of each stage.
    pub stages: Option<Stages>,
    /// The type of `Self` in the replacement, since `Self` has no meaning elsewhere.
    pub owner: Option<String>,
    /// Written as a plain `#[deprecated]`, which stays on the item.
    pub plain: bool,
}

/// The content of `sealed(…)`.
#[derive(Clone)]
pub struct Seal {
    pub span: Span,
    pub visibility: Option<syn::Visibility>,
    pub friends: Option<Spanned<Vec<String>>>,
    pub note: Option<Spanned<String>>,
    pub instead: Option<Spanned<String>>,
    /// On a method: that nobody can override it, and the name of the trait that it is called through.
    pub call: Option<Spanned<Option<Ident>>>,
}

/// The content of `reserved`.
#[derive(Clone)]
pub struct Reserved {
    pub span: Span,
    pub until: Option<Spanned<Version>>,
}

/// The content of a tier attribute.
#[derive(Clone)]
pub struct Mark {
    pub tier: Tier,
    /// The attribute's word as written: `unstable` and `experimental` state one tier.
    pub word: &'static str,
    pub span: Span,
    /// The predicate of the `cfg_attr` around it.
    pub condition: Option<TokenStream>,
    pub since: Option<Spanned<Since>>,
    pub area: Option<Spanned<String>>,
    pub note: Option<Spanned<String>>,
    pub issue: Option<Spanned<String>>,
    pub docs: Option<Spanned<String>>,
    pub audience: Option<Spanned<String>>,
    pub until: Option<Spanned<Version>>,
    pub feature: Option<Feature>,
    /// The name that `--cfg` sets where the item is to be there.
    pub cfg: Option<Spanned<Ident>>,
    /// The name that its gate had.
    pub was: Option<Spanned<String>>,
    pub path: Option<Spanned<String>>,
    pub may_expose: Vec<Type>,
    pub shape: Shape,
    pub document: DocumentShape,
    /// The tier of the form in documents.
    pub wire: Option<Spanned<Tier>>,
    /// The twin of a trait that can be `dyn`.
    pub erased: Option<Spanned<Path>>,
    /// The tier of a trait for those who implement it.
    pub implement: Option<Spanned<Tier>>,
    pub field: FieldShape,
    /// Whether an argument could not be read, so that what seems to be missing may be it.
    pub faulty: bool,
}

/// Which shape is to be built, asked for on an item or for every item of an area.
#[derive(Clone, Default)]
pub struct Shape {
    pub non_exhaustive: Option<Span>,
    pub constructor: Option<Spanned<Constructor>>,
    pub forward_compatible: Option<Span>,
}

/// The content of `constructor`.
#[derive(Clone, Default)]
pub struct Constructor {
    pub name: Option<Ident>,
    /// Its own deprecation, while the struct stays.
    pub deprecated: Option<Deprecation>,
}

/// The keys that make a struct a document, and the twin of a trait.
#[derive(Clone, Default)]
pub struct DocumentShape {
    pub extensions: Option<Extensions>,
    pub schema: Option<Spanned<String>>,
    /// The key of the marker, where it is not `schema`.
    pub key: Option<Spanned<String>>,
}

impl DocumentShape {
    /// The key and the value of the marker.
    pub fn marker(&self) -> Option<(&str, &str)> {
        let key = self.key.as_ref().map_or("schema", |key| key.value.as_str());
        self.schema.as_ref().map(|schema| (key, schema.value.as_str()))
    }
}

/// The content of `extensions(…)`.
#[derive(Clone)]
pub struct Extensions {
    pub span: Span,
    /// The prefix of the keys of the declaring package.
    pub core: Option<Spanned<String>>,
    /// The prefix of the keys of everyone else.
    pub community: Option<Spanned<String>>,
    pub max_keys: Option<Spanned<usize>>,
    pub max_depth: Option<Spanned<usize>>,
}

/// How a constructor treats a field.
#[derive(Clone, Default)]
pub struct FieldShape {
    /// Not asked for, but set: to `Default::default()` where no expression is given.
    pub default: Option<Spanned<Option<Expr>>>,
    pub into: Option<Span>,
}

/// The package feature that shows an item.
#[derive(Clone)]
pub struct Feature {
    pub span: Span,
    /// With the prefix `unstable-`, or `unstable` alone.
    pub name: String,
}

/// Everything that our attributes say on one node.
#[derive(Clone, Default)]
pub struct Marks {
    pub tier: Option<Mark>,
    pub seal: Option<Seal>,
    pub reserved: Option<Reserved>,
    pub routes: Vec<Route>,
    pub deprecated: Option<Deprecation>,
    /// A plain `#[deprecated]` in a `cfg_attr`, with its predicate.
    pub conditional_deprecations: Vec<(TokenStream, Deprecation)>,
    /// The area that a module declares for what is in it.
    pub area: Option<Spanned<String>>,
    /// The shape that a module asks for, for what is in it.
    pub area_shape: Shape,
    /// The tier that a module states for the form of its types in documents.
    pub area_wire: Option<Spanned<Tier>>,
    /// `crate = ::path`, of whichever attribute has it.
    pub krate: Option<Path>,
}

impl Marks {
    /// Every deprecation, whether or not it depends on a predicate, that of the generated constructor too.
    pub fn deprecations(&self) -> impl Iterator<Item = &Deprecation> {
        let conditional = self.conditional_deprecations.iter();
        let constructor = self.tier.as_ref().and_then(|mark| mark.shape.constructor.as_ref());
        self.deprecated
            .iter()
            .chain(constructor.and_then(|constructor| constructor.value.deprecated.as_ref()))
            .chain(conditional.map(|(_, deprecation)| deprecation))
    }
}

/// The promise of one node after inheritance.
#[derive(Clone)]
pub struct Promise {
    pub tier: Tier,
    pub since: Option<Since>,
    pub area: Option<String>,
    /// The package feature without which it is not visible: its own, or else its container's.
    pub feature: Option<String>,
    /// The name that `--cfg` sets where it is there: its own, or else its container's.
    pub cfg: Option<String>,
    /// Whether the node says so itself.
    pub own: bool,
}

/// The name and kind of a node in a message.
#[derive(Clone)]
pub struct Subject {
    name: Name,
    place: Option<Place>,
}

/// Every node has one, and hardly any is spoken of: nothing is put together before.
#[derive(Clone)]
enum Name {
    Ident(&'static str, Ident),
    Text(String),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Name::Ident(noun, ident) => write!(f, "{noun} `{ident}`"),
            Name::Text(text) => f.write_str(text),
        }
    }
}

impl Subject {
    /// The subject `ident` of kind `noun`.
    pub fn of(noun: &'static str, ident: &Ident) -> Self {
        Self {
            name: Name::Ident(noun, ident.clone()),
            place: None,
        }
    }

    /// The subject `name` of kind `noun`.
    pub fn named(noun: &str, name: impl fmt::Display) -> Self {
        Self {
            name: Name::Text(format!("{noun} `{name}`")),
            place: None,
        }
    }

    /// The subject of a node without a name.
    pub fn nameless(noun: &str) -> Self {
        Self {
            name: Name::Text(noun.to_owned()),
            place: None,
        }
    }

    /// The same, in a place that decides which keys work; without one, all do.
    pub fn at(self, place: Option<Place>) -> Self {
        Self { place, ..self }
    }

    pub const fn place(&self) -> Option<Place> {
        self.place
    }

    /// Whether it is in one of `places`.
    pub fn is_in(&self, places: Places) -> bool {
        self.place.is_none_or(|place| places.contains(place))
    }
}
