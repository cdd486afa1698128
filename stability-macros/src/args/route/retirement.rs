//! What a deprecation of a route says, taken together.

use crate::errors::Errors;
use crate::keys::Key;
use crate::marks::RawMark;
use crate::model::{Retirement, Subject};

/// Checks that there is a date, that the sunset does not come before it, and that the successor can be written out.
pub fn check_retirement(
    raw: &RawMark,
    retirement: &Retirement,
    names: &[String],
    faulty: bool,
    subject: &Subject,
    errors: &mut Errors,
) {
    let Some(on) = &retirement.on else {
        // ui-tests/deprecated_route/without-date.rs
        if !faulty {
            errors.push(
                raw.span,
                format_args!(
                    "`#[{}]` on {subject} does not say when, and the header `Deprecation` is a date: write `{}`",
                    raw.word.as_str(),
                    Key::On.form(),
                ),
            );
        }
        return check_successor(retirement, names, subject, errors);
    };
    // ui-tests/deprecated_route/sunset-before-deprecation.rs
    if let Some(sunset) = retirement
        .sunset
        .as_ref()
        .filter(|it| it.value.seconds < on.value.seconds)
    {
        errors.push(
            sunset.span,
            format_args!(
                "the route of {subject} goes on {}, before it is deprecated on {}: write a later date, or the same",
                sunset.value.written, on.value.written,
            ),
        );
    }
    check_successor(retirement, names, subject, errors);
}

/// What stands in braces in the successor is known from the request.
// ui-tests/deprecated_route/successor-with-unknown-parameter.rs
fn check_successor(retirement: &Retirement, names: &[String], subject: &Subject, errors: &mut Errors) {
    let Some(successor) = &retirement.successor else { return };
    for part in successor.value.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        if !names.iter().any(|known| known == name) {
            errors.push(
                successor.span,
                format_args!(
                    "the successor of {subject} names the parameter `{{{name}}}`, which the path does not have: \
                     write a URI reference without it"
                ),
            );
        }
    }
}
