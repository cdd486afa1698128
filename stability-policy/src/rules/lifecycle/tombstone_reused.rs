use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use stability::contract::{Item, Tombstone};
use stability::Kind;

use crate::promise::name;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "tombstone-reused",
    summary: "the name of what is gone is not given to something else",
    reason: "Whoever still has the name in code, scripts or data would meet another thing under it.",
    example: "`nika::Foo` was removed in 2.0.0, and 2.3.0 has a `nika::Foo` again.",
    advice: "Choose another name. Where the thing itself is back as it was, suppress this finding with that reason.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// What was gone before and what goes now both count, whatever kind of thing they were: who calls `nika::tell()` is not helped by
/// a struct of that name. What the baseline has too was accepted when it was recorded. Error codes that are added have a rule of
/// their own.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let mut buried: BTreeMap<_, Vec<&Tombstone>> = BTreeMap::new();
    for tombstone in case.tombstones() {
        let name = name(&tombstone.package, &tombstone.id, tombstone.kind);
        buried.entry(name).or_default().push(tombstone);
    }
    let going = going(case);
    for item in case.promised() {
        let name = name(&item.package, &item.id, item.kind);
        let is_told = |tombstone: &Tombstone| {
            let is_code = item.kind == Kind::ErrorCode && tombstone.kind == Kind::ErrorCode;
            is_code && !case.has_before(item)
        };
        let mut tombstones = buried.get(&name).into_iter().flatten();
        let advice = "give it another name, or record a `[[suppression]]` where it is the same thing again";
        if let Some(tombstone) = tombstones.find(|it| !is_told(it) && !case.is_accepted(item, it)) {
            let message = format_args!("has the name of the {} that was removed in {}", tombstone.kind, tombstone.removed_in);
            report.item(item, message, advice);
        } else if let Some(gone) = going.get(&name).filter(|_| !case.has_before(item)) {
            let message = format_args!("has the name of the {}, which this change removes", gone.kind);
            report.item(item, message, "give it another name: whoever still uses the old one would meet it");
        }
    }
}

/// What was promised to others at the baseline and is removed, by its name. A path that another `use` keeps is not.
fn going<'a>(case: &'a Case<'_>) -> BTreeMap<(&'a str, String), &'a Item> {
    let removed = case.promised_changes().filter(|change| change.is_removal() && change.member.is_none());
    let gone = removed.filter_map(|change| change.before);
    gone.map(|item| (name(&item.package, &item.id, item.kind), item)).collect()
}
