//! Every word and every key once: how it is written, and where it may stand.

use crate::environment::EXAMPLE;
use crate::model::Tier;

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

            /// What is written so.
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

    /// Whether the attribute registers a route.
    pub const fn is_route(self) -> bool {
        matches!(self, Self::Route | Self::DeprecatedRoute)
    }

    /// The keys that the attribute takes.
    pub const fn keys(self) -> &'static [Key] {
        use Key::{
            Constructor, Crate, Erase, ForwardCompatible, Friends, Instead, Link, NonExhaustive, Note, On, Since,
            Successor, Sunset, Until, Visibility,
        };
        // What lasts has no end, and only what may disappear stands behind a feature.
        match self {
            Self::Frozen | Self::Stable | Self::Internal => Key::TIER.split_at(Key::TIER.len() - 2).0,
            Self::Beta | Self::Evolving => Key::TIER.split_at(Key::TIER.len() - 1).0,
            Self::Experimental | Self::Unstable => Key::TIER,
            Self::Area => &[NonExhaustive, Constructor, ForwardCompatible, Crate],
            Self::Reserved => &[Until, Crate],
            Self::Route => &[Crate],
            Self::DeprecatedRoute => &[Since, On, Sunset, Link, Successor, Note, Crate],
            Self::Sealed => &[Erase, Visibility, Friends, Note, Instead, Crate],
        }
    }
}

impl Word {
    /// The keys that a tier takes on what is no Rust item.
    pub const fn entry_keys(self) -> &'static [Key] {
        match self {
            Self::Frozen | Self::Stable | Self::Internal => Key::ENTRY.split_at(Key::ENTRY.len() - 1).0,
            _ => Key::ENTRY,
        }
    }
}

words! {
    /// A key of an attribute.
    Key {
        Since "since",
        Area "area",
        Note "note",
        Issue "issue",
        Docs "docs",
        Deprecated "deprecated",
        Until "until",
        Feature "feature",
        Path "path",
        MayExpose "may_expose",
        Sealed "sealed",
        NonExhaustive "non_exhaustive",
        Constructor "constructor",
        ForwardCompatible "forward_compatible",
        Extensions "extensions",
        Schema "schema",
        Marker "key",
        Erased "erased",
        Default "default",
        Into "into",
        Crate "crate",
        Erase "erase",
        Visibility "pub",
        Friends "friends",
        Instead "instead",
        Replacement "replacement",
        RemoveIn "remove_in",
        Namespace "namespace",
        Range "range",
        Internal "internal",
        Retired "retired",
        Core "core",
        Community "community",
        MaxKeys "max_keys",
        MaxDepth "max_depth",
        On "on",
        Sunset "sunset",
        Link "link",
        Successor "successor",
    }
}

impl Key {
    /// The keys of the tier attributes; the last two not of all.
    const TIER: &'static [Self] = &[
        Self::Since,
        Self::Area,
        Self::Note,
        Self::Issue,
        Self::Docs,
        Self::Deprecated,
        Self::Path,
        Self::MayExpose,
        Self::Sealed,
        Self::NonExhaustive,
        Self::Constructor,
        Self::ForwardCompatible,
        Self::Extensions,
        Self::Schema,
        Self::Marker,
        Self::Erased,
        Self::Default,
        Self::Into,
        Self::Crate,
        Self::Until,
        Self::Feature,
    ];

    /// The keys of a tier on what is no Rust item; the last not of all.
    const ENTRY: &'static [Self] = &[
        Self::Since,
        Self::Area,
        Self::Note,
        Self::Issue,
        Self::Docs,
        Self::Deprecated,
        Self::Until,
    ];

    /// The keys of the tier of an area in `surface!`.
    pub const BLOCK: &'static [Self] = &[Self::Since, Self::Note];

    /// The keys of `#[error_code(…)]`.
    pub const ERROR_CODE: &'static [Self] = &[
        Self::Namespace,
        Self::Range,
        Self::Internal,
        Self::Since,
        Self::Area,
        Self::Crate,
    ];

    /// The keys inside `extensions(…)`.
    pub const EXTENSIONS: &'static [Self] = &[Self::Core, Self::Community, Self::MaxKeys, Self::MaxDepth];
    /// The keys of the tier of a route; the last one not of all.
    const ROUTE_TIER: &'static [Self] = &[
        Self::Since,
        Self::Area,
        Self::Note,
        Self::Issue,
        Self::Docs,
        Self::Until,
    ];

    /// The keys of the tier of a route, as in `stable(since = "1.0.0")`.
    pub const fn of_route(tier: Tier) -> &'static [Self] {
        match tier {
            Tier::Frozen | Tier::Stable | Tier::Internal => Self::ROUTE_TIER.split_at(Self::ROUTE_TIER.len() - 1).0,
            Tier::Beta | Tier::Evolving | Tier::Experimental => Self::ROUTE_TIER,
        }
    }

    /// The keys inside `deprecated(…)`.
    pub const DEPRECATED: &'static [Self] = &[Self::Since, Self::Note, Self::Replacement, Self::RemoveIn];

    /// The key as it is to be written, with a value of the right form.
    pub fn form(self) -> String {
        let form = match self {
            Self::Since => return format!("since = \"{EXAMPLE}\""),
            Self::Area => "area = \"Name\"",
            Self::Note => "note = \"text\"",
            Self::Issue => "issue = \"#123\"",
            Self::Docs => "docs = \"https://…\"",
            Self::Deprecated => return format!("deprecated(since = \"{EXAMPLE}\", note = \"text\")"),
            Self::Until => "until = \"2.0.0\"",
            Self::Feature => "feature = \"name\"",
            Self::Path => "path = \"public::path::Name\"",
            Self::MayExpose => "may_expose(Type)",
            Self::Sealed => "sealed(friends = [\"package\"])",
            Self::NonExhaustive => "non_exhaustive",
            Self::Constructor => "constructor = name",
            Self::ForwardCompatible => "forward_compatible",
            Self::Extensions => "extensions(core = \"name\", community = \"x-\")",
            Self::Schema => "schema = \"name/kind@1\"",
            Self::Marker => "key = \"schema\"",
            Self::Erased => "erased(DynName<'_>)",
            Self::Core => "core = \"name\"",
            Self::Community => "community = \"x-\"",
            Self::MaxKeys => "max_keys = 64",
            Self::MaxDepth => "max_depth = 32",
            Self::Default => "default = expression",
            Self::Into => "into",
            Self::Crate => "crate = ::path::to::stability",
            Self::Erase => "erase",
            Self::Visibility => "pub(crate)",
            Self::Friends => "friends = [\"package\", \"family-*\"]",
            Self::Instead => "instead = \"text\"",
            Self::Replacement => "replacement = path::to::Item",
            Self::RemoveIn => "remove_in = \"2.0.0\"",
            Self::Namespace => "namespace = \"NAME-SPACE\"",
            Self::Range => "range = 1..=99",
            Self::Internal => "internal",
            Self::Retired => "retired",
            Self::On => "on = \"2026-09-01\"",
            Self::Sunset => "sunset = \"2027-01-01\"",
            Self::Link => "link = \"https://…\"",
            Self::Successor => "successor = \"/api/v2/…\"",
        };
        form.to_owned()
    }
}
