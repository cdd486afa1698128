//! Each form as a reader gets it.

use stability_policy::{Bump, Level, Permit, Policy, Verdict};

use super::sample::{Files, judgement, template, verdict};
use crate::report::text::{Style, policy_error};
use crate::report::{Judgement, github, json, junit, markdown, sarif, text};

pub const PLAIN: Style = Style {
    color: false,
    columns: 100,
};

/// Every form by the name of the file that shows it.
type Form = fn(&Judgement<'_>, &mut dyn std::io::Write) -> std::io::Result<()>;
pub const FORMS: [(&str, Form); 6] = [
    ("findings.txt", |judgement, out| text::write(judgement, PLAIN, out)),
    ("findings.json", json::write),
    ("findings.sarif", sarif::write),
    ("findings.github", github::write),
    ("findings.xml", junit::write),
    ("findings.md", markdown::write),
];

pub fn written(form: Form, judgement: &Judgement<'_>) -> String {
    let mut out = Vec::new();
    form(judgement, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("a form is text")
}

#[test]
fn each_form_is_as_shown() {
    let (verdict, files) = (verdict(), Files::sample());
    let judgement = judgement(&verdict, &files);
    for (name, form) in FORMS {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/report/tests")
            .join(name);
        let shown = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(written(form, &judgement), shown, "{name}");
    }
}

#[test]
fn what_no_release_permits_is_said_beside_the_release() {
    let (mut verdict, files) = (template(), Files::sample());
    let summary = |verdict: &Verdict| {
        let text = written(FORMS[0].1, &judgement(verdict, &files));
        let (_, summary) = text.trim_end().rsplit_once("; ").expect("the release comes last");
        summary.to_owned()
    };
    assert_eq!(summary(&verdict), "it takes a major release");
    verdict.findings.push(verdict.findings[0].clone());
    verdict.findings[0].required = None;
    assert_eq!(
        summary(&verdict),
        "it takes a major release, and 1 finding must be fixed first"
    );
    verdict.findings[1].required = None;
    verdict.required = Permit::Bump(Bump::None);
    assert_eq!(summary(&verdict), "any release may have it once 2 findings are fixed");
    verdict.findings.pop();
    assert_eq!(summary(&verdict), "any release may have it once 1 finding is fixed");
    // A warning refuses nothing.
    verdict.findings[0].level = Level::Warn;
    assert_eq!(summary(&verdict), "any release may have it");
}

#[test]
fn nothing_found_is_said_too() {
    let (mut verdict, files) = (template(), Files::sample());
    verdict.findings.clear();
    verdict.suppressed.clear();
    verdict.required = Permit::Bump(Bump::Minor);
    let judgement = judgement(&verdict, &files);
    let line = "nika 1.2.0 → 1.3.0, nika-kernel 0.1.0 against stability/contract.json: it keeps its word; it takes a minor release";
    assert_eq!(written(FORMS[0].1, &judgement), format!("{line}\n"));
    assert_eq!(
        written(github::write, &judgement),
        format!("::notice title=cargo stability::{line}\n")
    );
    assert_eq!(
        written(markdown::write, &judgement),
        format!("### The promise is kept\n\n{line}.\n")
    );
    assert!(written(json::write, &judgement).contains("\"kept\": true"));
    let report = written(junit::write, &judgement);
    assert_eq!(report.matches("<testcase ").count(), 2, "{report}");
    assert!(report.contains("tests=\"2\" failures=\"0\" errors=\"0\""), "{report}");
}

#[test]
fn the_summary_says_what_it_takes() {
    let (mut verdict, files) = (template(), Files::sample());
    for (required, told) in [
        (
            Permit::Bump(Bump::None),
            "1 finding refuses this change, 1 suppressed; any release may have it",
        ),
        (
            Permit::Bump(Bump::Patch),
            "1 finding refuses this change, 1 suppressed; it takes a patch release",
        ),
        (
            Permit::Never,
            "1 finding refuses this change, 1 suppressed; no release may have it without an exception",
        ),
    ] {
        verdict.required = required;
        assert_eq!(judgement(&verdict, &files).summary(), told);
    }
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
    let colored = written(
        |judgement, out| text::write(judgement, Style { color: true, ..PLAIN }, out),
        &judgement,
    );
    assert!(colored.contains("\u{1b}["));
    assert!(!written(FORMS[0].1, &judgement).contains('\u{1b}'));
}

#[test]
fn a_policy_is_refused_at_its_lines() {
    let text = "packges = ['nika']\n[tiers.stable]\n  break = 'majr' # or so\n";
    let error = Policy::from_toml(text).unwrap_err();
    let mut out = Vec::new();
    policy_error(&error, "stability.toml", text, PLAIN, &mut out).unwrap();
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
    assert_eq!(String::from_utf8(out).unwrap(), shown);
}
