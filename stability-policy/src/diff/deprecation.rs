//! Deprecations of two contracts: what was written differs, and what covers the item or member is compared.
//!
//! Where only a container has another deprecation, that is one change of the container. An item that lays down its own deprecation
//! because its type has one now is still deprecated.

use stability::contract::{Contract, Deprecated, DeprecationStage, Deprecations, InForce, Item, Member};

use super::standing::Staged;
use super::{Effect, Fact, standing};
use crate::releases::source;

/// The deprecations of both contracts.
pub struct Compared<'a> {
    before: Side<'a>,
    after: Side<'a>,
}

struct Side<'a> {
    contract: &'a Contract,
    deprecations: Deprecations<'a>,
}

impl<'a> Side<'a> {
    fn new(contract: &'a Contract) -> Self {
        Self {
            contract,
            deprecations: contract.deprecations(),
        }
    }

    /// The nearest deprecation of those that cover something of `item`, in its stage.
    fn nearest(&self, found: &[InForce<'a>], item: &Item) -> Option<Staged<'a>> {
        let deprecated = found.first()?.deprecated;
        let source = source(self.contract, &item.package);
        let stage = source.map_or(DeprecationStage::Warned, |source| {
            deprecated.stage_in(&source.package.version)
        });
        Some(Staged { deprecated, stage })
    }
}

impl<'a> Compared<'a> {
    pub fn new(before: &'a Contract, after: &'a Contract) -> Self {
        Self {
            before: Side::new(before),
            after: Side::new(after),
        }
    }

    /// Adds what differs between the deprecations of two states of one item.
    pub fn items(&self, from: &'a Item, to: &'a Item, facts: &mut Vec<(Fact, Effect)>) {
        if may_differ(from.deprecated.as_ref(), to.deprecated.as_ref()) {
            let before = self.before.nearest(&self.before.deprecations.of(from), from);
            let after = self.after.nearest(&self.after.deprecations.of(to), to);
            standing::deprecation(before, after, facts);
        }
    }

    /// The same of two states of the member at `path`, with the items that have it.
    pub fn members(
        &self,
        (from, to): (&Member, &Member),
        (item_before, item_after): (&'a Item, &'a Item),
        path: &str,
        facts: &mut Vec<(Fact, Effect)>,
    ) {
        if may_differ(from.deprecated.as_ref(), to.deprecated.as_ref()) {
            self.parts((item_before, item_after), path, facts);
        }
    }

    /// The same of what is at `path` in two states of one item, whether the item lists it or not.
    pub fn parts(&self, (before, after): (&'a Item, &'a Item), path: &str, facts: &mut Vec<(Fact, Effect)>) {
        let was = self
            .before
            .nearest(&self.before.deprecations.of_member(before, path), before);
        let is = self
            .after
            .nearest(&self.after.deprecations.of_member(after, path), after);
        standing::deprecation(was, is, facts);
    }
}

/// Whether two deprecations differ, or the versions of the packages may put them into different stages.
fn may_differ(from: Option<&Deprecated>, to: Option<&Deprecated>) -> bool {
    from != to || to.is_some_and(|deprecated| deprecated.stages.is_some())
}
