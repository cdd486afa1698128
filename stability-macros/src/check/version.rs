//! The versions that are stated of one promise, among themselves and against the package: the same rules for items, routes,
//! error codes and what the declaring macros promise.
//!
//! "Earlier than its container" is checked within one tier only: `since` is when an item entered its tier, so a field that has
//! been evolving since 0.5 may be in a struct that is stable since 1.0. A member that promises more than its struct, enum or
//! trait is refused in any version, because a removal of the whole removes the part.
//!
//! `until` does not fail a build: it announces that an item graduates or is removed. Only `remove_in` is a deadline.

use std::fmt::{self, Display};

use semver::Version;

use super::Case;
use crate::environment::{EXAMPLE, Environment};
use crate::errors::Errors;
use crate::model::{Mark, Since, Spanned};

/// The subject of the versions.
pub struct Versions<'a> {
    pub subject: &'a dyn Display,
    /// The place of the keys of the deprecation.
    pub deprecation: At<'a>,
    /// Since when it is promised, by its own attribute or by its container's.
    pub since: Option<&'a Since>,
    pub environment: &'a Environment,
}

/// The place of a version in a message: on the subject, or in a list of its attribute.
pub struct At<'a> {
    pub list: Option<&'a str>,
    pub subject: &'a dyn Display,
}

impl<'a> At<'a> {
    /// The list of a deprecation, except that of a route.
    pub const fn in_key(subject: &'a dyn Display) -> Self {
        Self {
            list: Some("`deprecated(…)`"),
            subject,
        }
    }
}

impl Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.list {
            Some(list) => write!(f, "in {list} on {}", self.subject),
            None => write!(f, "on {}", self.subject),
        }
    }
}

impl Versions<'_> {
    /// The place of the keys of the tier.
    const fn in_tier(&self) -> At<'_> {
        At {
            list: None,
            subject: self.subject,
        }
    }

    /// The place of the keys of `list`.
    pub const fn within<'a>(&'a self, list: &'a str) -> At<'a> {
        At {
            list: Some(list),
            subject: self.subject,
        }
    }

    /// The versions of a tier.
    pub fn check_mark(&self, mark: &Mark, errors: &mut Errors) {
        self.check_given(mark, errors);
        if let Some(since) = &mark.since {
            self.check_reached("since", since, &self.in_tier(), errors);
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
                    "{subject} is `{word}` and has no `since`: write the version since which it is `{word}`, for example \
                     `since = \"{EXAMPLE}\"`, or `since = \"next\"` for the next release"
                ),
            );
        }
    }

    /// Nothing begins in a version that does not exist yet.
    // ui-tests/stable/since-later-than-package.rs, ui-tests/deprecated/in-the-future.rs,
    // ui-tests/route/since-later-than-package.rs, ui-tests/surface/since-later-than-package.rs,
    // ui-tests/guarantee/since-later-than-package.rs, ui-tests/error_code/since-later-than-package.rs,
    // ui-tests/deprecated/stages-in-the-future.rs
    pub fn check_reached(&self, key: &str, since: &Spanned<Since>, place: &dyn Display, errors: &mut Errors) {
        if let Some(package) = &self.environment.version
            && since.value.is_after_package(package)
        {
            errors.push(
                since.span,
                format_args!(
                    "`{key} = \"{since}\"` {place} is later than the version of the package, {package}: write \
                     `{key} = \"next\"` for the next release"
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
                    "`until = \"{until}\"` on {subject} is not later than `since = \"{since}\"`: write a later version \
                     for `until`, in which {subject} {end}",
                    subject = self.subject,
                ),
            );
        }
    }

    /// What is promised first comes before its deprecation: `key` begins it.
    // ui-tests/deprecated/before-since.rs, ui-tests/deprecated_route/before-since.rs,
    // ui-tests/surface/versions-out-of-order.rs, ui-tests/guarantee/versions-out-of-order.rs,
    // ui-tests/generated/versions-out-of-order.rs, ui-tests/deprecated/stages-out-of-order.rs
    pub fn check_promised_before(&self, key: &str, begins: &Spanned<Since>, place: &dyn Display, errors: &mut Errors) {
        if let Some(promised) = self.since.filter(|promised| begins.value.is_before(promised)) {
            errors.push(
                begins.span,
                format_args!(
                    "`{key} = \"{begins}\"` {place} is earlier than `since = \"{promised}\"` of the tier: write \
                     `{key} = \"{promised}\"`{}",
                    or_later(promised),
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
            self.check_reached("since", since, &self.deprecation, errors);
            self.check_promised_before("since", since, &self.deprecation, errors);
        }
        let Some(removal) = removal else { return };
        match since.filter(|since| !since.value.is_before_version(&removal.value)) {
            // ui-tests/deprecated/removal-before-deprecation.rs, ui-tests/surface/versions-out-of-order.rs,
            // ui-tests/guarantee/versions-out-of-order.rs, ui-tests/generated/versions-out-of-order.rs
            Some(since) => errors.push(
                removal.span,
                format_args!(
                    "`remove_in = \"{removal}\"` on {subject} is not later than `since = \"{since}\"` of the \
                     deprecation: write a later version for `remove_in`"
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
                            "`remove_in = \"{removal}\"` on {subject} is not later than the version of the package, \
                             {package}: remove {subject}, or write a later version for `remove_in`"
                        ),
                    );
                }
            }
        }
    }
}

/// After a version that is the earliest possible one: nothing is later than the next release.
const fn or_later(earliest: &Since) -> &'static str {
    match earliest {
        Since::Version(_) => " or later",
        Since::Next => "",
    }
}

/// The versions on an item or member.
pub fn check_node(case: &Case<'_>, errors: &mut Errors) {
    let (marks, promise) = (&case.node.marks, case.node.promise.as_ref());
    let versions = Versions {
        subject: case.subject,
        deprecation: At::in_key(case.subject),
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
        errors.push(
            since.span,
            format_args!(
                "`since = \"{since}\"` on {} is earlier than `since = \"{whole}\"` on {}: write `since = \
                 \"{whole}\"`{}",
                case.subject,
                outer.subject(),
                or_later(whole),
            ),
        );
    }
}
