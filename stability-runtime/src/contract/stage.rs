//! How strongly a deprecation speaks to users.

use core::fmt;
use core::str::FromStr;

use crate::tier::UnknownWord;

/// How strongly a deprecation speaks to users, the mildest first.
///
/// ```
/// use stability::contract::DeprecationStage;
///
/// assert_eq!("warned".parse(), Ok(DeprecationStage::Warned));
/// assert!(DeprecationStage::Announced < DeprecationStage::Warned);
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeprecationStage {
    /// Documentation and `cargo stability due` say it; the compiler is silent.
    Announced,
    /// The compiler warns of each use.
    Warned,
    /// The compiler refuses each use.
    Denied,
    /// The compiler warns of each use, and documentation no longer shows the item.
    Hidden,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl DeprecationStage {
    /// Every stage, the mildest first.
    pub const ALL: [Self; 4] = [Self::Announced, Self::Warned, Self::Denied, Self::Hidden];

    /// The word for the stage, as attributes and JSON spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Warned => "warned",
            Self::Denied => "denied",
            Self::Hidden => "hidden",
        }
    }
}

impl fmt::Display for DeprecationStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for DeprecationStage {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|stage| stage.as_str() == word);
        found.ok_or(UnknownWord::new(
            "no stage of that name: write announced, warned, denied or hidden",
        ))
    }
}
