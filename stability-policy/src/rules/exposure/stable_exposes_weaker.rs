use std::collections::BTreeSet;

use stability::__internal::split_last;
use stability::{Kind, Tier};

use super::report_not_checked;
use crate::exposure::{Shown, may_name};
use crate::named_types::Types;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::shape::text::without_versions;
use crate::{Comparison, Level};

/// A warning, since the macros refuse what they can resolve, and a project that adds tiers one by one has such items on the way.
pub const RULE: Rule = Rule {
    level: Level::Warn,
    clauses: &["AK-07"],
    summary: "a stable or frozen item shows no type with a weaker tier",
    reason: "When the weaker type changes, every declaration that contains it changes too.",
    example: "`nika::run` is stable and takes a `nika::Options`, which is evolving.",
    advice: "Raise the tier of the type, lower the tier of the item, remove the type from the declaration, or permit it with `may_expose`.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let strongest = comparison.subjects().iter().map(|subject| subject.tier).max();
    let strongest = strongest.unwrap_or(Tier::Internal);
    if comparison.current.items().iter().all(|item| item.tier >= strongest) {
        return;
    }
    let exposures = comparison.exposures();
    let mut known = BTreeSet::new();
    exposures.each_shown(&mut |shown: Shown<'_, '_>| {
        let Some(named) = shown.named.filter(|named| named.tier < shown.tier) else {
            return;
        };
        if shown.tier < Tier::Stable || shown.is_header || shown.is_permitted() {
            return;
        }
        let tier = match shown.implementation {
            Some(header) => exposures.tier_of_implementation(shown.item, header, shown.tier),
            None => shown.tier,
        };
        if named.tier >= tier || tier < Tier::Stable {
            return;
        }
        let member = shown.member.as_deref();
        if known.insert((&shown.item.id, shown.item.kind, shown.member.clone(), &named.id)) {
            let by = shown.implementation.map(|header| format!(", and its implementation of `{}`", without_versions(header)));
            let message = format!("is {tier}{} shows `{id}`, which is {}; a change of `{id}` breaks users of the item", by.as_deref().unwrap_or(" and"), named.tier, id = named.id);
            report.member(shown.item, member, message, advice(&named.id, tier, &shown.item.id, shown.implementation.is_some()));
            report.distinguish(&named.id);
        }
    });
    if exposures.has_weaker_type_than(strongest) {
        report_not_checked(&exposures.not_checked(Tier::Stable), "a type with a weaker tier", report);
    }
    judge_settings(comparison, strongest, report);
}

/// The type of a setting is known by its name alone.
fn judge_settings(comparison: &Comparison<'_>, strongest: Tier, report: &mut Report<'_>) {
    let types = Types::weaker_than(strongest, comparison.current);
    if types.is_empty() {
        return;
    }
    let settings = comparison.current.items().iter().filter(|item| item.kind == Kind::Setting);
    for item in settings.filter(|item| item.tier >= Tier::Stable) {
        // Of several types of one name, it may be the strongest that is meant.
        let strongest = types
            .named_in(item.signature.as_deref().unwrap_or_default(), item)
            .filter_map(|named| named.into_iter().max_by_key(|named| (named.tier, &named.id)));
        let is_permitted = |id: &str| item.may_expose.iter().any(|path| may_name(path, id));
        let weaker: BTreeSet<(&String, Tier)> = strongest
            .filter(|named| named.tier < item.tier && !is_permitted(&named.id))
            .map(|named| (&named.id, named.tier))
            .collect();
        for (named, weaker) in weaker {
            let message = format!("is {} and shows `{named}`, which is {weaker}; a change of `{named}` breaks users of the item", item.tier);
            report.item(item, message, advice(named, item.tier, &item.id, false));
            report.distinguish(named);
        }
    }
}

fn advice(named: &str, tier: Tier, item: &str, is_by_implementation: bool) -> String {
    let name = split_last(named).1;
    let remove = if is_by_implementation { "remove the implementation" } else { "keep it out of the declaration" };
    format!("make `{named}` {tier} too, {remove}, or write `may_expose({name})` in the attribute of `{item}`")
}
