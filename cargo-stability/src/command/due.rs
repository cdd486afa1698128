//! `due` prints what changes stage.

mod dependencies;

use anyhow::Result;
use semver::Version;
use stability::Contract;
use stability_policy::{due, schedule};

use crate::args::DueArgs;
use crate::baseline::{self, Baseline};
use crate::context::Context;
use crate::evidence::{self, Options};
use crate::exit::Outcome;
use crate::judge;
use crate::source::Source;

pub fn run(args: &DueArgs, context: &Context) -> Result<Outcome> {
    if args.dependencies {
        return dependencies::run(args, context);
    }
    let source = Source::find(context, &args.selection)?.in_recorded_form();
    let releases = baseline::known_releases(&source, context)?;
    let contract = source.contract(context)?;
    let today = args.today.unwrap_or(context.date);
    let options = Options {
        today: Some(today),
        ..Options::default()
    };
    let evidence = evidence::gather(&source, &Baseline::Recorded, None, &options, context)?;
    let stages = schedule(&contract, &source.scope.policy, &evidence);
    if let Some(releases) = releases {
        releases.refuse_unknown(&stages, &source.scope.policy.release, context)?;
    }
    // Days alone ask for no release.
    let next = args
        .next
        .clone()
        .or_else(|| args.within.is_none().then(|| next_major(&contract)));
    let due = due(&stages, next.as_ref(), args.within, today);
    super::print(&judge::stages(&due, args.format)?, args.format, context)
}

/// The next release in which anything may be removed.
fn next_major(contract: &Contract) -> Version {
    let highest = contract.packages().iter().map(|source| &source.package.version).max();
    highest.map_or(Version::new(1, 0, 0), |version| Version::new(version.major + 1, 0, 0))
}
