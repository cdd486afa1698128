//! Fields and variants.

use std::collections::BTreeSet;

use super::fact::{ChangeKind, Effect, Required, Sink};
use crate::shape::model::{Adt, Fields, Form, Variant};

/// Fields of a struct, a union or a variant; `is_open` where users can write or match all of them.
pub fn compare_fields(of: &str, old: &Fields, new: &Fields, is_open: bool, sink: &mut Sink<'_>) {
    let name = |field: &str| {
        if of.is_empty() {
            field.to_owned()
        } else {
            format!("{of}::{field}")
        }
    };
    let form = |fields: &Fields| match fields.form {
        Form::Unit => "unit",
        Form::Tuple => "tuple",
        Form::Named => "named fields",
    };
    // `V {}` is what users write for both.
    let is_empty = |fields: &Fields| fields.public.is_empty() && !fields.has_private;
    let keeps_braces = old.form == Form::Named && new.form == Form::Unit && is_empty(old);
    if old.form != new.form && !keeps_braces && (is_open || !old.public.is_empty()) {
        let effect = &[Effect::Constructors, Effect::Matchers];
        sink.push(
            ChangeKind::FormChanged,
            of,
            form(old),
            form(new),
            effect,
            Required::Major,
        );
        return;
    }
    let all = &[Effect::Constructors, Effect::Matchers, Effect::Readers];
    for (field, ty) in &old.public {
        match new.public.get(field) {
            Some(after) => sink.texts(ChangeKind::FieldTypeChanged, &name(field), ty, after, all),
            None => sink.push(ChangeKind::FieldRemoved, &name(field), ty, "", all, Required::Major),
        }
    }
    let (effect, required): (&[Effect], _) = if is_open {
        (&[Effect::Constructors, Effect::Matchers], Required::Major)
    } else {
        (&[], Required::Minor)
    };
    for (field, ty) in new.public.iter().filter(|(field, _)| !old.public.contains_key(*field)) {
        sink.push(ChangeKind::FieldAdded, &name(field), "", ty, effect, required);
    }
    if is_open && new.has_private && !old.has_private {
        sink.push(ChangeKind::FieldAdded, of, "", "a private field", effect, required);
    }
}

pub fn compare_variants(old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
    let is_readable = |adt: &Adt| adt.variants.values().any(|variant| variant.discriminant.is_some());
    // Another `repr` is reported as such.
    if is_readable(old) && !is_readable(new) && !new.variants.is_empty() && old.repr == new.repr {
        let readable = "discriminants that `as` reads";
        sink.push(
            ChangeKind::DiscriminantChanged,
            "",
            readable,
            "",
            &[Effect::Readers],
            Required::Major,
        );
    }
    for (name, before) in &old.variants {
        if let Some(after) = new.variants.get(name) {
            compare_variant(name, before, after, sink);
        } else {
            let effect = &[Effect::Constructors, Effect::Matchers];
            sink.push(ChangeKind::VariantRemoved, name, name, "", effect, Required::Major);
        }
    }
    for name in new.variants.keys().filter(|name| !old.variants.contains_key(*name)) {
        let (effect, required): (&[Effect], _) = if old.non_exhaustive {
            (&[], Required::Minor)
        } else {
            (&[Effect::Matchers], Required::Major)
        };
        sink.push(ChangeKind::VariantAdded, name, "", name, effect, required);
    }
}

fn compare_variant(name: &str, old: &Variant, new: &Variant, sink: &mut Sink<'_>) {
    compare_fields(name, &old.fields, &new.fields, !old.non_exhaustive, sink);
    let sorted = |types: &[String]| types.iter().cloned().collect::<BTreeSet<_>>();
    // What was added, removed or has another type is reported as such.
    if old.layout != new.layout && sorted(&old.layout) == sorted(&new.layout) {
        let (old, new) = (old.layout.join(", "), new.layout.join(", "));
        sink.texts(ChangeKind::LayoutChanged, name, &old, &new, &[Effect::Readers]);
    }
    let effect = &[Effect::Constructors, Effect::Matchers];
    if new.non_exhaustive && !old.non_exhaustive {
        sink.push(
            ChangeKind::NonExhaustiveAdded,
            name,
            "",
            "non_exhaustive",
            effect,
            Required::Major,
        );
    } else if old.non_exhaustive && !new.non_exhaustive {
        sink.push(
            ChangeKind::NonExhaustiveRemoved,
            name,
            "non_exhaustive",
            "",
            &[],
            Required::Minor,
        );
    }
    if new.deprecated && !old.deprecated {
        sink.push(ChangeKind::Deprecated, name, "", "deprecated", &[], Required::Minor);
    }
    if let (Some(before), Some(after)) = (&old.discriminant, &new.discriminant)
        && before != after
    {
        sink.push(
            ChangeKind::DiscriminantChanged,
            name,
            before,
            after,
            &[Effect::Readers],
            Required::Major,
        );
    }
}
