//! How many public items of each package state no tier, by a run of rustdoc.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use stability::Contract;

use super::{public_items, unmarked};
use crate::build::{Build, BuiltFile, is_library};
use crate::context::Context;
use crate::process::error_text;
use crate::scope::ContractPackage;
use crate::{compiler_wrapper, files};

/// The largest description of a library by rustdoc that is read, in bytes.
const MAX_DESCRIPTION: u64 = 256 * 1024 * 1024;

/// The number of public items without a tier, of each package that has a library; `files` are what was built of them.
///
/// Rustdoc describes a library in JSON only where unstable options are allowed, by the variable `RUSTC_BOOTSTRAP`. Some build
/// scripts run again where that is set, and with them what depends on them. So cargo is not called with it: this program
/// [takes the place of rustdoc](compiler_wrapper), and sets it for rustdoc alone.
pub fn count_unmarked(
    contract: &Contract,
    build: &Build<'_>,
    files: &[BuiltFile],
    context: &Context,
) -> Result<Vec<(String, u32)>> {
    let mut counted = Vec::new();
    for package in build.packages {
        let name = package.name();
        let Some(library) = package.package.targets.iter().find(|target| is_library(target)) else {
            continue;
        };
        let json = describe(package, &library.name, build, files, &[], context)
            .map_err(|reason| cannot_count(name, reason))?;
        let items = public_items(&json).map_err(|reason| cannot_count(name, reason))?;
        let number = unmarked(&items, contract).len();
        counted.push((name.to_owned(), u32::try_from(number).unwrap_or(u32::MAX)));
    }
    Ok(counted)
}

fn cannot_count(package: &str, reason: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("cannot count the public items of `{package}`: {reason}")
}

/// The description of the library of a package by rustdoc, called with more options.
pub fn describe(
    package: &ContractPackage,
    library: &str,
    build: &Build<'_>,
    files: &[BuiltFile],
    options: &[&str],
    context: &Context,
) -> Result<Vec<u8>> {
    let name = package.name();
    let mut call = build.cargo("rustdoc", context)?;
    call.env("RUSTDOC", &context.program)
        .env(compiler_wrapper::RUSTDOC, &context.rustdoc);
    call.args(["--lib", "--quiet"]);
    call.arg("--package").arg(&package.package.id.repr);
    build.add_features(&mut call);
    call.args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"]);
    call.args(options);
    let output = context.processes.output(&mut call)?;
    if !output.status.success() {
        let error = error_text(&output.stderr);
        bail!("rustdoc failed:\n{error}");
    }
    let library_file = files.iter().find(|it| it.is_library && it.package == name);
    let folder = doc_folder(build.target, library_file.map(|it| it.path.as_path()));
    let file = folder.join(library.replace('-', "_")).with_extension("json");
    files::read_bytes(&file, MAX_DESCRIPTION)
}

/// The folder that rustdoc writes into: beside that of the profile, which may be below one for a platform. Which platform that
/// is, the command line, a variable or the configuration says, so it is taken from where the library was built.
fn doc_folder(target: &Path, library: Option<&Path>) -> PathBuf {
    let of_platform = library.and_then(Path::parent).and_then(Path::parent);
    of_platform.unwrap_or(target).join("doc")
}
