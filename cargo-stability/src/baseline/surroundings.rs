//! What a build depends on besides the source and the command line.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::child::ChildError;
use crate::configuration;
use crate::context::Context;

/// What a build in a folder depends on besides the source and the command line. What build scripts read is not known.
#[derive(Clone, Debug, Hash)]
pub(super) struct Surroundings {
    /// What the compiler says of itself.
    compiler: String,
    /// The configuration of cargo.
    configuration: String,
    /// The variables that change what is built.
    variables: Vec<(OsString, OsString)>,
}

impl Surroundings {
    /// What is in force in `folder`; `None` where compiler or cargo do not say.
    ///
    /// # Errors
    ///
    /// That they cannot be called, or that there was an interrupt.
    pub fn of(folder: &Path, context: &Context) -> Result<Option<Self>, ChildError> {
        let Some(configuration) = configuration::in_force(folder, context)? else {
            return Ok(None);
        };
        let configured = configuration::program(&configuration, "rustc").map(OsString::from);
        let rustc = context.rustc.clone().or(configured);
        let mut call = Command::new(rustc.unwrap_or_else(|| OsString::from("rustc")));
        call.current_dir(folder).arg("-vV");
        let said = context.children.said_by(&mut call)?;
        Ok(said.ended.success().then(|| Self {
            compiler: String::from_utf8_lossy(&said.stdout).into_owned(),
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
