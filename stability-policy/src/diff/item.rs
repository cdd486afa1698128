//! Two states of one item.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use stability::__internal::admits;
use stability::contract::{Deprecated, Item};
use stability::{Kind, Tier};

use super::{Change, Effect, Fact, declaration, member, spoken};

/// A change of an item as a whole.
pub fn change<'a>(fact: Fact, effect: Effect, before: Option<&'a Item>, after: Option<&'a Item>) -> Change<'a> {
    let item = before.or(after);
    Change {
        fact,
        effect,
        before,
        after,
        member: None,
        package: item.map_or("", Item::package_name),
        tier: item.map_or(Tier::Internal, |item| item.tier),
    }
}

/// Adds what differs between two states of one item.
pub fn compare<'a>(from: &'a Item, to: &'a Item, changes: &mut Vec<Change<'a>>) {
    let mut facts = Vec::new();
    standing(from, to, &mut facts);
    declaration::compare(from, to, &mut facts);
    shape(from, to, &mut facts);
    add(from, to, facts, changes);
    member::compare_all(from, to, changes);
}

/// Adds what differs in what is promised of one path, whatever stands there.
pub fn compare_standing<'a>(from: &'a Item, to: &'a Item, changes: &mut Vec<Change<'a>>) {
    let mut facts = Vec::new();
    standing(from, to, &mut facts);
    add(from, to, facts, changes);
}

/// Adds what differs besides the path and what comes with it: a declaration that is the same but for its name, and the version
/// since which the path has its tier. Where the path is kept, its tier has been compared too.
pub fn compare_renamed<'a>(from: &'a Item, to: &'a Item, is_kept: bool, changes: &mut Vec<Change<'a>>) {
    let mut facts = Vec::new();
    if !is_kept {
        standing(from, to, &mut facts);
        facts.retain(|(fact, _)| !matches!(fact, Fact::SinceChanged { .. }));
    }
    shape(from, to, &mut facts);
    add(from, to, facts, changes);
    member::compare_all(from, to, changes);
}

fn add<'a>(from: &'a Item, to: &'a Item, facts: Vec<(Fact, Effect)>, changes: &mut Vec<Change<'a>>) {
    changes.extend(facts.into_iter().map(|(fact, effect)| {
        let tier = touched(&fact, from.tier);
        Change {
            tier,
            ..change(fact, effect, Some(from), Some(to))
        }
    }));
}

/// The tier that a fact touches of what had `tier`.
pub fn touched(fact: &Fact, tier: Tier) -> Tier {
    match fact {
        Fact::TierRaised { to, .. } => *to,
        _ => tier,
    }
}

fn standing(from: &Item, to: &Item, facts: &mut Vec<(Fact, Effect)>) {
    tier(from.tier, to.tier, facts);
    let (was, is) = (spoken(from.since.as_ref()), spoken(to.since.as_ref()));
    if was != is && from.tier == to.tier {
        facts.push((Fact::SinceChanged { from: was, to: is }, Effect::Neutral));
    }
    deprecation(from.deprecated.as_ref(), to.deprecated.as_ref(), facts);
    if let Some(feature) = to.feature.clone().filter(|_| from.feature != to.feature) {
        facts.push((Fact::FeatureRequired { feature }, Effect::Breaking));
    }
}

/// What tiers say of each other. To promise less takes something from users, whatever else stays.
pub fn tier(from: Tier, to: Tier, facts: &mut Vec<(Fact, Effect)>) {
    if to < from {
        facts.push((Fact::TierLowered { from, to }, Effect::Breaking));
    } else if to > from {
        facts.push((Fact::TierRaised { from, to }, Effect::Additive));
    }
}

pub fn deprecation(from: Option<&Deprecated>, to: Option<&Deprecated>, facts: &mut Vec<(Fact, Effect)>) {
    let (from, to) = match (from, to) {
        (None, None) => return,
        (None, Some(_)) => return facts.push((Fact::Deprecated, Effect::Additive)),
        (Some(_), None) => return facts.push((Fact::Undeprecated, Effect::Neutral)),
        (Some(from), Some(to)) => (from, to),
    };
    if from.sunset != to.sunset {
        let (from, to) = (from.sunset.clone(), to.sunset.clone());
        facts.push((Fact::SunsetMoved { from, to }, Effect::Neutral));
    }
    if from.remove_in != to.remove_in {
        let (from, to) = (from.remove_in.clone(), to.remove_in.clone());
        facts.push((Fact::RemovalMoved { from, to }, Effect::Neutral));
    }
}

fn shape(from: &Item, to: &Item, facts: &mut Vec<(Fact, Effect)>) {
    match (from.exhaustive, to.exhaustive) {
        (Some(true), Some(false)) => facts.push((Fact::NowNonExhaustive, Effect::Breaking)),
        (Some(false), Some(true)) => facts.push((Fact::NowExhaustive, Effect::Additive)),
        _ => {}
    }
    match (&from.sealed, &to.sealed) {
        (None, Some(_)) => facts.push((Fact::Sealed, Effect::Breaking)),
        (Some(_), None) => facts.push((Fact::Unsealed, Effect::Additive)),
        (Some(from), Some(to)) => {
            let left: Vec<&str> = to.friends.iter().map(String::as_str).collect();
            let gone = from.friends.iter().filter(|friend| !admits(&left, friend));
            let fact = |friend: &String| Fact::FriendRemoved { friend: friend.clone() };
            facts.extend(gone.map(|friend| (fact(friend), Effect::Breaking)));
        }
        (None, None) => {}
    }
    if from.kind == Kind::Guarantee && from.text != to.text {
        let text = |item: &Item| item.text.clone().unwrap_or_default();
        let (from, to) = (text(from), text(to));
        let effect = if from.is_empty() {
            Effect::Additive
        } else {
            Effect::Breaking
        };
        facts.push((Fact::TextChanged { from, to }, effect));
    }
    if from.schema != to.schema {
        let marker = |item: &Item| item.schema.as_ref().map(ToString::to_string);
        let (from, to) = (marker(from), marker(to));
        facts.push((Fact::SchemaMarkerChanged { from, to }, Effect::Breaking));
    }
    if from.namespaces != to.namespaces {
        let effect = match from.namespaces {
            Some(_) => Effect::Breaking,
            None => Effect::Additive,
        };
        facts.push((Fact::NamespacesChanged, effect));
    }
    if from.erased.is_some() && to.erased.is_none() {
        facts.push((Fact::ErasedRemoved, Effect::Breaking));
    }
}
