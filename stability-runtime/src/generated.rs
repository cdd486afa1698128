//! Compares generated artefacts with their promises.
//!
//! The artefact is stored in the repository, so that a review sees its changes. [`check`] compares it; a test calls it through
//! [`assert_generated!`](crate::assert_generated). The stored file is only written with `STABILITY_BLESS`.

mod breach;
pub(crate) mod contents;
mod json;
mod store;
pub(crate) mod terms;
#[cfg(test)]
mod tests;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;
use std::io;
use std::path::Path;

pub use self::breach::Breach;
use self::terms::Terms;
use crate::artefact::{Artefact, Policy};

/// The breaches of the policy of an artefact between its `stored` and its `built` content; empty without breaches.
///
/// # Errors
///
/// [`Mismatch::NoJson`] if the policy is about JSON and one of the two is not JSON.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn breaches(policy: Policy, stored: &[u8], built: &[u8]) -> Result<Vec<Breach>, Mismatch> {
    match policy {
        Policy::Free => Terms::Free,
        Policy::Frozen => Terms::Frozen,
        Policy::FrozenByKey { key, fields } => Terms::FrozenByKey {
            key,
            fields: fields.to_vec(),
        },
        Policy::Additive => Terms::Additive,
    }
    .breaches(stored, built)
}

/// The changes that the environment of a test run permits.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blessing {
    /// The path of the artefact to store again, or `all`.
    pub artefact: Option<String>,
    /// The reason for breaking a policy.
    pub reason: Option<String>,
}

impl Blessing {
    fn covers(&self, artefact: &Artefact) -> bool {
        matches!(self.artefact.as_deref(), Some(asked) if asked == "all" || asked == artefact.path())
    }
}

/// Compares the `built` content with the file below `folder`, or stores it if `blessing` names this artefact.
///
/// Additions to an additive artefact are promised after they are blessed.
///
/// # Errors
///
/// If there is no stored file yet, the policy is broken, a reason is missing, or the file system returns an error.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn check(artefact: &Artefact, built: &[u8], folder: &Path, blessing: &Blessing) -> Result<(), Mismatch> {
    if artefact.policy() == Policy::Free {
        return Ok(());
    }
    let file = folder.join(artefact.path());
    let stored = store::read(&file)?;
    let found = match &stored {
        Some(stored) => breaches(artefact.policy(), stored, built),
        None => Ok(Vec::new()),
    };
    if blessing.covers(artefact) {
        // What is no JSON any more is replaced too.
        let found = found.unwrap_or_default();
        if artefact.needs_reason() && !found.is_empty() {
            let reason = blessing
                .reason
                .as_deref()
                .map(str::trim)
                .filter(|reason| !reason.is_empty());
            let reason = reason.ok_or_else(|| Mismatch::WithoutReason {
                path: artefact.path().to_string(),
                breaches: found.clone(),
            })?;
            store::append_reason(&file, artefact, reason, &found)?;
        }
        if stored.as_deref() != Some(built) {
            store::write(&file, built)?;
        }
        return Ok(());
    }
    let found = found?;
    if stored.is_none() {
        return Err(Mismatch::NotStored {
            path: artefact.path().to_string(),
        });
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(Mismatch::Broken {
        path: artefact.path().to_string(),
        needs_reason: artefact.needs_reason(),
        breaches: found,
    })
}

/// Why an artefact does not agree with its promise.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Debug)]
#[non_exhaustive]
pub enum Mismatch {
    /// There is no stored file.
    NotStored {
        /// The path.
        path: String,
    },
    /// The policy is broken.
    Broken {
        /// The path.
        path: String,
        /// Whether storing it needs a reason.
        needs_reason: bool,
        /// The breaches.
        breaches: Vec<Breach>,
    },
    /// It must be stored with a reason, and there is no reason.
    WithoutReason {
        /// The path.
        path: String,
        /// The breaches.
        breaches: Vec<Breach>,
    },
    /// The stored or built content is not JSON, or does not have the shape that the policy needs.
    NoJson {
        /// `stored` or `built`.
        which: &'static str,
        /// The error.
        reason: String,
    },
    /// A file cannot be read or written.
    Io(io::Error),
}

impl From<io::Error> for Mismatch {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |breaches: &[Breach], f: &mut fmt::Formatter<'_>| {
            breaches.iter().try_for_each(|breach| write!(f, "\n- {breach}"))
        };
        match self {
            Self::NotStored { path } => write!(
                f,
                "`{path}` is promised, but there is no such file: run the test with `STABILITY_BLESS={path}`, and \
                 commit the file",
            ),
            Self::Broken {
                path,
                needs_reason,
                breaches,
            } => {
                write!(f, "`{path}` is not generated as promised:")?;
                list(breaches, f)?;
                let why = if *needs_reason {
                    " and `STABILITY_REASON=\"why\"`"
                } else {
                    ""
                };
                write!(
                    f,
                    "\nchange the generator back; to break the promise, run the test with \
                     `STABILITY_BLESS={path}`{why}",
                )
            }
            Self::WithoutReason { path, breaches } => {
                write!(f, "`{path}` breaks its promise, and there is no reason for it:")?;
                list(breaches, f)?;
                f.write_str("\nset `STABILITY_REASON=\"why\"` too; it is kept beside the file")
            }
            Self::NoJson { which, reason } => write!(f, "the {which} artefact cannot be compared as JSON: {reason}"),
            Self::Io(error) => write!(f, "the stored artefact cannot be read or written: {error}"),
        }
    }
}

impl Error for Mismatch {}

/// Compares generated content with the stored artefact, and fails the test with the difference.
///
/// The file is below the folder of the package of the test. `STABILITY_BLESS=<path>` stores the generated content of one
/// artefact, `STABILITY_BLESS=all` that of all. If the policy needs a reason and is broken, `STABILITY_REASON` must have it; it
/// is stored in `<path>.reasons.md`.
///
/// ```no_run
/// stability::generated! {
///     /// The first migration.
///     #[stable(since = "0.1.0")]
///     pub DDL = "generated/0001.sql", frozen;
/// }
///
/// # fn main() {
/// stability::assert_generated!(DDL, "CREATE TABLE user (id INTEGER PRIMARY KEY);\n");
/// # }
/// ```
///
/// # Panics
///
/// With the [`Mismatch`].
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[macro_export]
macro_rules! assert_generated {
    ($artefact:expr, $built:expr $(,)?) => {
        $crate::__private::assert_generated(
            &$artefact,
            ::core::convert::AsRef::<[u8]>::as_ref(&$built),
            ::core::env!("CARGO_MANIFEST_DIR"),
            $crate::generated::Blessing {
                artefact: $crate::__private::env::var("STABILITY_BLESS").ok(),
                reason: $crate::__private::env::var("STABILITY_REASON").ok(),
            },
        )
    };
}
