//! What may differ in the form in documents.

use std::fmt;

use serde::Serialize;

/// What kind of difference there is in the form in documents.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WireChange {
    /// A name under which it was read is no longer read.
    NotRead,
    /// It is no longer written under its name.
    NotWritten,
    /// Documents without it are refused.
    NowRequired,
    /// It was always written, and is left out under a condition.
    NowConditional,
    /// Documents with unknown keys are refused.
    UnknownRefused,
    /// It is laid out in another way: by another tag, or as a list or a map.
    FormChanged,
    /// Its form is promised less.
    TierLowered,
    /// Its form is promised more.
    TierRaised,
    /// What differs is left to code, or to types that are not compared.
    Undecided,
}

/// The words for an item or member whose form differs: ``was read from documents as `name` and is now read as `title` ``.
pub fn phrase(f: &mut fmt::Formatter<'_>, change: WireChange, from: &str, to: &str) -> fmt::Result {
    match change {
        WireChange::NotRead if to.is_empty() => write!(f, "was read from documents as `{from}` and is no longer read"),
        WireChange::NotRead => write!(f, "was read from documents as `{from}` and is now read as `{to}`"),
        WireChange::NotWritten if to.is_empty() => write!(f, "was written as `{from}` and is no longer written"),
        WireChange::NotWritten => write!(f, "was written as `{from}` and is now written as `{to}`"),
        WireChange::NowRequired if from.is_empty() => f.write_str("is a new field without a default"),
        WireChange::NowRequired => f.write_str("could be missing in documents and is now required"),
        WireChange::NowConditional => f.write_str("was always written and is now left out of some documents"),
        WireChange::UnknownRefused => f.write_str("ignored unknown keys of documents and now refuses them"),
        WireChange::FormChanged => write!(f, "had the form `{from}` in documents and now has `{to}`"),
        WireChange::TierLowered | WireChange::TierRaised => {
            write!(f, "had the tier `{from}` for its form in documents and now has `{to}`")
        }
        WireChange::Undecided if from.is_empty() => {
            write!(f, "may have another form in documents: `{to}` was added")
        }
        WireChange::Undecided if to.is_empty() => {
            write!(f, "may have another form in documents: `{from}` was removed")
        }
        WireChange::Undecided => write!(f, "may have another form in documents: `{from}` became `{to}`"),
    }
}
