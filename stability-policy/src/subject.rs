//! The items and members of a contract, in one form.

use std::borrow::Cow;

use semver::Version;
use stability::contract::{Contract, Deprecated, Item, Member, Since};
use stability::{Kind, Tier};

use crate::diff::Change;

/// An item, or a member of one.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// The item.
    pub item: &'a Item,
    /// The member, with the variant that has it: `Closed::reason`; `None` where the subject is the item itself.
    pub member: Option<Cow<'a, str>>,
    /// The tier in force.
    pub tier: Tier,
    /// The version in which it entered that tier.
    pub since: Option<&'a Since>,
    /// The version by which it graduates or is removed.
    pub until: Option<&'a Version>,
    /// Whether its place is kept for what comes later.
    pub reserved: bool,
    /// Its own deprecation.
    pub deprecated: Option<&'a Deprecated>,
}

impl Subject<'_> {
    /// What it is called: `nika::Foo`, `nika::Foo::field`.
    pub fn name(&self) -> String {
        match &self.member {
            Some(member) => format!("{}::{member}", self.item.id),
            None => self.item.id.clone(),
        }
    }
}

/// Everything that `contract` promises to others, the members of an item behind it.
pub fn subjects(contract: &Contract) -> Vec<Subject<'_>> {
    let mut subjects = Vec::new();
    for item in contract.items() {
        subjects.push(Subject {
            item,
            member: None,
            tier: item.tier,
            since: item.since.as_ref(),
            until: item.until.as_ref(),
            reserved: false,
            deprecated: item.deprecated.as_ref(),
        });
        add_members(item, &item.members, None, item.tier, &mut subjects);
    }
    subjects.retain(|subject| subject.tier > Tier::Internal);
    subjects
}

fn add_members<'a>(
    item: &'a Item,
    members: &'a [Member],
    variant: Option<&str>,
    tier: Tier,
    subjects: &mut Vec<Subject<'a>>,
) {
    for member in members {
        let path = match variant {
            None => Cow::Borrowed(member.name.as_str()),
            Some(variant) => Cow::Owned(format!("{variant}::{}", member.name)),
        };
        let tier = member.tier_in(tier);
        add_members(item, &member.members, Some(&path), tier, subjects);
        subjects.push(Subject {
            item,
            member: Some(path),
            tier,
            since: member.since.as_ref(),
            until: member.until.as_ref(),
            reserved: member.reserved,
            deprecated: member.deprecated.as_ref(),
        });
    }
}

/// What is written now of the deprecation of what changed, or of the item that has it.
pub fn deprecation_after<'a>(change: &Change<'a>) -> Option<&'a Deprecated> {
    deprecation(change.after?, change.member.as_deref())
}

/// The deprecation of a member, or with `None` of the item itself: its own, or that of its container.
fn deprecation<'a>(item: &'a Item, member: Option<&str>) -> Option<&'a Deprecated> {
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

/// Whether the attributes can deprecate things of this kind: rustc does not warn of the use of an implementation, and a code is
/// retired instead.
pub const fn can_be_deprecated(kind: Kind) -> bool {
    !matches!(kind, Kind::Impl | Kind::ErrorCode)
}
