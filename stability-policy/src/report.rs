//! Where one rule puts its findings.

use std::fmt;

use stability::contract::{Item, package_name};

use super::fingerprint::fingerprint;
use super::subject::Subject;
use super::{Advice, Finding, Level, Place};
use crate::diff::Change;
use crate::words::with_suppression_keys;

/// Where one rule puts its findings.
pub struct Report<'r> {
    rule: &'static str,
    clauses: &'static [&'static str],
    level: Level,
    others: &'r OtherRules<'r>,
    findings: Vec<Finding>,
    /// The fingerprints of findings of other rules, each with what says the same.
    agreements: Vec<(String, String)>,
    /// What the rule would have to know and does not.
    unanswered: Vec<String>,
}

/// What rules say.
#[derive(Default)]
pub struct Answers {
    pub findings: Vec<Finding>,
    pub agreements: Vec<(String, String)>,
    pub unanswered: Vec<String>,
}

/// What a rule knows of the others.
pub struct OtherRules<'r> {
    /// The ids of all rules.
    pub ids: Vec<&'static str>,
    /// The ids of those that are asked last.
    pub last: Vec<&'static str>,
    /// What the rules before the last ones have found, before suppressions.
    pub findings: &'r [Finding],
}

impl<'r> Report<'r> {
    pub fn new(rule: &'static str, clauses: &'static [&'static str], level: Level, others: &'r OtherRules<'r>) -> Self {
        Self {
            rule,
            clauses,
            level,
            others,
            findings: Vec::new(),
            agreements: Vec::new(),
            unanswered: Vec::new(),
        }
    }

    /// Adds what the rule says to the answers of all.
    pub fn add_to(self, answers: &mut Answers) {
        answers.findings.extend(self.findings);
        answers.agreements.extend(self.agreements);
        answers.unanswered.extend(self.unanswered);
    }

    /// Says that a question has no answer, so that nobody knows whether the rule is kept.
    pub fn unanswered(&mut self, question: impl fmt::Display) {
        self.unanswered.push(question.to_string());
    }

    /// Says of a finding of another rule that something else has found the same.
    pub fn agree(&mut self, finding: &Finding, what: &str) {
        self.agreements.push((finding.fingerprint.clone(), what.to_owned()));
    }

    /// Whether a finding reports the change.
    pub fn is_about(finding: &Finding, change: &Change<'_>) -> bool {
        let parts = [finding.rule, change.package, &change.name(), &change.key()];
        finding.fingerprint == fingerprint(parts)
    }

    /// What the rule knows of the others.
    pub fn others(&self) -> &'r OtherRules<'r> {
        self.others
    }

    /// Distinguishes the last finding from others that the rule has of the same subject: `what` is what differs, whatever the
    /// words of the message.
    pub fn distinguish(&mut self, what: &str) {
        if let Some(last) = self.findings.last_mut() {
            last.fingerprint = fingerprint([last.rule, &last.package, &last.subject, what]);
        }
    }

    /// Reports a change, with `remark` after it: who is affected, or why the change is refused.
    pub fn change(&mut self, change: &Change<'_>, remark: impl fmt::Display, advice: impl Into<Advice>) {
        let place = match (change.after, change.before) {
            (Some(item), _) => Place::Source(item.location.clone()),
            (None, Some(item)) => Place::Baseline(item.location.clone()),
            (None, None) => Place::Manifest,
        };
        let note = change.note.clone().unwrap_or_default();
        let parts = [change.to_string(), remark.to_string(), note];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let message = parts.join("; ");
        self.add(change.package, change.name(), place, message, advice);
        self.distinguish(&change.key());
    }

    /// Reports the state of an item: `` `nika::Foo` is … ``.
    pub fn item(&mut self, item: &Item, message: impl fmt::Display, advice: impl Into<Advice>) {
        self.member(item, None, message, advice);
    }

    /// Reports the state of an item or member.
    pub fn subject(&mut self, subject: &Subject<'_>, message: impl fmt::Display, advice: impl Into<Advice>) {
        self.member(subject.item, subject.member.as_deref(), message, advice);
    }

    /// Reports the state of a member of an item, or with `None` of the item itself.
    pub fn member(&mut self, item: &Item, member: Option<&str>, message: impl fmt::Display, advice: impl Into<Advice>) {
        let subject = member.map_or_else(|| item.id.clone(), |member| format!("{}::{member}", item.id));
        let message = format!("`{subject}` {message}");
        self.add(
            &item.package,
            subject,
            Place::Source(item.location.clone()),
            message,
            advice,
        );
    }

    /// Reports what is wrong with an item: `` `nika::Foo`: it has … ``.
    pub fn item_state(&mut self, item: &Item, message: impl fmt::Display, advice: impl Into<Advice>) {
        let message = format!("`{}`: {message}", item.id);
        self.add(
            &item.package,
            item.id.clone(),
            Place::Source(item.location.clone()),
            message,
            advice,
        );
    }

    /// Reports the state of a package: its version, its manifest.
    pub fn package(&mut self, package: &str, message: impl fmt::Display, advice: impl Into<Advice>) {
        self.add(package, package.to_string(), Place::Manifest, message, advice);
    }

    /// Reports anything, anywhere.
    ///
    /// `subject` is what it is about, whatever the words of `message`: with the rule and the package, it tells this finding from
    /// others.
    pub fn add(
        &mut self,
        package: &str,
        subject: String,
        place: Place,
        message: impl fmt::Display,
        advice: impl Into<Advice>,
    ) {
        let package = package_name(package).to_string();
        let advice: Advice = advice.into();
        self.findings.push(Finding {
            rule: self.rule,
            level: self.level,
            fingerprint: fingerprint([self.rule, &package, &subject, ""]),
            package,
            advice: with_suppression_keys(&advice.text, self.rule, &subject),
            subject,
            message: message.to_string(),
            required: advice.required,
            place,
            clauses: self.clauses,
        });
    }
}

/// Makes the fingerprints of findings differ where rule, package and subject do not: the second and later ones are counted, in
/// the order of their messages.
pub fn distinguish(findings: &mut [Finding]) {
    let mut findings: Vec<&mut Finding> = findings.iter_mut().collect();
    findings.sort_by(|a, b| (&a.fingerprint, &a.message, &a.place).cmp(&(&b.fingerprint, &b.message, &b.place)));
    let mut last = String::new();
    let mut count = 0_usize;
    for finding in findings {
        count = if finding.fingerprint == last { count + 1 } else { 0 };
        last.clone_from(&finding.fingerprint);
        if count > 0 {
            finding.fingerprint = fingerprint([&last, &count.to_string(), "", ""]);
        }
    }
}
