//! A verdict to write.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::date;
use stability::Contract;
use stability::contract::Location;
use stability_policy::{Comparison, Evidence, Finding, Level, Place, Policy, Suppressed, Verdict, judge};

use crate::report::{Judgement, Package, SourceFiles};

/// Findings that refuse nothing, warn, and refuse; at every kind of place.
pub fn verdict() -> Verdict {
    let mut verdict = template();
    let finding = &verdict.findings[0].clone();
    verdict.findings = vec![
        at(
            finding,
            Level::Deny,
            "nika",
            "nika::Foo",
            "`nika::Foo` was removed; it was stable; code that names it no longer compiles",
            Place::Baseline(location("src/foo.rs", 7)),
        ),
        at(
            finding,
            Level::Deny,
            "nika",
            "nika::bar",
            "`nika::bar` was `fn(u8)` and is now `fn(u8) -> u8`",
            Place::Source(location("src/lib.rs", 2)),
        ),
        at(
            finding,
            Level::Warn,
            "nika",
            "CHANGELOG.md",
            "the changelog has no section for 1.3.0",
            Place::File {
                path: "CHANGELOG.md".to_owned(),
                line: 0,
            },
        ),
        at(
            finding,
            Level::Warn,
            "nika-kernel",
            "nika-kernel",
            "the minimum Rust version rises",
            Place::Manifest,
        ),
        at(
            finding,
            Level::Deny,
            "",
            "nika::*",
            "the suppression of `nika::*` has expired",
            Place::Policy { line: 1 },
        ),
        at(
            finding,
            Level::Warn,
            "",
            "0123abcd",
            "the commit does not mark the break",
            Place::Commit {
                id: "0123abcd".to_owned(),
            },
        ),
        at(finding, Level::Warn, "", "gate", "the gate is shut", Place::Project),
    ];
    for (number, finding) in verdict.findings.iter_mut().enumerate() {
        finding.fingerprint = format!("{number:016x}");
    }
    verdict
}

fn at(template: &Finding, level: Level, package: &str, subject: &str, message: &str, place: Place) -> Finding {
    let mut finding = template.clone();
    finding.level = level;
    finding.package = package.to_owned();
    finding.subject = subject.to_owned();
    finding.message = message.to_owned();
    finding.place = place;
    finding
}

pub fn location(file: &str, line: u32) -> Location {
    let mut location = Location::default();
    location.file = file.to_owned();
    location.line = line;
    location
}

/// What only the library can make: a finding of `item-removed`, and a suppressed one.
pub fn template() -> Verdict {
    static TEMPLATE: LazyLock<Verdict> = LazyLock::new(judged);
    TEMPLATE.clone()
}

fn judged() -> Verdict {
    let baseline = contract(
        "1.2.0",
        r#"
        { "id": "nika::Foo", "name": "Foo", "kind": "struct", "tier": "stable", "since": "1.0.0", "package": "nika",
          "location": { "file": "src/foo.rs", "line": 7 } },
        { "id": "nika::Old", "name": "Old", "kind": "struct", "tier": "stable", "since": "1.0.0", "package": "nika",
          "location": { "file": "src/old.rs", "line": 1 } }"#,
    );
    let current = contract("1.3.0", "");
    let suppression = "[[suppression]]\nrule = 'item-removed'\nitem = 'nika::Old'\nreason = 'nobody used it'";
    let policy = Policy::from_toml(suppression).expect("it is a policy");
    let evidence = Evidence::default();
    let case = Comparison::new(Some(&baseline), &current, &policy, &evidence).expect("nothing is recorded");
    let mut verdict = judge(&case);
    let kept = |finding: &Finding| finding.rule == "item-removed";
    verdict.findings.retain(kept);
    verdict
        .suppressed
        .retain(|suppressed: &Suppressed| kept(&suppressed.finding));
    assert_eq!((verdict.findings.len(), verdict.suppressed.len()), (1, 1));
    verdict
}

fn contract(version: &str, items: &str) -> Contract {
    let json = format!(
        r#"{{ "schema": "stability/contract@1", "contract": null,
              "package": {{ "name": "nika", "version": "{version}" }}, "items": [{items}] }}"#
    );
    Contract::from_json(&json).unwrap_or_else(|error| panic!("{error}"))
}

/// Files by path.
pub struct Files(pub BTreeMap<String, String>);

impl Files {
    pub fn sample() -> Self {
        let files = [
            (
                "nika/src/lib.rs",
                "//! Words.\n    #[stability::stable(since = \"1.0.0\")]\npub fn bar(_: u8) {}\n",
            ),
            ("stability.toml", "[[suppression]]\n"),
        ];
        Self(files.map(|(path, text)| (path.to_owned(), text.to_owned())).into())
    }
}

impl SourceFiles for Files {
    fn path(&self, package: &str, place: &Place) -> Option<String> {
        match place {
            Place::Source(location) | Place::Baseline(location) => Some(format!("{package}/{}", location.file)),
            Place::Manifest => Some(format!("{package}/Cargo.toml")),
            Place::Policy { .. } => Some("stability.toml".to_owned()),
            Place::File { path, .. } => Some(path.clone()),
            _ => None,
        }
    }

    fn fallback(&self) -> String {
        "stability.toml".to_owned()
    }

    fn text(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }
}

pub fn judgement<'a>(verdict: &'a Verdict, sources: &'a dyn SourceFiles) -> Judgement<'a> {
    let package = |name: &str, from: Option<&str>, to: &str| Package {
        name: name.to_owned(),
        from: from.map(|from| from.parse().expect("a version")),
        to: to.parse().expect("a version"),
    };
    Judgement {
        verdict,
        packages: vec![
            package("nika", Some("1.2.0"), "1.3.0"),
            package("nika-kernel", None, "0.1.0"),
        ],
        baseline: "stability/contract.json".to_owned(),
        today: Some(date(2026, 11, 21)),
        uncovered: None,
        sources,
    }
}
