//! The policy of a revision that whoever wrote the change could not edit.

use anyhow::{Result, anyhow, bail};
use stability::render::escape::line;

use crate::context::Context;
use crate::files;
use crate::git::Git;
use crate::settings;
use crate::source::Source;

/// Puts the gates of the policy at `revision`, and where its use is observed, into the place of those that the change brings: both run
/// programs or call servers.
pub fn take_over(source: &mut Source, revision: &str, context: &Context) -> Result<()> {
    let git = Git::around(&source.scope.folder, &context.processes).map_err(|reason| anyhow!("{reason}"))?;
    let commit = git.commit(revision)?;
    let path = git.relative(&source.scope.folder)?.join(settings::FILE);
    let Some(bytes) = git.file_at(&commit, &path)? else {
        bail!(
            "there is no `{}` at the revision {}, so its gates are unknown: name a revision that has the file",
            settings::FILE,
            line(revision)
        );
    };
    let text = files::decode(bytes).map_err(|_| {
        anyhow!(
            "`{}` at the revision {} is not text in UTF-8",
            settings::FILE,
            line(revision)
        )
    })?;
    let trusted = settings::parse(&text, &path)?;
    source.scope.policy.gates = trusted.gates;
    source.scope.policy.usage = trusted.usage;
    Ok(())
}
