//! A library grows: who uses it compiles unchanged where it asked for the patterns, and breaks where it did not.
//!
//! `growth/kept-older` and `growth/kept-newer` are two releases of one library with the patterns, `bare-older` and
//! `bare-newer` the same without. Each pair has users of one source.

use crate::FIXTURES;

/// A pattern as the feature of the users' packages that shows its use, and the error of the compiler without it.
const PATTERNS: [(&str, &str, &str); 7] = [
    ("constructor", "E0061", "grown::Request::new(\"small\".to_owned())"),
    ("dyn-trait", "E0038", "pub fn sinks() -> Vec<Box<dyn Sink>> {"),
    ("enum-match", "E0004", "match event {"),
    ("error-codes", "E0004", "match error {"),
    ("literal", "E0063", "grown::Request {"),
    ("reserved-method", "E0046", "impl grown::Store for Count {"),
    ("sealed", "E0046", "impl grown::Provider for Mine {"),
];

/// The tests of a user with every pattern: a document of either release is read and written back.
#[track_caller]
fn passes(user: &str) {
    let all: Vec<String> = PATTERNS
        .iter()
        .map(|(pattern, ..)| format!("{user}/{pattern}"))
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let test = FIXTURES
        .cargo("test")
        .package(user)
        .features(&all)
        .library_tests()
        .run()
        .built();
    let printed = test.executable(&user.replace('-', "_")).print(&[]);
    assert!(printed.contains("test result: ok. 1 passed"), "{printed}");
}

#[test]
fn with_the_patterns_the_newer_release_is_used_as_the_older() {
    passes("user-of-kept-older");
    passes("user-of-kept-newer");
}

#[test]
fn without_them_the_same_change_breaks_each_use() {
    passes("user-of-bare-older");
    for (pattern, code, source) in PATTERNS {
        let feature = format!("user-of-bare-newer/{pattern}");
        let check = FIXTURES
            .cargo("check")
            .package("user-of-bare-newer")
            .features(&[&feature]);
        let check = check.run().refused();
        let errors = check.diagnostics_of("user_of_bare_newer");
        let is_there = errors.iter().any(|error| error.code == code && error.source == source);
        assert!(
            is_there && errors.iter().all(|error| error.code == code || error.code.is_empty()),
            "{pattern}: {check}"
        );
    }
}
