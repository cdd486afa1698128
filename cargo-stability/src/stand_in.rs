//! This program, called by cargo in place of rustdoc, or to call rustc.

use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};

use crate::child::ChildError;

/// The variable by which this program knows that it stands in for rustdoc, and where that is.
pub const RUSTDOC: &str = "CARGO_STABILITY_STANDS_FOR_RUSTDOC";

/// The variable by which this program knows that it calls rustc for cargo, and which other program of the user does so: none
/// where it is empty.
pub const RUSTC_WRAPPER: &str = "CARGO_STABILITY_STANDS_BEFORE_RUSTC";

/// What cargo has called this program for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// To describe a library in JSON, which takes unstable options.
    Rustdoc(OsString),
    /// To compile without refusing what a lint finds: through this program of the user, if there is one.
    Rustc(Option<OsString>),
}

impl StandIn {
    /// What cargo has called this program for: it gives rustc's path first, and nothing but options to rustdoc.
    pub fn of(rustdoc: Option<OsString>, wrapper: Option<OsString>, first: Option<&OsStr>) -> Option<Self> {
        let is_option = first.is_none_or(|first| first.as_encoded_bytes().starts_with(b"-"));
        match (rustdoc, wrapper) {
            (_, Some(wrapper)) if !is_option => Some(Self::Rustc(Some(wrapper).filter(|it| !it.is_empty()))),
            (Some(rustdoc), _) => Some(Self::Rustdoc(rustdoc)),
            (None, _) => None,
        }
    }

    /// Calls it, and ends as it does.
    ///
    /// # Errors
    ///
    /// That it cannot be called.
    pub fn run(self, arguments: impl IntoIterator<Item = OsString>) -> Result<ExitCode, ChildError> {
        let mut arguments = arguments.into_iter();
        let mut call = match self {
            Self::Rustdoc(rustdoc) => {
                let mut call = Command::new(rustdoc);
                call.env("RUSTC_BOOTSTRAP", "1").args(arguments);
                call
            }
            Self::Rustc(wrapper) => {
                let mut call = match wrapper {
                    Some(wrapper) => Command::new(wrapper),
                    None => Command::new(arguments.next().unwrap_or_default()),
                };
                call.args(arguments).arg("--cap-lints=allow");
                call
            }
        };
        call.env_remove(RUSTDOC).env_remove(RUSTC_WRAPPER);
        let ended = call.status().map_err(|reason| ChildError::Call {
            program: call.get_program().to_string_lossy().into_owned(),
            reason,
        })?;
        Ok(if ended.success() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

#[cfg(test)]
mod tests {
    use super::StandIn;

    #[test]
    fn what_was_called_for_is_told_by_the_first_word() {
        let role = |rustdoc: Option<&str>, wrapper: Option<&str>, first: &str| {
            StandIn::of(rustdoc.map(Into::into), wrapper.map(Into::into), Some(first.as_ref()))
        };
        assert_eq!(role(None, None, "stability"), None);
        assert_eq!(role(None, Some(""), "/bin/rustc"), Some(StandIn::Rustc(None)));
        assert_eq!(
            role(Some("rustdoc"), Some("cache"), "/bin/rustc"),
            Some(StandIn::Rustc(Some("cache".into())))
        );
        assert_eq!(
            role(Some("rustdoc"), Some(""), "--crate-type"),
            Some(StandIn::Rustdoc("rustdoc".into()))
        );
    }
}
