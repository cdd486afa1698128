//! Two states of one item.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Change, Effect, Fact, member, package, spoken};
use crate::contract::{Deprecated, Item, Member};
use crate::kind::Kind;
use crate::tier::Tier;

/// A change of an item as a whole.
pub fn change<'a>(fact: Fact, effect: Effect, before: Option<&'a Item>, after: Option<&'a Item>) -> Change<'a> {
    let item = before.or(after);
    Change {
        fact,
        effect,
        before,
        after,
        member: None,
        package: item.map_or("", package),
        tier: item.map_or(Tier::Internal, |item| item.tier),
    }
}

/// Adds what differs between two states of one item.
pub fn compare<'a>(from: &'a Item, to: &'a Item, changes: &mut Vec<Change<'a>>) {
    let mut facts = Vec::new();
    tier(from.tier, to.tier, &mut facts);
    let (was, is) = (spoken(from.since.as_ref()), spoken(to.since.as_ref()));
    if was != is && from.tier == to.tier {
        facts.push((Fact::SinceChanged { from: was, to: is }, Effect::Neutral));
    }
    signature(from, to, &mut facts);
    deprecation(from.deprecated.as_ref(), to.deprecated.as_ref(), &mut facts);
    shape(from, to, &mut facts);
    if from.kind == Kind::Guarantee && from.text != to.text {
        let text = |item: &Item| item.text.clone().unwrap_or_default();
        let (from, to) = (text(from), text(to));
        facts.push((Fact::TextChanged { from, to }, Effect::Breaking));
    }
    if let Some(feature) = to.feature.clone().filter(|_| from.feature != to.feature) {
        facts.push((Fact::FeatureRequired { feature }, Effect::Breaking));
    }
    changes.extend(
        facts
            .into_iter()
            .map(|(fact, effect)| change(fact, effect, Some(from), Some(to))),
    );
    member::compare_all(from, to, changes);
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

/// An error code's declaration is the variant that has it, an artefact's its policy: both are promised as they stand.
fn signature(from: &Item, to: &Item, facts: &mut Vec<(Fact, Effect)>) {
    // The kind is not in every declaration: a struct that becomes a union differs in nothing else.
    let told = |item: &Item| match item.signature.clone() {
        Some(signature) => signature,
        None => item.kind.to_string(),
    };
    if from.signature != to.signature || from.kind != to.kind {
        let (from, to) = (told(from), told(to));
        facts.push((Fact::SignatureChanged { from, to }, Effect::Breaking));
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
            let gone = from.friends.iter().filter(|friend| !to.friends.contains(friend));
            let fact = |friend: &String| Fact::FriendRemoved { friend: friend.clone() };
            facts.extend(gone.map(|friend| (fact(friend), Effect::Breaking)));
        }
        (None, None) => {}
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

/// The declaration of a member as text.
pub fn declared(member: &Member) -> String {
    member.signature.clone().unwrap_or_default()
}
