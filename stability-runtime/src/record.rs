//! What macros write and running programs read: `'static`, const, without allocation.

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
