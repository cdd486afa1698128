//! How long something is deprecated before it goes, and the kinds of things of which a policy may say so apart.

use serde::{Serialize, Serializer};
use stability::Kind;

/// How long something is deprecated before it goes: both must have passed.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Notice {
    /// How many minor releases have the deprecation: the one that deprecates counts, the one that removes does not. A major
    /// release counts as one too.
    pub minors: u32,
    /// How many days.
    pub days: u32,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Notice {
    /// A notice of so many minor releases and so many days.
    pub const fn new(minors: u32, days: u32) -> Self {
        Self { minors, days }
    }

    /// Both notices: the more releases, and the more days.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self::new(self.minors.max(other.minors), self.days.max(other.days))
    }

    /// Whether nothing need be announced.
    pub const fn is_none(self) -> bool {
        self.minors == 0 && self.days == 0
    }
}

/// A kind of things that a policy may give a notice of its own, as `routes` in `[tiers.stable.notice]`.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoticeKind {
    /// Commands of a program.
    Commands,
    /// Options of commands.
    Flags,
    /// Settings and environment variables of a program.
    Settings,
    /// Routes of a service.
    Routes,
    /// Features of a package.
    Features,
    /// Fields of structs, unions and variants.
    Fields,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Commands,
        Self::Flags,
        Self::Settings,
        Self::Routes,
        Self::Features,
        Self::Fields,
    ];

    /// The word for the kind.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commands => "commands",
            Self::Flags => "flags",
            Self::Settings => "settings",
            Self::Routes => "routes",
            Self::Features => "features",
            Self::Fields => "fields",
        }
    }

    /// The kind of an item or member; `None` where no policy names it apart.
    pub fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Command => Self::Commands,
            Kind::CommandOption => Self::Flags,
            Kind::Setting | Kind::Env => Self::Settings,
            Kind::Route => Self::Routes,
            Kind::Field => Self::Fields,
            // A kind of a later runtime.
            kind if kind.as_str() == "feature" => Self::Features,
            _ => return None,
        })
    }
}

/// The notices of those kinds that have one of their own.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindNotices([Option<Notice>; NoticeKind::ALL.len()]);

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl KindNotices {
    /// No kind has a notice of its own.
    pub const NONE: Self = Self([None; NoticeKind::ALL.len()]);

    /// The notice of a kind, where it has one of its own.
    pub const fn get(&self, kind: NoticeKind) -> Option<Notice> {
        self.0[kind as usize]
    }

    /// Gives a kind a notice of its own.
    pub const fn set(&mut self, kind: NoticeKind, notice: Notice) {
        self.0[kind as usize] = Some(notice);
    }
}

impl Default for KindNotices {
    fn default() -> Self {
        Self::NONE
    }
}

impl Serialize for KindNotices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let own = NoticeKind::ALL.into_iter();
        serializer.collect_map(own.filter_map(|kind| Some((kind.as_str(), self.get(kind)?))))
    }
}
