//! Functions and methods.

use std::collections::BTreeSet;

use super::adt::names_other;
use super::bounds::{self, Implied};
use super::fact::{ChangeKind, Effect, Required, Sink};
use super::traits::compare_default;
use super::{Around, Compare};
use crate::shape::model::Function;
use crate::shape::text::{agree, covers, split};

impl Compare<'_> {
    pub fn function(&self, old: &Function, new: &Function, around: Around<'_>, sink: &mut Sink<'_>) {
        let users = if around.is_of_trait {
            &[Effect::Callers, Effect::Implementers][..]
        } else {
            &[Effect::Callers]
        };
        let before = sink.facts.len();
        if old.on != new.on {
            let (change, effect, required): (_, &[Effect], _) = if new.on.is_empty() || covers(&new.on, &old.on) {
                (ChangeKind::BoundLoosened, &[], Required::Minor)
            } else {
                (ChangeKind::BoundTightened, users, Required::Major)
            };
            sink.push(change, "", &old.on, &new.on, effect, required);
        }
        self.signature(old, new, around, users, sink);
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
        let added: Vec<&String> = newly.iter().filter(|it| !implied_before.has(it)).collect();
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
            let required = if new.early > old.early || around.is_of_trait {
                Required::Major
            } else {
                Required::Minor
            };
            let text = |early| format!("{early} early-bound");
            let (old, new) = (text(old.early), text(new.early));
            sink.push(ChangeKind::LifetimesChanged, "", &old, &new, users, required);
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
            let required = if is_longer && !around.is_of_trait {
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
        if old.inputs.len() != new.inputs.len() || old.is_variadic != new.is_variadic {
            let (old, new) = (old.inputs.join(", "), new.inputs.join(", "));
            sink.push(ChangeKind::ParametersChanged, "", &old, &new, users, Required::Major);
        } else {
            let new_bounds = &new.bounds;
            for (at, (old, new)) in old.inputs.iter().zip(&new.inputs).enumerate() {
                let is_general = new.starts_with('F') || new.contains("(impl ");
                let member = format!("parameter {}", at + 1);
                if let (Some(bounds), true) = (bounds_of_impl(old), new.starts_with('F')) {
                    // Callers can name it now; what it must fulfil decides.
                    let subject = |bound: String| format!("{new}: {bound}");
                    let implied: BTreeSet<String> = bounds.into_iter().map(subject).collect();
                    let asked = new_bounds
                        .iter()
                        .filter(|it| it.starts_with(&format!("{new}: ")))
                        .cloned()
                        .collect();
                    self.added_bounds(&implied, &asked, &member, sink, |_| Required::Major);
                } else if old.starts_with('F') && bounds_of_impl(new).is_some() {
                    // The generics say that callers can name it no more.
                } else if old != new
                    && is_general
                    && !old.starts_with('F')
                    && !old.contains("(impl ")
                    && !around.is_of_trait
                {
                    let change = ChangeKind::ParametersChanged;
                    sink.push(change, &member, old, new, users, Required::Undecided);
                } else {
                    sink.texts(ChangeKind::ParametersChanged, &member, old, new, users);
                }
            }
        }
        if old.is_async == new.is_async && old.output != new.output {
            let required = output_change(&old.output, &new.output);
            let effect = if required == Required::Minor { &[] } else { users };
            sink.push(
                ChangeKind::OutputChanged,
                "",
                &old.output,
                &new.output,
                effect,
                required,
            );
        }
    }
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
            let is_bound = |it: &&String| !it.starts_with("use<");
            let (old_bounds, new_bounds): (BTreeSet<_>, BTreeSet<_>) = (
                old.iter().filter(is_bound).collect(),
                new.iter().filter(is_bound).collect(),
            );
            if old_bounds == new_bounds {
                // Only what it captures: that depends on the edition where it is not written.
                Required::Undecided
            } else if new_bounds.is_superset(&old_bounds) {
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
fn bounds_of_impl(text: &str) -> Option<BTreeSet<String>> {
    let inner = text.strip_prefix("(impl ")?.strip_suffix(')')?;
    Some(split(inner, " + ").map(str::to_owned).collect())
}

/// Whether only lifetimes differ; then that is reported.
fn compare_lifetimes(old: &Function, new: &Function, is_of_trait: bool, users: &[Effect], sink: &mut Sink<'_>) -> bool {
    let parts = |function: &Function, erase: fn(&str) -> String| -> Vec<String> {
        let parts = function.inputs.iter().chain([&function.output]);
        parts.map(|part| erase(part)).collect()
    };
    if parts(old, str::to_owned) == parts(new, str::to_owned)
        || parts(old, without_lifetimes) != parts(new, without_lifetimes)
    {
        return false;
    }
    let texts = |function: &Function| format!("({}) -> {}", function.inputs.join(", "), function.output);
    // A parameter that need not be static any more, or an output that is static now.
    let inputs = |function: &Function, erase: fn(&str) -> String| -> Vec<String> {
        function.inputs.iter().map(|input| erase(input)).collect()
    };
    let needs_static = |function: &Function| function.inputs.concat().matches("'static").count();
    let gives_static = |function: &Function| function.output.matches("'static").count();
    let relations = |function: &Function| inputs(function, only_static_erased);
    let is_relaxed =
        relations(old) == relations(new) && old.output == new.output && needs_static(new) < needs_static(old);
    let numbered = |text: &str| {
        text.split('\'')
            .skip(1)
            .filter(|it| it.starts_with(|it: char| it.is_ascii_digit()))
            .count()
    };
    let is_static_now = needs_static(old) == needs_static(new)
        && gives_static(new) > gives_static(old)
        && numbered(&new.output) == 0
        && numbered(&new.inputs.concat()) == 0;
    let is_loosened = !is_of_trait && (is_relaxed || is_static_now);
    let required = if is_loosened { Required::Minor } else { Required::Major };
    let effect = if is_loosened { &[] } else { users };
    sink.push(
        ChangeKind::LifetimesChanged,
        "",
        &texts(old),
        &texts(new),
        effect,
        required,
    );
    true
}

fn only_static_erased(text: &str) -> String {
    text.replace("'static ", "")
}

/// A type without its lifetimes.
fn without_lifetimes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\'') {
        out.push_str(&rest[..at]);
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '^' | '.');
        let after = rest[at + 1..].trim_start_matches(is_name);
        rest = after
            .strip_prefix(", ")
            .or_else(|| after.strip_prefix(' '))
            .unwrap_or(after);
    }
    out.push_str(rest);
    out.replace(" + )", ")").replace("<>", "")
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
