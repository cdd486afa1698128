//! What has changed between two contracts: facts, without a judgement.
//!
//! [`diff`] finds them, in the canonical order of the contract. Whether a change is permitted is the policy's to say.
//!
//! `diff` depends on the contract alone, so that the profile's question about breaks is the same comparison.

mod builds;
mod change;
mod declaration;
mod deprecation;
mod detached_method;
mod fact;
mod header;
mod implementation;
mod implementers;
mod item;
mod manifest;
mod matching;
mod meaning;
mod member;
mod packages;
mod rename;
mod shape;
mod standing;
#[cfg(test)]
pub(crate) mod tests;
mod wire;
mod wire_change;

use std::collections::BTreeSet;

use stability::Kind;
use stability::contract::{Contract, Item};

pub(crate) use self::builds::{Differences, compare};
pub use self::change::Change;
pub(crate) use self::change::namespaces_without;
use self::deprecation::Compared;
pub use self::fact::{Effect, Fact};
pub(crate) use self::implementation::mark_of;
pub(crate) use self::implementers::tier as implementers_tier;
pub(crate) use self::item::is_retired;
pub(crate) use self::manifest::{is_unstable_feature, tier_of_feature};
use self::matching::{Matches, match_items};
use self::packages::match_packages;
#[doc(hidden)]
pub use self::shape::{Differing, differing};
pub(crate) use self::wire::unknown as unknown_form;
pub use self::wire_change::WireChange;
use crate::shape::witness::Witness;

/// Everything that differs, in the order of package and id; facts of headers and manifests come last.
///
/// Places in the source are no difference. Items are the same when their package, id and namespace are; the names of a route's
/// parameters make no other route. What is unique over all packages, such as a command or an error code, is the same whichever
/// package declares it. The version of a package is no part of its name: of two versions side by side, each is compared with
/// the same version before, or else the later with the later.
///
/// A `use` in the place of an item keeps its path: then only what the `use` promises is compared with what the item did, and its
/// shape with that of the item, if that is found elsewhere by its declaration.
///
/// Contracts of several builds are compared build by build, those of the same name with each other. What changes in some of them
/// alone names these. Where one contract is of a single build without a name, a change is one that is there in all builds of the other.
///
/// ```
/// use stability::Contract;
/// use stability_policy::diff::{Effect, Fact, diff};
///
/// # fn contract(items: &str) -> Contract {
/// #     let package = r#"{ "name": "nika", "version": "1.0.0" }"#;
/// #     let head = r#""schema": "stability/contract@1", "contract": null"#;
/// #     Contract::from_json(&format!(r#"{{ {head}, "package": {package}, "items": [{items}] }}"#)).unwrap()
/// # }
/// let before = contract(r#"{ "id": "nika::Foo", "kind": "struct", "name": "Foo", "tier": "stable", "package": "nika" }"#);
/// let after = contract("");
///
/// let changes = diff(&before, &after);
/// assert_eq!((&changes[0].fact, changes[0].effect), (&Fact::ItemRemoved, Effect::Breaking));
/// assert_eq!(changes[0].to_string(), "`nika::Foo` was removed");
/// assert!(diff(&before, &before).is_empty());
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn diff<'a>(before: &'a Contract, after: &'a Contract) -> Vec<Change<'a>> {
    compare(before, after, &[]).changes
}

/// The same of contracts of one build each, where rustc was asked about what the declarations do not decide.
fn of_one_build<'a>(before: &'a Contract, after: &'a Contract, witnesses: &[Witness]) -> Vec<Change<'a>> {
    let packages = match_packages(before, after);
    let Matches {
        same,
        reexported,
        removed,
        added,
    } = match_items(before, after, &packages);
    let deprecations = Compared::new(before, after);
    let mut changes = Vec::new();
    for (from, to) in &same {
        item::compare(from, to, &deprecations, &mut changes);
    }
    for (from, to) in &reexported {
        item::compare_standing(from, to, &deprecations, &mut changes);
    }
    let mut moved = removed.clone();
    moved.extend(reexported.iter().map(|(from, _)| *from));
    // Users who name one of these paths, or a part of it, still find it.
    let mut kept: BTreeSet<&str> = reexported.iter().map(|(from, _)| from.id.as_str()).collect();
    let mut renamed = BTreeSet::new();
    for (from, to) in rename::pairs(&moved, &added) {
        let is_reexported = kept.contains(from.id.as_str());
        if from.kind == Kind::Impl && rename::name(from) == rename::name(to) {
            // Nobody names the module of an implementation.
            kept.insert(&from.id);
        }
        renamed.insert(rename::address(from));
        if !is_reexported {
            renamed.insert(rename::address(to));
        }
        if !kept.contains(from.id.as_str()) && !rename::owner(from).is_some_and(|owner| kept.contains(owner)) {
            changes.push(Change::of_item(
                Fact::ItemRenamed,
                Effect::Breaking,
                Some(from),
                Some(to),
            ));
        }
        item::compare_renamed(from, to, is_reexported, &deprecations, &mut changes);
    }
    let is_renamed = |item: &&Item| renamed.contains(&rename::address(item));
    for removed in removed.into_iter().filter(|item| !is_renamed(item)) {
        changes.push(Change::of_item(
            Fact::ItemRemoved,
            Effect::Breaking,
            Some(removed),
            None,
        ));
    }
    for new in added.into_iter().filter(|item| !is_renamed(item)) {
        changes.push(Change::of_item(Fact::ItemAdded, Effect::Additive, None, Some(new)));
    }
    meaning::compare(before, after, &same, &mut changes);
    header::compare_areas_of_items(before, after, &same, &mut changes);
    shape::compare(before, after, &same, witnesses, &mut changes);
    changes.sort_by(|a, b| order(a).cmp(&order(b)));
    header::compare(before, after, &packages, &mut changes);
    manifest::compare(before, after, &packages, &mut changes);
    changes
}

fn order<'a>(change: &Change<'a>) -> (&'a str, &'a str, Option<Kind>) {
    let item = change.before.or(change.after);
    let id = item.map_or("", |item| item.id.as_str());
    (change.package, id, item.map(|item| item.kind))
}
