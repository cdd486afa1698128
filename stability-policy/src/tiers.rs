//! What each tier permits.
//!
//! What the policy leaves out of a weaker tier rises with it: `[tiers.stable] notice` alone does not contradict the default of
//! `frozen`. A policy in which a stronger tier permits more than a weaker one is refused.

use std::fmt;

use semver::Version;
use serde::{Serialize, Serializer};
use stability::Tier;

use super::{Bump, KindNotices, Notice, NoticeKind};

/// What it takes to break a promise.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permit {
    /// This bump or a larger one.
    Bump(Bump),
    /// Nothing but a recorded exception.
    Never,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Permit {
    /// Whether `made` suffices.
    pub fn is_met_by(self, made: Bump) -> bool {
        match self {
            Self::Bump(asked) => made >= asked,
            Self::Never => false,
        }
    }
}

impl Serialize for Permit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bump(bump) => bump.fmt(f),
            Self::Never => f.pad("never"),
        }
    }
}

/// What a tier permits.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TierPolicy {
    /// What it takes to break it.
    pub breaks: Permit,
    /// What it takes to add to it.
    pub adds: Permit,
    /// How long it is deprecated before it goes.
    pub notice: Notice,
    /// The same for kinds of things that have a notice of their own.
    pub kind_notices: KindNotices,
    /// How long what was deprecated stays, where nothing need be deprecated: `once-deprecated`.
    pub once_deprecated: Notice,
    /// Whether it must be deprecated before any break, and not only before its removal.
    pub break_needs_deprecation: bool,
}

impl TierPolicy {
    const fn new(breaks: Permit, adds: Bump, notice: Notice) -> Self {
        Self {
            breaks,
            adds: Permit::Bump(adds),
            notice,
            kind_notices: KindNotices::NONE,
            once_deprecated: Notice::new(0, 0),
            break_needs_deprecation: false,
        }
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl TierPolicy {
    /// How long a thing of this kind is deprecated before it goes; `None` is a kind without a notice of its own.
    pub fn notice_of(&self, kind: Option<NoticeKind>) -> Notice {
        kind.and_then(|kind| self.kind_notices.get(kind)).unwrap_or(self.notice)
    }

    /// The same for a thing that was deprecated, although it may not have needed that.
    pub fn notice_once_deprecated(&self, kind: Option<NoticeKind>) -> Notice {
        self.notice_of(kind).max(self.once_deprecated)
    }
}

/// What the tiers permit in one phase of a package's life.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tiers {
    /// `frozen`.
    pub frozen: TierPolicy,
    /// `stable`.
    pub stable: TierPolicy,
    /// `beta`.
    pub beta: TierPolicy,
    /// `evolving`.
    pub evolving: TierPolicy,
    /// `experimental`.
    pub experimental: TierPolicy,
    /// `internal`.
    pub internal: TierPolicy,
}

/// A phase of a package's life.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Phase {
    /// From 1.0.0 on.
    Stable,
    /// Before 1.0.0.
    BeforeOne,
    /// From one pre-release of a version to the next, or to the release itself.
    PreRelease,
    /// The same from an alpha release, such as `2.0.0-alpha.1`.
    Alpha,
    /// The same from a beta release, such as `2.0.0-beta.1`.
    Beta,
    /// The same from a release candidate, such as `2.0.0-rc.1`.
    Rc,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Phase {
    /// The phase in which a package goes from `from` to `to`.
    pub fn of(from: &Version, to: &Version) -> Self {
        let same = (from.major, from.minor, from.patch) == (to.major, to.minor, to.patch);
        if same && !from.pre.is_empty() {
            Self::of_pre_release(from)
        } else if from.major == 0 {
            Self::BeforeOne
        } else {
            Self::Stable
        }
    }

    /// The phase that begins with a pre-release, by the first word of what follows the numbers: `rc` of `2.0.0-rc.1` and `2.0.0-RC2`.
    fn of_pre_release(version: &Version) -> Self {
        let letters = version.pre.chars().take_while(char::is_ascii_alphabetic);
        match letters.collect::<String>().to_ascii_lowercase().as_str() {
            "alpha" => Self::Alpha,
            "beta" => Self::Beta,
            "rc" => Self::Rc,
            _ => Self::PreRelease,
        }
    }

    /// Whether it is between a pre-release and the next one, or the release.
    pub const fn is_pre_release(self) -> bool {
        !matches!(self, Self::Stable | Self::BeforeOne)
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Tiers {
    /// What holds in `phase` by default.
    ///
    /// Before 1.0 a minor release is what a major one is later, as cargo has it; from pre-release to pre-release anything may
    /// change but what is frozen, as the next one says so.
    pub const fn of(phase: Phase) -> Self {
        let none = Notice::new(0, 0);
        let patch = Permit::Bump(Bump::Patch);
        let free = TierPolicy::new(Permit::Bump(Bump::None), Bump::None, none);
        match phase {
            Phase::Stable => {
                let minor = TierPolicy::new(Permit::Bump(Bump::Minor), Bump::Minor, none);
                Self {
                    frozen: TierPolicy::new(Permit::Never, Bump::Minor, Notice::new(1, 0)),
                    stable: TierPolicy::new(Permit::Bump(Bump::Major), Bump::Minor, Notice::new(1, 0)),
                    beta: minor,
                    evolving: minor,
                    experimental: TierPolicy::new(patch, Bump::Patch, none),
                    internal: free,
                }
            }
            Phase::BeforeOne => {
                let minor = TierPolicy::new(Permit::Bump(Bump::Minor), Bump::Patch, none);
                Self {
                    frozen: TierPolicy::new(Permit::Never, Bump::Patch, none),
                    stable: minor,
                    beta: minor,
                    evolving: minor,
                    experimental: TierPolicy::new(patch, Bump::Patch, none),
                    internal: free,
                }
            }
            Phase::PreRelease | Phase::Alpha | Phase::Beta | Phase::Rc => {
                let next = TierPolicy::new(Permit::Bump(Bump::PreRelease), Bump::PreRelease, none);
                Self {
                    frozen: TierPolicy::new(Permit::Never, Bump::PreRelease, none),
                    stable: next,
                    beta: next,
                    evolving: next,
                    experimental: next,
                    internal: free,
                }
            }
        }
    }

    /// What `tier` permits.
    pub const fn get(&self, tier: Tier) -> &TierPolicy {
        match tier {
            Tier::Frozen => &self.frozen,
            Tier::Stable => &self.stable,
            Tier::Beta => &self.beta,
            Tier::Evolving => &self.evolving,
            Tier::Experimental => &self.experimental,
            Tier::Internal => &self.internal,
        }
    }

    /// What `tier` permits, to be changed.
    pub const fn get_mut(&mut self, tier: Tier) -> &mut TierPolicy {
        match tier {
            Tier::Frozen => &mut self.frozen,
            Tier::Stable => &mut self.stable,
            Tier::Beta => &mut self.beta,
            Tier::Evolving => &mut self.evolving,
            Tier::Experimental => &mut self.experimental,
            Tier::Internal => &mut self.internal,
        }
    }
}
