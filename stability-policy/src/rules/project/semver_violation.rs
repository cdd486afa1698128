use std::collections::{BTreeMap, BTreeSet};

use stability::__internal::split_last;
use stability::contract::{Contract, Item, Location};
use stability::Tier;

use crate::diff::{Change, implementers_tier, tier_of_feature};
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::semver_lints::{concerns_implementers_alone, facts_of};
use crate::{Bump, Comparison, Finding, Permit, Place, SemverFinding};

pub const RULE: Rule = Rule {
    last: true,
    clauses: &["NI-10"],
    summary: "the tier of a promised item permits what cargo-semver-checks finds",
    reason: "cargo-semver-checks reads what rustdoc knows, for example trait implementations, auto traits and generics.",
    example: "cargo-semver-checks reports `auto_trait_impl_removed` for the stable `nika::Foo` in a minor release.",
    advice: "Undo the change, or make the release that the tier of the item asks for.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

/// What is not promised, itself or by a container, is not judged. What another rule has reported is not repeated: its finding says that
/// both agree.
fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let Some(findings) = &comparison.evidence.semver else {
        return;
    };
    let names = Names::of(comparison);
    let mut items: BTreeMap<(&str, String), (Permit, Vec<&SemverFinding>)> = BTreeMap::new();
    let mut agreed: BTreeMap<&str, (&Finding, BTreeSet<&str>)> = BTreeMap::new();
    let others = report.others().findings;
    for found in findings {
        let about = unknown(found).or_else(|| feature(comparison, found));
        let about = about.or_else(|| Names::exactly(comparison, found)).or_else(|| names.nearly(found));
        let about = about.filter(|(_, tier)| *tier > Tier::Internal);
        let asked = about.and_then(|(subject, tier)| Some((forbidden(comparison, found, &subject, tier)?, subject)));
        let Some((required, subject)) = asked else { continue };
        let same = same_findings(comparison, others, found, &subject);
        for finding in &same {
            let lints = &mut agreed.entry(&finding.fingerprint).or_insert((finding, BTreeSet::new())).1;
            lints.insert(&found.lint);
        }
        if same.is_empty() {
            let at = items.entry((&found.package, subject)).or_insert((required, Vec::new()));
            at.0 = at.0.max(required);
            at.1.push(found);
        }
    }
    for (finding, lints) in agreed.into_values() {
        let lints: Vec<String> = lints.iter().map(|lint| format!("`{lint}`")).collect();
        report.agree(finding, &format!("cargo-semver-checks agrees: {}", lints.join(", ")));
    }
    for ((package, item), (required, found)) in items {
        let Some(first) = found.first() else { continue };
        let lints: Vec<_> = found.iter().map(|found| format!("{} ({})", found.message, found.lint)).collect();
        let place = match first.file.as_str() {
            "" => Place::Manifest,
            file => Place::Source(Location::new(file.to_owned(), first.line)),
        };
        let (changes, undo) = match lints.len() {
            1 => ("a change", "undo the change"),
            _ => ("changes", "undo the changes"),
        };
        let message = format!("`{item}` has {changes} that may break users, as cargo-semver-checks reports: {}", lints.join("; "));
        let advice = comparison.advice_for(package, &item, required, undo);
        report.add(package, item, place, message, advice);
    }
}

/// The findings of other rules about a change that is what the lint is about: one for each change, that which names a release first.
fn same_findings<'f>(
    comparison: &Comparison<'_>,
    findings: &'f [Finding],
    found: &SemverFinding,
    subject: &str,
) -> Vec<&'f Finding> {
    let facts = facts_of(&found.lint);
    let is_part = |whole: &str, part: &str| part.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let is_same = |change: &&Change<'_>| {
        let (name, key) = (change.name(), change.key());
        let fact = key.split(' ').next().unwrap_or_default();
        let is_there = is_part(subject, &name) || is_part(&name, subject);
        change.package == found.package && is_there && facts.contains(&fact)
    };
    let changes = comparison.changes().iter().map(|judged| &judged.change).filter(is_same);
    let of_change = |change: &Change<'_>| {
        let about = findings.iter().filter(|finding| Report::is_about(finding, change));
        about.max_by_key(|finding| finding.required)
    };
    changes.filter_map(of_change).collect()
}

/// What names no item that could be read may be about any of the package, and is judged as stable.
fn unknown(found: &SemverFinding) -> Option<(String, Tier)> {
    found.item.is_empty().then(|| (found.package.clone(), Tier::Stable))
}

/// A feature, which every manifest promises.
fn feature(comparison: &Comparison<'_>, found: &SemverFinding) -> Option<(String, Tier)> {
    let name = found.item.strip_prefix("feature ")?;
    let contracts = [comparison.baseline.unwrap_or(comparison.current), comparison.current];
    Some((found.item.clone(), tier_of_feature(name, &found.package, contracts)))
}

/// What the policy asks for the change of what has `tier`, where the release is less.
fn forbidden(comparison: &Comparison<'_>, found: &SemverFinding, subject: &str, tier: Tier) -> Option<Permit> {
    let policy = comparison.tier_policy(&found.package, tier);
    let required = match found.required {
        Bump::Major => policy.breaks,
        _ => policy.adds,
    };
    let is_excepted = comparison.exception(&found.package, subject).is_some();
    let is_permitted = is_excepted || required.is_met_by(comparison.releases.bump(&found.package));
    (!is_permitted).then_some(required)
}

/// What was promised, by the last segment of its path.
struct Names<'c, 'a> {
    comparison: &'c Comparison<'a>,
    items: BTreeMap<&'a str, Vec<&'a Item>>,
}

impl<'c, 'a> Names<'c, 'a> {
    fn of(comparison: &'c Comparison<'a>) -> Self {
        let mut items: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
        for item in comparison.baseline.map(Contract::items).unwrap_or_default() {
            items.entry(split_last(&item.id).1).or_default().push(item);
        }
        Self { comparison, items }
    }

    /// The item at the path of the finding, or a container of it, with its tier at the baseline.
    fn exactly(comparison: &Comparison<'a>, found: &SemverFinding) -> Option<(String, Tier)> {
        let mut path = found.item.as_str();
        let mut name = "";
        loop {
            if let Some(item) = comparison.item_before(path) {
                return Some((found.item.clone(), tier_of(item, name, found)));
            }
            (path, name) = path.rsplit_once("::")?;
        }
    }

    /// The same where the finding has only the end of the path, as many lints do.
    fn nearly(&self, found: &SemverFinding) -> Option<(String, Tier)> {
        let mut end = found.item.as_str();
        let mut name = "";
        loop {
            if let Some(item) = self.ending(found, end) {
                let inside = &found.item[end.len()..];
                return Some((format!("{}{inside}", item.id), tier_of(item, name, found)));
            }
            (end, name) = end.rsplit_once("::")?;
        }
    }

    /// The item whose path ends so. Of several it is the one of that file, of those the one that is declared there, and where that is not
    /// known, the one that is promised most.
    fn ending(&self, found: &SemverFinding, end: &str) -> Option<&'a Item> {
        let is_meant = |item: &&&Item| {
            let rest = item.id.strip_suffix(end);
            let is_whole = rest.is_some_and(|rest| rest.is_empty() || rest.ends_with("::"));
            is_whole && item.package_name() == found.package
        };
        let named = self.items.get(split_last(end).1)?.iter().filter(is_meant);
        named.copied().max_by_key(|item| {
            let (is_there, line) = self.place(found, item);
            (is_there, line, item.tier, &item.id)
        })
    }

    /// Whether the item is in the file of the finding, and its line if it begins there or above. A finding is about the source as it is, or
    /// about a copy of the baseline, which is in another folder.
    fn place(&self, found: &SemverFinding, item: &Item) -> (bool, u32) {
        let now = self.comparison.item(&item.id).map(|item| &item.location);
        let now = now.filter(|location| location.file == found.file);
        let location = now.unwrap_or(&item.location);
        let is_there = found.file.ends_with(&location.file);
        let is_above = is_there && location.line <= found.line;
        (is_there, if is_above { location.line } else { 0 })
    }
}

/// The tier of an item, or of its member `name`, for those whom the lint is about.
fn tier_of(item: &Item, name: &str, found: &SemverFinding) -> Tier {
    let member = item.members.iter().find(|member| member.name == name);
    let tier = member.map_or(item.tier, |member| member.tier_in(item.tier));
    // A frozen trait does not grow for those who call it either.
    if item.tier < Tier::Frozen && concerns_implementers_alone(&found.lint) {
        return tier.min(implementers_tier(item));
    }
    tier
}
