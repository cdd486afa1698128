//! One difference between two contracts.

use std::fmt;

use stability::Tier;
use stability::contract::{DeprecationStage, Item};

use super::{Effect, Fact, WireChange, implementers};
use crate::fingerprint::fingerprint;
use crate::shape::compare::ChangeKind;

/// One difference between what was promised and what is promised now.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change<'a> {
    /// What differs.
    pub fact: Fact,
    /// What it means for users.
    pub effect: Effect,
    /// The item as it was promised; `None` where it is added, and of a fact of the manifest or the header.
    pub before: Option<&'a Item>,
    /// The item as it is promised now; `None` where it was removed, and of a fact of the manifest or the header.
    pub after: Option<&'a Item>,
    /// The member that has changed, with the variant that has it: `Closed::reason`.
    pub member: Option<String>,
    /// The package, without its version.
    pub package: &'a str,
    /// The strength of the promise that it touches: before the change, or of what is added, as by a tier that is raised. Facts
    /// of the manifest are stable, and the header is promised as much as the strongest item that it speaks for.
    pub tier: Tier,
    /// What rustc said of code that uses it as it was promised, where the declarations do not decide; or why it could not be asked.
    pub note: Option<String>,
    /// The builds in which it differs, of those that both contracts describe; empty where it is all of them.
    pub builds: Vec<String>,
}

impl<'a> Change<'a> {
    /// A change of an item as a whole.
    pub(super) fn of_item(fact: Fact, effect: Effect, before: Option<&'a Item>, after: Option<&'a Item>) -> Self {
        let item = before.or(after);
        let tier = item.map_or(Tier::Internal, |item| item.tier);
        Self {
            tier: implementers::touched(&fact, before, fact.touched(tier)),
            fact,
            effect,
            before,
            after,
            member: None,
            package: item.map_or("", Item::package_name),
            note: None,
            builds: Vec::new(),
        }
    }

    /// What tells it from other changes of the same thing.
    pub(crate) fn key(&self) -> String {
        let mut key = self.fact.key();
        for build in &self.builds {
            key = format!("{key} in {build}");
        }
        key
    }

    /// Whether the declaration is another one.
    pub(crate) fn is_signature(&self) -> bool {
        matches!(self.fact, Fact::SignatureChanged { .. } | Fact::Shape { .. }) && !self.is_removal()
    }

    /// A change of what no item states.
    pub(crate) fn of_package(fact: Fact, effect: Effect, package: &'a str, tier: Tier) -> Self {
        Self {
            fact,
            effect,
            before: None,
            after: None,
            member: None,
            package,
            tier,
            note: None,
            builds: Vec::new(),
        }
    }

    /// Whether the promise to others is taken back as a whole: by a removal, or by the tier `internal`.
    pub(crate) fn withdraws(&self) -> bool {
        self.is_removal() || self.denies() || matches!(self.fact, Fact::TierLowered { to: Tier::Internal, .. })
    }

    /// Whether its deprecation makes each use an error.
    pub(crate) fn denies(&self) -> bool {
        let denied = DeprecationStage::Denied;
        matches!(self.fact, Fact::DeprecationStageChanged { to, .. } if to == denied)
    }

    /// Whether less is promised of what stays, by its own tier or by that of its form in documents.
    pub(crate) fn lowers(&self) -> bool {
        let is_of_form = matches!(
            self.fact,
            Fact::Wire {
                change: WireChange::TierLowered,
                ..
            }
        );
        is_of_form || matches!(self.fact, Fact::TierLowered { to, .. } if to > Tier::Internal)
    }

    /// Whether it breaks what is stable or frozen, so that a note and a decision must name it. A raised minimum Rust version is
    /// announced in its own way.
    pub(crate) fn breaks_stable(&self) -> bool {
        self.effect == Effect::Breaking && self.tier >= Tier::Stable && !matches!(self.fact, Fact::MsrvRaised { .. })
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'a> Change<'a> {
    /// The item: as it is now, or as it was where it was removed. `None` of a fact of the manifest or the header.
    pub fn item(&self) -> Option<&'a Item> {
        self.after.or(self.before)
    }

    /// Whether users no longer find something where it was.
    pub fn is_removal(&self) -> bool {
        matches!(
            self.fact,
            Fact::ItemRemoved
                | Fact::ItemRenamed
                | Fact::MemberRemoved { .. }
                | Fact::Shape {
                    change: ChangeKind::PathRemoved,
                    ..
                }
        )
    }

    /// What tells it from every other change of the comparison, and stays the same while it stays the same, through other values: 16
    /// hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        fingerprint([&self.fact.id(), self.package, &self.name(), &self.key()])
    }

    /// What it is called: the id of the item and the member, or the feature, `rust-version`, `contract of nika`, `area CLI`.
    pub fn name(&self) -> String {
        let item = self.before.or(self.after).map(|item| item.id.as_str());
        match (item, &self.member, &self.fact) {
            (Some(item), None, _) => item.to_string(),
            (Some(item), Some(member), _) => format!("{item}::{member}"),
            (None, _, fact) => fact.topic(self.package),
        }
    }
}

/// The words for the namespaces that an item has lost and gained: ``had the namespace `x-` for extension fields and now has `ext-` ``.
fn namespaces(before: Option<&Item>, after: &Item) -> String {
    let lost = namespaces_without(before, Some(after));
    let gained = namespaces_without(Some(after), before);
    let count = |names: &[String]| if names.len() == 1 { "namespace" } else { "namespaces" };
    let (was, is) = (lost.join(" and "), gained.join(" and "));
    match (lost.is_empty(), gained.is_empty()) {
        (false, false) => format!("had the {} {was} for extension fields and now has {is}", count(&lost)),
        (false, true) => format!("no longer has the {} {was} for extension fields", count(&lost)),
        (true, _) => format!("now has the {} {is} for extension fields", count(&gained)),
    }
}

/// The namespaces of `item` that `other` does not have.
pub(crate) fn namespaces_without(item: Option<&Item>, other: Option<&Item>) -> Vec<String> {
    let all = |item: Option<&Item>| {
        let own = item.and_then(|item| item.namespaces.as_ref());
        own.map(|own| [own.core.clone(), own.community.clone()])
    };
    let others = all(other);
    let is_other = |name: &String| others.iter().flatten().any(|other| other == name);
    let own = all(item).into_iter().flatten();
    own.filter(|name| !is_other(name))
        .map(|name| format!("`{name}`"))
        .collect()
}

/// `nika::Foo was removed`.
impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ", self.name())?;
        match (&self.fact, self.after) {
            (Fact::ItemRenamed, Some(after)) => write!(f, "is now `{}`", after.id),
            (Fact::NamespacesChanged, Some(after)) => f.write_str(&namespaces(self.before, after)),
            (fact, _) => fact.fmt(f),
        }?;
        let builds: Vec<String> = self.builds.iter().map(|build| format!("`{build}`")).collect();
        match builds.as_slice() {
            [] => Ok(()),
            [build] => write!(f, " in the build {build}"),
            builds => write!(f, " in the builds {}", builds.join(", ")),
        }
    }
}
