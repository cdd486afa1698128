//! The profile `forward-compatible`: ten questions to a package that is to grow without breaking anyone.
//!
//! They are the rules by which Nika admits a package. [`forward_compatible`] asks them of each package of a
//! contract, and answers yes, or with findings, or that it is not known what was asked for.
//!
//! What the contract does not have (default features, the recorded contract, decisions) is evidence from the caller; without
//! it a question is not asked, and the report says so. Which documents are kept on disk only the package knows, so the
//! question is whether it pinned any. "Core traits" are the frozen ones.
#![doc = ""]
#![doc = include_str!("profile.md")]

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use stability::contract::{Contract, Location, package_name};

use crate::Rule;
use crate::diff::{Change, diff};
use crate::package::{PackageItems, promised_by_package};
use crate::releases::manifest;
use crate::rule::{Check, ItemRemark};
use crate::rules::profile::{
    ON_AT_BIRTH, RULES, UNDECIDED, decide, is_on_at_birth, shown_by_default, turn_off, unrecorded,
};
use crate::words::with_suppression_keys;

/// What the answers depend on besides the contract. A question whose evidence is missing has no answer.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default)]
pub struct ProfileEvidence {
    default_features: BTreeMap<String, Vec<String>>,
    recorded: Option<Contract>,
    decided: Vec<String>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl ProfileEvidence {
    /// Nothing besides the contract.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with the features of `package` that its manifest turns on by default, directly or through others.
    #[must_use]
    pub fn with_default_features<F: Into<String>>(
        mut self,
        package: impl Into<String>,
        features: impl IntoIterator<Item = F>,
    ) -> Self {
        let features = features.into_iter().map(Into::into).collect();
        self.default_features.insert(package.into(), features);
        self
    }

    /// The same with the contract that is recorded in the repository, which a review sees change.
    #[must_use]
    pub fn with_recorded(mut self, contract: Contract) -> Self {
        self.recorded = Some(contract);
        self
    }

    /// The same with the ids of items whose break an accepted decision allows.
    #[must_use]
    pub fn with_decided<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.decided.extend(ids.into_iter().map(Into::into));
        self
    }
}

/// The answer to one question about one package.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// Yes.
    Yes,
    /// No, because of these findings.
    No(Vec<ProfileFinding>),
    /// Unknown, because evidence is missing; the text says which.
    NotAsked(&'static str),
}

/// Why an answer is no.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProfileFinding {
    /// The id of the item.
    pub item: String,
    /// Where it is.
    pub location: Location,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub advice: String,
}

impl fmt::Display for ProfileFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            item,
            location,
            message,
            advice,
        } = self;
        write!(f, "`{item}` at {location}: {message}: {advice}")
    }
}

/// The ten answers of a package.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Profile {
    /// The package, as [`Item::package`](stability::contract::Item::package) has it.
    pub package: String,
    /// The answers, in the order of the profile.
    pub answers: Vec<(&'static Rule, Answer)>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Profile {
    /// Whether nothing was found.
    pub fn is_kept(&self) -> bool {
        self.findings().next().is_none()
    }

    /// Everything that was found, in the order of the profile.
    pub fn findings(&self) -> impl Iterator<Item = (&'static Rule, &ProfileFinding)> {
        self.answers.iter().flat_map(|(rule, answer)| {
            let findings = match answer {
                Answer::No(findings) => findings.as_slice(),
                _ => &[],
            };
            findings.iter().map(|finding| (*rule, finding))
        })
    }
}

/// The package, and a line for each question, with the findings below it.
impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.package)?;
        for (at, (rule, answer)) in self.answers.iter().enumerate() {
            let number = at + 1;
            match answer {
                Answer::Yes => writeln!(f, "  {number:>2}  yes  {}", rule.summary)?,
                Answer::NotAsked(advice) => writeln!(f, "  {number:>2}  -    {}: {advice}", rule.summary)?,
                Answer::No(findings) => {
                    writeln!(f, "  {number:>2}  no   {} ({})", rule.summary, rule.id)?;
                    for finding in findings {
                        writeln!(f, "           {finding}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Asks the ten questions of the profile `forward-compatible` of each package.
///
/// Internal items are left out.
///
/// ```
/// use stability::contract::Contract;
/// use stability_policy::profile::{ProfileEvidence, forward_compatible};
///
/// let contract = Contract::from_lines([
///     r#"{"stability":2,"package":"nika","version":"0.90.0","module":"nika"}"#,
///     r#"{"kind":"struct","name":"InferRequest","tier":"stable","exhaustive":true,"location":{"file":"src/lib.rs","line":3}}"#,
/// ])?;
///
/// let profiles = forward_compatible(&contract, &ProfileEvidence::new());
/// let (rule, finding) = profiles[0].findings().next().unwrap();
/// assert_eq!(rule.id, "type-exhaustive");
/// assert_eq!(
///     finding.to_string(),
///     "`nika::InferRequest` at src/lib.rs:3: it is not `non_exhaustive`, so a field that is added later breaks code that constructs or matches it: write `forward_compatible` (`non_exhaustive` and a constructor) in its attribute before the struct is released; adding it later breaks users",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn forward_compatible(contract: &Contract, evidence: &ProfileEvidence) -> Vec<Profile> {
    let mut promised = promised_by_package(contract);
    let packages = contract.labels().into_iter();
    let profile = |package: String| {
        let items = PackageItems {
            contract,
            baseline: None,
            policy: None,
            items: promised.remove(package.as_str()).unwrap_or_default(),
            package: &package,
        };
        let answers = RULES.iter().map(|rule| (rule, answer(rule, &items, evidence)));
        Profile {
            answers: answers.collect(),
            package,
        }
    };
    packages.map(profile).collect()
}

/// The answer to one question about one package.
fn answer(rule: &Rule, package: &PackageItems<'_>, evidence: &ProfileEvidence) -> Answer {
    let found = match (rule.check, rule.id) {
        (Check::Package(remarks), _) => Ok(findings(rule, remarks(package))),
        (_, "feature-on-at-birth") => on_at_birth(rule, package, evidence),
        (_, "api-change-unrecorded") => recorded(evidence).map(|recorded| {
            let recorded = promised_by_package(recorded)
                .remove(package.package)
                .unwrap_or_default();
            findings(rule, unrecorded(&package.items, &recorded))
        }),
        (..) => undecided(package, evidence),
    };
    match found {
        Ok(findings) if findings.is_empty() => Answer::Yes,
        Ok(findings) => Answer::No(findings),
        Err(advice) => Answer::NotAsked(advice),
    }
}

/// What was found, or what must be given to know it.
type Found = Result<Vec<ProfileFinding>, &'static str>;

fn recorded(evidence: &ProfileEvidence) -> Result<&Contract, &'static str> {
    let recorded = evidence.recorded.as_ref();
    recorded.ok_or("give the contract that is recorded in the repository")
}

fn on_at_birth(rule: &Rule, package: &PackageItems<'_>, evidence: &ProfileEvidence) -> Found {
    let name = package_name(package.package);
    let given = evidence.default_features.get(name);
    let manifest = manifest(package.contract, name);
    if given.is_none() && manifest.is_none() {
        return Err("give the features that its manifest turns on by default");
    }
    let is_default = |feature: &str| match given {
        Some(given) => given.iter().any(|other| other == feature),
        None => manifest.is_some_and(|manifest| manifest.is_default(feature)),
    };
    let mut found = findings(rule, shown_by_default(package.items.iter().copied(), is_default));
    if let Some(recorded) = &evidence.recorded {
        let changes = diff(recorded, package.contract);
        let added = changes
            .iter()
            .filter(|change| change.package == name && is_on_at_birth(change, is_default));
        found.extend(added.map(|change| ProfileFinding {
            item: change.name(),
            location: Location::default(),
            message: ON_AT_BIRTH.into(),
            advice: turn_off(change).into(),
        }));
    }
    Ok(found)
}

fn undecided(package: &PackageItems<'_>, evidence: &ProfileEvidence) -> Found {
    let is_decided = |change: &Change<'_>| {
        let (name, item) = (change.name(), change.before.map(|item| &item.id));
        evidence.decided.iter().any(|id| *id == name || Some(id) == item)
    };
    let finding = |change: &Change<'_>| {
        let subject = match &change.member {
            Some(member) => format!("its `{member}`"),
            None => "it".into(),
        };
        let item = change.before.or(change.after);
        ProfileFinding {
            item: item.map_or_else(|| change.name(), |item| item.id.clone()),
            location: change.item().map(|item| item.location.clone()).unwrap_or_default(),
            message: format!("{subject} {}; {UNDECIDED}", change.fact),
            advice: decide(&change.name(), &change.fact.id(), None),
        }
    };
    let changes = diff(recorded(evidence)?, package.contract);
    let own = changes
        .iter()
        .filter(|change| change.package == package_name(package.package) && change.breaks_stable());
    Ok(own.filter(|change| !is_decided(change)).map(finding).collect())
}

fn findings(rule: &Rule, remarks: Vec<ItemRemark<'_>>) -> Vec<ProfileFinding> {
    let finding = |ItemRemark { item, message, advice }: ItemRemark<'_>| ProfileFinding {
        item: item.id.clone(),
        location: item.location.clone(),
        message: message.into_owned(),
        advice: with_suppression_keys(&advice, rule.id, &item.id),
    };
    remarks.into_iter().map(finding).collect()
}
