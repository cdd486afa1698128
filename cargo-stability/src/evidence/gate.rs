//! Release gates: files that must say something or not, commands that must succeed.
//!
//! A gate that `--no-gates` keeps from running is a finding.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use stability_policy::{Gate, GateProof, GateResult};

use super::matching;
use crate::context::Context;
use crate::process::error_text;

/// How much of the error of a command is reported, in characters.
const MAX_ERROR: usize = 400;

/// What came of each gate.
///
/// Without `runs`, no command is run: a gate that asks for one then stays shut, since nobody knows what it would say.
pub fn results(folder: &Path, gates: &[Gate], runs: bool, context: &Context) -> Result<Vec<GateResult>> {
    let results = gates.iter().map(|gate| {
        Ok(GateResult {
            name: gate.name.clone(),
            blockers: blockers(folder, &gate.proof, runs, context)?,
        })
    });
    results.collect()
}

fn blockers(folder: &Path, proof: &GateProof, runs: bool, context: &Context) -> Result<Vec<String>> {
    Ok(match proof {
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
            let command = command.join(" ");
            vec![format!(
                "it was not checked, because `--no-gates` leaves out the call of `{command}`"
            )]
        }
        GateProof::Command { command } => run(folder, command, context)?,
        _ => vec!["this version of `cargo stability` does not know its proof".to_owned()],
    })
}

/// What keeps a command from ending well.
fn run(folder: &Path, command: &[String], context: &Context) -> Result<Vec<String>> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(vec!["its command is empty".to_owned()]);
    };
    let command = command.join(" ");
    context.output.step("Trying", format_args!("`{command}`"));
    let mut call = Command::new(program);
    call.args(arguments).current_dir(folder);
    let output = match context.processes.output(&mut call) {
        Ok(output) => output,
        // A missing program keeps the gate shut; an interrupt ends everything.
        Err(error) => {
            context.processes.check_interrupt()?;
            return Ok(vec![error.to_string()]);
        }
    };
    if output.status.success() {
        return Ok(Vec::new());
    }
    let error: String = error_text(&output.stderr).chars().take(MAX_ERROR).collect();
    let colon = if error.is_empty() { "" } else { ": " };
    Ok(vec![format!("`{command}` ended with {}{colon}{error}", output.status)])
}
