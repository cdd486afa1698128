//! From claims and results to verdicts.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::run::Origin;
use super::{Audit, Audited, Claim, Claims, Implementation, Outcome, Test, TestRun, Unknown, Verdict};
use crate::contract::{Contract, Item, Location};
use crate::kind::Kind;

pub(super) fn judge(contract: &Contract, claims: &Claims, run: &TestRun) -> Audit {
    let items = || contract.items().iter().filter(|item| item.kind == Kind::Guarantee);
    let is_of = |item: &Item, claim: &Claim| item.name == claim.guarantee && item.package_name() == claim.of;
    let guarantees = items().map(|item| {
        let of = claims.as_slice().iter().filter(|claim| is_of(item, claim));
        audited(item, &of.collect::<Vec<_>>(), run)
    });
    let mut unknown: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for claim in claims.as_slice().iter().filter(|claim| claim.upholds) {
        if !items().any(|item| is_of(item, claim)) {
            let tests = unknown.entry((claim.of.clone(), claim.guarantee.clone())).or_default();
            tests.push(claim.name.clone());
        }
    }
    let unknown = unknown.into_iter().map(|((package, guarantee), mut tests)| {
        tests.sort();
        tests.dedup();
        Unknown {
            guarantee,
            package,
            tests,
        }
    });
    Audit {
        guarantees: guarantees.collect(),
        unknown: unknown.collect(),
    }
}

fn audited(item: &Item, claims: &[&Claim], run: &TestRun) -> Audited {
    let location = |claim: &Claim| Location {
        file: claim.file.clone(),
        line: claim.line,
    };
    let implementations = claims
        .iter()
        .filter(|claim| !claim.upholds)
        .map(|claim| Implementation {
            name: claim.name.clone(),
            package: claim.package.clone(),
            location: location(claim),
        });
    let mut implementations: Vec<Implementation> = implementations.collect();
    implementations.sort();
    implementations.dedup();
    let tests = claims.iter().filter(|claim| claim.upholds).map(|claim| {
        let (name, outcome) = outcome(claim, run);
        Test {
            name,
            package: claim.package.clone(),
            location: location(claim),
            outcome,
            should_panic: claim.should_panic,
        }
    });
    let mut tests: Vec<Test> = tests.collect();
    tests.sort();
    tests.dedup();
    let any = |outcome| tests.iter().any(|test| test.outcome == Some(outcome));
    let verdict = if any(Outcome::Failed) {
        Verdict::Failing
    } else if any(Outcome::Passed) {
        Verdict::Upheld
    } else {
        Verdict::Unproved
    };
    Audited {
        guarantee: item.name.clone(),
        package: item.package.clone(),
        text: item.text.clone().unwrap_or_default(),
        tier: item.tier,
        verdict,
        implementations,
        tests,
    }
}

/// The name by which the run knows the test, and the worst of what came of it and its cases.
fn outcome(claim: &Claim, run: &TestRun) -> (String, Option<Outcome>) {
    if let Some(found) = documentation(claim, run) {
        return found;
    }
    let from = || run.results().iter().filter(|result| is_from(&result.origin, claim));
    let worst = |matches: &dyn Fn(&str) -> bool| from().filter(|it| matches(&it.name)).map(|it| it.outcome).max();
    // Tests made from a table have the cases as names below their own.
    let below = format!("{}::", claim.name);
    let found = worst(&|name| name == claim.name).or_else(|| worst(&|name| name.starts_with(&below)));
    let left_out = claim.ignored.then_some(Outcome::Ignored);
    (claim.name.clone(), found.or(left_out))
}

fn is_from(origin: &Origin, claim: &Claim) -> bool {
    match origin {
        Origin::Unknown => true,
        Origin::Binary(binary) => *binary == claim.binary,
        Origin::Suite(suite) => is_suite(suite, claim),
        Origin::Documentation(_) => false,
    }
}

/// Whether nextest calls the binary of the claim so: `package` for the library, `package::test`, `package::bin/name`.
fn is_suite(suite: &str, claim: &Claim) -> bool {
    let name = |text: &str| text.replace('-', "_");
    match suite.split_once("::") {
        None => suite == claim.package && !is_integration(claim),
        Some((package, target)) => {
            let target = target.rsplit('/').next().unwrap_or(target);
            package == claim.package && name(target) == claim.krate
        }
    }
}

/// Whether the code is in a test target of its own.
fn is_integration(claim: &Claim) -> bool {
    claim.file.starts_with("tests/") || claim.file.starts_with("benches/")
}

/// The name and the outcome of a test in documentation. rustdoc puts file and line into the name of the function that it
/// writes around the test; where the author wrote `fn main`, it is the one test of the file, with the worst outcome.
fn documentation(claim: &Claim, run: &TestRun) -> Option<(String, Option<Outcome>)> {
    if claim.krate != "rust_out" {
        return None;
    }
    let of_file = || {
        run.results().iter().filter(|result| {
            let file = result.name.split(" - ").next().unwrap_or_default();
            let same = file.ends_with(&claim.file) || claim.file.ends_with(file);
            matches!(result.origin, Origin::Documentation(_)) && same
        })
    };
    let own = of_file().find(|result| {
        let start = function_of_rustdoc(&result.name);
        start.is_some_and(|start| claim.name.split("::").any(|part| part.starts_with(&start)))
    });
    if let Some(own) = own {
        return Some((own.name.clone(), Some(own.outcome)));
    }
    let worst = of_file().map(|result| result.outcome).max();
    let worst = worst.filter(|_| !claim.name.contains("_doctest_main_"));
    Some((format!("documentation of {}", claim.file), worst))
}

/// How the function that rustdoc writes around `src/lib.rs - deny (line 47)` begins: `_doctest_main_src_lib_rs_47_`.
fn function_of_rustdoc(name: &str) -> Option<String> {
    let (file, rest) = name.split_once(" - ")?;
    let line = rest.rsplit_once("(line ")?.1.strip_suffix(')')?;
    let file: String = file
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    Some(format!("_doctest_main_{file}_{line}_"))
}

#[cfg(test)]
mod tests {
    use super::{is_suite, outcome};
    use crate::audit::{Claims, Outcome, TestRun};

    fn claims(line: &str) -> Claims {
        Claims::from_lines(line).unwrap()
    }

    const CLAIM: &str = r#"{"of":"aioc","guarantee":"g","upholds":true,"package":"aioc-core","binary":"it-1f","krate":"it","name":"deny","file":"tests/it.rs","line":3,"ignored":false,"should_panic":false}"#;

    #[test]
    fn a_suite_of_nextest_is_a_binary() {
        let claims = claims(CLAIM);
        let claim = &claims.as_slice()[0];
        assert!(is_suite("aioc-core::it", claim));
        for other in ["aioc-core", "aioc::it", "aioc-core::other", "it"] {
            assert!(!is_suite(other, claim), "{other}");
        }
    }

    #[test]
    fn a_test_in_documentation_is_known_by_its_line() {
        let of = |name: &str, text: &str| {
            let claims = claims(
                &CLAIM
                    .replace("\"it\"", "\"rust_out\"")
                    .replace("\"deny\"", name)
                    .replace("tests/it.rs", "a/src/lib.rs"),
            );
            outcome(&claims.as_slice()[0], &TestRun::from_pretty(text).unwrap()).1
        };
        let run = "   Doc-tests a\nrunning 2 tests\ntest a/src/lib.rs - x (line 4) ... FAILED\ntest a/src/lib.rs - y (line 47) ... ok\n";
        assert_eq!(
            of("\"main::_doctest_main_a_src_lib_rs_47_0\"", run),
            Some(Outcome::Passed)
        );
        assert_eq!(
            of("\"main::_doctest_main_a_src_lib_rs_4_0\"", run),
            Some(Outcome::Failed)
        );
        assert_eq!(of("\"main::_doctest_main_a_src_lib_rs_5_0\"", run), None);
        assert_eq!(of("\"main\"", run), Some(Outcome::Failed));
        assert_eq!(of("\"main\"", ""), None);
    }

    #[test]
    fn cases_count_only_where_the_test_itself_is_not_named() {
        let claims = claims(CLAIM);
        let of = |text: &str| outcome(&claims.as_slice()[0], &TestRun::from_pretty(text).unwrap()).1;
        assert_eq!(
            of("running 2 tests\ntest deny::case_1 ... ok\ntest deny::case_2 ... FAILED\n"),
            Some(Outcome::Failed)
        );
        assert_eq!(
            of("running 2 tests\ntest deny ... ok\ntest deny::other ... FAILED\n"),
            Some(Outcome::Passed)
        );
        assert_eq!(of("running 1 test\ntest denies ... ok\n"), None);
        assert_eq!(
            of("     Running tests/it.rs (target/debug/deps/it-2e)\nrunning 1 test\ntest deny ... ok\n"),
            None
        );
    }
}
