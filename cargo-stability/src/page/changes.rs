//! What changed since the baseline, in the sections of a changelog, with the code before and after.

use std::collections::BTreeSet;

use serde::Serialize;
use stability::contract::{Deprecated, Item};
use stability::{Contract, Tier};
use stability_policy::diff::{Change, Effect, Fact};
use stability_policy::{Comparison, ExceptionKind, JudgedChange};

use super::deprecations::slug;

/// What changed, each change in one section.
#[derive(Clone, Default, Serialize)]
pub struct Changes {
    added: Vec<Entry>,
    changed: Vec<Entry>,
    deprecated: Vec<Entry>,
    breaking: Vec<Entry>,
    removed: Vec<Entry>,
    security: Vec<Entry>,
    /// Whether any section has an entry.
    is_empty: bool,
}

/// A change of what is promised to others.
#[derive(Clone, Serialize)]
struct Entry {
    /// The id of the item, with the member; or what else it is about, such as `feature net`.
    name: String,
    /// The whole sentence: `` `nika::Foo` is deprecated ``.
    text: String,
    tier: &'static str,
    package: String,
    anchor: String,
    /// What users do instead, as the record of the item or an exception says it.
    migration: Option<String>,
    replacement: Option<String>,
    /// The declaration as it was promised, and as it is now.
    before: Option<String>,
    after: Option<String>,
    /// Of a security fix: the advisory and the affected configuration.
    advisory: Option<String>,
    affected: Option<String>,
    reason: Option<String>,
}

impl Changes {
    /// What changed for others than the packages of the project.
    pub fn of(comparison: &Comparison<'_>, current: &Contract) -> Self {
        let mut changes = Self::default();
        let is_promised = |judged: &&JudgedChange<'_>| judged.change.tier > Tier::Internal;
        let judged = || comparison.changes().iter().filter(is_promised);
        let of_fact = |fact: &Fact| -> BTreeSet<&str> {
            let items = judged().filter(|it| it.change.fact == *fact && it.change.member.is_none());
            items
                .filter_map(|it| it.change.item())
                .map(|item| item.id.as_str())
                .collect()
        };
        let (added, removed) = (of_fact(&Fact::ItemAdded), of_fact(&Fact::ItemRemoved));
        for JudgedChange { change, exception, .. } in judged() {
            // A method comes and goes with its type.
            let with = |types: &BTreeSet<&str>| {
                let item = change.item().filter(|_| change.member.is_none());
                item.and_then(|item| item.id.rsplit_once("::"))
                    .is_some_and(|(of, _)| types.contains(of))
            };
            let mut entry = Entry::of(change, current);
            if let Some(exception) = exception.filter(|it| it.kind == ExceptionKind::Security) {
                entry.migration = exception.migration.clone().or(entry.migration);
                entry.advisory.clone_from(&exception.advisory);
                entry.affected.clone_from(&exception.affected);
                entry.reason = Some(exception.reason.clone()).filter(|it| !it.is_empty());
                changes.security.push(entry);
                continue;
            }
            if let Some(exception) = exception {
                entry.migration = exception.migration.clone().or(entry.migration);
            }
            let section = match (&change.fact, change.effect) {
                (Fact::ItemAdded, _) if with(&added) => continue,
                (Fact::ItemRemoved, _) if with(&removed) => continue,
                (Fact::Deprecated, _) => &mut changes.deprecated,
                (Fact::ItemRemoved | Fact::MemberRemoved { .. } | Fact::FeatureRemoved { .. }, Effect::Breaking) => {
                    &mut changes.removed
                }
                (_, Effect::Breaking) => &mut changes.breaking,
                (Fact::ItemAdded | Fact::MemberAdded { .. } | Fact::FeatureAdded { .. }, _) => &mut changes.added,
                (Fact::TierRaised { .. }, _) | (_, Effect::Additive) => &mut changes.changed,
                (_, Effect::Neutral) => continue,
            };
            section.push(entry);
        }
        let sections = [
            &changes.added,
            &changes.changed,
            &changes.deprecated,
            &changes.breaking,
            &changes.removed,
            &changes.security,
        ];
        changes.is_empty = sections.iter().all(|section| section.is_empty());
        changes
    }
}

impl Entry {
    fn of(change: &Change<'_>, current: &Contract) -> Self {
        let before = change
            .before
            .and_then(|item| deprecation(item, change.member.as_deref()));
        let after = change
            .after
            .and_then(|item| deprecation(item, change.member.as_deref()));
        let deprecated = after.or(before);
        let replacement = deprecated.and_then(|it| it.replacement.clone().or_else(|| it.successor.clone()));
        let (from, to) = code(change);
        let replaced_by = replacement.as_deref().filter(|_| change.after.is_none());
        let to = to.or_else(|| replaced_by.map(|path| declaration(path, current)));
        Self {
            name: change.name(),
            text: change.to_string(),
            tier: change.tier.as_str(),
            package: change.package.to_owned(),
            anchor: slug(&change.name()),
            migration: deprecated.and_then(|it| it.note.clone()),
            replacement,
            before: from,
            after: to,
            advisory: None,
            affected: None,
            reason: None,
        }
    }
}

/// The deprecation of the item, or of its member.
fn deprecation<'a>(item: &'a Item, member: Option<&str>) -> Option<&'a Deprecated> {
    let Some(member) = member else {
        return item.deprecated.as_ref();
    };
    let mut members = item.members.as_slice();
    let mut found = None;
    for name in member.split("::") {
        let member = members.iter().find(|it| it.name == name)?;
        found = member.deprecated.as_ref();
        members = &member.members;
    }
    found.or(item.deprecated.as_ref())
}

/// The declaration of what a record names as a replacement; the name itself, where it is not in the contract.
fn declaration(path: &str, current: &Contract) -> String {
    let end = format!("::{path}");
    let mut items = current.items().iter();
    let item = items.find(|item| item.id == path || item.id.ends_with(&end));
    item.and_then(|item| item.signature.clone())
        .unwrap_or_else(|| path.to_owned())
}

/// The declarations before and now, where the records have them and they differ.
fn code(change: &Change<'_>) -> (Option<String>, Option<String>) {
    match &change.fact {
        Fact::MemberTypeChanged { from, to } | Fact::SignatureChanged { from, to } => {
            (Some(from.clone()), Some(to.clone()))
        }
        _ => {
            let declared = |item: Option<&Item>| item.and_then(|it| it.signature.clone());
            match (declared(change.before), declared(change.after)) {
                (before, after) if before == after => (None, None),
                both => both,
            }
        }
    }
}
