//! Reports whether promised behaviour is proved: each guarantee with the code that implements it, the tests that uphold it, their
//! outcomes, and a verdict.
//!
//! It uses three inputs:
//!
//! - the [`Contract`], which has the guarantees;
//! - the [`Claim`]s of [`implements`](macro@crate::implements), [`upholds`](macro@crate::upholds) and
//!   [`uphold!`](crate::uphold). They are in test binaries, so a running test writes those of its whole binary into the folder
//!   in the environment variable `STABILITY_EVIDENCE`, if it is set;
//! - the [`TestRun`], the output of the test runner: `cargo test`, or nextest through its JUnit file or its JSON.
//!
//! ```sh
//! rm -rf target/evidence
//! export STABILITY_EVIDENCE="$PWD/target/evidence"
//! cargo test --workspace --no-fail-fast 2>&1 | tee target/tests.txt
//! cargo nextest run --workspace --no-fail-fast --profile ci    # instead: target/nextest/ci/junit.xml
//! ```
//!
//! A test that upholds a guarantee and is not in the run counts as not run, and proves nothing. If a binary did not compile, or
//! none of its upholding tests ran, it proves nothing either.

mod announce;
mod claim;
mod finding;
mod judge;
mod markdown;
mod run;
#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;

pub use self::announce::{VARIABLE, announce};
pub use self::claim::{Claim, ClaimError, Claims};
pub use self::finding::Finding;
pub use self::run::{Outcome, RunError, TestResult, TestRun};
use crate::contract::{Contract, Location};
use crate::tier::Tier;

/// Every guarantee of a contract with its verdict.
///
/// ```
/// use stability::Contract;
/// use stability::audit::{Audit, Claims, TestRun};
///
/// let run = TestRun::from_pretty("running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored\n")?;
/// let audit = Audit::new(&Contract::default(), &Claims::default(), &run);
/// assert!(audit.findings().is_empty());
/// # Ok::<(), stability::audit::RunError>(())
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    guarantees: Vec<Audited>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<Unknown>,
}

/// One guarantee with its verdict.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Audited {
    /// Its id, without the word `guarantee`.
    pub guarantee: String,
    /// The package that promises it.
    pub package: String,
    /// The text of the promise.
    pub text: String,
    /// Its tier.
    pub tier: Tier,
    /// Whether it is proved.
    pub verdict: Verdict,
    /// Where it is implemented.
    pub implementations: Vec<Implementation>,
    /// The tests that uphold it.
    pub tests: Vec<Test>,
}

/// Code that implements a guarantee.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Implementation {
    /// Its name below its crate.
    pub name: String,
    /// Its package.
    pub package: String,
    /// Where it is.
    pub location: Location,
}

/// A test that upholds a guarantee, and its outcome.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Test {
    /// Its name, as the runner has it.
    pub name: String,
    /// Its package.
    pub package: String,
    /// Where it is.
    pub location: Location,
    /// The outcome; `None` if it was not run.
    pub outcome: Option<Outcome>,
    /// Whether it passes if it panics.
    pub should_panic: bool,
}

/// A guarantee that tests uphold, but that is not in the contract.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Unknown {
    /// Its id.
    pub guarantee: String,
    /// The package that the tests name.
    pub package: String,
    /// The tests that uphold it.
    pub tests: Vec<String>,
}

/// Whether a guarantee is proved.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// A test that upholds it passed, and none failed.
    Upheld,
    /// A test that upholds it failed.
    Failing,
    /// No test that upholds it passed or failed: there is no such test, or it was ignored or not run.
    Unproved,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Verdict {
    /// The verdict as a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Failing => "failing",
            Self::Unproved => "unproved",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Audit {
    /// Judges the guarantees of `contract` by the `claims` and the `run`.
    pub fn new(contract: &Contract, claims: &Claims, run: &TestRun) -> Self {
        judge::judge(contract, claims, run)
    }

    /// Each guarantee, by package and id.
    pub fn guarantees(&self) -> &[Audited] {
        &self.guarantees
    }

    /// The guarantees that tests uphold, but that are not in the contract.
    pub fn unknown(&self) -> &[Unknown] {
        &self.unknown
    }

    /// The findings: each guarantee that is failing or unproved, and each that is not in the contract.
    pub fn findings(&self) -> Vec<Finding> {
        finding::findings(self)
    }

    /// The audit as a Markdown page with a table.
    pub fn to_markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// The audit as JSON of the schema `stability/audit@1`: keys in a fixed order, a newline at the end.
    #[expect(clippy::missing_panics_doc, reason = "it does not panic")]
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: &'static str,
            #[serde(flatten)]
            audit: &'a Audit,
        }
        let document = Document {
            schema: "stability/audit@1",
            audit: self,
        };
        let mut json = serde_json::to_string_pretty(&document).expect("keys are strings");
        json.push('\n');
        json
    }
}
