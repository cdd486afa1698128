//! Structs, enums and unions as a whole: parameters, bounds, `repr`, implementations.

use std::collections::{BTreeMap, BTreeSet};

use super::Compare;
use super::bounds::{self, Implied};
use super::fact::{ChangeKind, Effect, Required, Sink};
use crate::shape::model::{Adt, Fields, Implementation};
use crate::shape::text::{agree, arguments, covers, is_by_self, substituted};

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
        let has_public = |fields: &Fields| !fields.public.is_empty();
        let shows_fields =
            old.fields.as_ref().is_some_and(has_public) || old.variants.values().any(|it| has_public(&it.fields));
        self.implementations([&old.implements, &new.implements], [old, new], shows_fields, sink);
    }

    pub fn implementations(
        &self,
        [old, new]: [&BTreeMap<String, Implementation>; 2],
        of: [&Adt; 2],
        shows_fields: bool,
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
                self.removed_bounds(&own(before), &all(after, of[1]), header, sink, |_| Required::Major);
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
            } else if header == DROP {
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
                let written = with_self(header, sink.item, &of[0].generics);
                let added = || new.iter().filter(|(it, _)| !old.contains_key(*it));
                if added().any(|(it, after)| is_covered(&written, before, it, after, of[0])) {
                    continue;
                }
                let may_be_covered = added().any(|(it, _)| covers(it, &written) || agree(it, &written).is_none());
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
            } else {
                sink.push(ChangeKind::ImplAdded, header, "", header, &[], Required::Minor);
            }
        }
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
                let effect = &[Effect::Callers];
                sink.push(
                    ChangeKind::BoundTightened,
                    member,
                    old,
                    bound,
                    effect,
                    Required::Undecided,
                );
            } else if bounds::is_relaxed(bound) {
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
        let is_respelled = |bound: &String| new.iter().any(|new| agree(bound, new).is_none());
        let lacks = |bound: &&String| !Implied::of(new, self.new).has(bound) && !is_respelled(bound);
        for bound in old.iter().filter(lacks) {
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

/// Whether another implementation does all that this one did: with its parameters as they are here, it requires no more.
fn is_covered(header: &str, before: &Implementation, general: &str, after: &Implementation, of: &Adt) -> bool {
    let Some(arguments) = arguments(general, header) else {
        return false;
    };
    let known: BTreeSet<String> = before.bounds.union(&of.bounds).cloned().collect();
    let requires = |bound: &String| {
        let bound = substituted(bound, &arguments);
        match bound.split_once(": ") {
            // `T: PartialEq<T>` is `T: PartialEq`.
            Some((ty, by)) => {
                let by = by
                    .strip_suffix(&format!("<{ty}>"))
                    .filter(|by| is_by_self(by))
                    .unwrap_or(by);
                format!("{ty}: {by}")
            }
            None => bound,
        }
    };
    let is_kept = |bound: &String| known.contains(&requires(bound));
    after.bounds.iter().all(is_kept)
        && before.types.iter().all(|(name, ty)| {
            after
                .types
                .get(name)
                .is_some_and(|after| substituted(after, &arguments) == *ty)
        })
}

/// A header with the type itself where the trait takes it without saying so.
fn with_self(header: &str, id: &str, generics: &[String]) -> String {
    let (path, on) = header.split_once(" for ").unwrap_or((header, ""));
    if !is_by_self(path) {
        return header.to_owned();
    }
    if !on.is_empty() {
        return format!("{path}<{on}> for {on}");
    }
    let lifetimes = generics.iter().filter(|it| *it == "'").count();
    let lifetimes = (0..lifetimes).map(|at| format!("'T{at}"));
    let others = generics
        .iter()
        .filter(|it| *it != "'")
        .enumerate()
        .map(|(at, _)| format!("T{at}"));
    let args: Vec<String> = lifetimes.chain(others).collect();
    if args.is_empty() {
        format!("{path}<{id}>")
    } else {
        format!("{path}<{id}<{}>>", args.join(", "))
    }
}

const DROP: &str = "std::ops::drop::Drop";

const STRUCTURAL: &str = "std::marker::StructuralPartialEq";

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

fn compare_repr(old: &str, new: &str, sink: &mut Sink<'_>) {
    if old == new {
        return;
    }
    let words = |repr: &str| {
        repr.split(", ")
            .map(str::to_owned)
            .filter(|it| !it.is_empty())
            .collect::<BTreeSet<_>>()
    };
    let (before, after) = (words(old), words(new));
    let changes_references = |word: &String| word.starts_with("packed") || word.starts_with("align");
    let is_added = after.is_superset(&before) && !after.difference(&before).any(changes_references);
    let (effect, required): (&[Effect], _) = if is_added {
        (&[], Required::Minor)
    } else {
        (&[Effect::Readers], Required::Major)
    };
    sink.push(ChangeKind::ReprChanged, "", old, new, effect, required);
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

pub fn compare_layout(old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
    let before = sink.facts.len();
    if let (Some(before), Some(after)) = (&old.layout, &new.layout) {
        let (old, new) = (before.join(", "), after.join(", "));
        sink.texts(ChangeKind::LayoutChanged, "", &old, &new, &[Effect::Readers]);
    }
    // Sizes on platforms with other pointers say nothing of each other.
    let platform = |size: &str| size.split(':').next().unwrap_or_default().to_owned();
    if let (Some(old), Some(new)) = (&old.size, &new.size)
        && old != new
        && platform(old) == platform(new)
        && sink.facts.len() == before
    {
        sink.push(
            ChangeKind::LayoutChanged,
            "",
            old,
            new,
            &[Effect::Readers],
            Required::Major,
        );
    }
}
