//! `diff` prints what changed.

use anyhow::Result;
use stability::contract::Item;
use stability_policy::Evidence;

use crate::args::DiffArgs;
use crate::baseline::Baseline;
use crate::builds;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::source::Source;
use crate::witness;

pub fn run(args: &DiffArgs, context: &Context) -> Result<Outcome> {
    let mut source = Source::find(context, &args.selection)?;
    let mut policy = source.scope.policy.clone();
    let place_of = |name: &String| Baseline::from_name(name, args.recorded, &source, context);
    let baseline = place_of(&args.base);
    let base = baseline.contract(&source, &args.selection, context)?;
    let mut evidence = Evidence::default();
    evidence.shipped_policy = baseline.policy(&source, context)?;
    let current = if let Some(name) = &args.current {
        let current = place_of(name);
        // The policies at both revisions are compared. A file has none.
        if let Some(then) = current.policy(&source, context)? {
            policy = then;
        } else {
            evidence.shipped_policy = None;
        }
        current.contract(&source, &args.selection, context)?
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
    let text = judge::changes(&base, &current, &policy, &evidence, args.format)?;
    super::print(&text, args.format, context)
}
