//! `check` judges what is promised now against the baseline.

mod files;

use anyhow::Result;
use stability::render::escape::line;
use stability_policy::shape::FORM;

use crate::args::CheckArgs;
use crate::baseline::{Baseline, form};
use crate::context::Context;
use crate::coverage;
use crate::evidence::{self, Options, SemverChecks};
use crate::exit::Outcome;
use crate::git::Git;
use crate::judge;
use crate::output::printable;
use crate::page::documents;
use crate::report::{self, Judgement, ReportFormat};
use crate::repository::Repository;
use crate::source::{Reading, Source};
use crate::witness;

pub fn run(args: &CheckArgs, context: &Context) -> Result<Outcome> {
    if let (Some(current), Some(baseline)) = (&args.current, &args.baseline.baseline) {
        return files::run(args, current, baseline, context);
    }
    let mut source = Source::find(context, &args.selection)?;
    if let Some(revision) = &args.trusted_policy {
        evidence::take_over(&mut source, revision, context)?;
    }
    let version = args.release_version.as_ref();
    let baseline = Baseline::of(&args.baseline, version, &source, &args.selection, context)?;
    let promised = baseline.contract(&source, &args.selection, context)?;
    // What has no shape is compared by the text of its declaration.
    source.has_shapes = promised.has_shapes();
    form::check(&promised, &baseline.description(&source), FORM)?;
    let mut source = source.after(&promised);
    if matches!(baseline, Baseline::Shipped(_) | Baseline::Unreleased(Some(_), _)) {
        // The recorded file is compared with the source too.
        let recorded = source.clone().in_recorded_form();
        source = Source {
            has_shapes: source.has_shapes || recorded.has_shapes,
            ..recorded
        };
    }
    let Reading {
        contract: current,
        uncovered,
        files,
        not_built,
        ..
    } = source.read_or_empty(context)?;
    let options = Options {
        today: args.today.or_else(|| args.due.then_some(context.date)),
        version: args.release_version.clone(),
        releasing: args.release,
        range: args.range.as_ref(),
        without_gates: args.no_gates,
    };
    let mut evidence = evidence::gather(&source, &baseline, Some(&promised), &options, context)?;
    evidence.witnesses = witness::answers(&promised, &current, &files, &source, context)?;
    evidence.not_built = not_built;
    evidence.shipped_policy = baseline.policy(&source, context)?;
    evidence.unmarked = uncovered.as_deref().map(coverage::evidence);
    if args.semver {
        let checks = SemverChecks {
            source: &source,
            baseline: &baseline,
            promised: &promised,
        };
        evidence.semver = Some(checks.findings(context)?);
    }
    documents::render_promised(&mut evidence.documents, &promised, &current, &source.scope)?;
    let mut verdict = judge::verdict(&promised, &current, &source.scope.policy, &evidence)?;
    if let Some(folder) = &args.witness {
        let subject = witness::Subject {
            source: &source,
            baseline: &baseline,
            promised: &promised,
            current: &current,
            files: &files,
            witnesses: &evidence.witnesses,
            context,
        };
        let count = witness::write_proofs(&context.folder.join(folder), &mut verdict.findings, &subject)?;
        let proofs = if count == 1 {
            "1 proof".to_owned()
        } else {
            format!("{count} proofs")
        };
        context.output.note(format_args!(
            "wrote {proofs} into `{}`; its README.md says how to compile them",
            printable(folder)
        ));
    }
    let judgement = Judgement {
        verdict: &verdict,
        packages: judge::packages(&promised, &current, args.release_version.as_ref()),
        baseline: baseline.description(&source),
        today: evidence.today,
        uncovered: uncovered.as_deref(),
        sources: &Repository::around(&source, &context.processes),
    };
    report(&judgement, args.format, Some(&source), context)
}

/// Prints the findings about a source, where there is one besides the files that are compared.
pub fn report(
    judgement: &Judgement<'_>,
    format: ReportFormat,
    source: Option<&Source>,
    context: &Context,
) -> Result<Outcome> {
    let report = report::render(judgement, format, context.output.style())?;
    context.output.result(&report, format.into())?;
    let fetch = || {
        let git = Git::around(&source?.scope.folder, &context.processes).ok()?;
        git.fetch_missing().ok().flatten()
    };
    for question in &judgement.verdict.unanswered {
        let (question, fetch) = (line(question), fetch().unwrap_or("git fetch --tags"));
        context.output.error(format_args!(
            "not known: {question}. Releases and their days come from tags, or else from the changelog: fetch the tags with `{fetch}`"
        ));
    }
    Ok(if !judgement.verdict.unanswered.is_empty() {
        Outcome::Unanswered
    } else if judgement.verdict.is_kept() {
        Outcome::Success
    } else {
        Outcome::Findings
    })
}
