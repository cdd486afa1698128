//! `bless` makes what is promised now the baseline.

use anyhow::{Result, anyhow, bail};

use super::check::report;
use crate::args::BlessArgs;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::evidence::{self, Options};
use crate::exit::Outcome;
use crate::output::printable;
use crate::report::{Judgement, ReportFormat};
use crate::repository::Repository;
use crate::source::Source;
use crate::{builds, files, judge, read};

pub fn run(args: &BlessArgs, context: &Context) -> Result<Outcome> {
    let mut source = Source::find(context, &args.selection)?.with_shapes();
    let path = source.scope.baseline();
    let previous = read::json_if_present(&path)
        .map_err(|reason| anyhow!("{reason}: restore it from git, or remove it to begin anew"))?;
    if let Some(previous) = &previous {
        source = source.after(previous);
    }
    if source.scope.builds.is_empty() && !source.scope.not_selected.is_empty() {
        bail!(
            "`bless` records the builds that `[builds]` in stability.toml lists, and the command line asks for none of them"
        );
    }
    let reading = source.read(context)?;
    let not_built = reading.not_built.clone();
    let current = builds::without_missing(reading, context);
    if let Some(previous) = &previous {
        let baseline = Baseline::Recorded;
        let mut evidence = evidence::gather(&source, &baseline, Some(previous), &Options::default(), context)?;
        evidence.not_built.clone_from(&not_built);
        let verdict = judge::verdict(previous, &current, &source.scope.policy, &evidence)?;
        if !verdict.is_kept() && !args.force {
            let judgement = Judgement {
                verdict: &verdict,
                packages: judge::packages(previous, &current, None),
                baseline: baseline.description(&source),
                today: evidence.today,
                uncovered: None,
                sources: &Repository::around(&source, &context.processes),
            };
            let outcome = report(&judgement, ReportFormat::Text, context)?;
            context
                .output
                .note("nothing was written; `--force` makes it the baseline all the same");
            return Ok(outcome);
        }
    }
    let missing: Vec<&str> = not_built.iter().map(|it| it.build.as_str()).collect();
    let next = judge::successor(current, previous.as_ref(), &missing);
    let file = printable(&path);
    if previous.as_ref() == Some(&next) {
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
