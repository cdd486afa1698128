//! Consent to implement a trait, apart from consent to call it: `implement = evolving` on a stable trait. What breaks implementations
//! alone is judged by the tier for those who implement.

use stability::contract::Item;
use stability::{Kind, Tier};

use super::{Effect, Fact};
use crate::shape::compare::{self, ChangeKind};

/// The tier of a trait for those who implement it.
pub fn tier(item: &Item) -> Tier {
    item.implement.map_or(item.tier, |tier| tier.min(item.tier))
}

/// Compares the tiers for those who implement. Where it is the tier of the trait before and after, that says it.
pub fn compare(from: &Item, to: &Item, facts: &mut Vec<(Fact, Effect)>) {
    let (was, is) = (tier(from), tier(to));
    if (was, is) == (from.tier, to.tier) {
        return;
    }
    let (from, to) = (was, is);
    if is < was {
        facts.push((Fact::ImplementTierLowered { from, to }, Effect::Breaking));
    } else if is > was {
        facts.push((Fact::ImplementTierRaised { from, to }, Effect::Additive));
    }
}

/// The tier that a fact touches of `item`, or of a member of it that has `own`.
pub fn touched(fact: &Fact, item: Option<&Item>, own: Tier) -> Tier {
    match item {
        Some(item) if concerns_them_alone(fact, item) => own.min(tier(item)),
        _ => own,
    }
}

/// The same of what differs in shapes.
pub fn touched_by_shape(fact: &compare::Fact, item: &Item, own: Tier) -> Tier {
    let mut affected = fact.effect.iter();
    let is_theirs = !fact.effect.is_empty() && affected.all(|it| *it == compare::Effect::Implementers);
    let extends_frozen = fact.change == ChangeKind::TraitItemAdded && item.tier == Tier::Frozen;
    if is_theirs && !extends_frozen {
        own.min(tier(item))
    } else {
        own
    }
}

/// Whether those who only call a trait do not notice it. A frozen trait does not grow for them either.
fn concerns_them_alone(fact: &Fact, item: &Item) -> bool {
    let of_trait = item.kind == Kind::Trait;
    match fact {
        Fact::Sealed
        | Fact::FriendRemoved { .. }
        | Fact::ImplementTierLowered { .. }
        | Fact::MemberNowRequired { .. } => of_trait,
        Fact::MemberAdded { .. } => of_trait && item.tier != Tier::Frozen,
        _ => false,
    }
}
