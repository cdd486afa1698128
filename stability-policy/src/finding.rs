//! What a rule has to say.
//!
//! A fingerprint is made of rule, package, subject and kind of change, never of a line, a version or words. What the subject
//! does not name, such as the friend that was removed, is part of it. Where that is not enough, findings are counted.
//!
//! Each finding names the release that would permit it. The verdict's `required` is the largest of them and of the changes;
//! findings without one must be fixed whatever the release is, and the summary counts them.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;
use stability::contract::{Item, Location, package_name};

use super::{Level, Permit, Rule};
use crate::diff::Change;

/// What a rule has to say: a change that breaks the promise, or a state that does.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Finding")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// The package that it is about, without its version; empty where it is about the project.
    pub package: String,
    /// What it is about: an item, `item::member`, a feature, a package, a file.
    pub subject: String,
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub advice: String,
    /// The smallest release that permits it as it is; `None` where it must be fixed, whatever the release.
    pub required: Option<Permit>,
    /// Where it stands.
    pub place: Place,
    /// The clauses that the rule keeps.
    pub clauses: &'static [&'static str],
    /// What tells it from every other finding, and stays the same while it stays the same: through other lines, levels, words
    /// of the message, and versions of the baseline. 16 hexadecimal digits.
    pub fingerprint: String,
}

/// What to do about a finding: words, and the release that would permit it as it is.
///
/// Words alone say that no release does. [`Case::demand`](super::Case::demand) and its relatives name a release.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Advice")
)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// What to do instead.
    pub text: String,
    /// The smallest release that permits it as it is; `None` where none does.
    pub required: Option<Permit>,
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Advice")
)]
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

/// Where a finding stands.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Place")
)]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
#[non_exhaustive]
pub enum Place {
    /// In the source of the current package; the file is below the package's folder.
    Source(Location),
    /// In the source as it was at the baseline, since it is gone.
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

/// `deny item-removed: \`nika::Foo\` is gone. Keep it`.
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

/// Makes the fingerprints of findings differ where rule, package and subject do not tell them apart: the second and later ones
/// are counted, in the order of their messages.
pub(super) fn tell_apart(findings: &mut [&mut Finding]) {
    findings.sort_by(|a, b| (&a.fingerprint, &a.message, &a.place).cmp(&(&b.fingerprint, &b.message, &b.place)));
    let mut last = String::new();
    let mut count = 0_usize;
    for finding in findings {
        count = if finding.fingerprint == last { count + 1 } else { 0 };
        last.clone_from(&finding.fingerprint);
        if count > 0 {
            finding.fingerprint = fingerprint([&last, &count.to_string(), "", ""]);
        }
    }
}

/// Where one rule puts its findings.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Report")
)]
pub struct Report<'r> {
    rule: &'static Rule,
    level: Level,
    earlier: &'r [Finding],
    findings: Vec<Finding>,
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Report")
)]
impl<'r> Report<'r> {
    pub(super) fn new(rule: &'static Rule, level: Level, earlier: &'r [Finding]) -> Self {
        Self {
            rule,
            level,
            earlier,
            findings: Vec::new(),
        }
    }

    /// Tells the last finding from others that the rule has of the same subject: `what` is what differs, whatever the words of
    /// the message.
    pub(super) fn tell_apart(&mut self, what: &str) {
        if let Some(last) = self.findings.last_mut() {
            last.fingerprint = fingerprint([last.rule, &last.package, &last.subject, what]);
        }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// What the rules before it have found, before suppressions.
    pub fn earlier(&self) -> &'r [Finding] {
        self.earlier
    }

    /// Reports a change: what is wrong is the change, with `remark` after it ("in a patch release").
    pub fn change(&mut self, change: &Change<'_>, remark: impl fmt::Display, advice: impl Into<Advice>) {
        let place = match (change.after, change.before) {
            (Some(item), _) => Place::Source(item.location.clone()),
            (None, Some(item)) => Place::Baseline(item.location.clone()),
            (None, None) => Place::Manifest,
        };
        let remark = remark.to_string();
        let message = if remark.is_empty() {
            change.to_string()
        } else {
            format!("{change} {remark}")
        };
        self.add(change.package, change.name(), place, message, advice);
        self.tell_apart(&change.fact.key());
    }

    /// Reports the state of an item.
    pub fn item(&mut self, item: &Item, message: impl fmt::Display, advice: impl Into<Advice>) {
        let place = Place::Source(item.location.clone());
        let message = format!("`{}` {message}", item.id);
        self.add(&item.package, item.id.clone(), place, message, advice);
    }

    /// Reports the state of a member of an item.
    pub fn member(&mut self, item: &Item, member: &str, message: impl fmt::Display, advice: impl Into<Advice>) {
        let place = Place::Source(item.location.clone());
        let subject = format!("{}::{member}", item.id);
        let message = format!("`{subject}` {message}");
        self.add(&item.package, subject, place, message, advice);
    }

    /// Reports the state of a package: its version, its manifest.
    pub fn package(&mut self, package: &str, message: impl fmt::Display, advice: impl Into<Advice>) {
        self.add(package, package.to_string(), Place::Manifest, message, advice);
    }

    /// Reports anything, anywhere.
    ///
    /// `subject` is what it is about, whatever the words of `message`: with the rule and the package, it tells this finding from
    /// others.
    pub fn add(
        &mut self,
        package: &str,
        subject: String,
        place: Place,
        message: impl fmt::Display,
        advice: impl Into<Advice>,
    ) {
        let package = package_name(package).to_string();
        let advice: Advice = advice.into();
        self.findings.push(Finding {
            rule: self.rule.id,
            level: self.level,
            fingerprint: fingerprint([self.rule.id, &package, &subject, ""]),
            package,
            subject,
            message: message.to_string(),
            advice: advice.text,
            required: advice.required,
            place,
            clauses: self.rule.clauses,
        });
    }
}

/// The 64 bits of FNV-1a over the parts, each closed by a NUL: the same on every machine and in every version.
fn fingerprint(parts: [&str; 4]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}
