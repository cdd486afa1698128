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
    let (mut policy, folder) = (source.scope.policy.clone(), source.scope.folder.clone());
    let place_of = |name: &String| Baseline::from_name(name, args.recorded, &source, context);
    let baseline = match &args.base {
        Some(name) => place_of(name),
        None => Baseline::released(&source, None, &args.selection, context)?,
    };
    let base = baseline.contract(&source, &args.selection, context)?;
    let name_of_base = baseline.description(&source);
    let mut evidence = Evidence {
        shipped_policy: baseline.policy(&source, context)?,
        ..Evidence::default()
    };
    let current = if let Some(name) = &args.current {
        let place = place_of(name);
        // The policies at both revisions are compared. A file has none.
        if let Some(then) = place.policy(&source, context)? {
            policy = then;
        } else {
            evidence.shipped_policy = None;
        }
        let current = place.contract(&source, &args.selection, context)?;
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
    let text = if let Some(format) = args.format.plain() {
        judge::changes(&base, &current, &policy, &evidence, format)?
    } else {
        let comparison = Comparison::new(Some(&base), &current, &policy, &evidence)?;
        Templates::of(&policy, &folder).html(&Page::new(&current, &policy, Some(&comparison)).since(&base))?
    };
    super::print(&text, args.format, context)
}
