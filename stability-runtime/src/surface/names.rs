//! Names that a program lists by hand: metrics, events.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};

use super::{Difference, Discrepancy, promised};
use crate::contract::Contract;
use crate::kind::Kind;

/// Compares the promises of `kind` with the names that the program has.
///
/// Each name must be promised, and each promise must be in the list.
///
/// ```
/// use stability::{Contract, Kind, surface};
///
/// let difference = surface::names(&Contract::default(), Kind::Metric, ["requests_total"]);
/// assert_eq!(
///     difference.to_string(),
///     "metric `requests_total` exists, but has no tier: \
///      add `metric \"requests_total\";` to a `stability::surface!`",
/// );
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn names(contract: &Contract, kind: Kind, names: impl IntoIterator<Item = impl AsRef<str>>) -> Difference {
    let found: BTreeSet<String> = names.into_iter().map(|name| name.as_ref().to_string()).collect();
    let missing = promised(contract, kind)
        .filter(|item| !found.contains(&item.name))
        .map(Discrepancy::missing);
    let unpromised = found
        .iter()
        .filter(|name| !promised(contract, kind).any(|item| item.name == **name))
        .map(|name| Discrepancy::Unpromised {
            kind,
            name: name.clone(),
            statement: format!("{} \"{name}\";", kind.as_str().replace('-', "_")),
        });
    Difference::of(missing.chain(unpromised).collect())
}
