//! What came of the tests, as a runner says it.

mod junit;
mod libtest_json;
mod pretty;

use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use serde::Serialize;

/// The outcome of a test as a runner reports it, the best first.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Outcome {
    /// It ran, and passed.
    Passed,
    /// It was left out.
    Ignored,
    /// It ran, and failed.
    Failed,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Outcome {
    /// The word for the outcome.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Ignored => "ignored",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One test and what came of it.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestResult {
    /// Where it is from, as far as the runner says.
    pub origin: Origin,
    /// Its name in its binary.
    pub name: String,
    /// The outcome.
    pub outcome: Outcome,
}

/// Where a test is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The runner did not say.
    Unknown,
    /// An executable, without folder and extension.
    Binary(String),
    /// A binary as nextest calls it: `package`, `package::test`, `package::bin/name`.
    Suite(String),
    /// The documentation of a crate.
    Documentation(String),
}

/// The outcomes of all tests of a run.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestRun {
    results: Vec<TestResult>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl TestRun {
    /// Reads what `cargo test` printed, standard output and standard error together: on standard error cargo says which
    /// binary the tests are of. Without it, tests of one name in several binaries are taken for one, with the worst outcome.
    ///
    /// # Errors
    ///
    /// A list of tests that is not what its own summary says: the output of tests is mixed into it (`--nocapture`), or a
    /// part is missing.
    pub fn from_pretty(text: &str) -> Result<Self, RunError> {
        pretty::read(text).map(|results| Self { results })
    }

    /// Reads the JUnit file that nextest writes.
    ///
    /// # Errors
    ///
    /// If the text is not XML, or not JUnit.
    pub fn from_junit(text: &str) -> Result<Self, RunError> {
        junit::read(text).map(|results| Self { results })
    }

    /// Reads the JSON that `cargo nextest run --message-format libtest-json` prints, and libtest's own: one object in each
    /// line. Lines that are not results are skipped.
    ///
    /// # Errors
    ///
    /// A text without any event of a test run.
    pub fn from_libtest_json(text: &str) -> Result<Self, RunError> {
        libtest_json::read(text).map(|results| Self { results })
    }

    /// Reads whichever of the three it is.
    ///
    /// # Errors
    ///
    /// Those of the form that it seems to be.
    pub fn from_text(text: &str) -> Result<Self, RunError> {
        match text.trim_start() {
            xml if xml.starts_with('<') => Self::from_junit(xml),
            json if json.starts_with('{') => Self::from_libtest_json(json),
            _ => Self::from_pretty(text),
        }
    }

    /// Both together, for a run in parts: nextest runs no tests in documentation.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.results.extend(other.results);
        self
    }

    /// Each result, in the order of the run.
    pub fn results(&self) -> &[TestResult] {
        &self.results
    }
}

/// Why a text is not a reliable test run.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunError {
    message: String,
}

impl RunError {
    fn new(message: String) -> Self {
        Self { message }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for RunError {}
