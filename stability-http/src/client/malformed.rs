//! Values of headers that are not as their standards have them.

use http::{HeaderName, HeaderValue};

/// A value that is not as its standard has it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Malformed {
    /// The field: `deprecation`, `sunset` or `link`.
    pub field: HeaderName,
    /// The line as it stood.
    pub value: HeaderValue,
    /// The error.
    pub fault: Fault,
}

/// The error in a value.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// It is of no form that is known; of a `Link` line, the parts that are well formed were read.
    Unreadable,
    /// The date is not on the weekday that it names; the date was read.
    Weekday,
    /// The field has one line before this one and may have one only; of several dates the earliest counts.
    Repeated,
}
