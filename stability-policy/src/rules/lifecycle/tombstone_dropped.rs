use std::collections::BTreeSet;

use stability::Tier;

use crate::taken_name::identity;
use crate::report::Report;
use crate::{Comparison, Place};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    summary: "a recorded item stays in the contract file, as an item or as a tombstone",
    reason: "If someone could delete a promise from the file, nobody would see that it was broken, and its name could get another meaning.",
    example: "`stability/contract.json` had `nika::Foo`, and a commit deletes it without a tombstone.",
    advice: "Restore the lines, and write the file with `cargo stability bless`, which adds a tombstone.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    // What was recorded since the last release is promised to nobody.
    let released = comparison.baseline.filter(|_| comparison.is_against_release());
    let before = released.or(comparison.recorded_before.as_ref());
    let (Some(before), Some(now)) = (before, comparison.recorded.as_ref().or(comparison.baseline)) else {
        return;
    };
    let items = now.items().iter().map(|it| identity(&it.package, &it.id, it.kind));
    let tombstones = now.tombstones().iter().map(|it| identity(&it.package, &it.id, it.kind));
    let kept: BTreeSet<_> = items.chain(tombstones).collect();
    // What was internal leaves no tombstone.
    let promised = before
        .items()
        .iter()
        .filter(|item| item.tier > Tier::Internal && !comparison.evidence.is_unreleased(item));
    let items = promised.map(|it| (&it.package, &it.id, it.kind, ["the item", ""]));
    let tombstones = before.tombstones().iter();
    let tombstones = tombstones.map(|it| (&it.package, &it.id, it.kind, ["the record that", " was removed (its tombstone)"]));
    let mut seen = BTreeSet::new();
    for (package, id, kind, [what, state]) in items.chain(tombstones) {
        let name = identity(package, id, kind);
        let (place, path, namespace) = &name;
        let mut others = namespace.on_one_path().iter();
        let keeps_path = others.any(|other| kept.contains(&(*place, path.clone(), *other)));
        if keeps_path || kept.contains(&name) || !seen.insert(name) {
            continue;
        }
        report.add(
            package,
            id.clone(),
            Place::file(&comparison.policy.baseline),
            format_args!("{what} `{id}`{state} is no longer in the recorded contract, so another item could take the name and break users"),
            format_args!("take `{0}` from a commit that still has the record, such as the last release (`git checkout <tag> -- {0}`), and run `cargo stability bless`, which adds what is new and keeps the record", comparison.policy.baseline),
        );
    }
}
