//! `init` writes stability.toml and the first baseline.

use std::path::PathBuf;

use super::Error;
use crate::args::InitArgs;
use crate::context::Context;
use crate::current::Source;
use crate::exit::Outcome;
use crate::output::shown;
use crate::scope::Scope;
use crate::{judge, settings, store};

/// Why nothing was begun.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// There is a policy already.
    #[error(
        "`{}` is there already, and is left as it is: edit it, and record what is promised now with `cargo stability bless`",
        shown(.0)
    )]
    Exists(PathBuf),
}

/// The baseline comes first: the policy is what says that there is one. An interrupt between the two leaves a baseline that the
/// next call finds and keeps.
pub(super) fn run(args: &InitArgs, context: &Context) -> Result<Outcome, Error> {
    let source = Source::find(context, &args.selection)?;
    let Scope { folder, .. } = &source.scope;
    let policy = folder.join(settings::FILE);
    if source.scope.has_settings {
        return Err(InitError::Exists(policy).into());
    }
    let baseline = source.scope.baseline();
    let contract = judge::successor(source.contract(context)?, None);
    let items = contract.items().len();
    if baseline.exists() {
        context.output.note(format_args!(
            "`{}` is there already, and is kept; `cargo stability check` compares with it",
            baseline.display()
        ));
    } else {
        store::write(&baseline, &contract.to_json())?;
    }
    store::write_new(&policy, &template(&source.scope))?;
    context.output.note(format_args!(
        "wrote `{}`; the contract has {items} items. Commit both files, run `cargo stability check` in CI, and \
         `cargo stability bless` after each release",
        policy.display()
    ));
    Ok(Outcome::Kept)
}

/// The policy to begin with: what holds anyway, so that it can be seen and changed.
fn template(scope: &Scope) -> String {
    let names: Vec<String> = scope.names().iter().map(|name| format!("\"{name}\"")).collect();
    format!(
        "# The policy of this contract. Everything here is what holds without it.

# The packages that the contract speaks for.
packages = [{}]
# What was promised last, below this folder. `cargo stability bless` writes it.
baseline = \"{}\"
",
        names.join(", "),
        scope.policy.baseline
    )
}
