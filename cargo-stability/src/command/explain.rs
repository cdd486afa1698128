//! `explain` prints why a rule is there.

use super::Error;
use crate::args::ExplainArgs;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::output::guard::Form;

pub(super) fn run(args: &ExplainArgs, context: &Context) -> Result<Outcome, Error> {
    context.output.result(&judge::explain(&args.rule)?, Form::Text)?;
    Ok(Outcome::Kept)
}
