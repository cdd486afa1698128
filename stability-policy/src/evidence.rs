//! What the project is like besides its contract: what a caller read from files, from git, from manifests.
//!
//! What is `None` was not looked for; a rule that needs it is silent then.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use semver::Version;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use stability::contract::{Item, Since, package_name};

use super::Bump;
use super::settings::{DocumentFormat, Policy};
use super::shape::witness::Witness;

/// What is known of the project besides its contract.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Evidence {
    /// The current date; with `None`, nothing is judged by date.
    pub today: Option<Date>,
    /// The version to judge, of every package of the contract; `None` takes the version of each package.
    pub version: Option<Version>,
    /// Whether this state is being released.
    pub releasing: bool,
    /// The packages that the contract should cover.
    pub packages: Vec<String>,
    /// The changelog, the latest release first.
    pub changelog: Option<Vec<Release>>,
    /// The releases that were tagged.
    pub tags: Option<Vec<Tag>>,
    /// Whether releases may have tags that are not among these, although those before them are, as in a clone that leaves tags out.
    pub lacks_tags: bool,
    /// The commits under judgement.
    pub commits: Option<Vec<Commit>>,
    /// The files that those commits touch, below the root of the repository.
    pub changed_files: Option<Vec<String>>,
    /// The changesets that wait for a release.
    pub changesets: Option<Vec<Changeset>>,
    /// The decision records.
    pub decisions: Option<Vec<Decision>>,
    /// Which of the files that exceptions name as their decision exist.
    pub decision_files: Option<Vec<String>>,
    /// The documents that the policy names, as they are in the repository.
    pub documents: Vec<Document>,
    /// The artefacts that are stored in the repository.
    pub artefacts: Option<Vec<ArtefactState>>,
    /// The results of the release gates that were checked.
    pub gates: Option<Vec<GateResult>>,
    /// The last release of each package, if the baseline is what these releases promised; empty if nothing was released. `None` if the
    /// releases are unknown.
    pub shipped: Option<BTreeMap<String, Version>>,
    /// The policy of the last release; `None` where there was none. In a file it is the text of a `stability.toml`.
    #[serde(deserialize_with = "policy")]
    pub shipped_policy: Option<Policy>,
    /// How often items are used.
    pub usage: Option<Vec<Usage>>,
    /// The contract in the repository's file as JSON, where it is not the baseline.
    pub recorded: Option<String>,
    /// The contract in that file before the commits under judgement, as JSON.
    pub recorded_before: Option<String>,
    /// What rustc said of code that uses items as they were promised, where the declarations do not decide.
    pub witnesses: Vec<Witness>,
    /// What cargo-semver-checks found.
    pub semver: Option<Vec<SemverFinding>>,
    /// The packages in `Cargo.lock`, each with its versions.
    pub locked: BTreeMap<String, Vec<Version>>,
    /// The builds that the policy lists and that were not made.
    pub not_built: Vec<NotBuilt>,
    /// The public items that have no tier.
    pub unmarked: Option<Vec<Unmarked>>,
}

/// A public item that has no tier.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unmarked {
    /// The package.
    pub package: String,
    /// Its public path.
    pub item: String,
    /// Why it has none, as a sentence about "it".
    pub reason: String,
    /// The source file, below the folder of the package; empty where it is not known.
    pub file: String,
    /// The line in that file; 0 where it is not known.
    pub line: u32,
}

impl Evidence {
    /// Whether no release had an item, as far as is known.
    pub(crate) fn is_unreleased(&self, item: &Item) -> bool {
        item.since == Some(Since::Next) && !self.may_be_released(&item.package)
    }

    /// Whether a package was released, or nobody knows.
    pub(crate) fn may_be_released(&self, package: &str) -> bool {
        let shipped = self.shipped.as_ref();
        shipped.is_none_or(|shipped| shipped.contains_key(package_name(package)))
    }
}

/// Reads the text of a policy.
fn policy<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Policy>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| Policy::from_toml(&text).map_err(D::Error::custom))
        .transpose()
}

/// A build that the policy lists and that was not made, so that nothing of it was judged.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::NotBuilt")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotBuilt {
    /// Its name.
    pub build: String,
    /// Why, as the rest of a sentence after "because".
    pub reason: String,
}

/// A release in a changelog.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Release {
    /// Its version; `None` where it is not decided ("Unreleased").
    pub version: Option<Version>,
    /// Its date.
    pub date: Option<Date>,
    /// All text under its heading.
    pub text: String,
    /// The parts of that text which have a heading of their own.
    pub sections: Vec<Section>,
    /// The line of its heading; 0 where it is not known.
    pub line: u32,
}

/// A part of a release's text with a heading of its own.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Section {
    /// The heading: `Breaking`, `Deprecated`, `Security`.
    pub title: String,
    /// The text under it.
    pub text: String,
}

/// A version that was tagged.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// The package whose release it is; `None` where it is one of every package of the contract.
    #[serde(default)]
    pub package: Option<String>,
    /// The version.
    pub version: Version,
    /// The date of the tagged commit.
    pub date: Date,
}

/// A commit.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commit {
    /// Its id.
    pub id: String,
    /// The first line of its message.
    pub subject: String,
    /// The rest of its message.
    pub body: String,
}

/// A changeset: what a change does to the versions of packages.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Changeset {
    /// The file, below the folder of the policy.
    pub file: String,
    /// The bump of each package.
    pub bumps: BTreeMap<String, Bump>,
    /// What it says of the change.
    pub text: String,
}

/// A decision record.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// The file, below the folder of the policy.
    pub file: String,
    /// Its state, as it is written: `Accepted`, `Proposed`.
    pub state: Option<String>,
    /// Its text.
    pub text: String,
}

/// A document that the policy names.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The file, below the folder of the policy.
    pub path: String,
    /// What it holds.
    pub format: DocumentFormat,
    /// Its text; `None` where the file is not there.
    #[serde(default)]
    pub text: Option<String>,
    /// What is to be in its regions, by their names; the empty name is that of the region without one. A region that is not named
    /// here was not rendered, and is left as it is.
    #[serde(default)]
    pub pages: BTreeMap<String, String>,
}

/// A generated artefact as it is stored in the repository.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArtefactState {
    /// The id of its item in the contract: `generated openapi.json`.
    pub id: String,
    /// Its text at the baseline; `None` where it was not there.
    pub before: Option<String>,
    /// Its text now; `None` where it is not there.
    pub after: Option<String>,
}

/// The result of a release gate.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GateResult {
    /// The name of the gate in the policy.
    pub name: String,
    /// What blocks it; empty if it passes.
    pub blockers: Vec<String>,
}

/// A finding of a lint of cargo-semver-checks.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SemverFinding {
    /// The package.
    pub package: String,
    /// The id of the lint: `struct_missing`.
    pub lint: String,
    /// The path of the item.
    pub item: String,
    /// What is wrong, in its words.
    pub message: String,
    /// The bump that it asks for.
    pub required: Bump,
    /// The source file, below the folder of the package.
    pub file: String,
    /// The line in that file; 0 where it is not known.
    pub line: u32,
}

/// How often an item was used.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Usage {
    /// The id of the item.
    pub item: String,
    /// How often.
    pub count: u64,
    /// The last day on which it was.
    pub last_seen: Option<Date>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Usage {
    /// What was counted of an item.
    pub fn new(item: String, count: u64, last_seen: Option<Date>) -> Self {
        Self { item, count, last_seen }
    }
}

/// `12 times, the last time on 2026-11-20`.
impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            1 => f.write_str("once")?,
            count => write!(f, "{count} times")?,
        }
        match self.last_seen {
            Some(day) => write!(f, ", the last time on {day}"),
            None => Ok(()),
        }
    }
}
