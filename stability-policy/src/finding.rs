//! What a rule reports.
//!
//! A fingerprint is made of rule, package, subject and kind of change, never of a line, a version or words. What the subject
//! does not name, such as the friend that was removed, is part of it. Where that is not enough, findings are counted.
//!
//! Each finding names the release that would permit it. The verdict's `required` is the largest of them and of the changes;
//! findings without one must be fixed whatever the release is, and the summary counts them.

use std::fmt;

use serde::Serialize;
use stability::contract::Location;

use super::{Level, Permit};

/// What a rule reports: a change or a state that breaks the promise.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// Its level.
    pub level: Level,
    /// The package that it is about, without its version; empty where it is about the project.
    pub package: String,
    /// What it is about: an item, `item::member`, a feature, a package, a file.
    pub subject: String,
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub advice: String,
    /// The smallest release that permits it; `None` if no release does, so it must be fixed.
    pub required: Option<Permit>,
    /// Where it is.
    pub place: Place,
    /// The clauses that the rule keeps.
    pub clauses: &'static [&'static str],
    /// Distinguishes it from every other finding: 16 hexadecimal digits. It does not depend on lines, levels, the words of the message, and
    /// versions of the baseline.
    pub fingerprint: String,
}

/// What to do about a finding: a text, and the release that would permit it.
///
/// An advice that is made of a text alone has no such release.
pub struct Advice {
    /// What to do instead.
    pub text: String,
    /// The smallest release that permits it; `None` if no release does.
    pub required: Option<Permit>,
}

impl Advice {
    /// Advice about what a release of this size permits.
    pub fn requiring(required: Permit, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            required: Some(required),
        }
    }
}

impl From<String> for Advice {
    fn from(text: String) -> Self {
        Self { text, required: None }
    }
}

impl From<&str> for Advice {
    fn from(text: &str) -> Self {
        String::from(text).into()
    }
}

impl From<fmt::Arguments<'_>> for Advice {
    fn from(text: fmt::Arguments<'_>) -> Self {
        text.to_string().into()
    }
}

/// Where a finding is.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
#[non_exhaustive]
pub enum Place {
    /// In the source of the current package; the file is below the package's folder.
    Source(Location),
    /// In the source as it was at the baseline, since it was removed.
    Baseline(Location),
    /// In the manifest of the package.
    Manifest,
    /// In the policy, at this line; 0 where it is not known.
    Policy {
        /// The line, counted from 1.
        line: u32,
    },
    /// In a file of the project, below the folder of the policy.
    File {
        /// The file.
        path: String,
        /// The line, counted from 1; 0 where it is not known.
        line: u32,
    },
    /// In the history, at this commit.
    Commit {
        /// Its id.
        id: String,
    },
    /// Nowhere in particular.
    Project,
}

impl Place {
    /// A file of the project, at no line in particular.
    pub(crate) fn file(path: &str) -> Self {
        Self::File {
            path: path.into(),
            line: 0,
        }
    }
}

/// `deny item-removed: \`nika::Foo\` was removed. Keep it`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            level,
            rule,
            message,
            advice,
            ..
        } = self;
        write!(f, "{level} {rule}: {message}: {advice}")
    }
}
