//! `list` prints the rules.

use super::Error;
use crate::args::{ListArgs, Selection};
use crate::context::Context;
use crate::exit::Outcome;
use crate::workspace::WorkspaceError;
use crate::{judge, settings, workspace};

/// With the levels of the policy that is in force here, or, outside of any package, with those that a rule has by itself.
pub(super) fn run(args: &ListArgs, context: &Context) -> Result<Outcome, Error> {
    let selection = Selection::default();
    let policy = match workspace::Workspace::find(&context.cargo, &context.folder, &selection) {
        Ok(workspace) => {
            let start = workspace.manifest.parent().unwrap_or(workspace.root());
            let mut found = None;
            for folder in start.ancestors() {
                found = settings::read(folder)?;
                if found.is_some() || workspace::same(folder, workspace.root()) {
                    break;
                }
            }
            found.unwrap_or_default()
        }
        Err(WorkspaceError::NoManifest(_)) => stability_policy::Policy::default(),
        Err(error) => return Err(error.into()),
    };
    context
        .output
        .result(&judge::list(&policy, args.format), args.format.into())?;
    Ok(Outcome::Kept)
}
