//! What of the contract last promised was compared by what the compiler knows, and what was not.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use stability::contract::{Contract, Item};
use stability::{Kind, Namespace, Tier};

use super::NotBuilt;
use super::comparison::Comparison;
use crate::diff::{Change, Effect, Fact, unknown_form};
use crate::shape::model::{Detail, ItemShape, UNREACHABLE};

/// How much of the contract last promised was compared.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Compared {
    /// The promised items.
    pub items: usize,
    /// Those of which not all that the compiler knows could be compared; they were compared by their declarations as written.
    pub not_compared: Vec<NotCompared>,
    /// Whether a change breaks something that is promised, permitted or not.
    pub has_breaks: bool,
    /// How many changes may break it, which the declarations do not say.
    pub undecided: usize,
    /// The builds that were not made, so that nothing of them was compared.
    pub not_built: Vec<NotBuilt>,
}

/// An item that could not be compared by what the compiler knows.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct NotCompared {
    /// Why.
    pub reason: &'static str,
    /// What it is called.
    pub item: String,
    /// Its package.
    pub package: String,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Compared {
    /// Whether it can be said that there is no breaking change: every item was compared in every build, none is broken, and none may
    /// be.
    pub fn is_without_breaks(&self) -> bool {
        let is_whole = self.not_compared.is_empty() && self.not_built.is_empty();
        is_whole && !self.has_breaks && self.undecided == 0
    }
}

impl Compared {
    pub(crate) fn of(comparison: &Comparison<'_>) -> Self {
        let promised = comparison.baseline.map(Contract::items).unwrap_or_default();
        let promised: Vec<&Item> = promised.iter().filter(|item| item.tier > Tier::Internal).collect();
        let mut current = BTreeMap::<Key<'_>, Vec<&Item>>::new();
        for item in comparison.current.items() {
            current.entry(item.key()).or_default().push(item);
        }
        let mut not_compared: Vec<NotCompared> = promised
            .iter()
            .filter_map(|item| {
                let is_unclear = comparison.unclear.iter().any(|it| std::ptr::eq(*it, *item));
                let unclear =
                    is_unclear.then_some("it differs between builds, and one contract does not name its build");
                Some(NotCompared {
                    reason: unclear.or_else(|| reason(item, &current, comparison))?,
                    item: item.id.clone(),
                    package: item.package_name().to_string(),
                })
            })
            .collect();
        not_compared.sort();
        not_compared.dedup();
        let changes = || comparison.changes().iter().map(|judged| &judged.change);
        let changes = || changes().filter(|change| change.tier > Tier::Internal);
        let is_undecided = |change: &&Change<'_>| matches!(change.fact, Fact::Shape { is_undecided: true, .. });
        Self {
            items: promised.len(),
            not_compared,
            has_breaks: changes().any(|change| change.effect == Effect::Breaking),
            undecided: changes().filter(is_undecided).count(),
            not_built: comparison.evidence.not_built.clone(),
        }
    }
}

type Key<'a> = (&'a str, Cow<'a, str>, Namespace);

/// Why an item was not compared; `None` where it was, or is missing now, which is a finding.
fn reason(item: &Item, current: &BTreeMap<Key<'_>, Vec<&Item>>, comparison: &Comparison<'_>) -> Option<&'static str> {
    let is_rust = matches!(
        item.kind.namespace(),
        Namespace::Type | Namespace::Value | Namespace::Macro | Namespace::Import
    );
    // The shape of an implementation is part of that of its type.
    if !is_rust || item.kind == Kind::Impl {
        return None;
    }
    let now = current.get(&item.key())?.iter();
    now.filter(|now| shares_build(item, now)).find_map(|now| {
        if !item.has_shape() {
            return Some("the baseline does not record its declaration");
        }
        if !now.has_shape() {
            return Some("the compiler does not show its declaration now");
        }
        let shapes = [item, *now].into_iter();
        shapes
            .into_iter()
            .find_map(unreadable)
            .or_else(|| form(item, now, comparison))
    })
}

/// Whether two states of an item are of the same build, of any where a contract names none.
fn shares_build(from: &Item, to: &Item) -> bool {
    to.builds.is_empty() || from.builds.is_empty() || from.builds.iter().any(|build| to.is_in_build(build))
}

/// Why the form in documents was not compared, where that is promised.
fn form(from: &Item, to: &Item, comparison: &Comparison<'_>) -> Option<&'static str> {
    let tier = from
        .wire
        .as_ref()
        .and_then(|wire| wire.tier)
        .or(comparison.policy.wire.default);
    let is_promised = tier.is_none_or(|tier| tier > Tier::Internal);
    unknown_form(from, to).filter(|_| is_promised)
}

/// Why the shape of an item cannot be compared.
fn unreadable(item: &Item) -> Option<&'static str> {
    item.shape.0.iter().find_map(|(key, text)| {
        if key == UNREACHABLE {
            return Some("no public path leads to it");
        }
        match serde_json::from_str::<ItemShape>(text) {
            Err(_) => Some("a later version of this program recorded its declaration"),
            Ok(shape) if matches!(shape.detail, Detail::Unknown) => {
                Some("rustdoc describes it in a form that this program does not know")
            }
            Ok(_) => None,
        }
    })
}
