//! What a contract holds: owned values, as the records state them and as JSON spells them.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use semver::Version;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::contents::Contents;
use super::json::fields::object;
use super::json::form;
use super::json::read::{Fault, Read, Reading};
use super::since::Since;
use super::stage::DeprecationStage;
use super::wire::Wire;
use crate::kind::{Kind, Namespace};
use crate::route::shape;
use crate::tier::Tier;

object! {
    /// One promised thing.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", may_expose(Shape, Wire)))]
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Item checked by check_item {
        /// Its id in the contract: for a Rust item its path, `nika_kernel::InferRequest`.
        pub id: String => required,
        /// Its kind.
        pub kind: Kind => required,
        /// Its name for readers: the last segment of its path, or the last two if the one before is its type or
        /// trait, as in `InferRequest::new`.
        pub name: String => required,
        /// The strength of the promise.
        pub tier: Tier => required,
        /// The version in which it entered its tier.
        pub since: Option<Since>,
        /// The named group it belongs to.
        pub area: Option<String>,
        /// The text of the promise: of a guarantee its statement.
        pub text: Option<String>,
        /// A note for readers.
        pub note: Option<String>,
        /// The tracking issue.
        pub issue: Option<String>,
        /// Where it is documented.
        pub docs: Option<String>,
        /// Its intended consumers, in words.
        pub audience: Option<String>,
        /// The version by which it graduates or goes.
        pub until: Option<Version>,
        /// Of a trait: the strength of the promise for those who implement it; `None` where it is that of the trait.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub implement: Option<Tier>,
        /// The package feature without which it is not visible outside its package.
        pub feature: Option<String>,
        /// The name that `--cfg` must set where it is to be there.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub cfg: Option<String>,
        /// The name that its feature or `cfg` had before.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub was: Option<String>,
        /// Its deprecation.
        pub deprecated: Option<Deprecated>,
        /// Its members, in the order of the source.
        pub members: Vec<Member>,
        /// The declaration as text, without visibility, attributes and body.
        pub signature: Option<String>,
        /// Whether a struct can be built, or an enum matched, in full by its users; `None` where the question has no sense.
        pub exhaustive: Option<bool>,
        /// Of a sealed trait: who may implement it, and what does.
        pub sealed: Option<Sealed>,
        /// Of an implementation of a sealed trait: the id of that trait.
        pub implements: Option<String>,
        /// Of a document: the line by which it is known.
        pub schema: Option<Marker>,
        /// Of a document: the namespaces of its extension fields.
        pub namespaces: Option<Namespaces>,
        /// Whether a derive of serde reads or writes it.
        pub document: bool,
        /// The form in which serde writes and reads it; `None` where nothing is known of it.
        pub wire: Option<Wire>,
        /// Of a trait: its form that can be `dyn` although its methods are `async`, which is itself or a twin.
        pub erased: Option<String>,
        /// Of a generated artefact: what its stored file holds; `None` where nobody has looked.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub contents: Option<Contents>,
        /// The types that it shows although they promise less, as its attribute or that of its container names them.
        pub may_expose: Vec<String>,
        /// Where it is in the source.
        pub location: Location,
        /// What the compiler knows of it; empty if the compiler was not asked.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub shape: Shape,
        /// The builds that have it, of those that the contract describes; empty where all do.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub builds: Vec<String>,
        /// The package that promises it: its name, or `name@version` where the contract has two versions of it.
        pub package: String => required,
        ..extensions
    }
}

object! {
    /// A part of an item: a field, a variant, a method.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Member {
        /// Its own name.
        pub name: String => required,
        /// Its kind.
        pub kind: Kind => required,
        /// Its own tier; `None` where it has its container's, see [`tier_in`](Self::tier_in).
        pub tier: Option<Tier>,
        /// The version in which it entered its tier.
        pub since: Option<Since>,
        /// A note for readers.
        pub note: Option<String>,
        /// The tracking issue.
        pub issue: Option<String>,
        /// Where it is documented.
        pub docs: Option<String>,
        /// The version by which it graduates or goes.
        pub until: Option<Version>,
        /// The package feature without which it is not visible outside its package.
        pub feature: Option<String>,
        /// The name that `--cfg` must set where it is to be there.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub cfg: Option<String>,
        /// The name that its feature or `cfg` had before.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub was: Option<String>,
        /// Its deprecation.
        pub deprecated: Option<Deprecated>,
        /// Whether its place is kept for what comes later.
        pub reserved: bool,
        /// Whether it has a default: a method of a trait with a body, a field that has a default.
        pub provided: bool,
        /// The declaration as text, without visibility, attributes and body.
        pub signature: Option<String>,
        /// The types that it shows although they promise less, as its own attribute names them.
        pub may_expose: Vec<String>,
        /// Its members: the fields of a variant.
        pub members: Vec<Member>,
        ..extensions
    }
}

/// What the compiler knows of an item and of its members: by namespace and path, as JSON text that `cargo stability` writes
/// and compares.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub BTreeMap<String, String>);

impl serde::Serialize for Shape {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        super::json::write_raw(&mut map, &self.0)?;
        serde::ser::SerializeMap::end(map)
    }
}

impl<'de> Read<'de> for Shape {
    fn read<D: Deserializer<'de>>(deserializer: D, _: &Reading) -> Result<Self, D::Error> {
        let texts = BTreeMap::<String, Box<RawValue>>::deserialize(deserializer)?;
        let texts = texts.into_iter().map(|(key, text)| (key, text.get().into()));
        Ok(Self(texts.collect()))
    }
}

fn check_item(item: &Item) -> Result<(), Fault> {
    Fault::unless(form::id(item.kind), "id", &item.id)?;
    Fault::unless(form::named, "name", &item.name)?;
    Fault::unless_none(form::signature(item.kind), "signature", item.signature.as_ref())
}

fn check_deprecated(deprecated: &Deprecated) -> Result<(), Fault> {
    Fault::unless_none(form::date, "on", deprecated.on.as_ref())?;
    Fault::unless_none(form::date, "sunset", deprecated.sunset.as_ref())?;
    Fault::unless_none(form::uri, "link", deprecated.link.as_ref())?;
    Fault::unless_none(form::uri, "successor", deprecated.successor.as_ref())
}

/// The name of a package, of what a contract calls it: `name`, or `name@version` where it has two versions of it.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn package_name(label: &str) -> &str {
    label.split_once('@').map_or(label, |(name, _)| name)
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Item {
    /// Whether the compiler was asked what it knows of the item.
    pub fn has_shape(&self) -> bool {
        !self.shape.0.is_empty()
    }

    /// The key that is unique in a contract: the package, the id, and the namespace in which it is unique. The names
    /// of a route's parameters make no other route.
    pub(crate) fn identity(&self) -> (&str, Cow<'_, str>, Namespace) {
        (&self.package, self.id_without_parameters(), self.kind.namespace())
    }

    fn id_without_parameters(&self) -> Cow<'_, str> {
        match self.kind {
            Kind::Route => shape(&self.id).collect(),
            _ => Cow::Borrowed(&self.id),
        }
    }

    /// Its package, without the version that tells it from another version of the package.
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub fn package_name(&self) -> &str {
        package_name(&self.package)
    }

    /// The key that identifies it in all releases: its package without the version, its id and its namespace. What is
    /// unique over all packages has no package here, since it is the same thing whichever package declares it.
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub fn key(&self) -> (&str, Cow<'_, str>, Namespace) {
        let namespace = self.kind.namespace();
        let package = match namespace {
            Namespace::Code | Namespace::Surface => "",
            _ => self.package_name(),
        };
        (package, self.id_without_parameters(), namespace)
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Member {
    /// The tier in force for it inside a container of tier `container`: its own, or else the container's.
    pub fn tier_in(&self, container: Tier) -> Tier {
        self.tier.unwrap_or(container)
    }
}

object! {
    /// A deprecation: an axis apart from the tier.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Deprecated checked by check_deprecated {
        /// The version in which the item was deprecated.
        pub since: Option<Since>,
        /// Why, and what to do.
        pub note: Option<String>,
        /// What to use instead: a path, or text if it is not a Rust item.
        pub replacement: Option<String>,
        /// The version in which the item goes.
        pub remove_in: Option<Version>,
        /// How strongly it speaks to users, see [`stage_in`](Self::stage_in); `None` where the compiler warns.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub stage: Option<DeprecationStage>,
        /// The version of each stage, where they are planned.
        #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
        pub stages: Option<Stages>,
        /// Of a route: the date of its deprecation.
        pub on: Option<String>,
        /// Of a route: the date on which it may go.
        pub sunset: Option<String>,
        /// Of a route: where its deprecation is documented.
        pub link: Option<String>,
        /// Of a route: the route that takes its place.
        pub successor: Option<String>,
    }
}

object! {
    /// The version with which each stage of a deprecation begins.
    #[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Stages {
        /// Documentation says it.
        pub announced: Option<Since>,
        /// The compiler warns.
        pub warned: Option<Since>,
        /// The compiler refuses.
        pub denied: Option<Since>,
        /// Documentation no longer shows the item.
        pub hidden: Option<Since>,
    }
}

object! {
    /// The seal of a trait: who may implement it, and what does.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Sealed {
        /// The other packages that may implement it, as names in which `*` matches any number of characters.
        pub friends: Vec<String>,
        /// The ids of its implementations, sorted.
        pub implementations: Vec<String>,
    }
}

object! {
    /// The line by which a document is known, such as `schema: nika/workflow@1`.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Marker {
        /// The key.
        pub key: String => required,
        /// The only value that is read.
        pub value: String => required,
    }
}

/// `schema: nika/workflow@1`.
impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.value)
    }
}

object! {
    /// The prefixes of the keys of extension fields.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Namespaces {
        /// Those of the package that promises the document.
        pub core: String => required,
        /// Those of everyone else.
        pub community: String => required,
    }
}

object! {
    /// A place in the source.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub struct Location {
        /// The source file, below the package's folder; empty where it is not known.
        pub file: String,
        /// The line, counted from 1; 0 where it is not known.
        pub line: u32,
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Location {
    /// The line `line` of `file`.
    pub const fn new(file: String, line: u32) -> Self {
        Self { file, line }
    }

    /// Whether nothing is known of the place.
    pub fn is_unknown(&self) -> bool {
        self.file.is_empty() && self.line == 0
    }

    /// Writes `/` in the path on every machine.
    pub(super) fn normalise(&mut self) {
        if self.file.contains('\\') {
            self.file = self.file.replace('\\', "/");
        }
    }
}

/// `src/lib.rs:12`, without the line where it is not known.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.file.is_empty() {
            return f.write_str("an unknown place");
        }
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        Ok(())
    }
}
