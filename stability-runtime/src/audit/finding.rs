//! What an audit asks for.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Audit, Audited, Outcome, Verdict};

/// One thing that an audit asks for. Its text says what, and what to do.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// A test that upholds the guarantee failed.
    Failing(Audited),
    /// Tests are said to uphold the guarantee, and none of them passed.
    NotPassed(Audited),
    /// No test upholds the guarantee.
    WithoutTest(Audited),
    /// Nothing upholds a guarantee, and tests uphold one that the contract does not have: it has another id.
    Renamed {
        /// The guarantee of the contract.
        guarantee: Audited,
        /// The id that the tests know.
        to: String,
    },
    /// Tests uphold a guarantee that the contract does not have.
    Unknown {
        /// Its id.
        guarantee: String,
        /// Its package.
        package: String,
        /// The tests.
        tests: Vec<String>,
    },
}

pub(super) fn findings(audit: &Audit) -> Vec<Finding> {
    let mut unknown = audit.unknown.clone();
    let is_bare = |audited: &&Audited| audited.verdict == Verdict::Unproved && audited.tests.is_empty();
    let mut findings = Vec::new();
    for audited in &audit.guarantees {
        let renamed = |package: &str| {
            unknown.iter().filter(|unknown| unknown.package == package).count() == 1
                && audit
                    .guarantees
                    .iter()
                    .filter(is_bare)
                    .filter(|other| other.package == package)
                    .count()
                    == 1
        };
        let finding = match audited.verdict {
            Verdict::Upheld => continue,
            Verdict::Failing => Finding::Failing(audited.clone()),
            Verdict::Unproved if !audited.tests.is_empty() => Finding::NotPassed(audited.clone()),
            Verdict::Unproved if renamed(&audited.package) => {
                let at = unknown.iter().position(|unknown| unknown.package == audited.package);
                let to = at.map(|at| unknown.remove(at).guarantee).unwrap_or_default();
                Finding::Renamed {
                    guarantee: audited.clone(),
                    to,
                }
            }
            Verdict::Unproved => Finding::WithoutTest(audited.clone()),
        };
        findings.push(finding);
    }
    findings.extend(unknown.into_iter().map(|unknown| Finding::Unknown {
        guarantee: unknown.guarantee,
        package: unknown.package,
        tests: unknown.tests,
    }));
    findings
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failing(audited) => {
                write!(f, "guarantee `{}` is broken: ", audited.guarantee)?;
                let failed = audited
                    .tests
                    .iter()
                    .filter(|test| test.outcome == Some(Outcome::Failed));
                for (at, test) in failed.enumerate() {
                    write!(
                        f,
                        "{}`{}` at {}",
                        if at == 0 { "" } else { ", " },
                        test.name,
                        test.location
                    )?;
                }
                f.write_str(" failed: correct the code, not the test")
            }
            Self::NotPassed(audited) => {
                write!(f, "guarantee `{}` is unproved: ", audited.guarantee)?;
                for (at, test) in audited.tests.iter().enumerate() {
                    let before = if at == 0 { "" } else { ", " };
                    let was = test.outcome.map_or("not run", Outcome::as_str);
                    write!(f, "{before}`{}` at {} was {was}", test.name, test.location)?;
                }
                f.write_str(": run this test too, or write a test that can run")
            }
            Self::WithoutTest(audited) => write!(
                f,
                "guarantee `{}` of the package `{}` is unproved: no test that ran upholds it; write one with \
                 `#[stability::upholds(…)]`",
                audited.guarantee, audited.package,
            ),
            Self::Renamed { guarantee, to } => write!(
                f,
                "guarantee `{}` of the package `{}` is unproved, and tests uphold `{to}`, which is not promised: \
                 change the id back to `{}`",
                guarantee.guarantee, guarantee.package, guarantee.guarantee,
            ),
            Self::Unknown {
                guarantee,
                package,
                tests,
            } => write!(
                f,
                "tests uphold `{guarantee}` of the package `{package}`, which the contract does not promise: {}; \
                 audit with the contract of that package",
                tests.join(", "),
            ),
        }
    }
}
