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

pub(crate) mod changes;
mod rules;
#[cfg(test)]
mod tests;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use stability::contract::{Contract, Item, Location};
use stability::{Kind, Tier};

/// One question of the profile.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Is every promised type one that may grow?
    TypeExhaustive,
    /// Does every struct that may grow promise a constructor?
    StructWithoutConstructor,
    /// Has every trait with `async` methods a form that can be `dyn`?
    AsyncTraitWithoutDynVariant,
    /// Is every frozen trait sealed?
    CoreTraitUnsealed,
    /// Has every error a code?
    ErrorWithoutCode,
    /// Does every package with documents pin a schema?
    ArtifactWithoutSchema,
    /// Has every document room for what comes?
    DtoWithoutExtensionSlot,
    /// Is nothing experimental on by default?
    FeatureOnAtBirth,
    /// Does a review see each change of the contract?
    ApiChangeUnrecorded,
    /// Was each break decided?
    BreakWithoutDecision,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Rule {
    /// Every rule, in the order of the profile.
    pub const ALL: [Self; 10] = [
        Self::TypeExhaustive,
        Self::StructWithoutConstructor,
        Self::AsyncTraitWithoutDynVariant,
        Self::CoreTraitUnsealed,
        Self::ErrorWithoutCode,
        Self::ArtifactWithoutSchema,
        Self::DtoWithoutExtensionSlot,
        Self::FeatureOnAtBirth,
        Self::ApiChangeUnrecorded,
        Self::BreakWithoutDecision,
    ];

    /// Its id, which never changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TypeExhaustive => "type-exhaustive",
            Self::StructWithoutConstructor => "struct-without-constructor",
            Self::AsyncTraitWithoutDynVariant => "async-trait-without-dyn-variant",
            Self::CoreTraitUnsealed => "core-trait-unsealed",
            Self::ErrorWithoutCode => "error-without-code",
            Self::ArtifactWithoutSchema => "artifact-without-schema",
            Self::DtoWithoutExtensionSlot => "dto-without-extension-slot",
            Self::FeatureOnAtBirth => "feature-on-at-birth",
            Self::ApiChangeUnrecorded => "api-change-unrecorded",
            Self::BreakWithoutDecision => "break-without-decision",
        }
    }

    /// What a yes says.
    pub const fn statement(self) -> &'static str {
        match self {
            Self::TypeExhaustive => "every promised type may grow",
            Self::StructWithoutConstructor => "every struct that may grow promises a constructor",
            Self::AsyncTraitWithoutDynVariant => "every async trait has a form that can be `dyn`",
            Self::CoreTraitUnsealed => "every frozen trait is sealed",
            Self::ErrorWithoutCode => "every error has a code",
            Self::ArtifactWithoutSchema => "documents are pinned to a schema",
            Self::DtoWithoutExtensionSlot => "every document has room for what comes",
            Self::FeatureOnAtBirth => "nothing experimental is on by default",
            Self::ApiChangeUnrecorded => "the recorded contract is that of the code",
            Self::BreakWithoutDecision => "every break was decided",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the answers rest on besides the contract. What is not given is not asked for.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    default_features: BTreeMap<String, Vec<String>>,
    recorded: Option<Contract>,
    decided: Vec<String>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Evidence {
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
    /// It is so.
    Yes,
    /// It is not so, here.
    No(Vec<Finding>),
    /// What it rests on was not given, with what to give.
    NotAsked(&'static str),
}

/// What keeps an answer from being yes.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the item.
    pub item: String,
    /// Where it stands.
    pub location: Location,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub advice: String,
}

impl fmt::Display for Finding {
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The package, as [`Item::package`] has it.
    pub package: String,
    /// The answers, in the order of the profile.
    pub answers: [(Rule, Answer); 10],
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Profile {
    /// Whether nothing was found.
    pub fn is_kept(&self) -> bool {
        self.findings().next().is_none()
    }

    /// Everything that was found, in the order of the profile.
    pub fn findings(&self) -> impl Iterator<Item = (Rule, &Finding)> {
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
                Answer::Yes => writeln!(f, "  {number:>2}  yes  {}", rule.statement())?,
                Answer::NotAsked(advice) => writeln!(f, "  {number:>2}  -    {}: {advice}", rule.statement())?,
                Answer::No(findings) => {
                    writeln!(f, "  {number:>2}  no   {} ({rule})", rule.statement())?;
                    for finding in findings {
                        writeln!(f, "           {finding}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// One package of a contract, under the questions.
struct Case<'a> {
    package: &'a str,
    contract: &'a Contract,
    evidence: &'a Evidence,
    /// What the package promises to others.
    items: Vec<&'a Item>,
}

impl<'a> Case<'a> {
    /// What the package promises to others, of one kind.
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Item> {
        self.items.iter().copied().filter(move |item| item.kind == kind)
    }
}

/// What each package promises to others.
fn promised(contract: &Contract) -> BTreeMap<&str, Vec<&Item>> {
    let mut promised: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in contract.items().iter().filter(|item| item.tier > Tier::Internal) {
        promised.entry(&item.package).or_default().push(item);
    }
    promised
}

/// What keeps the answers to one question that asks for nothing but the contract from being yes, with the packages.
pub(crate) fn findings(rule: Rule, contract: &Contract) -> Vec<(&str, Finding)> {
    let evidence = Evidence::new();
    let answers = promised(contract).into_iter().map(|(package, items)| {
        let case = Case {
            package,
            contract,
            evidence: &evidence,
            items,
        };
        (package, rules::answer(rule, &case))
    });
    let found = answers.flat_map(|(package, answer)| {
        let findings = match answer {
            Answer::No(findings) => findings,
            Answer::Yes | Answer::NotAsked(_) => Vec::new(),
        };
        findings.into_iter().map(move |finding| (package, finding))
    });
    found.collect()
}

/// Asks the ten questions of the profile `forward-compatible` of each package.
///
/// What is internal is not asked about.
///
/// ```
/// use stability::contract::Contract;
/// use stability_policy::profile::{Evidence, Rule, forward_compatible};
///
/// let contract = Contract::from_lines([
///     r#"{"stability":2,"package":"nika","version":"0.90.0","module":"nika"}"#,
///     r#"{"kind":"struct","name":"InferRequest","tier":"stable","exhaustive":true,"location":{"file":"src/lib.rs","line":3}}"#,
/// ])?;
///
/// let profiles = forward_compatible(&contract, &Evidence::new());
/// let (rule, finding) = profiles[0].findings().next().unwrap();
/// assert_eq!(rule, Rule::TypeExhaustive);
/// assert_eq!(
///     finding.to_string(),
///     "`nika::InferRequest` at src/lib.rs:3: a field more would break who builds it: write `forward_compatible`",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn forward_compatible(contract: &Contract, evidence: &Evidence) -> Vec<Profile> {
    let mut promised = promised(contract);
    let packages = contract.labels().into_iter();
    let profile = |package: String| {
        let items = promised.remove(package.as_str()).unwrap_or_default();
        let case = Case {
            package: &package,
            contract,
            evidence,
            items,
        };
        Profile {
            answers: Rule::ALL.map(|rule| (rule, rules::answer(rule, &case))),
            package,
        }
    };
    packages.map(profile).collect()
}

impl Finding {
    fn of(item: &Item, message: impl ToString, advice: impl ToString) -> Self {
        Self {
            item: item.id.clone(),
            location: item.location.clone(),
            message: message.to_string(),
            advice: advice.to_string(),
        }
    }
}
