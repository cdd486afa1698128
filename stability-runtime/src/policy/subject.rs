//! Items and members as one: what has a tier, a deprecation, an end.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use semver::Version;

use super::{Advice, Report};
use crate::contract::{Contract, Deprecated, Item, Member, Since, package_name};
use crate::kind::{Kind, Namespace};
use crate::route::shape;
use crate::tier::Tier;

/// An item, or a member of one.
#[derive(Clone, Debug)]
pub struct Promise<'a> {
    /// The item.
    pub item: &'a Item,
    /// The member, with the variant it stands in: `Closed::reason`; `None` where it is the item itself.
    pub member: Option<String>,
    /// The tier in force.
    pub tier: Tier,
    /// The version in which it entered that tier.
    pub since: Option<&'a Since>,
    /// The version by which it graduates or goes.
    pub until: Option<&'a Version>,
    /// Whether its place is kept for what comes later.
    pub reserved: bool,
    /// Its own deprecation.
    pub deprecated: Option<&'a Deprecated>,
}

impl<'a> Promise<'a> {
    fn of_item(item: &'a Item) -> Self {
        Self {
            item,
            member: None,
            tier: item.tier,
            since: item.since.as_ref(),
            until: item.until.as_ref(),
            reserved: false,
            deprecated: item.deprecated.as_ref(),
        }
    }

    fn of_member(item: &'a Item, member: &'a Member, path: String, tier: Tier) -> Self {
        Self {
            item,
            member: Some(path),
            tier,
            since: member.since.as_ref(),
            until: member.until.as_ref(),
            reserved: member.reserved,
            deprecated: member.deprecated.as_ref(),
        }
    }

    /// What it is called: `nika::Foo`, `nika::Foo::field`.
    pub fn name(&self) -> String {
        match &self.member {
            Some(member) => format!("{}::{member}", self.item.id),
            None => self.item.id.clone(),
        }
    }

    /// Reports its state.
    pub fn report(&self, report: &mut Report<'_>, message: impl core::fmt::Display, advice: impl Into<Advice>) {
        match &self.member {
            Some(member) => report.member(self.item, member, message, advice),
            None => report.item(self.item, message, advice),
        }
    }
}

/// Everything of `contract` that is promised to others, each item before its members.
pub fn promises(contract: &Contract) -> impl Iterator<Item = Promise<'_>> {
    contract.items().iter().flat_map(|item| {
        let mut all = Vec::from([Promise::of_item(item)]);
        add_members(item, &item.members, "", item.tier, &mut all);
        all.retain(|promise| promise.tier > Tier::Internal);
        all
    })
}

fn add_members<'a>(item: &'a Item, members: &'a [Member], within: &str, tier: Tier, all: &mut Vec<Promise<'a>>) {
    for member in members {
        let path = match within {
            "" => member.name.clone(),
            variant => format!("{variant}::{}", member.name),
        };
        let tier = member.tier_in(tier);
        add_members(item, &member.members, &path, tier, all);
        all.push(Promise::of_member(item, member, path, tier));
    }
}

/// The deprecation under which a member, or with `None` the item itself, stands: its own, or that of what it stands in.
pub fn deprecation<'a>(item: &'a Item, member: Option<&str>) -> Option<&'a Deprecated> {
    let mut found = item.deprecated.as_ref();
    let mut members = item.members.as_slice();
    for name in member.into_iter().flat_map(|path| path.split("::")) {
        let Some(member) = members.iter().find(|member| member.name == name) else {
            break;
        };
        found = member.deprecated.as_ref().or(found);
        members = &member.members;
    }
    found
}

/// Whether the attributes can deprecate things of this kind: no use of an implementation can be told, and a code is retired.
pub const fn can_be_deprecated(kind: Kind) -> bool {
    !matches!(kind, Kind::Impl | Kind::ErrorCode)
}

/// What tells a thing from every other, whatever the version of its package: its [`name`] and its namespace.
pub fn identity<'a>(package: &'a str, id: &str, kind: Kind) -> (&'a str, String, Namespace) {
    let (package, id) = name(package, id, kind);
    (package, id, kind.namespace())
}

/// What users find a thing by, whatever it is: package and id, of a route without the names of its parameters. What is unique
/// over all packages has no package here.
pub fn name<'a>(package: &'a str, id: &str, kind: Kind) -> (&'a str, String) {
    let package = match kind.namespace() {
        Namespace::Code | Namespace::Surface => "",
        _ => package_name(package),
    };
    let id = match kind {
        Kind::Route => shape(id).collect(),
        _ => id.into(),
    };
    (package, id)
}
