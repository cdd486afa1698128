//! This program, called by cargo as the wrapper of rustc.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Result, anyhow};

use crate::description::Call;
use crate::process::cannot_call;
use crate::uses::{Compiled, LINTS, all, forward, mark, seen, shortened};

/// The variable that makes this program call rustc, through the wrapper of the user that it names; it is empty without one.
pub const RUSTC_WRAPPER: &str = "CARGO_STABILITY_RUSTC_WRAPPER";

/// The same for the wrapper that cargo must call for packages of the workspace, where this program is both.
pub const RUSTC_WORKSPACE_WRAPPER: &str = "CARGO_STABILITY_RUSTC_WORKSPACE_WRAPPER";

/// The variable that names the folder for what rustdoc says of the libraries that the user asks for.
pub const DESCRIPTIONS: &str = "CARGO_STABILITY_DESCRIPTIONS";

/// The variable that makes no lint refuse anything.
pub const CAPS_LINTS: &str = "CARGO_STABILITY_CAPS_LINTS";

/// The variable that makes rustc report each use of a promised item. The macros read it too.
pub const USES: &str = "CARGO_STABILITY_USES";

/// The variable that names the folder with contracts of dependencies, in whose copies marks are written.
pub const MARKS: &str = "CARGO_STABILITY_MARKS";

/// What cargo has called this program for: to compile.
#[derive(Clone, Debug)]
pub struct WrappedCall {
    /// The wrapper of the user, if there is one.
    pub wrapper: Option<OsString>,
    /// The one for packages of the workspace in the place of this program, which is the first argument; empty without one.
    pub workspace_wrapper: Option<OsString>,
    /// Whether no lint refuses anything.
    pub caps_lints: bool,
    /// The package that is compiled, if the uses of promised items in it are reported.
    pub reports_uses: Option<Compiled>,
    /// Where a library is described.
    pub descriptions: Option<PathBuf>,
    /// The folder with contracts, and the package that is compiled.
    pub marks: Option<(PathBuf, Compiled)>,
    /// The rustdoc of the user, if it is not the one beside rustc.
    pub rustdoc: Option<OsString>,
}

impl WrappedCall {
    /// Whether cargo calls this program so: it gives rustc's path first.
    pub fn is_first(argument: Option<&OsStr>) -> bool {
        argument.is_some_and(|it| !it.as_encoded_bytes().starts_with(b"-"))
    }

    /// Calls rustc, and rustdoc beside it, and ends as rustc does.
    pub fn run(self, arguments: &[OsString]) -> Result<ExitCode> {
        let arguments: Vec<OsString> = match &self.workspace_wrapper {
            Some(of_user) => {
                let of_user = Some(of_user).filter(|it| !it.is_empty());
                of_user.into_iter().chain(&arguments[1..]).cloned().collect()
            }
            None => arguments.to_vec(),
        };
        let marked = match &self.marks {
            Some((folder, package)) => Some(
                mark(&arguments, package, folder, self.rustdoc.as_deref())
                    .map_err(|reason| anyhow!("cannot mark what is promised of `{}`: {reason}", package.name))?,
            ),
            None => None,
        };
        let arguments = marked.as_deref().unwrap_or(&arguments);
        // If rustc fails, it is called again below, for its errors in full.
        if let Some(own) = &self.reports_uses
            && self.report_uses(arguments, own)?
        {
            return Ok(ExitCode::SUCCESS);
        }
        let mut call = self.call(arguments);
        let program = call.get_program().to_owned();
        let described = self.descriptions.and_then(|it| Some((Call::of(arguments)?, it)));
        let cannot_describe = |reason| anyhow!("cannot store the output of rustdoc: {reason}");
        let describing = match &described {
            Some((call, folder)) => Some(
                call.describe(self.rustdoc.as_deref(), folder)
                    .map_err(cannot_describe)?,
            ),
            None => None,
        };
        let status = call.status().map_err(|reason| cannot_call(&program, reason))?;
        if !status.success() {
            return Ok(ExitCode::FAILURE);
        }
        if let (Some((call, _)), Some(describing)) = (described, describing) {
            call.finish(describing).map_err(cannot_describe)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Rustc with these arguments, through the wrapper of the user.
    fn call(&self, arguments: &[OsString]) -> Command {
        let mut programs = self.wrapper.iter().chain(arguments);
        let mut call = Command::new(programs.next().map(OsString::as_os_str).unwrap_or_default());
        call.args(programs);
        if self.caps_lints {
            call.arg("--cap-lints=allow");
        }
        if self.reports_uses.is_some() {
            call.args(LINTS.map(|lint| format!("--force-warn={lint}")));
        }
        for variable in [RUSTC_WRAPPER, RUSTC_WORKSPACE_WRAPPER, DESCRIPTIONS, CAPS_LINTS, MARKS] {
            call.env_remove(variable);
        }
        call
    }

    /// Hands the uses on that rustc reports, with the conditions in what it compiles, and returns whether rustc succeeds.
    fn report_uses(&self, arguments: &[OsString], own: &Compiled) -> Result<bool> {
        let mut call = self.call(&shortened(arguments));
        let program = call.get_program().to_owned();
        call.stderr(Stdio::piped());
        let mut rustc = call.spawn().map_err(|reason| cannot_call(&program, reason))?;
        let cannot_forward = |reason| anyhow!("cannot hand on what rustc reports: {reason}");
        let mut uses = String::new();
        if let Some(stderr) = rustc.stderr.take() {
            uses = forward(BufReader::new(stderr), io::stderr(), own).map_err(cannot_forward)?;
        }
        let is_success = rustc.wait().map_err(|reason| cannot_call(&program, reason))?.success();
        if is_success {
            let marks = self.marks.as_ref().map(|(folder, _)| folder.as_path());
            let seen = seen(arguments, own, marks, |arguments| self.call(arguments))?;
            let line = all(&uses, &seen).map_err(cannot_forward)?;
            io::stderr().write_all(line.as_bytes()).map_err(cannot_forward)?;
        }
        Ok(is_success)
    }
}
