//! What `check` says of a library as it was and as it is, for the cases in `tests/cases`.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::project::{Project, SERDE, runtime_folder};

/// Rules about the release as a whole: a verdict must name the change too.
const ABOUT_THE_RELEASE: [&str; 5] = [
    "bump-too-small",
    "break-in-patch",
    "break-without-bump",
    "contract-unrecorded",
    "api-change-unrecorded",
];

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// The fields are explained in `tests/cases/README.md`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[expect(dead_code, reason = "readers group the cases by it")]
    kind: String,
    #[serde(default = "before")]
    from: String,
    #[serde(default = "after")]
    to: String,
    before: String,
    after: String,
    #[serde(default)]
    manifest: String,
    manifest_after: Option<String>,
    #[serde(default)]
    policy: String,
    policy_after: Option<String>,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    any_rule: bool,
    expect: Verdict,
    /// Why the verdict is still another one.
    known_wrong: Option<String>,
}

fn before() -> String {
    "1.2.3".to_owned()
}

fn after() -> String {
    "1.2.4".to_owned()
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Deny,
    Warn,
    None,
}

/// Writes the package at a version.
fn write(project: &Project, version: &str, library: &str, manifest: &str) {
    let runtime = runtime_folder();
    project.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"c\"\nversion = \"{version}\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             stability = {{ package = \"stability-runtime\", path = '{}' }}\n\
             {SERDE}{manifest}",
            runtime.display()
        ),
    );
    project.write("src/lib.rs", &format!("//! C.\n{library}"));
}

impl Case {
    /// The findings of `check`, or why it did not complete.
    fn findings(&self, project: &Project) -> Result<Vec<Value>, String> {
        for left in ["stability.toml", "stability/contract.json"] {
            let _ = fs::remove_file(project.path(left));
        }
        write(project, &self.from, &self.before, &self.manifest);
        let init = project.stability("init");
        if init.code != Some(0) {
            return Err(format!("the first contract was not recorded: {init}"));
        }
        let settings = project.read("stability.toml");
        let policy = self.policy_after.as_ref().unwrap_or(&self.policy);
        project.write("stability.toml", &format!("{settings}\n{policy}"));
        let manifest = self.manifest_after.as_ref().unwrap_or(&self.manifest);
        write(project, &self.to, &self.after, manifest);
        let mut call = project.call("check --format json");
        let check = super::CommandOutput::of(call.args(&self.options).output().expect("the command can be called"));
        match serde_json::from_str::<Value>(&check.stdout) {
            Ok(mut report) if matches!(check.code, Some(0 | 1)) => match report["findings"].take() {
                Value::Array(findings) => Ok(findings),
                other => Err(format!("no list of findings: {other}")),
            },
            _ => Err(format!("could not complete: {check}")),
        }
    }

    /// Whether the findings say what the case expects.
    fn is_met(&self, findings: &[Value]) -> bool {
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let words: Vec<&str> = self.subject.split('|').filter(|word| !word.is_empty()).collect();
        let levels: Vec<String> = findings
            .iter()
            .filter(|finding| self.any_rule || !ABOUT_THE_RELEASE.contains(&&*text(finding, "rule")))
            .filter(|finding| {
                let about = format!("{} {}", text(finding, "subject"), text(finding, "message"));
                words.is_empty() || words.iter().any(|word| has_word(&about, word))
            })
            .map(|finding| text(finding, "level"))
            .collect();
        match self.expect {
            Verdict::None => findings.is_empty(),
            Verdict::Warn => levels.iter().any(|level| level == "warn" || level == "deny"),
            Verdict::Deny => levels.iter().any(|level| level == "deny"),
        }
    }
}

/// Whether the text has the word, not only as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// Judges the cases of a file one after the other, so that what they depend on is built once.
#[track_caller]
fn judge(file: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let text = fs::read_to_string(folder.join(file)).expect("the cases can be read");
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let project = Project::empty();
    let mut wrong = String::new();
    for case in &cases.case {
        let findings = case.findings(&project);
        let is_met = findings.as_ref().is_ok_and(|findings| case.is_met(findings));
        match (&case.known_wrong, is_met) {
            (None, false) => wrong += &format!("{}: {findings:#?}\n", case.id),
            (Some(_), true) => wrong += &format!("{} is right now: take `known_wrong` away\n", case.id),
            (None, true) | (Some(_), false) => {}
        }
    }
    assert!(!cases.case.is_empty() && wrong.is_empty(), "{wrong}");
}

#[test]
fn changes_of_all_kinds() {
    judge("kinds.toml");
}

#[test]
fn the_life_of_a_promise() {
    judge("life.toml");
}

#[test]
fn default_tiers() {
    judge("tier.toml");
}

#[test]
fn forms_in_documents() {
    judge("wire.toml");
}
