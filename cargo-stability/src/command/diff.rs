//! `diff` prints what changed.

use anyhow::Result;
use stability::contract::Item;
use stability_policy::{Comparison, Evidence};

use crate::args::DiffArgs;
use crate::baseline::Baseline;
use crate::builds;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::page::{Page, Templates};
use crate::source::Source;
use crate::witness;

pub fn run(args: &DiffArgs, context: &Context) -> Result<Outcome> {
    let mut source = Source::find(context, &args.selection)?;
    let (policy, folder) = (source.scope.policy.clone(), source.scope.folder.clone());
    let contract_of = |name: &String, source: &Source| {
        Baseline::from_name(name, args.recorded, source, context).contract(source, &args.selection, context)
    };
    let base = contract_of(&args.base, &source)?;
    let mut evidence = Evidence::default();
    let current = if let Some(name) = &args.current {
        contract_of(name, &source)?
    } else {
        source.has_shapes = base.items().iter().any(Item::has_shape);
        let source = source.after(&base);
        let reading = source.read_or_empty(context)?;
        evidence.not_built.clone_from(&reading.not_built);
        let files = reading.files.clone();
        let contract = builds::without_missing(reading, context);
        evidence.witnesses = witness::answers(&base, &contract, &files, &source, context)?;
        contract
    };
    let text = if let Some(format) = args.format.plain() {
        judge::changes(&base, &current, &policy, &evidence, format)?
    } else {
        let comparison = Comparison::new(Some(&base), &current, &policy, &evidence)?;
        Templates::of(&policy, &folder).html(&Page::new(&current, &policy, Some(&comparison)))?
    };
    super::print(&text, args.format, context)
}
