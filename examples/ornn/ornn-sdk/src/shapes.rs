//! What the registry answers. Members that it gains later are passed over.

use semver::Version;
use serde::{Deserialize, Serialize};

/// A skill.
#[stability::stable(since = "0.7.0", path = "ornn_sdk::Skill")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Skill {
    /// Its name.
    pub name: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// The version that was published last.
    #[stable(since = "0.8.0")]
    pub latest: Option<Version>,
}

/// Some of the skills.
#[stability::stable(since = "0.7.0", path = "ornn_sdk::SkillPage")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct SkillPage {
    /// The skills, by name.
    pub skills: Vec<Skill>,
    /// Where the next page begins: give it as [`Selection::after`].
    pub next: Option<String>,
}

/// Which skills are asked for.
#[stability::stable(since = "0.8.0", path = "ornn_sdk::Selection")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Selection {
    /// A word of the name, the summary or a tag.
    pub q: Option<String>,
    /// Only names behind this one.
    pub after: Option<String>,
    /// How many at most.
    pub limit: Option<u32>,
}

/// A version of a skill.
#[stability::stable(since = "0.7.0", path = "ornn_sdk::SkillVersion")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct SkillVersion {
    /// The number of its row.
    pub id: i64,
    /// The skill.
    pub skill: String,
    /// Its number.
    pub version: Version,
    /// The skill itself.
    pub content: String,
}

/// What everybody thinks of a skill.
#[stability::beta(since = "0.8.0", path = "ornn_sdk::Ratings")]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Ratings {
    /// How many have rated it.
    pub count: u32,
    /// Their mean, if anybody has.
    pub mean: Option<f64>,
}
