//! Where the contracts, the policy and what is known of the project come together, and what is said of them becomes text.

use std::io;

use semver::Version;
use serde::Serialize;
use stability::Contract;
use stability::contract::JsonError;
use stability::render::escape::{line, prose};
use stability_policy::{Comparison, Evidence, JudgedChange, Policy, Rule, Stage, Verdict, clauses, rules};

use crate::args::{CheckFormat, Format};
use crate::report::text::Style;
use crate::report::{self, Judgement};

/// Why nothing was judged.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// What the repository holds as its contract is none.
    #[error("the recorded contract cannot be read: {0}")]
    Recorded(#[from] JsonError),
    /// There is no such rule.
    #[error("there is no rule `{}`{}: `cargo stability list` has them all", line(.id), did_you_mean(*.nearest))]
    NoRule {
        /// The id that was asked for.
        id: String,
        /// One that is like it.
        nearest: Option<&'static str>,
    },
}

fn did_you_mean(nearest: Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!(", did you mean `{nearest}`"))
}

/// What every rule says of the comparison.
///
/// # Errors
///
/// That what the evidence hold as recorded is no contract.
pub fn verdict(
    baseline: Option<&Contract>,
    current: &Contract,
    policy: &Policy,
    evidence: &Evidence,
) -> Result<Verdict, JudgeError> {
    let comparison = Comparison::new(baseline, current, policy, evidence)?;
    Ok(stability_policy::judge(&comparison))
}

/// A verdict in the form that was asked for.
///
/// # Errors
///
/// None that memory can have.
pub fn report(judgement: &Judgement<'_>, format: CheckFormat, style: Style) -> io::Result<String> {
    let mut text = Vec::new();
    match format {
        CheckFormat::Text => report::text::write(judgement, style, &mut text),
        CheckFormat::Json => report::json::write(judgement, &mut text),
        CheckFormat::Sarif => report::sarif::write(judgement, &mut text),
        CheckFormat::Github => report::github::write(judgement, &mut text),
        CheckFormat::Junit => report::junit::write(judgement, &mut text),
        CheckFormat::Markdown => report::markdown::write(judgement, &mut text),
    }?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The packages that were judged, each with its version at the baseline and now.
pub fn packages(baseline: &Contract, current: &Contract, version: Option<&Version>) -> Vec<report::Package> {
    let before = |name: &str| {
        let mut sources = baseline.packages().iter();
        sources
            .find(|source| source.package.name == name)
            .map(|source| source.package.version.clone())
    };
    let judged = current.packages().iter().map(|source| &source.package);
    judged
        .map(|package| report::Package {
            name: package.name.clone(),
            from: before(&package.name),
            to: version.unwrap_or(&package.version).clone(),
        })
        .collect()
}

/// What changed, each change with the bump that the policy asks for.
///
/// # Errors
///
/// None that a case without recorded contracts can have.
pub fn changes(baseline: &Contract, current: &Contract, policy: &Policy, format: Format) -> Result<String, JudgeError> {
    let evidence = Evidence::default();
    let comparison = Comparison::new(Some(baseline), current, policy, &evidence)?;
    let changes: Vec<ChangeRow> = comparison
        .changes()
        .iter()
        .map(|JudgedChange { change, required, .. }| ChangeRow {
            required: required.to_string(),
            effect: change.effect.to_string(),
            package: change.package.to_owned(),
            name: change.name(),
            change: change.to_string(),
        })
        .collect();
    Ok(match format {
        Format::Json => json(&changes),
        Format::Text => rows(&changes, "no change", |row| {
            format!("{:<11} {}", row.required, row.change)
        }),
        Format::Markdown => rows(&changes, "No change.", |row| {
            format!("- **{}** {}", row.required, prose(&row.change))
        }),
    })
}

/// A change as it is printed.
#[derive(Serialize)]
struct ChangeRow {
    required: String,
    effect: String,
    package: String,
    name: String,
    change: String,
}

/// Every rule with its level under the policy.
pub fn list(policy: &Policy, format: Format) -> String {
    let rules: Vec<RuleRow> = rules::all().map(|rule| RuleRow::of(rule, policy)).collect();
    let widest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    match format {
        Format::Json => json(&rules),
        Format::Text => rows(&rules, "", |row| {
            format!("{:<5} {:<widest$} {}", row.level, row.id, row.summary)
        }),
        Format::Markdown => {
            let head = "| level | rule | asks that |\n|---|---|---|\n".to_owned();
            head + &rows(&rules, "", |row| {
                format!("| {} | `{}` | {} |", row.level, row.id, row.summary)
            })
        }
    }
}

/// A rule as it is listed.
#[derive(Serialize)]
struct RuleRow {
    id: &'static str,
    level: String,
    summary: &'static str,
    clauses: &'static [&'static str],
}

impl RuleRow {
    fn of(rule: &'static Rule, policy: &Policy) -> Self {
        Self {
            id: rule.id,
            level: rule.level_in(policy).to_string(),
            summary: rule.summary,
            clauses: rule.clauses,
        }
    }
}

/// What a rule asks for, why, an example, what to do, and the clauses that it keeps.
///
/// # Errors
///
/// That there is no such rule.
pub fn explain(id: &str) -> Result<String, JudgeError> {
    let Some(rule) = rules::find(id) else {
        return Err(JudgeError::NoRule {
            id: id.to_owned(),
            nearest: rules::nearest(id),
        });
    };
    let clauses: Vec<String> = rule.clauses.iter().map(|clause| cited(clause)).collect();
    let clauses = if clauses.is_empty() {
        "It is due to any contract.\n".to_owned()
    } else {
        format!("It keeps:\n\n{}", clauses.concat())
    };
    Ok(format!(
        "{}: {}\n\nlevel: {}\n\n{}\n\nReported, for example:\n\n{}\n\nInstead: {}\n\n{clauses}",
        rule.id, rule.summary, rule.level, rule.reason, rule.example, rule.advice
    ))
}

/// A clause with its contract and its words.
fn cited(id: &str) -> String {
    clauses::find(id).map_or_else(
        || format!("  {id}\n"),
        |clause| format!("  {id}, of {}: {}\n", clause.contract, clause.text),
    )
}

/// What changes stage, in the form that was asked for.
pub fn stages(stages: &[&Stage], format: Format) -> String {
    match format {
        Format::Json => json(stages),
        Format::Text => rows(stages, "nothing is due", ToString::to_string),
        Format::Markdown => rows(stages, "Nothing is due.", |stage| {
            format!("- {}", prose(&stage.to_string()))
        }),
    }
}

/// The contract that is to be recorded in the place of `previous`: what is gone stays as a tombstone.
pub fn successor(current: Contract, previous: Option<&Contract>) -> Contract {
    let nothing = Contract::default();
    current.following(previous.unwrap_or(&nothing))
}

/// A line for each row, whatever stands in it, or one line that says that there are no rows.
fn rows<T>(rows: &[T], none: &str, shown: impl Fn(&T) -> String) -> String {
    let mut lines: Vec<String> = rows.iter().map(|row| line(&shown(row)) + "\n").collect();
    if lines.is_empty() && !none.is_empty() {
        lines.push(format!("{none}\n"));
    }
    lines.concat()
}

fn json(value: &(impl Serialize + ?Sized)) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
