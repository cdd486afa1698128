//! Constructors, and the keys of their fields.

use super::Case;
use crate::errors::Errors;
use crate::keys::Key;

/// `default` and `into` say how a constructor treats a field.
// ui-tests/constructor/default-without-constructor.rs, ui-tests/constructor/default-under-cfg-attr.rs
pub fn check_field(case: &Case<'_>, errors: &mut Errors) {
    let (Some(mark), Some(outer), subject) = (&case.node.marks.tier, case.outer, case.subject) else {
        return;
    };
    let asked = [
        (Key::Default, mark.field.default.as_ref().map(|it| it.key)),
        (Key::Into, mark.field.into),
    ];
    for (word, span) in asked.into_iter().filter_map(|(key, span)| Some((key.as_str(), span?))) {
        if mark.condition.is_some() {
            errors.push(
                span,
                format_args!(
                    "`{word}` on {subject} does not work inside `cfg_attr`, because the constructor takes the same \
                     arguments in every build: write it outside of `cfg_attr`"
                ),
            );
        } else if outer.shape.constructor.is_none() {
            errors.push(
                span,
                format_args!(
                    "`{word}` on {subject} has no effect without a constructor: write `constructor` in the tier \
                     attribute of {}",
                    outer.subject(),
                ),
            );
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
                "`since = \"{since}\"` on {} is later than `since = \"{whole}\"` on {}, so constructor `{constructor}` would \
                 get one more argument: write `default` or `default = expression` beside `since`",
                case.subject,
                outer.subject(),
            ),
        );
    }
}
