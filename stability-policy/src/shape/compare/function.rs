//! Functions and methods.

use std::collections::BTreeSet;

use super::bounds::{self, Implied, names_other};
use super::fact::{ChangeKind, Effect, Fact, Required, Sink};
use super::generalized::is_inferred;
use super::lifetimes::{compare_captured, compare_lifetimes, push_output, without_free, without_lifetimes};
use super::traits::compare_default;
use super::{Around, Compare};
use crate::shape::model::Function;
use crate::shape::text::{agree, covers, split};

impl Compare<'_> {
    pub fn function(&self, old: &Function, new: &Function, around: Around<'_>, sink: &mut Sink<'_>) {
        let users = if around.is_open {
            &[Effect::Callers, Effect::Implementers][..]
        } else {
            &[Effect::Callers]
        };
        let start = sink.facts.len();
        let captured = compare_captured(old, new, around, sink);
        let (old, new) = match &captured {
            Some((old, new)) => (old, new),
            None => (old, new),
        };
        let (old, new) = (&without_free(old), &without_free(new));
        let before = sink.facts.len();
        let at_instance = self.at_instance(old, new);
        if old.on != new.on {
            let (change, effect, required): (_, &[Effect], _) = if new.on.is_empty() || covers(&new.on, &old.on) {
                (ChangeKind::BoundLoosened, &[], Required::Minor)
            } else {
                (ChangeKind::BoundTightened, users, Required::Major)
            };
            sink.push(change, "", &old.on, &new.on, effect, required);
        }
        let new = at_instance.as_ref().unwrap_or(new);
        self.signature(old, new, around, users, sink);
        keep_one_of_captured(start, sink.facts);
        compare_unnamed_output(old, new, sink);
        let with = |bounds: &BTreeSet<String>, of: &BTreeSet<String>| bounds.union(of).cloned().collect();
        let (before_all, after_all): (BTreeSet<String>, BTreeSet<String>) = (
            with(&old.bounds, around.old_bounds),
            with(&new.bounds, around.new_bounds),
        );
        // What is tightened for the whole type is reported there.
        let without = |bounds: BTreeSet<String>| bounds.difference(around.new_bounds).cloned().collect();
        let newly: BTreeSet<String> = without(after_all.clone());
        let (implied_before, implied_after) = (Implied::of(&before_all, self.old), Implied::of(&after_all, self.new));
        // What holds for all lifetimes holds for each.
        let is_implied = |bound: &String| implied_before.has(bound) || implied_before.has(&without_lifetimes(bound));
        let added: Vec<&String> = newly.iter().filter(|it| !is_implied(it)).collect();
        let removed: Vec<&String> = old.bounds.iter().filter(|it| !implied_after.has(it)).collect();
        let is_of_other = |bound: &str| names_other(bound, 'F', &old.generics, &new.generics);
        let looser: (&[Effect], _) = if around.is_open {
            (&[Effect::Implementers], Required::Major)
        } else {
            (&[], Required::Minor)
        };
        let respelled = |bound: &str| removed.iter().copied().find(|old| agree(old, bound).is_none());
        for bound in added {
            if let Some(old) = respelled(bound) {
                sink.push(ChangeKind::BoundTightened, "", old, bound, users, Required::Undecided);
            } else if bounds::is_relaxed(bound) {
                sink.push(ChangeKind::BoundLoosened, "", "", bound, looser.0, looser.1);
            } else if !is_of_other(bound) {
                sink.push(ChangeKind::BoundTightened, "", "", bound, users, Required::Major);
            }
        }
        for bound in &removed {
            if newly.iter().any(|new| agree(bound, new).is_none()) {
                // It is compared with that.
            } else if bounds::is_relaxed(bound) {
                sink.push(ChangeKind::BoundTightened, "", bound, "", users, Required::Major);
            } else if !is_of_other(bound) {
                sink.push(ChangeKind::BoundLoosened, "", bound, "", looser.0, looser.1);
            }
        }
        let gained = |is_gained: bool| {
            if is_gained {
                (&[][..], Required::Minor)
            } else {
                (users, Required::Major)
            }
        };
        let (effect, required) = gained(new.is_const);
        sink.word(
            ChangeKind::ConstChanged,
            "const",
            old.is_const,
            new.is_const,
            effect,
            required,
        );
        let (effect, required) = gained(!(new.is_unsafe || around.is_open));
        sink.word(
            ChangeKind::UnsafeChanged,
            "unsafe",
            old.is_unsafe,
            new.is_unsafe,
            effect,
            required,
        );
        sink.texts(ChangeKind::AbiChanged, "", &old.abi, &new.abi, users);
        compare_code(old, new, users, sink);
        if around.is_of_trait {
            compare_default(old.has_default, new.has_default, around.is_open, sink);
        }
        if old.early != new.early && sink.facts.len() == before {
            push_early(old.early, new.early, around.is_of_trait, users, sink);
        }
        compare_names(old, new, users, sink);
    }

    /// Generics, parameters and output.
    pub fn signature(&self, old: &Function, new: &Function, around: Around<'_>, users: &[Effect], sink: &mut Sink<'_>) {
        if old.is_async != new.is_async {
            // `async fn` and a function that returns a future can be the same to users.
            let other = if old.is_async { &new.output } else { &old.output };
            let required = if other.contains("Future") {
                Required::Undecided
            } else {
                Required::Major
            };
            let text = |function: &Function| {
                let start = if function.is_async { "async " } else { "" };
                format!("{start}fn() -> {}", function.output)
            };
            sink.push(ChangeKind::AsyncChanged, "", &text(old), &text(new), users, required);
        }
        if old.generics != new.generics {
            let is_longer = new.generics.starts_with(&old.generics);
            // What callers had to name before, they can still name.
            let is_named = |at: usize| at < old.generics.len() && !is_inferred(old, at);
            let is_inferred = || (0..new.generics.len()).all(|at| is_inferred(new, at) || is_named(at));
            // Who must name a parameter writes as many as there are.
            let names_all = old.generics.len() == new.generics.len() || !(0..old.generics.len()).any(is_named);
            let required = if is_longer && !around.is_open && is_inferred() && names_all {
                Required::Minor
            } else {
                Required::Major
            };
            let effect = if required == Required::Minor { &[] } else { users };
            let (old, new) = (old.generics.join(", "), new.generics.join(", "));
            sink.push(ChangeKind::GenericsChanged, "", &old, &new, effect, required);
        }
        if compare_lifetimes(old, new, around.is_of_trait, users, sink) {
            return;
        }
        if !around.is_open && old.is_async == new.is_async {
            let bounds = old.bounds.union(around.old_bounds).cloned().collect();
            if let Some(required) = self.generalized(old, new, &bounds) {
                let effect = if required == Required::Minor { &[] } else { users };
                let text = |function: &Function| format!("({}) -> {}", function.inputs.join(", "), function.output);
                sink.push(
                    ChangeKind::ParametersChanged,
                    "",
                    &text(old),
                    &text(new),
                    effect,
                    required,
                );
                return;
            }
        }
        if old.inputs.len() != new.inputs.len() || old.is_variadic != new.is_variadic {
            let (old, new) = (old.inputs.join(", "), new.inputs.join(", "));
            sink.push(ChangeKind::ParametersChanged, "", &old, &new, users, Required::Major);
        } else {
            for (at, (old, new)) in old.inputs.iter().zip(&new.inputs).enumerate() {
                let member = format!("parameter {}", at + 1);
                if old.starts_with('F') && bounds_of_impl(new).is_some() {
                    // The generics say that callers can name it no more.
                } else if new.strip_prefix("self: ") == Some(old) && !around.is_of_trait {
                    // Callers can still name it by its path.
                } else {
                    sink.texts(ChangeKind::ParametersChanged, &member, old, new, users);
                }
            }
        }
        if old.is_async == new.is_async && old.output != new.output {
            let required = output_change(&old.output, &new.output);
            push_output(old, new, required, users, sink);
        }
    }
}

/// Adds that another number of lifetimes is bound early.
fn push_early(old: usize, new: usize, is_of_trait: bool, users: &[Effect], sink: &mut Sink<'_>) {
    let required = if new > old || is_of_trait {
        Required::Major
    } else {
        Required::Minor
    };
    let text = |early| format!("{early} early-bound");
    sink.push(
        ChangeKind::LifetimesChanged,
        "",
        &text(old),
        &text(new),
        users,
        required,
    );
}

/// Keeps one of the differences from `start` on that are about what an output captures: rustc is asked the same about those that are not
/// decided.
fn keep_one_of_captured(start: usize, facts: &mut Vec<Fact>) {
    let is_captured = |fact: &Fact| fact.change == ChangeKind::CapturesChanged;
    let Some(captured) = facts[start..].iter().find(|it| is_captured(it)).map(|it| it.required) else {
        return;
    };
    let is_open = |fact: &Fact| {
        let is_whole = matches!(
            fact.change,
            ChangeKind::AsyncChanged | ChangeKind::OutputChanged | ChangeKind::ParametersChanged
        );
        is_whole && fact.member.is_none() && fact.required == Required::Undecided
    };
    let has_open = facts[start..].iter().any(is_open);
    let is_left_out = |fact: &Fact| match captured {
        Required::Major => is_open(fact),
        Required::Undecided => has_open && is_captured(fact),
        _ => false,
    };
    let mut at = 0;
    facts.retain(|fact| {
        at += 1;
        at <= start || !is_left_out(fact)
    });
}

/// The order of arguments of the same type.
fn compare_names(old: &Function, new: &Function, users: &[Effect], sink: &mut Sink<'_>) {
    let sort = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
    if old.names != new.names && !old.names.is_empty() && sort(&old.names) == sort(&new.names) {
        let (old, new) = (old.names.join(", "), new.names.join(", "));
        let change = ChangeKind::ConstructorOrderChanged;
        sink.push(change, "", &old, &new, users, Required::Major);
    }
}

/// Auto traits of a type without a name, which no declaration states.
fn compare_unnamed_output(old: &Function, new: &Function, sink: &mut Sink<'_>) {
    let is_unnamed = |function: &Function| function.is_async || function.output.contains("(impl ");
    // Of a type with a name, its own shape says what it implements.
    if !is_unnamed(new) {
        return;
    }
    for name in old.output_implements.iter().flatten() {
        let required = match &new.output_implements {
            Some(now) if now.contains(name) => continue,
            Some(_) => Required::Major,
            None => Required::Undecided,
        };
        let change = ChangeKind::OutputAutoTraitLost;
        sink.push(change, name, name, "", &[Effect::Callers], required);
    }
}

/// What release an output may change in that differs.
fn output_change(old: &str, new: &str) -> Required {
    match (bounds_of_impl(old), bounds_of_impl(new)) {
        (Some(old), Some(new)) => {
            if new.is_superset(&old) {
                Required::Minor
            } else {
                Required::Major
            }
        }
        // What it returns now may be what it promised.
        (Some(_), None) => Required::Undecided,
        _ => match agree(old, new) {
            None => Required::Undecided,
            Some(_) => Required::Major,
        },
    }
}

/// The bounds of a type `impl Trait`.
pub fn bounds_of_impl(text: &str) -> Option<BTreeSet<String>> {
    let inner = text.strip_prefix("(impl ")?.strip_suffix(')')?;
    Some(split(inner, " + ").map(str::to_owned).collect())
}

/// What is made of the code: for which processors, and under which name.
fn compare_code(old: &Function, new: &Function, users: &[Effect], sink: &mut Sink<'_>) {
    // The first one makes callers write `unsafe`, which is reported as such.
    for feature in new.target_features.difference(&old.target_features) {
        if !old.target_features.is_empty() {
            sink.push(ChangeKind::TargetFeatureAdded, "", "", feature, users, Required::Major);
        }
    }
    if old.export_name != new.export_name && !old.export_name.is_empty() {
        let (old, new) = (&old.export_name, &new.export_name);
        sink.push(
            ChangeKind::ExportNameChanged,
            "",
            old,
            new,
            &[Effect::Readers],
            Required::Major,
        );
    }
}
