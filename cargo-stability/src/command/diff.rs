//! `diff` prints what changed.

use anyhow::Result;
use stability::contract::Item;

use crate::args::DiffArgs;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::source::Source;

pub fn run(args: &DiffArgs, context: &Context) -> Result<Outcome> {
    let mut source = Source::find(context, &args.selection)?;
    let policy = source.scope.policy.clone();
    let contract_of = |name: &String, source: &Source| {
        Baseline::from_name(name, args.recorded, source, context).contract(source, &args.selection, context)
    };
    let base = contract_of(&args.base, &source)?;
    let current = if let Some(name) = &args.current {
        contract_of(name, &source)?
    } else {
        source.has_shapes = base.items().iter().any(Item::has_shape);
        source.after(&base).contract_or_empty(context)?
    };
    let text = judge::changes(&base, &current, &policy, args.format)?;
    super::print(&text, args.format, context)
}
