//! Which of many modules rustc refuses.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A library of modules, without those that rustc refuses.
pub struct Compiled {
    pub refused: BTreeSet<usize>,
    /// What other crates need of it.
    pub metadata: PathBuf,
}

/// Compiles modules as one crate, and again without those in which there are errors, until all compile: rustc reports not all at
/// once.
pub fn compile(folder: &Path, name: &str, modules: &[String], library: Option<&Path>) -> Compiled {
    let file = folder.join(format!("{name}.rs"));
    let metadata = folder.join(format!("lib{name}.rmeta"));
    let mut refused = BTreeSet::new();
    loop {
        let mut text = String::new();
        let mut ends = Vec::new();
        for (at, module) in modules.iter().enumerate() {
            if !refused.contains(&at) {
                text += module;
            }
            ends.push(text.lines().count());
        }
        fs::write(&file, &text).expect("the source can be written");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let mut call = Command::new(rustc);
        call.args([
            "--edition=2024",
            "--crate-type=lib",
            "--emit=metadata",
            "--cap-lints=allow",
            "--error-format=json",
        ]);
        call.args(["--crate-name", name]).arg("-o").arg(&metadata).arg(&file);
        if let Some(library) = library {
            call.arg("--extern").arg(format!("nika={}", library.display()));
        }
        let done = call.output().expect("rustc can be called");
        if done.status.success() {
            return Compiled { refused, metadata };
        }
        let errors = String::from_utf8_lossy(&done.stderr).into_owned();
        let known = refused.len();
        for message in errors
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        {
            if message["level"] == "error" {
                let lines = lines(&message, &file);
                refused.extend(lines.iter().filter_map(|line| ends.iter().position(|end| line <= end)));
            }
        }
        assert!(refused.len() > known, "rustc refuses no module in particular: {errors}");
    }
}

/// The lines in the file that an error points at: those of the macro call where it is in a macro.
fn lines(message: &Value, file: &Path) -> Vec<usize> {
    let mut found = Vec::new();
    for span in message["spans"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|span| span["is_primary"] == true)
    {
        let mut span = span;
        loop {
            if span["file_name"].as_str().is_some_and(|name| Path::new(name) == file) {
                let line = span["line_start"].as_u64().and_then(|line| usize::try_from(line).ok());
                found.extend(line);
            }
            match span.get("expansion").and_then(|it| it.get("span")) {
                Some(outer) => span = outer,
                None => break,
            }
        }
    }
    found
}
