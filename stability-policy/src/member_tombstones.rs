//! Members that were removed, and whose names stay taken: fields, variants, and methods of traits.

use stability::Tier;
use stability::contract::{Contract, Tombstone};

use crate::diff::{Fact, diff};

/// The tombstones of the members that `before` promised to others and `after` no longer has, although it has their items.
///
/// [`Contract::following`] leaves the tombstones of whole items.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn member_tombstones(before: &Contract, after: &Contract) -> Vec<Tombstone> {
    let removed = diff(before, after)
        .into_iter()
        .filter(|change| change.tier > Tier::Internal);
    let tombstones = removed.filter_map(|change| {
        let Fact::MemberRemoved { kind } = change.fact else {
            return None;
        };
        let now = change.after?;
        let mut sources = after.packages().iter();
        let source = sources.rfind(|source| source.package.name == now.package_name())?;
        let removed_in = source.package.version.clone();
        Some(Tombstone::new(
            change.name(),
            kind,
            change.tier,
            removed_in,
            &now.package,
        ))
    });
    tombstones.collect()
}
