//! What a build depends on besides the source and the command line.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::cargo_config;
use crate::context::Context;

/// What a build in a folder depends on besides the source and the command line. What build scripts read is not known.
#[derive(Clone, Debug, Hash)]
pub(super) struct BuildEnvironment {
    /// The version that the compiler prints.
    compiler: String,
    /// The configuration of cargo.
    configuration: String,
    /// The variables that change what is built.
    variables: Vec<(OsString, OsString)>,
}

impl BuildEnvironment {
    /// What is in force in `folder`; `None` where compiler or cargo do not say.
    pub fn read(folder: &Path, context: &Context) -> Result<Option<Self>> {
        let Some(configuration) = cargo_config::read(folder, context)? else {
            return Ok(None);
        };
        let configured = cargo_config::program(&configuration, "rustc").map(OsString::from);
        let rustc = context.rustc.clone().or(configured);
        let mut call = Command::new(rustc.unwrap_or_else(|| OsString::from("rustc")));
        call.current_dir(folder).arg("-vV");
        let output = context.processes.output(&mut call)?;
        Ok(output.status.success().then(|| Self {
            compiler: String::from_utf8_lossy(&output.stdout).into_owned(),
            configuration: configuration.to_string(),
            variables: context.build_variables.clone(),
        }))
    }

    #[cfg(test)]
    pub fn sample(compiler: &str, configuration: &str, flags: &str) -> Self {
        Self {
            compiler: compiler.to_owned(),
            configuration: configuration.to_owned(),
            variables: vec![("RUSTFLAGS".into(), flags.into())],
        }
    }
}
