use std::collections::BTreeSet;
use std::fmt;

use stability::__internal::admits;

use super::covered_by;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::{Comparison, Level, Place};

pub const RULE: Rule = Rule {
    last: true,
    summary: "an exception, or a suppression of a denied finding, covers one item",
    reason: "A pattern covers every match, even one that nobody thought of when the reason was written.",
    example: "An `[[exception]]` for `nika::*` has the reason “`Frame::read` reads beyond the end”, and the release also removes `nika::Foo`.",
    advice: "Write one entry for each item, each with its own reason. `nika::Foo::*` may cover all members of one item.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    for exception in &comparison.policy.exceptions {
        let changes = covered_by(comparison, exception);
        let items = changes.map(|change| change.item().map_or_else(|| change.name(), |item| item.id.clone()));
        let covered = Covered(items.collect());
        if exception.item.contains('*') && covered.is_several() {
            let message = format!("the exception for `{}` covers {covered}; users of one item cannot see why it breaks", exception.item);
            let subject = format!("exception for {}", exception.item);
            let place = Place::Policy { line: exception.line };
            report.add("", subject, place, message, "in stability.toml, write one `[[exception]]` for each item, with its own reason");
        }
    }
    let items: BTreeSet<&str> = [Some(comparison.current), comparison.baseline]
        .into_iter()
        .flatten()
        .flat_map(stability::Contract::items)
        .map(|item| item.id.as_str())
        .collect();
    for suppression in &comparison.policy.suppressions {
        let is_covered = |finding: &&crate::Finding| {
            finding.level == Level::Deny
                && finding.rule == suppression.rule
                && admits(&[&suppression.item], &finding.subject)
        };
        let found = report.others().findings.iter().filter(is_covered);
        let covered = Covered(found.map(|finding| owner(&finding.subject, &items).to_owned()).collect());
        if suppression.item.contains('*') && covered.is_several() {
            let (rule, item) = (&suppression.rule, &suppression.item);
            let message = format!("the suppression of `{rule}` for `{item}` covers {covered}; users of one item cannot see why its finding is hidden");
            let subject = format!("suppression of {rule} for {item}");
            let place = Place::Policy { line: suppression.line };
            report.add("", subject, place, message, "in stability.toml, write one `[[suppression]]` for each item, with its own reason");
        }
    }
}

/// The item that a finding is about: the longest id that its subject begins with, or the subject.
fn owner<'s>(subject: &'s str, items: &BTreeSet<&'s str>) -> &'s str {
    let mut name = subject;
    loop {
        if items.contains(name) {
            return name;
        }
        match name.rfind("::") {
            Some(at) => name = &name[..at],
            None => return subject,
        }
    }
}

/// The items that an entry covers.
struct Covered(BTreeSet<String>);

impl Covered {
    fn is_several(&self) -> bool {
        self.0.len() > 1
    }
}

/// `` 3 items: `nika::A`, `nika::B` and 1 more ``.
impl fmt::Display for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 3;
        let shown: Vec<String> = self.0.iter().take(SHOWN).map(|item| format!("`{item}`")).collect();
        write!(f, "{} items: {}", self.0.len(), shown.join(", "))?;
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}
