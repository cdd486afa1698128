//! `diff` prints what changed.

use super::Error;
use crate::args::DiffArgs;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::current::Source;
use crate::exit::Outcome;
use crate::judge;

pub(super) fn run(args: &DiffArgs, context: &Context) -> Result<Outcome, Error> {
    let source = Source::find(context, &args.selection)?;
    let contract_of = |name: &String| {
        Baseline::named(name, args.recorded, &source, context).contract(&source, &args.selection, context)
    };
    let base = contract_of(&args.base)?;
    let current = match &args.current {
        Some(name) => contract_of(name)?,
        None => source.contract_against_another(context)?,
    };
    let text = judge::changes(&base, &current, &source.scope.policy, args.format)?;
    context.output.result(&text, args.format.into())?;
    Ok(Outcome::Kept)
}
