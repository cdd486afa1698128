//! From a case to a verdict.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;
use stability::Tier;

use super::finding::tell_apart;
use super::{Bump, Case, Finding, Level, Permit, Report, Rule, rules};

/// What the rules say of a case.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Verdict")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// What is reported, by package, subject and rule.
    pub findings: Vec<Finding>,
    /// What a suppression keeps from being reported, with its reason.
    pub suppressed: Vec<Suppressed>,
    /// The smallest bump that permits all changes and findings that a release can permit; `never` where only an exception
    /// does. What must be fixed whatever the release is has no part in it, see [`unconditional`](Self::unconditional).
    pub required: Permit,
}

/// A finding that is not reported.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Suppressed")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it is not reported.
    pub reason: String,
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Verdict")
)]
impl Verdict {
    /// Whether nothing was found that refuses the change.
    pub fn is_kept(&self) -> bool {
        self.findings.iter().all(|finding| finding.level < Level::Deny)
    }

    /// How many findings refuse the change whatever the release is.
    pub fn unconditional(&self) -> usize {
        let refuses = |finding: &&Finding| finding.level == Level::Deny && finding.required.is_none();
        self.findings.iter().filter(refuses).count()
    }
}

/// Asks every rule that the policy does not allow.
///
/// The verdict depends on the arguments alone, and not on the order of the items.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::judge")
)]
pub fn judge(case: &Case<'_>) -> Verdict {
    let (last, first): (Vec<&'static Rule>, Vec<_>) = rules::all().partition(|rule| rule.last);
    let mut findings = Vec::new();
    for rule in first {
        ask(rule, case, &[], &mut findings);
    }
    let mut after = Vec::new();
    for rule in last {
        ask(rule, case, &findings, &mut after);
    }
    findings.extend(after);
    tell_apart(&mut findings.iter_mut().collect::<Vec<_>>());
    let (suppressed, mut findings): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .map(|finding| (reason(case, &finding), finding))
        .partition(|(reason, _)| reason.is_some());
    findings.sort_by(|(_, a), (_, b)| order(a).cmp(&order(b)));
    let findings: Vec<Finding> = findings.into_iter().map(|(_, finding)| finding).collect();
    Verdict {
        required: required(case, &findings),
        findings,
        suppressed: suppressed
            .into_iter()
            .map(|(reason, finding)| Suppressed {
                finding,
                reason: reason.unwrap_or_default(),
            })
            .collect(),
    }
}

fn ask(rule: &'static Rule, case: &Case<'_>, earlier: &[Finding], findings: &mut Vec<Finding>) {
    let level = rule.level_in(case.policy());
    if level == Level::Allow {
        return;
    }
    let mut report = Report::new(rule, level, earlier);
    rule.check.judge(case, &mut report);
    findings.extend(report.into_findings());
}

fn reason(case: &Case<'_>, finding: &Finding) -> Option<String> {
    let today = case.circumstances().today;
    let mut suppressions = case.policy().suppressions.iter();
    let covers = suppressions.find(|suppression| {
        suppression.rule == finding.rule
            && super::matches(&suppression.item, &finding.subject)
            && today.is_none_or(|today| suppression.is_in_force(today))
    });
    covers.map(|suppression| suppression.reason.clone())
}

fn order(finding: &Finding) -> (&str, &str, &str, &str) {
    let Finding {
        package,
        subject,
        rule,
        message,
        ..
    } = finding;
    (package, subject, rule, message)
}

/// What the changes take together, and what was found that is no change of the contract: in generated output, or by
/// cargo-semver-checks.
fn required(case: &Case<'_>, findings: &[Finding]) -> Permit {
    let others = case.changes().iter().filter(|change| change.tier > Tier::Internal);
    let open = others.filter(|change| change.exception.is_none());
    let found = findings.iter().filter_map(|finding| finding.required);
    open.map(|change| change.required)
        .chain(found)
        .max()
        .unwrap_or(Permit::Bump(Bump::None))
}
