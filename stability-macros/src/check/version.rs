//! The versions that are stated of one promise, among themselves and against the package: the same rules for items, routes,
//! error codes and what the declaring macros promise.
//!
//! "Earlier than its container" is checked within one tier only: `since` is when an item entered its tier, so a field that has
//! been evolving since 0.5 may be in a struct that is stable since 1.0. A member that promises more than its struct, enum or
//! trait is refused in any version, because a removal of the whole removes the part.
//!
//! `until` does not fail a build: it announces that an item graduates or is removed. Only `remove_in` is a deadline.

use std::fmt::Display;

use semver::Version;

use super::Case;
use crate::environment::{EXAMPLE, Environment};
use crate::errors::Errors;
use crate::model::{Mark, Since, Spanned};

/// The subject of the versions.
pub struct Versions<'a> {
    pub subject: &'a dyn Display,
    /// Since when it is promised, by its own attribute or by its container's.
    pub since: Option<&'a Since>,
    pub environment: &'a Environment,
}

impl Versions<'_> {
    /// The versions of a tier.
    pub fn check_mark(&self, mark: &Mark, errors: &mut Errors) {
        self.check_given(mark, errors);
        if let Some(since) = &mark.since {
            self.check_reached(since, "promised", errors);
        }
        if let Some(until) = &mark.until {
            self.check_until(until, "becomes stable or is removed", errors);
        }
    }

    /// A tier from stable on needs `since`.
    // ui-tests/stable/without-since.rs, ui-tests/route/stable-without-since.rs, ui-tests/surface/without-since.rs,
    // ui-tests/guarantee/without-since.rs
    fn check_given(&self, mark: &Mark, errors: &mut Errors) {
        if mark.tier.lasts() && self.since.is_none() && !mark.faulty {
            let (word, subject) = (mark.word, self.subject);
            errors.push(
                mark.span,
                format_args!(
                    "{subject} is `{word}` and has no `since`: write `{word}(since = \"{EXAMPLE}\")`, or `since = \
                     \"next\"` for the next release"
                ),
            );
        }
    }

    /// Nothing is promised since a version that does not exist yet.
    // ui-tests/stable/since-later-than-package.rs, ui-tests/deprecated/in-the-future.rs,
    // ui-tests/route/since-later-than-package.rs, ui-tests/surface/since-later-than-package.rs,
    // ui-tests/guarantee/since-later-than-package.rs, ui-tests/error_code/since-later-than-package.rs
    pub fn check_reached(&self, since: &Spanned<Since>, what: &str, errors: &mut Errors) {
        if let Some(package) = &self.environment.version
            && since.value.is_after_package(package)
        {
            errors.push(
                since.span,
                format_args!(
                    "{} is {what} since {}, but the package has the version {package}: write `since = \"next\"` \
                     for the next release",
                    self.subject, since.value,
                ),
            );
        }
    }

    /// An end comes after the beginning.
    // ui-tests/beta/until-before-since.rs, ui-tests/route/until-before-since.rs, ui-tests/surface/until-before-since.rs,
    // ui-tests/reserved/until-before-since.rs
    fn check_until(&self, until: &Spanned<Version>, end: &str, errors: &mut Errors) {
        if let Some(since) = self.since
            && !since.is_before_version(&until.value)
        {
            errors.push(
                until.span,
                format_args!(
                    "{} has `until` {}, which is not later than its `since` {since}: write a later version, in \
                     which it {end}",
                    self.subject, until.value,
                ),
            );
        }
    }

    /// First promised, then deprecated, then removed, and what was announced to go, goes.
    pub fn check_deprecation(
        &self,
        since: Option<&Spanned<Since>>,
        removal: Option<&Spanned<Version>>,
        errors: &mut Errors,
    ) {
        let subject = self.subject;
        if let Some(since) = since {
            self.check_reached(since, "deprecated", errors);
            // ui-tests/deprecated/before-since.rs, ui-tests/deprecated_route/before-since.rs,
            // ui-tests/surface/versions-out-of-order.rs, ui-tests/guarantee/versions-out-of-order.rs,
            // ui-tests/generated/versions-out-of-order.rs
            if let Some(promised) = self.since.filter(|promised| since.value.is_before(promised)) {
                errors.push(
                    since.span,
                    format_args!(
                        "{subject} is deprecated since {}, but promised only since {promised}: write `since = \
                         \"{promised}\"` or later",
                        since.value,
                    ),
                );
            }
        }
        let Some(removal) = removal else { return };
        match since.filter(|since| !since.value.is_before_version(&removal.value)) {
            // ui-tests/deprecated/removal-before-deprecation.rs, ui-tests/surface/versions-out-of-order.rs,
            // ui-tests/guarantee/versions-out-of-order.rs, ui-tests/generated/versions-out-of-order.rs
            Some(since) => errors.push(
                removal.span,
                format_args!(
                    "{subject} has `remove_in` {}, which is not later than its deprecation in {}: write a later \
                     version",
                    removal.value, since.value,
                ),
            ),
            // ui-tests/deprecated/removal-due.rs, ui-tests/surface/removal-due.rs, ui-tests/guarantee/removal-due.rs,
            // ui-tests/generated/removal-due.rs
            None => {
                if let Some(package) = self.environment.release()
                    && package.cmp_precedence(&removal.value).is_ge()
                {
                    errors.push(
                        removal.span,
                        format_args!(
                            "{subject} has `remove_in` {}, and the package has the version {package}: remove \
                             {subject}, or write a later version in `remove_in`",
                            removal.value,
                        ),
                    );
                }
            }
        }
    }
}

/// The versions on an item or member.
pub fn check_node(case: &Case<'_>, errors: &mut Errors) {
    let (marks, promise) = (&case.node.marks, case.node.promise.as_ref());
    let versions = Versions {
        subject: case.subject,
        since: promise.and_then(|promise| promise.since.as_ref()),
        environment: case.environment,
    };
    if let Some(mark) = marks.tier.as_ref().filter(|_| promise.is_some()) {
        versions.check_mark(mark, errors);
    }
    if let Some(until) = marks.reserved.as_ref().and_then(|reserved| reserved.until.as_ref()) {
        versions.check_until(until, "is implemented", errors);
    }
    for deprecation in marks.deprecations() {
        versions.check_deprecation(deprecation.since.as_ref(), deprecation.remove_in.as_ref(), errors);
    }
    check_since_order(case, errors);
}

/// A part has not been in a tier for longer than the whole; in a weaker tier it may have been.
// ui-tests/stable/member-older-than-container.rs
fn check_since_order(case: &Case<'_>, errors: &mut Errors) {
    let (Some(outer), Some(mark)) = (case.outer, &case.node.marks.tier) else {
        return;
    };
    let (Some(since), Some(promise)) = (&mark.since, &outer.promise) else {
        return;
    };
    let Some(whole) = &promise.since else { return };
    if mark.tier == promise.tier && since.value.is_before(whole) {
        let or_later = if matches!(whole, Since::Next) { "" } else { " or later" };
        errors.push(
            since.span,
            format_args!(
                "{} is promised since {}, but {} only since {whole}: write `since = \"{whole}\"`{or_later}",
                case.subject,
                since.value,
                outer.subject(),
            ),
        );
    }
}
