//! The versions of one item among themselves and against the package.

use super::Case;
use crate::environment::EXAMPLE;
use crate::errors::Errors;
use crate::model::{Since, Tier};

/// What lasts says since when.
// ui-tests/stable/without-since.rs
pub fn check_since_given(case: &Case<'_>, errors: &mut Errors) {
    let (Some(mark), Some(promise)) = (&case.node.marks.tier, &case.node.promise) else {
        return;
    };
    if mark.tier.lasts() && promise.since.is_none() && !mark.faulty {
        let word = mark.word;
        errors.push(
            mark.span,
            format_args!(
                "`#[{word}]` on {} does not say since when: write `#[{word}(since = \"{EXAMPLE}\")]`, \
                 or `since = \"next\"` for the release in preparation",
                case.subject,
            ),
        );
    }
}

/// Nothing is promised since a version that does not exist yet.
// ui-tests/stable/since-later-than-package.rs
pub fn check_since_reached(case: &Case<'_>, errors: &mut Errors) {
    let Some(package) = &case.environment.version else {
        return;
    };
    let since = case.node.marks.tier.as_ref().and_then(|mark| mark.since.as_ref());
    let deprecated = case.node.marks.deprecations().filter_map(|it| it.since.as_ref());
    for (since, what) in since
        .map(|since| (since, "promised"))
        .into_iter()
        .chain(deprecated.map(|since| (since, "deprecated")))
    {
        if since.value.is_after_package(package) {
            errors.push(
                since.span,
                format_args!(
                    "{} is {what} since {}, but the package is at {package}: write `since = \"next\"` for the release in preparation",
                    case.subject, since.value,
                ),
            );
        }
    }
}

/// A part has not been in a tier for longer than the whole; in a weaker tier it may have been.
// ui-tests/stable/member-older-than-container.rs
pub fn check_since_order(case: &Case<'_>, errors: &mut Errors) {
    let (Some(outer), Some(mark)) = (case.outer, &case.node.marks.tier) else {
        return;
    };
    let (Some(since), Some(promise)) = (&mark.since, &outer.promise) else {
        return;
    };
    let Some(whole) = &promise.since else { return };
    if mark.tier == promise.tier && since.value.is_before(whole) {
        errors.push(
            since.span,
            format_args!(
                "{} is promised since {}, before {} since {whole}: write `since = \"{whole}\"` or later",
                case.subject,
                since.value,
                outer.subject(),
            ),
        );
    }
}

/// An end comes after the beginning.
// ui-tests/beta/until-before-since.rs
pub fn check_until(case: &Case<'_>, errors: &mut Errors) {
    let Some(mark) = &case.node.marks.tier else { return };
    let (Some(until), Some(Since::Version(since))) = (&mark.until, mark.since.as_ref().map(|since| &since.value))
    else {
        return;
    };
    debug_assert!(mark.tier < Tier::Stable, "only these take the key");
    if !until.value.cmp_precedence(since).is_gt() {
        errors.push(
            until.span,
            format_args!(
                "{} is `{}` until {}, which is not after since {since}: write the version by which it graduates or goes",
                case.subject, mark.word, until.value,
            ),
        );
    }
}
