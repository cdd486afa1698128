//! For the test report of a CI service: JUnit's XML.
//!
//! A suite for each package, and one named `project` for what is about none. Viewers tell cases apart by suite and name and
//! follow them from run to run, so each finding is a case named after its rule and subject, without versions. What refuses the
//! change has failed; a warning has passed, with its text as output, since the format has nothing between; what is suppressed is
//! skipped, with the reason. A rule that found nothing is no case: a report with hundreds of passed cases hides the few that
//! count. But every package has one that passes when nothing refuses it, since viewers take a report without cases for a mistake.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use stability_policy::{Finding, Level, Suppressed};

use stability::render::escape::line;

use super::Judgement;

/// Writes the report.
///
/// # Errors
///
/// Those of the writer.
pub fn write(judgement: &Judgement<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut report = Report::new("cargo stability");
    for package in packages(judgement) {
        let mut suite = TestSuite::new(suite_of(package));
        let verdict = judgement.verdict;
        let findings = || verdict.findings.iter().filter(|finding| finding.package == package);
        let suppressed = verdict.suppressed.iter();
        let suppressed = suppressed.filter(|suppressed| suppressed.finding.package == package);
        if findings().all(|finding| finding.level < Level::Deny) {
            let mut kept = TestCase::new("the promise is kept", TestCaseStatus::success());
            kept.set_classname(suite_of(package));
            suite.add_test_case(kept);
        }
        suite.add_test_cases(findings().map(|finding| case(judgement, finding)));
        suite.add_test_cases(suppressed.map(skipped));
        report.add_test_suite(suite);
    }
    let xml = report.to_string().map_err(io::Error::other)?;
    // No schema has the count on the root. It is the first one there, since the name before it is ours.
    let count = format!(" skipped=\"{}\"", report.skipped);
    out.write_all(xml.replacen(&count, "", 1).as_bytes())
}

/// The suite of a package, or of what is about none.
fn suite_of(package: &str) -> String {
    line(if package.is_empty() { "project" } else { package })
}

/// Every package, and the empty name where something is about none.
fn packages<'a>(judgement: &'a Judgement<'_>) -> Vec<&'a str> {
    let judged = judgement.packages.iter().map(|package| package.name.as_str());
    let suppressed = judgement
        .verdict
        .suppressed
        .iter()
        .map(|suppressed| &suppressed.finding);
    let found = judgement.verdict.findings.iter().chain(suppressed);
    let mut packages: Vec<&str> = judged.chain(found.map(|finding| finding.package.as_str())).collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

fn named(finding: &Finding, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(line(&format!("{}: {}", finding.rule, finding.subject)), status);
    case.set_classname(suite_of(&finding.package));
    case
}

fn case(judgement: &Judgement<'_>, finding: &Finding) -> TestCase {
    let spot = judgement
        .spot(finding)
        .map_or_else(String::new, |spot| format!("\n{}", line(&spot.to_string())));
    let text = judgement.message(finding) + &spot;
    if finding.level < Level::Deny {
        let mut case = named(finding, TestCaseStatus::success());
        case.set_system_out(format!("warning: {text}"));
        return case;
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(finding.rule);
    status.set_message(line(&finding.message));
    status.set_description(text);
    named(finding, status)
}

fn skipped(suppressed: &Suppressed) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(line(&suppressed.reason));
    named(&suppressed.finding, status)
}
