//! `bless` makes what is promised now the baseline.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use stability::Contract;
use stability_policy::NotBuilt;

use super::check::report;
use crate::args::BlessArgs;
use crate::baseline::{Baseline, form};
use crate::context::Context;
use crate::evidence::{self, Options};
use crate::exit::Outcome;
use crate::output::printable;
use crate::report::{Judgement, ReportFormat};
use crate::repository::Repository;
use crate::source::Source;
use crate::{builds, conflict, files, judge, read};

pub fn run(args: &BlessArgs, context: &Context) -> Result<Outcome> {
    let mut source = Source::find(context, &args.selection)?.with_shapes();
    let path = source.scope.baseline();
    let mut previous = previous(&path, context)?;
    for (_, contract) in &previous {
        source = source.after(contract);
    }
    if source.scope.builds.is_empty() && !source.scope.not_selected.is_empty() {
        bail!(
            "`bless` records the builds that `[builds]` in stability.toml lists, and the command line asks for none of them"
        );
    }
    let reading = source.read(context)?;
    let not_built = reading.not_built.clone();
    let current = builds::without_missing(reading, context);
    for (_, contract) in &mut previous {
        let (judged, had_others) = form::without_others(std::mem::take(contract));
        *contract = judged;
        if had_others {
            context.output.note(format_args!(
                "what the compiler knew is written in another form in `{}`: it is written anew, and changes are judged by the attributes \
                 alone",
                printable(&path)
            ));
        }
    }
    let mut is_refused = false;
    for (side, previous) in previous.iter().filter(|_| !args.force) {
        is_refused |= !is_kept(&source, (side, previous), &current, &not_built, context)?;
    }
    if is_refused {
        context
            .output
            .note("nothing was written; `--force` makes it the baseline all the same");
        return Ok(Outcome::Findings);
    }
    let missing: Vec<&str> = not_built.iter().map(|it| it.build.as_str()).collect();
    let next = judge::successor(current, previous.iter().map(|(_, contract)| contract), &missing);
    let file = printable(&path);
    if matches!(previous.as_slice(), [(_, previous)] if *previous == next) {
        context
            .output
            .note(format_args!("`{file}` already says what is promised now"));
    } else {
        files::write(&path, &next.to_json())?;
        let items = next.items().len();
        context
            .output
            .note(format_args!("`{file}` has {items} items; commit it"));
    }
    Ok(Outcome::Success)
}

/// What was promised last, with words for the side where a merge has left two.
fn previous(path: &Path, context: &Context) -> Result<Vec<(&'static str, Contract)>> {
    if let Some(sides) = conflict::sides(path, &context.processes)? {
        context.output.note(format_args!(
            "`{}` has the conflict markers of a merge: what is promised now is judged against both sides",
            printable(path)
        ));
        return Ok(sides.into());
    }
    let previous = read::json_if_present(path)
        .map_err(|reason| anyhow!("{reason}: restore it from git, or remove it to begin anew"))?;
    Ok(previous.into_iter().map(|contract| ("", contract)).collect())
}

/// Whether what is promised now keeps what was promised; if not, the findings are printed.
fn is_kept(
    source: &Source,
    (side, previous): (&str, &Contract),
    current: &Contract,
    not_built: &[NotBuilt],
    context: &Context,
) -> Result<bool> {
    let baseline = Baseline::Recorded;
    let mut evidence = evidence::gather(source, &baseline, Some(previous), &Options::default(), context)?;
    evidence.not_built = not_built.to_vec();
    let verdict = judge::verdict(previous, current, &source.scope.policy, &evidence)?;
    if verdict.is_kept() {
        return Ok(true);
    }
    let file = baseline.description(source);
    let judgement = Judgement {
        verdict: &verdict,
        packages: judge::packages(previous, current, None),
        baseline: if side.is_empty() {
            file
        } else {
            format!("{side} of {file}")
        },
        today: evidence.today,
        uncovered: None,
        sources: &Repository::around(source, &context.processes),
    };
    report(&judgement, ReportFormat::Text, context)?;
    Ok(false)
}
