//! Permissions to break a rule, argued and recorded.

use jiff::civil::Date;
use semver::Version;
use serde::{Deserialize, Serialize};
use stability::__internal::admits;
use stability::Tier;

/// A permission to break a promise once. The change that it covers is permitted; rules of their own check the exception.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Exception {
    /// The item or `item::member` whose promise is broken; `*` matches any run of characters.
    pub item: String,
    /// Why it may be broken.
    pub kind: ExceptionKind,
    /// What happened, and why no smaller change was enough; empty if it was left out.
    pub reason: String,
    /// The release with the break. The exception applies to this release, and to a later one with an earlier baseline. `None` applies to
    /// every release.
    pub version: Option<Version>,
    /// The advisory, as an id or a URL.
    pub advisory: Option<String>,
    /// The URL of the issue with the arguments.
    pub issue: Option<String>,
    /// The file of the decision, below the folder of the policy.
    pub decision: Option<String>,
    /// Which configuration or use is affected.
    pub affected: Option<String>,
    /// What users do instead.
    pub migration: Option<String>,
    /// The line in the policy; 0 where it is not known.
    pub line: u32,
}

/// Why a promise may be broken.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ExceptionKind {
    /// It was a security hole.
    Security,
    /// It was wrong, with critical effects.
    Correctness,
    /// It is a setting of the policy, such as `policy tiers.stable.break`, that permits more than at the last release.
    Policy,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Exception {
    /// Whether it covers the item or member of this name in this release, with the baseline of `before`.
    pub fn covers(&self, name: &str, before: Option<&Version>, release: Option<&Version>) -> bool {
        let ships = |version: &Version| {
            let is_between = before.is_some_and(|before| before < version);
            Some(version) == release || is_between && release.is_some_and(|release| version < release)
        };
        admits(&[&self.item], name) && self.version.as_ref().is_none_or(ships)
    }
}

/// A permission to use a promised item of a dependency, although its tier is refused or it is deprecated.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AllowedUse {
    /// The item, as `cargo stability uses` prints it; `*` is any run of characters.
    pub item: String,
    /// The tier of the item; `None` permits each.
    pub tier: Option<Tier>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds; `None` holds without end.
    pub until: Option<Date>,
    /// The line in the policy; 0 where it is not known.
    pub line: u32,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl AllowedUse {
    /// Whether it is about an item of this name and tier.
    pub fn covers(&self, item: &str, tier: Option<Tier>) -> bool {
        admits(&[&self.item], item) && self.tier.is_none_or(|own| tier == Some(own))
    }

    /// Whether it holds on `today`.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.until.is_none_or(|until| today <= until)
    }
}

/// A finding that is not reported, with a reason and a last day.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suppression {
    /// The id of the rule.
    pub rule: String,
    /// What the finding is about, as [`Finding::subject`](super::Finding::subject) has it; `*` matches any run of characters.
    pub item: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds; `None` holds without end.
    pub expires: Option<Date>,
    /// The line in the policy; 0 where it is not known.
    pub line: u32,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Suppression {
    /// Whether it holds on `today`.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.expires.is_none_or(|expires| today <= expires)
    }
}
