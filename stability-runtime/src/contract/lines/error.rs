//! Why lines are no contract.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use crate::contract::{ContractError, JsonError};
use crate::visible::line;

/// Why lines are no contract.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinesError {
    /// Lines cannot be read; there is at least one.
    Lines(Vec<LineError>),
    /// The lines do not form a contract.
    Contract(ContractError),
}

/// Why a line cannot be read.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    line: usize,
    package: Option<String>,
    column: usize,
    message: String,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl LineError {
    pub(super) fn new(number: usize, package: Option<(&str, &str)>, error: &JsonError) -> Self {
        Self {
            line: number,
            package: package.map(|(name, version)| alloc::format!("{name} {version}")),
            column: error.column(),
            message: error.message().to_string(),
        }
    }

    /// Which line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The package whose line it is, as `nika 1.0.0`, where that much can be read.
    pub fn package(&self) -> Option<&str> {
        self.package.as_deref()
    }

    /// The column in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The error, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// `line 3 (nika 1.0.0), column 17: …`; a line that is refused as a whole has no column.
impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(package) = &self.package {
            write!(f, " ({})", line(package))?;
        }
        if self.column > 1 {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {}", line(&self.message))
    }
}

impl Error for LineError {}

/// The line or the problem, or all of them as a list.
impl fmt::Display for LinesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract(error) => error.fmt(f),
            Self::Lines(errors) => match errors.as_slice() {
                [error] => error.fmt(f),
                errors => {
                    write!(f, "{} lines cannot be read:", errors.len())?;
                    errors.iter().try_for_each(|error| write!(f, "\n- {error}"))
                }
            },
        }
    }
}

impl Error for LinesError {}
