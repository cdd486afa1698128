//! `repr`, and what it promises.

use std::collections::BTreeSet;

use super::fact::{ChangeKind, Effect, Required, Sink};
use crate::shape::model::Adt;
use crate::shape::text::agree;

pub fn compare_repr(old: &str, new: &str, sink: &mut Sink<'_>) {
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

/// What a `repr` promises of where fields are: all of it where users see all fields, else up to the last field that they see.
pub fn compare_layout(old: &Adt, new: &Adt, is_union: bool, sink: &mut Sink<'_>) {
    let before = sink.facts.len();
    compare_fields(old, new, is_union, sink);
    // Where users do not see every field, the whole may grow.
    if old.non_exhaustive || old.fields.as_ref().is_some_and(|fields| fields.has_private) {
        return;
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

fn compare_fields(old: &Adt, new: &Adt, is_union: bool, sink: &mut Sink<'_>) {
    let (Some(before), Some(after)) = (&old.layout, &new.layout) else {
        return;
    };
    let is_public = |field: &String| field.starts_with("pub ");
    let is_whole = !old.non_exhaustive && before.iter().all(is_public);
    let length = if is_whole {
        before.len().max(after.len())
    } else {
        before.iter().rposition(is_public).map_or(0, |last| last + 1)
    };
    let [mut before, mut after] = [before, after].map(|fields| fields[..length.min(fields.len())].to_vec());
    // The fields of a union are all at its start.
    if is_union {
        before.sort();
        after.sort();
    }
    let required = |old: &[String], new: &[String]| {
        let mut pairs = old.iter().zip(new);
        let is_same = |(old, new): (&String, &String)| old == new || !is_public(old) && !is_public(new);
        // Of a private field only the size counts.
        if old.len() == new.len() && pairs.all(is_same) {
            Required::Undecided
        } else {
            Required::Major
        }
    };
    let (old, new) = (before.join(", "), after.join(", "));
    match agree(&old, &new) {
        Some(true) => {}
        None => sink.push(
            ChangeKind::LayoutChanged,
            "",
            &old,
            &new,
            &[Effect::Readers],
            Required::Undecided,
        ),
        Some(false) => {
            let required = required(&before, &after);
            sink.push(ChangeKind::LayoutChanged, "", &old, &new, &[Effect::Readers], required);
        }
    }
}
