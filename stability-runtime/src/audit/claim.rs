//! The claims about code and guarantees that test binaries wrote.
//!
//! Evidence comes from a running test, since only its binary knows what is linked into it. A list of results that disagrees
//! with its own summary is refused. `uphold!` is not called `upholds!`, because an attribute and a macro of one name cannot
//! both be at the root of a crate (E0255).

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::guarantee::{Evidence, Relation};

/// The claim of one attribute or call about the code where it is and one guarantee.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Claim {
    /// The package of the guarantee.
    pub of: String,
    /// The id of the guarantee.
    pub guarantee: String,
    /// Whether the code is a test that upholds it, or implements it.
    pub upholds: bool,
    /// The package of the code.
    pub package: String,
    /// The executable that says so, without folder and extension.
    pub binary: String,
    /// The crate of the code.
    pub krate: String,
    /// The path of the code in its crate; of a test the name that the runner has for it.
    pub name: String,
    /// The source file, below the folder of its package.
    pub file: String,
    /// The line.
    pub line: u32,
    /// Whether `#[ignore]` is on it.
    pub ignored: bool,
    /// Whether `#[should_panic]` is on it.
    pub should_panic: bool,
}

impl Claim {
    pub(super) fn new(package: &str, evidence: &Evidence, place: &str, binary: &str) -> Self {
        let path = match evidence.name {
            "" => called_from(place),
            name => format!("{}::{name}", evidence.module),
        };
        let (krate, name) = path.split_once("::").unwrap_or((&path, ""));
        Self {
            of: evidence.guarantee.package().to_string(),
            guarantee: evidence.guarantee.id().to_string(),
            upholds: evidence.relation == Relation::Upholds,
            package: package.to_string(),
            binary: binary.to_string(),
            krate: krate.to_string(),
            name: name.to_string(),
            file: evidence.file.replace('\\', "/"),
            line: evidence.line,
            ignored: evidence.ignored,
            should_panic: evidence.should_panic,
        }
    }

    pub(super) fn to_line(&self) -> String {
        let mut line = serde_json::to_string(self).expect("keys are strings");
        line.push('\n');
        line
    }
}

/// The function around a place, as the compiler names it: `a::tests::deny::{{closure}}::here` is in `a::tests::deny`.
fn called_from(place: &str) -> String {
    let mut path: Vec<&str> = place.split("::").collect();
    path.pop();
    while path.last().is_some_and(|last| last.starts_with("{{")) {
        path.pop();
    }
    path.join("::")
}

/// The claims that are linked into this program.
#[cfg(any(feature = "inventory", feature = "linkme"))]
pub(super) fn linked(binary: &str) -> Vec<Claim> {
    crate::registry::values()
        .flat_map(|values| {
            let claim = |evidence| Claim::new(values.package, evidence, "", binary);
            values.evidence.iter().map(claim)
        })
        .collect()
}

/// The claims of a whole test run.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    claims: Vec<Claim>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Claims {
    /// Reads every file that the tests wrote into `folder`. Make it empty before the run, so that no claim of an earlier one
    /// is left.
    ///
    /// # Errors
    ///
    /// An error of the file system, or the first line that is not a claim.
    pub fn read(folder: &Path) -> Result<Self, ClaimError> {
        let in_folder = |error| ClaimError::new(folder, error);
        let mut claims = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(in_folder)? {
            let path = entry.map_err(in_folder)?.path();
            if path.extension().is_some_and(|extension| extension == "jsonl") {
                let text = std::fs::read_to_string(&path).map_err(|error| ClaimError::new(&path, error))?;
                claims.extend(parse(&text).map_err(|error| ClaimError::new(&path, error))?);
            }
        }
        Ok(Self::of(claims))
    }

    /// Reads claims, one JSON object in each line.
    ///
    /// # Errors
    ///
    /// The first line that is no claim.
    pub fn from_lines(text: &str) -> Result<Self, serde_json::Error> {
        parse(text).map(Self::of)
    }

    /// The claims that are linked into the running program, which say where guarantees are implemented.
    ///
    /// # Panics
    ///
    /// Before the constructors of the program have run, as [`registry::submissions`](crate::registry::submissions) does.
    #[cfg(any(feature = "inventory", feature = "linkme"))]
    #[track_caller]
    pub fn linked() -> Self {
        Self::of(linked(""))
    }

    fn of(mut claims: Vec<Claim>) -> Self {
        claims.sort();
        claims.dedup();
        Self { claims }
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.claims.extend(other.claims);
        Self::of(self.claims)
    }

    /// Each claim, sorted.
    pub fn as_slice(&self) -> &[Claim] {
        &self.claims
    }
}

fn parse(text: &str) -> Result<Vec<Claim>, serde_json::Error> {
    text.lines().map(serde_json::from_str).collect()
}

/// Why claims cannot be read.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Debug)]
pub struct ClaimError {
    path: PathBuf,
    source: io::Error,
}

impl ClaimError {
    fn new(path: &Path, source: impl Into<io::Error>) -> Self {
        Self {
            path: path.to_path_buf(),
            source: source.into(),
        }
    }
}

impl fmt::Display for ClaimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the evidence in {} cannot be read: {}; run the tests with `STABILITY_EVIDENCE` set to an empty folder",
            self.path.display(),
            self.source,
        )
    }
}

impl Error for ClaimError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
