//! Deprecations of two contracts: what was written differs, and what covers the item or member is compared.
//!
//! Where only a container has another deprecation, that is one change of the container. An item that lays down its own deprecation
//! because its type has one now is still deprecated.

use stability::contract::{Contract, Deprecated, Deprecations, InForce, Item, Member};

use super::{Effect, Fact, standing};

/// The deprecations of both contracts.
pub struct Compared<'a> {
    before: Deprecations<'a>,
    after: Deprecations<'a>,
}

impl<'a> Compared<'a> {
    pub fn new(before: &'a Contract, after: &'a Contract) -> Self {
        Self {
            before: before.deprecations(),
            after: after.deprecations(),
        }
    }

    /// Adds what differs between the deprecations of two states of one item.
    pub fn items(&self, from: &'a Item, to: &'a Item, facts: &mut Vec<(Fact, Effect)>) {
        if from.deprecated != to.deprecated {
            standing::deprecation(nearest(&self.before.of(from)), nearest(&self.after.of(to)), facts);
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
        if from.deprecated != to.deprecated {
            self.parts((item_before, item_after), path, facts);
        }
    }

    /// The same of what is at `path` in two states of one item, whether the item lists it or not.
    pub fn parts(&self, (before, after): (&'a Item, &'a Item), path: &str, facts: &mut Vec<(Fact, Effect)>) {
        let (before, after) = (self.before.of_member(before, path), self.after.of_member(after, path));
        standing::deprecation(nearest(&before), nearest(&after), facts);
    }
}

fn nearest<'a>(found: &[InForce<'a>]) -> Option<&'a Deprecated> {
    found.first().map(|it| it.deprecated)
}
