//! `diff` prints what changed.

use anyhow::Result;
use stability::contract::Item;

use crate::args::DiffArgs;
use crate::baseline::Baseline;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::source::{Reading, Source};
use crate::witness;

pub fn run(args: &DiffArgs, context: &Context) -> Result<Outcome> {
    let mut source = Source::find(context, &args.selection)?;
    let policy = source.scope.policy.clone();
    let contract_of = |name: &String, source: &Source| {
        Baseline::from_name(name, args.recorded, source, context).contract(source, &args.selection, context)
    };
    let base = contract_of(&args.base, &source)?;
    let (current, witnesses) = if let Some(name) = &args.current {
        (contract_of(name, &source)?, Vec::new())
    } else {
        source.has_shapes = base.items().iter().any(Item::has_shape);
        let source = source.after(&base);
        let Reading { contract, files, .. } = source.read_or_empty(context)?;
        let witnesses = witness::answers(&base, &contract, &files, &source, context)?;
        (contract, witnesses)
    };
    let text = judge::changes(&base, &current, &policy, witnesses, args.format)?;
    super::print(&text, args.format, context)
}
