use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;

use crate::contract::{Item, Member};
use crate::kind::{Kind, Namespace};
use crate::policy::mentions::Types;
use crate::policy::{Case, Level, Report, Rule};
use crate::tier::Tier;

/// A warning, since the contract does not say what `may_expose` permits, and the compiler refuses what it can name.
pub const RULE: Rule = Rule {
    id: "stable-exposes-weaker",
    level: Level::Warn,
    profile: false,
    last: false,
    clauses: &["AK-07"],
    summary: "what is stable or frozen shows no type that promises less",
    reason: "A type that may change at any time takes with it whatever has it in its declaration.",
    example: "`nika::run` is stable and takes a `nika::Options`, which is evolving.",
    advice: "Promise as much of the type, or as little of what shows it, or keep the type out of the declaration.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let types = Types::of(case.current());
    for item in case.current().items() {
        let is_rust = matches!(
            item.kind.namespace(),
            Namespace::Type | Namespace::Value | Namespace::Import
        );
        if item.kind == Kind::Impl || !is_rust && item.kind != Kind::Setting {
            continue;
        }
        if item.tier >= Tier::Stable {
            let declaration = item.signature.as_deref().unwrap_or_default();
            tell(&types, item, None, (declaration, item.tier), report);
        }
        for member in &item.members {
            ask(&types, item, member, (&member.name, item.tier), report);
        }
    }
}

/// Asks a member and what belongs to it; `path` leads to it in `item`, and `tier` is in force around it.
fn ask(types: &Types<'_>, item: &Item, member: &Member, (path, tier): (&str, Tier), report: &mut Report<'_>) {
    let tier = member.tier_in(tier);
    if tier >= Tier::Stable {
        let declaration = member.signature.as_deref().unwrap_or_default();
        tell(types, item, Some(path), (declaration, tier), report);
    }
    for inner in &member.members {
        let path = format!("{path}::{}", inner.name);
        ask(types, item, inner, (&path, tier), report);
    }
}

fn tell(
    types: &Types<'_>,
    item: &Item,
    member: Option<&str>,
    (declaration, tier): (&str, Tier),
    report: &mut Report<'_>,
) {
    // Of several types of one name, it may be the strongest that is meant.
    let strongest = types
        .named_in(declaration, item)
        .filter_map(|named| named.into_iter().max_by_key(|named| (named.tier, &named.id)));
    let weaker: BTreeSet<(&String, Tier)> = strongest
        .filter(|named| named.tier < tier)
        .map(|named| (&named.id, named.tier))
        .collect();
    for (named, weaker) in weaker {
        let message = format!("is {tier} and shows `{named}`, which is {weaker}");
        let advice = format!("make `{named}` {tier} too, or keep it out of the declaration");
        match member {
            Some(member) => report.member(item, member, message, advice),
            None => report.item(item, message, advice),
        }
    }
}
