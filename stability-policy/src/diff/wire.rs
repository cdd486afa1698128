//! What differs in the form in which serde writes and reads an item, for those whose documents it reads and for those who read what it
//! writes.
//!
//! Names in documents are compared, and not those of fields: a field that is renamed and keeps its name in documents is no change
//! here. Whatever is read in more ways than before is no change either. What serde's words leave to code is *not known*; a
//! difference in it is reported as that.

mod comparison;
mod part;
#[cfg(test)]
mod tests;

use stability::Tier;
use stability::contract::{Item, Wire};

use self::comparison::{Comparison, is_without_record};
use super::{Change, Fact, WireChange};
use crate::shape::model::{Adt, Detail, ItemShape};
use crate::shape::text::serde_trait;

/// What documents are used for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Written,
    Read,
}

impl Side {
    fn trait_(self) -> &'static str {
        match self {
            Self::Written => "Serialize",
            Self::Read => "Deserialize",
        }
    }
}

/// Adds what differs between the forms of two states of one item.
pub fn compare<'a>(from: &'a Item, to: &'a Item, changes: &mut Vec<Change<'a>>) {
    if from.wire == to.wire && from.members == to.members && from.shape == to.shape {
        return;
    }
    let mut comparison = Comparison::new(from, to);
    comparison.tier();
    if tier(from) > Tier::Internal && is_known(from, to) {
        let adts = (adt(from), adt(to));
        for side in [Side::Read, Side::Written] {
            comparison.side(side, adts.0.as_ref(), adts.1.as_ref());
        }
    }
    for change in comparison.changes {
        if !changes.iter().any(|known| states(known, &change)) {
            changes.push(change);
        }
    }
}

/// Why the forms of two states of an item cannot be compared; `None` where they are, or where it has no form.
pub fn unknown(from: &Item, to: &Item) -> Option<&'static str> {
    let (had, has) = (adt(from)?, adt(to)?);
    let is_described = (is_without_record(from), is_without_record(to));
    [Side::Read, Side::Written].into_iter().find_map(|side| {
        let both = (implemented(from, Some(&had), side), implemented(to, Some(&has), side));
        match (both, is_described) {
            ((Implemented::ByHand, Implemented::ByHand), _) => {
                Some("code implements serde's traits for it, which does not show its form in documents")
            }
            ((Implemented::Derived, Implemented::Derived), (true, true)) if has.serde_words.is_none() => Some(
                "this compiler's rustdoc omits its serde attributes, so its form in documents is unknown: an attribute of Stability would record them",
            ),
            ((Implemented::Derived, Implemented::Derived), (true, true)) if had.serde_words.is_none() => {
                Some("the baseline does not have its serde attributes, so its form in documents is unknown")
            }
            ((Implemented::Derived, Implemented::Derived), (true, false) | (false, true)) => {
                Some("its form in documents was described by its attribute on one side alone")
            }
            _ => None,
        }
    })
}

/// How strongly the form of an item is promised.
pub fn tier(item: &Item) -> Tier {
    item.wire.as_ref().and_then(|wire| wire.tier).unwrap_or(item.tier)
}

/// Whether the form of two states of an item is compared here, and not by what its members say.
pub fn is_known(from: &Item, to: &Item) -> bool {
    !is_of_earlier_version(from) && !is_of_earlier_version(to)
}

/// Whether a version recorded it that did not look at forms.
fn is_of_earlier_version(item: &Item) -> bool {
    item.document && item.wire.is_none()
}

/// Whether a change that is known states what `found` does.
fn states(known: &Change<'_>, found: &Change<'_>) -> bool {
    let is_gone = matches!(
        &found.fact,
        Fact::Wire { change: WireChange::NotRead | WireChange::NotWritten, to, .. } if to.is_empty()
    );
    let is_removal = matches!(known.fact, Fact::MemberRemoved { .. }) && known.tier >= found.tier && is_gone;
    let is_same_item = known.before.map(std::ptr::from_ref) == found.before.map(std::ptr::from_ref);
    is_same_item && known.member == found.member && (is_removal || known.fact == found.fact)
}

/// How a trait of serde is implemented.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Implemented {
    No,
    Derived,
    ByHand,
}

fn implemented(item: &Item, adt: Option<&Adt>, side: Side) -> Implemented {
    let wire = item.wire.as_ref();
    let is_seen = wire.is_some_and(|wire| match side {
        Side::Written => wire.writes,
        Side::Read => wire.reads,
    });
    if is_seen {
        return Implemented::Derived;
    }
    if item.has_shape() {
        let trait_ = side.trait_();
        return match adt {
            Some(adt) if adt.serde_by_hand.contains(trait_) => Implemented::ByHand,
            Some(adt) if adt.implements.keys().any(|name| serde_trait(name) == Some(trait_)) => Implemented::Derived,
            _ => Implemented::No,
        };
    }
    // The words of serde are there for a derive that the attribute cannot see.
    match wire {
        Some(wire) if !wire.writes && !wire.reads && is_spoken_to(wire) => Implemented::Derived,
        _ => Implemented::No,
    }
}

fn is_spoken_to(wire: &Wire) -> bool {
    wire.form.is_some() || wire.denies_unknown || !wire.parts.is_empty() || !wire.unknown.is_empty()
}

/// Whether the attributes do not see that serde is spoken to.
fn is_silent(wire: Option<&Wire>) -> bool {
    wire.is_none_or(|wire| !wire.writes && !wire.reads && !is_spoken_to(wire))
}

/// What the compiler knows of an item that serde writes or reads.
fn adt(item: &Item) -> Option<Adt> {
    let texts = item.shape.0.values().filter(|text| text.contains("\"serde"));
    let mut shapes = texts.filter_map(|text| serde_json::from_str::<ItemShape>(text).ok());
    shapes.find_map(|shape| match shape.detail {
        Detail::Struct(adt) | Detail::Enum(adt) => Some(adt),
        _ => None,
    })
}
