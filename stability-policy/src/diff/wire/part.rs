//! The fields and variants of an item as documents have them: its members, with what the attributes of serde change.

use std::borrow::Cow;

use stability::contract::{Item, Member, WirePart};
use stability::{Kind, Tier};

use super::{Side, is_silent};
use crate::shape::model::Adt;

/// A field or a variant.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Part<'a> {
    /// Its name in the source.
    pub name: &'a str,
    /// The name under which it is written, if it is.
    pub written: Option<&'a str>,
    /// The names under which it is read, the first one first; empty where it is not.
    pub reads: Vec<&'a str>,
    pub is_optional: bool,
    pub is_conditional: bool,
    pub is_flattened: bool,
    pub is_other: bool,
    pub is_private: bool,
    /// Its type as written.
    pub of: Option<&'a str>,
    /// Its type as the compiler knows it.
    pub ty: Option<&'a str>,
    pub form: Option<&'a str>,
    pub parts: Vec<Part<'a>>,
    pub unknown: &'a [String],
    /// Its own tier.
    pub tier: Option<Tier>,
}

/// The parts of an item: its members, and private fields. `adt` is what the compiler knows of it.
pub fn parts<'a>(item: &'a Item, adt: Option<&'a Adt>) -> Vec<Part<'a>> {
    let private = adt.map(|adt| &adt.serde_private);
    let public = adt.and_then(|adt| adt.fields.as_ref()).map(|fields| &fields.public);
    let stated = item.wire.as_ref().map_or(&[][..], |wire| &wire.parts);
    let mut parts = of(&item.members, stated);
    // An attribute that does not see serde states no private field.
    if is_silent(item.wire.as_ref()) {
        parts.extend(private.into_iter().flatten().map(|(name, ty)| Part {
            is_optional: ty.starts_with("std::option::Option<"),
            ..part(name, None, None)
        }));
    }
    for part in &mut parts {
        let known = if part.is_private { private } else { public };
        part.ty = known.and_then(|known| known.get(part.name)).map(String::as_str);
    }
    parts
}

fn of<'a>(members: &'a [Member], stated: &'a [WirePart]) -> Vec<Part<'a>> {
    let is_part = |member: &&Member| matches!(member.kind, Kind::Field | Kind::Variant);
    let public = members.iter().filter(is_part).map(|member| {
        let stated = stated.iter().find(|part| part.name == member.name);
        part(&member.name, Some(member), stated)
    });
    let is_private = |part: &&WirePart| !members.iter().any(|member| member.name == part.name);
    let private = stated
        .iter()
        .filter(is_private)
        .map(|stated| part(&stated.name, None, Some(stated)));
    public.chain(private).collect()
}

fn part<'a>(name: &'a str, member: Option<&'a Member>, stated: Option<&'a WirePart>) -> Part<'a> {
    let own = |given: Option<&'a String>| given.map_or(name, String::as_str);
    let is_set = |flag: fn(&WirePart) -> bool| stated.is_some_and(flag);
    let read = own(stated.and_then(|part| part.read.as_ref()));
    let aliases = stated.map_or(&[][..], |part| &part.aliases).iter().map(String::as_str);
    Part {
        name,
        written: (!is_set(|part| part.unwritten)).then(|| own(stated.and_then(|part| part.written.as_ref()))),
        reads: if is_set(|part| part.unread) {
            Vec::new()
        } else {
            std::iter::once(read).chain(aliases).collect()
        },
        is_optional: is_set(|part| part.optional),
        is_conditional: is_set(|part| part.conditional),
        is_flattened: is_set(|part| part.flattened),
        is_other: is_set(|part| part.other),
        is_private: member.is_none(),
        of: match (member, stated) {
            (Some(member), _) => member.signature.as_deref(),
            (None, stated) => stated.and_then(|part| part.of.as_deref()),
        },
        ty: None,
        form: stated.and_then(|part| part.form.as_deref()),
        parts: of(
            member.map_or(&[], |member| &member.members),
            stated.map_or(&[], |part| &part.parts),
        ),
        unknown: stated.map_or(&[], |part| &part.unknown),
        tier: member.and_then(|member| member.tier),
    }
}

impl<'a> Part<'a> {
    /// Whether documents of this side have it.
    pub fn is_on(&self, side: Side) -> bool {
        match side {
            Side::Written => self.written.is_some(),
            Side::Read => !self.reads.is_empty(),
        }
    }

    /// The part that has its first name in another state.
    pub fn counterpart<'p>(&self, others: &'p [Part<'a>], side: Side) -> Option<&'p Part<'a>> {
        others
            .iter()
            .filter(|other| !other.is_flattened)
            .find(|other| match side {
                Side::Written => self.written.is_some() && other.written == self.written,
                Side::Read => self.reads.first().is_some_and(|name| other.reads.contains(name)),
            })
    }

    /// How a variant of an enum of this form is laid out; empty for a map of its fields.
    pub fn layout(&self, form: &str) -> Cow<'a, str> {
        let is_place = |part: &Part<'_>| part.name.starts_with(|first: char| first.is_ascii_digit());
        let is_beside_tag = form.starts_with("tag = ") && !form.contains("content = ");
        match (self.form, self.parts.as_slice()) {
            (Some("empty map"), _) => Cow::Borrowed(""),
            (Some(form), _) => Cow::Borrowed(form),
            // Beside a tag, a variant without fields is a map without keys.
            (None, []) if is_beside_tag => Cow::Borrowed(""),
            (None, []) => Cow::Borrowed("unit"),
            (None, [one]) if is_place(one) => Cow::Borrowed("newtype"),
            (None, parts @ [first, ..]) if is_place(first) => Cow::Owned(format!("tuple of {}", parts.len())),
            (None, _) => Cow::Borrowed(""),
        }
    }

    /// Whether its type is a map, as far as its name says, which takes any keys and needs none.
    pub fn is_map(&self) -> bool {
        let ty = self.of.unwrap_or_default();
        let name = ty.split('<').next().unwrap_or_default().trim_end();
        name.ends_with("Map")
    }
}

/// The words that leave what is written or read to code.
pub fn unknown_words(words: &[String], side: Side) -> Vec<&str> {
    let others = match side {
        Side::Written => ["deserialize_with", "from", "try_from"].as_slice(),
        Side::Read => &["serialize_with", "into", "getter"],
    };
    let is_of_side = |word: &&str| !others.iter().any(|name| word.split(' ').next() == Some(name));
    words.iter().map(String::as_str).filter(is_of_side).collect()
}
