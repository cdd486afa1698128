//! Whether what a program generates is what it promised to generate.
//!
//! The artefact is stored in the repository, so that a review sees it change. [`check`] compares; a test calls it through
//! [`assert_generated!`](crate::assert_generated). Nothing but `STABILITY_BLESS` writes the stored file.

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
/// [`Mismatch::NoJson`] where the policy is about JSON and one of the two is not JSON.
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
    /// The path of the artefact to be stored anew, or `all`.
    pub artefact: Option<String>,
    /// Why a policy is broken.
    pub reason: Option<String>,
}

impl Blessing {
    fn covers(&self, artefact: &Artefact) -> bool {
        matches!(self.artefact.as_deref(), Some(asked) if asked == "all" || asked == artefact.path())
    }
}

/// Compares what is `built` with what is stored below `folder`, or stores it where `blessing` asks for this artefact.
///
/// Additions to an additive artefact are promised after they are blessed.
///
/// # Errors
///
/// That nothing is stored yet, that the policy is broken, that a reason is missing, or what the file system refuses.
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

/// Why an artefact is not as promised.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Debug)]
#[non_exhaustive]
pub enum Mismatch {
    /// There is nothing to compare with.
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
    /// It is to be stored, and the policy asks why.
    WithoutReason {
        /// The path.
        path: String,
        /// The breaches.
        breaches: Vec<Breach>,
    },
    /// One of the two is no JSON, or not of the shape that the policy is about.
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

/// Compares what is generated now with the stored artefact, and fails the test with the difference.
///
/// The file is looked for below the folder of the package that the test is in. `STABILITY_BLESS=<path>` stores what is
/// generated now, or `STABILITY_BLESS=all` all of them; where the policy asks for a reason and is broken,
/// `STABILITY_REASON` has to say it, and it is kept in `<path>.reasons.md`.
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
