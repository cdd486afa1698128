use alloc::collections::BTreeMap;
use alloc::format;

use stability::Tier;

use crate::diff::Fact;
use crate::entries::Entries;
use crate::{Case, DocumentFormat, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "deprecation-entry-left-open",
    clauses: &["OR-13"],
    summary: "what is gone has no open entry among the deprecations",
    reason: "The list says what will go. What is gone already hides what is still to be done.",
    example: "`GET /skills/{id}/v1` is gone in 2.0.0, and `DEPRECATIONS.md` still announces it.",
    advice: "Take the entry out, strike it or tick it, or move it under a heading `Removed` or `Closed`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// An entry is closed where there is none, where it is struck from its beginning or ticked, and under a heading `Removed` or
/// `Closed`. It is about the item that its first code span has, by its id.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let mut gone: BTreeMap<&str, &str> = BTreeMap::new();
    for change in case.changes().iter().filter(|change| change.tier > Tier::Internal) {
        if let (Fact::ItemRemoved | Fact::ItemRenamed, Some(item)) = (&change.fact, change.before) {
            gone.insert(&item.id, change.package);
        }
    }
    let tombstones = case.tombstones().chain(case.current().tombstones());
    gone.extend(tombstones.map(|tombstone| (tombstone.id.as_str(), tombstone.package.as_str())));
    gone.retain(|id, _| case.item(id).is_none());
    let documents = case.circumstances().documents.iter();
    for document in documents.filter(|document| document.format == DocumentFormat::Deprecations) {
        let path = &document.path;
        let entries = Entries::read(document.text.as_deref().unwrap_or_default());
        for (id, package) in &gone {
            let open = entries
                .naming(id)
                .into_iter()
                .any(|entry| entry.is_about(id) && !entry.closed);
            if open {
                report.add(
                    package,
                    format!("{path}: {id}"),
                    Place::File {
                        path: path.clone(),
                        line: 0,
                    },
                    format_args!("`{id}` is gone, and its entry in `{path}` is open"),
                    "take the entry out, strike it or tick it, or move it under a heading `Removed`",
                );
            }
        }
    }
}
