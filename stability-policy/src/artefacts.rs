//! Whether generated artefacts keep their own policy.

use serde_json::Value;
use stability::__internal::Terms;
use stability::Tier;
use stability::contract::Item;
use stability::generated::Breach;

use super::{ArtefactState, Comparison, Permit};

/// How many breaches of one artefact are listed.
const LISTED: usize = 5;

/// An artefact that violates its policy.
pub struct Violation<'a> {
    /// Its item, as it was promised.
    pub item: &'a Item,
    /// The policy, in the words of the contract.
    pub policy: &'a str,
    /// What happened to it.
    pub what: String,
    /// Whether its tier permits that in this release.
    pub permitted: bool,
    /// Whether all that was removed from it was marked as deprecated before.
    pub announced: bool,
    /// What it takes.
    pub required: Permit,
}

/// The artefacts whose policy is one of those that `is_asked` and that violate it, in the order of the evidence.
///
/// They are judged by the policy and the tier at the baseline. What is internal or covered by an exception violates nothing.
pub fn violations<'a>(comparison: &Comparison<'a>, is_asked: impl Fn(&str) -> bool) -> Vec<Violation<'a>> {
    let artefacts = comparison.evidence.artefacts.iter().flatten();
    let violations = artefacts.filter_map(|artefact| {
        let item = comparison.item_before(&artefact.id)?;
        let policy = item.signature.as_deref().filter(|policy| is_asked(policy))?;
        if item.tier == Tier::Internal || comparison.exception(&item.package, &item.id).is_some() {
            return None;
        }
        let (what, announced) = compare(comparison, artefact, policy)?;
        let required = comparison.tier_policy(&item.package, item.tier).breaks;
        Some(Violation {
            item,
            policy,
            what,
            permitted: required.is_met_by(comparison.releases.bump(&item.package)),
            announced,
            required,
        })
    });
    violations.collect()
}

/// What happened to an artefact, and whether that was announced in it; `None` where its policy is kept.
fn compare(comparison: &Comparison<'_>, artefact: &ArtefactState, policy: &str) -> Option<(String, bool)> {
    let before = artefact.before.as_deref()?;
    let Some(after) = &artefact.after else {
        // An artefact that is no longer promised is an item that was removed.
        let is_promised = comparison.item(&artefact.id).is_some();
        return is_promised.then(|| ("its stored file is gone".into(), true));
    };
    let breaches = match Terms::of_signature(policy)?.breaches(before.as_bytes(), after.as_bytes()) {
        Ok(breaches) if breaches.is_empty() => return None,
        Ok(breaches) => breaches,
        Err(mismatch) => return Some((mismatch.to_string(), true)),
    };
    let document = serde_json::from_str(before).unwrap_or_default();
    let (announced, others): (Vec<_>, Vec<_>) = breaches.iter().partition(|breach| is_announced(breach, &document));
    let listed = if others.is_empty() { &announced } else { &others };
    let mut parts: Vec<String> = listed.iter().take(LISTED).map(|breach| shown(breach)).collect();
    if listed.len() > LISTED {
        parts.push(format!("{} more breaks", listed.len() - LISTED));
    }
    Some((parts.join(", "), others.is_empty()))
}

/// Whether what was removed, or a container of it, had `"deprecated": true`, as OpenAPI and JSON Schema write it.
fn is_announced(breach: &Breach, before: &Value) -> bool {
    let Breach::Lost { path } = breach else {
        return false;
    };
    let mut pointer = path.split(" (").next().unwrap_or_default();
    loop {
        let there = before.pointer(pointer).and_then(|value| value.get("deprecated"));
        if there == Some(&Value::Bool(true)) {
            return true;
        }
        match pointer.rsplit_once('/') {
            Some((above, _)) => pointer = above,
            None => return false,
        }
    }
}

/// A breach in one line.
fn shown(breach: &Breach) -> String {
    match breach {
        Breach::Bytes { .. } => "its stored file has other bytes".into(),
        breach => breach.to_string(),
    }
}
