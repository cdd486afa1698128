//! The errors of a call that was refused.

use std::error::Error;
use std::fmt;

use super::announcement::Announcement;
use super::date;
use super::deprecation::Deprecation;
use super::link::Relation;
use super::reaction::Concern;

/// Why a response was refused.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The name of the route.
    pub route: String,
    /// The reason of the refusal.
    pub concern: Concern,
    /// The announcement of the response.
    pub announcement: Announcement,
}

/// A response that was refused, and why.
///
/// The server has already processed the request, so do not repeat the request without a check.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub struct Refused<R> {
    refusal: Refusal,
    response: R,
}

/// Why a call of an [`Observed`](super::Observed) service gave no response.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub enum CallError<E, R> {
    /// The service failed.
    Service(E),
    /// The response was refused.
    Refused(Box<Refused<R>>),
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<R> Refused<R> {
    pub(super) fn new(refusal: Refusal, response: R) -> Self {
        Self { refusal, response }
    }

    /// Why it was refused.
    pub fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// The response.
    pub fn response(&self) -> &R {
        &self.response
    }

    /// The response, for callers that use it nevertheless; its body was not read.
    pub fn into_response(self) -> R {
        self.response
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused the response of `{}`: ", self.route)?;
        let sunset = self.announcement.sunset().map(date::display).unwrap_or_default();
        match (self.concern, self.announcement.deprecation()) {
            (Concern::PastSunset, _) => write!(f, "its sunset was {sunset}")?,
            (Concern::NearSunset, _) => write!(f, "its sunset is {sunset}")?,
            (Concern::Deprecated, Some(Deprecation::At(at))) => {
                write!(f, "it is deprecated since {}", date::display(at))?;
            }
            (Concern::Deprecated, _) => f.write_str("it is deprecated")?,
        }
        if let Some(successor) = self.announcement.link(Relation::SuccessorVersion) {
            write!(f, "; use `{successor}`")?;
        }
        let more = [Relation::Deprecation, Relation::Sunset];
        if let Some(link) = more.into_iter().find_map(|relation| self.announcement.link(relation)) {
            write!(f, "; see {link}")?;
        }
        Ok(())
    }
}

impl Error for Refusal {}

impl<R> fmt::Display for Refused<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

// Not derived: a body need not be `Debug` for its response to be refused.
impl<R> fmt::Debug for Refused<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refused")
            .field("refusal", &self.refusal)
            .finish_non_exhaustive()
    }
}

impl<R> Error for Refused<R> {}

impl<E: fmt::Display, R> fmt::Display for CallError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Refused(refused) => refused.fmt(f),
        }
    }
}

impl<E: fmt::Debug, R> fmt::Debug for CallError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => f.debug_tuple("Service").field(error).finish(),
            Self::Refused(refused) => f.debug_tuple("Refused").field(refused).finish(),
        }
    }
}

impl<E: Error, R> Error for CallError<E, R> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Service(error) => error.source(),
            Self::Refused(refused) => refused.source(),
        }
    }
}
