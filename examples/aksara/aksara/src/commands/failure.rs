//! Why a command could not complete.

use std::{fmt, io};

/// Why a command could not complete.
#[stability::internal(area = "Internals of the Program")]
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The project, a setting, a request.
    Aksara(aksara_core::Error),
    /// Reading or writing.
    Io(io::Error),
    /// What was asked for is not valid.
    Usage(String),
}

impl From<aksara_core::Error> for Failure {
    fn from(error: aksara_core::Error) -> Self {
        Self::Aksara(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Aksara(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::Usage(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Failure {}
