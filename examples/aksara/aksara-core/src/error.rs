//! What can go wrong, and under which code.

use std::fmt;

use crate::credential::CredentialError;
use crate::policy::PolicyDenied;

/// The result of everything here that can fail.
#[stability::stable(since = "0.5.0", path = "aksara_core::Result", area = "ORM Core")]
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of Aksara. Its code is never given to another; its text may change.
#[stability::stable(since = "0.5.0", path = "aksara_core::Error", area = "ORM Core")]
#[derive(Debug, stability::ErrorCode)]
#[error_code(namespace = "AKSARA", range = 1..=99, since = "0.5.0", area = "ORM Core")]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are named by what they hold, and each variant says when it comes")]
pub enum Error {
    /// `AKSARA-001`: SQLite refused.
    #[code(1)]
    Database(rusqlite::Error),
    /// `AKSARA-002`: no model of this name is registered.
    #[code(2)]
    UnknownModel { model: String },
    /// `AKSARA-003`: the model has no such field, or a lookup asks for what the field cannot answer.
    #[code(3)]
    UnknownField { model: String, field: String },
    /// `AKSARA-004`: a value, a model or a name is not valid.
    #[code(4)]
    Invalid { subject: String, message: String },
    /// `AKSARA-005`: `get` found nothing.
    #[code(5)]
    DoesNotExist { model: String },
    /// `AKSARA-006`: `get` found more than one.
    #[code(6)]
    MultipleObjects { model: String, count: usize },
    /// `AKSARA-007`: a policy denied.
    #[code(7)]
    Denied(PolicyDenied),
    /// `AKSARA-008`: a migration cannot be made, read or applied.
    #[code(8)]
    Migration { name: String, message: String },
    /// `AKSARA-009`: a file or setting of the project is not valid.
    #[code(9)]
    Project { place: String, message: String },
    /// `AKSARA-010`: a credential is not valid.
    #[code(10)]
    Credential(CredentialError),
    /// `AKSARA-011`: nothing in the project has this route.
    #[code(11)]
    NotFound { path: String },
}

impl Error {
    pub(crate) fn invalid(subject: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self::Invalid {
            subject: subject.to_string(),
            message: message.to_string(),
        }
    }

    pub(crate) fn migration(name: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self::Migration {
            name: name.to_string(),
            message: message.to_string(),
        }
    }

    pub(crate) fn project(place: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self::Project {
            place: place.to_string(),
            message: message.to_string(),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<PolicyDenied> for Error {
    fn from(denied: PolicyDenied) -> Self {
        Self::Denied(denied)
    }
}

impl From<CredentialError> for Error {
    fn from(error: CredentialError) -> Self {
        Self::Credential(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code())?;
        match self {
            Self::Database(error) => write!(f, "the database refused: {error}"),
            Self::UnknownModel { model } => write!(f, "no model is called `{model}`"),
            Self::UnknownField { model, field } => write!(f, "`{field}` asks for what `{model}` does not have"),
            Self::Invalid { subject, message } => write!(f, "`{subject}` {message}"),
            Self::DoesNotExist { model } => write!(f, "no such `{model}`"),
            Self::MultipleObjects { model, count } => write!(f, "{count} of `{model}` where one was asked for"),
            Self::Denied(denied) => denied.fmt(f),
            Self::Migration { name, message } => write!(f, "migration `{name}`: {message}"),
            Self::Project { place, message } => write!(f, "{place}: {message}"),
            Self::Credential(error) => error.fmt(f),
            Self::NotFound { path } => write!(f, "nothing answers at `{path}`"),
        }
    }
}

impl std::error::Error for Error {}
