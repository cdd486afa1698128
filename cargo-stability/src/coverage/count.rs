//! How many public items of each package state no tier, by a run of rustdoc.

use std::path::{Path, PathBuf};

use stability::Contract;

use super::{CoverageError, public_items, unmarked};
use crate::child::ChildError;
use crate::compile::{Build, Built, is_library};
use crate::context::Context;
use crate::limit::{self, FileError};
use crate::scope::Governed;
use crate::stand_in;

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

/// The number of public items without a tier, of each package that has a library; `files` are what was built of them.
///
/// Rustdoc describes a library in JSON only where unstable options are allowed, by the variable `RUSTC_BOOTSTRAP`. Some build
/// scripts run again where that is set, and with them what depends on them. So cargo is not called with it: this program
/// [stands in](stand_in) for rustdoc, and sets it for rustdoc alone.
///
/// # Errors
///
/// See [`CountError`].
pub fn unmarked_of(
    contract: &Contract,
    build: &Build<'_>,
    files: &[Built],
    context: &Context,
) -> Result<Vec<(String, u32)>, CountError> {
    let mut counted = Vec::new();
    for governed in build.governed {
        let Some(library) = governed.package.targets.iter().find(|target| is_library(target)) else {
            continue;
        };
        let json = description(governed, &library.name, build, files, context)?;
        let items = public_items(&json).map_err(|reason| CountError::Document {
            package: governed.name().to_owned(),
            reason,
        })?;
        let number = unmarked(&items, contract).len();
        counted.push((governed.name().to_owned(), u32::try_from(number).unwrap_or(u32::MAX)));
    }
    Ok(counted)
}

/// What rustdoc writes of the library of a package.
fn description(
    governed: &Governed,
    library: &str,
    build: &Build<'_>,
    files: &[Built],
    context: &Context,
) -> Result<Vec<u8>, CountError> {
    let package = || governed.name().to_owned();
    let mut call = build.cargo("rustdoc", context)?;
    call.env("RUSTDOC", &context.program)
        .env(stand_in::RUSTDOC, &context.rustdoc);
    call.args(["--lib", "--quiet"]);
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
    let mut libraries = files.iter().filter(|it| it.is_library && it.package == governed.name());
    let folder = doc_folder(build.target, libraries.next().map(|it| it.path.as_path()));
    let file = folder.join(library.replace('-', "_")).with_extension("json");
    limit::bytes(&file, LONGEST).map_err(|reason| CountError::File {
        package: package(),
        reason,
    })
}

/// The folder that rustdoc writes into: beside that of the profile, which may stand below one for a platform. Which platform that
/// is, the command line, a variable or the configuration says, so it is taken from where the library was built.
fn doc_folder(target: &Path, library: Option<&Path>) -> PathBuf {
    let of_platform = library.and_then(Path::parent).and_then(Path::parent);
    of_platform.unwrap_or(target).join("doc")
}
