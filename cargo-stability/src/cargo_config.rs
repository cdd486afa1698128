//! The configuration of cargo that is in force in a folder.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use crate::context::Context;

/// The files of configuration that are in force in `folder`, merged as cargo does it; `None` where cargo does not say.
///
/// Cargo says it only where unstable options are allowed. Nothing is built by that call, so it may have the variable that allows
/// them.
pub fn read(folder: &Path, context: &Context) -> Result<Option<Value>> {
    let mut call = Command::new(&context.cargo);
    call.current_dir(folder).env("RUSTC_BOOTSTRAP", "1");
    call.args(["config", "get", "--format", "json", "-Zunstable-options"]);
    let output = context.processes.output(&mut call)?;
    let json = output.status.success().then_some(output.stdout);
    Ok(json.and_then(|json| serde_json::from_slice(&json).ok()))
}

/// The program that `[build]` of a configuration names under `key`.
pub fn program<'a>(configuration: &'a Value, key: &str) -> Option<&'a str> {
    configuration.get("build")?.get(key)?.as_str()
}
