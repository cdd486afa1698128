//! Release gates: files that must say something or not, commands that must succeed.

use std::path::Path;
use std::process::Command;

use stability_policy::{Gate, GateProof, GateResult};

use super::{EvidenceError, matching};
use crate::context::Context;
use crate::git::GitError;

/// How much of what a command says is told.
const MAX_COMPLAINT: usize = 400;

/// What came of each gate.
///
/// Without `runs`, no command is run: a gate that asks for one then stays shut, since nobody knows what it would say.
pub(super) fn results(
    folder: &Path,
    gates: &[Gate],
    runs: bool,
    context: &Context,
) -> Result<Vec<GateResult>, EvidenceError> {
    gates.iter().map(|gate| result(folder, gate, runs, context)).collect()
}

fn result(folder: &Path, gate: &Gate, runs: bool, context: &Context) -> Result<GateResult, EvidenceError> {
    let blockers = match &gate.proof {
        GateProof::Contains { files, text } => {
            let found = matching(folder, files)?;
            if found.is_empty() {
                vec![format!("there is no file `{files}`")]
            } else {
                let without = found.into_iter().filter(|(_, content)| !content.contains(text));
                without
                    .map(|(file, _)| format!("`{file}` does not say `{text}`"))
                    .collect()
            }
        }
        GateProof::Lacks { files, text } => {
            let with = matching(folder, files)?
                .into_iter()
                .filter(|(_, content)| content.contains(text));
            with.map(|(file, _)| format!("`{file}` says `{text}`")).collect()
        }
        GateProof::Command { command } if !runs => {
            vec![format!(
                "it was not checked, because `--no-gates` leaves out the call of `{}`",
                command.join(" ")
            )]
        }
        GateProof::Command { command } => tried(folder, command, context)?,
        _ => vec!["this version of `cargo stability` does not know its proof".to_owned()],
    };
    Ok(GateResult {
        name: gate.name.clone(),
        blockers,
    })
}

/// What keeps a command from ending well.
fn tried(folder: &Path, command: &[String], context: &Context) -> Result<Vec<String>, EvidenceError> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(vec!["its command is empty".to_owned()]);
    };
    context.output.step("Trying", format_args!("`{}`", command.join(" ")));
    let mut call = Command::new(program);
    call.args(arguments).current_dir(folder);
    let said = match context.children.said_by(&mut call) {
        Ok(said) => said,
        // That it is not there keeps the gate shut; an interrupt ends everything.
        Err(error) => {
            context.children.check().map_err(GitError::Child)?;
            return Ok(vec![error.to_string()]);
        }
    };
    if said.ended.success() {
        return Ok(Vec::new());
    }
    let complaint: String = said.complaint().chars().take(MAX_COMPLAINT).collect();
    let colon = if complaint.is_empty() { "" } else { ": " };
    Ok(vec![format!(
        "`{}` ended with {}{colon}{complaint}",
        command.join(" "),
        said.ended
    )])
}
