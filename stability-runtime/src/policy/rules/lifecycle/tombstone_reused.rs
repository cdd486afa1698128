use alloc::collections::{BTreeMap, BTreeSet};

use crate::policy::promise::identity;
use crate::policy::{Case, Report, Rule};
use crate::policy::rules::Check;

pub const RULE: Rule = Rule {
    id: "tombstone-reused",
    summary: "the name of what is gone is not given to something else",
    reason: "Whoever still has the name in code, scripts or data would meet another thing under it.",
    example: "`nika::Foo` was removed in 2.0.0, and 2.3.0 has a `nika::Foo` again.",
    advice: "Choose another name. Where the thing itself is back as it was, suppress this finding with that reason.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// Error codes have a rule of their own.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(baseline) = case.baseline() else { return };
    let buried: BTreeMap<_, _> = baseline
        .tombstones()
        .iter()
        .filter(|tombstone| tombstone.kind != crate::Kind::ErrorCode)
        .map(|tombstone| (identity(&tombstone.package, &tombstone.id, tombstone.kind), tombstone))
        .collect();
    if buried.is_empty() {
        return;
    }
    // What the baseline has again was accepted when it was recorded.
    let items = baseline.items().iter();
    let accepted: BTreeSet<_> = items.map(|item| identity(&item.package, &item.id, item.kind)).collect();
    for item in case.promised() {
        let name = identity(&item.package, &item.id, item.kind);
        if let Some(tombstone) = buried.get(&name).filter(|_| !accepted.contains(&name)) {
            report.item(
                item,
                format_args!("has the name of the {} that was removed in {}", tombstone.kind, tombstone.removed_in),
                "give it another name, or record a `[[suppression]]` where it is the same thing again",
            );
        }
    }
}
