//! The configuration of cargo that is in force in a folder.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::child::ChildError;
use crate::context::Context;

/// The files of configuration that are in force in `folder`, merged as cargo does it; `None` where cargo does not say.
///
/// Cargo says it only where unstable options are allowed. Nothing is built by that call, so it may have the variable that allows
/// them.
///
/// # Errors
///
/// That cargo cannot be called, or that there was an interrupt.
pub fn in_force(folder: &Path, context: &Context) -> Result<Option<Value>, ChildError> {
    let mut call = Command::new(&context.cargo);
    call.current_dir(folder).env("RUSTC_BOOTSTRAP", "1");
    call.args(["config", "get", "--format", "json", "-Zunstable-options"]);
    let said = context.children.said_by(&mut call)?;
    Ok(if said.ended.success() {
        serde_json::from_slice(&said.stdout).ok()
    } else {
        None
    })
}

/// The program that `[build]` of a configuration names under `key`.
pub fn program<'a>(configuration: &'a Value, key: &str) -> Option<&'a str> {
    configuration.get("build")?.get(key)?.as_str()
}
