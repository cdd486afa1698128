//! `check` judges what is promised now against the baseline.

mod files;

use super::Error;
use crate::args::CheckArgs;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::current::Source;
use crate::evidence::{self, EvidenceError, SemverChecks, Wanted};
use crate::exit::Outcome;
use crate::judge;
use crate::report::Judgement;
use crate::sources::Repository;

pub(super) fn run(args: &CheckArgs, context: &Context) -> Result<Outcome, Error> {
    if let (Some(current), Some(baseline)) = (&args.current, &args.baseline.baseline) {
        return files::run(args, current, baseline, context);
    }
    let source = Source::find(context, &args.selection)?;
    let baseline = Baseline::from(&args.baseline);
    let promised = baseline.contract(&source, &args.selection, context)?;
    let current = source.contract_against_another(context)?;
    let wanted = Wanted {
        today: args.today.or_else(|| args.due.then_some(context.date)),
        version: args.release_version.clone(),
        releasing: args.release,
        range: args.range.as_ref(),
        without_gates: args.no_gates,
    };
    let mut circumstances = evidence::gather(&source, &baseline, &wanted, context)?;
    circumstances.artefacts = evidence::artefacts(&source, &baseline, &promised, context)?;
    if args.semver {
        let checks = SemverChecks {
            source: &source,
            baseline: &baseline,
            promised: &promised,
        };
        circumstances.semver = Some(checks.findings(context).map_err(EvidenceError::from)?);
    }
    let verdict = judge::verdict(Some(&promised), &current, &source.scope.policy, &circumstances)?;
    let repository = Repository::around(&source, &context.children);
    let judgement = Judgement {
        verdict: &verdict,
        packages: judge::packages(&promised, &current, args.release_version.as_ref()),
        baseline: baseline.said(&source),
        today: circumstances.today,
        sources: &repository,
    };
    report(&judgement, args, context)
}

/// Prints what was found.
fn report(judgement: &Judgement<'_>, args: &CheckArgs, context: &Context) -> Result<Outcome, Error> {
    let report = judge::report(judgement, args.format, context.output.style())?;
    context.output.result(&report, args.format.into())?;
    Ok(if judgement.verdict.is_kept() {
        Outcome::Kept
    } else {
        Outcome::Found
    })
}
