//! `diff` prints what changed.

use anyhow::Result;

use crate::args::DiffArgs;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::source::Source;

pub fn run(args: &DiffArgs, context: &Context) -> Result<Outcome> {
    let source = Source::find(context, &args.selection)?;
    let contract_of = |name: &String| {
        Baseline::from_name(name, args.recorded, &source, context).contract(&source, &args.selection, context)
    };
    let base = contract_of(&args.base)?;
    let current = match &args.current {
        Some(name) => contract_of(name)?,
        None => source.contract_or_empty(context)?,
    };
    let text = judge::changes(&base, &current, &source.scope.policy, args.format)?;
    super::print(&text, args.format, context)
}
