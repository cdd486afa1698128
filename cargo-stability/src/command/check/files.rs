//! `check --current FILE --baseline FILE`: nothing is built and nothing is run, not even cargo or git, so that what a stranger
//! proposes can be judged where secrets are at hand. The policy is that of the current folder.

use std::path::Path;

use anyhow::Result;
use stability::{Contract, Kind};
use stability_policy::{Evidence, Place, Policy};

use crate::args::CheckArgs;
use crate::baseline::form;
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::printable;
use crate::report::{Judgement, SourceFiles};
use crate::{judge, read, settings};

pub fn run(args: &CheckArgs, current: &Path, baseline: &Path, context: &Context) -> Result<Outcome> {
    let policy = settings::read(&context.folder)?.unwrap_or_default();
    let contract_in = |file: &Path| read::contract(&[context.folder.join(file)]);
    let mut promised = contract_in(baseline)?;
    // Items that were removed once are in the file of the current folder too.
    if let Some(recorded) = read::json_if_present(&context.folder.join(&policy.baseline))? {
        promised = promised.with_tombstones(recorded.tombstones().iter().cloned());
    }
    let contract = contract_in(current)?;
    if contract.has_shapes() {
        form::check(&promised, &printable(baseline), contract.shape_form())?;
    }
    let evidence = Evidence {
        today: Some(args.today.unwrap_or(context.date)),
        version: args.release_version.clone(),
        packages: policy.packages.clone(),
        ..Evidence::default()
    };
    context.output.warning(format_args!(
        "two files are compared, and nothing is built or run; not checked: {}",
        unchecked(current, &policy, &promised).join(", ")
    ));
    let verdict = judge::verdict(&promised, &contract, &policy, &evidence)?;
    let judgement = Judgement {
        verdict: &verdict,
        packages: judge::packages(&promised, &contract, args.release_version.as_ref()),
        baseline: printable(baseline),
        today: evidence.today,
        uncovered: None,
        sources: &NoSources,
    };
    super::report(&judgement, args.format, None, context)
}

/// What a check of the source would look at besides, by what the policy asks for.
fn unchecked(current: &Path, policy: &Policy, promised: &Contract) -> Vec<String> {
    let is_generated = promised.items().iter().any(|item| item.kind == Kind::Artefact);
    let asked = [
        (policy.changelog.is_some(), "the changelog"),
        (policy.changesets.is_some(), "the changesets"),
        (policy.decisions.is_some(), "the decision records"),
        (!policy.documents.is_empty(), "the documents"),
        (!policy.gates.is_empty(), "the gates"),
        (policy.usage.is_some(), "how often items are used"),
        (policy.ratchets.unmarked, "the number of unmarked items"),
        (is_generated, "the stored generated output"),
        (true, "the commits, and the dates of releases"),
    ];
    let source = format!("whether `{}` agrees with its source", printable(current));
    let others = asked
        .into_iter()
        .filter(|(is_asked, _)| *is_asked)
        .map(|(_, what)| what.to_owned());
    std::iter::once(source).chain(others).collect()
}

/// The files that a contract from elsewhere is about are not here.
struct NoSources;

impl SourceFiles for NoSources {
    fn path(&self, _: &str, _: &Place) -> Option<String> {
        None
    }

    fn fallback(&self) -> String {
        settings::FILE.to_owned()
    }

    fn text(&self, _: &str) -> Option<String> {
        None
    }
}
