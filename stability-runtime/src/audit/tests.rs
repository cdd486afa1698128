use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::json;

use super::run::Origin;
use super::{Audit, Claims, Outcome, TestRun, Verdict};
use crate::contract::Contract;
use crate::contract::samples::{record, submission};
use crate::kind::Kind;

fn contract(ids: &[&str]) -> Contract {
    let guarantee = |id: &&str| {
        record(Kind::Guarantee, "", id).with(json!({
            "id": alloc::format!("guarantee {id}"),
            "text": "Holds | always.",
        }))
    };
    let guarantees: Vec<_> = ids.iter().map(guarantee).collect();
    Contract::collect([&submission(&guarantees)]).unwrap()
}

fn claim(guarantee: &str, name: &str, upholds: bool, ignored: bool) -> String {
    alloc::format!(
        r#"{{"of":"nika","guarantee":"{guarantee}","upholds":{upholds},"package":"nika","binary":"nika-1f","krate":"nika","name":"{name}","file":"src/lib.rs","line":7,"ignored":{ignored},"should_panic":false}}"#
    ) + "\n"
}

fn audit(ids: &[&str], claims: &[String], run: &str) -> Audit {
    let claims = Claims::from_lines(&claims.concat()).unwrap();
    Audit::new(&contract(ids), &claims, &TestRun::from_text(run).unwrap())
}

const RUN: &str = "     Running unittests src/lib.rs (target/debug/deps/nika-1f)

running 4 tests
test a ... ok
test b ... FAILED
test c ... ignored, slow
test d - should panic ... ok

failures:

---- b stdout ----
test e ... ok

failures:
    b

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

#[test]
fn a_guarantee_is_upheld_failing_or_unproved() {
    let verdict = |tests: &[&str]| {
        let claims: Vec<String> = tests.iter().map(|test| claim("g", test, true, false)).collect();
        audit(&["g"], &claims, RUN).guarantees()[0].verdict
    };
    assert_eq!(verdict(&["a"]), Verdict::Upheld);
    assert_eq!(verdict(&["d", "c"]), Verdict::Upheld);
    assert_eq!(verdict(&["a", "b"]), Verdict::Failing);
    assert_eq!(verdict(&["c"]), Verdict::Unproved);
    // Only the output of a failed test has it.
    assert_eq!(verdict(&["e"]), Verdict::Unproved);
    assert_eq!(verdict(&[]), Verdict::Unproved);
}

#[test]
fn each_finding_says_what_to_do() {
    let finding = |ids: &[&str], claims: &[String]| {
        let findings = audit(ids, claims, RUN).findings();
        findings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(finding(&["g"], &[claim("g", "a", true, false)]), Vec::<String>::new());
    assert_eq!(
        finding(&["g"], &[claim("g", "b", true, false)]),
        ["guarantee `g` is broken: `b` at src/lib.rs:7 failed: correct the code, not the test"],
    );
    assert_eq!(
        finding(&["g"], &[claim("g", "c", true, true), claim("g", "z", true, false)]),
        [
            "guarantee `g` is unproved: `c` at src/lib.rs:7 was ignored, `z` at src/lib.rs:7 was not run: run this test too, or write a test that can run"
        ],
    );
    assert_eq!(
        finding(&["g"], &[claim("g", "a", false, false)]),
        [
            "guarantee `g` of the package `nika` is unproved: no test that ran upholds it; write one with `#[stability::upholds(…)]`"
        ],
    );
    assert_eq!(
        finding(&["g"], &[claim("h", "a", true, false)]),
        [
            "guarantee `g` of the package `nika` is unproved, and tests uphold `h`, which is not promised: change the id back to `g`"
        ],
    );
    assert_eq!(
        finding(&["g"], &[claim("g", "a", true, false), claim("h", "a", true, false)]),
        [
            "tests uphold `h` of the package `nika`, which the contract does not promise: a; \
          audit with the contract of that package"
        ],
    );
}

#[test]
fn the_table_is_one_that_a_maintainer_would_write() {
    let claims = [
        claim("g", "deny", false, false),
        claim("g", "a", true, false),
        claim("g", "c", true, true),
    ];
    assert_eq!(
        audit(&["g", "h"], &claims, RUN).to_markdown(),
        "# Audit\n\n2 guarantees: 1 upheld, 0 failing, 1 unproved.\n\n\
         | guarantee | tier | implemented in | upheld by | verdict |\n|---|---|---|---|---|\n\
         | `g`: Holds \\| always. | stable | `deny` (src/lib.rs:7) | `a`<br>`c`: **ignored** | upheld |\n\
         | `h`: Holds \\| always. | stable | — | — | **unproved** |\n\n\
         ## To do\n\n\
         - guarantee `h` of the package `nika` is unproved: no test that ran upholds it; write one with `#[stability::upholds(…)]`\n",
    );
}

#[test]
fn the_formats_of_a_run_are_distinguished() {
    let junit = r#"<?xml version="1.0"?><testsuites><testsuite name="aioc::it">
        <testcase name="a"/><testcase name="b"><failure type="x">no</failure></testcase>
        <testcase name="c"><skipped/></testcase><testcase name="d"><flakyFailure type="x"/></testcase>
        </testsuite></testsuites>"#;
    let json = concat!(
        r#"{"type":"suite","event":"started","test_count":2}"#,
        "\n",
        r#"{"type":"test","event":"started","name":"aioc::it$a"}"#,
        "\n",
        r#"{"type":"test","event":"ok","name":"aioc::it$a"}"#,
        "\nnot an event\n",
        r#"{"type":"test","event":"failed","name":"aioc::it$b#2","stdout":"\"\u001b"}"#,
        "\n",
    );
    let results = |text: &str| {
        let run = TestRun::from_text(text).unwrap();
        run.results()
            .iter()
            .map(|it| (it.origin.clone(), it.name.clone(), it.outcome))
            .collect::<Vec<_>>()
    };
    let suite = || Origin::Suite("aioc::it".to_string());
    let passed = |name: &str| (suite(), name.to_string(), Outcome::Passed);
    let failed = |name: &str| (suite(), name.to_string(), Outcome::Failed);
    let ignored = (suite(), "c".to_string(), Outcome::Ignored);
    assert_eq!(results(junit), [passed("a"), failed("b"), ignored, passed("d")]);
    assert_eq!(results(json), [passed("a"), failed("b")]);
    assert_eq!(results("\u{1b}[1m     Running\u{1b}[0m tests/it.rs (target\\it-1.exe)\nrunning 1 test\ntest a ... \u{1b}[32mok\u{1b}[0m\n").len(), 1);
}

#[test]
fn a_run_that_cannot_be_trusted_is_refused() {
    let error = |text: &str| TestRun::from_text(text).unwrap_err().to_string();
    assert_eq!(
        error("running 2 tests\ntest a ... ok\ntest forged ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored\n"),
        "the test run reports 1 passed, but its list has 2: run the tests without `--nocapture`, with the pretty format, \
         and keep the whole output",
    );
    assert!(error("<html/>").contains("it starts with `html`"));
    assert!(error("<testsuites>").starts_with("this is not XML: "));
    assert!(error("{}").contains("no line is an event"));
    assert!(error("<testsuites><testcase/></testsuites>").contains("has no `name`"));
}

#[test]
fn an_aborted_binary_proves_only_its_printed_results() {
    let claims = [claim("g", "a", true, false), claim("h", "b", true, false)];
    let run = "     Running unittests src/lib.rs (target/debug/deps/nika-1f)\n\nrunning 2 tests\ntest a ... ok\nerror: test failed\n";
    let audit = audit(&["g", "h"], &claims, run);
    let verdicts: Vec<_> = audit.guarantees().iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::Upheld, Verdict::Unproved]);
}
