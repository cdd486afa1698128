//! What the project is like besides its contract: what a caller read from files, from git, from manifests.
//!
//! What is `None` was not looked for; a rule that needs it is silent then.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use semver::Version;
use serde::{Deserialize, Serialize};

use super::Bump;
use super::shape::witness::Witness;

/// What the project is like besides its contract.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Evidence {
    /// The day on which is judged; `None` judges nothing by date.
    pub today: Option<Date>,
    /// The version that is judged, of every package of the contract; `None` takes that of each package.
    pub version: Option<Version>,
    /// Whether this is to be released as it is.
    pub releasing: bool,
    /// The packages that the contract should speak for.
    pub packages: Vec<String>,
    /// The changelog, the latest release first.
    pub changelog: Option<Vec<Release>>,
    /// The releases that were tagged.
    pub tags: Option<Vec<Tag>>,
    /// The commits under judgement.
    pub commits: Option<Vec<Commit>>,
    /// The files that those commits touch, below the root of the repository.
    pub changed_files: Option<Vec<String>>,
    /// The changesets that wait for a release.
    pub changesets: Option<Vec<Changeset>>,
    /// The decision records.
    pub decisions: Option<Vec<Decision>>,
    /// Which of the files that exceptions name as their decision are there.
    pub decision_files: Option<Vec<String>>,
    /// The documents that the policy names, as they stand in the repository.
    pub documents: Vec<Document>,
    /// The artefacts that are stored in the repository.
    pub artefacts: Option<Vec<ArtefactState>>,
    /// What came of the release gates that were tried.
    pub gates: Option<Vec<GateResult>>,
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
    /// The builds that the policy lists and that were not made.
    pub not_built: Vec<NotBuilt>,
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
    /// All that stands under its heading.
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
    /// What stands under it.
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
}

/// What a document holds of the contract.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DocumentFormat {
    /// The contract as Markdown: the whole file, or what stands between `<!-- stability:begin -->` and
    /// `<!-- stability:end -->`.
    Markdown,
    /// An entry for everything that is deprecated, by hand or generated: each names the item's id.
    Deprecations,
    /// An `OpenAPI` description in JSON, whose operations say what [`stability_http::openapi`](stability_http::openapi) writes there.
    OpenApi,
    /// The release notes, which name what is deprecated in the release.
    ReleaseNotes,
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

/// What came of a release gate.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GateResult {
    /// The name of the gate in the policy.
    pub name: String,
    /// What keeps it shut; empty where it is open to pass.
    pub blockers: Vec<String>,
}

/// A lint of cargo-semver-checks that fired.
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
