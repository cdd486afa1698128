use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use stability::__internal::split_last;
use stability::contract::{Item, Member};
use stability::{Kind, Namespace, Tier};

use crate::mentions::{Types, may_name};
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

/// A warning, since names are compared as they are written, and the compiler refuses what it can resolve.
pub const RULE: Rule = Rule {
    id: "stable-exposes-weaker",
    level: Level::Warn,
    clauses: &["AK-07"],
    summary: "what is stable or frozen shows no type that promises less",
    reason: "A type that may change at any time takes with it whatever has it in its declaration.",
    example: "`nika::run` is stable and takes a `nika::Options`, which is evolving.",
    advice: "Promise as much of the type, or as little of what shows it, keep the type out of the declaration, or permit it with `may_expose`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
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
        let mut asked = Asked {
            types: &types,
            item,
            permitted: item.may_expose.iter().collect(),
        };
        if item.tier >= Tier::Stable {
            asked.tell(None, item.signature.as_deref(), item.tier, report);
        }
        for member in &item.members {
            asked.ask(member, &member.name, item.tier, report);
        }
    }
}

/// The item that is asked.
struct Asked<'a> {
    types: &'a Types<'a>,
    item: &'a Item,
    /// What it may show, and what the members may around the one that is asked.
    permitted: Vec<&'a String>,
}

impl<'a> Asked<'a> {
    /// Asks a member and what belongs to it; `path` leads to it in the item, and `tier` is in force around it.
    fn ask(&mut self, member: &'a Member, path: &str, tier: Tier, report: &mut Report<'_>) {
        let tier = member.tier_in(tier);
        let around = self.permitted.len();
        self.permitted.extend(&member.may_expose);
        if tier >= Tier::Stable {
            self.tell(Some(path), member.signature.as_deref(), tier, report);
        }
        for inner in &member.members {
            self.ask(inner, &format!("{path}::{}", inner.name), tier, report);
        }
        self.permitted.truncate(around);
    }

    fn tell(&self, member: Option<&str>, declaration: Option<&str>, tier: Tier, report: &mut Report<'_>) {
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
            match member {
                Some(member) => report.member(self.item, member, message, advice),
                None => report.item(self.item, message, advice),
            }
            report.tell_apart(named);
        }
    }
}
