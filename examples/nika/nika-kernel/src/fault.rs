//! Errors of the engine and of its plugins: for their maintainers, not for users who run a
//! workflow.

use crate::inference::{ProviderId, TraceId};
use std::fmt;

/// A broken rule between the engine and what is plugged into it.
///
/// Its codes are internal: they are reported as events, and cannot become a [`Failure`](crate::report::Failure).
#[stability::internal(since = "0.90.0")]
#[derive(Clone, Debug, PartialEq, Eq, stability::ErrorCode)]
#[error_code(namespace = "NIKA-ENGINE", range = 1000..=1099, internal, since = "0.90.0", area = "Errors")]
#[non_exhaustive]
pub enum Fault {
    /// `NIKA-ENGINE-1001`: the provider answered for another trace than the one that asked.
    #[code(1001)]
    ForeignTrace(ProviderId, TraceId),
    /// `NIKA-ENGINE-1002`: the memory gave so many frames, of so many that were asked for.
    #[code(1002)]
    TooManyFrames(usize, usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.code())?;
        match self {
            Self::ForeignTrace(provider, trace) => write!(f, "provider `{provider}` answered for the trace `{trace}`"),
            Self::TooManyFrames(found, limit) => write!(f, "the memory gave {found} frames of {limit} asked for"),
        }
    }
}
