//! `explain` prints why a rule is there.

use super::Error;
use crate::args::ExplainArgs;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;

pub(super) fn run(args: &ExplainArgs, context: &Context) -> Result<Outcome, Error> {
    context.output.result(&judge::explain(&args.rule)?)?;
    Ok(Outcome::Kept)
}
