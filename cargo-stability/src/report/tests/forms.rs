//! Each form as a reader gets it.

use std::path::Path;
use std::{env, fs};

use clap::ValueEnum;
use stability::Contract;
use stability_policy::{Bump, Comparison, Evidence, Level, Permit, Policy, Verdict, judge};

use super::sample::{Files, judgement, template, verdict};
use crate::output::sanitize::Syntax;
use crate::report::text::render_policy_error;
use crate::report::{Judgement, ReportFormat, Style, render};
use crate::shape::Uncovered;

pub const PLAIN: Style = Style {
    color: false,
    columns: 100,
};

pub fn plain(judgement: &Judgement<'_>, format: ReportFormat) -> String {
    render(judgement, format, PLAIN).expect("every form holds every finding")
}

/// Each form against the file `findings.<form>`, which `BLESS=1` writes anew.
#[test]
fn each_form_is_as_expected() {
    let (verdict, files) = (verdict(), Files::sample());
    let judgement = judgement(&verdict, &files);
    for format in ReportFormat::value_variants() {
        let name = format.to_possible_value().expect("none is skipped");
        let name = format!("src/report/tests/findings.{}", name.get_name());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        let report = plain(&judgement, *format);
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &report).expect("the file can be written");
        }
        let expected = fs::read_to_string(&path).expect("`cargo xtask bless reports` has written it");
        // The order of the keys that `json!` writes depends on a feature of `serde_json` that any package may turn on.
        if Syntax::from(*format) == Syntax::Json && *format != ReportFormat::Json {
            assert_eq!(value(&report), value(&expected), "{name}");
        } else {
            assert_eq!(report, expected, "{name}");
        }
    }
}

fn value(json: &str) -> serde_json::Value {
    serde_json::from_str(json).expect("it is JSON")
}

#[test]
fn unconditional_findings_are_named_beside_the_release() {
    let (mut verdict, files) = (template(), Files::sample());
    let summary = |verdict: &Verdict| {
        let text = plain(&judgement(verdict, &files), ReportFormat::Text);
        let (_, summary) = text.trim_end().rsplit_once("; ").expect("the release comes last");
        summary.to_owned()
    };
    assert_eq!(summary(&verdict), "it needs a major release (nika 2.0.0)");
    verdict.findings.push(verdict.findings[0].clone());
    verdict.findings[0].required = None;
    assert_eq!(
        summary(&verdict),
        "it needs a major release (nika 2.0.0), and 1 finding must be fixed first"
    );
    verdict.findings[1].required = None;
    verdict.required = Permit::Bump(Bump::None);
    assert_eq!(
        summary(&verdict),
        "any release may contain it once 2 findings are fixed"
    );
    verdict.findings.pop();
    assert_eq!(summary(&verdict), "any release may contain it once 1 finding is fixed");
    // A warning refuses nothing, so the policy permits what breaks, unless a question is open.
    verdict.findings[0].level = Level::Warn;
    assert_eq!(
        summary(&verdict),
        "any release may contain it\n\
         some changes break users, and the policy permits them in this release: `cargo stability diff` with the same baseline lists them"
    );
    verdict.unanswered = vec!["whether it was deprecated for long enough".to_owned()];
    assert!(!plain(&judgement(&verdict, &files), ReportFormat::Text).contains("the policy permits"));
}

#[test]
fn a_report_without_findings_says_so() {
    let (mut verdict, files) = (template(), Files::sample());
    verdict.findings.clear();
    verdict.suppressed.clear();
    verdict.smallest.clear();
    verdict.compared.has_breaks = false;
    verdict.required = Permit::Bump(Bump::Minor);
    let judgement = judgement(&verdict, &files);
    let line = "nika 1.2.0 → 1.3.0, nika-kernel 0.1.0 against stability/contract.json: no breaking change; it needs a minor release";
    assert_eq!(plain(&judgement, ReportFormat::Text), format!("{line}\n"));
    assert_eq!(
        plain(&judgement, ReportFormat::Github),
        format!("::notice title=cargo stability::{line}\n")
    );
    assert_eq!(
        plain(&judgement, ReportFormat::Markdown),
        format!("### The promise is kept\n\n{line}.\n")
    );
    assert!(plain(&judgement, ReportFormat::Json).contains("\"kept\": true"));
    let report = plain(&judgement, ReportFormat::Junit);
    assert_eq!(report.matches("<testcase ").count(), 2, "{report}");
    assert!(report.contains("tests=\"2\" failures=\"0\" errors=\"0\""), "{report}");
}

#[test]
fn what_was_not_looked_at_is_named() {
    let files = Files::sample();
    let (before, after) = (unshaped("1.2.0"), unshaped("1.3.0"));
    let (policy, evidence) = (Policy::default(), Evidence::default());
    let verdict = judge(&Comparison::new(Some(&before), &after, &policy, &evidence).unwrap());
    let uncovered = [Uncovered {
        package: "nika".to_owned(),
        item: "nika::other".to_owned(),
        kind: stability::Kind::Fn,
        location: stability::contract::Location::default(),
        block: None,
        reason: "it has no tier",
    }];
    let judgement = Judgement {
        uncovered: Some(&uncovered),
        ..judgement(&verdict, &files)
    };
    let text = plain(&judgement, ReportFormat::Text);
    let (_, summary) = text.split_once("contract.json: ").unwrap();
    assert_eq!(
        summary,
        "no finding refuses this change, 1 warning; any release may contain it\n\
         2 of 2 items were compared only as written, because the baseline does not record its declaration: `nika::Bar`, `nika::Foo`; \
         `cargo stability bless` records declarations\n\
         1 public item is not promised: `nika::other`\n"
    );
    let json = value(&plain(&judgement, ReportFormat::Json));
    assert_eq!(json["compared"]["not_compared"][0]["item"], "nika::Bar");
    assert_eq!(json["uncovered"][0]["item"], "nika::other");
}

/// A contract as an older program recorded it.
fn unshaped(version: &str) -> Contract {
    let item = |name: &str| {
        format!(
            r#"{{ "id": "nika::{name}", "kind": "struct", "name": "{name}", "tier": "stable", "package": "nika" }}"#
        )
    };
    let (package, items) = (
        format!(r#"{{ "name": "nika", "version": "{version}" }}"#),
        ["Foo", "Bar"].map(item).join(", "),
    );
    let head = r#""schema": "stability/contract@1", "contract": null"#;
    Contract::from_json(&format!(r#"{{ {head}, "package": {package}, "items": [{items}] }}"#)).unwrap()
}

#[test]
fn the_summary_names_the_required_release() {
    let (mut verdict, files) = (template(), Files::sample());
    for (required, expected) in [
        (
            Permit::Bump(Bump::None),
            "1 finding refuses this change, 1 suppressed; any release may contain it",
        ),
        (
            Permit::Bump(Bump::Patch),
            "1 finding refuses this change, 1 suppressed; it needs a patch release",
        ),
        (
            Permit::Never,
            "1 finding refuses this change, 1 suppressed; no release may contain it without an exception",
        ),
    ] {
        verdict.required = required;
        verdict.smallest.clear();
        assert_eq!(judgement(&verdict, &files).summary(), expected);
    }
}

#[test]
fn a_question_without_an_answer_refuses() {
    let (mut verdict, files) = (template(), Files::sample());
    verdict.findings.clear();
    assert!(verdict.is_kept());
    verdict.unanswered.push("on which day 1.0.0 was released".to_owned());
    assert!(!verdict.is_kept());
    let summary = judgement(&verdict, &files).summary();
    assert!(summary.starts_with("not all questions could be answered"), "{summary}");
    let json = plain(&judgement(&verdict, &files), ReportFormat::Json);
    assert!(json.contains("\"on which day 1.0.0 was released\""), "{json}");
}

#[test]
fn many_packages_are_counted() {
    let (verdict, files) = (template(), Files::sample());
    let mut judgement = judgement(&verdict, &files);
    let first = judgement.packages[0].clone();
    judgement.packages = vec![first; 4];
    assert_eq!(
        judgement.title(),
        "nika 1.2.0 → 1.3.0 and 3 more packages against stability/contract.json"
    );
    judgement.packages.clear();
    assert_eq!(judgement.title(), "nothing against stability/contract.json");
}

#[test]
fn colour_is_there_only_when_asked_for() {
    let (verdict, files) = (verdict(), Files::sample());
    let judgement = judgement(&verdict, &files);
    let colored = render(&judgement, ReportFormat::Text, Style { color: true, ..PLAIN }).unwrap();
    assert!(colored.contains("\u{1b}["));
    assert!(!plain(&judgement, ReportFormat::Text).contains('\u{1b}'));
}

#[test]
fn a_policy_is_refused_at_its_lines() {
    let text = "packges = ['nika']\n[tiers.stable]\n  break = 'majr' # or so\n";
    let error = Policy::from_toml(text).unwrap_err();
    let shown = "\
error: unknown key `packges`
 --> stability.toml:1:1
  |
1 | packges = ['nika']
  | ^^^^^^^
  |
  = help: did you mean `packages`?

error: `break` cannot be `majr`
 --> stability.toml:3:11
  |
3 |   break = 'majr' # or so
  |           ^^^^^^
  |
  = help: did you mean `major`? It takes `none`, `pre-release`, `patch`, `minor`, `major` or `never`

";
    assert_eq!(render_policy_error(&error, "stability.toml", text, PLAIN), shown);
}
