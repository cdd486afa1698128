//! Every word and every key once: how it is written, and where it works.

#[cfg(test)]
mod tests;

use crate::environment::EXAMPLE;
use crate::model::{Place, Places, Tier};

/// Declares an enum of words with their spelling.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name {
            $($variant,)*
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// How it is written.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The variant with this spelling.
            pub fn from_str(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// An attribute.
    Word {
        Frozen "frozen",
        Stable "stable",
        Beta "beta",
        Evolving "evolving",
        Experimental "experimental",
        Internal "internal",
        Unstable "unstable",
        Area "area",
        Sealed "sealed",
        Reserved "reserved",
        Route "route",
        DeprecatedRoute "deprecated_route",
    }
}

impl Word {
    /// The tier that the attribute states.
    pub const fn tier(self) -> Option<Tier> {
        match self {
            Self::Frozen => Some(Tier::Frozen),
            Self::Stable => Some(Tier::Stable),
            Self::Beta => Some(Tier::Beta),
            Self::Evolving => Some(Tier::Evolving),
            Self::Experimental | Self::Unstable => Some(Tier::Experimental),
            Self::Internal => Some(Tier::Internal),
            Self::Area | Self::Sealed | Self::Reserved | Self::Route | Self::DeprecatedRoute => None,
        }
    }

    /// The attribute as it is to be written.
    pub fn example(self) -> String {
        let word = self.as_str();
        match self {
            Self::Area => "#[area(\"Name\")]".to_owned(),
            Self::Sealed => format!("#[{}]", Key::Sealed.form()),
            Self::Reserved => "#[reserved]".to_owned(),
            Self::Route => format!("#[route(GET, \"/path\", {})]", Tier::Beta),
            Self::DeprecatedRoute => format!("#[deprecated_route(GET, \"/path\", {})]", Key::On.form()),
            _ => format!("#[{word}({})]", Key::Since.form()),
        }
    }

    /// Whether the attribute registers a route.
    pub const fn is_route(self) -> bool {
        matches!(self, Self::Route | Self::DeprecatedRoute)
    }
}

/// Declares the keys: how each is spelled and written, the tiers that take it where not all do, and the lists of arguments
/// that take it, each with the items and members where it works.
macro_rules! keys {
    ($($key:ident $word:literal $form:literal $(for $tiers:ident)?: $($list:ident $(on $places:ident)?),+;)*) => {
        words! {
            /// A key of an attribute.
            Key { $($key $word,)* }
        }

        impl Key {
            /// The key as it is to be written, with a value of the right form.
            pub fn form(self) -> String {
                match self {
                    $(Self::$key => format!($form),)*
                }
            }

            /// What to write, where the author wrote no value that the key could take.
            pub fn remedy(self) -> String {
                let form = self.form();
                if form.contains(['=', '(']) && self != Self::Visibility {
                    format!("write for example `{form}`")
                } else {
                    format!("write `{form}`")
                }
            }

            /// The tiers that take it; `None` where all do.
            pub const fn tiers(self) -> Option<&'static [Tier]> {
                match self {
                    $($(Self::$key => Some($tiers),)?)*
                    _ => None,
                }
            }

            /// Where it works in `list`; `None` where the list does not take it.
            pub fn places(self, list: List) -> Option<Places> {
                match (self, list) {
                    $($((Self::$key, List::$list) => Some(places!($($places)?)),)+)*
                    _ => None,
                }
            }
        }
    };
}

macro_rules! places {
    () => {
        Places::ANYTHING
    };
    ($places:ident) => {
        Places::$places
    };
}

// In this order, messages list them; the first of a list is the example of one.
keys! {
    Retired "retired" "retired": Code;
    Namespace "namespace" "namespace = \"NAME-SPACE\"": ErrorCode, Code;
    Range "range" "range = 1..=99": ErrorCode;
    Internal "internal" "internal": ErrorCode;
    Erase "erase" "erase": Sealed;
    Visibility "pub" "pub(crate)": Sealed on TRAIT;
    Friends "friends" "friends = [\"package\", \"family-*\"]": Sealed on TRAIT;
    Since "since" "since = \"{EXAMPLE}\"": Tier, RouteTier, EntryTier, BlockTier, Deprecated, PlainDeprecated, DeprecatedRoute, ErrorCode;
    On "on" "on = \"2026-09-01\"": DeprecatedRoute;
    Sunset "sunset" "sunset = \"2027-01-01\"": DeprecatedRoute;
    Link "link" "link = \"https://example.org/moves\"": DeprecatedRoute;
    Successor "successor" "successor = \"/v2/path\"": DeprecatedRoute;
    Area "area" "area = \"Name\"": Tier on WITH_RECORD, RouteTier, EntryTier, ErrorCode;
    Note "note" "note = \"text\"": Tier, RouteTier, EntryTier, BlockTier, Deprecated, PlainDeprecated, DeprecatedRoute, Sealed on TRAIT;
    Instead "instead" "instead = \"text\"": Sealed on TRAIT;
    Replacement "replacement" "replacement = path::to::Item": Deprecated;
    RemoveIn "remove_in" "remove_in = \"2.0.0\"": Deprecated;
    Stage "stage" "stage = \"announced\"": Deprecated;
    Stages "stages" "stages(announced = \"{EXAMPLE}\")": Deprecated;
    Announced "announced" "announced = \"{EXAMPLE}\"": Stages;
    Warned "warned" "warned = \"{EXAMPLE}\"": Stages;
    Denied "denied" "denied = \"{EXAMPLE}\"": Stages;
    Hidden "hidden" "hidden = \"{EXAMPLE}\"": Stages;
    Issue "issue" "issue = \"#123\"": Tier, RouteTier, EntryTier;
    Docs "docs" "docs = \"https://example.org\"": Tier, RouteTier, EntryTier;
    Audience "audience" "audience = \"text\"": Tier on RECORDED, RouteTier, EntryTier;
    Deprecated "deprecated" "deprecated(since = \"{EXAMPLE}\", note = \"text\")": Tier on USED_BY_NAME, EntryTier, Constructor;
    Name "name" "name = make": Constructor;
    Path "path" "path = \"public::path::Name\"": Tier on WITH_RECORD;
    MayExpose "may_expose" "may_expose(Type)": Tier on WITH_TYPES;
    Sealed "sealed" "sealed(friends = [\"package\"])": Tier on SEALABLE;
    NonExhaustive "non_exhaustive" "non_exhaustive": Tier on EXTENSIBLE, Area;
    Wire "wire" "wire = \"free\"": Tier on DOCUMENTS, Area;
    Constructor "constructor" "constructor = name": Tier on STRUCT, Area;
    ForwardCompatible "forward_compatible" "forward_compatible": Tier on STRUCT_OR_ENUM, Area;
    Extensions "extensions" "extensions(core = \"name\", community = \"x-\")": Tier on NAMED_STRUCT;
    Schema "schema" "schema = \"name/kind@1\"": Tier on NAMED_STRUCT;
    Marker "key" "key = \"schema\"": Tier on NAMED_STRUCT;
    Core "core" "core = \"name\"": Extensions;
    Community "community" "community = \"x-\"": Extensions;
    MaxKeys "max_keys" "max_keys = 64": Extensions;
    MaxDepth "max_depth" "max_depth = 32": Extensions;
    Erased "erased" "erased(DynName<'_>)": Tier on TRAIT;
    Default "default" "default = expression": Tier on STRUCT_FIELD;
    Into "into" "into": Tier on STRUCT_FIELD;
    Until "until" "until = \"2.0.0\"" for PASSING: Tier, RouteTier, EntryTier, Reserved;
    Feature "feature" "feature = \"name\"" for EXPERIMENTAL: Tier on HIDEABLE;
    Crate "crate" "crate = ::path::to::stability": Tier, Area, Sealed, Reserved, Route, DeprecatedRoute, ErrorCode;
    Cfg "cfg" "cfg = \"package_unstable\"" for EXPERIMENTAL: Tier on GATEABLE;
    Was "was" "was = \"former_name\"" for EXPERIMENTAL: Tier on GATEABLE;
    Call "call" "call": Sealed on TRAIT_MEMBER;
    Implement "implement" "implement = evolving": Tier on TRAIT;
}

/// Stable and frozen have no end.
const PASSING: &[Tier] = &[Tier::Beta, Tier::Evolving, Tier::Experimental];
/// Only what may disappear can be behind a feature.
const EXPERIMENTAL: &[Tier] = &[Tier::Experimental];

/// A list of arguments, and where it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// Of a tier attribute: `args/tier.rs`, as the next three.
    Tier,
    /// Of the tier in `route(GET, "/path", beta(…))`.
    RouteTier,
    /// Of the tier of a statement in `surface!`, `guarantee!` or `generated!`.
    EntryTier,
    /// Of the tier of an area in `surface!`.
    BlockTier,
    /// Of `area`: `args/area.rs`.
    Area,
    /// Of `sealed`, as an attribute and as a key: `args/seal.rs`.
    Sealed,
    /// Of `reserved`: `args/reserved.rs`.
    Reserved,
    /// Of `route`: `args/route.rs`.
    Route,
    /// Of `deprecated_route`: `args/route.rs`.
    DeprecatedRoute,
    /// Of the key `deprecated`: `args/deprecated.rs`.
    Deprecated,
    /// Of the key `stages`: `args/stages.rs`.
    Stages,
    /// Of the language's own `#[deprecated]`: `args/deprecated.rs`.
    PlainDeprecated,
    /// Of the key `extensions`: `args/extensions.rs`.
    Extensions,
    /// Of the key `constructor`: `args/constructor.rs`.
    Constructor,
    /// Of `#[error_code]`: `args/error_code.rs`.
    ErrorCode,
    /// Of `#[code]`: `args/error_code.rs`.
    Code,
}

impl Key {
    /// Whether a list takes it, in an attribute that states `tier`.
    pub fn goes_with(self, list: List, tier: Option<Tier>) -> bool {
        let takes = |tier: Tier| self.tiers().is_none_or(|tiers| tiers.contains(&tier));
        self.places(list).is_some() && tier.is_none_or(takes)
    }

    /// The advice for a key in a wrong place; `None` where nothing but its removal helps.
    pub const fn advice(self, place: Place) -> Option<&'static str> {
        const NEW_VARIANT: &str = "each `match` must have the same variants in every build; write it on the enum";
        const NEW_MEMBER: &str = "each implementation must have the same members in every build; write it on the trait";
        Some(match (self, place) {
            (Self::Area | Self::Path | Self::Audience | Self::Cfg | Self::Was, Place::StructField) => {
                "write it on the struct"
            }
            (Self::Area | Self::Path | Self::Audience | Self::Cfg | Self::Was, Place::UnionField) => {
                "write it on the union"
            }
            (Self::Area | Self::Path | Self::Audience, Place::VariantField | Place::Variant)
            | (Self::Cfg | Self::Was, Place::VariantField) => "write it on the enum",
            (Self::Area | Self::Path | Self::Audience | Self::Cfg | Self::Was, Place::TraitImplMember) => {
                "write it on the `impl`"
            }
            (Self::Audience, Place::Impl) => "write it on each member of the `impl`",
            (Self::Deprecated, Place::TraitImplMember) => "write it where the trait declares the member",
            (Self::Deprecated, Place::TraitImpl) => {
                "write it on the type, or on the declaration of the trait, if the trait is yours"
            }
            (Self::Deprecated, _) => "write it on the type or the trait",
            (Self::Default | Self::Into, Place::VariantField) => "enums have no constructor; remove the key",
            (Self::Default | Self::Into, Place::UnionField) => "unions have no constructor; remove the key",
            (
                Self::Area
                | Self::Path
                | Self::Audience
                | Self::Friends
                | Self::Note
                | Self::Instead
                | Self::Visibility,
                Place::TraitMember,
            ) => "write it on the trait",
            (Self::Visibility, Place::TraitImpl) => {
                "write `sealed(pub(crate))` on the declaration of the trait, if the trait is yours, or remove it"
            }
            (Self::Friends | Self::Note | Self::Instead, Place::TraitImpl) => {
                "write it on the declaration of the trait, if the trait is yours, or remove it"
            }
            (Self::Call, Place::Trait) => "write it on each method that nobody may override",
            (Self::Call | Self::Sealed, Place::ImplMember) => {
                "remove it; if this is a method of a trait, write a tier such as `#[beta]` above the trait, so that the macro sees the trait"
            }
            (Self::Cfg | Self::Was, Place::Mod) => "write it on each item in the module",
            (Self::Feature | Self::Cfg | Self::Was, Place::Variant) => NEW_VARIANT,
            (Self::Feature, Place::VariantField) => "Rust cannot hide one field of a variant; write it on the enum",
            (Self::Feature | Self::Cfg | Self::Was, Place::TraitMember) => NEW_MEMBER,
            (Self::Feature, Place::TraitImplMember) => {
                "Rust cannot hide one member of the `impl` of a trait; write it on the `impl`"
            }
            (Self::MayExpose, Place::Mod) => "write it on the item in the module that exposes the type",
            (Self::Extensions | Self::Schema | Self::Marker, Place::TupleStruct) => {
                "the struct has no named fields; give it named fields, or remove the key"
            }
            _ => return None,
        })
    }
}
