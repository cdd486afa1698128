//! Whether what is generated has kept its own policy.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;
use stability::__internal::Terms;
use stability::Tier;
use stability::contract::Item;
use stability::generated::Breach;

use super::{ArtefactState, Case, Permit};

/// How many breaches of one artefact are told.
const TOLD: usize = 5;

/// An artefact that has broken its policy.
pub struct Broken<'a> {
    /// Its item, as it was promised.
    pub item: &'a Item,
    /// The policy, in the words of the contract.
    pub policy: &'a str,
    /// What has become of it.
    pub what: String,
    /// Whether its tier permits that in this release.
    pub permitted: bool,
    /// Whether all that is gone of it said before that it was deprecated.
    pub announced: bool,
    /// What it takes.
    pub required: Permit,
}

/// The artefacts whose policy is one of those that `is_asked` and that have broken it, by their order in the circumstances.
///
/// They are judged by the policy and the tier at the baseline. What is internal or covered by an exception has broken nothing.
pub fn breaches<'a>(case: &Case<'a>, is_asked: impl Fn(&str) -> bool) -> Vec<Broken<'a>> {
    let artefacts = case.circumstances().artefacts.iter().flatten();
    let broken = artefacts.filter_map(|artefact| {
        let item = case.item_before(&artefact.id)?;
        let policy = item.signature.as_deref().filter(|policy| is_asked(policy))?;
        if item.tier == Tier::Internal || case.exception(&item.package, &item.id).is_some() {
            return None;
        }
        let (what, announced) = compare(case, artefact, policy)?;
        let required = case.tier_policy(&item.package, item.tier).breaks;
        Some(Broken {
            item,
            policy,
            what,
            permitted: required.is_met_by(case.bump(&item.package)),
            announced,
            required,
        })
    });
    broken.collect()
}

/// What has become of an artefact, and whether that was announced in it; `None` where its policy is kept.
fn compare(case: &Case<'_>, artefact: &ArtefactState, policy: &str) -> Option<(String, bool)> {
    let before = artefact.before.as_deref()?;
    let Some(after) = &artefact.after else {
        // An artefact that is no longer promised is an item that is gone.
        let is_promised = case.item(&artefact.id).is_some();
        return is_promised.then(|| ("its stored file is gone".into(), true));
    };
    let breaches = match Terms::of_signature(policy)?.breaches(before.as_bytes(), after.as_bytes()) {
        Ok(breaches) if breaches.is_empty() => return None,
        Ok(breaches) => breaches,
        Err(mismatch) => return Some((mismatch.to_string(), true)),
    };
    let document = serde_json::from_str(before).unwrap_or_default();
    let (announced, others): (Vec<_>, Vec<_>) = breaches.iter().partition(|breach| is_announced(breach, &document));
    let told = if others.is_empty() { &announced } else { &others };
    let mut parts: Vec<String> = told.iter().take(TOLD).map(|breach| say(breach)).collect();
    if told.len() > TOLD {
        parts.push(format!("{} more breaks", told.len() - TOLD));
    }
    Some((parts.join(", "), others.is_empty()))
}

/// Whether what is gone, or what it stood in, had `"deprecated": true`, as OpenAPI and JSON Schema write it.
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
fn say(breach: &Breach) -> String {
    match breach {
        Breach::Bytes { .. } => "its stored file has other bytes".into(),
        breach => breach.to_string(),
    }
}
