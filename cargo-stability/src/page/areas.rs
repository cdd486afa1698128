//! The surface by area and tier.

use serde::Serialize;
use stability::__internal::{InArea, Names, areas, called, item_lines, release};
use stability::contract::{Deprecations, Item, Member};
use stability::{Contract, Tier};

/// A named group of the surface.
#[derive(Clone, Default, Serialize)]
pub struct Area {
    /// `None` for what belongs to no area.
    name: Option<String>,
    texts: Vec<String>,
    /// What users should do: the notes of the area.
    notes: Vec<String>,
    excludes: Vec<String>,
    planned: Vec<Planned>,
    groups: Vec<Group>,
}

#[derive(Clone, Serialize)]
struct Planned {
    name: String,
    text: Option<String>,
}

/// What has one tier in an area.
#[derive(Clone, Serialize)]
struct Group {
    tier: &'static str,
    promise: String,
    items: Vec<PageItem>,
    /// The same items as a list in Markdown, with their members.
    list: String,
}

/// An item, or a member of one.
#[derive(Clone, Serialize)]
struct PageItem {
    id: String,
    name: String,
    kind: &'static str,
    tier: &'static str,
    package: String,
    since: Option<String>,
    until: Option<String>,
    feature: Option<String>,
    audience: Option<String>,
    text: Option<String>,
    note: Option<String>,
    docs: Option<String>,
    issue: Option<String>,
    signature: Option<String>,
    /// What is deprecated: itself, or the name of what it belongs to.
    deprecated: Option<String>,
    members: Vec<PageItem>,
}

/// Whether it is promised to stay: `frozen` and `stable`.
pub fn is_strong(tier: Tier) -> bool {
    tier >= Tier::Stable
}

/// What areas are made of.
pub struct Surface<'a, P> {
    contract: &'a Contract,
    names: Names<'a>,
    deprecations: Deprecations<'a>,
    /// What the policy says of a tier.
    promise: P,
}

impl<'a, P: Fn(Tier) -> String> Surface<'a, P> {
    pub fn new(contract: &'a Contract, promise: P) -> Self {
        Self {
            contract,
            names: Names::of(contract),
            deprecations: contract.deprecations(),
            promise,
        }
    }

    /// Every area with all that is in it.
    pub fn all(&self) -> Vec<Area> {
        let areas = areas(self.contract);
        areas.iter().map(|area| self.area(area, |_| true)).collect()
    }

    /// The areas that have something of these tiers, with that alone. What an area states as a whole appears once, with its
    /// strongest tier.
    pub fn with_tiers(&self, is_asked: impl Fn(Tier) -> bool + Copy) -> Vec<Area> {
        let areas = areas(self.contract);
        let asked = areas.iter().filter(|area| match area.tiers().next() {
            Some(_) => area.tiers().any(is_asked),
            // What has no tier and no item is only announced.
            None => is_asked(Tier::Internal),
        });
        let mut found = Vec::new();
        for area in asked {
            let mut shown = self.area(area, is_asked);
            if !area.tiers().next().is_none_or(is_asked) {
                shown = Area {
                    name: shown.name,
                    groups: shown.groups,
                    ..Area::default()
                };
            }
            found.push(shown);
        }
        found
    }

    fn area(&self, area: &InArea<'a>, is_asked: impl Fn(Tier) -> bool) -> Area {
        let said = || area.said.iter();
        let planned = said().flat_map(|it| &it.planned);
        let groups = area.tiers().filter(|tier| is_asked(*tier)).map(|tier| {
            let items = || area.items.iter().copied().filter(move |item| item.tier == tier);
            Group {
                tier: tier.as_str(),
                promise: (self.promise)(tier),
                items: items().map(|item| self.item(item)).collect(),
                list: item_lines(self.contract, items()),
            }
        });
        Area {
            name: area.name.map(ToOwned::to_owned),
            texts: said().filter_map(|it| it.text.clone()).collect(),
            notes: said().filter_map(|it| it.note.clone()).collect(),
            excludes: said().flat_map(|it| it.excludes.clone()).collect(),
            planned: planned
                .map(|it| Planned {
                    name: it.name.clone(),
                    text: it.text.clone(),
                })
                .collect(),
            groups: groups.collect(),
        }
    }

    fn item(&self, item: &'a Item) -> PageItem {
        let name = self.names.name(item);
        let covering = self.deprecations.of(item).into_iter().next();
        PageItem {
            id: item.id.clone(),
            name: called(name, item),
            kind: item.kind.as_str(),
            tier: item.tier.as_str(),
            package: item.package.clone(),
            since: item.since.as_ref().map(release),
            until: item.until.as_ref().map(ToString::to_string),
            feature: item.feature.clone(),
            audience: item.audience.clone(),
            text: item.text.clone(),
            note: item.note.clone(),
            docs: item.docs.clone(),
            issue: item.issue.clone(),
            signature: item.signature.clone(),
            deprecated: covering.map(|it| it.with.unwrap_or(name).to_owned()),
            members: item.members.iter().map(|it| PageItem::of_member(item, it)).collect(),
        }
    }
}

impl PageItem {
    fn of_member(item: &Item, member: &Member) -> Self {
        Self {
            id: format!("{}::{}", item.id, member.name),
            name: member.name.clone(),
            kind: member.kind.as_str(),
            tier: member.tier_in(item.tier).as_str(),
            package: item.package.clone(),
            since: member.since.as_ref().map(release),
            until: member.until.as_ref().map(ToString::to_string),
            feature: member.feature.clone(),
            audience: None,
            text: None,
            note: member.note.clone(),
            docs: member.docs.clone(),
            issue: member.issue.clone(),
            signature: member.signature.clone(),
            deprecated: member.deprecated.as_ref().map(|_| member.name.clone()),
            members: member.members.iter().map(|it| Self::of_member(item, it)).collect(),
        }
    }
}
