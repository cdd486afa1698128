//! The rules: one file each, named after the rule.
//!
//! An id is never used for another rule. An unknown id in `stability.toml` is a finding, an unknown key an error: a later
//! version may know the rule; no version knows the typing error. A frozen item that changed is reported once, by
//! `frozen-changed-without-exception`.

mod lifecycle;
mod profile;
mod project;
mod shape;

use alloc::borrow::Cow;
use core::fmt;

use super::{Case, Judged, Level, Policy, Report};

/// One check with a permanent id.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Rule")
)]
#[non_exhaustive]
pub struct Rule {
    /// Its id, which never changes.
    pub id: &'static str,
    /// Its level where the policy says nothing.
    pub level: Level,
    /// Whether it belongs to the profile `forward-compatible` and is in force only under it, or where the policy gives it a
    /// level.
    pub profile: bool,
    /// Whether it is asked after the others, about what they found.
    pub last: bool,
    /// The clauses that it keeps; empty where it is due to any contract.
    pub clauses: &'static [&'static str],
    /// What it asks for, in one line: `what is promised stays`.
    pub summary: &'static str,
    /// Why it is asked for.
    pub reason: &'static str,
    /// A change or state that it reports.
    pub example: &'static str,
    /// What to do instead.
    pub advice: &'static str,
    /// How it judges.
    pub(super) check: Check,
}

/// How a rule judges.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// Looks at the whole case.
    Case(fn(&Case<'_>, &mut Report<'_>)),
    /// Looks at each break that a larger release would permit, and refuses those that it is about.
    Break(fn(&Judged<'_>) -> Option<Refusal>),
}

impl Check {
    /// Judges `case` into `report`.
    pub(super) fn judge(self, case: &Case<'_>, report: &mut Report<'_>) {
        match self {
            Self::Case(judge) => judge(case, report),
            Self::Break(refuse) => {
                for change in case.premature() {
                    if let Some(Refusal { remark, instead }) = refuse(change) {
                        report.change(change, remark, case.demand_or(change, instead));
                    }
                }
            }
        }
    }
}

/// What a rule says of a break.
pub(super) struct Refusal {
    /// What the message says after the change; empty where the change says it all.
    pub remark: Cow<'static, str>,
    /// What keeps the promise.
    pub instead: Cow<'static, str>,
}

impl Refusal {
    /// The change is to be taken back.
    pub fn take_back() -> Self {
        Self::instead("take it back")
    }

    /// `instead` keeps the promise.
    pub fn instead(instead: impl Into<Cow<'static, str>>) -> Self {
        Self {
            remark: Cow::Borrowed(""),
            instead: instead.into(),
        }
    }

    /// The same with `remark` after the change.
    pub fn with_remark(self, remark: impl Into<Cow<'static, str>>) -> Self {
        Self {
            remark: remark.into(),
            ..self
        }
    }
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Rule")
)]
impl Rule {
    /// What most rules are.
    const DEFAULT: Self = Self {
        id: "",
        level: Level::Deny,
        profile: false,
        last: false,
        clauses: &[],
        summary: "",
        reason: "",
        example: "",
        advice: "",
        check: Check::Case(|_, _| {}),
    };

    /// The level at which a policy has it.
    pub fn level_in(&self, policy: &Policy) -> Level {
        match policy.levels.get(self.id) {
            Some(level) => *level,
            None if self.profile && !policy.forward_compatible => Level::Allow,
            None => self.level,
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Every rule, in the order of the groups and their names.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let groups = [shape::RULES, lifecycle::RULES, project::RULES, profile::RULES];
    groups.into_iter().flatten().copied()
}

#[cfg(test)]
pub(super) fn of_shape() -> &'static [&'static Rule] {
    shape::RULES
}

/// The rule of this id.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// The id of a rule that is spelled nearly so.
///
/// ```
/// assert_eq!(stability_policy::rules::nearest("item-remved"), Some("item-removed"));
/// assert_eq!(stability_policy::rules::nearest("anything"), None);
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn nearest(id: &str) -> Option<&'static str> {
    stability::__internal::nearest(id, all().map(|rule| rule.id))
}

/// Declares the rules of a group: a module each, and their list.
macro_rules! group {
    ($($rule:ident,)*) => {
        $(mod $rule;)*

        /// The rules of this group, by name.
        pub(super) const RULES: &[&super::Rule] = &[$(&$rule::RULE,)*];
    };
}
use group;
