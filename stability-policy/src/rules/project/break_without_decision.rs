use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use crate::entries::Entries;
use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile::changes::{DECIDE, UNDECIDED};

pub const RULE: Rule = Rule {
    id: "break-without-decision",
    clauses: &["NI-16"],
    summary: "a break of what is stable was decided, in a record that names the item",
    reason: "A break is paid by everyone who relies on the promise; it is to be argued before it is merged.",
    example: "`nika::Foo` is gone, and no record with the state `Accepted` names `nika::Foo`.",
    advice: "Take the break back, or have it decided: name the item by its id in a record, and accept that.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let (Some(policy), Some(decisions)) = (&case.policy().decisions, &case.circumstances().decisions) else {
        return;
    };
    let is_accepted = |state: &str| state.trim().eq_ignore_ascii_case(policy.accepted.trim());
    let accepted: Vec<Entries> = decisions
        .iter()
        .filter(|decision| decision.state.as_deref().is_some_and(is_accepted))
        .map(|decision| Entries::read(&decision.text))
        .collect();
    let is_named = |name: &str| accepted.iter().any(|entries| !entries.naming(name).is_empty());
    let mut seen = BTreeSet::new();
    for change in case.owed().filter(|change| seen.insert((change.package, change.name()))) {
        let name = match change.fact.feature() {
            Some(feature) => String::from(feature),
            None => change.name(),
        };
        let item = change.before.map(|item| item.id.as_str());
        if !is_named(&name) && !item.is_some_and(is_named) {
            report.change(change, UNDECIDED, DECIDE);
        }
    }
}
