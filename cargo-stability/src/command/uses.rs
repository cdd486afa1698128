//! `uses` lists which promised items of dependencies the packages use.

#![allow(clippy::similar_names, reason = "use, uses, used and user are the words of the subject")]

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use cargo_metadata::Package;

use crate::args::{Selection, TargetArgs, UsesArgs};
use crate::context::Context;
use crate::exit::Outcome;
use crate::git::Git;
use crate::source::target_folder;
use crate::uses::{self, Compilation, FOLDER, Found, Judged, Policies, Promises, Report, Unseen, render};
use crate::workspace::Workspace;

pub fn run(args: &UsesArgs, context: &Context) -> Result<Outcome> {
    let selection = &args.selection;
    let workspace = Workspace::find(&context.cargo, &context.folder, selection)?;
    let promises = Promises::read(&args.contracts, &target(&workspace, selection, context))?;
    let compilation = compilation(&workspace, selection, args.targets, &promises, context)?;
    let Compilation { users, root, .. } = &compilation;
    // A mistake in it is reported before the build.
    let policies = Policies::read(&workspace, users, &args.deny)?;
    let Found { uses, unseen, omitted } = compilation.uses(context)?;
    let today = args.today.unwrap_or(context.date);
    let judged = Judged::new(&workspace, &policies, &uses, (today, omitted.is_empty()), root);
    let mut unpromised = uses::unpromised(&workspace, users)?;
    unpromised.retain(|name| !promises.has(name));
    let report = Report {
        uses: &uses,
        judged: &judged,
        users: users.iter().map(|user| user.name.to_string()).collect(),
        unpromised: &unpromised,
        unseen: &unseen,
        omitted: &omitted,
        all: args.all,
    };
    context
        .output
        .result(&render(&report, args.format)?, args.format.into())?;
    // A use of what is refused may be there, and nobody would see it.
    let mut refused = unseen
        .iter()
        .map(|(_, it)| it)
        .filter(|it| judged.denied.contains(&it.tier));
    Ok(if let Some(Unseen { item, tier, reason, .. }) = refused.next() {
        let more = refused.count();
        let more = if more == 0 {
            String::new()
        } else {
            format!(" (and {more} more)")
        };
        context.output.error(format_args!(
            "`{item}` is {tier}, which is refused, but its uses cannot be found: {reason}{more}"
        ));
        Outcome::Unanswered
    } else if judged.is_clean() {
        Outcome::Success
    } else {
        Outcome::Findings
    })
}

/// What `uses` and `fix` have rustc check.
pub fn compilation<'a>(
    workspace: &'a Workspace,
    selection: &'a Selection,
    targets: TargetArgs,
    promises: &'a Promises,
    context: &Context,
) -> Result<Compilation<'a>> {
    Ok(Compilation {
        workspace,
        users: users(workspace, selection, targets)?,
        targets,
        selection,
        promises,
        target: promises.target(&target(workspace, selection, context)),
        root: root(workspace, context),
    })
}

/// The packages that the selection names, as cargo takes them.
pub fn users<'a>(workspace: &'a Workspace, selection: &Selection, targets: TargetArgs) -> Result<Vec<&'a Package>> {
    let mut users = match selection.packages.as_slice() {
        [] if targets.workspace => workspace.packages(),
        [] => match workspace.package_in(workspace.folder()) {
            Some(package) => vec![package],
            None => workspace.default_packages(),
        },
        names => names
            .iter()
            .map(|name| workspace.package(name))
            .collect::<Result<Vec<_>>>()?,
    };
    users.sort_by(|one, other| one.name.cmp(&other.name));
    users.dedup_by(|one, other| one.id == other.id);
    if users.is_empty() {
        bail!("the workspace has no package: name one with `--manifest-path`");
    }
    Ok(users)
}

/// The folder that is built into.
fn target(workspace: &Workspace, selection: &Selection, context: &Context) -> PathBuf {
    let folder = match &selection.target_dir {
        Some(folder) => context.folder.join(folder),
        None => workspace.target().to_owned(),
    };
    target_folder(&folder.join(FOLDER), workspace.root())
}

/// The root of the repository, or else of the workspace.
fn root(workspace: &Workspace, context: &Context) -> PathBuf {
    let root = Git::around(workspace.root(), &context.processes).map(|git| git.root().to_owned());
    let root: PathBuf = root.unwrap_or_else(|_| workspace.root().to_owned());
    let canonical = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    canonical(&root)
}
