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
    #[serde(default = "edition")]
    edition: String,
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
    #[serde(default)]
    alone: bool,
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

/// That of the library as it is, and by default as it was.
fn edition() -> String {
    "2024".to_owned()
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Deny,
    Warn,
    None,
}

/// Writes the package at a version.
fn write(project: &Project, version: &str, edition: &str, library: &str, manifest: &str) {
    let runtime = runtime_folder();
    project.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"c\"\nversion = \"{version}\"\nedition = \"{edition}\"\n[workspace]\n[dependencies]\n\
             stability = {{ package = \"stability-runtime\", path = '{}' }}\n\
             {SERDE}{manifest}",
            runtime.display()
        ),
    );
    project.write("src/lib.rs", &format!("//! C.\n{library}"));
}

/// Cases that one run judges: each is a module of the package, or one is all of it.
struct Group<'a> {
    cases: Vec<&'a Case>,
}

impl Group<'_> {
    /// The findings of `check`, or why it did not complete.
    fn findings(&self, project: &Project) -> Result<Vec<Value>, String> {
        for left in ["stability.toml", "stability/contract.json"] {
            let _ = fs::remove_file(project.path(left));
        }
        let case = self.cases[0];
        let before = self.library(|case| &case.before);
        write(project, &case.from, &case.edition, &before, &case.manifest);
        let init = project.stability("init");
        if init.code != Some(0) {
            return Err(format!("the first contract was not recorded: {init}"));
        }
        let settings = project.read("stability.toml");
        let policy = case.policy_after.as_ref().unwrap_or(&case.policy);
        project.write("stability.toml", &format!("{settings}\n{policy}"));
        let manifest = case.manifest_after.as_ref().unwrap_or(&case.manifest);
        let after = self.library(|case| &case.after);
        write(project, &case.to, &edition(), &after, manifest);
        let mut call = project.call("check --format json");
        let check = super::CommandOutput::of(call.args(&case.options).output().expect("the command can be called"));
        match serde_json::from_str::<Value>(&check.stdout) {
            Ok(mut report) if matches!(check.code, Some(0 | 1)) => match report["findings"].take() {
                Value::Array(findings) => Ok(findings),
                other => Err(format!("no list of findings: {other}")),
            },
            _ => Err(format!("could not complete: {check}")),
        }
    }

    fn library(&self, source: impl Fn(&Case) -> &String) -> String {
        match &self.cases[..] {
            [case] => source(case).clone(),
            cases => {
                let module =
                    |case: &&Case| format!("/// {}.\npub mod {} {{\n{}\n}}", case.id, case.module(), source(case));
                let modules: Vec<String> = cases.iter().map(module).collect();
                modules.join("\n")
            }
        }
    }

    /// What is wrong, as text.
    fn wrong(&self, project: &Project) -> String {
        let all = match self.findings(project) {
            Ok(all) => all,
            Err(reason) => return reason,
        };
        let mut wrong = String::new();
        for case in &self.cases {
            let is_own =
                |finding: &&Value| self.cases.len() == 1 || has_word(&text(finding, "subject"), &case.module());
            let findings: Vec<Value> = all.iter().filter(is_own).cloned().collect();
            match (&case.known_wrong, case.is_met(&findings)) {
                (None, false) => wrong += &format!("{}: {findings:#?}\n", case.id),
                (Some(_), true) => wrong += &format!("{} is right now: take `known_wrong` away\n", case.id),
                (None, true) | (Some(_), false) => {}
            }
        }
        let is_of_a_case = |finding: &Value| {
            self.cases
                .iter()
                .any(|case| has_word(&text(finding, "subject"), &case.module()))
        };
        let strays = all
            .iter()
            .filter(|finding| !ABOUT_THE_RELEASE.contains(&&*text(finding, "rule")) && !is_of_a_case(finding));
        for stray in strays.filter(|_| self.cases.len() > 1) {
            wrong += &format!("a finding of no case, which needs `alone`: {stray:#}\n");
        }
        wrong
    }
}

fn text(finding: &Value, key: &str) -> String {
    finding[key].as_str().unwrap_or_default().to_owned()
}

/// The cases in as few packages as can be: those of one version, manifest and policy that do not speak of the package as a whole
/// are beside each other.
fn groups(cases: &[Case]) -> Vec<Group<'_>> {
    let mut groups = Vec::<Group<'_>>::new();
    for case in cases {
        let beside = groups.iter_mut().find(|group| {
            let first = group.cases[0];
            !first.is_alone() && !case.is_alone() && first.surroundings() == case.surroundings()
        });
        match beside {
            Some(group) => group.cases.push(case),
            None => groups.push(Group { cases: vec![case] }),
        }
    }
    groups
}

impl Case {
    fn module(&self) -> String {
        self.id.replace('-', "_")
    }

    /// Whether it needs a package of its own.
    fn is_alone(&self) -> bool {
        let texts = [&self.before, &self.after, &self.policy];
        let texts = texts.into_iter().chain(&self.policy_after);
        let of_package = [
            "contract!",
            "crate::",
            "#![",
            "macro_export",
            "c::",
            "surface!",
            "ErrorCode",
            "guarantee",
        ];
        let speaks_of_it = texts
            .into_iter()
            .any(|text| of_package.iter().any(|word| text.contains(word)));
        speaks_of_it || self.any_rule || self.alone
    }

    fn surroundings(&self) -> impl PartialEq {
        let versions = (&self.from, &self.to, &self.edition);
        let manifests = (&self.manifest, &self.manifest_after);
        (versions, manifests, &self.policy, &self.policy_after, &self.options)
    }

    /// Whether the findings say what the case expects.
    fn is_met(&self, findings: &[Value]) -> bool {
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
    let wrong: String = groups(&cases.case).iter().map(|group| group.wrong(&project)).collect();
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
