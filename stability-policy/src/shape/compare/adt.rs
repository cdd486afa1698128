//! Structs, enums and unions as a whole: parameters and bounds.

use std::collections::BTreeSet;

use super::Compare;
use super::bounds::{self, Implied};
use super::fact::{ChangeKind, Effect, Required, Sink};
use super::implementations::DROP;
use super::layout::compare_repr;
use crate::shape::model::{Adt, Fields};
use crate::shape::text::agree;

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
        compare_variance(old, new, sink);
        compare_drop(old, new, sink);
        if new.is_unsized && !old.is_unsized {
            let sized = "std::marker::Sized";
            sink.push(
                ChangeKind::AutoTraitLost,
                sized,
                sized,
                "",
                &[Effect::Callers],
                Required::Major,
            );
        }
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
        if new.has_hidden && !old.has_hidden && !old.non_exhaustive && !new.non_exhaustive {
            let effect = &[Effect::Matchers];
            sink.push(ChangeKind::HiddenVariantAdded, "", "", "", effect, Required::Major);
        }
        let has_public = |fields: &Fields| !fields.public.is_empty();
        let shows_fields =
            old.fields.as_ref().is_some_and(has_public) || old.variants.values().any(|it| has_public(&it.fields));
        self.implementations(
            [&old.implements, &new.implements],
            [old, new],
            shows_fields,
            false,
            sink,
        );
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
            if let Some(old) = old.iter().find(|old| agree(old, bound).is_none()) {
                tightened(sink, member, [old, bound], Required::Undecided);
            } else if bounds::is_relaxed(bound) {
                sink.push(ChangeKind::BoundLoosened, member, "", bound, &[], Required::Minor);
            } else {
                tightened(sink, member, ["", bound], required(bound));
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
        let is_respelled = |bound: &String| new.iter().any(|new| agree(bound, new).is_none());
        let lacks = |bound: &&String| !Implied::of(new, self.new).has(bound) && !is_respelled(bound);
        for bound in old.iter().filter(lacks) {
            if bounds::is_relaxed(bound) {
                tightened(sink, member, [bound, ""], required(bound));
            } else {
                sink.push(ChangeKind::BoundLoosened, member, bound, "", &[], Required::Minor);
            }
        }
    }
}

fn tightened(sink: &mut Sink<'_>, member: &str, [old, new]: [&str; 2], required: Required) {
    sink.push(
        ChangeKind::BoundTightened,
        member,
        old,
        new,
        &[Effect::Callers],
        required,
    );
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
    let is_literal = |value: &str| value.chars().all(|it| it.is_alphanumeric() || "_-.'\"".contains(it));
    let default = |param: &str| param.split_once(" = ").map(|(_, value)| value.to_owned());
    // An expression can have the value that it had.
    let may_be_kept = old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| {
            let is_open = || match (default(old), default(new)) {
                (Some(old), Some(new)) => !is_literal(&old) || !is_literal(&new),
                _ => false,
            };
            old == new || kind(old) == kind(new) && kind(old).starts_with("const ") && is_open()
        });
    let (effect, required): (&[Effect], _) = if is_compatible {
        (&[], Required::Minor)
    } else if may_be_kept {
        (&[Effect::Callers], Required::Undecided)
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

/// A type that is no longer covariant: users who shorten a lifetime in it no longer compile.
fn compare_variance(old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
    if old.generics.len() != new.generics.len() {
        return;
    }
    for (parameter, before) in old.variance.iter().filter(|(_, it)| *it != "invariant") {
        let after = new.variance.get(parameter).map_or("", String::as_str);
        if after == before || after == "bivariant" {
            continue;
        }
        let required = if after.is_empty() {
            Required::Undecided
        } else {
            Required::Major
        };
        let change = ChangeKind::VarianceNarrowed;
        sink.push(change, parameter, before, after, &[Effect::Callers], required);
    }
}

/// A type whose values use what they borrow when they are dropped, also by a private field: users who change it after their last use of
/// the value no longer compile.
fn compare_drop(old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
    if old.generics.len() != new.generics.len() {
        return;
    }
    let change = ChangeKind::MayDangleLost;
    let has_drop = |adt: &Adt| adt.implements.contains_key(DROP);
    for (parameter, _) in old.may_dangle.iter().filter(|(_, may)| **may) {
        let required = match new.may_dangle.get(parameter) {
            Some(false) => Required::Major,
            None if has_drop(new) => Required::Undecided,
            Some(true) | None => continue,
        };
        sink.push(change, parameter, "", "", &[Effect::Callers], required);
    }
    let has_parameters = new.generics.iter().any(|it| !it.starts_with("const "));
    // Whatever was before, values of the new type may be dropped later.
    let is_known = !new.may_dangle.is_empty() && new.may_dangle.values().all(|may| *may);
    if has_drop(new) && !has_drop(old) && has_parameters && old.may_dangle.is_empty() && !is_known {
        sink.push(change, "", "", "", &[Effect::Callers], Required::Undecided);
    }
}
