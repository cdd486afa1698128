//! Where the contracts, the policy and the evidence come together, and what the rules say becomes text.

use anyhow::{Result, anyhow};
use semver::Version;
use serde::Serialize;
use stability::Contract;
use stability::render::escape::{line, prose};
use stability_policy::{
    Comparison, Evidence, JudgedChange, Policy, Rule, Stage, Verdict, clauses, member_tombstones, rules,
};

use crate::args::Format;
use crate::report;

fn compared<'a>(
    baseline: &'a Contract,
    current: &'a Contract,
    policy: &'a Policy,
    evidence: &'a Evidence,
) -> Result<Comparison<'a>> {
    let comparison = Comparison::new(Some(baseline), current, policy, evidence);
    comparison.map_err(|reason| anyhow!("the recorded contract cannot be read: {reason}"))
}

/// What every rule says of the comparison. An error says that what the evidence has as recorded is not a contract.
pub fn verdict(baseline: &Contract, current: &Contract, policy: &Policy, evidence: &Evidence) -> Result<Verdict> {
    Ok(stability_policy::judge(&compared(baseline, current, policy, evidence)?))
}

/// What the rules say of a contract that is compared with nothing.
pub fn states(current: &Contract, policy: &Policy, evidence: &Evidence) -> Result<Verdict> {
    let comparison = Comparison::new(None, current, policy, evidence);
    let comparison = comparison.map_err(|reason| anyhow!("the recorded contract cannot be read: {reason}"))?;
    Ok(stability_policy::judge(&comparison))
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
pub fn changes(
    baseline: &Contract,
    current: &Contract,
    policy: &Policy,
    evidence: &Evidence,
    format: Format,
) -> Result<String> {
    let comparison = compared(baseline, current, policy, evidence)?;
    let changes: Vec<ChangeRow> = comparison
        .changes()
        .iter()
        .map(|JudgedChange { change, required, .. }| ChangeRow {
            required: required.to_string(),
            fact: change.fact.id(),
            fingerprint: change.fingerprint(),
            effect: change.effect.to_string(),
            tier: change.tier.as_str(),
            package: change.package.to_owned(),
            name: change.name(),
            id: change.item().map(|item| item.id.clone()),
            kind: change.item().map(|item| item.kind.as_str()),
            member: change.member.clone(),
            change: change.to_string(),
            detail: serde_json::to_value(&change.fact).unwrap_or_default(),
            builds: change.builds.clone(),
        })
        .collect();
    match format {
        Format::Json => json(&changes),
        Format::Text => Ok(rows(&changes, "no change", |row| {
            format!("{:<11} {} [{}]", row.required, row.change, row.fact)
        })),
        Format::Markdown => Ok(rows(&changes, "No change.", |row| {
            format!("- **{}** {} (`{}`)", row.required, prose(&row.change), row.fact)
        })),
    }
}

/// A change as it is printed.
#[derive(Serialize)]
struct ChangeRow {
    required: String,
    /// What kind of change it is: `item-removed`.
    fact: String,
    fingerprint: String,
    effect: String,
    tier: &'static str,
    package: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<String>,
    change: String,
    /// The fact with its old and new state.
    detail: serde_json::Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    builds: Vec<String>,
}

/// Every rule with its level under the policy.
pub fn list(policy: &Policy, format: Format) -> Result<String> {
    let rules: Vec<RuleRow> = rules::all().map(|rule| RuleRow::of(rule, policy)).collect();
    let widest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    match format {
        Format::Json => json(&rules),
        Format::Text => Ok(rows(&rules, "", |row| {
            format!("{:<5} {:<widest$} {}", row.level, row.id, row.summary)
        })),
        Format::Markdown => {
            let head = "| level | rule | requires that |\n|---|---|---|\n".to_owned();
            Ok(head
                + &rows(&rules, "", |row| {
                    format!("| {} | `{}` | {} |", row.level, row.id, row.summary)
                }))
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
pub fn explain(id: &str) -> Result<String> {
    let rule = rules::find(id).ok_or_else(|| {
        let nearest = rules::nearest(id).map(|nearest| format!(", did you mean `{nearest}`"));
        let nearest = nearest.unwrap_or_default();
        anyhow!(
            "there is no rule `{}`{nearest}: `cargo stability list` shows all rules",
            line(id)
        )
    })?;
    let clauses: String = rule.clauses.iter().map(|clause| cite(clause)).collect();
    let clauses = if clauses.is_empty() {
        "It applies to every contract; no published clause asks for it.\n".to_owned()
    } else {
        format!("It keeps:\n\n{clauses}")
    };
    Ok(format!(
        "{}: {}\n\nlevel: {}\n\n{}\n\nReported, for example:\n\n{}\n\nInstead: {}\n\n{clauses}",
        rule.id, rule.summary, rule.level, rule.reason, rule.example, rule.advice
    ))
}

/// A clause with its contract and its words.
fn cite(id: &str) -> String {
    clauses::find(id).map_or_else(
        || format!("  {id}\n"),
        |clause| format!("  {id}, of {}: {}\n", clause.contract, clause.text),
    )
}

/// What changes stage, in the form that was asked for.
pub fn stages(stages: &[&Stage], format: Format) -> Result<String> {
    match format {
        Format::Json => json(stages),
        Format::Text => Ok(rows(stages, "nothing is due", ToString::to_string)),
        Format::Markdown => Ok(rows(stages, "Nothing is due.", |stage| {
            format!("- {}", prose(&stage.to_string()))
        })),
    }
}

/// The contract that is to be recorded in the place of `previous`: a removed item or member stays as a tombstone, and the builds that
/// were not made stay as they were.
pub fn successor<'a>(
    current: Contract,
    previous: impl IntoIterator<Item = &'a Contract>,
    not_built: &[&str],
) -> Contract {
    let first = current.following(&Contract::default());
    let following = |current: Contract, previous: &Contract| {
        let next = current.with_builds_of(previous, not_built).following(previous);
        let members = member_tombstones(previous, &next);
        next.with_tombstones(members)
    };
    previous.into_iter().fold(first, following)
}

/// A line for each row, or one line that says that there are no rows.
fn rows<T>(rows: &[T], none: &str, shown: impl Fn(&T) -> String) -> String {
    if rows.is_empty() && !none.is_empty() {
        return format!("{none}\n");
    }
    rows.iter().map(|row| line(&shown(row)) + "\n").collect()
}

/// JSON with two spaces of indentation and a newline at the end.
pub fn json(value: &(impl Serialize + ?Sized)) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
