//! What requests and responses are made of.

use std::fmt;

use semver::Version;
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{IntoParams, ToSchema};

/// The name of a skill: lower-case letters, digits and single dashes between them, at most 64 in all.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, example = "summarise-text")]
pub struct SkillName(String);

impl SkillName {
    /// The longest name.
    const LONGEST: usize = 64;

    /// Reads a name; `None` if the text is not a name.
    pub fn parse(text: &str) -> Option<Self> {
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        (text.len() <= Self::LONGEST && text.split('-').all(is_word)).then(|| Self(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SkillName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SkillName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            let rule = "lower-case letters, digits and single dashes between them, at most 64 in all";
            de::Error::invalid_value(de::Unexpected::Str(&text), &rule)
        })
    }
}

/// A skill as it is submitted.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSkill {
    /// Its name, which nothing else in the registry has.
    pub name: SkillName,
    /// What it does, in a sentence.
    pub summary: String,
    /// What it is about.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A skill.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Skill {
    /// Its name.
    pub name: SkillName,
    /// What it does, in a sentence.
    pub summary: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// The version that was published last.
    #[stable(since = "0.8.0")]
    #[schema(value_type = Option<String>, example = "1.2.0")]
    pub latest: Option<Version>,
}

/// Some of the skills.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SkillPage {
    /// The skills, by name.
    pub skills: Vec<Skill>,
    /// Where the next page begins: give it as `after`.
    pub next: Option<String>,
}

/// Which skills are listed.
#[stability::stable(since = "0.8.0")]
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// A word of the name, the summary or a tag.
    pub q: Option<String>,
    /// Only names behind this one.
    pub after: Option<String>,
    /// How many at most, up to 100; 20 by default.
    pub limit: Option<u32>,
}

/// What is searched for.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Search {
    /// A word of the name, the summary or a tag.
    pub query: String,
}

/// A version as it is published.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVersion {
    /// Its number, of semver.
    #[schema(value_type = String, example = "1.2.0")]
    pub version: Version,
    /// The skill itself.
    pub content: String,
}

/// A version of a skill.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SkillVersion {
    /// The number of its row, by which older clients know it.
    pub id: i64,
    /// The skill.
    pub skill: SkillName,
    /// Its number, of semver.
    #[schema(value_type = String, example = "1.2.0")]
    pub version: Version,
    /// The skill itself.
    pub content: String,
}

/// What somebody thinks of a skill.
#[stability::beta(since = "0.8.0")]
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// Who.
    pub rater: String,
    /// From 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub stars: u8,
}

/// What everybody thinks of a skill.
#[stability::beta(since = "0.8.0")]
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Ratings {
    /// How many have rated it.
    pub count: u32,
    /// Their mean; `null` where nobody has.
    pub mean: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::SkillName;

    #[test]
    fn names_are_words_joined_by_dashes() {
        for name in ["a", "7", "summarise-text", &"a".repeat(64)] {
            assert_eq!(SkillName::parse(name).unwrap().as_str(), name);
        }
        for text in ["", "-", "a-", "-a", "a--b", "A", "a b", "é", "a/b", &"a".repeat(65)] {
            assert_eq!(SkillName::parse(text), None, "{text}");
        }
    }
}
