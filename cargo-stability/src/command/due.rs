//! `due` prints what changes stage.

use semver::Version;
use stability::Contract;
use stability_policy::{due, schedule};

use super::Error;
use crate::args::DueArgs;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::current::Source;
use crate::evidence::{self, Wanted};
use crate::exit::Outcome;
use crate::judge;

pub(super) fn run(args: &DueArgs, context: &Context) -> Result<Outcome, Error> {
    let source = Source::find(context, &args.selection)?;
    let contract = source.contract(context)?;
    let today = args.today.unwrap_or(context.date);
    let wanted = Wanted {
        today: Some(today),
        ..Wanted::default()
    };
    let circumstances = evidence::gather(&source, &Baseline::Recorded, &wanted, context)?;
    let stages = schedule(&contract, &source.scope.policy, &circumstances);
    // Days alone ask for no release.
    let next = args
        .next
        .clone()
        .or_else(|| args.within.is_none().then(|| next_major(&contract)));
    let due = due(&stages, next.as_ref(), args.within, today);
    context
        .output
        .result(&judge::stages(&due, args.format), args.format.into())?;
    Ok(Outcome::Kept)
}

/// The next release in which anything may go.
fn next_major(contract: &Contract) -> Version {
    let highest = contract.packages().iter().map(|source| &source.package.version).max();
    highest.map_or(Version::new(1, 0, 0), |version| Version::new(version.major + 1, 0, 0))
}
