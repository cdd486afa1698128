//! For the test report of a CI service: JUnit's XML.
//!
//! A suite for each package, and one named `project` for what is about none. Viewers tell cases apart by suite and name and
//! follow them from run to run, so each finding is a case named after its rule and subject, without versions. What refuses the
//! change has failed; a warning has passed, with its text as output, since the format has nothing between; what is suppressed is
//! skipped, with the reason. A rule that found nothing is no case: a report with hundreds of passed cases hides the few that
//! count. But every package has one that passes when nothing refuses it, since viewers take a report without cases for a mistake.

use anyhow::Result;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use stability::render::escape::line;
use stability_policy::{Finding, Level};

use super::{Entry, Judgement};

/// The report.
pub fn render(judgement: &Judgement<'_>) -> Result<String> {
    let mut report = Report::new("cargo stability");
    let entries: Vec<Entry<'_>> = judgement.entries().collect();
    let judged = judgement.packages.iter().map(|package| package.name.as_str());
    let mut packages: Vec<&str> = judged
        .chain(entries.iter().map(|it| it.finding.package.as_str()))
        .collect();
    packages.sort_unstable();
    packages.dedup();
    for package in packages {
        let mut suite = TestSuite::new(suite_name(package));
        let entries: Vec<_> = entries
            .iter()
            .filter(|entry| entry.finding.package == package)
            .collect();
        if !entries.iter().any(|entry| refuses(entry)) {
            let mut kept = TestCase::new("the promise is kept", TestCaseStatus::success());
            kept.set_classname(suite_name(package));
            suite.add_test_case(kept);
        }
        suite.add_test_cases(entries.into_iter().map(|entry| case(judgement, entry)));
        report.add_test_suite(suite);
    }
    let xml = report.to_string()?;
    // No schema has the count on the root. It is the first one there, since the name before it is ours.
    Ok(xml.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1))
}

/// The suite of a package; the package of a finding that is about none has no name.
fn suite_name(package: &str) -> String {
    line(if package.is_empty() { "project" } else { package })
}

fn refuses(entry: &Entry<'_>) -> bool {
    entry.reason.is_none() && entry.finding.level == Level::Deny
}

fn case(judgement: &Judgement<'_>, entry: &Entry<'_>) -> TestCase {
    let Finding {
        rule,
        subject,
        package,
        message,
        ..
    } = entry.finding;
    let position = entry
        .position()
        .map_or_else(String::new, |position| format!("\n{}", line(&position)));
    let text = judgement.message(entry) + &position;
    let (status, output) = match entry.reason {
        Some(reason) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(line(reason));
            (status, None)
        }
        None if refuses(entry) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(*rule);
            status.set_message(line(message));
            status.set_description(text);
            (status, None)
        }
        None => (TestCaseStatus::success(), Some(format!("warning: {text}"))),
    };
    let mut case = TestCase::new(line(&format!("{rule}: {subject}")), status);
    case.set_classname(suite_name(package));
    if let Some(output) = output {
        case.set_system_out(output);
    }
    case
}
