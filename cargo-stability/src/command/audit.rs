//! `audit` says whether promised behaviour is proved: each guarantee with its tests and what came of them, and the surface around it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow, bail};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use serde::Serialize;
use stability::audit::{Audit, Claims, Finding, TestRun, VARIABLE, Verdict};
use stability::contract::Item;
use stability::render::escape::line;
use stability::{Contract, Kind, Tier};

use crate::args::{AuditArgs, AuditFormat};
use crate::context::Context;
use crate::exit::Outcome;
use crate::files;
use crate::git::Git;
use crate::judge;
use crate::output::printable;
use crate::output::sanitize::Syntax;
use crate::page::Templates;
use crate::source::{FOLDER, Source};

/// The audit as its template and its JSON have it.
#[derive(Serialize)]
struct Head {
    title: String,
    state: Option<String>,
    scope: Option<String>,
    packages: Vec<String>,
    /// The commit that is checked out; `None` without git.
    commit: Option<String>,
    date: String,
    outcome: &'static str,
    surface: Vec<Surface>,
}

/// An area of the public surface, and how much of its behaviour is proved.
#[derive(Serialize)]
struct Surface {
    area: Option<String>,
    items: usize,
    /// How many items each tier has, the strongest first.
    tiers: Vec<(&'static str, usize)>,
    deprecated: usize,
    guarantees: usize,
    upheld: usize,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    head: &'a Head,
    #[serde(flatten)]
    audit: &'a Audit,
}

/// What the template of the page is given.
#[derive(Serialize)]
struct AuditPage<'a> {
    head: &'a Head,
    /// The guarantees as a table of Markdown, and what is to be done.
    table: &'a str,
}

pub fn run(args: &AuditArgs, context: &Context) -> Result<Outcome> {
    let source = Source::find(context, &args.selection)?.in_recorded_form();
    let contract = source.contract(context)?;
    let (claims, results) = match &args.evidence {
        Some(folder) => (claims(&context.folder.join(folder))?, results(args, context)?),
        None => tested(&source, context)?,
    };
    let audit = Audit::new(&contract, &claims, &results);
    let findings = audit.findings();
    let git = Git::around(&source.scope.folder, &context.processes).ok();
    let header = contract.header();
    let head = Head {
        title: stability::__internal::title(&contract),
        state: header.map(|it| it.state.to_string()),
        scope: header.and_then(|it| it.scope.as_ref()).map(ToString::to_string),
        packages: contract.packages().iter().map(|it| it.package.to_string()).collect(),
        commit: git.and_then(|git| git.commit("HEAD").ok()),
        date: args.today.unwrap_or(context.date).to_string(),
        outcome: if findings.is_empty() { "passed" } else { "failed" },
        surface: surface(&contract, &audit),
    };
    let (text, syntax) = match args.format {
        AuditFormat::Markdown => {
            let whole = audit.to_markdown();
            let table = whole.strip_prefix("# Audit\n\n").unwrap_or(&whole);
            let templates = Templates::of(&source.scope.policy, &source.scope.folder);
            (
                templates.markdown("audit", &AuditPage { head: &head, table })?,
                Syntax::Markdown,
            )
        }
        AuditFormat::Json => {
            let schema = "stability/audit@1";
            let document = Document {
                schema,
                head: &head,
                audit: &audit,
            };
            (judge::json(&document)?, Syntax::Json)
        }
        AuditFormat::Junit => (junit(&audit, &findings)?, Syntax::Xml),
    };
    context.output.result(&text, syntax)?;
    Ok(if findings.is_empty() {
        Outcome::Success
    } else {
        Outcome::Findings
    })
}

fn claims(folder: &Path) -> Result<Claims> {
    Claims::read(folder).map_err(|reason| {
        anyhow!(
            "the evidence cannot be read: {reason}: set `{VARIABLE}` to an absolute path while the tests run, and give \
             `stability-runtime` the feature `audit` in `[dev-dependencies]`"
        )
    })
}

/// The results in the files that the command line names.
fn results(args: &AuditArgs, context: &Context) -> Result<TestRun> {
    let mut results = TestRun::default();
    for file in &args.results {
        let text = files::read_text(&context.folder.join(file), files::MAX_TEXT)?;
        results = results.and(TestRun::from_text(&text).map_err(|reason| anyhow!("`{}`: {reason}", printable(file)))?);
    }
    Ok(results)
}

/// Runs the tests of the workspace, or of the packages that were asked for.
fn tested(source: &Source, context: &Context) -> Result<(Claims, TestRun)> {
    let folder = source.workspace.target().join(FOLDER).join("evidence");
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            bail!("cannot empty `{}`: {error}", printable(&folder));
        }
        _ => {}
    }
    let selection = &source.scope.selection;
    let mut call = Command::new(&context.cargo);
    call.current_dir(&context.folder)
        .args(["test", "--no-fail-fast", "--color", "never", "--manifest-path"]);
    call.arg(&source.workspace.manifest).env(VARIABLE, &folder);
    if selection.packages.is_empty() {
        call.arg("--workspace");
    }
    for package in &selection.packages {
        call.args(["--package", package]);
    }
    for feature in &selection.features {
        call.args(["--features", feature]);
    }
    let flags = [
        ("--all-features", selection.all_features),
        ("--no-default-features", selection.no_default_features),
        ("--offline", selection.offline),
        ("--locked", selection.locked),
    ];
    call.args(flags.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag));
    context
        .output
        .step("Testing", format_args!("{}", source.scope.names().join(", ")));
    let (status, text) = context.processes.merged(call)?;
    let text = String::from_utf8_lossy(&text);
    let results =
        TestRun::from_pretty(&text).map_err(|reason| anyhow!("what `cargo test` printed cannot be read: {reason}"))?;
    let has_failed = results
        .results()
        .iter()
        .any(|it| it.outcome == stability::audit::Outcome::Failed);
    if !status.success() && !has_failed {
        bail!(
            "`cargo test` failed, although no test failed:\n{}",
            crate::process::error_text(text.as_bytes())
        );
    }
    // Without a test that upholds something, nothing is written.
    let claims = if folder.is_dir() {
        claims(&folder)?
    } else {
        Claims::default()
    };
    Ok((claims, results))
}

fn surface(contract: &Contract, audit: &Audit) -> Vec<Surface> {
    let verdicts: BTreeMap<(&str, &str), Verdict> = audit
        .guarantees()
        .iter()
        .map(|it| ((it.package.as_str(), it.guarantee.as_str()), it.verdict))
        .collect();
    let deprecations = contract.deprecations();
    let areas = stability::__internal::areas(contract).into_iter();
    areas
        .map(|area| {
            let count = |is_counted: &dyn Fn(&&&Item) -> bool| area.items.iter().filter(is_counted).count();
            let verdict = |item: &Item| verdicts.get(&(item.package.as_str(), item.name.as_str())).copied();
            let tiers = Tier::ALL
                .into_iter()
                .map(|tier| (tier.as_str(), count(&|it| it.tier == tier)));
            Surface {
                area: area.name.map(ToOwned::to_owned),
                items: area.items.len(),
                tiers: tiers.filter(|(_, count)| *count > 0).collect(),
                deprecated: count(&|it| !deprecations.of(it).is_empty()),
                guarantees: count(&|it| it.kind == Kind::Guarantee),
                upheld: count(&|it| it.kind == Kind::Guarantee && verdict(it) == Some(Verdict::Upheld)),
            }
        })
        .collect()
}

/// A suite for each package, and a case for each guarantee; what is only said of unknown guarantees is a case of its own.
fn junit(audit: &Audit, findings: &[Finding]) -> Result<String> {
    let mut report = Report::new("cargo stability audit");
    let mut suites: BTreeMap<&str, TestSuite> = BTreeMap::new();
    let mut add = |package, name: &str, failed: Option<String>| {
        let status = match failed {
            None => TestCaseStatus::success(),
            Some(message) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(line(&message));
                status
            }
        };
        let mut case = TestCase::new(line(name), status);
        case.set_classname(line(package));
        suites
            .entry(package)
            .or_insert_with(|| TestSuite::new(line(package)))
            .add_test_case(case);
    };
    for it in audit.guarantees() {
        let finding = findings.iter().find(|finding| match finding {
            Finding::Failing(of)
            | Finding::NotPassed(of)
            | Finding::WithoutTest(of)
            | Finding::Renamed { guarantee: of, .. } => (&of.package, &of.guarantee) == (&it.package, &it.guarantee),
            _ => false,
        });
        add(&it.package, &it.guarantee, finding.map(ToString::to_string));
    }
    for finding in findings {
        if let Finding::Unknown { guarantee, package, .. } = finding {
            add(package, guarantee, Some(finding.to_string()));
        }
    }
    report.add_test_suites(suites.into_values());
    Ok(report.to_string()?)
}
