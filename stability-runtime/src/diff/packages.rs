//! Which release of a package is compared with which.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

use semver::Version;

use crate::contract::{Contract, Source};

/// A package that both contracts or one of them heard from.
pub struct Release<'a> {
    /// As the first contract heard from it.
    pub before: Option<Heard<'a>>,
    /// As the second did.
    pub after: Option<Heard<'a>>,
}

/// A package that a contract heard from.
pub struct Heard<'a> {
    /// What its items call it.
    pub label: String,
    pub source: &'a Source,
}

/// Pairs the packages of two contracts: a version with itself, and those that are left, of one name, the latest with the latest.
pub fn pair<'a>(before: &'a Contract, after: &'a Contract) -> Vec<Release<'a>> {
    let (mut was, mut is) = (heard(before), heard(after));
    let mut releases = pair_by(&mut was, &mut is, |heard| {
        (&heard.source.package.name, Some(&heard.source.package.version))
    });
    releases.extend(pair_by(&mut was, &mut is, |heard| (&heard.source.package.name, None)));
    releases.extend(was.into_iter().map(|before| Release {
        before: Some(before),
        after: None,
    }));
    releases.extend(is.into_iter().map(|after| Release {
        before: None,
        after: Some(after),
    }));
    releases
}

/// The packages of a contract, the latest version first.
fn heard(contract: &Contract) -> Vec<Heard<'_>> {
    let heard = contract.labels().into_iter().zip(contract.packages());
    let mut heard: Vec<_> = heard.map(|(label, source)| Heard { label, source }).collect();
    heard.reverse();
    heard
}

/// Takes out of both lists what has the same name, each with the first of that name.
fn pair_by<'a>(
    was: &mut Vec<Heard<'a>>,
    is: &mut Vec<Heard<'a>>,
    name: impl Fn(&Heard<'a>) -> (&'a str, Option<&'a Version>),
) -> Vec<Release<'a>> {
    let mut found: BTreeMap<_, VecDeque<Heard<'a>>> = BTreeMap::new();
    for after in is.drain(..) {
        found.entry(name(&after)).or_default().push_back(after);
    }
    let mut releases = Vec::new();
    let mut left = Vec::new();
    for before in was.drain(..) {
        match found.get_mut(&name(&before)).and_then(VecDeque::pop_front) {
            Some(after) => releases.push(Release {
                before: Some(before),
                after: Some(after),
            }),
            None => left.push(before),
        }
    }
    *was = left;
    // By name and version, the latest first.
    *is = found.into_values().rev().flatten().collect();
    releases
}
