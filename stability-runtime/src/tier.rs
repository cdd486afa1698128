//! Tiers: the strength of a promise.

use core::fmt;
use core::str::FromStr;

/// The strength of a promise, the strongest first.
///
/// The order is that of the promise: a [`Frozen`](Tier::Frozen) item may change least, so it compares greatest.
///
/// ```
/// use stability::Tier;
///
/// assert!(Tier::Stable > Tier::Beta);
/// assert_eq!("evolving".parse(), Ok(Tier::Evolving));
/// assert_eq!(Tier::Internal.to_string(), "internal");
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Anything may break it; for the project's own packages.
    Internal,
    /// Any release may break or remove it; for users who turn its feature on.
    Experimental,
    /// Any minor release may break it; users should plan for migration.
    Evolving,
    /// Any minor release may break it; for users who opt in.
    Beta,
    /// A major release may break it, after a deprecation that meets the policy.
    Stable,
    /// Nothing within the contract's scope may break it, except a recorded exception.
    Frozen,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Tier {
    /// Every tier, the strongest first.
    pub const ALL: [Self; 6] = [
        Self::Frozen,
        Self::Stable,
        Self::Beta,
        Self::Evolving,
        Self::Experimental,
        Self::Internal,
    ];

    /// The tier as a word, as in attributes, commands and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Frozen => "frozen",
            Self::Stable => "stable",
            Self::Beta => "beta",
            Self::Evolving => "evolving",
            Self::Experimental => "experimental",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Tier {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|tier| tier.as_str() == word)
            .ok_or(UnknownWord::new(
                "unknown tier: write frozen, stable, beta, evolving, experimental or internal",
            ))
    }
}

/// The error for an unknown word; it lists the known words.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord(&'static str);

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl UnknownWord {
    /// The error whose message is `message`.
    pub const fn new(message: &'static str) -> Self {
        Self(message)
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl core::error::Error for UnknownWord {}
