//! One break of a policy.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use similar::TextDiff;

/// One break of the policy of an artefact.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breach {
    /// Bytes differ; the difference as a unified diff, or where the first differs in what is no text.
    Bytes {
        /// The difference.
        difference: String,
    },
    /// Something was removed from JSON.
    Lost {
        /// Its JSON pointer (RFC 6901).
        path: String,
    },
    /// Something has another type in JSON.
    Retyped {
        /// Its JSON pointer.
        path: String,
        /// The stored type.
        from: &'static str,
        /// The type now.
        to: &'static str,
    },
    /// Something that is frozen has another value in JSON.
    Changed {
        /// Its JSON pointer.
        path: String,
        /// The stored value.
        from: String,
        /// The value now.
        to: String,
    },
}

impl Breach {
    pub(super) fn bytes(stored: &[u8], built: &[u8]) -> Self {
        let texts = (core::str::from_utf8(stored), core::str::from_utf8(built));
        let difference = if let (Ok(stored), Ok(built)) = texts {
            TextDiff::from_lines(stored, built)
                .unified_diff()
                .context_radius(2)
                .header("stored", "built")
                .to_string()
        } else {
            let same = stored.iter().zip(built).take_while(|(one, other)| one == other).count();
            let (from, to) = (stored.len(), built.len());
            format!("byte {same} is the first that differs; {from} bytes are stored, {to} are built\n")
        };
        Self::Bytes { difference }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes { difference } => write!(f, "it is frozen, but differs:\n{}", difference.trim_end()),
            Self::Lost { path } => write!(f, "`{path}` was removed"),
            Self::Retyped { path, from, to } => write!(f, "`{path}` had the type {from} and now has {to}"),
            Self::Changed { path, from, to } => write!(f, "`{path}` was {from} and is now {to}"),
        }
    }
}
