//! A running test writes what its binary claims.

use alloc::string::String;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, process};

use super::claim::Claim;
use crate::guarantee::Evidence;

/// The environment variable that names the folder, which the expansion in the test reads.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub const VARIABLE: &str = "STABILITY_EVIDENCE";

/// Writes the claims of the running test, and once for each binary those that are linked into it.
///
/// `place` is the path of the code where [`uphold!`](crate::uphold) is, as the compiler calls it; empty for an attribute,
/// whose evidence has its name. Does nothing if `folder` is `None`.
///
/// # Panics
///
/// When the folder is not absolute, since tests run in the folders of their packages, or cannot be written: a test run
/// that must write evidence and does not would be taken for a run without evidence.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::audit::announce"))]
pub fn announce(package: &str, evidence: &[Evidence], place: &str, folder: Option<OsString>) {
    let Some(folder) = folder.filter(|folder| !folder.is_empty()).map(PathBuf::from) else {
        return;
    };
    assert!(
        folder.is_absolute(),
        "`{VARIABLE}` is the relative path `{}`, but tests run in the folders of their packages: write an absolute \
         path",
        folder.display(),
    );
    if let Some(one) = evidence.iter().find(|one| one.file.contains("doctest_bundle")) {
        panic!(
            "this doctest upholds `{}`, but it is compiled together with other doctests and has no name: start it \
             with ```standalone_crate",
            one.guarantee,
        );
    }
    if let Err(error) = write(package, evidence, place, &folder) {
        panic!("the evidence cannot be written to {}: {error}", folder.display());
    }
}

fn write(package: &str, evidence: &[Evidence], place: &str, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let executable = env::current_exe()?;
    let binary = executable.file_stem().unwrap_or_default().to_string_lossy();
    let mut own = String::new();
    for one in evidence {
        own += &Claim::new(package, one, place, &binary).to_line();
    }
    let name = alloc::format!("{binary}-{}.own.jsonl", process::id());
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join(name))?;
    file.write_all(own.as_bytes())?;

    #[cfg(any(feature = "inventory", feature = "linkme"))]
    {
        let linked: String = super::claim::linked(&binary).iter().map(Claim::to_line).collect();
        let name = alloc::format!("{binary}.jsonl");
        // Another test of the binary was here before, with the same to say.
        match OpenOptions::new().write(true).create_new(true).open(folder.join(name)) {
            Ok(mut file) => file.write_all(linked.as_bytes())?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
