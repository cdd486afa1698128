//! Checks over several keys of the deprecation of a route.

use crate::errors::{Errors, listed};
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
                    "`#[{}]` on {subject} has no date, which the header `Deprecation` needs: write the date of the \
                     deprecation, for example `{}`",
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
        let is_same_day = sunset.value.written.get(..10) == on.value.written.get(..10);
        let in_utc = if is_same_day { " in UTC" } else { "" };
        errors.push(
            sunset.span,
            format_args!(
                "`sunset = \"{}\"` on {subject} is earlier{in_utc} than `on = \"{}\"`: write the same time for \
                 `sunset`, or a later one",
                sunset.value.written, on.value.written,
            ),
        );
    }
    check_successor(retirement, names, subject, errors);
}

/// The request has the values of the parameters in braces, so the successor has only parameters of the path.
// ui-tests/deprecated_route/successor-with-unknown-parameter.rs
fn check_successor(retirement: &Retirement, names: &[String], subject: &Subject, errors: &mut Errors) {
    let Some(successor) = &retirement.successor else { return };
    for part in successor.value.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        if !names.iter().any(|known| known == name) {
            let known: Vec<String> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
            let advice = match known.as_slice() {
                [] => "remove it from the successor".to_owned(),
                _ => format!(
                    "write {} instead, or remove it from the successor",
                    listed(&known, "or")
                ),
            };
            errors.push(
                successor.span,
                format_args!(
                    "`successor = \"{successor}\"` on {subject} has the parameter `{{{name}}}`, which the path of the \
                     route does not have: {advice}"
                ),
            );
        }
    }
}
