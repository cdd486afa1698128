//! What a whole test run says of the guarantees, and what a change to a test or its guarantee does to it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::{env, fs};

use serde_json::Value;
use stability_tests::Fixtures;

use crate::FIXTURES;

/// A copy of the fixtures that a test may change.
struct Workspace {
    folder: PathBuf,
    fixtures: Fixtures,
    _turn: MutexGuard<'static, ()>,
}

/// One copy at a time: all are built into one folder, where their programs have the same names.
static TURN: Mutex<()> = Mutex::new(());

/// What a runner left.
struct Run {
    evidence: PathBuf,
    results: PathBuf,
}

impl Workspace {
    fn new(name: &str) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audit").join(name);
        let fixtures = FIXTURES.copied_to(&folder).expect("the fixtures can be copied");
        Self {
            folder,
            fixtures,
            _turn: turn,
        }
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).expect("the fixture can be read");
        assert!(text.contains(from), "{from:?} should be in {file}");
        fs::write(path, text.replace(from, to)).expect("the copy can be written");
    }

    /// Runs all tests by `cargo test`, or with `arguments`, and keeps what it prints.
    fn run(&self, arguments: &[&str]) -> Run {
        let evidence = self.folder.join("evidence");
        if evidence.exists() {
            fs::remove_dir_all(&evidence).expect("the folder can be removed");
        }
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let output = Command::new(cargo)
            .args(arguments)
            .args(["-p", "guarded", "-p", "guarded-elsewhere", "--target-dir"])
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures"))
            .current_dir(&self.folder)
            .env("STABILITY_EVIDENCE", &evidence)
            .env("NEXTEST_EXPERIMENTAL_LIBTEST_JSON", "1")
            .output()
            .expect("cargo can be called");
        // As `2>&1` would have it: cargo names a binary before its tests print.
        let results = self.folder.join("results.txt");
        fs::write(&results, interleaved(&output.stdout, &output.stderr)).expect("the folder can be written");
        assert!(evidence.is_dir(), "{}", String::from_utf8_lossy(&output.stderr));
        Run { evidence, results }
    }

    /// Builds the program that audits, from this copy, and gives what it prints.
    fn audit(&self, format: &str, contract: &str, run: &Run) -> String {
        let build = self.fixtures.cargo("build").package("guarded-elsewhere").run().built();
        let [evidence, results] = [&run.evidence, &run.results].map(|path| path.to_str().expect("paths are plain"));
        build
            .executable("guarded-audit")
            .print(&[format, contract, evidence, results])
    }
}

/// The headings that cargo prints on standard error, each before the tests of its binary. cargo runs one binary after the
/// other, so the order of either is that of the other.
fn interleaved(stdout: &[u8], stderr: &[u8]) -> String {
    let (stdout, stderr) = (String::from_utf8_lossy(stdout), String::from_utf8_lossy(stderr));
    if !stdout.contains("\nrunning ") {
        return stdout.into_owned();
    }
    let mut headings = stderr
        .lines()
        .filter(|line| line.contains("Running ") || line.contains("Doc-tests "));
    let mut text = String::new();
    let mut inside = false;
    for line in stdout.lines() {
        if line.starts_with("running ") && !inside {
            text += headings.next().unwrap_or_default();
            text.push('\n');
            inside = true;
        }
        inside &= !line.starts_with("test result: ");
        text += line;
        text.push('\n');
    }
    text
}

const TEST: &[&str] = &["test", "--no-fail-fast"];

/// The contract as it was before any change.
static PROMISED: LazyLock<PathBuf> = LazyLock::new(|| {
    let build = FIXTURES.cargo("build").package("guarded").run().built();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guarded-contract.json");
    fs::write(&file, build.executable("guarded").print(&[])).expect("the folder can be written");
    file
});

const ELSEWHERE: &str = "guarded-elsewhere/src/lib.rs";
const LIBRARY: &str = "guarded/src/lib.rs";

#[test]
fn every_form_of_test_proves_what_it_upholds() {
    let copy = Workspace::new("whole");
    let run = copy.run(TEST);
    let audit: Value = serde_json::from_str(&copy.audit("json", "linked", &run)).expect("the audit is JSON");
    let guarantee = |id: &str| {
        let all = audit["guarantees"].as_array().map_or(&[][..], Vec::as_slice);
        all.iter()
            .find(|one| one["guarantee"] == id)
            .unwrap_or_else(|| panic!("`{id}` should be there: {audit:#}"))
    };
    let tests = |id: &str| -> Vec<(String, String)> {
        let all = guarantee(id)["tests"].as_array().map_or(&[][..], Vec::as_slice);
        let word = |value: &Value| value.as_str().unwrap_or("not run").to_owned();
        all.iter()
            .map(|test| (word(&test["name"]), word(&test["outcome"])))
            .collect()
    };
    let passed = |name: &str| (name.to_owned(), "passed".to_owned());
    assert_eq!(
        tests("default-deny"),
        [
            passed("a_policy_that_allows_allows"),
            passed("guarded/src/lib.rs - Queue::answer (line 47)"),
            passed("tests::each_in_a_loop"),
            passed("tests::missing_policy_denies"),
            passed("tests::thrown_policy_denies"),
        ],
    );
    assert_eq!(
        tests("ordered"),
        [
            "above_rstest",
            "above_tokio",
            "below_rstest::case_1",
            "below_rstest::case_2",
            "below_tokio"
        ]
        .map(|name| passed(&format!("tests::{name}"))),
    );
    assert_eq!(
        tests("silent-sink"),
        [
            passed("tests::sink_elsewhere"),
            passed("tests::sink_that_is_full"),
            ("tests::sink_that_is_slow".to_owned(), "ignored".to_owned()),
        ],
    );
    for id in ["default-deny", "ordered", "silent-sink", "thrown-denies"] {
        assert_eq!(guarantee(id)["verdict"], "upheld", "{audit:#}");
        assert_ne!(
            guarantee(id)["implementations"].as_array().map(Vec::len),
            Some(0),
            "{audit:#}"
        );
    }
}

#[test]
#[ignore = "needs cargo-nextest, which .ci/run installs"]
fn nextest_proves_the_same_but_for_documentation() {
    let copy = Workspace::new("nextest");
    let run = copy.run(&["nextest", "run", "--no-fail-fast", "--message-format", "libtest-json"]);
    let page = copy.audit("markdown", "linked", &run);
    assert!(
        page.contains("4 guarantees: 4 upheld, 0 failing, 0 unproved."),
        "{page}"
    );
    assert!(!page.contains("not run"), "{page}");
}

/// Three changes, each to other guarantees, in one run: a behaviour that breaks, the last tests of a guarantee that are
/// removed, and those that are ignored.
#[test]
fn each_guarantee_that_lost_its_proof_is_one_finding() {
    let copy = Workspace::new("unproved");
    let thrown = "std::panic::catch_unwind(policy).unwrap_or(false)";
    for (file, from, to) in [
        (LIBRARY, thrown, &*thrown.replace("false", "true")),
        (
            LIBRARY,
            "#[tokio::test]\n    #[stability::upholds(ORDERED)]",
            "#[tokio::test]",
        ),
        (
            LIBRARY,
            "#[stability::upholds(ORDERED)]\n    #[tokio::test]",
            "#[tokio::test]",
        ),
        (
            LIBRARY,
            "#[stability::upholds(ORDERED)]\n    #[rstest::rstest]",
            "#[rstest::rstest]",
        ),
        (LIBRARY, "#[case(2)]\n    #[stability::upholds(ORDERED)]", "#[case(2)]"),
        (
            LIBRARY,
            "#[stability::upholds(SILENT_SINK)]\n    fn sink_that_is_full",
            "fn sink_that_is_full",
        ),
        (ELSEWHERE, "#[test]", "#[test]\n    #[ignore]"),
    ] {
        copy.change(file, from, to);
    }
    let run = copy.run(TEST);
    let findings = copy.audit("findings", "linked", &run);
    let [default_deny, ordered, silent_sink, thrown_denies] = *findings.lines().collect::<Vec<_>>() else {
        panic!("four guarantees are no longer upheld: {findings}")
    };
    // Two guarantees are proved by the test that fails.
    for (finding, id) in [(default_deny, "default-deny"), (thrown_denies, "thrown-denies")] {
        let expected = format!("guarantee `{id}` is broken: `tests::thrown_policy_denies` at ");
        assert!(finding.starts_with(&expected), "{finding}");
    }
    assert_eq!(
        ordered,
        "guarantee `ordered` of the package `guarded` is unproved: no test that ran upholds it; \
         write one with `#[stability::upholds(…)]`",
    );
    assert!(
        silent_sink.starts_with("guarantee `silent-sink` is unproved: "),
        "{findings}"
    );
    assert!(
        silent_sink.contains("`tests::sink_that_is_slow` at src/lib.rs:"),
        "{findings}"
    );
    assert!(silent_sink.contains(" was ignored"), "{findings}");
}

#[test]
fn a_guarantee_that_is_renamed_is_one_finding() {
    let copy = Workspace::new("renamed");
    copy.change(LIBRARY, "= \"ordered\"", "= \"in-order\"");
    let run = copy.run(TEST);
    let promised = PROMISED.to_str().expect("paths are plain");
    assert_eq!(
        copy.audit("findings", promised, &run),
        "guarantee `ordered` of the package `guarded` is unproved, and tests uphold `in-order`, which is not promised: \
         change the id back to `ordered`\n",
    );
}
