//! Whether generated artefacts keep their own policy.

use serde_json::Value;
use stability::__internal::Terms;
use stability::Tier;
use stability::contract::{Contents, Contract, Item};
use stability::generated::Breach;

use super::{ArtefactState, Comparison, Permit};

/// What ends the record of a part that had `"deprecated": true`.
const DEPRECATED: &str = " deprecated";

/// How many breaches of one artefact are listed.
const LISTED: usize = 5;

/// An artefact that violates its policy.
pub struct Violation<'a> {
    /// Its item, as it was promised.
    pub item: &'a Item,
    /// The policy, in the words of the contract.
    pub policy: &'a str,
    /// What happened to it.
    pub damage: Damage,
    /// Whether its tier permits that in this release.
    pub permitted: bool,
    /// What it takes.
    pub required: Permit,
}

const OTHER_BYTES: &str = "its stored file has different bytes";

/// What happened to an artefact.
pub struct Damage {
    /// In words.
    pub what: String,
    /// Whether the stored file is there.
    pub is_stored: bool,
    /// Whether all of it is removals that were announced by `"deprecated": true`, or nothing can announce it.
    pub announced: bool,
    /// How many parts were removed.
    pub removed: usize,
    /// How many parts are others.
    pub changed: usize,
}

impl Damage {
    /// Of a stored file that was removed.
    fn not_stored() -> Self {
        Self {
            is_stored: false,
            ..Self::of_file("its stored file was removed")
        }
    }

    /// Of a stored file with other content.
    fn of_file(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            is_stored: true,
            announced: true,
            removed: 0,
            changed: 1,
        }
    }

    /// Of parts, each with its words, and whether it was removed; those that were not announced, if there are any.
    fn of_parts(parts: impl IntoIterator<Item = Part>) -> Option<Self> {
        let (announced, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.is_announced);
        let is_announced = others.is_empty();
        let listed = if is_announced { announced } else { others };
        let removed = listed.iter().filter(|part| part.is_removed).count();
        (!listed.is_empty()).then(|| Self {
            is_stored: true,
            announced: is_announced,
            removed,
            changed: listed.len() - removed,
            what: list(listed.into_iter().map(|part| part.words)),
        })
    }
}

/// A part of an artefact that was removed or is another one.
struct Part {
    words: String,
    is_removed: bool,
    is_announced: bool,
}

/// A policy as `generated!` has it in the source: `frozen(key = "name")`.
pub fn written(policy: &str) -> String {
    match Terms::of_signature(policy) {
        Some(Terms::FrozenByKey { key, fields }) if fields.is_empty() => format!("frozen(key = \"{key}\")"),
        Some(Terms::FrozenByKey { key, fields }) => {
            format!("frozen(key = \"{key}\", fields = [\"{}\"])", fields.join("\", \""))
        }
        _ => policy.to_owned(),
    }
}

/// The artefacts whose policy is one of those that `is_asked` and that violate it, in the order of the evidence.
///
/// They are judged by the policy and the tier at the baseline. What is internal or covered by an exception violates nothing.
pub fn violations<'a>(comparison: &Comparison<'a>, is_asked: impl Fn(&str) -> bool) -> Vec<Violation<'a>> {
    let read = comparison.evidence.artefacts.iter().flatten();
    let read = read.filter_map(|artefact| Some((comparison.item_before(&artefact.id)?, Some(artefact))));
    // Where the earlier file is not at hand, the contract says what was in it.
    let is_read = |item: &Item| {
        let mut read = comparison.evidence.artefacts.iter().flatten();
        read.any(|artefact| artefact.id == item.id && artefact.before.is_some())
    };
    let recorded = comparison.baseline.into_iter().flat_map(Contract::items);
    let recorded = recorded.filter(|item| item.contents.is_some() && !is_read(item));
    let artefacts = read.chain(recorded.map(|item| (item, None)));
    let violations = artefacts.filter_map(|(item, artefact)| {
        let policy = item.signature.as_deref().filter(|policy| is_asked(policy))?;
        if item.tier == Tier::Internal || comparison.exception(&item.package, &item.id).is_some() {
            return None;
        }
        let damage = match artefact {
            Some(artefact) => compare(comparison, artefact, policy)?,
            None => compare_recorded(
                item.contents.as_ref()?,
                comparison.item(&item.id)?.contents.as_ref()?,
                policy,
            )?,
        };
        // What a tool wrote once is used as it is: a migration that was run is run on the next machine.
        let is_written_once = policy == "frozen" && (item.tier >= Tier::Stable || is_pattern(item));
        let required = if is_written_once {
            Permit::Never
        } else {
            comparison.tier_policy(&item.package, item.tier).breaks
        };
        Some(Violation {
            item,
            policy,
            damage,
            permitted: required.is_met_by(comparison.releases.bump(&item.package)),
            required,
        })
    });
    violations.collect()
}

/// Whether an artefact is several files, each of which stays: `migrations/*.sql`.
pub fn is_pattern(item: &Item) -> bool {
    item.name.contains('*')
}

/// The same, of what two contracts record.
fn compare_recorded(before: &Contents, after: &Contents, policy: &str) -> Option<Damage> {
    before.hash.as_ref().filter(|_| before != after)?;
    if after.hash.is_none() {
        return Some(Damage::not_stored());
    }
    let is_whole = before.parts.is_empty();
    if is_whole && Terms::of_signature(policy)? == Terms::Frozen {
        return Some(Damage::of_file(OTHER_BYTES));
    }
    let mut breaches = Vec::new();
    let changed = |words: String| Part {
        words,
        is_removed: false,
        is_announced: false,
    };
    let mut lost: Option<&str> = None;
    for (path, was) in &before.parts {
        // With a container, all that is in it was removed.
        if lost.is_some_and(|lost| path.strip_prefix(lost).is_some_and(|rest| rest.starts_with('/'))) {
            continue;
        }
        match after.parts.get(path) {
            Some(is) if kind(is) == kind(was) => {}
            Some(is) if policy == "additive" => {
                let words = format!(
                    "`{path}` had the type `{}` and now has the type `{}`",
                    kind(was),
                    kind(is)
                );
                breaches.push(changed(words));
            }
            Some(_) if policy == "frozen" => breaches.push(changed(format!("`{path}` has different bytes"))),
            Some(_) => breaches.push(changed(format!(
                "`{path}` has another value (the contract records only its hash)"
            ))),
            None => {
                lost = Some(path);
                breaches.push(Part {
                    words: format!("`{path}` was removed"),
                    is_removed: true,
                    is_announced: is_deprecated(path, before),
                });
            }
        }
    }
    Damage::of_parts(breaches)
}

/// What a part is, apart from whether it was deprecated.
fn kind(part: &str) -> &str {
    part.strip_suffix(DEPRECATED).unwrap_or(part)
}

/// Whether a part, or a container of it, was deprecated.
fn is_deprecated(path: &str, contents: &Contents) -> bool {
    let above = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
    let mut paths = std::iter::once(path).chain(above);
    paths.any(|path| contents.parts.get(path).is_some_and(|part| part.ends_with(DEPRECATED)))
}

/// The first of some breaches, and how many there are beside them.
fn list(breaches: impl ExactSizeIterator<Item = String>) -> String {
    let count = breaches.len();
    let mut parts: Vec<String> = breaches.take(LISTED).collect();
    if count > LISTED {
        parts.push(format!("there are {} more breaks", count - LISTED));
    }
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}, and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What happened to an artefact; `None` where its policy is kept.
fn compare(comparison: &Comparison<'_>, artefact: &ArtefactState, policy: &str) -> Option<Damage> {
    let before = artefact.before.as_deref()?;
    let Some(after) = &artefact.after else {
        // An artefact that is no longer promised is an item that was removed.
        let is_promised = comparison.item(&artefact.id).is_some();
        return is_promised.then(Damage::not_stored);
    };
    let breaches = match Terms::of_signature(policy)?.breaches(before.as_bytes(), after.as_bytes()) {
        Ok(breaches) if breaches.is_empty() => return None,
        Ok(breaches) => breaches,
        Err(mismatch) => return Some(Damage::of_file(mismatch.to_string())),
    };
    let document = serde_json::from_str(before).unwrap_or_default();
    if let [Breach::Bytes { .. }] = breaches.as_slice() {
        return Some(Damage::of_file(OTHER_BYTES));
    }
    Damage::of_parts(breaches.iter().map(|breach| Part {
        words: breach.to_string(),
        is_removed: matches!(breach, Breach::Lost { .. }),
        is_announced: is_announced(breach, &document),
    }))
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
