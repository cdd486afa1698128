//! What the renderers say in the same words and the same order.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::contract::{Area, Contract, Deprecated, Deprecations, Item, Member, Since, Stages};
use crate::kind::Namespace;
use crate::tier::Tier;

/// The text in place of the items of an empty contract.
pub const NOTHING: &str = "This contract promises nothing yet.";
/// The advice for an empty contract; the parts between backticks are code.
pub const WHAT_TO_DO: &str = "Put a tier on a public item, for example `#[stability::stable(since = \"1.0.0\")]`; if a package has promises \
     that are missing here, name it in the program: `use its_name as _;`.";

/// The heading for items without an area, where others have one.
pub const NO_AREA: &str = "Other";

/// The heading of the exclusions of an area.
pub const EXCLUDED: &str = "Not covered:";
/// The heading of the planned entries of an area.
pub const PLANNED: &str = "Planned, and not promised yet:";

/// Says which releases may break an item of the tier.
pub fn promise(tier: Tier) -> &'static str {
    match tier {
        Tier::Frozen => "Nothing within the scope of this contract may break these, except a recorded exception.",
        Tier::Stable => "Only a major release may break these, after a deprecation.",
        Tier::Beta => "Any minor release may break these.",
        Tier::Evolving => "Any minor release may break these; plan for migration.",
        Tier::Experimental => "Any release may break or remove these.",
        Tier::Internal => "Anything may break these at any time.",
    }
}

/// Says which users may use an item of the tier.
pub fn audience(tier: Tier) -> &'static str {
    match tier {
        Tier::Frozen | Tier::Stable => "for everyone",
        Tier::Beta => "for users who opt in",
        Tier::Evolving => "for everyone who plans for migration",
        Tier::Experimental => "for users who turn the feature on",
        Tier::Internal => "for the project's own packages",
    }
}

/// The title of the contract.
pub fn title(contract: &Contract) -> String {
    let name = match (contract.header(), contract.package()) {
        (Some(header), _) => Some(&header.name),
        (None, package) => package.map(|package| &package.name),
    };
    match name {
        Some(name) => format!("{name} stability contract"),
        None => "Stability contract".to_string(),
    }
}

/// `41 items: 3 frozen, 38 stable; 2 deprecated`.
pub struct Summary<'a>(pub &'a [Item], pub &'a Deprecations<'a>);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(items, deprecations) = *self;
        let plural = if items.len() == 1 { "" } else { "s" };
        write!(f, "{} item{plural}", items.len())?;
        for (at, tier) in tiers(items).enumerate() {
            let before = if at == 0 { ":" } else { "," };
            let count = items.iter().filter(|item| item.tier == tier).count();
            write!(f, "{before} {count} {tier}")?;
        }
        match items.iter().filter(|item| !deprecations.of(item).is_empty()).count() {
            0 => Ok(()),
            count => write!(f, "; {count} deprecated"),
        }
    }
}

/// The tiers in use, the strongest first.
pub fn tiers<'a>(items: impl IntoIterator<Item = &'a Item> + Clone) -> impl Iterator<Item = Tier> {
    Tier::ALL
        .into_iter()
        .filter(move |tier| items.clone().into_iter().any(|item| item.tier == *tier))
}

/// An area, with what is in it and what each package says of it; the items without one have no name.
pub struct InArea<'a> {
    /// Its name.
    pub name: Option<&'a str>,
    /// What is in it.
    pub items: Vec<&'a Item>,
    /// What each package says of it.
    pub said: Vec<&'a Area>,
}

impl InArea<'_> {
    /// The tiers in use, the strongest first: of the items, or else the one that is stated.
    pub fn tiers(&self) -> impl Iterator<Item = Tier> {
        Tier::ALL.into_iter().filter(|tier| {
            self.items.iter().any(|item| item.tier == *tier) || self.said.iter().any(|said| said.tier == Some(*tier))
        })
    }
}

/// The items by area: the areas in the order of the headers, then others by name, then the items without one.
pub fn areas(contract: &Contract) -> Vec<InArea<'_>> {
    let mut areas: BTreeMap<Option<&str>, InArea<'_>> = BTreeMap::new();
    let new = |name| InArea {
        name,
        items: Vec::new(),
        said: Vec::new(),
    };
    for item in contract.items() {
        let name = item.area.as_deref();
        areas.entry(name).or_insert_with(|| new(name)).items.push(item);
    }
    for said in contract.areas() {
        let name = Some(said.name.as_str());
        areas.entry(name).or_insert_with(|| new(name)).said.push(said);
    }
    let declared = contract
        .packages()
        .iter()
        .filter_map(|source| source.header.as_ref())
        .flat_map(|header| header.areas.iter().map(String::as_str));
    let mut in_order: Vec<InArea<'_>> = declared.filter_map(|name| areas.remove(&Some(name))).collect();
    let without = areas.remove(&None);
    in_order.extend(areas.into_values());
    in_order.extend(without);
    in_order
}

/// The name of an item of the surface of a program, with its type if it has one.
pub fn called(name: &str, item: &Item) -> String {
    match (&item.signature, item.kind.namespace()) {
        (Some(signature), Namespace::Surface) => format!("{name}: {signature}"),
        _ => name.to_string(),
    }
}

/// The name of each item, or its id if two items of one kind have the same name.
pub struct Names<'a> {
    counts: BTreeMap<(&'a str, crate::Kind), usize>,
    has_modules: bool,
}

impl<'a> Names<'a> {
    /// The names of a contract.
    pub fn of(contract: &'a Contract) -> Self {
        Self::new(contract, false)
    }

    /// The names of a contract, after the path of the module inside the library, if its items are in two modules or more.
    pub fn with_modules(contract: &'a Contract) -> Self {
        let items = contract.items().iter();
        let modules: BTreeSet<&str> = items.filter_map(in_library).map(|(module, _)| module).collect();
        Self::new(contract, modules.len() > 1)
    }

    fn new(contract: &'a Contract, has_modules: bool) -> Self {
        let mut names = Self {
            counts: BTreeMap::new(),
            has_modules,
        };
        for item in contract.items() {
            *names.counts.entry((names.unchecked(item), item.kind)).or_insert(0) += 1;
        }
        names
    }

    /// What to call an item of the contract.
    pub fn name(&self, item: &'a Item) -> &'a str {
        let name = self.unchecked(item);
        match self.counts.get(&(name, item.kind)) {
            Some(2..) => &item.id,
            _ => name,
        }
    }

    /// The name, which another item may have too.
    fn unchecked(&self, item: &'a Item) -> &'a str {
        match in_library(item) {
            Some((_, path)) if self.has_modules => path,
            _ => &item.name,
        }
    }
}

/// The module of a Rust item and its path, both inside its library: `memory` and `memory::Frame` of `nika::memory::Frame`.
fn in_library(item: &Item) -> Option<(&str, &str)> {
    let is_rust = matches!(
        item.kind.namespace(),
        Namespace::Type | Namespace::Value | Namespace::Macro | Namespace::Import
    );
    let (_, path) = item.id.split_once("::").filter(|_| is_rust)?;
    let module = path.strip_suffix(item.name.as_str())?;
    match module.strip_suffix("::") {
        Some(module) => Some((module, path)),
        None => module.is_empty().then_some(("", path)),
    }
}

/// Whether the member or one inside it has something of its own to say.
pub fn speaks(member: &Member) -> bool {
    member.tier.is_some()
        || member.since.is_some()
        || member.until.is_some()
        || member.reserved
        || member.note.is_some()
        || member.feature.is_some()
        || member.deprecated.is_some()
        || member.members.iter().any(speaks)
}

/// The release as running text names it.
pub fn release(since: &Since) -> String {
    match since {
        Since::Version(version) => version.to_string(),
        Since::Next => "the next release".to_string(),
    }
}

/// `since 1.2.0, removal in 2.0.0`; empty where nothing of it is known.
pub fn dates(deprecated: &Deprecated) -> String {
    let mut parts = Vec::new();
    if let Some(since) = &deprecated.since {
        parts.push(format!("since {}", release(since)));
    }
    if let Some(stage) = deprecated.stage {
        parts.push(stage.to_string());
    }
    for (stage, since) in deprecated.stages.iter().flat_map(Stages::planned) {
        parts.push(format!("{stage} in {}", release(since)));
    }
    if let Some(on) = &deprecated.on {
        parts.push(format!("on {on}"));
    }
    if let Some(remove_in) = &deprecated.remove_in {
        parts.push(format!("removal in {remove_in}"));
    }
    if let Some(sunset) = &deprecated.sunset {
        parts.push(format!("sunset {sunset}"));
    }
    parts.join(", ")
}
