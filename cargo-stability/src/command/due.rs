//! `due` prints what changes stage.

use jiff::ToSpan;
use semver::Version;
use stability::Contract;

use super::Error;
use crate::args::DueArgs;
use crate::context::Context;
use crate::current::Source;
use crate::exit::Outcome;
use crate::judge::{self, Horizon};

pub(super) fn run(args: &DueArgs, context: &Context) -> Result<Outcome, Error> {
    let source = Source::find(context, &args.selection)?;
    let contract = source.contract(context, &args.selection)?;
    let horizon = horizon(args, &contract, context);
    let due = judge::due(&contract, &source.scope.policy, &horizon);
    context.output.result(&judge::due_report(&due, args.format))?;
    Ok(Outcome::Kept)
}

/// Days where they are given, or else a release: the one that is given, or the next major one.
fn horizon(args: &DueArgs, contract: &Contract, context: &Context) -> Horizon {
    let today = args.today.unwrap_or(context.date);
    if let Some(days) = args.within {
        let last = today
            .checked_add(i64::from(days).days())
            .unwrap_or(jiff::civil::Date::MAX);
        return Horizon::Date { today, last };
    }
    let highest = contract.packages().iter().map(|source| &source.package.version).max();
    let next_major = || highest.map_or(Version::new(1, 0, 0), |version| Version::new(version.major + 1, 0, 0));
    Horizon::Release(args.next.clone().unwrap_or_else(next_major))
}
