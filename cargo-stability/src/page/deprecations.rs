//! What is deprecated: since when, until when, and what users do instead.

use serde::Serialize;
use stability::__internal::release;
use stability::Contract;
use stability::contract::{Deprecated, Item, Member};
use stability_policy::{Stage, StageKind};

/// An item, route or member that is deprecated itself.
#[derive(Clone, Serialize)]
pub struct Deprecation {
    /// Its id, with the member.
    id: String,
    kind: &'static str,
    tier: &'static str,
    /// Where the `Link` header of a route points to, within the page.
    anchor: String,
    since: Option<String>,
    /// Of a route: the date of its deprecation.
    on: Option<String>,
    remove_in: Option<String>,
    sunset: Option<String>,
    replacement: Option<String>,
    successor: Option<String>,
    link: Option<String>,
    note: Option<String>,
    /// From when on the policy permits the removal, in words.
    removable: Vec<String>,
}

/// What was removed, whose name stays taken.
#[derive(Clone, Serialize)]
pub struct Removed {
    id: String,
    version: String,
}

/// What is deprecated itself, the first to go first: by sunset, and then by version.
pub fn of(contract: &Contract, stages: &[Stage]) -> Vec<Deprecation> {
    let mut found = Vec::new();
    for item in contract.items() {
        if let Some(deprecated) = &item.deprecated {
            found.push(Deprecation::new(item, &item.id, item.kind.as_str(), deprecated, stages));
        }
        add_members(item, &item.id, &item.members, stages, &mut found);
    }
    found.sort_by_key(|it| {
        let key = |date: &Option<String>| (date.is_none(), date.clone());
        (key(&it.sunset), key(&it.remove_in), it.id.clone())
    });
    found.dedup_by(|a, b| a.id == b.id);
    found
}

fn add_members(item: &Item, path: &str, members: &[Member], stages: &[Stage], found: &mut Vec<Deprecation>) {
    for member in members {
        let path = format!("{path}::{}", member.name);
        if let Some(deprecated) = &member.deprecated {
            found.push(Deprecation::new(item, &path, member.kind.as_str(), deprecated, stages));
        }
        add_members(item, &path, &member.members, stages, found);
    }
}

/// The tombstones of the contract.
pub fn removed(contract: &Contract) -> Vec<Removed> {
    contract
        .tombstones()
        .iter()
        .map(|it| Removed {
            id: it.id.clone(),
            version: it.removed_in.to_string(),
        })
        .collect()
}

impl Deprecation {
    fn new(item: &Item, id: &str, kind: &'static str, deprecated: &Deprecated, stages: &[Stage]) -> Self {
        let removable = stages.iter().filter(|stage| {
            stage.kind == StageKind::Removable && stage.subject == id && stage.package == item.package_name()
        });
        Self {
            id: id.to_owned(),
            kind,
            tier: item.tier.as_str(),
            anchor: anchor(id, deprecated),
            since: deprecated.since.as_ref().map(release),
            on: deprecated.on.clone(),
            remove_in: deprecated.remove_in.as_ref().map(ToString::to_string),
            sunset: deprecated.sunset.clone(),
            replacement: deprecated.replacement.clone(),
            successor: deprecated.successor.clone(),
            link: deprecated.link.clone(),
            note: deprecated.note.clone(),
            removable: removable.map(ToString::to_string).collect(),
        }
    }
}

/// The fragment of the link that the attribute states, or else one out of the id.
fn anchor(id: &str, deprecated: &Deprecated) -> String {
    let fragment = deprecated.link.as_deref().and_then(|link| link.split_once('#'));
    fragment.map_or_else(|| slug(id), |(_, fragment)| slug(fragment))
}

/// Letters and digits, and one `-` for each run of others. The letter case stays, as browsers tell fragments apart by it.
pub fn slug(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
