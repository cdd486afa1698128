use clap::{CommandFactory, Parser};

use super::{Cli, Command};
use crate::report::ReportFormat;

fn parsed(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(std::iter::once("cargo-stability").chain(line.split(' ')))
}

#[test]
fn the_definition_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn check_takes_one_baseline() {
    let Command::Check(check) = parsed("check --baseline-rev v1.0.0 --recorded --format sarif")
        .unwrap()
        .command
    else {
        panic!("`check` should be read as such");
    };
    assert_eq!(check.baseline.baseline_rev.as_deref(), Some("v1.0.0"));
    assert!(check.baseline.recorded);
    assert_eq!(check.format, ReportFormat::Sarif);
    for line in [
        "check --baseline a.json --baseline-rev v1.0.0",
        "check --baseline-rev v1.0.0 --baseline-version 1.0.0",
        "check --baseline a.json --baseline-version 1.0.0",
        "check --recorded",
        "check --today 2027-01-01 --due",
    ] {
        assert!(parsed(line).is_err(), "{line}");
    }
}

#[test]
fn values_are_read_where_they_are_given() {
    for line in [
        "check --today 2027-02-29",
        "check --today tomorrow",
        "check --release-version 1.0",
        "check --range HEAD",
        "check --range ..HEAD",
        "show --tier golden",
        "show --kind thing",
        "due --within -1",
        "completions cobol",
    ] {
        assert_eq!(parsed(line).unwrap_err().exit_code(), 2, "{line}");
    }
}

#[test]
fn a_range_ends_at_head_where_it_says_no_other() {
    for (text, to) in [("main..", "HEAD"), ("main..next", "next"), ("main...next", "next")] {
        let Command::Check(check) = parsed(&format!("check --range {text}")).unwrap().command else {
            panic!("`check` should be read as such");
        };
        let range = check.range.unwrap();
        assert_eq!((range.from.as_str(), range.to.as_str()), ("main", to), "{text}");
    }
}

#[test]
fn message_flags_are_accepted_on_either_side_of_the_command() {
    for line in ["-q show", "show -q"] {
        assert!(parsed(line).unwrap().messages.quiet, "{line}");
    }
}

#[test]
fn features_are_split_as_cargo_splits_them() {
    let Command::Show(show) = parsed("show -F a,b --features c").unwrap().command else {
        panic!("`show` should be read as such");
    };
    let names: Vec<&str> = show.selection.feature_names().collect();
    assert_eq!(names, ["a", "b", "c"]);
}
