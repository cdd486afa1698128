//! The members of one item, in two states of it.

use std::collections::{BTreeMap, BTreeSet};

use stability::contract::{Item, Member};
use stability::{Kind, Namespace, Tier};

use super::deprecation::Compared;
use super::{Change, Effect, Fact, declaration, implementers, standing, wire};

/// Two states of the item that the members belong to.
struct Container<'a, 'd> {
    from: &'a Item,
    to: &'a Item,
    deprecations: &'d Compared<'a>,
}

/// The members at one depth: of the item, or of one of its variants.
#[derive(Clone, Copy)]
struct Level<'a, 'p> {
    from: &'a [Member],
    to: &'a [Member],
    /// The tiers in force around them.
    tiers: (Tier, Tier),
    /// The variant that has them.
    path: &'p str,
    /// Whether users build or match it in full.
    exhaustive: bool,
}

/// Adds what differs between the members of two states of one item.
pub fn compare_all<'a>(from: &'a Item, to: &'a Item, deprecations: &Compared<'a>, changes: &mut Vec<Change<'a>>) {
    if from.members == to.members && from.tier == to.tier {
        return;
    }
    let container = Container { from, to, deprecations };
    let level = Level {
        from: &from.members,
        to: &to.members,
        tiers: (from.tier, to.tier),
        path: "",
        exhaustive: from.exhaustive == Some(true),
    };
    container.compare(level, changes);
}

/// The same where only the compiler describes one of the states, and with it all of its members: these had the tier of the whole,
/// and the other state may give one of them less.
pub fn compare_described<'a>(from: &'a Item, to: &'a Item, deprecations: &Compared<'a>, changes: &mut Vec<Change<'a>>) {
    let container = Container { from, to, deprecations };
    container.lowered(&to.members, to.tier, "", changes);
    let mut paths = BTreeSet::new();
    for item in [from, to] {
        add_deprecated(&item.members, "", &mut paths);
    }
    let is_in_both = |path: &String| {
        let name = path.rsplit("::").next().unwrap_or(path);
        describes(from, name) && describes(to, name)
    };
    for path in paths.into_iter().filter(is_in_both) {
        let mut facts = Vec::new();
        deprecations.parts((from, to), &path, &mut facts);
        let change = |(fact, effect)| container.change(fact, effect, path.clone(), from.tier);
        changes.extend(facts.into_iter().map(change));
    }
}

/// Adds the paths of the members that state a deprecation.
fn add_deprecated(members: &[Member], within: &str, paths: &mut BTreeSet<String>) {
    for member in members {
        let path = join(within, &member.name);
        add_deprecated(&member.members, &path, paths);
        if member.deprecated.is_some() {
            paths.insert(path);
        }
    }
}

type Key<'a> = (&'a str, Namespace);

fn by_name(members: &[Member]) -> BTreeMap<Key<'_>, &Member> {
    members
        .iter()
        .map(|member| ((member.name.as_str(), member.kind.namespace()), member))
        .collect()
}

impl<'a> Container<'a, '_> {
    fn compare(&self, level: Level<'a, '_>, changes: &mut Vec<Change<'a>>) {
        let (was, is) = (by_name(level.from), by_name(level.to));
        for (key, member) in &was {
            let path = join(level.path, &member.name);
            let tier = member.tier_in(level.tiers.0);
            if let Some(now) = is.get(key) {
                self.compare_one(member, now, level, &path, changes);
            } else {
                let fact = Fact::MemberRemoved { kind: member.kind };
                changes.push(self.change(fact, Effect::Breaking, path, tier));
            }
        }
        for (key, member) in &is {
            if !was.contains_key(key) {
                let fact = Fact::MemberAdded { kind: member.kind };
                let effect = self.addition(member, level.exhaustive);
                // What an addition breaks is the promise of what it is added to.
                let tier = match effect {
                    Effect::Breaking => level.tiers.0,
                    _ => member.tier_in(level.tiers.1),
                };
                changes.push(self.change(fact, effect, join(level.path, &member.name), tier));
            }
        }
    }

    fn compare_one(
        &self,
        from: &'a Member,
        to: &'a Member,
        level: Level<'a, '_>,
        path: &str,
        changes: &mut Vec<Change<'a>>,
    ) {
        let tiers = (from.tier_in(level.tiers.0), to.tier_in(level.tiers.1));
        let mut facts = Vec::new();
        // A change of the container's tier is a change of the container.
        if tiers != level.tiers {
            standing::tier(tiers.0, tiers.1, &mut facts);
        }
        if tiers.0 == tiers.1 {
            standing::since(from.since.as_ref(), to.since.as_ref(), &mut facts);
        }
        let until = (from.until.as_ref(), to.until.as_ref());
        standing::graduation_in_tiers(tiers, until, &mut facts);
        // A declaration that was not stated promised nothing.
        let is_another = match (&from.signature, &to.signature) {
            (Some(from), Some(to)) => declaration::is_another(from, to),
            (Some(_), None) => true,
            (None, _) => false,
        };
        if is_another || from.kind != to.kind {
            let (from, to) = (declared(from), declared(to));
            facts.push((Fact::MemberTypeChanged { from, to }, Effect::Breaking));
        }
        self.deprecations
            .members((from, to), (self.from, self.to), path, &mut facts);
        if has_default(from) && self.is_required(to) {
            let fact = Fact::MemberNowRequired { kind: to.kind };
            facts.push((fact, Effect::Breaking));
        } else if has_default(to) && !has_default(from) {
            facts.push((Fact::MemberNowProvided { kind: to.kind }, Effect::Neutral));
        } else if from.reserved && !to.reserved {
            facts.push((Fact::NoLongerReserved, Effect::Neutral));
        }
        standing::feature(from.feature.as_ref(), to.feature.as_ref(), &mut facts);
        standing::cfg(from.cfg.as_ref(), to.cfg.as_ref(), &mut facts);
        standing::may_expose(&from.may_expose, &to.may_expose, &mut facts);
        for (fact, effect) in facts {
            let tier = fact.touched(tiers.0);
            changes.push(self.change(fact, effect, path.into(), tier));
        }
        let inner = Level {
            from: &from.members,
            to: &to.members,
            tiers,
            path,
            // The attribute of the enum is not about the fields of its variants.
            exhaustive: true,
        };
        self.compare(inner, changes);
    }

    fn lowered(&self, members: &'a [Member], outer: Tier, path: &str, changes: &mut Vec<Change<'a>>) {
        for member in members {
            let path = join(path, &member.name);
            let tier = member.tier_in(outer);
            // A change of the container's tier is a change of the container.
            if tier < outer && tier < self.from.tier && describes(self.from, &member.name) {
                let (from, to) = (self.from.tier, tier);
                let fact = Fact::TierLowered { from, to };
                changes.push(self.change(fact, Effect::Breaking, path.clone(), from));
            }
            self.lowered(&member.members, tier, &path, changes);
        }
    }

    /// What an added member means for those who build, match or implement the item.
    fn addition(&self, member: &Member, exhaustive: bool) -> Effect {
        let breaks = match member.kind {
            Kind::Field | Kind::Variant => exhaustive || self.is_required(member),
            _ => self.is_required(member),
        };
        if breaks { Effect::Breaking } else { Effect::Additive }
    }

    /// Whether those who write the item must write this member: a method without a body of a trait that everyone could implement, a
    /// field without a default of a document whose form was recorded by its members alone.
    fn is_required(&self, member: &Member) -> bool {
        match self.to.kind {
            _ if has_default(member) => false,
            Kind::Trait => self.from.sealed.is_none(),
            Kind::Struct => self.from.document && self.to.document && !wire::is_known(self.from, self.to),
            _ => false,
        }
    }

    fn change(&self, fact: Fact, effect: Effect, member: String, tier: Tier) -> Change<'a> {
        let is_break = effect == Effect::Breaking;
        Change {
            tier: implementers::touched(&fact, Some(self.from).filter(|_| is_break), tier),
            fact,
            effect,
            before: Some(self.from),
            after: Some(self.to),
            member: Some(member),
            package: self.from.package_name(),
            note: None,
            builds: Vec::new(),
        }
    }
}

/// Whether the shape of an item has a member of this name.
fn describes(item: &Item, name: &str) -> bool {
    let (quoted, last) = (format!("{name:?}"), format!("::{name}"));
    let mut shapes = item.shape.0.iter();
    shapes.any(|(key, text)| key.ends_with(&last) || text.contains(&quoted))
}

fn has_default(member: &Member) -> bool {
    member.provided || member.reserved
}

/// The declaration of a member as text, or its kind where it has none.
fn declared(member: &Member) -> String {
    member.signature.clone().unwrap_or_else(|| member.kind.to_string())
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.into()
    } else {
        format!("{path}::{name}")
    }
}
