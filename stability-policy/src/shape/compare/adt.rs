//! Structs, enums and unions as a whole: parameters and bounds.

use std::collections::BTreeSet;

use super::Compare;
use super::bounds::{self, Implied};
use super::fact::{ChangeKind, Effect, Required, Sink};
use super::layout::compare_repr;
use crate::shape::model::{Adt, Fields};

impl Compare<'_> {
    pub fn adt(&self, old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
        compare_generics(&old.generics, &new.generics, sink);
        // Rust infers that a parameter outlives a reference to it, also from private fields.
        let required: fn(&str) -> Required = |bound| {
            if bound.contains(": 'T") {
                Required::Undecided
            } else {
                Required::Major
            }
        };
        self.added_bounds(&old.bounds, &new.bounds, "", sink, required);
        self.removed_bounds(&old.bounds, &new.bounds, "", sink, required);
        compare_repr(&old.repr, &new.repr, sink);
        let is_open = match &old.fields {
            Some(fields) => !fields.has_private,
            None => true,
        };
        if new.non_exhaustive && !old.non_exhaustive {
            let (effect, required): (&[Effect], _) = if is_open {
                (&[Effect::Constructors, Effect::Matchers], Required::Major)
            } else {
                (&[], Required::Minor)
            };
            sink.push(
                ChangeKind::NonExhaustiveAdded,
                "",
                "",
                "non_exhaustive",
                effect,
                required,
            );
        } else if old.non_exhaustive && !new.non_exhaustive {
            sink.push(
                ChangeKind::NonExhaustiveRemoved,
                "",
                "non_exhaustive",
                "",
                &[],
                Required::Minor,
            );
        }
        let has_public = |fields: &Fields| !fields.public.is_empty();
        let shows_fields =
            old.fields.as_ref().is_some_and(has_public) || old.variants.values().any(|it| has_public(&it.fields));
        self.implementations([&old.implements, &new.implements], [old, new], shows_fields, sink);
    }

    /// Bounds that callers must fulfil now.
    pub fn added_bounds(
        &self,
        old: &BTreeSet<String>,
        new: &BTreeSet<String>,
        member: &str,
        sink: &mut Sink<'_>,
        required: fn(&str) -> Required,
    ) {
        for bound in new.iter().filter(|it| !Implied::of(old, self.old).has(it)) {
            if bounds::is_relaxed(bound) {
                sink.push(ChangeKind::BoundLoosened, member, "", bound, &[], Required::Minor);
            } else {
                sink.push(
                    ChangeKind::BoundTightened,
                    member,
                    "",
                    bound,
                    &[Effect::Callers],
                    required(bound),
                );
            }
        }
    }

    /// Bounds that callers had to fulfil.
    pub fn removed_bounds(
        &self,
        old: &BTreeSet<String>,
        new: &BTreeSet<String>,
        member: &str,
        sink: &mut Sink<'_>,
        required: fn(&str) -> Required,
    ) {
        for bound in old.iter().filter(|it| !Implied::of(new, self.new).has(it)) {
            if bounds::is_relaxed(bound) {
                sink.push(
                    ChangeKind::BoundTightened,
                    member,
                    bound,
                    "",
                    &[Effect::Callers],
                    required(bound),
                );
            } else {
                sink.push(ChangeKind::BoundLoosened, member, bound, "", &[], Required::Minor);
            }
        }
    }
}

/// Whether a bound is about a parameter that only one of the sides has; that is reported as a change of the generics.
pub fn names_other(bound: &str, letter: char, old: &[String], new: &[String]) -> bool {
    let count = |generics: &[String]| generics.iter().filter(|it| *it != "'").count();
    let (old, new) = (count(old), count(new));
    (old.min(new)..old.max(new)).any(|at| bound.contains(&format!("{letter}{at}")))
}

pub fn compare_generics(old: &[String], new: &[String], sink: &mut Sink<'_>) {
    if old == new {
        return;
    }
    let kind = |param: &str| param.split(" = ").next().unwrap_or(param).to_owned();
    let has_default = |param: &String| param.contains(" = ");
    let keeps = old
        .iter()
        .zip(new)
        .all(|(old, new)| old == new || kind(old) == *old && kind(new) == *old);
    let is_compatible = new.len() >= old.len() && keeps && new[old.len().min(new.len())..].iter().all(has_default);
    let (effect, required): (&[Effect], _) = if is_compatible {
        (&[], Required::Minor)
    } else {
        (&[Effect::Callers], Required::Major)
    };
    sink.push(
        ChangeKind::GenericsChanged,
        "",
        &old.join(", "),
        &new.join(", "),
        effect,
        required,
    );
}
