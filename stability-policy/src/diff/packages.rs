//! Which version of a package is compared with which.

use std::collections::{BTreeMap, VecDeque};

use semver::Version;
use stability::contract::{Contract, Source};

/// A package of both contracts, or of one of them.
pub struct MatchedPackage<'a> {
    /// As the first contract has it.
    pub before: Option<LabelledPackage<'a>>,
    /// As the second has it.
    pub after: Option<LabelledPackage<'a>>,
}

impl MatchedPackage<'_> {
    /// Whether only one contract has it.
    pub fn is_unmatched(&self) -> bool {
        self.before.is_none() || self.after.is_none()
    }
}

/// A package of a contract.
pub struct LabelledPackage<'a> {
    /// What its items call it.
    pub label: String,
    pub source: &'a Source,
}

/// Matches the packages of two contracts: a version with itself, and those that are left, of one name, the latest with the latest.
pub fn match_packages<'a>(before: &'a Contract, after: &'a Contract) -> Vec<MatchedPackage<'a>> {
    let (mut before, mut after) = (labelled(before), labelled(after));
    let mut packages = match_by(&mut before, &mut after, |it| {
        (&it.source.package.name, Some(&it.source.package.version))
    });
    packages.extend(match_by(&mut before, &mut after, |it| (&it.source.package.name, None)));
    packages.extend(before.into_iter().map(|before| MatchedPackage {
        before: Some(before),
        after: None,
    }));
    packages.extend(after.into_iter().map(|after| MatchedPackage {
        before: None,
        after: Some(after),
    }));
    packages
}

/// The packages of a contract, the latest version first.
fn labelled(contract: &Contract) -> Vec<LabelledPackage<'_>> {
    let packages = contract.labels().into_iter().zip(contract.packages()).rev();
    packages
        .map(|(label, source)| LabelledPackage { label, source })
        .collect()
}

/// Takes out of both lists the packages of the same name, each with the first of that name.
fn match_by<'a>(
    before: &mut Vec<LabelledPackage<'a>>,
    after: &mut Vec<LabelledPackage<'a>>,
    name: impl Fn(&LabelledPackage<'a>) -> (&'a str, Option<&'a Version>),
) -> Vec<MatchedPackage<'a>> {
    let mut found: BTreeMap<_, VecDeque<LabelledPackage<'a>>> = BTreeMap::new();
    for package in after.drain(..) {
        found.entry(name(&package)).or_default().push_back(package);
    }
    let mut matched = Vec::new();
    let mut left = Vec::new();
    for package in before.drain(..) {
        match found.get_mut(&name(&package)).and_then(VecDeque::pop_front) {
            Some(after) => matched.push(MatchedPackage {
                before: Some(package),
                after: Some(after),
            }),
            None => left.push(package),
        }
    }
    *before = left;
    // By name and version, the latest first.
    *after = found.into_values().rev().flatten().collect();
    matched
}
