//! How many public items of each package state no tier, by a run of rustdoc.

use std::path::PathBuf;
use std::process::Command;

use stability::Contract;

use super::{CoverageError, STANDS_FOR, public_items, unmarked};
use crate::child::ChildError;
use crate::compile::{Build, is_library};
use crate::context::Context;
use crate::limit::{self, FileError};
use crate::scope::Governed;

/// The most that is read of what rustdoc wrote of one library, in bytes.
const LONGEST: u64 = 256 * 1024 * 1024;

/// Why nothing was counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// Cargo was not called, or ended by an interrupt.
    #[error(transparent)]
    Child(#[from] ChildError),
    /// Rustdoc failed.
    #[error("cannot count the public items of `{package}`, because rustdoc failed:\n{complaint}")]
    Rustdoc {
        /// The package.
        package: String,
        /// What it said.
        complaint: String,
    },
    /// What it wrote cannot be read.
    #[error("cannot count the public items of `{package}`: {reason}")]
    File {
        /// The package.
        package: String,
        /// Why.
        reason: FileError,
    },
    /// What it wrote is not understood.
    #[error("cannot count the public items of `{package}`: {reason}")]
    Document {
        /// The package.
        package: String,
        /// Why.
        reason: CoverageError,
    },
}

/// The contract with the number of public items without a tier, of each package that has a library.
///
/// Rustdoc describes a library in JSON only where unstable options are allowed, by the variable `RUSTC_BOOTSTRAP`. Some build
/// scripts run again where that is set, and with them what depends on them. So cargo is not called with it: this program
/// [stands in](super::stand_in) for rustdoc, and sets it for rustdoc alone.
///
/// # Errors
///
/// See [`CountError`].
pub fn counted(mut contract: Contract, build: &Build<'_>, context: &Context) -> Result<Contract, CountError> {
    for governed in build.governed {
        let Some(library) = governed.package.targets.iter().find(|target| is_library(target)) else {
            continue;
        };
        let json = description(governed, &library.name, build, context)?;
        let items = public_items(&json).map_err(|reason| CountError::Document {
            package: governed.name().to_owned(),
            reason,
        })?;
        let number = unmarked(&items, &contract).len();
        contract = contract.with_unmarked(governed.name(), u32::try_from(number).unwrap_or(u32::MAX));
    }
    Ok(contract)
}

/// What rustdoc writes of the library of a package.
fn description(
    governed: &Governed,
    library: &str,
    build: &Build<'_>,
    context: &Context,
) -> Result<Vec<u8>, CountError> {
    let package = || governed.name().to_owned();
    let target = build.target;
    let mut call = Command::new(build.cargo);
    call.current_dir(build.folder);
    call.env("RUSTDOC", &context.program).env(STANDS_FOR, &context.rustdoc);
    call.args(["rustdoc", "--lib", "--quiet"]);
    call.arg("--manifest-path").arg(build.manifest);
    call.arg("--target-dir").arg(target);
    call.arg("--package").arg(&governed.package.id.repr);
    build.add_features(&mut call);
    call.args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"]);
    let said = context.children.said_by(&mut call)?;
    if !said.ended.success() {
        return Err(CountError::Rustdoc {
            package: package(),
            complaint: said.complaint(),
        });
    }
    let folder: PathBuf = match &build.selection.target {
        Some(triple) => target.join(triple).join("doc"),
        None => target.join("doc"),
    };
    let file = folder.join(library.replace('-', "_")).with_extension("json");
    limit::bytes(&file, LONGEST).map_err(|reason| CountError::File {
        package: package(),
        reason,
    })
}
