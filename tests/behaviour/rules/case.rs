//! A case in TOML: two contracts, a policy, evidence, and what is to be found.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use stability::Contract;
use stability_policy::{Comparison, Evidence, Finding, JudgedChange, Policy, judge};

/// What a file holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the case shows, for a reader.
    pub shows: String,
    /// A `stability.toml`.
    #[serde(default)]
    policy: String,
    /// The policy at the last release.
    #[serde(default)]
    shipped_policy: Option<String>,
    /// The contract last promised.
    #[serde(default)]
    baseline: Option<Map<String, Value>>,
    /// The contract as built now.
    current: Map<String, Value>,
    /// The contract in the repository's file now, where that is not the baseline.
    #[serde(default)]
    recorded: Option<Map<String, Value>>,
    /// The contract in that file before.
    #[serde(default)]
    recorded_before: Option<Map<String, Value>>,
    #[serde(default)]
    evidence: Evidence,
    /// What the rule finds, in order.
    #[serde(default, rename = "finding")]
    pub findings: Vec<Expected>,
}

/// A finding, as far as a case says it.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    level: String,
    subject: String,
    pub message: String,
    pub advice: String,
}

impl Expected {
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What it is about, whatever its words.
    pub fn about(&self) -> (&str, &str) {
        (&self.level, &self.subject)
    }

    pub fn to_toml(&self) -> String {
        format!(
            "[[finding]]\n{}",
            toml::to_string(self).expect("strings have a form in TOML")
        )
    }

    pub fn of(finding: &Finding) -> Self {
        Self {
            level: finding.level.to_string(),
            subject: finding.subject.clone(),
            message: finding.message.clone(),
            advice: finding.advice.clone(),
        }
    }
}

pub fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn parse(text: &str) -> Result<Case, toml::de::Error> {
    toml::from_str(text)
}

impl Case {
    #[track_caller]
    pub fn judge(&self) -> Vec<Finding> {
        self.with(|comparison| judge(comparison).findings)
    }

    /// The questions without an answer.
    #[track_caller]
    pub fn unanswered(&self) -> Vec<String> {
        self.with(|comparison| judge(comparison).unanswered)
    }

    /// What `diff` shows, each change as `fact name`.
    #[track_caller]
    pub fn changes(&self) -> Vec<String> {
        let shown = |judged: &JudgedChange<'_>| format!("{} {}", judged.change.fact.id(), judged.change.name());
        self.with(|comparison| comparison.changes().iter().map(shown).collect())
    }

    #[track_caller]
    fn with<T>(&self, ask: impl FnOnce(&Comparison<'_>) -> T) -> T {
        let policy = Policy::from_toml(&self.policy).unwrap_or_else(|error| panic!("{error}"));
        let mut evidence = self.evidence.clone();
        let read = |text: &String| Policy::from_toml(text).unwrap_or_else(|error| panic!("{error}"));
        evidence.shipped_policy = self.shipped_policy.as_ref().map(read);
        evidence.recorded = self.recorded.as_ref().map(document);
        evidence.recorded_before = self.recorded_before.as_ref().map(document);
        let baseline = self.baseline.as_ref().map(contract);
        let current = contract(&self.current);
        let case =
            Comparison::new(baseline.as_ref(), &current, &policy, &evidence).expect("recorded contracts are read");
        ask(&case)
    }
}

#[track_caller]
fn contract(written: &Map<String, Value>) -> Contract {
    Contract::from_json(&document(written)).unwrap_or_else(|error| panic!("{error}"))
}

/// The JSON of a contract of which a case leaves out what goes without saying: the schema, the header, and of an item its
/// name, package and place.
fn document(written: &Map<String, Value>) -> String {
    let mut document = written.clone();
    document
        .entry("schema")
        .or_insert_with(|| json!("stability/contract@1"));
    document.entry("contract").or_insert(Value::Null);
    document
        .entry("package")
        .or_insert_with(|| json!({ "name": "nika", "version": "1.0.0" }));
    document.entry("items").or_insert_with(|| json!([]));
    let package = document["package"]["name"].clone();
    for (at, item) in document["items"].as_array_mut().into_iter().flatten().enumerate() {
        let item = item.as_object_mut().expect("an item is a table");
        let name = item["id"]
            .as_str()
            .and_then(|id| id.rsplit("::").next())
            .map(String::from);
        item.entry("name").or_insert_with(|| json!(name));
        item.entry("package").or_insert_with(|| package.clone());
        item.entry("location")
            .or_insert_with(|| json!({ "file": "src/lib.rs", "line": at + 1 }));
    }
    Value::Object(document).to_string()
}
