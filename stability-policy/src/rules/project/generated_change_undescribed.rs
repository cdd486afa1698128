use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use stability::contract::Item;
use stability::{Kind, Tier};

use crate::diff::Fact;
use crate::told::{Told, names};
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "generated-change-undescribed",
    clauses: &["AK-20"],
    summary: "the changelog says what is different in what is generated",
    reason: "Whoever keeps or compares what is generated sees the difference after an upgrade, and looks for its reason.",
    example: "`openapi.json` is stable and has another response now, and the release says nothing of it.",
    advice: "Add an entry under `### Generated` that names the artefact and says what looks different.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// What is promised to no one in particular, by its tier or by the policy `free`, owes no description.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(changelog) = &case.policy().changelog else {
        return;
    };
    let Some(told) = Told::under(case, &[&changelog.generated]) else {
        return;
    };
    let mut changed: BTreeMap<&str, &Item> = BTreeMap::new();
    for change in case.changes() {
        let item = change.before.filter(|item| item.kind == Kind::Artefact);
        if let Some(item) = item.filter(|_| !matches!(change.fact, Fact::ItemAdded | Fact::Deprecated)) {
            changed.insert(&item.id, item);
        }
    }
    for artefact in case.circumstances().artefacts.iter().flatten() {
        let is_other = artefact.before.is_some() && artefact.before != artefact.after;
        if let Some(item) = case.item_before(&artefact.id).filter(|_| is_other) {
            changed.insert(&item.id, item);
        }
    }
    let is_free = |item: &Item| item.signature.as_deref() == Some("free");
    for item in changed.into_values().filter(|item| item.tier >= Tier::Stable && !is_free(item)) {
        let mut names = names(item);
        // Readers know a file by its last name too.
        names.extend(item.name.rsplit('/').next().map(ToString::to_string));
        let entries: Vec<_> = told.naming(item.package_name(), &names);
        if entries.is_empty() {
            let heading = changelog.generated.first().map_or("Generated", |heading| heading);
            report.item(
                item,
                format_args!("is generated otherwise than before, and the changelog says nothing of it under `{heading}`"),
                "write there what looks different after the upgrade, with the name in backticks",
            );
        }
    }
}
