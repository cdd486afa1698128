//! `init` writes stability.toml and the first baseline.

use anyhow::{Result, bail};

use crate::args::Selection;
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::printable;
use crate::scope::Scope;
use crate::source::Source;
use crate::{files, judge, settings};

/// The baseline comes first: the policy is what says that there is one. An interrupt between the two leaves a baseline that the
/// next call finds and keeps.
pub fn run(selection: &Selection, context: &Context) -> Result<Outcome> {
    let source = Source::find(context, selection)?;
    let policy = source.scope.folder.join(settings::FILE);
    if source.scope.has_settings {
        bail!(
            "`{}` is there already, and is left as it is: edit it, and record what is promised now with `cargo stability bless`",
            printable(policy)
        );
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
        files::write(&baseline, &contract.to_json())?;
    }
    files::write_new(&policy, &template(&source.scope))?;
    context.output.note(format_args!(
        "wrote `{}`; the contract has {items} items. Commit both files, run `cargo stability check` in CI, and \
         `cargo stability bless` after each release",
        policy.display()
    ));
    Ok(Outcome::Success)
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
