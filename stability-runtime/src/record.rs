//! What the macros state: `'static`, const, without allocation.

use crate::code::CodeEntry;
use crate::kind::Kind;
use crate::route::Route;
use crate::tier::Tier;

/// What an attribute states about one item or one of its members.
///
/// Expansions write it as a struct literal over [`Record::new`], so that only what was said costs tokens.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// What kind of thing it is.
    pub kind: Kind,
    /// The path below [`module`](Self::module): `InferRequest`, `inference::InferRequest`, `InferRequest::new`;
    /// of a member its own name.
    pub name: &'static str,
    /// `module_path!()` where the attribute stands; empty on a member.
    pub module: &'static str,
    /// The tier; `None` on a member that has its container's, and on a sealed item without a tier.
    pub tier: Option<Tier>,
    /// The version in which the item entered its tier, or `next`.
    pub since: Option<&'static str>,
    /// The named group it belongs to.
    pub area: Option<&'static str>,
    /// What is promised, in words: of a guarantee its statement.
    pub text: Option<&'static str>,
    /// What a reader should know of it.
    pub note: Option<&'static str>,
    /// The tracking issue.
    pub issue: Option<&'static str>,
    /// Where it is documented.
    pub docs: Option<&'static str>,
    /// The version by which it graduates or goes.
    pub until: Option<&'static str>,
    /// The public path, where it is re-exported elsewhere.
    pub path: Option<&'static str>,
    /// The package feature without which it is not visible outside its package.
    pub feature: Option<&'static str>,
    /// Its deprecation.
    pub deprecated: Option<Deprecation>,
    /// The declaration as text, without visibility, attributes and body.
    pub signature: &'static str,
    /// Whether a struct can be built, or an enum matched, in full by its users; `None` where the question has no sense.
    pub exhaustive: Option<bool>,
    /// The seal of a trait.
    pub seal: Option<Seal>,
    /// Of an implementation of a sealed trait: `module_path!()` of the sealing module of that trait.
    pub implements: Option<&'static str>,
    /// Whether its place is kept for what comes later.
    pub reserved: bool,
    /// Whether who leaves it out is provided for: a trait's method with a body, a field with a default.
    pub provided: bool,
    /// Of an error code: its parts, and the variant that has it.
    pub code: Option<CodeEntry>,
    /// The namespaces of its extension fields.
    pub extensions: Option<Namespaces>,
    /// The marker by which its documents are known.
    pub schema: Option<Marker>,
    /// The form of a trait that can be `dyn` although its methods are `async`: its own name, or that of its twin.
    pub erased: Option<&'static str>,
    /// Whether its value is read or written as a document, by a derive of serde.
    pub document: bool,
    /// The types that it shows although they promise less, as its attribute or that of its container names them.
    pub may_expose: &'static [&'static str],
    /// The route, of a record of that kind.
    pub route: Option<&'static Route>,
    /// What belongs to it, in the order of the source.
    pub members: &'static [Record],
    /// The source file, below the package's folder.
    pub file: &'static str,
    /// The line of its name in that file; 0 where it is not known.
    pub line: u32,
}

#[cfg_attr(feature = "promises", stability::internal)]
impl Record {
    /// Says nothing; the rest of every literal that an expansion writes. A constant costs the compiler less than a call.
    #[doc(hidden)]
    pub const EMPTY: Self = Self {
        kind: Kind::Struct,
        name: "",
        module: "",
        tier: None,
        since: None,
        area: None,
        text: None,
        note: None,
        issue: None,
        docs: None,
        until: None,
        path: None,
        feature: None,
        deprecated: None,
        signature: "",
        exhaustive: None,
        seal: None,
        implements: None,
        reserved: false,
        provided: false,
        code: None,
        extensions: None,
        schema: None,
        erased: None,
        document: false,
        may_expose: &[],
        route: None,
        members: &[],
        file: "",
        line: 0,
    };

    /// A record that says no more than what it is about.
    pub const fn new(kind: Kind, name: &'static str) -> Self {
        Self::part(kind, name, "", None, None)
    }

    /// A member that says no more than this. Assigning to a copy costs the compiler less than a literal.
    #[doc(hidden)]
    pub const fn part(
        kind: Kind,
        name: &'static str,
        signature: &'static str,
        tier: Option<Tier>,
        since: Option<&'static str>,
    ) -> Self {
        let mut part = Self::EMPTY;
        part.kind = kind;
        part.name = name;
        part.signature = signature;
        part.tier = tier;
        part.since = since;
        part
    }

    /// The same of what is provided where it is left out.
    #[doc(hidden)]
    #[must_use]
    pub const fn provided(mut self) -> Self {
        self.provided = true;
        self
    }
}

/// A deprecation: an axis apart from the tier.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deprecation {
    /// The version in which the item was deprecated, or `next`.
    pub since: Option<&'static str>,
    /// Why, and what to do.
    pub note: Option<&'static str>,
    /// What to use instead: a path, or words where it is no Rust item.
    pub replacement: Option<&'static str>,
    /// The version in which the item goes.
    pub remove_in: Option<&'static str>,
}

#[cfg_attr(feature = "promises", stability::internal)]
impl Deprecation {
    /// A deprecation that says nothing more.
    pub const fn new() -> Self {
        Self {
            since: None,
            note: None,
            replacement: None,
            remove_in: None,
        }
    }
}

/// The seal of a trait: who may implement it.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seal {
    /// The packages besides its own that may, as names in which `*` stands for any run of characters.
    pub friends: &'static [&'static str],
}

/// The namespaces of the keys that a document may have besides its fields.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Namespaces {
    /// What the keys of the declaring package start with.
    pub core: &'static str,
    /// What the keys of everyone else start with.
    pub community: &'static str,
    /// How many keys a document has at most.
    pub max_keys: usize,
    /// How many lists and maps stand inside each other at most.
    pub max_depth: usize,
}

#[cfg_attr(feature = "promises", stability::internal)]
impl Namespaces {
    /// How many keys there are at most where nothing is said.
    pub const MAX_KEYS: usize = 64;
    /// How many lists and maps stand inside each other at most where nothing is said.
    pub const MAX_DEPTH: usize = 32;
}

/// The line by which a document is known, such as `schema: nika/workflow@1`.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The key.
    pub key: &'static str,
    /// The only value that is read.
    pub value: &'static str,
}

/// A package that speaks of itself.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name, as in its manifest.
    pub name: &'static str,
    /// Its version, as in its manifest.
    pub version: &'static str,
}

/// What `contract!` states about its package.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name readers know it by.
    pub name: &'static str,
    /// How far the contract itself is settled.
    pub state: State,
    /// The versions it applies to, as a semver requirement.
    pub scope: Option<&'static str>,
    /// The named groups, in the order in which they are shown.
    pub areas: &'static [Area],
}

/// A named group of the surface.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its name.
    pub name: &'static str,
    /// The modules whose items belong to it, as full module paths.
    pub modules: &'static [ModulePath],
}

/// What `surface!` states about an area besides its entries.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The area.
    pub area: &'static str,
    /// The tier of the entries that do not state one, where it has one.
    pub tier: Option<Tier>,
    /// What the area is, in words.
    pub text: Option<&'static str>,
    /// What its users should do.
    pub note: Option<&'static str>,
    /// What the area does not cover, in words.
    pub excludes: &'static [&'static str],
    /// What is announced and promised to no one yet.
    pub planned: &'static [Planned],
    /// The source file, below the package's folder.
    pub file: &'static str,
    /// The line in that file; 0 where it is not known.
    pub line: u32,
}

/// Something that is announced, and promised to no one yet.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub name: &'static str,
    /// What it will be, in words.
    pub text: Option<&'static str>,
}

/// A module, as the place of the declaration and the path from there.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModulePath {
    /// `module_path!()` where the path is written; empty where the path starts at the package's root.
    pub base: &'static str,
    /// The path below it, or below the root.
    pub path: &'static str,
}

/// How far a contract is settled.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// Being written.
    Draft,
    /// For first users.
    Alpha,
    /// Complete, for trial.
    Beta,
    /// In force.
    Final,
    /// In force, and not to be changed itself.
    Locked,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl State {
    /// Every state, the least settled first.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Alpha, Self::Beta, Self::Final, Self::Locked];

    /// The word for the state, as `contract!` and JSON spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Final => "final",
            Self::Locked => "locked",
        }
    }
}

impl core::fmt::Display for State {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}

impl core::str::FromStr for State {
    type Err = crate::tier::UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or(crate::tier::UnknownWord::new(
                "no state of that name: write draft, alpha, beta, final or locked",
            ))
    }
}
