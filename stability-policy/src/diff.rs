//! What has changed between two contracts: facts, without a judgement.
//!
//! [`diff`] finds them, in the canonical order of the contract. Whether a change is permitted is the policy's to say.
//!
//! `diff` depends on the contract alone, so that the profile's question about breaks is the same comparison.

mod declaration;
mod fact;
mod item;
mod lone;
mod manifest;
mod member;
mod pair;
mod releases;
mod rename;
#[cfg(test)]
pub(crate) mod tests;

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

pub use fact::{Effect, Fact};
use pair::Pairs;
use stability::Kind;
use stability::Tier;
use stability::contract::{Contract, Item, Since};

/// One difference between what was promised and what is promised now.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change<'a> {
    /// What differs.
    pub fact: Fact,
    /// What it means for users.
    pub effect: Effect,
    /// The item as it was promised; `None` where it is added, and of a fact of the manifest.
    pub before: Option<&'a Item>,
    /// The item as it is promised now; `None` where it is gone, and of a fact of the manifest.
    pub after: Option<&'a Item>,
    /// The member that has changed, with the variant it stands in: `Closed::reason`.
    pub member: Option<String>,
    /// The package, without its version.
    pub package: &'a str,
    /// The strength of the promise that it touches: before the change, or of what is added, as by a tier that is raised. Facts
    /// of the manifest are stable.
    pub tier: Tier,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'a> Change<'a> {
    /// Whether it breaks what is stable or frozen, so that notes and a decision are owed. A raised minimum Rust version is
    /// announced in its own way.
    pub fn is_owed(&self) -> bool {
        self.effect == Effect::Breaking && self.tier >= Tier::Stable && !matches!(self.fact, Fact::MsrvRaised { .. })
    }

    /// The item: as it is now, or as it was where it is gone. `None` of a fact of the manifest.
    pub fn item(&self) -> Option<&'a Item> {
        self.after.or(self.before)
    }

    /// What it is called: the id of the item and the member, or the feature, or `rust-version`.
    pub fn name(&self) -> String {
        let item = self.before.or(self.after).map(|item| item.id.as_str());
        match (item, &self.member, &self.fact) {
            (Some(item), None, _) => item.to_string(),
            (Some(item), Some(member), _) => alloc::format!("{item}::{member}"),
            (None, _, fact) => match fact.feature() {
                Some(feature) => alloc::format!("feature {feature}"),
                None => "rust-version".to_string(),
            },
        }
    }
}

/// `nika::Foo is gone`.
impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ", self.name())?;
        match (&self.fact, self.after) {
            (Fact::ItemRenamed, Some(after)) => write!(f, "is now `{}`", after.id),
            (fact, _) => fact.fmt(f),
        }
    }
}

/// Everything that differs, in the order of package and id; facts of manifests come last.
///
/// Places in the source are no difference. Items are the same when their package, id and namespace are; the names of a route's
/// parameters make no other route. What is unique over all packages, such as a command or an error code, is the same whichever
/// package declares it. The version of a package is no part of its name: of two versions side by side, each is compared with
/// the same version before, or else the later with the later.
///
/// A path is kept by a `use` that stands there: then only what the `use` promises is compared with what the item did, and its
/// shape with that of the item, if that is found elsewhere by its declaration.
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
/// assert_eq!(changes[0].to_string(), "`nika::Foo` is gone");
/// assert!(diff(&before, &before).is_empty());
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn diff<'a>(before: &'a Contract, after: &'a Contract) -> Vec<Change<'a>> {
    let releases = releases::pair(before, after);
    let Pairs {
        same,
        reexported,
        gone,
        added,
    } = pair::pairs(before, after, &releases);
    let mut changes = Vec::new();
    for (from, to) in same {
        item::compare(from, to, &mut changes);
    }
    for (from, to) in &reexported {
        item::compare_standing(from, to, &mut changes);
    }
    let moved: Vec<&Item> = gone
        .iter()
        .copied()
        .chain(reexported.iter().map(|(from, _)| *from))
        .collect();
    // Whoever names one of these paths, or what belongs to it, finds it still.
    let mut kept: BTreeSet<&str> = reexported.iter().map(|(from, _)| from.id.as_str()).collect();
    let mut told = BTreeSet::new();
    for (from, to) in rename::pairs(&moved, &added) {
        let is_reexported = kept.contains(from.id.as_str());
        if from.kind == Kind::Impl && rename::name(from) == rename::name(to) {
            // Nobody names the module of an implementation.
            kept.insert(&from.id);
        }
        told.insert(address(from));
        if !is_reexported {
            told.insert(address(to));
        }
        if !kept.contains(from.id.as_str()) && !rename::owner(from).is_some_and(|owner| kept.contains(owner)) {
            changes.push(item::change(Fact::ItemRenamed, Effect::Breaking, Some(from), Some(to)));
        }
        item::compare_renamed(from, to, is_reexported, &mut changes);
    }
    let is_told = |item: &&Item| told.contains(&address(item));
    for gone in gone.into_iter().filter(|item| !is_told(item)) {
        changes.push(item::change(Fact::ItemRemoved, Effect::Breaking, Some(gone), None));
    }
    for new in added.into_iter().filter(|item| !is_told(item)) {
        changes.push(item::change(Fact::ItemAdded, Effect::Additive, None, Some(new)));
    }
    changes.sort_by(|a, b| order(a).cmp(&order(b)));
    manifest::compare(&releases, &mut changes);
    changes
}

/// What tells an item of these contracts from another one.
fn address(item: &Item) -> *const Item {
    item
}

fn order<'a>(change: &Change<'a>) -> (&'a str, &'a str, Option<Kind>) {
    let item = change.before.or(change.after);
    (
        change.package,
        item.map_or("", |item| item.id.as_str()),
        item.map(|item| item.kind),
    )
}

fn spoken(since: Option<&Since>) -> Option<String> {
    since.map(ToString::to_string)
}
