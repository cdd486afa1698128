//! What differs in the form in which serde writes and reads an item, for those whose documents it reads and for those who read what it
//! writes.
//!
//! Names in documents are compared, and not those of fields: a field that is renamed and keeps its name in documents is no change
//! here. Whatever is read in more ways than before is no change either. What serde's words leave to code is *not known*; a
//! difference in it is reported as that.

mod part;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::Serialize;
use stability::contract::{Item, Wire};
use stability::{Kind, Tier};

use self::part::{Part, parts, unknown_words};
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
    let (was, is) = (tier(from), tier(to));
    let mut comparison = Comparison {
        from,
        to,
        changes: Vec::new(),
    };
    let is_stated = |item: &Item| item.wire.as_ref().and_then(|wire| wire.tier).is_some();
    if was != is && (is_stated(from) || is_stated(to)) && from.tier == to.tier {
        let (change, tier) = if is < was {
            (WireChange::TierLowered, was)
        } else {
            (WireChange::TierRaised, is)
        };
        let word = |tier: Tier| if tier == Tier::Internal { "free" } else { tier.as_str() };
        comparison.add(change, "", tier, word(was), word(is));
    }
    if was > Tier::Internal && !is_of_earlier_version(from) && !is_of_earlier_version(to) {
        for side in [Side::Read, Side::Written] {
            comparison.side(side);
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

fn implemented(item: &Item, side: Side) -> Implemented {
    let wire = item.wire.as_ref();
    let is_seen = wire.is_some_and(|wire| match side {
        Side::Written => wire.writes,
        Side::Read => wire.reads,
    });
    if is_seen {
        return Implemented::Derived;
    }
    if item.has_shape() {
        return in_shape(item, side.trait_());
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

/// How the compiler says that a trait of serde is implemented.
fn in_shape(item: &Item, trait_: &str) -> Implemented {
    let texts = item.shape.0.values().filter(|text| text.contains(trait_));
    let shapes = texts.filter_map(|text| serde_json::from_str::<ItemShape>(text).ok());
    let adts = shapes.filter_map(|shape| match shape.detail {
        Detail::Struct(adt) | Detail::Enum(adt) => Some(adt),
        _ => None,
    });
    let of = |adt: Adt| {
        if adt.serde_by_hand.contains(trait_) {
            Implemented::ByHand
        } else if adt.implements.keys().any(|name| serde_trait(name) == Some(trait_)) {
            Implemented::Derived
        } else {
            Implemented::No
        }
    };
    adts.map(of)
        .find(|it| *it != Implemented::No)
        .unwrap_or(Implemented::No)
}

struct Comparison<'a> {
    from: &'a Item,
    to: &'a Item,
    changes: Vec<Change<'a>>,
}

/// The parts at one place of a document, in both states.
struct Level<'l, 'a> {
    side: Side,
    from: &'l [Part<'a>],
    to: &'l [Part<'a>],
    /// The variant that has them.
    path: &'l str,
    /// Whether what differs cannot be said for certain.
    is_undecided: bool,
}

impl<'a> Comparison<'a> {
    fn side(&mut self, side: Side) {
        match (implemented(self.from, side), implemented(self.to, side)) {
            (Implemented::No, _) | (_, Implemented::No) | (Implemented::ByHand, Implemented::ByHand) => return,
            (Implemented::Derived, Implemented::Derived) => {}
            (was, _) => {
                let by = |is_derived: bool| if is_derived { "a derive" } else { "code" };
                let is_derived = was == Implemented::Derived;
                let (from, to) = (by(is_derived), by(!is_derived));
                return self.undecided("", side, from, to);
            }
        }
        let (was, is) = (self.from.wire.as_ref(), self.to.wire.as_ref());
        let words = |wire: Option<&'a Wire>| unknown_words(wire.map_or(&[], |wire| &wire.unknown), side);
        let (had, has) = (words(was), words(is));
        if had != has {
            return self.undecided("", side, &had.join(", "), &has.join(", "));
        }
        if has.iter().any(|word| is_replacing(word)) {
            return;
        }
        let denies = |wire: Option<&Wire>| wire.is_some_and(|wire| wire.denies_unknown);
        if side == Side::Read && denies(is) && !denies(was) {
            self.add(WireChange::UnknownRefused, "", tier(self.from), "", "");
        }
        let form = |wire: Option<&'a Wire>| wire.and_then(|wire| wire.form.as_deref()).unwrap_or_default();
        let (old_form, new_form) = (form(was), form(is));
        let is_one_silent = was.is_some_and(is_spoken_to) != is.is_some_and(is_spoken_to);
        if !self.form("", side, old_form, new_form, is_one_silent) {
            return;
        }
        let (from, to) = (parts(self.from), parts(self.to));
        // Of private fields, only an attribute that serde is spoken to beside states something.
        let hides = |wire: Option<&Wire>| wire.is_none_or(|wire| !wire.writes && !wire.reads && !is_spoken_to(wire));
        let has_private = |parts: &[Part<'_>]| parts.iter().any(|part| part.is_private);
        let is_hidden = hides(was) && has_private(&to) || hides(is) && has_private(&from);
        let level = Level {
            side,
            from: &from,
            to: &to,
            path: "",
            is_undecided: has.contains(&"cfg_attr") || is_hidden,
        };
        if self.from.kind == Kind::Enum {
            self.variants(&level, old_form);
        } else {
            self.fields(&level, old_form);
        }
    }

    /// Compares two forms; whether their parts can be compared too.
    fn form(&mut self, path: &str, side: Side, from: &str, to: &str, is_one_silent: bool) -> bool {
        let is_struct = self.from.kind == Kind::Struct;
        // The tag of a struct is written, and not asked for by who reads.
        let tag = |form: &str| is_struct && form.starts_with("tag = ");
        let is_only_tag = (tag(to) && from.is_empty())
            || (side == Side::Read && (tag(from) || from.is_empty()) && (tag(to) || to.is_empty()));
        // How the fields of a type are laid out is stated only where serde is spoken to.
        let is_unstated = |form: &str| form == "newtype" || form == "unit" || form.starts_with("tuple of ");
        let is_silent = is_one_silent && (from.is_empty() && is_unstated(to) || to.is_empty() && is_unstated(from));
        if from == to || is_only_tag || is_silent {
            return true;
        }
        let shown = |form: &str| {
            if form.is_empty() {
                "map".to_owned()
            } else {
                form.to_owned()
            }
        };
        let is_inner = |form: &str| form == "newtype" || form == "transparent";
        if is_inner(from) && is_inner(to) {
            // Most formats write both alike.
            self.undecided(path, side, from, to);
        } else {
            let tier = self.tier_of(None);
            self.add(WireChange::FormChanged, path, tier, &shown(from), &shown(to));
        }
        false
    }

    fn variants(&mut self, level: &Level<'_, 'a>, form: &str) {
        let Level { side, from, to, .. } = *level;
        let is_untagged = form == "untagged";
        for old in from {
            if side == Side::Read && old.is_other && !to.iter().any(|new| new.is_other) {
                self.part(level, WireChange::NotRead, old, "any other name", "");
            }
            let new = to.iter().find(|new| is_untagged && new.name == old.name);
            let Some(new) = new.or_else(|| old.counterpart(to, side).filter(|_| !is_untagged)) else {
                if !is_untagged {
                    self.name_lost(level, old);
                }
                continue;
            };
            if !is_untagged && side == Side::Read {
                self.names_lost(level, old);
            }
            let path = join(level.path, &new.name);
            self.unknown(&path, side, old, new);
            let (was, is) = (old.layout(form), new.layout(form));
            if self.form(&path, side, &was, &is, false) {
                let inner = Level {
                    from: &old.parts,
                    to: &new.parts,
                    path: &path,
                    ..*level
                };
                self.fields(&inner, &was);
            }
        }
    }

    fn fields(&mut self, level: &Level<'_, 'a>, form: &str) {
        let Level {
            side, from, to, path, ..
        } = *level;
        let has_names = form.is_empty() || form.starts_with("tag = ");
        if !has_names {
            // Elements have places.
            for (old, new) in from.iter().zip(to) {
                self.unknown(&join(path, &new.name), side, old, new);
                self.types(level, old, new);
            }
            return;
        }
        let gained_flat = flattened(to)
            .filter(|new| !flattened(from).any(|old| old.of == new.of))
            .count()
            > 0;
        let level = &Level {
            is_undecided: level.is_undecided || gained_flat,
            ..*level
        };
        for old in from {
            if old.is_flattened {
                self.flattened(level, old);
                continue;
            }
            let Some(new) = old.counterpart(to, side) else {
                if old.is_on(side) {
                    self.name_lost(level, old);
                }
                continue;
            };
            match side {
                Side::Read => self.names_lost(level, old),
                Side::Written if new.is_conditional && !old.is_conditional => {
                    self.part(level, WireChange::NowConditional, new, "", "");
                }
                Side::Written => {}
            }
            self.unknown(&join(path, &new.name), side, old, new);
            self.types(level, old, new);
        }
        if side == Side::Read {
            self.required(level);
        }
    }

    /// Reports fields that every document must have now.
    fn required(&mut self, level: &Level<'_, 'a>) {
        for new in level.to.iter().filter(|new| new.is_on(Side::Read) && !new.is_optional) {
            if new.is_flattened {
                let is_new = !level.from.iter().any(|old| old.is_flattened && old.of == new.of);
                let was_nested = level.from.iter().any(|old| !old.is_flattened && old.name == new.name);
                if is_new && !was_nested && !new.is_map() {
                    let tier = self.tier_of(new.tier);
                    let to = format!("the keys of `{}`", new.of.unwrap_or_default());
                    self.add(WireChange::Undecided, &join(level.path, &new.name), tier, "", &to);
                }
                continue;
            }
            let before = level
                .from
                .iter()
                .filter(|old| old.is_on(Side::Read) && !old.is_flattened);
            let same = |old: &&Part<'_>| old.reads.iter().any(|name| new.reads.contains(name));
            match before
                .clone()
                .find(same)
                .or_else(|| before.clone().find(|old| old.name == new.name))
            {
                Some(old) if !old.is_optional => {}
                Some(_) => self.part(level, WireChange::NowRequired, new, "optional", ""),
                None => {
                    // A field that is flattened may have held the key.
                    let may_be_there = flattened(level.from).next().is_some();
                    let level = Level {
                        is_undecided: level.is_undecided || may_be_there,
                        ..*level
                    };
                    self.part(&level, WireChange::NowRequired, new, "", "");
                }
            }
        }
    }

    /// Reports a field whose keys no longer stand in its place, or whose type is another one.
    fn flattened(&mut self, level: &Level<'_, 'a>, old: &Part<'a>) {
        if flattened(level.to).any(|new| new.of == old.of) {
            return;
        }
        let tier = self.tier_of(old.tier);
        let path = join(level.path, &old.name);
        let was = format!("the keys of `{}`", old.of.unwrap_or_default());
        match level.to.iter().find(|new| new.name == old.name) {
            Some(new) if new.is_flattened => {
                let is = format!("the keys of `{}`", new.of.unwrap_or_default());
                self.add(WireChange::Undecided, &path, tier, &was, &is);
            }
            Some(new) if new.is_on(level.side) => {
                self.add(WireChange::FormChanged, &path, tier, &was, "a key of its own");
            }
            _ => self.add(WireChange::Undecided, &path, tier, &was, ""),
        }
    }

    /// Reports every name under which `old` was read and nothing is read now.
    fn names_lost(&mut self, level: &Level<'_, 'a>, old: &Part<'a>) {
        let is_read = |name: &&str| {
            level
                .to
                .iter()
                .any(|new| new.is_on(Side::Read) && new.reads.contains(name))
        };
        if let Some(lost) = old.reads.iter().find(|name| !is_read(name)) {
            let same = level
                .to
                .iter()
                .find(|new| new.name == old.name && new.is_on(Side::Read));
            let now = same.and_then(|new| new.reads.first()).copied().unwrap_or_default();
            self.part(level, WireChange::NotRead, old, lost, now);
        }
    }

    /// Reports that nothing has the name of `old` any more.
    fn name_lost(&mut self, level: &Level<'_, 'a>, old: &Part<'a>) {
        let same = level
            .to
            .iter()
            .find(|new| new.name == old.name && new.is_on(level.side));
        match level.side {
            Side::Read => self.names_lost(level, old),
            Side::Written => {
                let Some(was) = old.written else { return };
                match same {
                    Some(new) if new.is_flattened => {
                        let tier = self.tier_of(old.tier);
                        let is = format!("the keys of `{}`", new.of.unwrap_or_default());
                        let path = join(level.path, &old.name);
                        self.add(WireChange::FormChanged, &path, tier, "a key of its own", &is);
                    }
                    same => {
                        let now = same.and_then(|new| new.written).unwrap_or_default();
                        self.part(level, WireChange::NotWritten, old, was, now);
                    }
                }
            }
        }
    }

    /// Reports a part that is left to other code than before.
    fn unknown(&mut self, path: &str, side: Side, old: &Part<'a>, new: &Part<'a>) {
        let (had, has) = (unknown_words(old.unknown, side), unknown_words(new.unknown, side));
        if had != has {
            self.undecided(path, side, &had.join(", "), &has.join(", "));
        }
    }

    /// Reports another type of a private field, or of another field under the same name. That of a public field is a change of the
    /// member.
    fn types(&mut self, level: &Level<'_, 'a>, old: &Part<'a>, new: &Part<'a>) {
        let is_of_member = old.name == new.name && !(old.is_private && new.is_private);
        let (Some(was), Some(is)) = (old.of, new.of) else {
            return;
        };
        if was != is && !is_of_member && !was.ends_with("Reserved") {
            self.undecided(&join(level.path, &new.name), level.side, was, is);
        }
    }

    fn part(&mut self, level: &Level<'_, 'a>, change: WireChange, part: &Part<'a>, from: &str, to: &str) {
        let tier = self.tier_of(part.tier);
        let path = join(level.path, &part.name);
        if !level.is_undecided {
            return self.add(change, &path, tier, from, to);
        }
        let name = |name: &str| {
            if name.is_empty() {
                String::new()
            } else {
                format!("the key `{name}`")
            }
        };
        self.add(WireChange::Undecided, &path, tier, &name(from), &name(to));
    }

    fn undecided(&mut self, path: &str, _: Side, from: &str, to: &str) {
        let tier = self.tier_of(None);
        self.add(WireChange::Undecided, path, tier, from, to);
    }

    /// The tier of a part: its own, and never more than that of the form.
    fn tier_of(&self, own: Option<Tier>) -> Tier {
        let whole = tier(self.from);
        own.map_or(whole, |own| own.min(whole))
    }

    fn add(&mut self, change: WireChange, path: &str, tier: Tier, from: &str, to: &str) {
        self.changes.push(Change {
            tier,
            member: Some(path.to_owned()).filter(|path| !path.is_empty()),
            ..Change::of_item(
                Fact::Wire {
                    change,
                    from: from.to_owned(),
                    to: to.to_owned(),
                },
                change.effect(),
                Some(self.from),
                Some(self.to),
            )
        });
    }
}

fn flattened<'p, 'a>(parts: &'p [Part<'a>]) -> impl Iterator<Item = &'p Part<'a>> {
    parts.iter().filter(|part| part.is_flattened)
}

/// Whether a word leaves the whole form to another type.
fn is_replacing(word: &str) -> bool {
    ["into", "from", "try_from", "remote"]
        .iter()
        .any(|name| word.starts_with(&format!("{name} = ")))
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.into()
    } else {
        format!("{path}::{name}")
    }
}

/// What is said of an item or member whose form differs: ``was read as `name` and is read as `title` ``.
pub fn phrase(f: &mut fmt::Formatter<'_>, change: WireChange, from: &str, to: &str) -> fmt::Result {
    let or_nothing = |text: &str| {
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            text.to_owned()
        }
    };
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
        WireChange::Undecided => {
            let (from, to) = (or_nothing(from), or_nothing(to));
            write!(
                f,
                "had a form in documents that is decided by {from}, and is now decided by {to}"
            )
        }
    }
}
