use std::borrow::Cow;
use std::collections::BTreeMap;

use stability::contract::{Item, Tombstone};
use stability::Kind;

use crate::diff::Fact;
use crate::report::Report;
use crate::Comparison;
use crate::rule::{Check, Rule};
use crate::taken_name::taken_name;
use crate::words::{RECORD_SUPPRESSION, kind_name};

pub const RULE: Rule = Rule {
    summary: "a new item does not take the name of a removed one",
    reason: "Code, scripts or data that still use the name would get another item.",
    example: "`nika::Foo` was removed in 2.0.0, and 2.3.0 adds a `nika::Foo` again.",
    advice: "Choose another name. If the same item returns, record a `[[suppression]]` in stability.toml with that reason.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

/// What was removed before and what is removed now both count, whatever kind of thing they were: users who call `nika::tell()` are
/// not helped by a struct of that name. What the baseline has too was accepted when it was recorded. Error codes that are added have
/// a rule of their own. A field or variant only meets a member of its name: `x.text()` is no `x.text`.
fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let mut tombstones: BTreeMap<_, Vec<&Tombstone>> = BTreeMap::new();
    for tombstone in comparison.tombstones() {
        let name = taken_name(&tombstone.package, &tombstone.id, tombstone.kind);
        tombstones.entry(name).or_default().push(tombstone);
    }
    let removed = removed_now(comparison);
    if tombstones.is_empty() && removed.is_empty() {
        return;
    }
    for change in comparison.promised_changes().map(|judged| &judged.change) {
        let Fact::MemberAdded { kind } = change.fact else {
            continue;
        };
        let member = change.name();
        let taken = tombstones.get(&taken_name(change.package, &member, kind));
        if let Some(Tombstone { kind, removed_in, .. }) = taken.and_then(|them| them.first()) {
            report.change(
                change,
                format_args!("a {} of this name was removed in {removed_in}; code of users that still has the name would get the new item", kind_name(*kind)),
                format_args!("give it another name; or, if it is the same {}, brought back, {RECORD_SUPPRESSION}", kind_name(*kind)),
            );
        }
    }
    for item in comparison.promised_items() {
        let name = taken_name(&item.package, &item.id, item.kind);
        let has_own_rule = |tombstone: &Tombstone| {
            let is_code = item.kind == Kind::ErrorCode && tombstone.kind == Kind::ErrorCode;
            let is_member = matches!(tombstone.kind, Kind::Field | Kind::Variant);
            is_member || is_code && !comparison.is_in_baseline(item)
        };
        let mut tombstones = tombstones.get(&name).into_iter().flatten();
        let tombstone = tombstones.find(|it| !has_own_rule(it) && !is_accepted(comparison, item, it));
        if let Some(Tombstone { kind: Kind::Route, id, removed_in, .. }) = tombstone {
            report.item(
                item,
                format_args!("has the path of the route `{id}`, which was removed in {removed_in}; clients that still call it would get the new route"),
                format_args!("give the new route another path; or, if it is the same route, brought back, {RECORD_SUPPRESSION}"),
            );
        } else if let Some(Tombstone { kind, removed_in, .. }) = tombstone {
            report.item(
                item,
                format_args!("has the name of the {} that was removed in {removed_in}; code of users that still has the name would get the new item", kind_name(*kind)),
                format_args!("give it another name; or, if it is the same {}, brought back, {RECORD_SUPPRESSION}", kind_name(*kind)),
            );
        } else if let Some(removed) = removed.get(&name).filter(|_| !comparison.is_in_baseline(item)) {
            report.item(
                item,
                format_args!("has the name of the {} that this change removes; code that still uses the name would get the new item", kind_name(removed.kind)),
                "give it another name",
            );
        }
    }
}

/// Whether the baseline, recorded after the tombstone was written, has the item or a `use` in its place.
fn is_accepted(comparison: &Comparison<'_>, item: &Item, tombstone: &Tombstone) -> bool {
    let before = comparison.releases.version_before(&item.package);
    let is_later = before.is_some_and(|before| before.cmp_precedence(&tombstone.removed_in).is_ge());
    is_later && comparison.is_in_baseline(item)
}

/// What was promised to others at the baseline and is removed, by its name. A path that another `use` keeps is not.
fn removed_now<'a>(comparison: &'a Comparison<'_>) -> BTreeMap<(&'a str, Cow<'a, str>), &'a Item> {
    let changes = comparison.promised_changes().map(|judged| &judged.change);
    let removals = changes.filter(|change| change.is_removal() && change.member.is_none());
    let removed = removals.filter_map(|change| change.before);
    removed
        .map(|item| (taken_name(&item.package, &item.id, item.kind), item))
        .collect()
}
