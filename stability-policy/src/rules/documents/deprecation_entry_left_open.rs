use std::collections::BTreeMap;

use crate::diff::Fact;
use crate::markdown_entries::Entries;
use crate::report::Report;
use crate::{Comparison, DocumentFormat, JudgedChange, Place};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    clauses: &["OR-13"],
    summary: "the list of deprecations has no open entry for a removed item",
    reason: "Users read the list to see what will be removed. Entries of removed items hide the others.",
    example: "`GET /skills/{id}/v1` was removed in 2.0.0, and `DEPRECATIONS.md` still announces it.",
    advice: "Delete the entry, strike it through or tick it, or move it under a heading `Removed` or `Closed`.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

/// An entry is closed if it is struck through from its beginning or ticked, and under a heading `Removed` or
/// `Closed`. It is about the item that its first code span has, by its id.
fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let documents = comparison.evidence.documents.iter();
    let mut documents = documents
        .filter(|document| document.format == DocumentFormat::Deprecations)
        .peekable();
    if documents.peek().is_none() {
        return;
    }
    let mut removed: BTreeMap<&str, &str> = BTreeMap::new();
    for JudgedChange { change, .. } in comparison.promised_changes() {
        if let (Fact::ItemRemoved | Fact::ItemRenamed, Some(item)) = (&change.fact, change.before) {
            removed.insert(&item.id, change.package);
        }
    }
    let tombstones = comparison.tombstones().chain(comparison.current.tombstones());
    removed.extend(tombstones.map(|tombstone| (tombstone.id.as_str(), tombstone.package.as_str())));
    removed.retain(|id, _| comparison.item(id).is_none());
    for document in documents {
        let path = &document.path;
        let entries = Entries::read(document.text.as_deref().unwrap_or_default());
        for (id, package) in &removed {
            let mut named = entries.naming(id).into_iter();
            if named.any(|entry| entry.is_about(id) && !entry.closed) {
                report.add(
                    package,
                    format!("{path}: {id}"),
                    Place::file(path),
                    format_args!("`{id}` was removed, and its entry in `{path}` still announces the removal, so its readers look for an item that does not exist"),
                    "delete the entry, strike it through or tick it, or move it under a heading `Removed`",
                );
            }
        }
    }
}
