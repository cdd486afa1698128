//! What a rule is: its texts, and how it judges.

use std::borrow::Cow;
use std::fmt;

use stability::contract::Item;

use super::comparison::Selection;
use super::package::PackageItems;
use super::report::Report;
use super::subject::Subject;
use super::{Advice, Comparison, Level, Policy};
use crate::diff::Change;

/// One check with a permanent id.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[non_exhaustive]
pub struct Rule {
    /// Its id, which never changes.
    pub id: &'static str,
    /// Its level by default.
    pub level: Level,
    /// Whether it belongs to the profile `forward-compatible` and is in force only under it, or where the policy gives it a
    /// level.
    pub profile: bool,
    /// The clauses that it keeps; empty where it is due to any contract.
    pub clauses: &'static [&'static str],
    /// What it expects, in one line: `a promised item keeps its path`.
    pub summary: &'static str,
    /// Why the rule exists.
    pub reason: &'static str,
    /// A change or state that it reports.
    pub example: &'static str,
    /// What to do instead.
    pub advice: &'static str,
    /// Whether it is asked after the others, about what they found.
    pub(crate) last: bool,
    /// How it judges.
    pub(crate) check: Check,
}

/// How a rule judges.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// Looks at everything.
    All(fn(&Comparison<'_>, &mut Report<'_>)),
    /// Looks at each change of a selection, and refuses those that it is about.
    Changes(Selection, fn(&Comparison<'_>, &Change<'_>) -> Option<Refusal>),
    /// Looks at each item and member that is promised now, and says what is wrong with it and what to do instead.
    Subjects(fn(&Comparison<'_>, &Subject<'_>) -> Option<(String, String)>),
    /// Looks at what a package promises now, and names the items with which something is wrong.
    Package(for<'a> fn(&PackageItems<'a>) -> Vec<ItemRemark<'a>>),
}

/// Why a rule refuses a change, and what to do instead.
pub(crate) struct Refusal {
    /// What the message adds to the change: who is affected, or what the rule expects.
    remark: Cow<'static, str>,
    advice: Advice,
}

impl Refusal {
    /// A refusal if `is_refused`; `instead` keeps the promise.
    pub fn when(is_refused: bool, remark: impl Into<Cow<'static, str>>, instead: impl Into<Advice>) -> Option<Self> {
        is_refused.then(|| Self::new(remark, instead))
    }

    pub fn new(remark: impl Into<Cow<'static, str>>, instead: impl Into<Advice>) -> Self {
        Self {
            remark: remark.into(),
            advice: instead.into(),
        }
    }
}

/// What is wrong with an item, and what to do about it: `it cannot be dyn`, `write the name of its dyn form in erased(…)`.
pub(crate) struct ItemRemark<'a> {
    pub item: &'a Item,
    pub message: Cow<'static, str>,
    pub advice: Cow<'static, str>,
}

impl<'a> ItemRemark<'a> {
    pub fn new(item: &'a Item, message: impl Into<Cow<'static, str>>, advice: impl Into<Cow<'static, str>>) -> Self {
        Self {
            item,
            message: message.into(),
            advice: advice.into(),
        }
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Rule {
    /// The level at which a policy has it.
    pub fn level_in(&self, policy: &Policy) -> Level {
        match policy.levels.get(self.id) {
            Some(level) => *level,
            None if self.profile && !policy.forward_compatible => Level::Allow,
            None => self.level,
        }
    }
}

impl Rule {
    /// What most rules are.
    pub(crate) const DEFAULT: Self = Self {
        id: "",
        level: Level::Deny,
        profile: false,
        clauses: &[],
        summary: "",
        reason: "",
        example: "",
        advice: "",
        last: false,
        check: Check::All(|_, _| {}),
    };

    /// Judges `comparison` into `report`.
    pub(super) fn judge(&self, comparison: &Comparison<'_>, report: &mut Report<'_>) {
        match self.check {
            Check::All(judge) => judge(comparison, report),
            Check::Changes(selection, refuse) => {
                for judged in comparison.select(selection) {
                    if let Some(Refusal { remark, advice }) = refuse(comparison, &judged.change) {
                        let advice = match selection {
                            Selection::Premature | Selection::RuledOut => comparison.advice(judged, advice.text),
                            Selection::Promised | Selection::NotRuledOut | Selection::Breaking => advice,
                        };
                        report.change(&judged.change, remark, advice);
                    }
                }
            }
            Check::Subjects(remark) => {
                for subject in comparison.subjects() {
                    if let Some((message, advice)) = remark(comparison, subject) {
                        report.subject(subject, message, advice);
                    }
                }
            }
            Check::Package(remarks) => {
                for package in PackageItems::of_each(comparison) {
                    for ItemRemark { item, message, advice } in remarks(&package) {
                        report.item_state(item, message, advice.into_owned());
                    }
                }
            }
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Declares the rules of a group that have a file of their own, whose name is the id.
macro_rules! files {
    ($($rule:ident,)*) => {
        $(mod $rule;)*

        /// The rules that have a file of their own.
        pub(super) const FILES: &[Rule] = &[$(Rule {
            id: {
                const FILE: &str = stringify!($rule);
                const ID: [u8; FILE.len()] = $crate::rule::id(FILE);
                match std::str::from_utf8(&ID) {
                    Ok(id) => id,
                    Err(_) => FILE,
                }
            },
            ..$rule::RULE
        },)*];
    };
}
pub(crate) use files;

/// The id of the rule in a file: `item_removed` is that of `item-removed`.
pub const fn id<const LENGTH: usize>(file: &str) -> [u8; LENGTH] {
    let mut id = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        let byte = file.as_bytes()[at];
        id[at] = if byte == b'_' { b'-' } else { byte };
        at += 1;
    }
    id
}
