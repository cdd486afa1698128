//! `bless` records what is promised now.
//!
//! After a release this permits nothing, since `check` compares with the release. Before the first one the recorded file may be the
//! baseline itself, so that a change which breaks it is refused.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use stability::Contract;
use stability::contract::{Item, Since};
use stability_policy::NotBuilt;

use super::check::report;
use crate::args::BlessArgs;
use crate::baseline::{Baseline, form};
use crate::context::Context;
use crate::evidence::{self, Options};
use crate::exit::Outcome;
use crate::output::printable;
use crate::report::summary::items;
use crate::report::{Judgement, ReportFormat};
use crate::repository::Repository;
use crate::source::Source;
use crate::{builds, conflict, files, judge, read};

pub fn run(args: &BlessArgs, context: &Context) -> Result<Outcome> {
    let mut source = Source::find(context, &args.selection)?.with_shapes();
    let path = source.scope.baseline();
    let mut previous = previous(&path, context)?;
    let baseline = Baseline::released(&source, None, &args.selection, context)?;
    let released = baseline.shipped().map(|shipped| &shipped.contract);
    for contract in previous.iter().map(|(_, contract)| contract).chain(released) {
        source = source.after(contract);
    }
    check_builds(&source)?;
    let reading = source.read(context)?;
    let not_built = reading.not_built.clone();
    let current = builds::without_missing(reading, context);
    for (_, contract) in &mut previous {
        let (judged, had_others) = form::without_others(std::mem::take(contract));
        *contract = judged;
        if had_others {
            context.output.note(format_args!(
                "`{}` has declarations in another format, so changes are judged only by the attributes; `bless` records the declarations again",
                printable(&path)
            ));
        }
    }
    let mut is_refused = false;
    let judged = previous.iter().filter(|_| !args.force && baseline.shipped().is_none());
    for (side, previous) in judged {
        is_refused |= !is_kept(&source, &baseline, (side, previous), &current, &not_built, context)?;
    }
    if is_refused {
        context
            .output
            .note("nothing was written; `--force` writes the baseline anyway");
        return Ok(Outcome::Findings);
    }
    let previous: Vec<Contract> = previous.into_iter().map(|(_, contract)| contract).collect();
    let next = next_record(current, &previous, &baseline, &not_built);
    let file = printable(context.shown(&path));
    if matches!(previous.as_slice(), [previous] if *previous == next) {
        context
            .output
            .note(format_args!("`{file}` already agrees with the code"));
    } else {
        files::write(&path, &next.to_json())?;
        let items = items(next.items().len());
        context.output.note(format_args!("`{file}` has {items}; commit it"));
    }
    Ok(Outcome::Success)
}

/// Refuses to record a build that the command line alone asks for.
pub fn check_builds(source: &Source) -> Result<()> {
    if source.scope.builds.is_empty() && !source.scope.not_selected.is_empty() {
        bail!(
            "the recorded contract describes the builds that `[builds]` in stability.toml lists, and the command line asks for none of them: leave out the options about features and target"
        );
    }
    Ok(())
}

/// The contract to be recorded in the place of those that are recorded. What no release had leaves no tombstone.
pub fn next_record(current: Contract, recorded: &[Contract], baseline: &Baseline, not_built: &[NotBuilt]) -> Contract {
    let missing: Vec<&str> = not_built.iter().map(|it| it.build.as_str()).collect();
    let Some(shipped) = baseline.shipped() else {
        let is_unreleased = matches!(baseline, Baseline::Unreleased(..));
        let is_kept = |item: &Item| !is_unreleased || item.since != Some(Since::Next);
        let recorded: Vec<Contract> = recorded.iter().map(|it| it.clone().filtered(is_kept)).collect();
        return judge::successor(current, &recorded, &missing);
    };
    let with_builds = |current: Contract, recorded: &Contract| current.with_builds_of(recorded, &missing);
    let current = recorded.iter().fold(current, with_builds);
    let mut next = judge::successor(current, [&shipped.contract], &[]);
    for (package, tag) in &shipped.releases {
        next = next.with_released(package, &tag.version);
    }
    // A release that is prepared has no tag yet.
    let sources = recorded.iter().flat_map(Contract::packages);
    let prepared = sources.filter(|it| it.released.as_ref() == Some(&it.package.version));
    for source in prepared {
        let (package, version) = (&source.package.name, &source.package.version);
        if shipped.releases.get(package).is_none_or(|tag| tag.version < *version) {
            next = next.with_released(package, version);
        }
    }
    next
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
        .map_err(|reason| anyhow!("{reason}: restore it from git, or remove it to start again"))?;
    Ok(previous.into_iter().map(|contract| ("", contract)).collect())
}

/// Whether what is promised now keeps what was promised; if not, the findings are printed.
fn is_kept(
    source: &Source,
    released: &Baseline,
    (side, previous): (&str, &Contract),
    current: &Contract,
    not_built: &[NotBuilt],
    context: &Context,
) -> Result<bool> {
    let baseline = Baseline::Recorded;
    let mut evidence = evidence::gather(source, &baseline, Some(previous), &Options::default(), context)?;
    evidence.not_built = not_built.to_vec();
    if matches!(released, Baseline::Unreleased(..)) {
        evidence.shipped = Some(BTreeMap::new());
    }
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
    report(&judgement, ReportFormat::Text, None, context)?;
    Ok(false)
}
