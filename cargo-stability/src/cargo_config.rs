//! The configuration of cargo that is in force in a folder.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use crate::context::Context;
use crate::files;
use crate::process::without_network;

/// The files of configuration that are in force in `folder`, merged as cargo does it; `None` where cargo does not say.
///
/// Cargo says it only where unstable options are allowed. Nothing is built by that call, so it may have the variable that allows
/// them.
pub fn read(folder: &Path, context: &Context) -> Result<Option<Value>> {
    let mut call = Command::new(&context.cargo);
    call.current_dir(folder).env("RUSTC_BOOTSTRAP", "1");
    call.envs(without_network(&context.cargo));
    call.args(["config", "get", "--format", "json", "-Zunstable-options"]);
    let output = context.processes.output(&mut call)?;
    let json = output.status.success().then_some(output.stdout);
    Ok(json.and_then(|json| serde_json::from_slice(&json).ok()))
}

/// The program that `[build]` of a configuration names under `key`.
pub fn program<'a>(configuration: &'a Value, key: &str) -> Option<&'a str> {
    configuration.get("build")?.get(key)?.as_str()
}

/// The program through which the configuration in force in `folder` lets cargo call rustc, under `key`; an empty name without one.
///
/// A call of cargo takes a tenth of a small `cargo check`, so it is asked only where a file may name such a program.
pub fn wrapper(folder: &Path, key: &str, context: &Context) -> Result<OsString> {
    if !may_state(folder, context.cargo_home.as_deref(), key) {
        return Ok(OsString::new());
    }
    let configuration = read(folder, context)?;
    let wrapper = configuration.as_ref().and_then(|it| program(it, key));
    Ok(wrapper.unwrap_or_default().into())
}

/// Whether a file of configuration has `key`, or includes another file. What cannot be read may have it.
fn may_state(folder: &Path, cargo_home: Option<&Path>, key: &str) -> bool {
    let Some(home) = cargo_home else { return true };
    let above = folder.ancestors().map(|it| it.join(".cargo"));
    let folders: Vec<PathBuf> = above.chain([home.to_owned()]).collect();
    let mut files = folders
        .iter()
        .flat_map(|folder| ["config.toml", "config"].map(|name| folder.join(name)));
    files.any(|file| match files::read_text_if_present(&file, files::MAX_TEXT) {
        Ok(text) => text.is_some_and(|text| text.contains(key) || text.contains("include")),
        Err(_) => true,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::may_state;

    #[test]
    fn a_program_is_named_in_a_file_above_or_at_home_or_in_what_it_includes() {
        let root = tempfile::tempdir().unwrap();
        let (folder, home) = (root.path().join("a/b"), root.path().join("home"));
        fs::create_dir_all(&folder).unwrap();
        let states = || may_state(&folder, Some(&home), "rustc-wrapper");
        assert!(!states());
        assert!(
            may_state(&folder, None, "rustc-wrapper"),
            "nobody knows where the other files are"
        );
        for file in ["a/.cargo/config.toml", "a/b/.cargo/config", "home/config.toml"] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            for (text, expected) in [
                ("[build]\njobs = 1\n", false),
                ("[build]\nrustc-wrapper = \"cache\"\n", true),
                ("include = [\"other.toml\"]\n", true),
            ] {
                fs::write(&file, text).unwrap();
                assert_eq!(states(), expected, "{text} in {}", file.display());
            }
            fs::remove_file(file).unwrap();
        }
    }
}
