//! `diff` prints what changed.

use anyhow::Result;
use stability_policy::shape::FORM;
use stability_policy::{Comparison, Evidence};

use crate::args::DiffArgs;
use crate::baseline::{Baseline, form};
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
        let baseline = Baseline::from_name(name, args.recorded, source, context);
        let contract = baseline.contract(source, &args.selection, context)?;
        anyhow::Ok((contract, baseline.description(source)))
    };
    let (base, name_of_base) = contract_of(&args.base, &source)?;
    let mut evidence = Evidence::default();
    let current = if let Some(name) = &args.current {
        let (current, _) = contract_of(name, &source)?;
        if current.has_shapes() {
            form::check(&base, &name_of_base, current.shape_form())?;
        }
        current
    } else {
        source.has_shapes = base.has_shapes();
        form::check(&base, &name_of_base, FORM)?;
        let source = source.after(&base);
        let reading = source.read_or_empty(context)?;
        evidence.not_built.clone_from(&reading.not_built);
        let files = reading.files.clone();
        let contract = builds::without_missing(reading, context);
        evidence.witnesses = witness::answers(&base, &contract, &files, &source, context)?;
        contract
    };
    let text = match args.format.plain() {
        Some(format) => judge::changes(&base, &current, &policy, &evidence, format)?,
        None => {
            let comparison = Comparison::new(Some(&base), &current, &policy, &evidence)?;
            Templates::of(&policy, &folder).html(&Page::new(&current, &policy, Some(&comparison)))?
        }
    };
    super::print(&text, args.format, context)
}
