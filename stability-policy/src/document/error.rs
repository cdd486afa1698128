//! Why a document cannot be compared with the contract.

use std::error::Error;
use std::fmt;

/// The line before the contract in a document of Markdown.
pub const BEGIN: &str = "<!-- stability:begin -->";

/// The line after it.
pub const END: &str = "<!-- stability:end -->";

/// Why a document cannot be compared with the contract, or brought up to date.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentError {
    /// There is no file to write into.
    Missing,
    /// One of the marks is without the other, twice, or before the other; at this line, counted from 1.
    Marks {
        /// The line.
        line: u32,
    },
    /// It is no `OpenAPI` description in JSON.
    NoDescription {
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the file does not exist"),
            Self::Marks { .. } => write!(
                f,
                "its marks are not a pair: write `{BEGIN}` once, and `{END}` once after it",
            ),
            Self::NoDescription { reason } => write!(f, "it is not an OpenAPI document in JSON: {reason}"),
        }
    }
}

impl Error for DocumentError {}
