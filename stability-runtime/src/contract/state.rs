//! How far a contract is settled.

use core::fmt;

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

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
                "unknown state: write draft, alpha, beta, final or locked",
            ))
    }
}
