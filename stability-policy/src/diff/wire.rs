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

use std::fmt;

use serde::Serialize;
use stability::Tier;
use stability::contract::{Item, Wire};

use self::comparison::Comparison;
use super::{Change, Effect, Fact};
use crate::shape::model::{Adt, Detail, ItemShape};
use crate::shape::text::serde_trait;

/// What kind of difference there is in the form in documents.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::diff::WireChange")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WireChange {
    /// A name under which it was read is no longer read.
    NotRead,
    /// It is no longer written under its name.
    NotWritten,
    /// Documents without it are refused.
    NowRequired,
    /// It was always written, and is left out under a condition.
    NowConditional,
    /// Documents with unknown keys are refused.
    UnknownRefused,
    /// It is laid out in another way: by another tag, or as a list or a map.
    FormChanged,
    /// Its form is promised less.
    TierLowered,
    /// Its form is promised more.
    TierRaised,
    /// What differs is left to code, or to types that are not compared.
    Undecided,
}

impl WireChange {
    fn effect(self) -> Effect {
        match self {
            Self::Undecided => Effect::Neutral,
            Self::TierRaised => Effect::Additive,
            _ => Effect::Breaking,
        }
    }
}

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

/// What is said of an item or member whose form differs: ``was read as `name` and is read as `title` ``.
pub fn phrase(f: &mut fmt::Formatter<'_>, change: WireChange, from: &str, to: &str) -> fmt::Result {
    match change {
        WireChange::NotRead if to.is_empty() => write!(f, "was read from documents as `{from}` and is no longer"),
        WireChange::NotRead => write!(f, "was read from documents as `{from}` and is read as `{to}`"),
        WireChange::NotWritten if to.is_empty() => write!(f, "was written as `{from}` and is no longer written"),
        WireChange::NotWritten => write!(f, "was written as `{from}` and is written as `{to}`"),
        WireChange::NowRequired if from.is_empty() => {
            f.write_str("was added without a default, and documents that were written before do not have it")
        }
        WireChange::NowRequired => f.write_str("could be left out of documents and must now be in every one"),
        WireChange::NowConditional => f.write_str("was always written and is now left out under a condition"),
        WireChange::UnknownRefused => f.write_str("ignored unknown keys of documents and now refuses them"),
        WireChange::FormChanged => write!(f, "had the form `{from}` in documents and has `{to}`"),
        WireChange::TierLowered | WireChange::TierRaised => {
            write!(f, "had a form in documents that was {from} and is {to}")
        }
        WireChange::Undecided if from.is_empty() => {
            write!(f, "may have another form in documents: `{to}` was added")
        }
        WireChange::Undecided if to.is_empty() => {
            write!(f, "may have another form in documents: `{from}` was removed")
        }
        WireChange::Undecided => write!(f, "may have another form in documents: `{from}` became `{to}`"),
    }
}
