use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use crate::contract::Location;
use crate::policy::{Bump, Case, Level, Permit, Place, Report, Rule, SemverFinding};
use crate::tier::Tier;

pub const RULE: Rule = Rule {
    id: "semver-violation",
    level: Level::Deny,
    profile: false,
    last: true,
    clauses: &["NI-10"],
    summary: "what cargo-semver-checks finds on a promised item is permitted by its tier",
    reason: "It looks at what rustdoc knows and an attribute does not: trait implementations, auto traits, generics.",
    example: "`auto_trait_impl_removed` on the stable `nika::Foo` in a minor release.",
    advice: "Take the change back, or make the release that the tier of the item asks for.",
    judge,
};

/// What is not promised, itself or by what it stands in, is not weighed. What another rule has found of the item is not told
/// again.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let mut items: BTreeMap<(&str, &str), (Permit, Vec<&SemverFinding>)> = BTreeMap::new();
    for found in case.circumstances().semver.iter().flatten() {
        if let Some(required) = forbidden(case, found) {
            let at = items.entry((&found.package, &found.item)).or_insert((required, Vec::new()));
            at.0 = at.0.max(required);
            at.1.push(found);
        }
    }
    for ((package, item), (required, found)) in items {
        let is_told = report
            .earlier()
            .iter()
            .any(|earlier| earlier.package == package && earlier.subject == item);
        let Some(first) = found.first().filter(|_| !is_told) else {
            continue;
        };
        let lints: Vec<_> = found.iter().map(|found| format!("{} ({})", found.message, found.lint)).collect();
        let place = Place::Source(Location {
            file: first.file.clone(),
            line: first.line,
        });
        let message = format!("`{item}`: cargo-semver-checks says: {}", lints.join("; "));
        report.add(package, item.into(), place, message, case.asks(package, required, "take it back"));
    }
}

/// What the policy asks for the change, where the release is less; `None` where nothing is promised too.
fn forbidden(case: &Case<'_>, found: &SemverFinding) -> Option<Permit> {
    let tier = promised(case, &found.item).filter(|tier| *tier > Tier::Internal)?;
    let policy = case.tier_policy(&found.package, tier);
    let required = match found.required {
        Bump::Major => policy.breaks,
        _ => Permit::Bump(policy.adds),
    };
    let is_excepted = case.exception(&found.package, &found.item).is_some();
    let is_permitted = is_excepted || required.is_met_by(case.bump(&found.package));
    (!is_permitted).then_some(required)
}

/// The tier at the baseline of what has this path, or of what it stands in.
fn promised(case: &Case<'_>, path: &str) -> Option<Tier> {
    if let Some(item) = case.item_before(path) {
        return Some(item.tier);
    }
    let (above, name) = path.rsplit_once("::")?;
    let Some(item) = case.item_before(above) else {
        return promised(case, above);
    };
    let member = item.members.iter().find(|member| member.name == name);
    Some(member.map_or(item.tier, |member| member.tier_in(item.tier)))
}
