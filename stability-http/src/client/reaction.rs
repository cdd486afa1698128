//! The reasons for a reaction, and the reactions.

use std::fmt;

/// The reaction of an [`Observer`](super::Observer) to a concern; of several reactions, the strongest takes effect.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reaction {
    /// Nothing.
    #[default]
    Ignore,
    /// Writes one warning per route through [`tracing`], and gives the response.
    Warn,
    /// Gives an error that owns the response.
    Refuse,
}

/// Why an [`Observer`](super::Observer) reacts, the least urgent first.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Concern {
    /// The resource is deprecated.
    Deprecated,
    /// Its sunset is near.
    NearSunset,
    /// Its sunset has passed.
    PastSunset,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Concern {
    /// The name of the concern in warnings, without spaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deprecated => "deprecated",
            Self::NearSunset => "near-sunset",
            Self::PastSunset => "past-sunset",
        }
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
