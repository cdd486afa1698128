//! Implementations of traits.

use std::collections::{BTreeMap, BTreeSet};

use super::Compare;
use super::bounds::{Implied, names_other};
use super::fact::{ChangeKind, Effect, Fact, Required, Sink};
use super::instance::{required, with_parameters};
use super::known::fulfils;
use crate::shape::model::{Adt, Detail, Implementation, Shape};
use crate::shape::text::{agree, arguments, covers, is_by_self, paths, substituted, with_hashers};

impl Compare<'_> {
    pub fn implementations(
        &self,
        [old, new]: [&BTreeMap<String, Implementation>; 2],
        of: [&Adt; 2],
        shows_fields: bool,
        is_of_open_trait: bool,
        sink: &mut Sink<'_>,
    ) {
        for (header, before) in old {
            if let Some(after) = new.get(header) {
                // What is tightened for the whole type is reported there.
                let is_own = |bound: &&String| {
                    !of[1].bounds.contains(*bound) && !names_other(bound, 'T', &of[0].generics, &of[1].generics)
                };
                let own = |of: &Implementation| of.bounds.iter().filter(is_own).cloned().collect();
                let all = |of: &Implementation, adt: &Adt| of.bounds.union(&adt.bounds).cloned().collect();
                self.added_bounds(&all(before, of[0]), &own(after), header, sink, |_| Required::Major);
                let start = sink.facts.len();
                self.removed_bounds(&own(before), &all(after, of[1]), header, sink, |_| Required::Major);
                if is_of_open_trait && self.takes_types_of_users(header, after) {
                    for fact in &mut sink.facts[start..] {
                        for_more_types(fact);
                    }
                }
                for (name, ty) in &before.types {
                    if let Some(after) = after.types.get(name) {
                        let member = format!("{header}::{name}");
                        sink.texts(
                            ChangeKind::AssociatedTypeChanged,
                            &member,
                            ty,
                            after,
                            &[Effect::Callers],
                        );
                    }
                }
            } else if header == DROP || header == STRUCTURAL && !self.has_constants(of[0]) {
                sink.push(ChangeKind::ImplRemoved, header, header, "", &[], Required::None);
            } else if is_auto(header) {
                sink.push(
                    ChangeKind::AutoTraitLost,
                    header,
                    header,
                    "",
                    &[Effect::Callers],
                    Required::Major,
                );
            } else {
                let written = whole(header, sink.item, &of[0].generics);
                let added = || {
                    let added = new.iter().filter(|(it, _)| !old.contains_key(*it));
                    added.map(|(it, after)| (whole(it, sink.item, &of[1].generics), after))
                };
                if added().any(|(it, after)| self.is_covered(&written, before, &it, after, of[0]))
                    || follows(header, sink.item, new)
                {
                    continue;
                }
                let may_be_covered = added().any(|(it, after)| self.may_cover(&it, after, &written));
                let required = if may_be_covered {
                    Required::Undecided
                } else {
                    Required::Major
                };
                let effect = if header == STRUCTURAL {
                    Effect::Matchers
                } else {
                    Effect::Callers
                };
                sink.push(ChangeKind::ImplRemoved, header, header, "", &[effect], required);
            }
        }
        for header in new.keys().filter(|it| !old.contains_key(*it)) {
            if header == DROP && shows_fields {
                let effect = &[Effect::Matchers, Effect::Readers];
                sink.push(ChangeKind::ImplAdded, header, "", header, effect, Required::Major);
            } else if is_auto(header) {
                sink.push(ChangeKind::AutoTraitGained, header, "", header, &[], Required::None);
            } else if is_of_open_trait && self.takes_types_of_users(header, &new[header]) {
                let effect = &[Effect::Implementers];
                sink.push(ChangeKind::ImplAdded, header, "", header, effect, Required::Major);
            } else {
                sink.push(ChangeKind::ImplAdded, header, "", header, &[], Required::Minor);
            }
        }
    }
}

impl Compare<'_> {
    /// Whether another implementation does all that this one did: with its parameters as they are here, it requires no more.
    fn is_covered(
        &self,
        header: &str,
        before: &Implementation,
        general: &str,
        after: &Implementation,
        of: &Adt,
    ) -> bool {
        let Some(arguments) = arguments(general, header, 'T') else {
            return false;
        };
        let known: BTreeSet<String> = before.bounds.union(&of.bounds).cloned().collect();
        let given = Implied::of(&known, self.old);
        let is_kept = |bound: &String| {
            let bound = required(bound, &arguments);
            let is_fulfilled = |(ty, by): (&str, &str)| fulfils(ty, by, &given, self.new) == Some(true);
            known.contains(&bound) || bound.split_once(": ").is_some_and(is_fulfilled)
        };
        after.bounds.iter().all(is_kept)
            && before.types.iter().all(|(name, ty)| {
                after
                    .types
                    .get(name)
                    .is_some_and(|after| substituted(after, &arguments) == *ty)
            })
    }

    /// Whether another implementation may do what this one did, as far as is known.
    fn may_cover(&self, general: &str, after: &Implementation, header: &str) -> bool {
        let Some(arguments) = arguments(general, header, 'T') else {
            return covers(general, header) || agree(general, header).is_none();
        };
        let given = Implied::of(&BTreeSet::new(), self.old);
        !after.bounds.iter().any(|bound| {
            let bound = required(bound, &arguments);
            let is_refused = |(ty, by): (&str, &str)| fulfils(ty, by, &given, self.new) == Some(false);
            bound.split_once(": ").is_some_and(is_refused)
        })
    }
}

impl Compare<'_> {
    /// Whether users may have a constant of the type, or of one that contains it: they can construct one, or the package has constants
    /// or `const fn` that show a type whose constants are patterns.
    fn has_constants(&self, of: &Adt) -> bool {
        if of.fields.as_ref().is_none_or(|fields| !fields.has_private) {
            return true;
        }
        let is_pattern = |path: &str| {
            let item = self.old.items.get(&format!("type {path}"));
            path == "Self"
                || item.is_some_and(|item| match &item.detail {
                    Detail::Struct(it) | Detail::Enum(it) => it.implements.contains_key(STRUCTURAL),
                    _ => false,
                })
        };
        self.old.items.values().any(|item| {
            let shown = match &item.detail {
                Detail::Constant { type_, .. } => type_,
                Detail::Function(it) if it.is_const => &it.output,
                _ => return false,
            };
            paths(shown).into_iter().any(is_pattern)
        })
    }

    /// Whether an implementation is also for types of users, who may implement the trait for them already: coherence permits one only.
    fn takes_types_of_users(&self, header: &str, new: &Implementation) -> bool {
        let Some(parameter) = header.split_once(" for ").and_then(|(_, on)| uncovered(on)) else {
            return false;
        };
        let of_parameter = |bound: &&String| bound.strip_prefix(parameter).is_some_and(|it| it.starts_with(": "));
        !new.bounds.iter().filter(of_parameter).any(|bound| {
            let of = bound[parameter.len() + 2..].split('<').next().unwrap_or_default();
            let is_local = |shape: &Shape| match shape.items.get(&format!("type {of}")).map(|it| &it.detail) {
                Some(Detail::Trait(it)) => Some(it.is_sealed),
                _ => None,
            };
            // Nobody has implemented a trait that nobody could name, or that was not there.
            of.starts_with('~')
                || match is_local(self.new) {
                    Some(is_sealed) => is_sealed || is_local(self.old).is_none(),
                    None => false,
                }
        })
    }
}

/// An implementation that requires less is for types that users may have implemented the trait for.
fn for_more_types(fact: &mut Fact) {
    if fact.change == ChangeKind::BoundLoosened {
        fact.effect.insert(Effect::Implementers);
        fact.required = Required::Major;
    }
}

/// The parameter that a type is, or that it refers to: references and `Box` do not make a type one's own.
fn uncovered(on: &str) -> Option<&str> {
    let on = on.strip_prefix('&').map_or(on, |it| match it.strip_prefix('\'') {
        Some(it) => it.split_once(' ').map_or(it, |(_, rest)| rest),
        None => it,
    });
    let on = on.strip_prefix("mut ").unwrap_or(on);
    let boxed = || {
        on.strip_prefix("std::boxed::Box<")?
            .strip_suffix('>')?
            .split(", ")
            .next()
    };
    let on = boxed().unwrap_or(on);
    let digits = on.strip_prefix('T')?;
    (!digits.is_empty() && digits.chars().all(|it| it.is_ascii_digit())).then_some(on)
}

/// Whether the standard library implements a trait for the type `id` where it implements another one that it has now.
fn follows(header: &str, id: &str, new: &BTreeMap<String, Implementation>) -> bool {
    let into = header
        .strip_prefix("std::convert::Into<")
        .and_then(|it| it.strip_suffix('>'));
    let stronger = match (into, header) {
        (Some(into), _) => format!("std::convert::From<{id}> for {into}"),
        (None, "std::string::ToString") => "std::fmt::Display".to_owned(),
        _ => return false,
    };
    new.get(&stronger).is_some_and(|it| it.bounds.is_empty())
}

/// A header with the type that it is for, also as the argument of a trait that takes it without saying so.
fn whole(header: &str, id: &str, generics: &[String]) -> String {
    let (path, on) = match header.split_once(" for ") {
        Some((path, on)) => (path, on.to_owned()),
        None => (header, with_parameters(id, generics)),
    };
    with_hashers(&if is_by_self(path) {
        format!("{path}<{on}> for {on}")
    } else {
        format!("{path} for {on}")
    })
}

pub const DROP: &str = "std::ops::drop::Drop";

const STRUCTURAL: &str = "std::marker::StructuralPartialEq";

/// Whether what a header is of shows in values of a type.
pub fn is_of_values(header: &str) -> bool {
    header != DROP && header != STRUCTURAL
}

fn is_auto(header: &str) -> bool {
    const AUTO: [&str; 5] = [
        "std::marker::Send",
        "std::marker::Sync",
        "std::marker::Unpin",
        "std::panic::unwind_safe::UnwindSafe",
        "std::panic::unwind_safe::RefUnwindSafe",
    ];
    AUTO.contains(&header)
}
