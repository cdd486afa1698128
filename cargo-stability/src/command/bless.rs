//! `bless` makes what is promised now the baseline.

use super::Error;
use crate::args::{BlessArgs, CheckFormat};
use crate::baseline::{Baseline, BaselineError, FileBaselineError};
use crate::context::Context;
use crate::current::Source;
use crate::evidence::{self, Wanted};
use crate::exit::Outcome;
use crate::output::shown;
use crate::report::Judgement;
use crate::sources::Repository;
use crate::{judge, store};

/// Why nothing was blessed.
#[derive(Debug, thiserror::Error)]
pub enum BlessError {
    /// The baseline that is there cannot be read, and would be lost.
    #[error("{reason}: restore it from git, or remove it to begin anew")]
    Unreadable {
        /// Why.
        reason: BaselineError,
    },
}

pub(super) fn run(args: &BlessArgs, context: &Context) -> Result<Outcome, Error> {
    let source = Source::find(context, &args.selection)?;
    let path = source.scope.baseline();
    let previous = match Baseline::Recorded.contract(&source, &args.selection, context) {
        Ok(contract) => Some(contract),
        Err(BaselineError::File(FileBaselineError::NoneRecorded { .. })) => None,
        Err(reason) => return Err(BlessError::Unreadable { reason }.into()),
    };
    let current = source.contract(context)?;
    if let Some(previous) = &previous {
        let mut circumstances = evidence::gather(&source, &Baseline::Recorded, &Wanted::default(), context)?;
        circumstances.artefacts = evidence::artefacts(&source, &Baseline::Recorded, previous, context)?;
        let verdict = judge::verdict(Some(previous), &current, &source.scope.policy, &circumstances)?;
        if !verdict.is_kept() && !args.force {
            let judgement = Judgement {
                verdict: &verdict,
                packages: judge::packages(previous, &current, None),
                baseline: Baseline::Recorded.said(&source),
                today: circumstances.today,
                sources: &Repository::around(&source, &context.children),
            };
            let report = judge::report(&judgement, CheckFormat::Text, context.output.style())?;
            context.output.result(&report, CheckFormat::Text.into())?;
            context
                .output
                .note("nothing was written; `--force` makes it the baseline all the same");
            return Ok(Outcome::Found);
        }
    }
    let next = judge::successor(current, previous.as_ref());
    if previous.as_ref() == Some(&next) {
        context
            .output
            .note(format_args!("`{}` already says what is promised now", shown(&path)));
        return Ok(Outcome::Kept);
    }
    store::write(&path, &next.to_json())?;
    context.output.note(format_args!(
        "`{}` has {} items; commit it",
        shown(&path),
        next.items().len()
    ));
    Ok(Outcome::Kept)
}
