//! Release gates: files that must say something or not, commands that must succeed.
//!
//! A gate that `--no-gates` keeps from running is a finding.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use stability_policy::{Gate, GateProof, GateResult};

use super::field::{boxes, field};
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
        GateProof::Contains { files, text } => blockers_of_files(folder, files, |file, content| {
            let is_missing = !content.contains(text);
            is_missing
                .then(|| format!("`{file}` does not contain `{text}`"))
                .into_iter()
                .collect()
        })?,
        GateProof::Lacks { files, text } => blockers_of_files(folder, files, |file, content| {
            let says = content.contains(text);
            says.then(|| format!("`{file}` contains `{text}`"))
                .into_iter()
                .collect()
        })?,
        GateProof::Field { files, name, value } => blockers_of_files(folder, files, |file, content| {
            let blocker = match field(content, name) {
                Some(found) if found.eq_ignore_ascii_case(value) => None,
                Some(found) => Some(format!("`{name}` in `{file}` is `{found}`, not `{value}`")),
                None => Some(format!("`{file}` has no `{name}`")),
            };
            blocker.into_iter().collect()
        })?,
        GateProof::Ticked { files } => blockers_of_files(folder, files, |file, content| {
            let boxes = boxes(content);
            if boxes.is_empty() {
                return vec![format!("`{file}` has no boxes to tick")];
            }
            let open = boxes.iter().filter(|(_, is_ticked)| !is_ticked);
            open.map(|(words, _)| format!("`{file}` has the unticked box `{words}`"))
                .collect()
        })?,
        GateProof::Command { command } if !runs => {
            let command = command.join(" ");
            vec![format!(
                "it was not checked, because `--no-gates` skips the command `{command}`"
            )]
        }
        GateProof::Command { command } => run(folder, command, context)?,
        _ => vec!["this version of `cargo stability` does not know this kind of proof".to_owned()],
    })
}

/// What `find` finds in each of these files, of which there must be one.
fn blockers_of_files(folder: &Path, files: &str, find: impl Fn(&str, &str) -> Vec<String>) -> Result<Vec<String>> {
    let found = matching(folder, files)?;
    if found.is_empty() {
        return Ok(vec![format!("there is no file `{files}`")]);
    }
    Ok(found.iter().flat_map(|(file, content)| find(file, content)).collect())
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use stability_policy::{GateProof, Policy};

    use super::results;
    use crate::context::Context;

    #[test]
    fn the_gates_of_the_example_are_passed_and_each_can_be_shut() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/aioc");
        let policy = fs::read_to_string(example.join("stability.toml")).unwrap();
        let mut gates = Policy::from_toml(&policy).unwrap().gates;
        gates.retain(|gate| !matches!(gate.proof, GateProof::Command { .. }));
        let context = Context::for_tests();
        let shut = |folder: &Path| -> Vec<String> {
            let results = results(folder, &gates, false, &context).unwrap().into_iter();
            results.filter(|it| !it.blockers.is_empty()).map(|it| it.name).collect()
        };
        assert_eq!(shut(&example), [""; 0]);
        let folder = tempfile::tempdir().unwrap();
        for name in ["rfcs", "docs"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            for file in fs::read_dir(example.join(name)).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), folder.path().join(name).join(file.file_name())).unwrap();
            }
        }
        for (file, from, to, gate) in [
            (
                "rfcs/0002-run-records.md",
                "Status: Accepted",
                "Status: Draft\n\nIt is to say `Status: Accepted` some day.",
                "RFC-0001, RFC-0002 and RFC-0003 are accepted",
            ),
            (
                "docs/P0-TRIAGE.md",
                "- [x] policies",
                "* [ ] policies",
                "no open blockers of frozen surfaces",
            ),
            (
                "docs/PRIVACY-BASELINE.md",
                "Adopted: 0.1.0-beta.1",
                "Adopted: not yet",
                "the privacy baseline is documented and adopted",
            ),
        ] {
            let path = folder.path().join(file);
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(from), "{file}");
            fs::write(&path, text.replace(from, to)).unwrap();
            assert_eq!(shut(folder.path()), [gate]);
            fs::write(&path, text).unwrap();
        }
    }
}
