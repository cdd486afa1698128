//! What differs in the shapes of promised items, which the compiler knows. Where both sides have one, it takes the place of the
//! comparison of declarations as they are written. What records state too, such as a field that was added, is reported once.

use std::collections::{BTreeMap, BTreeSet};

use stability::contract::{Contract, Item};
use stability::{Kind, Tier};

use super::{Change, Effect, Fact, implementation, implementers};
use crate::shape::compare::{self, ChangeKind, Required, owner};
use crate::shape::model::{Shape, UNREACHABLE};
use crate::shape::witness::{Witness, decide};

/// Adds what differs in shapes, and takes away what was found in declarations of the same items.
pub fn compare<'a>(
    before: &'a Contract,
    after: &'a Contract,
    same: &[(&'a Item, &'a Item)],
    witnesses: &[Witness],
    changes: &mut Vec<Change<'a>>,
) {
    let [old, new] = covered(before, after);
    let pairs: BTreeMap<*const Item, &Item> = same.iter().map(|(from, to)| (std::ptr::from_ref(*from), *to)).collect();
    changes.retain(|change| {
        let is_text = matches!(
            change.fact,
            Fact::SignatureChanged { .. } | Fact::MemberTypeChanged { .. }
        );
        let both = change.before.zip(change.after);
        !(is_text && both.is_some_and(|(from, to)| is_public(from) && to.has_shape()))
    });
    let owners = owners(&old);
    for fact in compare::compare(&union(&old), &union(&new)) {
        if is_of_records(fact.change) {
            continue;
        }
        let Some((fact, note)) = decide(fact, witnesses) else {
            continue;
        };
        // What was added belongs to the type or trait that it was added to.
        let of_owner = || owners.get(owner(&fact.key)?.as_str());
        let Some(from) = owners.get(fact.key.as_str()).or_else(of_owner) else {
            continue;
        };
        let mut found = Change {
            note,
            ..change(&fact, from, pairs.get(&std::ptr::from_ref(*from)).copied())
        };
        if let Some(of) = implementation::of(&fact, from, before, &owners) {
            found = Change {
                tier: found.tier.min(of.tier),
                ..found
            };
            let is_removed = |known: &Change<'_>| {
                matches!(known.fact, Fact::ItemRemoved)
                    && known.before.map(std::ptr::from_ref) == of.mark.map(std::ptr::from_ref)
            };
            if of.mark.is_some() && changes.iter().any(is_removed) {
                continue;
            }
        }
        if !changes.iter().any(|known| states(known, &found)) {
            changes.push(found);
        }
    }
}

/// The items that have a shape, of packages that have shapes on both sides.
fn covered<'a>(before: &'a Contract, after: &'a Contract) -> [Vec<&'a Item>; 2] {
    let described: BTreeSet<&str> = after
        .items()
        .iter()
        .filter(|it| it.has_shape())
        .map(Item::package_name)
        .collect();
    [before, after].map(|contract| {
        let covered = |item: &&Item| item.has_shape() && described.contains(item.package_name());
        contract.items().iter().filter(covered).collect()
    })
}

/// What the compiler knows of two contracts, and how that differs.
#[derive(Clone, Debug)]
pub struct Differing {
    /// Of what was promised.
    pub old: Shape,
    /// Of what is there now.
    pub new: Shape,
    /// What differs in what is promised to others.
    pub facts: Vec<compare::Fact>,
}

/// What differs between the shapes of two contracts, without what records alone decide.
pub fn differing(before: &Contract, after: &Contract) -> Differing {
    let [old_items, new_items] = covered(before, after);
    let (old, new) = (union(&old_items), union(&new_items));
    let owners = owners(&old_items);
    let is_promised = |fact: &compare::Fact| {
        let of_owner = || owners.get(owner(&fact.key)?.as_str());
        let from = owners.get(fact.key.as_str()).or_else(of_owner);
        !is_of_records(fact.change) && from.is_some_and(|from| from.tier > Tier::Internal)
    };
    let facts = compare::compare(&old, &new).into_iter().filter(is_promised).collect();
    Differing { old, new, facts }
}

/// Whether the compiler knows a path by which users reach it.
fn is_public(item: &Item) -> bool {
    item.has_shape() && !item.shape.0.contains_key(UNREACHABLE)
}

/// The item that promises each key; of several, not the `use` that brings it.
fn owners<'a>(items: &[&'a Item]) -> BTreeMap<&'a str, &'a Item> {
    let mut owners = BTreeMap::new();
    let (imports, others): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| item.kind == Kind::Use);
    for item in imports.into_iter().chain(others) {
        owners.extend(item.shape.0.keys().map(|key| (key.as_str(), item)));
    }
    owners
}

/// One shape of all items. A text that cannot be read, since a later version wrote it, is left out.
fn union(items: &[&Item]) -> Shape {
    let texts = items.iter().flat_map(|item| &item.shape.0);
    let read = texts.filter_map(|(key, text)| Some((key.clone(), serde_json::from_str(text).ok()?)));
    Shape {
        package: String::new(),
        items: read.collect(),
    }
}

fn change<'a>(fact: &compare::Fact, from: &'a Item, to: Option<&'a Item>) -> Change<'a> {
    let own = fact.key.split_once(' ').map_or(fact.key.as_str(), |(_, id)| id);
    let inner = own.strip_prefix(from.id.as_str()).and_then(|it| it.strip_prefix("::"));
    let is_part = matches!(
        fact.change,
        ChangeKind::FieldAdded
            | ChangeKind::FieldRemoved
            | ChangeKind::FieldTypeChanged
            | ChangeKind::VariantAdded
            | ChangeKind::VariantRemoved
            | ChangeKind::DiscriminantChanged
    );
    let part = fact.member.as_deref();
    let member = match (inner, part.filter(|_| is_part)) {
        (Some(inner), _) => Some(inner.to_owned()),
        (None, Some(part)) => Some(part.to_owned()),
        (None, None) if from.kind == Kind::Use && own != from.id => own.rsplit("::").next().map(str::to_owned),
        (None, None) => None,
    };
    let changed = Change::of_item(
        fact_of(fact, part.filter(|_| !is_part)),
        effect(fact, from.tier),
        Some(from),
        to,
    );
    Change {
        member,
        tier: implementers::touched_by_shape(fact, from, changed.tier),
        ..changed
    }
}

fn fact_of(fact: &compare::Fact, of: Option<&str>) -> Fact {
    let (from, to) = (fact.old.clone(), fact.new.clone());
    match fact.change {
        ChangeKind::FieldRemoved => Fact::MemberRemoved { kind: Kind::Field },
        ChangeKind::VariantRemoved => Fact::MemberRemoved { kind: Kind::Variant },
        ChangeKind::FieldAdded if fact.member.is_some() => Fact::MemberAdded { kind: Kind::Field },
        ChangeKind::VariantAdded => Fact::MemberAdded { kind: Kind::Variant },
        ChangeKind::FieldTypeChanged if fact.required != Required::Undecided => Fact::MemberTypeChanged { from, to },
        ChangeKind::NonExhaustiveAdded if fact.member.is_none() => Fact::NowNonExhaustive,
        ChangeKind::Sealed => Fact::Sealed,
        change => Fact::Shape {
            change,
            of: of.unwrap_or_default().to_string(),
            from,
            to,
            is_undecided: fact.required == Required::Undecided,
        },
    }
}

fn effect(fact: &compare::Fact, tier: Tier) -> Effect {
    match (fact.required, fact.change) {
        // Users may rely on the value of what is frozen, and on no other.
        (Required::Minor, ChangeKind::ValueChanged) if tier == Tier::Frozen => Effect::Breaking,
        (Required::Minor, ChangeKind::ValueChanged | ChangeKind::MustUseAdded)
        | (Required::None | Required::Undecided, _) => Effect::Neutral,
        (Required::Minor, _) => Effect::Additive,
        (Required::Major, _) => Effect::Breaking,
    }
}

/// What records alone decide.
fn is_of_records(change: ChangeKind) -> bool {
    matches!(
        change,
        ChangeKind::Deprecated
            | ChangeKind::ItemAdded
            | ChangeKind::DefaultAdded
            | ChangeKind::NonExhaustiveRemoved
            | ChangeKind::Unsealed
    )
}

/// Whether a change that is known states what `found` does.
fn states(known: &Change<'_>, found: &Change<'_>) -> bool {
    let is_same = |a: Option<&Item>, b: Option<&Item>| a.map(std::ptr::from_ref) == b.map(std::ptr::from_ref);
    if !is_same(known.before, found.before) {
        return false;
    }
    let is_of_member = known.member == found.member;
    match (&known.fact, &found.fact) {
        (Fact::ItemRemoved | Fact::ItemRenamed, _) => true,
        (Fact::MemberRemoved { .. }, Fact::MemberRemoved { .. })
        | (Fact::MemberAdded { .. }, Fact::MemberAdded { .. })
        | (Fact::NowNonExhaustive, Fact::NowNonExhaustive)
        | (Fact::Sealed, Fact::Sealed) => is_of_member,
        (_, Fact::Shape { change, .. }) => match change {
            ChangeKind::PathRemoved => is_of_member && matches!(known.fact, Fact::MemberRemoved { .. }),
            ChangeKind::TraitItemAdded => is_of_member && matches!(known.fact, Fact::MemberAdded { .. }),
            ChangeKind::DefaultRemoved => is_of_member && matches!(known.fact, Fact::MemberNowRequired { .. }),
            ChangeKind::FieldAdded => matches!(known.fact, Fact::NowNonExhaustive),
            _ => false,
        },
        _ => false,
    }
}
