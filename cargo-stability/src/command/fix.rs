//! `fix` rewrites uses of deprecated items of dependencies.

use std::path::Path;

use anyhow::{Result, bail};
use similar::TextDiff;
use stability::render::escape::line;

use super::uses::compilation;
use crate::args::FixArgs;
use crate::context::Context;
use crate::exit::Outcome;
use crate::fix::{self, Fixed};
use crate::git::Git;
use crate::output::sanitize::Syntax;
use crate::uses::{Promises, omitted_lines};
use crate::workspace::Workspace;

pub fn run(args: &FixArgs, context: &Context) -> Result<Outcome> {
    let selection = &args.selection;
    let workspace = Workspace::find(&context.cargo, &context.folder, selection)?;
    if !args.allow_dirty {
        refuse_dirty(&workspace, args.dry_run, context)?;
    }
    let promises = Promises::default();
    let compilation = compilation(&workspace, selection, args.targets, &promises, context)?;
    let fixed = fix::run(&compilation, !args.dry_run, context)?;
    let report = if args.dry_run {
        diff(&fixed, &compilation.root) + &report(&fixed, "would rewrite")
    } else {
        report(&fixed, "rewrote")
    };
    context.output.result(&report, Syntax::Text)?;
    Ok(if fixed.left.is_empty() {
        Outcome::Success
    } else {
        Outcome::Findings
    })
}

/// Refuses work that git could not bring back.
fn refuse_dirty(workspace: &Workspace, is_dry_run: bool, context: &Context) -> Result<()> {
    let allow = "or add `--allow-dirty`";
    let writes = if is_dry_run {
        "; `--dry-run` writes its edits too, until rustc has checked them"
    } else {
        ""
    };
    let Ok(git) = Git::around(workspace.root(), &context.processes) else {
        bail!(
            "there is no git repository here from which you could restore your code{writes}: create one and commit, {allow}"
        );
    };
    // A first build writes it where the repository has none.
    let is_work = |line: &str| line != "?? Cargo.lock";
    if git.text(&["status", "--porcelain"])?.lines().any(is_work) {
        bail!(
            "there are uncommitted changes, and you could not tell them from the edits of `fix`{writes}: commit them, {allow}"
        );
    }
    Ok(())
}

fn diff(fixed: &Fixed, root: &Path) -> String {
    let each = fixed.files.iter().map(|(file, (before, after))| {
        let path = file
            .strip_prefix(root)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        let path = line(&path);
        let diff = TextDiff::from_lines(before, after);
        let (old, new) = (format!("a/{path}"), format!("b/{path}"));
        format!("{}\n", diff.unified_diff().header(&old, &new))
    });
    each.collect()
}

fn report(fixed: &Fixed, verb: &str) -> String {
    let mut text = match (fixed.places, fixed.files.len()) {
        (0, _) => "nothing to rewrite\n".to_owned(),
        (1, _) => format!("{verb} 1 use\n"),
        (places, 1) => format!("{verb} {places} uses in 1 file\n"),
        (places, files) => format!("{verb} {places} uses in {files} files\n"),
    };
    for (used, reason) in &fixed.left {
        let place = &used.place;
        let note = used
            .item
            .deprecated
            .as_ref()
            .and_then(|deprecated| deprecated.note.as_ref());
        let note = note.map_or_else(String::new, |note| format!("\n  note: {}", line(note)));
        text += &format!(
            "\n{}:{}:{}: `{}` is deprecated\n  left: {}{note}\n",
            line(&place.path),
            place.line,
            place.column,
            line(&used.item.path),
            line(reason)
        );
    }
    let omitted = omitted_lines(&fixed.omitted, true);
    let space = if omitted.is_empty() { "" } else { "\n" };
    text + space + &omitted
}
