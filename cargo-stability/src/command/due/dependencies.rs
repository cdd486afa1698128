//! `due --dependencies` prints what changes stage in the packages that this one depends on.
//!
//! What they say is read from their sources: the policy, and the contract that it names. Nothing is built.

use std::path::Path;

use anyhow::{Result, anyhow};
use cargo_metadata::{MetadataCommand, Package};
use jiff::civil::Date;
use stability::Contract;
use stability_policy::{Evidence, Policy, Stage, due, schedule};

use super::next_major;
use crate::args::{DueArgs, TargetArgs};
use crate::command::uses::users;
use crate::context::Context;
use crate::exit::Outcome;
use crate::scope::find_policy;
use crate::workspace::{RUNTIME, Workspace, folder_of, metadata};
use crate::{judge, read};

pub fn run(args: &DueArgs, context: &Context) -> Result<Outcome> {
    let selection = &args.selection;
    let workspace = Workspace::find(&context.cargo, &context.folder, selection)?;
    let users = users(&workspace, selection, TargetArgs::default())?;
    let mut command = MetadataCommand::new();
    let flags = [("--offline", selection.offline), ("--locked", selection.locked)];
    let wanted = flags.into_iter().filter(|(_, wanted)| *wanted);
    command.other_options(wanted.map(|(flag, _)| flag.to_owned()).collect::<Vec<_>>());
    let manifest = &workspace.manifest;
    let all = metadata(&mut command, &context.cargo, &context.folder, manifest).map_err(|reason| {
        anyhow!(
            "cargo cannot list the dependencies of `{}`: {reason}",
            manifest.display()
        )
    })?;
    let is_direct = |package: &&Package| {
        let dependencies = users.iter().flat_map(|user| &user.dependencies);
        let mut named = dependencies.filter(|it| it.name == package.name.as_str());
        named.any(|it| it.req.comparators.is_empty() || it.req.matches(&package.version))
    };
    let today = args.today.unwrap_or(context.date);
    let mut stages: Vec<Stage> = Vec::new();
    for package in all.packages.iter().filter(is_direct) {
        let root = if package.source.is_none() {
            workspace.root()
        } else {
            folder_of(package)
        };
        match recorded(package, root)? {
            Some((contract, policy)) => stages.extend(of(package, &contract, &policy, args, today)),
            None if package.dependencies.iter().any(|it| it.name == RUNTIME) => {
                context.output.warning(format_args!(
                    "`{}` {} has no contract in its source: it was not checked",
                    package.name, package.version
                ));
            }
            None => {}
        }
    }
    let stages: Vec<&Stage> = stages.iter().collect();
    crate::command::print(&judge::stages(&stages, args.format)?, args.format, context)
}

/// The contract in the source of a package, and the policy that it is recorded under.
fn recorded(package: &Package, root: &Path) -> Result<Option<(Contract, Policy)>> {
    let found = find_policy(folder_of(package), root)?;
    let (folder, policy) = found.unwrap_or_else(|| (folder_of(package), Policy::default()));
    let contract = read::json_if_present(&folder.join(&policy.baseline))?;
    Ok(contract.map(|contract| (contract, policy)))
}

/// What changes stage in one package.
fn of(package: &Package, contract: &Contract, policy: &Policy, args: &DueArgs, today: Date) -> Vec<Stage> {
    let evidence = Evidence {
        today: Some(today),
        ..Evidence::default()
    };
    let stages = schedule(contract, policy, &evidence);
    let next = args.within.is_none().then(|| next_major(contract));
    let due = due(&stages, next.as_ref(), args.within, today);
    let own = due.into_iter().filter(|stage| stage.package == package.name.as_str());
    own.cloned().collect()
}
