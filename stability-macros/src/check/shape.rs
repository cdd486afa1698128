//! What can be built around an item.

use super::Case;
use crate::errors::Errors;
use crate::item::Kind;
use crate::keys::Key;

/// Each shape is for some kinds of items.
// ui-tests/constructor/on-enum.rs, ui-tests/constructor/non-exhaustive-on-trait.rs
pub fn check_target(case: &Case<'_>, errors: &mut Errors) {
    let Some(shape) = case.node.marks.tier.as_ref().map(|mark| &mark.shape) else {
        return;
    };
    let kind = case.node.kind;
    let is_struct = kind == Kind::Struct;
    let is_type = matches!(kind, Kind::Struct | Kind::Enum);
    let asked = [
        (
            Key::NonExhaustive,
            shape.non_exhaustive,
            is_type || kind == Kind::Variant,
            "a struct, an enum or a variant",
        ),
        (
            Key::Constructor,
            shape.constructor.as_ref().map(|it| it.key),
            is_struct,
            "a struct",
        ),
        (
            Key::ForwardCompatible,
            shape.forward_compatible,
            is_type,
            "a struct or an enum",
        ),
    ];
    for (key, span, fits, kinds) in asked {
        if let Some(span) = span.filter(|_| !fits) {
            errors.push(
                span,
                format_args!("`{}` is for {kinds}, not for {}: remove it", key.as_str(), case.subject),
            );
        }
    }
}

/// `default` and `into` say how a constructor treats a field.
// ui-tests/constructor/default-without-constructor.rs, ui-tests/constructor/default-on-struct.rs
pub fn check_field_target(case: &Case<'_>, errors: &mut Errors) {
    let Some(field) = case.node.marks.tier.as_ref().map(|mark| &mark.field) else {
        return;
    };
    let asked = [
        (Key::Default, field.default.as_ref().map(|it| it.key)),
        (Key::Into, field.into),
    ];
    for (key, span) in asked {
        let (Some(span), word) = (span, key.as_str()) else {
            continue;
        };
        match case.outer {
            // ui-tests/constructor/default-under-cfg-attr.rs
            Some(_) if case.node.condition().is_some() => errors.push(
                span,
                format_args!(
                    "`{word}` on {} cannot depend on a predicate, because the constructor takes the same arguments \
                     everywhere: write it outside of `cfg_attr`",
                    case.subject
                ),
            ),
            Some(outer) if case.node.kind == Kind::Field && outer.kind == Kind::Struct => {
                if outer.shape.constructor.is_none() {
                    errors.push(
                        span,
                        format_args!(
                            "`{word}` on {} has no constructor to go into: write `constructor` in the attribute of {}",
                            case.subject,
                            outer.subject(),
                        ),
                    );
                }
            }
            _ => errors.push(
                span,
                format_args!(
                    "`{word}` is for a field of a struct with a constructor, not for {}: remove it",
                    case.subject
                ),
            ),
        }
    }
}

/// A constructor takes no argument that it did not take when the struct was promised.
// ui-tests/constructor/younger-field-without-default.rs
pub fn check_younger_field(case: &Case<'_>, errors: &mut Errors) {
    let (Some(outer), Some(mark)) = (case.outer, &case.node.marks.tier) else {
        return;
    };
    let Some(constructor) = outer
        .shape
        .constructor
        .as_ref()
        .filter(|_| mark.field.default.is_none())
    else {
        return;
    };
    let promised = outer.promise.as_ref().and_then(|promise| promise.since.as_ref());
    let (Some(since), Some(whole)) = (&mark.since, promised) else {
        return;
    };
    if whole.is_before(&since.value) {
        errors.push(
            since.span,
            format_args!(
                "{} has been there since {}, but {} since {whole}, so `{constructor}` would take an argument more than \
                 before: write `default` or `default = expression` beside it",
                case.subject,
                since.value,
                outer.subject(),
            ),
        );
    }
}
