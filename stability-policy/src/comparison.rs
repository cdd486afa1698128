//! What the rules look at: both contracts, the changes between them, the policy and the evidence.
//!
//! Where a version has not moved yet, it is judged as it is, unless `next = "minor"` or a waiting changeset says what the
//! release is to be. The name of a removed item stays taken, whatever kind of item wants it: tombstones come from the recorded
//! file, that of the working tree and that of the revision that is compared with, since no source has them. A `use` in its
//! place keeps a path.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use stability::contract::{Contract, Deprecated, Deprecations, Item, JsonError, Since, Tombstone};
use stability::{Kind, Tier};

use super::releases::{Releases, source};
use super::scope;
use super::subject::{Subject, subjects};
use super::{Advice, Bump, Evidence, Exception, ExceptionKind, Permit, Policy, policy_change};
use crate::diff::{self, Change, Effect, Fact};
use crate::exposure::Exposures;
use crate::shape::compare::ChangeKind;
use crate::shape::model::ItemShape;
use crate::words::{either, record_addition, record_exception};

/// A contract compared with its baseline, under a policy.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub struct Comparison<'a> {
    /// The contract last promised.
    pub(crate) baseline: Option<&'a Contract>,
    /// The contract as built now.
    pub(crate) current: &'a Contract,
    pub(crate) policy: &'a Policy,
    pub(crate) evidence: &'a Evidence,
    /// Which release each package makes.
    pub(crate) releases: Releases<'a>,
    /// The contract in the repository's file now, where it is not the baseline.
    pub(crate) recorded: Option<Contract>,
    /// The contract in the repository's file before the commits under judgement.
    pub(crate) recorded_before: Option<Contract>,
    /// The promised items of which it is not clear in which build they are to be compared.
    pub(crate) unclear: Vec<&'a Item>,
    changes: Vec<JudgedChange<'a>>,
    items_before: ById<'a>,
    items: ById<'a>,
    deprecations_before: Deprecations<'a>,
    deprecations: Deprecations<'a>,
    subjects: Vec<Subject<'a>>,
    exposures: OnceLock<Exposures<'a>>,
}

/// A change, with what the policy asks for it.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct JudgedChange<'a> {
    /// The change.
    pub change: Change<'a>,
    /// What the policy asks for it.
    pub required: Permit,
    /// Whether the release is that much.
    pub permitted: bool,
    /// The exception that covers it.
    pub exception: Option<&'a Exception>,
}

/// Some of the changes.
#[derive(Clone, Copy)]
pub(crate) enum Selection {
    /// Those of what is promised to others.
    Promised,
    /// The same without those that are ruled out.
    NotRuledOut,
    /// Those that break a promise to others and that no exception covers, permitted or not.
    Breaking,
    /// Of the breaking ones, those that a larger release would permit. What no release permits is ruled out, and reported by the
    /// rules on what is frozen and by no other.
    Premature,
    /// Those that only an exception permits, and that have none: a break that no release permits, or what alters the frozen in a
    /// release that could not break it.
    RuledOut,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'a> Comparison<'a> {
    /// Compares `current` with `baseline`; without one, only states are judged.
    ///
    /// # Errors
    ///
    /// What is wrong with the recorded contracts in the evidence, which are JSON.
    pub fn new(
        baseline: Option<&'a Contract>,
        current: &'a Contract,
        policy: &'a Policy,
        evidence: &'a Evidence,
    ) -> Result<Self, JsonError> {
        let read = |json: &Option<String>| json.as_deref().map(Contract::from_json).transpose();
        let not_built: Vec<&str> = evidence.not_built.iter().map(|it| it.build.as_str()).collect();
        let mut comparison = Self {
            baseline,
            releases: Releases::new(baseline, current, policy, evidence),
            // What this host could not make is recorded as it was.
            recorded: read(&evidence.recorded)?.map(|recorded| recorded.without_builds(&not_built)),
            recorded_before: read(&evidence.recorded_before)?,
            items_before: baseline.map(ById::of).unwrap_or_default(),
            deprecations_before: baseline.map(Contract::deprecations).unwrap_or_default(),
            ..Self::alone(current, policy, evidence)
        };
        let diff::Differences { changes, unclear } = match baseline {
            Some(baseline) => diff::compare(baseline, current, &evidence.witnesses),
            None => diff::Differences::default(),
        };
        comparison.unclear = unclear;
        // What this host could not make is still described.
        let is_described = |change: &Change<'_>| match &change.fact {
            Fact::BuildRemoved { build } => evidence.not_built.iter().any(|it| it.build == *build),
            _ => false,
        };
        let behind_weaker = baseline.map(|it| Exposures::of(it).behind_weaker()).unwrap_or_default();
        let changes = changes.into_iter().filter(|change| !is_described(change));
        let changes = changes.map(|change| in_wire_tier(change, policy));
        let changes = changes.map(|change| in_tier_of_path(change, &behind_weaker));
        let changes = changes.map(|change| in_unreleased_tier(change, evidence));
        let shipped = evidence.shipped_policy.iter();
        let of_policy = shipped.flat_map(|shipped| policy_change::compare(shipped, policy));
        let changes = changes.chain(of_policy);
        comparison.changes = changes.map(|change| comparison.judged(change)).collect();
        Ok(comparison)
    }

    /// Every change, in the order of [`diff`](diff::diff), and what differs between the policies after that.
    pub fn changes(&self) -> &[JudgedChange<'a>] {
        &self.changes
    }
}

impl<'a> Comparison<'a> {
    /// `current` compared with nothing; the recorded contracts are left unread.
    pub(crate) fn alone(current: &'a Contract, policy: &'a Policy, evidence: &'a Evidence) -> Self {
        Self {
            baseline: None,
            current,
            policy,
            evidence,
            releases: Releases::new(None, current, policy, evidence),
            recorded: None,
            recorded_before: None,
            unclear: Vec::new(),
            changes: Vec::new(),
            items_before: ById::default(),
            items: ById::of(current),
            deprecations_before: Deprecations::default(),
            deprecations: current.deprecations(),
            subjects: subjects(current),
            exposures: OnceLock::new(),
        }
    }

    fn judged(&self, change: Change<'a>) -> JudgedChange<'a> {
        let required = self.required(&change);
        let is_weakening = matches!(change.fact, Fact::PolicyWeakened { .. });
        let takes_an_exception = match change.effect {
            Effect::Breaking => true,
            Effect::Additive => self.alters_frozen(&change) || required == Permit::Never,
            Effect::Neutral => is_weakening,
        };
        let exception = takes_an_exception
            .then(|| self.exception(change.package, &change.name()))
            .flatten();
        JudgedChange {
            permitted: self.is_permitted(&change),
            required,
            exception,
            change,
        }
    }

    /// The exception that covers what of `package` is called `name`. What belongs to no package is the policy, which has exceptions
    /// of its own kind, and these cover nothing else.
    pub(crate) fn exception(&self, package: &str, name: &str) -> Option<&'a Exception> {
        let is_policy = package.is_empty();
        let packages: Vec<&str> = if is_policy {
            self.packages().collect()
        } else {
            vec![package]
        };
        let covers = |exception: &Exception| {
            packages.iter().any(|package| {
                let (before, version) = (self.releases.version_before(package), self.releases.version(package));
                exception.covers(name, before, version)
            })
        };
        let mut exceptions = self.policy.exceptions.iter();
        exceptions.find(|exception| (exception.kind == ExceptionKind::Policy) == is_policy && covers(exception))
    }

    /// Whether a change breaks no one and still alters what is frozen, within the contract's scope: what is frozen does not grow
    /// either. It takes what a break of it takes.
    pub(crate) fn alters_frozen(&self, change: &Change<'_>) -> bool {
        let alters = match change.fact {
            Fact::MemberAdded { .. }
            | Fact::NowExhaustive
            | Fact::Unsealed
            | Fact::NamespacesChanged
            | Fact::SignatureChanged { .. } => true,
            // A new implementation is an addition beside what is frozen.
            Fact::Shape { change, .. } => !matches!(change, ChangeKind::ImplAdded | ChangeKind::AutoTraitGained),
            _ => false,
        };
        let is_addition = change.effect == Effect::Additive && change.before.is_some();
        alters && is_addition && change.tier == Tier::Frozen && self.is_in_scope(change.package)
    }

    /// Whether the version judged is in the scope of the contract last promised; it is where no scope was stated.
    pub(crate) fn is_in_scope(&self, package: &str) -> bool {
        let contract = self.baseline.unwrap_or(self.current);
        let own = source(contract, package).and_then(|source| source.header.as_ref());
        let scope = own
            .or_else(|| contract.header())
            .and_then(|header| header.scope.as_ref());
        match (scope, self.releases.version(package)) {
            (Some(scope), Some(version)) => scope::covers(scope, version),
            _ => true,
        }
    }

    /// What was promised once and was removed: as the baseline has it, and as the repository's file has it, now and before the
    /// commits under judgement. A baseline that was built from source has none of its own.
    pub(crate) fn tombstones(&self) -> impl Iterator<Item = &Tombstone> {
        let recorded = [self.recorded.as_ref(), self.recorded_before.as_ref()];
        let contracts = self.baseline.into_iter().chain(recorded.into_iter().flatten());
        contracts.flat_map(Contract::tombstones)
    }

    /// Whether the baseline has the item, or a `use` in its place.
    pub(crate) fn is_in_baseline(&self, item: &Item) -> bool {
        let (package, id, namespace) = item.key();
        let is_it = |before: &Item| {
            let (other, other_id, found) = before.key();
            (other, &other_id) == (package, &id) && (found == namespace || namespace.on_one_path().contains(&found))
        };
        // The parameters of a route may have other names.
        match item.kind {
            Kind::Route => self.baseline.is_some_and(|baseline| baseline.items().iter().any(is_it)),
            _ => self.items_before.get(&item.id).iter().any(|before| is_it(before)),
        }
    }

    /// The deprecations that covered what changed at the baseline: its own first, then those of what it belongs to. Where the compiler
    /// alone knows of one, as of a module without a record, nothing is known of it but that it is there.
    pub(crate) fn deprecations_before<'c>(&'c self, change: &'c Change<'_>) -> Vec<&'c Deprecated> {
        let Some(item) = change.before else {
            return Vec::new();
        };
        let found = match &change.member {
            Some(member) => self.deprecations_before.of_member(item, member),
            None => self.deprecations_before.of(item),
        };
        if found.is_empty() && compiler_knows_deprecation(item) {
            static UNKNOWN: LazyLock<Deprecated> = LazyLock::new(Deprecated::default);
            return Vec::from([&*UNKNOWN]);
        }
        found.into_iter().map(|it| it.deprecated).collect()
    }

    /// Whether an item or member that is promised now is deprecated, by itself or with what it belongs to.
    pub(crate) fn is_deprecated(&self, subject: &Subject<'a>) -> bool {
        let found = match &subject.member {
            Some(member) => self.deprecations.of_member(subject.item, member),
            None => self.deprecations.of(subject.item),
        };
        !found.is_empty()
    }

    /// The changes of a selection.
    pub(crate) fn select(&self, selection: Selection) -> impl Iterator<Item = &JudgedChange<'a>> {
        self.changes.iter().filter(move |judged| {
            let is_promised = judged.change.tier > Tier::Internal;
            let is_break = judged.change.effect == Effect::Breaking && is_promised && judged.exception.is_none();
            match selection {
                Selection::Promised => is_promised,
                Selection::NotRuledOut => is_promised && !self.is_ruled_out(judged),
                Selection::Breaking => is_break,
                Selection::Premature => is_break && !judged.permitted && judged.required != Permit::Never,
                Selection::RuledOut => self.is_ruled_out(judged),
            }
        })
    }

    pub(super) fn is_ruled_out(&self, judged: &JudgedChange<'_>) -> bool {
        let JudgedChange { change, required, .. } = judged;
        let is_break = change.effect == Effect::Breaking && change.tier > Tier::Internal;
        let is_refused = is_break && *required == Permit::Never || self.alters_frozen(change);
        is_refused && !judged.permitted && judged.exception.is_none()
    }

    /// The changes of what is promised to others.
    pub(crate) fn promised_changes(&self) -> impl Iterator<Item = &JudgedChange<'a>> {
        self.changes.iter().filter(|judged| judged.change.tier > Tier::Internal)
    }

    /// The breaks of what is stable or frozen, permitted or not, and the excepted ones too: changelog and decisions must name
    /// them.
    pub(crate) fn stable_breaks(&self) -> impl Iterator<Item = &JudgedChange<'a>> {
        self.changes.iter().filter(|judged| judged.change.breaks_stable())
    }

    /// The first of them of each item, member or feature.
    pub(crate) fn stable_breaks_by_name(&self) -> impl Iterator<Item = &JudgedChange<'a>> {
        let mut seen = BTreeSet::new();
        self.stable_breaks()
            .filter(move |judged| seen.insert((judged.change.package, judged.change.name())))
    }

    /// What a change that is not permitted asks for, with `instead` for what keeps the promise:
    /// `undo the change, or make a major release instead of this minor release`.
    pub(crate) fn advice(&self, judged: &JudgedChange<'_>, instead: impl fmt::Display) -> Advice {
        let change = &judged.change;
        match (judged.required, change.effect) {
            (Permit::Never, Effect::Additive) => {
                Advice::requiring(Permit::Never, either(instead, record_addition(change.name())))
            }
            (required, _) => self.advice_for(change.package, &change.name(), required, instead),
        }
    }

    /// The same for what takes `required` of `package`, and is called `name`.
    pub(crate) fn advice_for(&self, package: &str, name: &str, required: Permit, instead: impl fmt::Display) -> Advice {
        let this = match self.releases.bump(package) {
            Bump::None => String::from("; the version is still that of the baseline"),
            made => format!(" instead of this {}", made.release()),
        };
        let text = match required {
            Permit::Bump(bump) => either(instead, format_args!("make a {}{this}", bump.release())),
            Permit::Never => either(instead, record_exception(name)),
        };
        Advice::requiring(required, text)
    }

    /// Whether the baseline is what the last releases promised.
    pub(crate) fn is_against_release(&self) -> bool {
        self.evidence.shipped.as_ref().is_some_and(|it| !it.is_empty())
    }

    /// The packages of the current contract, without versions.
    pub(crate) fn packages(&self) -> impl Iterator<Item = &'a str> {
        let sources = self.current.packages().iter();
        let mut names: Vec<&str> = sources.map(|source| source.package.name.as_str()).collect();
        names.dedup();
        names.into_iter()
    }

    /// The item of this id in the current contract: the first of its name, whatever namespace.
    pub(crate) fn item(&self, id: &str) -> Option<&'a Item> {
        self.items.get(id).first().copied()
    }

    /// The item of this id in the baseline.
    pub(crate) fn item_before(&self, id: &str) -> Option<&'a Item> {
        self.items_before.get(id).first().copied()
    }

    /// Whether something of this id was promised at the baseline or before, and is no longer.
    pub(crate) fn was_removed(&self, id: &str) -> bool {
        let was = self.item_before(id).is_some() || self.tombstones().any(|tombstone| tombstone.id == id);
        was && self.item(id).is_none()
    }

    /// What the items of the current contract show of each other.
    pub(crate) fn exposures(&self) -> &Exposures<'a> {
        self.exposures.get_or_init(|| Exposures::of(self.current))
    }

    /// What is promised to others now: every item of the current contract that is not internal.
    pub(crate) fn promised_items(&self) -> impl Iterator<Item = &'a Item> {
        self.current.items().iter().filter(|item| item.tier > Tier::Internal)
    }

    /// The same with the members, each after its item.
    pub(crate) fn subjects(&self) -> &[Subject<'a>] {
        &self.subjects
    }
}

/// Whether the shape of an item says that it is deprecated. The shortest key is that of the item itself.
fn compiler_knows_deprecation(item: &Item) -> bool {
    let own = item.shape.0.iter().min_by_key(|(key, _)| key.len());
    let shape = own.and_then(|(_, text)| serde_json::from_str::<ItemShape>(text).ok());
    shape.is_some_and(|shape| shape.deprecated)
}

/// The change with the tier that the policy gives to the forms in documents whose attributes state none.
fn in_wire_tier<'a>(change: Change<'a>, policy: &Policy) -> Change<'a> {
    let stated = change
        .before
        .and_then(|item| item.wire.as_ref())
        .and_then(|wire| wire.tier);
    match (policy.wire.default, &change.fact) {
        (Some(default), Fact::Wire { .. }) if stated.is_none() => Change {
            tier: change.tier.min(default),
            ..change
        },
        _ => change,
    }
}

/// The change with the tier that the path to its item has, where every path leads through a module or type that promises less.
fn in_tier_of_path<'a>(change: Change<'a>, behind_weaker: &[(&'a Item, &'a Item)]) -> Change<'a> {
    let is_it = |item: &Item| change.before.is_some_and(|before| std::ptr::eq(before, item));
    match behind_weaker.iter().find(|(item, _)| is_it(item)) {
        Some((_, weaker)) => Change {
            tier: change.tier.min(weaker.tier),
            ..change
        },
        None => change,
    }
}

/// The change without a tier, where it is of something that no release had: it is so since the next one.
fn in_unreleased_tier<'a>(change: Change<'a>, evidence: &Evidence) -> Change<'a> {
    let is_unreleased = change.before.is_some_and(|item| {
        let member = change.member.as_ref();
        let member = member.and_then(|name| item.members.iter().find(|member| member.name == *name));
        let is_next = member.is_some_and(|member| member.since == Some(Since::Next));
        evidence.is_unreleased(item) || is_next && !evidence.may_be_released(&item.package)
    });
    if is_unreleased {
        return Change {
            tier: Tier::Internal,
            ..change
        };
    }
    change
}

/// The items of a contract, sorted by id.
#[derive(Default)]
struct ById<'a>(Vec<&'a Item>);

impl<'a> ById<'a> {
    fn of(contract: &'a Contract) -> Self {
        let mut items: Vec<&Item> = contract.items().iter().collect();
        items.sort_by_key(|item| item.id.as_str());
        Self(items)
    }

    /// Those of this id, in the order of the contract.
    fn get(&self, id: &str) -> &[&'a Item] {
        let start = self.0.partition_point(|item| item.id.as_str() < id);
        let rest = &self.0[start..];
        let count = rest.iter().take_while(|item| item.id == id).count();
        &rest[..count]
    }
}
