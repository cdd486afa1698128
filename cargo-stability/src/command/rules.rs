//! `list` prints the rules, `explain` prints why one of them is there.

use anyhow::Result;
use stability_policy::Policy;

use crate::args::{Format, Selection};
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::output::sanitize::Syntax;
use crate::scope::find_policy;
use crate::workspace::{Workspace, manifest_above};

/// With the levels of the policy that is in force here, or, outside of any package, with those that a rule has by itself.
pub fn list(format: Format, context: &Context) -> Result<Outcome> {
    let mut policy = Policy::default();
    if manifest_above(&context.folder).is_some() {
        let workspace = Workspace::find(&context.cargo, &context.folder, &Selection::default())?;
        if let Some((_, found)) = find_policy(workspace.folder(), workspace.root())? {
            policy = found;
        }
    }
    super::print(&judge::list(&policy, format)?, format, context)
}

pub fn explain(rule: &str, context: &Context) -> Result<Outcome> {
    super::print(&judge::explain(rule)?, Syntax::Text, context)
}
