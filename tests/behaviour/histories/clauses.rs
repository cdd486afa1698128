//! The clauses of the published contracts, each on its example: a change of the example's own contract that its own policy refuses, and
//! beside it a change that it permits. The changes are in `tests/cases/clauses.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use stability::Contract;
use stability_policy::{
    Comparison, Document, DocumentFormat, Evidence, Finding, Level, Policy, Release, Section, clauses, judge, rules,
};

use super::edit::{Edit, EditedContract};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Where histories begin, by name.
    start: BTreeMap<String, Start>,
    clause: Vec<Row>,
}

/// An example as it was released.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    example: String,
    /// The version of its packages, where it is not the one of the recorded contract.
    version: Option<String>,
    today: String,
    tags: toml::Value,
    #[serde(default)]
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    /// The change, for a reader.
    shows: String,
    start: String,
    /// The rule that refuses the breach.
    rule: String,
    /// What the finding is about.
    subject: String,
    /// What was released already, besides `start`.
    #[serde(default)]
    before: Vec<Edit>,
    breach: Step,
    permitted: Step,
}

/// A change, and what else there is in the repository then.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// The version that is judged.
    version: String,
    #[serde(default)]
    edits: Vec<Edit>,
    /// What the changelog says of that version, below its heading; without it, there is no such heading.
    notes: Option<String>,
    /// What is added to the policy.
    #[serde(default)]
    policy: String,
    #[serde(default)]
    documents: Vec<EditedDocument>,
    /// Which contract is recorded in the repository's file.
    recorded: Option<Recorded>,
    /// The rest of the evidence.
    #[serde(default)]
    evidence: toml::Table,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Recorded {
    Before,
    After,
}

/// A document of the example, with other words in some places.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditedDocument {
    path: String,
    format: DocumentFormat,
    #[serde(default)]
    replace: Vec<(String, String)>,
    /// Whether the example keeps what is written from its contract, so that other words are not from there.
    #[serde(default)]
    is_written: bool,
}

fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/clauses.toml");
    let text = fs::read_to_string(path).expect("the clauses are there");
    toml::from_str(&text).unwrap_or_else(|error| panic!("clauses.toml: {error}"))
}

/// A file of an example.
#[track_caller]
fn read(example: &str, path: &str) -> String {
    let path = Path::new(ROOT).join("examples").join(example).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An example as it was released, before a change.
struct Released<'t> {
    row: &'t Row,
    start: &'t Start,
    contract: EditedContract,
    baseline: Contract,
    policy: String,
}

impl<'t> Released<'t> {
    #[track_caller]
    fn new(row: &'t Row, start: &'t Start) -> Self {
        let recorded = read(&start.example, "stability/contract.json");
        let mut contract = EditedContract(serde_json::from_str(&recorded).expect("it is JSON"));
        if let Some(version) = &start.version {
            contract.set_version(version);
        }
        for edit in start.edits.iter().chain(&row.before) {
            contract.apply(edit);
        }
        Self {
            row,
            start,
            baseline: contract.read(),
            contract,
            policy: read(&start.example, "stability.toml"),
        }
    }

    /// What is found of a change, and which questions have no answer.
    #[track_caller]
    fn judge(&self, step: &Step) -> (Vec<Finding>, Vec<String>) {
        let mut after = self.contract.clone();
        after.set_version(&step.version);
        for edit in &step.edits {
            after.apply(edit);
        }
        let policy = Policy::from_toml(&format!("{}\n{}", self.policy, step.policy));
        let policy = policy.unwrap_or_else(|error| panic!("{}: {error}", self.row.id));
        let evidence = self.evidence(step, &policy, &after);
        let current = after.read();
        let comparison =
            Comparison::new(Some(&self.baseline), &current, &policy, &evidence).expect("contracts are read");
        let verdict = judge(&comparison);
        (verdict.findings, verdict.unanswered)
    }

    #[track_caller]
    fn evidence(&self, step: &Step, policy: &Policy, after: &EditedContract) -> Evidence {
        let Self { row, start, .. } = self;
        let mut evidence = step.evidence.clone();
        let today = || start.today.clone().into();
        evidence.entry("today").or_insert_with(today);
        evidence.entry("tags").or_insert_with(|| start.tags.clone());
        let evidence: Evidence = evidence
            .try_into()
            .unwrap_or_else(|error| panic!("{}: {error}", row.id));
        let sources = self.baseline.packages();
        let packages = || sources.iter().map(|source| &source.package);
        // What is in the changelog is no release yet where the version has not moved.
        let is_open = packages().any(|package| package.version.to_string() == step.version);
        let version = Some(step.version.as_str()).filter(|_| !is_open);
        let changelog = || step.notes.iter().map(|notes| release(version, notes)).collect();
        let documents = step.documents.iter();
        Evidence {
            shipped_policy: Some(Policy::from_toml(&self.policy).expect("the example has a valid policy")),
            shipped: Some(packages().map(|it| (it.name.clone(), it.version.clone())).collect()),
            packages: packages().map(|it| it.name.clone()).collect(),
            recorded: step.recorded.map(|recorded| match recorded {
                Recorded::Before => self.contract.0.to_string(),
                Recorded::After => after.0.to_string(),
            }),
            changelog: policy.changelog.as_ref().map(|_| changelog()),
            documents: documents.map(|document| document.read(&start.example)).collect(),
            ..evidence
        }
    }
}

/// A release in the changelog, whose sections have headings of the third level.
fn release(version: Option<&str>, notes: &str) -> Release {
    let sections = notes.split("### ").skip(1).map(|section| {
        let (title, text) = section.split_once('\n').unwrap_or((section, ""));
        Section {
            title: title.trim().to_owned(),
            text: text.to_owned(),
        }
    });
    Release {
        version: version.map(|version| version.parse().expect("a version")),
        text: notes.to_owned(),
        sections: sections.collect(),
        ..Release::default()
    }
}

impl EditedDocument {
    #[track_caller]
    fn read(&self, example: &str) -> Document {
        let mut text = read(example, &self.path);
        let page = self.is_written.then(|| page(&text));
        for (from, to) in &self.replace {
            assert!(text.contains(from), "`{from}` in `{}`", self.path);
            text = text.replace(from, to);
        }
        Document {
            path: self.path.clone(),
            format: self.format,
            text: Some(text),
            pages: page.into_iter().map(|page| (String::new(), page)).collect(),
        }
    }
}

/// The text between the marks in a document.
#[track_caller]
fn page(text: &str) -> String {
    let (_, rest) = text.split_once("<!-- stability:begin -->\n").expect("the page begins");
    let (page, _) = rest.split_once("<!-- stability:end -->").expect("the page ends");
    page.to_owned()
}

/// The clauses that have a history on their example.
pub fn ids() -> BTreeSet<String> {
    table().clause.into_iter().map(|row| row.id).collect()
}

#[test]
fn each_clause_is_kept_on_its_example() {
    let table = table();
    let mut wrong = Vec::new();
    for row in &table.clause {
        let start = table
            .start
            .get(&row.start)
            .unwrap_or_else(|| panic!("no start `{}`", row.start));
        let name = format!("{} {}: {}", row.id, row.rule, row.shows);
        let lines = |findings: &[Finding]| -> Vec<String> {
            let line = |it: &Finding| format!("{} {} {}: {}", it.level, it.rule, it.subject, it.message);
            findings.iter().map(line).collect()
        };
        let released = Released::new(row, start);
        let (findings, unanswered) = released.judge(&row.breach);
        let is_it = |it: &Finding| it.rule == row.rule && it.subject == row.subject && it.level > Level::Allow;
        if !findings.iter().any(is_it) {
            wrong.push(format!(
                "{name}\n  the breach passes: {:#?} {unanswered:?}",
                lines(&findings)
            ));
        }
        let (mut findings, unanswered) = released.judge(&row.permitted);
        findings.retain(|it| it.level == Level::Deny || is_it(it));
        if !findings.is_empty() || !unanswered.is_empty() {
            wrong.push(format!(
                "{name}\n  what is permitted is refused: {:#?} {unanswered:?}",
                lines(&findings)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The clauses about what happens while a program is compiled or tested: a test of the example has the breach, and beside it what is right.
const IN_TESTS: [(&str, &str, &str); 2] = [
    (
        "AB-07",
        "aioc/aioc/tests/governance/audit.rs",
        "a_guarantee_whose_only_test_is_left_out_is_found",
    ),
    (
        "OR-16",
        "ornn/ornn/tests/service/oracle.rs",
        "the_oracle_sees_what_is_wrong",
    ),
];

#[test]
fn each_clause_has_a_history() {
    let rows = table().clause;
    let mut without = Vec::new();
    for clause in clauses::ALL {
        let in_test = IN_TESTS.iter().find(|(id, ..)| *id == clause.id);
        if let Some((_, file, test)) = in_test {
            let source = read("", file);
            assert!(source.contains(&format!("fn {test}(")), "no `{test}` in {file}");
        } else if !rows.iter().any(|row| row.id == clause.id) {
            without.push(clause.id);
        }
    }
    assert_eq!(without, [""; 0], "these clauses have no row in clauses.toml");
    for row in &rows {
        let rule = rules::find(&row.rule).unwrap_or_else(|| panic!("there is no rule `{}`", row.rule));
        // A clause that permits something is kept by no rule.
        let is_kept = rules::all().any(|rule| rule.clauses.contains(&row.id.as_str()));
        let keeps = rule.clauses.contains(&row.id.as_str());
        assert!(keeps || !is_kept, "`{}` does not keep {}", row.rule, row.id);
    }
}

#[test]
fn each_history_is_on_the_example_of_its_clause() {
    let table = table();
    let mut used = BTreeSet::new();
    for row in &table.clause {
        let example = match &row.id[..2] {
            "AK" => "aksara",
            "AA" | "AB" => "aioc",
            "OR" => "ornn",
            "NI" => "nika",
            other => panic!("no contract has clauses `{other}`"),
        };
        assert_eq!(table.start[&row.start].example, example, "{}", row.id);
        used.insert(&row.start);
    }
    let starts: BTreeSet<_> = table.start.keys().collect();
    assert_eq!(used, starts, "each start is used");
}
