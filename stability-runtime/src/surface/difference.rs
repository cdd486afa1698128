//! What differs between promise and program.

use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use crate::contract::{Item, Location};
use crate::kind::Kind;

/// A difference between the promises and one part of the program.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    discrepancies: Vec<Discrepancy>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Difference {
    pub(super) fn of(mut discrepancies: Vec<Discrepancy>) -> Self {
        discrepancies.sort();
        discrepancies.dedup();
        Self { discrepancies }
    }

    /// Whether the program has what is promised, and promises what it has.
    pub fn is_empty(&self) -> bool {
        self.discrepancies.is_empty()
    }

    /// Each discrepancy, sorted.
    pub fn discrepancies(&self) -> &[Discrepancy] {
        &self.discrepancies
    }

    /// The difference as an error, if there is one.
    ///
    /// # Errors
    ///
    /// The difference.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// One discrepancy per line; nothing if there is no discrepancy.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, discrepancy) in self.discrepancies.iter().enumerate() {
            let before = if at == 0 { "" } else { "\n" };
            write!(f, "{before}{discrepancy}")?;
        }
        Ok(())
    }
}

impl Error for Difference {}

/// One thing that promise and program do not agree about. Its text says what, and what to do.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Discrepancy {
    /// The program has it, but it is not promised.
    Unpromised {
        /// Its kind.
        kind: Kind,
        /// Its name.
        name: String,
        /// The statement of `surface!` that would promise it.
        statement: String,
    },
    /// It is promised, and the program does not have it.
    Missing {
        /// Its kind.
        kind: Kind,
        /// Its name.
        name: String,
        /// The package that promises it.
        package: String,
        /// Where the promise is.
        location: Location,
    },
    /// It is promised with one type, and the program has another.
    Changed {
        /// Its kind.
        kind: Kind,
        /// Its name.
        name: String,
        /// The type that is promised.
        promised: String,
        /// The type that the program has.
        found: String,
        /// Where the promise is.
        location: Location,
    },
}

impl Discrepancy {
    pub(super) fn missing(item: &Item) -> Self {
        Self::Missing {
            kind: item.kind,
            name: item.name.clone(),
            package: item.package.clone(),
            location: item.location.clone(),
        }
    }
}

impl fmt::Display for Discrepancy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unpromised { kind, name, statement } => {
                write!(
                    f,
                    "{kind} `{name}` exists, but has no tier: add `{statement}` to a `stability::surface!`"
                )?;
                match kind {
                    Kind::Command | Kind::CommandOption => f.write_str(", or hide it"),
                    _ => Ok(()),
                }
            }
            Self::Missing {
                kind,
                name,
                package,
                location,
            } => write!(
                f,
                "{kind} `{name}` is promised by the package `{package}` at {location}, but does not exist: add it \
                 again, or deprecate it and remove the promise in a release that may break it",
            ),
            Self::Changed {
                kind,
                name,
                promised,
                found,
                location,
            } => write!(
                f,
                "{kind} `{name}` is promised as `{promised}` at {location}, but is `{found}`: change it back, or \
                 promise the new form under another name",
            ),
        }
    }
}
