//! `init` writes stability.toml and the first baseline.

use anyhow::{Result, bail};
use stability_policy::DefaultTier;

use crate::args::InitArgs;
use crate::builds;
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::printable;
use crate::report::summary::{features_off, first_names, items, public_items};
use crate::scope::{ContractPackage, Scope};
use crate::source::Source;
use crate::workspace::quoted_list;
use crate::{files, judge, settings};

/// The baseline comes first: the policy is what says that there is one. An interrupt between the two leaves a baseline that the
/// next call finds and keeps.
pub fn run(args: &InitArgs, context: &Context) -> Result<Outcome> {
    let default = args.default.map(DefaultTier::of).unwrap_or_default();
    let source = Source::find_with(context, &args.selection, &default)?.with_shapes();
    let policy = source.scope.folder.join(settings::FILE);
    if source.scope.has_settings {
        bail!(
            "`{}` already exists and was not changed: edit it, and record what is promised now with `cargo stability bless`",
            printable(context.shown(&policy))
        );
    }
    let baseline = source.scope.baseline();
    let reading = source.read(context)?;
    let uncovered = reading.uncovered.clone().unwrap_or_default();
    let contract = judge::successor(builds::without_missing(reading, context), [], &[]);
    let items = items(contract.items().len());
    let mut written = format!("`{}`", printable(context.shown(&policy)));
    let baseline_name = printable(context.shown(&baseline));
    if baseline.exists() {
        context.output.note(format_args!(
            "`{baseline_name}` already exists and is kept; `cargo stability check` compares with it"
        ));
    } else {
        files::write(&baseline, &contract.to_json())?;
        written += &format!(" and `{baseline_name}`");
    }
    files::write_new(&policy, &template(&source.scope))?;
    context.output.note(format_args!(
        "wrote {written}; the contract has {items}. Commit both files, run `cargo stability check` in CI, record each change of \
         the promise with `cargo stability bless`, and prepare releases with `cargo stability release`"
    ));
    if let Some(gap) = features_off(&source.scope.features_off()) {
        context.output.note(gap);
    }
    if contract.items().is_empty() && !source.scope.packages.iter().any(ContractPackage::has_library) {
        let programs = source.scope.names();
        context.output.note(format_args!(
            "{} {} no library, and so no public items: promise commands, settings and files with `stability::surface!`, and routes \
             with `#[stability::route]`",
            quoted_list(&programs),
            if programs.len() == 1 { "has" } else { "have" }
        ));
    }
    if !uncovered.is_empty() {
        let names: Vec<&str> = uncovered.iter().map(|it| it.item.as_str()).collect();
        let advice = if default.is_empty() {
            ": give them a tier, or write `[default]` with `tier = \"stable\"` into stability.toml"
        } else {
            ""
        };
        let (items, names) = (public_items(names.len()), first_names(&names));
        context
            .output
            .note(format_args!("{items} not promised: {names}{advice}"));
    }
    Ok(Outcome::Success)
}

/// The policy to begin with: what holds anyway, so that it can be seen and changed.
fn template(scope: &Scope) -> String {
    let names: Vec<String> = scope.names().iter().map(|name| format!("\"{name}\"")).collect();
    let default = scope.policy.default.tier.map_or_else(String::new, |tier| {
        format!("\n[default]\n# The tier of public items without an attribute.\ntier = \"{tier}\"\n")
    });
    let is_before_one = scope.packages.iter().any(|it| it.package.version.major == 0);
    let release = if is_before_one {
        "\n[release]\n# What `check` permits while Cargo.toml still has the version of the last release. Before 1.0, a minor release may break\n# stable items. Without this line, `check` expects a patch release, which may not break them. `cargo stability release` takes\n# the smallest version that the changes need.\nnext = \"minor\"\n"
    } else {
        ""
    };
    format!(
        "# The policy of this contract. `packages` and `baseline` have their default values.

# The packages that the contract covers.
packages = [{}]
# The recorded contract, relative to this folder. `cargo stability bless` writes it.
baseline = \"{}\"
{default}{release}",
        names.join(", "),
        scope.policy.baseline
    )
}
