use std::collections::BTreeSet;

use stability::__internal::split_last;
use stability::contract::{Item, Member};
use stability::{Kind, Namespace, Tier};

use crate::named_types::{Types, may_name};
use crate::report::Report;
use crate::{Comparison, Level};
use crate::rule::{Check, Rule};

/// A warning, since names are compared as they are written, and the compiler refuses what it can resolve.
pub const RULE: Rule = Rule {
    level: Level::Warn,
    clauses: &["AK-07"],
    summary: "what is stable or frozen shows no type that promises less",
    reason: "A type that may change at any time takes with it whatever has it in its declaration.",
    example: "`nika::run` is stable and takes a `nika::Options`, which is evolving.",
    advice: "Promise as much of the type, or as little of what shows it, keep the type out of the declaration, or permit it with `may_expose`.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let strongest = comparison.subjects().iter().map(|subject| subject.tier).max();
    let types = Types::weaker_than(strongest.unwrap_or(Tier::Internal), comparison.current);
    if types.is_empty() {
        return;
    }
    for item in comparison.current.items() {
        let is_rust = matches!(
            item.kind.namespace(),
            Namespace::Type | Namespace::Value | Namespace::Import
        );
        if item.kind == Kind::Impl || !is_rust && item.kind != Kind::Setting {
            continue;
        }
        let mut exposure = Exposure {
            types: &types,
            item,
            permitted: item.may_expose.iter().collect(),
        };
        if item.tier >= Tier::Stable {
            exposure.check(None, item.signature.as_deref(), item.tier, report);
        }
        for member in &item.members {
            exposure.check_member(member, &member.name, item.tier, report);
        }
    }
}

/// What an item exposes.
struct Exposure<'a> {
    types: &'a Types<'a>,
    item: &'a Item,
    /// The types that it may expose, and those that the members around the current one may.
    permitted: Vec<&'a String>,
}

impl<'a> Exposure<'a> {
    /// Checks a member and its members; `path` leads to it in the item, and `tier` is in force around it.
    fn check_member(&mut self, member: &'a Member, path: &str, tier: Tier, report: &mut Report<'_>) {
        let tier = member.tier_in(tier);
        let around = self.permitted.len();
        self.permitted.extend(&member.may_expose);
        if tier >= Tier::Stable {
            self.check(Some(path), member.signature.as_deref(), tier, report);
        }
        for inner in &member.members {
            self.check_member(inner, &format!("{path}::{}", inner.name), tier, report);
        }
        self.permitted.truncate(around);
    }

    fn check(&self, member: Option<&str>, declaration: Option<&str>, tier: Tier, report: &mut Report<'_>) {
        // Of several types of one name, it may be the strongest that is meant.
        let strongest = self
            .types
            .named_in(declaration.unwrap_or_default(), self.item)
            .filter_map(|named| named.into_iter().max_by_key(|named| (named.tier, &named.id)));
        let is_permitted = |id: &str| self.permitted.iter().any(|path| may_name(path, id));
        let weaker: BTreeSet<(&String, Tier)> = strongest
            .filter(|named| named.tier < tier && !is_permitted(&named.id))
            .map(|named| (&named.id, named.tier))
            .collect();
        for (named, weaker) in weaker {
            let message = format!("is {tier} and shows `{named}`, which is {weaker}");
            let name = split_last(named).1;
            let advice =
                format!("make `{named}` {tier} too, keep it out of the declaration, or permit it with `may_expose({name})`");
            report.member(self.item, member, message, advice);
            report.distinguish(named);
        }
    }
}
