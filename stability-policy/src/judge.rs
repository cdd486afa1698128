//! From a comparison to a verdict.

use serde::Serialize;
use stability::__internal::admits;

use super::report::{OtherRules, Report, distinguish};
use super::{Bump, Compared, Comparison, Finding, Level, Permit, Rule, Suppression, rules};

/// What the rules say of a comparison.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
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
    /// How much of what was promised could be compared.
    pub compared: Compared,
}

/// A finding that is not reported.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it is not reported.
    pub reason: String,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Verdict {
    /// Whether no finding refuses the change.
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
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn judge(comparison: &Comparison<'_>) -> Verdict {
    let (last, first): (Vec<&Rule>, Vec<&Rule>) = rules::all().partition(|rule| rule.last);
    let mut others = OtherRules {
        ids: rules::all().map(|rule| rule.id).collect(),
        last: last.iter().map(|rule| rule.id).collect(),
        findings: &[],
    };
    let (mut findings, _) = ask(&first, comparison, &others);
    others.findings = &findings;
    let (after, agreements) = ask(&last, comparison, &others);
    for (fingerprint, what) in &agreements {
        let agreed = findings.iter_mut().find(|finding| finding.fingerprint == *fingerprint);
        if let Some(finding) = agreed {
            finding.message = format!("{} ({what})", finding.message);
        }
    }
    findings.extend(after);
    distinguish(&mut findings);
    let mut verdict = Verdict {
        findings: Vec::new(),
        suppressed: Vec::new(),
        required: Permit::Bump(Bump::None),
        compared: Compared::of(comparison),
    };
    for finding in findings {
        match suppression(comparison, &finding) {
            Some(Suppression { reason, .. }) => verdict.suppressed.push(Suppressed {
                finding,
                reason: reason.clone(),
            }),
            None => verdict.findings.push(finding),
        }
    }
    verdict.findings.sort_by(|a, b| order(a).cmp(&order(b)));
    verdict.required = required(comparison, &verdict.findings);
    verdict
}

/// The rule that neither a level nor a suppression of the policy under judgement can turn off.
const POLICY_WEAKENED: &str = "policy-weakened";

type Answers = (Vec<Finding>, Vec<(String, String)>);

fn ask(rules: &[&Rule], comparison: &Comparison<'_>, others: &OtherRules<'_>) -> Answers {
    let mut answers = Answers::default();
    for rule in rules {
        let mut level = rule.level_in(comparison.policy);
        // A policy that is weakened cannot permit that itself.
        if let Some(shipped) = comparison
            .evidence
            .shipped_policy
            .as_ref()
            .filter(|_| rule.id == POLICY_WEAKENED)
        {
            level = level.max(rule.level_in(shipped));
        }
        if level > Level::Allow {
            let mut report = Report::new(rule.id, rule.clauses, level, others);
            rule.judge(comparison, &mut report);
            let (findings, agreements) = report.into_findings();
            answers.0.extend(findings);
            answers.1.extend(agreements);
        }
    }
    answers
}

fn suppression<'a>(comparison: &Comparison<'a>, finding: &Finding) -> Option<&'a Suppression> {
    if finding.rule == POLICY_WEAKENED {
        return None;
    }
    let today = comparison.evidence.today;
    comparison.policy.suppressions.iter().find(|suppression| {
        suppression.rule == finding.rule
            && admits(&[&suppression.item], &finding.subject)
            && today.is_none_or(|today| suppression.is_in_force(today))
    })
}

fn order(finding: &Finding) -> (&str, &str, &str, &str) {
    (&finding.package, &finding.subject, finding.rule, &finding.message)
}

/// What the changes take together, and the findings that are no change of the contract: about generated output, or of
/// cargo-semver-checks.
fn required(comparison: &Comparison<'_>, findings: &[Finding]) -> Permit {
    let changes = comparison
        .promised_changes()
        .filter(|judged| judged.exception.is_none());
    let found = findings.iter().filter_map(|finding| finding.required);
    changes
        .map(|judged| judged.required)
        .chain(found)
        .max()
        .unwrap_or(Permit::Bump(Bump::None))
}
