//! This program, called by cargo in place of rustdoc, or as the wrapper of rustc.

use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::process::cannot_call;

/// The variable that makes this program call rustdoc, and says where that is.
pub const RUSTDOC: &str = "CARGO_STABILITY_RUSTDOC";

/// The variable that makes this program call rustc, through the wrapper of the user that it names; it is empty without one.
pub const RUSTC_WRAPPER: &str = "CARGO_STABILITY_RUSTC_WRAPPER";

/// What cargo has called this program for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrappedCall {
    /// To describe a library in JSON, which takes unstable options.
    Rustdoc(OsString),
    /// To compile without refusing what a lint finds: through this program of the user, if there is one.
    Rustc(Option<OsString>),
}

impl WrappedCall {
    /// What cargo has called this program for: it gives rustc's path first, and nothing but options to rustdoc.
    pub fn new(rustdoc: Option<OsString>, wrapper: Option<OsString>, first: Option<&OsStr>) -> Option<Self> {
        let is_option = first.is_none_or(|first| first.as_encoded_bytes().starts_with(b"-"));
        match (rustdoc, wrapper) {
            (_, Some(wrapper)) if !is_option => Some(Self::Rustc(Some(wrapper).filter(|it| !it.is_empty()))),
            (Some(rustdoc), _) => Some(Self::Rustdoc(rustdoc)),
            (None, _) => None,
        }
    }

    /// Calls it, and ends as it does.
    pub fn run(self, arguments: impl IntoIterator<Item = OsString>) -> Result<ExitCode> {
        let mut arguments = arguments.into_iter();
        let mut call = match self {
            Self::Rustdoc(rustdoc) => {
                let mut call = Command::new(rustdoc);
                call.env("RUSTC_BOOTSTRAP", "1").args(arguments);
                call
            }
            Self::Rustc(wrapper) => {
                let program = wrapper.or_else(|| arguments.next()).unwrap_or_default();
                let mut call = Command::new(program);
                call.args(arguments).arg("--cap-lints=allow");
                call
            }
        };
        call.env_remove(RUSTDOC).env_remove(RUSTC_WRAPPER);
        let status = call
            .status()
            .map_err(|reason| cannot_call(call.get_program(), reason))?;
        Ok(if status.success() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

#[cfg(test)]
mod tests {
    use super::WrappedCall;

    #[test]
    fn the_first_argument_tells_rustc_from_rustdoc() {
        let role = |rustdoc: Option<&str>, wrapper: Option<&str>, first: &str| {
            WrappedCall::new(rustdoc.map(Into::into), wrapper.map(Into::into), Some(first.as_ref()))
        };
        assert_eq!(role(None, None, "stability"), None);
        assert_eq!(role(None, Some(""), "/bin/rustc"), Some(WrappedCall::Rustc(None)));
        assert_eq!(
            role(Some("rustdoc"), Some("cache"), "/bin/rustc"),
            Some(WrappedCall::Rustc(Some("cache".into())))
        );
        assert_eq!(
            role(Some("rustdoc"), Some(""), "--crate-type"),
            Some(WrappedCall::Rustdoc("rustdoc".into()))
        );
    }
}
