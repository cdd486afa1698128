//! What the rules look at: both contracts, the changes between them, the policy and the circumstances.

mod release;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Deref;

use super::promise::{Promise, promises};
use super::{Advice, Bump, Circumstances, Exception, Permit, Policy, TierPolicy, scope};
use crate::contract::{Contract, Item, JsonError, Source, Tombstone, package_name};
use crate::diff::{Change, Effect, Fact, diff};
use crate::kind::Kind;
use crate::tier::Tier;

/// What the rules look at.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::policy::Case")
)]
pub struct Case<'a> {
    baseline: Option<&'a Contract>,
    current: &'a Contract,
    policy: &'a Policy,
    circumstances: &'a Circumstances,
    recorded: Option<Contract>,
    recorded_before: Option<Contract>,
    changes: Vec<Judged<'a>>,
    was: BTreeMap<&'a str, Vec<&'a Item>>,
    is: BTreeMap<&'a str, Vec<&'a Item>>,
    promises: Vec<Promise<'a>>,
}

/// A change, with what it takes. It gives what [`Change`] has.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::policy::Judged")
)]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Judged<'a> {
    change: Change<'a>,
    /// What the policy asks for it.
    pub required: Permit,
    /// Whether the release is that much.
    pub permitted: bool,
    /// The exception that covers it.
    pub exception: Option<&'a Exception>,
}

impl Judged<'_> {
    /// Whether it makes another thing of a frozen trait for who implements or wraps it: other members, supertraits, or seal.
    pub(super) fn is_of_frozen_trait(&self) -> bool {
        let is_shape = matches!(
            self.fact,
            Fact::MemberAdded { .. }
                | Fact::MemberRemoved { .. }
                | Fact::MemberTypeChanged { .. }
                | Fact::MemberNowRequired { .. }
                | Fact::SignatureChanged { .. }
                | Fact::Sealed
                | Fact::Unsealed
        );
        is_shape && self.tier == Tier::Frozen && self.change.before.is_some_and(|item| item.kind == Kind::Trait)
    }
}

impl<'a> Deref for Judged<'a> {
    type Target = Change<'a>;

    fn deref(&self) -> &Change<'a> {
        &self.change
    }
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::policy::Judged")
)]
impl Judged<'_> {
    /// Whether something is gone from where users find it.
    pub fn is_removal(&self) -> bool {
        matches!(
            self.fact,
            Fact::ItemRemoved | Fact::ItemRenamed | Fact::MemberRemoved { .. }
        )
    }
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::policy::Case")
)]
impl<'a> Case<'a> {
    /// Compares `current` with `baseline`; without one, only states are judged.
    ///
    /// # Errors
    ///
    /// What is wrong with the recorded contracts in the circumstances, which are JSON.
    pub fn new(
        baseline: Option<&'a Contract>,
        current: &'a Contract,
        policy: &'a Policy,
        circumstances: &'a Circumstances,
    ) -> Result<Self, JsonError> {
        let read = |json: &Option<String>| json.as_deref().map(Contract::from_json).transpose();
        let mut case = Self {
            baseline,
            recorded: read(&circumstances.recorded)?,
            recorded_before: read(&circumstances.recorded_before)?,
            was: baseline.map(index).unwrap_or_default(),
            ..Self::alone(current, policy, circumstances)
        };
        let changes = baseline.map(|baseline| diff(baseline, current)).unwrap_or_default();
        case.changes = changes.into_iter().map(|change| case.weigh(change)).collect();
        Ok(case)
    }

    /// `current` compared with nothing; the recorded contracts are left unread.
    pub(super) fn alone(current: &'a Contract, policy: &'a Policy, circumstances: &'a Circumstances) -> Self {
        Self {
            baseline: None,
            current,
            policy,
            circumstances,
            recorded: None,
            recorded_before: None,
            changes: Vec::new(),
            was: BTreeMap::new(),
            is: index(current),
            promises: promises(current).collect(),
        }
    }

    fn weigh(&self, change: Change<'a>) -> Judged<'a> {
        let required = self.required(&change);
        let takes_an_exception = change.effect == Effect::Breaking || self.alters_frozen(&change);
        let exception = takes_an_exception
            .then(|| self.exception(change.package, &change.name()))
            .flatten();
        Judged {
            permitted: required.is_met_by(self.bump(change.package)),
            required,
            exception,
            change,
        }
    }

    /// The exception that covers what of `package` is called `name`.
    pub fn exception(&self, package: &str, name: &str) -> Option<&'a Exception> {
        let (before, version) = (self.version_before(package), self.version(package));
        let mut exceptions = self.policy.exceptions.iter();
        exceptions.find(|exception| exception.covers(name, before, version))
    }

    /// What the policy asks for a change.
    pub fn required(&self, change: &Change<'_>) -> Permit {
        if let Fact::MsrvRaised { .. } = change.fact {
            return Permit::Bump(self.policy.msrv.bump);
        }
        let tier = self.tier_policy(change.package, change.tier);
        match change.effect {
            Effect::Neutral => Permit::Bump(Bump::None),
            Effect::Additive if self.alters_frozen(change) => tier.breaks.max(Permit::Bump(tier.adds)),
            Effect::Additive => Permit::Bump(tier.adds),
            Effect::Breaking => tier.breaks,
        }
    }

    /// Whether a change breaks no one and still makes another thing of what is frozen, within the contract's scope: what is
    /// frozen does not grow either. It takes what a break of it takes.
    pub fn alters_frozen(&self, change: &Change<'_>) -> bool {
        let is_shape = matches!(
            change.fact,
            Fact::MemberAdded { .. }
                | Fact::NowExhaustive
                | Fact::Unsealed
                | Fact::NamespacesChanged
                | Fact::SignatureChanged { .. }
        );
        let is_alteration = change.effect == Effect::Additive && change.before.is_some() && is_shape;
        is_alteration && change.tier == Tier::Frozen && self.is_in_scope(change.package)
    }

    /// What `tier` permits to `package` in this release. Outside of what its contract is about, what was frozen is stable.
    pub fn tier_policy(&self, package: &str, tier: Tier) -> &'a TierPolicy {
        let tiers = self.policy.tiers(self.phase(package));
        if tier == Tier::Frozen && !self.is_in_scope(package) {
            return tiers.get(Tier::Stable);
        }
        tiers.get(tier)
    }

    /// Whether the version judged is one that the contract last promised is about; it is where no scope was stated.
    pub fn is_in_scope(&self, package: &str) -> bool {
        let contract = self.baseline.unwrap_or(self.current);
        let own = source(contract, package).and_then(|source| source.header.as_ref());
        let scope = own
            .or_else(|| contract.header())
            .and_then(|header| header.scope.as_ref());
        match (scope, self.version(package)) {
            (Some(scope), Some(version)) => scope::covers(scope, version),
            _ => true,
        }
    }

    /// The contract last promised.
    pub fn baseline(&self) -> Option<&'a Contract> {
        self.baseline
    }

    /// The contract as built now.
    pub fn current(&self) -> &'a Contract {
        self.current
    }

    /// The policy.
    pub fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// What the project is like besides.
    pub fn circumstances(&self) -> &'a Circumstances {
        self.circumstances
    }

    /// The contract in the repository's file now: the baseline, or what was read besides.
    pub fn recorded(&self) -> Option<&Contract> {
        self.recorded.as_ref().or(self.baseline)
    }

    /// The contract in the repository's file before the commits under judgement.
    pub fn recorded_before(&self) -> Option<&Contract> {
        self.recorded_before.as_ref()
    }

    /// What was promised once and was removed: as the baseline has it, and as the repository's file has it, now and before the
    /// commits under judgement. A baseline that was built from source has none of its own.
    pub fn tombstones(&self) -> impl Iterator<Item = &Tombstone> {
        let recorded = [self.recorded.as_ref(), self.recorded_before.as_ref()];
        let contracts = self.baseline.into_iter().chain(recorded.into_iter().flatten());
        contracts.flat_map(Contract::tombstones)
    }

    /// The item of the baseline that makes it right that there is something under the name of a tombstone: one that came after
    /// it was written, and that `is` what is there now, or keeps its path.
    pub(super) fn is_accepted(&self, item: &Item, tombstone: &Tombstone) -> bool {
        let came_after = || {
            let version = self.version_before(&item.package);
            version.is_some_and(|version| version.cmp_precedence(&tombstone.removed_in).is_ge())
        };
        self.has_before(item) && came_after()
    }

    /// Whether the baseline has the item, or a `use` in its place.
    pub(super) fn has_before(&self, item: &Item) -> bool {
        let (package, id, namespace) = item.key();
        let is_it = |before: &Item| {
            let (other, other_id, found) = before.key();
            (other, other_id) == (package, id.clone())
                && (found == namespace || namespace.on_one_path().contains(&found))
        };
        // The parameters of a route may have other names.
        match item.kind {
            Kind::Route => self.baseline.is_some_and(|baseline| baseline.items().iter().any(is_it)),
            _ => self
                .was
                .get(item.id.as_str())
                .is_some_and(|items| items.iter().any(|before| is_it(before))),
        }
    }

    /// Every change, in the order of [`diff`].
    pub fn changes(&self) -> &[Judged<'a>] {
        &self.changes
    }

    /// The changes of what is promised to others.
    pub fn promised_changes(&self) -> impl Iterator<Item = &Judged<'a>> {
        self.changes.iter().filter(|change| change.tier > Tier::Internal)
    }

    /// The changes that break a promise to others and that no exception covers, permitted or not.
    pub fn breaks(&self) -> impl Iterator<Item = &Judged<'a>> {
        let is_break = |change: &&Judged<'a>| {
            change.effect == Effect::Breaking && change.tier > Tier::Internal && change.exception.is_none()
        };
        self.changes.iter().filter(is_break)
    }

    /// Those breaks which the release is too small for, whatever release would do.
    pub fn forbidden(&self) -> impl Iterator<Item = &Judged<'a>> {
        self.breaks().filter(|change| !change.permitted)
    }

    /// Those which a larger release would permit. What no release permits is told by the rules on what is frozen, and by no other.
    pub fn premature(&self) -> impl Iterator<Item = &Judged<'a>> {
        self.forbidden().filter(|change| change.required != Permit::NEVER)
    }

    /// The changes that only an exception makes right, and that have none.
    pub fn ruled_out(&self) -> impl Iterator<Item = &Judged<'a>> {
        self.changes.iter().filter(|change| self.is_ruled_out(change))
    }

    /// Whether only an exception makes a change right, and it has none: a break that no release permits, or what alters the
    /// frozen in a release that could not break it.
    pub fn is_ruled_out(&self, change: &Judged<'_>) -> bool {
        let is_break = change.effect == Effect::Breaking && change.tier > Tier::Internal;
        let is_refused = is_break && change.required == Permit::NEVER || self.alters_frozen(change);
        is_refused && !change.permitted && change.exception.is_none()
    }

    /// The breaks of what is stable or frozen, permitted or not, and the covered ones too: those are owed notes.
    pub fn owed(&self) -> impl Iterator<Item = &Judged<'a>> {
        self.changes.iter().filter(|change| change.is_owed())
    }

    /// What a forbidden change asks for: `take it back, or make a major release: this is a minor release`.
    pub fn demand(&self, change: &Judged<'_>) -> Advice {
        self.demand_or(change, "take it back")
    }

    /// The same with `instead` for what keeps the promise.
    pub fn demand_or(&self, change: &Judged<'_>, instead: impl fmt::Display) -> Advice {
        self.asks(change.package, change.required, instead)
    }

    /// What a change of `package` asks for that takes so much, with `instead` for what keeps the promise.
    pub fn asks(&self, package: &str, required: Permit, instead: impl fmt::Display) -> Advice {
        let this = match self.bump(package) {
            Bump::None => String::from("the version is still that of the baseline"),
            made => format!("this is a {}", made.release()),
        };
        let text = match required {
            Permit::Bump(bump) => format!("{instead}, or make a {}: {this}", bump.release()),
            Permit::Never(_) => format!("{instead}, or record an `[[exception]]` with a reason"),
        };
        Advice::requiring(required, text)
    }

    /// The packages of the current contract, without versions.
    pub fn packages(&self) -> impl Iterator<Item = &'a str> {
        let mut names: Vec<&str> = self
            .current
            .packages()
            .iter()
            .map(|source| source.package.name.as_str())
            .collect();
        names.dedup();
        names.into_iter()
    }

    /// The item of this id in the current contract: the first of its name, whatever namespace.
    pub fn item(&self, id: &str) -> Option<&'a Item> {
        self.is.get(id).and_then(|items| items.first()).copied()
    }

    /// The item of this id in the baseline.
    pub fn item_before(&self, id: &str) -> Option<&'a Item> {
        self.was.get(id).and_then(|items| items.first()).copied()
    }

    /// Whether something of this id was promised at the baseline or before, and is no longer.
    pub(super) fn is_gone(&self, id: &str) -> bool {
        let was = self.was.contains_key(id) || self.tombstones().any(|tombstone| tombstone.id == id);
        was && !self.is.contains_key(id)
    }

    /// What is promised to others now: every item of the current contract that is not internal.
    pub fn promised(&self) -> impl Iterator<Item = &'a Item> {
        self.current.items().iter().filter(|item| item.tier > Tier::Internal)
    }

    /// The same with the members, each after its item.
    pub(super) fn promises(&self) -> &[Promise<'a>] {
        &self.promises
    }
}

fn index(contract: &Contract) -> BTreeMap<&str, Vec<&Item>> {
    let mut index: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in contract.items() {
        index.entry(&item.id).or_default().push(item);
    }
    index
}

/// What a contract heard from a package: of its latest version, where there are two.
fn source<'a>(contract: &'a Contract, package: &str) -> Option<&'a Source> {
    let name = package_name(package);
    contract.packages().iter().rfind(|source| source.package.name == name)
}
