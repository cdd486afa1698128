//! The comparison of two states of one item, part by part.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use stability::contract::{Item, Wire};
use stability::{Kind, Tier};

use super::part::{Part, parts, unknown_words};
use super::{Implemented, Side, implemented, is_silent, tier};
use crate::diff::{Change, Effect, Fact, WireChange};
use crate::shape::model::{Adt, Form};

/// Two states of one item.
pub struct Comparison<'a> {
    from: &'a Item,
    to: &'a Item,
    pub changes: Vec<Change<'a>>,
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
    pub fn new(from: &'a Item, to: &'a Item) -> Self {
        let changes = Vec::new();
        Self { from, to, changes }
    }

    /// Compares how strongly the form is promised, where that is not what is promised of the item.
    pub fn tier(&mut self) {
        let (was, is) = (tier(self.from), tier(self.to));
        if was == is || (was, is) == (self.from.tier, self.to.tier) {
            return;
        }
        let word = |tier: Tier| if tier == Tier::Internal { "free" } else { tier.as_str() };
        let (change, touched) = if is < was {
            (WireChange::TierLowered, was)
        } else {
            (WireChange::TierRaised, is)
        };
        self.add(change, "", touched, word(was), word(is));
    }

    /// Compares what documents of one side have.
    pub fn side(&mut self, side: Side, had: Option<&Adt>, has: Option<&Adt>) {
        match (implemented(self.from, had, side), implemented(self.to, has, side)) {
            (Implemented::No, _) | (Implemented::ByHand, Implemented::ByHand) => return,
            (Implemented::Derived, Implemented::Derived) => {}
            (_, Implemented::No) => return self.removed(),
            (Implemented::Derived, Implemented::ByHand) => return self.undecided("", "a derive", "code"),
            (Implemented::ByHand, Implemented::Derived) => return self.undecided("", "code", "a derive"),
        }
        // What only one side states is not compared, and the summary says so.
        match (is_without_record(self.from), is_without_record(self.to)) {
            (false, false) => {}
            (true, true) => return self.described(side, had, has),
            _ => return,
        }
        let (was, is) = (self.from.wire.as_ref(), self.to.wire.as_ref());
        let words = |wire: Option<&'a Wire>| unknown_words(wire.map_or(&[], |wire| &wire.unknown), side);
        if words(was) != words(is) {
            return self.undecided("", &words(was).join(", "), &words(is).join(", "));
        }
        if words(is).iter().any(|word| is_replacing(word)) {
            return;
        }
        let denies = |wire: Option<&Wire>| wire.is_some_and(|wire| wire.denies_unknown);
        if side == Side::Read && denies(is) && !denies(was) {
            self.add(WireChange::UnknownRefused, "", tier(self.from), "", "");
        }
        let (old_form, new_form) = (form(self.from, had), form(self.to, has));
        if !self.form("", side, &old_form, &new_form) {
            return;
        }
        let (from, to) = (parts(self.from, had), parts(self.to, has));
        let level = Level {
            side,
            from: &from,
            to: &to,
            path: "",
            is_undecided: words(is).contains(&"cfg_attr"),
        };
        if self.from.kind == Kind::Enum {
            self.variants(&level, &old_form);
        } else {
            self.fields(&level, &old_form);
        }
    }

    /// Compares what the compiler knows of both: the words of serde as they are written, and which fields there are.
    fn described(&mut self, side: Side, had: Option<&Adt>, has: Option<&Adt>) {
        let (Some(had), Some(has)) = (had, has) else { return };
        let (Some(was), Some(is)) = (&had.serde_words, &has.serde_words) else {
            return;
        };
        let (before, after) = (names_in_documents(had), names_in_documents(has));
        let is_kept = |name: &&String| name.is_empty() || before.contains_key(*name) && after.contains_key(*name);
        let named: BTreeSet<&String> = was.keys().chain(is.keys()).filter(is_kept).collect();
        for name in named {
            let words = |of: &BTreeMap<String, String>| of.get(name).cloned().unwrap_or_default();
            let (was, is) = (words(was), words(is));
            if was != is {
                self.undecided(name, &was, &is);
            }
        }
        let is_optional = |name: &str, ty: &str| {
            let words = is.get(name).map_or("", String::as_str);
            ty.starts_with("std::option::Option<")
                || ["default", "skip", "flatten"].iter().any(|word| words.contains(word))
        };
        for (name, ty) in &after {
            if side == Side::Read && !ty.is_empty() && !before.contains_key(name) && !is_optional(name, ty) {
                self.undecided(name, "", "a field that documents may lack");
            }
        }
        let gone = had.serde_private.keys().filter(|name| !after.contains_key(*name));
        for name in gone {
            self.undecided(name, "a field", "");
        }
    }

    /// Reports an implementation that was removed, unless the comparison of shapes does, as a break of the item.
    fn removed(&mut self) {
        let is_known = self.from.has_shape() && self.to.has_shape();
        if !is_known {
            self.undecided("", "a derive", "");
        } else if tier(self.from) > self.from.tier {
            self.add(WireChange::FormChanged, "", tier(self.from), "a derive", "none");
        }
    }

    /// Compares two forms; whether their parts can be compared too.
    fn form(&mut self, path: &str, side: Side, from: &str, to: &str) -> bool {
        // The tag of a struct is written, and who reads it does not ask for it.
        let is_tag = |form: &str| self.from.kind == Kind::Struct && form.starts_with("tag = ");
        let is_map = |form: &str| form.is_empty() || is_tag(form);
        let is_same = match side {
            Side::Read => is_map(from) && is_map(to),
            Side::Written => from.is_empty() && is_tag(to),
        };
        if from == to || is_same {
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
            self.undecided(path, from, to);
        } else {
            let tier = self.tier_of(None);
            self.add(WireChange::FormChanged, path, tier, &shown(from), &shown(to));
        }
        false
    }

    fn variants(&mut self, level: &Level<'_, '_>, form: &str) {
        let Level { side, from, to, .. } = *level;
        let is_untagged = form == "untagged";
        for old in from.iter().filter(|old| old.is_on(side)) {
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
            let path = join(level.path, new.name);
            self.unknown(&path, side, old, new);
            let (was, is) = (old.layout(form), new.layout(form));
            if self.form(&path, side, &was, &is) {
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

    fn fields(&mut self, level: &Level<'_, '_>, form: &str) {
        let Level {
            side, from, to, path, ..
        } = *level;
        let has_names = form.is_empty() || form.starts_with("tag = ");
        if !has_names {
            for (old, new) in from
                .iter()
                .filter_map(|old| Some((old, to.iter().find(|new| new.name == old.name)?)))
            {
                self.unknown(&join(path, new.name), side, old, new);
                self.types(level, old, new);
            }
            return;
        }
        let level = &Level {
            is_undecided: level.is_undecided || gained_flattened(from, to),
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
            self.unknown(&join(path, new.name), side, old, new);
            self.types(level, old, new);
        }
        if side == Side::Read {
            self.required(level);
        }
    }

    /// Reports fields that every document must have now.
    fn required(&mut self, level: &Level<'_, '_>) {
        for new in level.to.iter().filter(|new| new.is_on(Side::Read) && !new.is_optional) {
            if new.is_flattened {
                let is_new = !level.from.iter().any(|old| old.is_flattened && old.of == new.of);
                let was_nested = level.from.iter().any(|old| !old.is_flattened && old.name == new.name);
                if is_new && !was_nested && !new.is_map() {
                    let tier = self.tier_of(new.tier);
                    let to = format!("the keys of {}", new.of.unwrap_or_default());
                    self.add(WireChange::Undecided, &join(level.path, new.name), tier, "", &to);
                }
                continue;
            }
            let before = || level.from.iter().filter(|old| old.is_on(Side::Read));
            let same = |old: &&Part<'_>| !old.is_flattened && old.reads.iter().any(|name| new.reads.contains(name));
            let of_name = || before().find(|old| old.name == new.name);
            match before().find(same).or_else(of_name) {
                // One that was flattened is reported already.
                Some(old) if old.is_flattened || !old.is_optional => {}
                Some(_) => self.part(level, WireChange::NowRequired, new, "optional", ""),
                None => {
                    // The key may have been one of a type that was flattened.
                    let level = Level {
                        is_undecided: level.is_undecided || gained_flattened(level.to, level.from),
                        ..*level
                    };
                    self.part(&level, WireChange::NowRequired, new, "", "");
                }
            }
        }
    }

    /// Reports a field whose keys are no longer in its place, or whose type is another one.
    fn flattened(&mut self, level: &Level<'_, '_>, old: &Part<'_>) {
        if flattened(level.to).any(|new| new.of == old.of) {
            return;
        }
        let tier = self.tier_of(old.tier);
        let path = join(level.path, old.name);
        let was = format!("the keys of {}", old.of.unwrap_or_default());
        match level.to.iter().find(|new| new.name == old.name) {
            Some(new) if new.is_flattened => {
                let is = format!("the keys of {}", new.of.unwrap_or_default());
                self.add(WireChange::Undecided, &path, tier, &was, &is);
            }
            Some(new) if new.is_on(level.side) => {
                self.add(WireChange::FormChanged, &path, tier, &was, "a key of its own");
            }
            _ => self.add(WireChange::Undecided, &path, tier, &was, ""),
        }
    }

    /// Reports every name under which `old` was read and nothing is read now.
    fn names_lost(&mut self, level: &Level<'_, '_>, old: &Part<'_>) {
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
    fn name_lost(&mut self, level: &Level<'_, '_>, old: &Part<'_>) {
        let same = level
            .to
            .iter()
            .find(|new| new.name == old.name && new.is_on(level.side));
        if let Some(new) = same.filter(|new| new.is_flattened) {
            let is = format!("the keys of {}", new.of.unwrap_or_default());
            let (path, tier) = (join(level.path, old.name), self.tier_of(old.tier));
            return self.add(WireChange::FormChanged, &path, tier, "a key of its own", &is);
        }
        match level.side {
            Side::Read => self.names_lost(level, old),
            Side::Written => {
                let now = same.and_then(|new| new.written).unwrap_or_default();
                self.part(level, WireChange::NotWritten, old, old.written.unwrap_or_default(), now);
            }
        }
    }

    /// Reports a part that is left to other code than before.
    fn unknown(&mut self, path: &str, side: Side, old: &Part<'_>, new: &Part<'_>) {
        let (had, has) = (unknown_words(old.unknown, side), unknown_words(new.unknown, side));
        if had != has {
            self.undecided(path, &had.join(", "), &has.join(", "));
        }
    }

    /// Reports another type of a private field, or of another field under the same name. That of a public field is a change of the
    /// member.
    fn types(&mut self, level: &Level<'_, '_>, old: &Part<'_>, new: &Part<'_>) {
        let is_of_member = old.name == new.name && !old.is_private && !new.is_private;
        let known = old.ty.zip(new.ty).or(old.of.zip(new.of));
        let Some((was, is)) = known else { return };
        if was != is && !is_of_member && !was.ends_with("Reserved") {
            self.undecided(&join(level.path, new.name), was, is);
        }
    }

    fn part(&mut self, level: &Level<'_, '_>, change: WireChange, part: &Part<'_>, from: &str, to: &str) {
        let tier = self.tier_of(part.tier);
        let path = join(level.path, part.name);
        if !level.is_undecided {
            return self.add(change, &path, tier, from, to);
        }
        let key = |name: &str| (!name.is_empty()).then(|| format!("the key {name}"));
        let (from, to) = match change {
            WireChange::NowRequired => (None, part.reads.first().and_then(|name| key(name))),
            _ => (key(from), key(to)),
        };
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        self.add(WireChange::Undecided, &path, tier, &from, &to);
    }

    fn undecided(&mut self, path: &str, from: &str, to: &str) {
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
                effect(change),
                Some(self.from),
                Some(self.to),
            )
        });
    }
}

/// What a difference means for users.
fn effect(change: WireChange) -> Effect {
    match change {
        WireChange::Undecided => Effect::Neutral,
        WireChange::TierRaised => Effect::Additive,
        _ => Effect::Breaking,
    }
}

/// Whether the keys of a type that may have some of its own are beside others and were not before.
fn gained_flattened(from: &[Part<'_>], to: &[Part<'_>]) -> bool {
    flattened(to).any(|new| !new.is_map() && !flattened(from).any(|old| old.of == new.of))
}

/// The fields and variants of a type, each with its type; that of a variant is empty.
fn names_in_documents(adt: &Adt) -> BTreeMap<String, String> {
    let public = adt.fields.iter().flat_map(|fields| &fields.public);
    let fields = public
        .chain(&adt.serde_private)
        .map(|(name, ty)| (name.clone(), ty.clone()));
    let variants = adt.variants.keys().map(|name| (name.clone(), String::new()));
    let of_variants = adt.variants.iter().flat_map(|(variant, it)| {
        let fields = it.fields.public.iter();
        fields.map(move |(name, ty)| (format!("{variant}::{name}"), ty.clone()))
    });
    fields.chain(variants).chain(of_variants).collect()
}

/// Whether only the compiler describes the item, so that no attribute has seen the words of serde.
pub fn is_without_record(item: &Item) -> bool {
    item.has_shape() && item.signature.is_none() && item.wire.is_none()
}

/// How an item is laid out: as its attribute states, or as the compiler knows.
fn form<'a>(item: &'a Item, adt: Option<&Adt>) -> Cow<'a, str> {
    let fields = adt.and_then(|adt| Some((adt.fields.as_ref()?, adt.serde_private.len())));
    match (item.wire.as_ref(), fields) {
        (Some(wire), _) if !is_silent(Some(wire)) => Cow::Borrowed(wire.form.as_deref().unwrap_or_default()),
        (_, Some((fields, private))) => match (fields.form, fields.public.len() + private) {
            (Form::Unit, _) => Cow::Borrowed("unit"),
            (Form::Tuple, 1) => Cow::Borrowed("newtype"),
            (Form::Tuple, count) => Cow::Owned(format!("tuple of {count}")),
            (Form::Named, _) => Cow::Borrowed(""),
        },
        (_, None) => Cow::Borrowed(""),
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
