//! The tiers that lines state for what has no record of its own.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{LineError, read};
use crate::contract::{Location, Since};
use crate::tier::Tier;

/// A tier for what has no record: in a module, by `contract!`, or in an `impl`, by its attribute.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DefaultTier {
    /// The package that states it.
    pub package: String,
    /// The path of the module.
    pub module: String,
    /// Of an inherent `impl` in that module: its type, as it is written.
    pub implementation: Option<String>,
    /// The tier.
    pub tier: Tier,
    /// The version since which it is in force.
    pub since: Option<Since>,
    /// Where the `impl` is.
    pub location: Location,
}

/// The tiers that the lines of built files state for what has no record of its own.
///
/// # Errors
///
/// The lines that cannot be read.
///
/// ```
/// use stability::Tier;
/// use stability::contract::lines::default_tiers;
///
/// let tiers = default_tiers([
///     r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#,
///     r#"{"contract":{"name":"Nika","state":"draft","tiers":[{"tier":"evolving","modules":["self::preview"]}]}}"#,
/// ]).unwrap();
/// assert_eq!((tiers[0].module.as_str(), tiers[0].tier), ("nika::preview", Tier::Evolving));
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn default_tiers<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Vec<DefaultTier>, Vec<LineError>> {
    let mut found = Vec::new();
    for submission in read(lines)? {
        let of_module = |module: &str, tier, since: &Option<Since>| DefaultTier {
            package: submission.package.clone(),
            module: module.to_string(),
            implementation: None,
            tier,
            since: since.clone(),
            location: Location::default(),
        };
        for declared in submission.headers.iter().flat_map(|header| &header.tiers) {
            let modules = declared.modules.iter();
            found.extend(modules.map(|module| of_module(module, declared.tier, &declared.since)));
        }
        for covered in &submission.implementations {
            found.push(DefaultTier {
                implementation: Some(covered.name.clone()),
                location: covered.location.clone(),
                ..of_module(&submission.module, covered.tier, &covered.since)
            });
        }
    }
    Ok(found)
}
