//! The rules, in groups.
//!
//! A rule that looks at one change, item or package is an entry of its group's list. One that looks further has a file, whose name
//! is its id.
//!
//! An id is never used for another rule. An unknown id in `stability.toml` is a finding, an unknown key an error: a later
//! version may know the rule; no version knows the typing error. A frozen item that changed is reported once, by
//! `frozen-broken` or `frozen-extended`.

mod announced;
mod changelog;
mod contract;
mod documents;
mod exceptions;
mod exposure;
mod features;
mod lifecycle;
pub(crate) mod profile;
mod project;
mod release;
mod shape;
mod stages;
mod surface;
mod usage;
mod wire;

use super::Rule;

/// Every rule, group by group.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let groups = [
        shape::RULES,
        shape::FILES,
        exposure::FILES,
        surface::RULES,
        contract::RULES,
        wire::RULES,
        release::RULES,
        lifecycle::RULES,
        lifecycle::FILES,
        stages::RULES,
        announced::RULES,
        usage::RULES,
        exceptions::RULES,
        exceptions::FILES,
        changelog::RULES,
        changelog::FILES,
        documents::RULES,
        documents::FILES,
        features::RULES,
        project::RULES,
        project::FILES,
        profile::RULES,
    ];
    groups.into_iter().flatten()
}

#[cfg(test)]
pub(super) fn of_shape() -> impl Iterator<Item = &'static Rule> {
    shape::RULES.iter().chain(shape::FILES).chain(surface::RULES)
}

/// The rule of this id.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// The id of a rule that is spelled nearly so.
///
/// ```
/// assert_eq!(stability_policy::rules::nearest("item-remved"), Some("item-removed"));
/// assert_eq!(stability_policy::rules::nearest("anything"), None);
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn nearest(id: &str) -> Option<&'static str> {
    stability::__internal::nearest(id, all().map(|rule| rule.id))
}
