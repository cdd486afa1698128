//! Types without a public path: users get values of them and cannot name them, so what such a value can do is compared, and not what its
//! type is called.
//!
//! | what differs | verdict |
//! |---|---|
//! | the type lost something that its values could do | a break of every item that shows it |
//! | another type is in its place, everywhere, whose values can do the same | no change |
//! | another type is in its place, whose values lack something | a break |
//! | anything else | undecided |
//! | a type that users can name no longer implements a trait without a public path | a break of every item that requires the trait |

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::bounds::Implied;
use super::fact::{ChangeKind, Effect, Fact, Required};
use super::implementations::is_of_values;
use super::instance::{parameters, required};
use super::known::fulfils;
use super::owner;
use crate::shape::model::{Adt, Detail, Function, Implementation, Shape};
use crate::shape::text::{agree, paths, split, substituted};

/// The shape, in which what its items show and no user can name is an item, too.
pub fn with_unnamed(shape: &Shape) -> Cow<'_, Shape> {
    if shape.items.values().all(|item| item.unnamed.is_empty()) {
        return Cow::Borrowed(shape);
    }
    let mut all = shape.clone();
    for item in shape.items.values() {
        let unnamed = item.unnamed.iter().map(|(key, item)| (key.clone(), item.clone()));
        all.items.extend(unnamed);
    }
    Cow::Owned(all)
}

/// Reports what differs in types that nobody can name at the items that show them, and decides what only their names differ in.
pub fn decide(old: &Shape, new: &Shape, facts: Vec<Fact>) -> Vec<Fact> {
    let (of_unnamed, mut facts): (Vec<Fact>, Vec<Fact>) =
        facts.into_iter().partition(|fact| fact.item.starts_with('~'));
    let values = Values { old, new };
    values.decide_replaced(&mut facts);
    values.decide_renamed_traits(&mut facts);
    let lost: Vec<Fact> = of_unnamed.into_iter().filter(|fact| values.is_lost(fact)).collect();
    values.add_lost(&lost, &mut facts);
    facts
}

/// Whether what values of one type can do is what values of another one can.
enum Kept {
    All,
    /// All but this.
    Without(String),
    NotKnown,
}

struct Values<'a> {
    old: &'a Shape,
    new: &'a Shape,
}

impl Values<'_> {
    /// Whether users of values of the type notice.
    fn is_lost(&self, fact: &Fact) -> bool {
        let of_type = fact.key.starts_with("type ");
        let of_method = || match self.old.items.get(&fact.key).map(|it| &it.detail) {
            Some(Detail::Function(it)) => has_receiver(it),
            _ => false,
        };
        fact.required >= Required::Undecided
            && match fact.change {
                ChangeKind::ImplRemoved | ChangeKind::AssociatedTypeChanged => {
                    of_type
                        && fact
                            .member
                            .as_deref()
                            .is_none_or(|header| is_of_values(header) && !self.is_removed(header))
                }
                ChangeKind::AutoTraitLost | ChangeKind::FieldRemoved | ChangeKind::FieldTypeChanged => of_type,
                ChangeKind::BoundTightened if of_type => true,
                ChangeKind::KindChanged => false,
                _ => of_method(),
            }
    }

    /// Whether a header is for a type that was removed, which is reported already.
    fn is_removed(&self, header: &str) -> bool {
        let on = header.split_once(" for ").map_or("", |(_, on)| on);
        paths(on).into_iter().any(|path| {
            let key = format!("type {path}");
            self.old.items.contains_key(&key) && !self.new.items.contains_key(&key)
        })
    }

    /// Each loss, at the items that show the type before and after.
    fn add_lost(&self, lost: &[Fact], facts: &mut Vec<Fact>) {
        for fact in lost {
            let type_ = if fact.key.starts_with("type ") {
                fact.key.clone()
            } else {
                owner(&fact.key).unwrap_or_default()
            };
            let shows = |shape: &Shape, key: &str| {
                shape
                    .items
                    .get(key)
                    .is_some_and(|item| item.unnamed.contains_key(&type_))
            };
            let of_items = self.old.items.keys().filter(|key| !key.contains(" ~"));
            for key in of_items.filter(|key| shows(self.old, key) && shows(self.new, key)) {
                let (old, new) = texts(fact, &type_);
                facts.push(Fact {
                    item: key.split_once(' ').map_or(key.as_str(), |(_, id)| id).to_owned(),
                    key: key.clone(),
                    member: type_.strip_prefix("type ").map(str::to_owned),
                    change: ChangeKind::UnnamedNarrowed,
                    old,
                    new,
                    effect: BTreeSet::from([Effect::Callers]),
                    required: fact.required,
                });
            }
        }
    }

    /// Where the texts of an item differ only in types that nobody can name, decides what that means to users.
    fn decide_replaced(&self, facts: &mut Vec<Fact>) {
        // A value from one place can be used in another, as long as both have the same type.
        let mut targets = BTreeMap::<String, BTreeSet<String>>::new();
        for (old, new) in facts.iter().filter_map(replaced_in).flatten() {
            targets
                .entry(name(old).to_owned())
                .or_default()
                .insert(name(new).to_owned());
        }
        facts.retain_mut(|fact| {
            let Some(pairs) = replaced_in(fact) else {
                return true;
            };
            let pairs: Vec<(String, String)> = pairs.iter().map(|(old, new)| ((*old).into(), (*new).into())).collect();
            let mut is_known = !fact.effect.contains(&Effect::Implementers);
            for (old, new) in &pairs {
                match self.kept(old, new) {
                    Kept::Without(what) => {
                        fact.change = ChangeKind::UnnamedReplaced;
                        fact.member = Some(name(old).to_owned());
                        fact.old = what;
                        name(new).clone_into(&mut fact.new);
                        return true;
                    }
                    Kept::NotKnown => is_known = false,
                    Kept::All => {}
                }
                let is_everywhere = targets.get(name(old)).is_some_and(|it| it.len() == 1);
                is_known &= is_everywhere && !self.new.items.contains_key(&format!("type {}", name(old)));
            }
            fact.required = Required::Undecided;
            !is_known
        });
    }

    /// Where a bound by a trait that nobody can name took the place of another one, whose implementations it all has, nobody notices.
    fn decide_renamed_traits(&self, facts: &mut Vec<Fact>) {
        let loosened: Vec<Fact> = facts
            .iter()
            .filter(|fact| fact.change == ChangeKind::BoundLoosened)
            .cloned()
            .collect();
        let mut decided = Vec::new();
        facts.retain(|fact| {
            let before = loosened.iter().find(|before| {
                let of = |bound: &str| bound.split_once(": ~").map(|(of, _)| of.to_owned());
                fact.change == ChangeKind::BoundTightened
                    && before.key == fact.key
                    && before.member == fact.member
                    && of(&fact.new).is_some_and(|it| of(&before.old) == Some(it))
                    && self.has_all_implementations(&before.old, &fact.new)
            });
            decided.extend(before.cloned());
            before.is_none()
        });
        facts.retain(|fact| !decided.contains(fact));
    }

    /// Whether the trait of the bound `new` is implemented for all that the trait of the bound `old` was, with no other bounds.
    fn has_all_implementations(&self, old: &str, new: &str) -> bool {
        let of = |shape: &Shape, bound: &str| {
            let (_, trait_) = bound.split_once(": ")?;
            match &shape.items.get(&format!("type {trait_}"))?.detail {
                Detail::Trait(it) => {
                    let headers = it.implementations.iter();
                    Some(
                        headers
                            .map(|(header, it)| (header.replacen(trait_, "", 1), it.bounds.clone()))
                            .collect::<BTreeMap<_, _>>(),
                    )
                }
                _ => None,
            }
        };
        match (of(self.old, old), of(self.new, new)) {
            (Some(before), Some(after)) => before.iter().all(|(header, bounds)| after.get(header) == Some(bounds)),
            _ => false,
        }
    }

    /// Whether values of `new` can do what those of `old`, a type without a public path, could.
    fn kept(&self, old: &str, new: &str) -> Kept {
        let of = |shape: &'_ Shape, ty: &str| match shape.items.get(&format!("type {}", name(ty))).map(|it| &it.detail)
        {
            Some(Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it)) => Some(it.clone()),
            _ => None,
        };
        let (Some(before), Some(after)) = (of(self.old, old), of(self.new, new)) else {
            return Kept::NotKnown;
        };
        let names = [&before, &after].map(|adt| parameters(&adt.generics));
        let given = [old, new].map(arguments);
        if names[0].len() != given[0].len() || names[1].len() != given[1].len() {
            return Kept::NotKnown;
        }
        let [was, is] = [0, 1].map(|at| {
            let pairs = names[at].iter().map(String::as_str).zip(given[at].iter().copied());
            pairs.collect::<Vec<_>>()
        });
        let types = [name(old), name(new)];
        let parts = [
            Self::fields(&before, &after, &was, &is),
            self.implementations(&before, &after, &was, &is),
            self.methods(types, &was, &is),
        ];
        let mut kept = Kept::All;
        for part in parts {
            match part {
                Kept::All => {}
                // What is dereferenced may have what the type itself has not.
                Kept::Without(_) if may_have_more(&before, &after) => kept = Kept::NotKnown,
                Kept::Without(what) => return Kept::Without(what),
                Kept::NotKnown => kept = Kept::NotKnown,
            }
        }
        kept
    }

    fn fields(before: &Adt, after: &Adt, was: &[(&str, &str)], is: &[(&str, &str)]) -> Kept {
        let public = |adt: &Adt| adt.fields.as_ref().map(|it| it.public.clone()).unwrap_or_default();
        let after = public(after);
        for (field, ty) in public(before) {
            match after.get(&field) {
                None => return Kept::Without(field),
                Some(now) if substituted(&ty, was) == substituted(now, is) => {}
                Some(_) => return Kept::NotKnown,
            }
        }
        Kept::All
    }

    fn methods(&self, [old, new]: [&str; 2], was: &[(&str, &str)], is: &[(&str, &str)]) -> Kept {
        let start = format!("value {old}::");
        let methods = self.old.items.iter().filter_map(|(key, item)| match &item.detail {
            Detail::Function(it) if has_receiver(it) => Some((key.strip_prefix(&start)?, it)),
            _ => None,
        });
        let mut kept = Kept::All;
        for (method, before) in methods {
            let (method, is_of_instance) = match method.split_once(" for ") {
                Some((method, _)) => (method, true),
                None => (method, false),
            };
            let own = format!("value {new}::{method}");
            let of_instance = format!("{own} for ");
            match self.new.items.get(&own).map(|it| &it.detail) {
                Some(Detail::Function(after)) if !is_of_instance && signature(before, was) == signature(after, is) => {}
                None if !self.new.items.keys().any(|key| key.starts_with(&of_instance)) => {
                    return Kept::Without(method.to_owned());
                }
                _ => kept = Kept::NotKnown,
            }
        }
        kept
    }

    fn implementations(&self, before: &Adt, after: &Adt, was: &[(&str, &str)], is: &[(&str, &str)]) -> Kept {
        let mut kept = Kept::All;
        let all = after
            .implements
            .iter()
            .map(|(header, it)| (substituted(header, is), it));
        let all: BTreeMap<String, &Implementation> = all.collect();
        for (header, implementation) in before.implements.iter().filter(|(header, _)| is_of_values(header)) {
            let header = substituted(header, was);
            let Some(now) = all.get(&header) else {
                if self.may_be_there(&header, &all) {
                    kept = Kept::NotKnown;
                    continue;
                }
                return Kept::Without(header);
            };
            let given: BTreeSet<String> = implementation.bounds.iter().map(|it| required(it, was)).collect();
            let implied = Implied::of(&given, self.old);
            for bound in now.bounds.iter().map(|bound| required(bound, is)) {
                let fulfilled = |(ty, by): (&str, &str)| fulfils(ty, by, &implied, self.new);
                if !given.contains(&bound) && bound.split_once(": ").and_then(fulfilled) != Some(true) {
                    kept = Kept::NotKnown;
                }
            }
            for (name, ty) in &implementation.types {
                let (ty, now) = (substituted(ty, was), now.types.get(name).map(|it| substituted(it, is)));
                match now.as_deref().and_then(|now| agree(&ty, now)) {
                    Some(true) => {}
                    // Other types altogether, and not those without names.
                    Some(false) if !ty.contains('~') => return Kept::Without(format!("{header}::{name} = {ty}")),
                    _ => kept = Kept::NotKnown,
                }
            }
        }
        kept
    }

    /// Whether a trait may be implemented by another header: with other arguments, for references, or for all types.
    fn may_be_there(&self, header: &str, all: &BTreeMap<String, &Implementation>) -> bool {
        let of = |header: &str| header.split(['<', ' ']).next().unwrap_or_default().to_owned();
        let trait_ = of(header);
        let is_for_all = || match self.new.items.get(&format!("type {trait_}")).map(|it| &it.detail) {
            Some(Detail::Trait(it)) => !it.implementations.is_empty(),
            _ => false,
        };
        header.contains(" for ") || all.keys().any(|other| of(other) == trait_) || is_for_all()
    }
}

/// What a value had and what it has now.
fn texts(fact: &Fact, type_: &str) -> (String, String) {
    let method = fact
        .key
        .strip_prefix("value ")
        .and_then(|it| it.strip_prefix(type_.strip_prefix("type ")?));
    let method = method.and_then(|it| it.strip_prefix("::"));
    let part = method.or(fact.member.as_deref()).unwrap_or_default();
    match fact.change {
        ChangeKind::PathRemoved | ChangeKind::FieldRemoved => (part.to_owned(), String::new()),
        _ => {
            let of_part = |text: &String| match part {
                _ if text.is_empty() || part == text => text.clone(),
                "" => text.clone(),
                part => format!("{part}: {text}"),
            };
            (of_part(&fact.old), of_part(&fact.new))
        }
    }
}

/// The types without names in what an item showed, each with what is in its place now, where nothing else differs.
fn replaced_in(fact: &Fact) -> Option<Vec<(&str, &str)>> {
    let is_of_types = matches!(
        fact.change,
        ChangeKind::OutputChanged
            | ChangeKind::TypeChanged
            | ChangeKind::FieldTypeChanged
            | ChangeKind::AssociatedTypeChanged
    );
    let pairs = replaced(&fact.old, &fact.new).filter(|pairs| !pairs.is_empty());
    pairs.filter(|_| is_of_types && fact.required == Required::Major)
}

fn has_receiver(function: &Function) -> bool {
    function.inputs.first().is_some_and(|it| it.starts_with("self: "))
}

/// What a caller of a method relies on.
fn signature(function: &Function, arguments: &[(&str, &str)]) -> Function {
    let text = |it: &String| substituted(it, arguments);
    Function {
        inputs: function.inputs.iter().map(text).collect(),
        output: text(&function.output),
        bounds: function.bounds.iter().map(|it| required(it, arguments)).collect(),
        names: Vec::new(),
        ..function.clone()
    }
}

/// Whether a type has implementations that another one has not, from which its values could have methods of the same name.
fn may_have_more(old: &Adt, new: &Adt) -> bool {
    let more = new.implements.keys().filter(|it| !old.implements.contains_key(*it));
    let mut of_traits = more.filter(|it| it.contains("std::ops::deref::Deref") || it.contains("Iterator"));
    of_traits.next().is_some()
}

/// The name of a type without its arguments.
fn name(ty: &str) -> &str {
    ty.split('<').next().unwrap_or(ty)
}

/// The arguments of a type.
fn arguments(ty: &str) -> Vec<&str> {
    let inner = ty.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
    inner.map(|inner| split(inner, ", ").collect()).unwrap_or_default()
}

/// The types without names in a text, each with what is in its place in another text; `None` where other parts differ.
fn replaced<'a>(mut old: &'a str, mut new: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut found = Vec::new();
    loop {
        if old.starts_with('~') {
            let (of_old, of_new) = (end_of_type(old), end_of_type(new));
            if old[..of_old] != new[..of_new] {
                found.push((&old[..of_old], &new[..of_new]));
            }
            (old, new) = (&old[of_old..], &new[of_new..]);
            continue;
        }
        match (old.chars().next(), new.chars().next()) {
            (None, None) => return Some(found),
            (Some(a), Some(b)) if a == b => (old, new) = (&old[a.len_utf8()..], &new[a.len_utf8()..]),
            _ => return None,
        }
    }
}

/// Where the type ends that a text begins with.
fn end_of_type(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, letter) in text.char_indices() {
        match letter {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' | ',' | ' ' | ';' if depth == 0 => return at,
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn types_without_names_are_found_with_what_is_in_their_place() {
        for (old, new, expected) in [
            ("~A", "~B", Some(&[("~A", "~B")][..])),
            ("~A<u8, ~C>", "nika::B<u8>", Some(&[("~A<u8, ~C>", "nika::B<u8>")])),
            ("(u8, &~A)", "(u8, &(u8, u8))", Some(&[("~A", "(u8, u8)")])),
            ("std::vec::Vec<~A>", "std::vec::Vec<~A>", Some(&[])),
            ("nika::A", "~B", None),
            ("~A", "", Some(&[("~A", "")])),
            ("(~A, u8)", "(~B, u16)", None),
        ] {
            assert_eq!(replaced(old, new).as_deref(), expected, "{old}");
        }
    }
}
